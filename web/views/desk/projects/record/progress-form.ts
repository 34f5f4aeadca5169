import { Month } from '#model/project-register';
import type { StaffRequest } from '#staff-contract';
import { readRupiah } from '../../../../../data/desk/check/cells.ts';

/** What somebody types; empty is not known. */
export interface ProgressDraft {
  month: string;
  planned: string;
  physical: string;
  financial: string;
  spent: string;
  note: string;
}
export type ProgressFault = 'month' | 'percent' | 'rupiah' | 'nothing';

/** A percentage as Indonesians or machines write it, two decimals at most: `42`, `42,5`, `42.5`. Null for anything else. */
export function percentOf(text: string): number | null {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(text.trim());
  if (!match) return null;
  const value = Number(`${match[1]}.${match[2] ?? '0'}`);
  return value <= 100 ? value : null;
}

/** Whole rupiah as people write them: `Rp1.250.000`, `1250000`, `1,5 miliar`. Null for anything else, and for less than nothing. */
export function rupiahOf(text: string): number | null {
  const { rupiah } = readRupiah(text.trim());
  return rupiah === null || rupiah < 0 ? null : rupiah;
}

const PERCENTS = ['planned', 'physical', 'financial'] as const;

/** What is wrong with each field. */
export function faultsOf(draft: ProgressDraft): Partial<Record<keyof ProgressDraft, ProgressFault>> {
  const faults: Partial<Record<keyof ProgressDraft, ProgressFault>> = {};
  if (!Month.safeParse(draft.month).success) faults.month = 'month';
  for (const field of PERCENTS)
    if (draft[field].trim() !== '' && percentOf(draft[field]) === null) faults[field] = 'percent';
  if (draft.spent.trim() !== '' && rupiahOf(draft.spent) === null) faults.spent = 'rupiah';
  if ([...PERCENTS, 'spent' as const].every((field) => draft[field].trim() === '')) faults.physical = 'nothing';
  return faults;
}

/** The report of a draft without faults. */
export function reportOf(draft: ProgressDraft): NonNullable<StaffRequest<'reportProgress'>['body']> {
  return {
    month: draft.month,
    plannedPercent: percentOf(draft.planned),
    physicalPercent: percentOf(draft.physical),
    financialPercent: percentOf(draft.financial),
    spentRupiah: rupiahOf(draft.spent),
    note: draft.note.trim() || null,
  };
}
