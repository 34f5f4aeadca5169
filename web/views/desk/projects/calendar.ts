import type { RegisterItem } from '#model/project-register';
import { phaseOf, type Phase } from './register-groups.ts';

/** A stretch of days from the start of one day to the start of another, as parts of the calendar that it is drawn in. */
export interface Stretch {
  readonly phase: Phase['id'];
  readonly from: number;
  readonly to: number;
  /** It still goes on. */
  readonly isOpen: boolean;
}
export interface Calendar {
  /** Days since 1970 of both ends. */
  readonly start: number;
  readonly end: number;
  /** Where each year begins that lies in it, from 0 to 1. */
  readonly years: readonly { readonly year: number; readonly at: number }[];
  /** Where the present day is. */
  readonly today: number;
}

const DAY_MS = 86_400_000;
const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;
const yearOf = (date: string): number => Number(date.slice(0, 'YYYY'.length));

/** Whole years from the first step of any row to the present day; null where no row knows a day. `today` is `YYYY-MM-DD`. */
export function calendarOf(rows: readonly Pick<RegisterItem, 'lived'>[], today: string): Calendar | null {
  const days = rows.flatMap(({ lived }) => lived.map(({ since }) => since)).toSorted();
  const first = days[0];
  if (first === undefined) return null;
  const last = (days.at(-1) as string) > today ? (days.at(-1) as string) : today;
  const [start, end] = [dayOf(`${yearOf(first)}-01-01`), dayOf(`${yearOf(last) + 1}-01-01`)];
  const at = (day: number): number => (day - start) / (end - start);
  const years = Array.from({ length: yearOf(last) - yearOf(first) + 1 }, (_, index) => yearOf(first) + index);
  return {
    start,
    end,
    years: years.map((year) => ({ year, at: at(dayOf(`${year}-01-01`)) })),
    today: at(dayOf(today)),
  };
}

/** The phases of a row one after the other; what the phase after it has not ended goes on to the present day. */
export function stretchesOf(
  { lived }: Pick<RegisterItem, 'lived'>,
  { start, end, today }: Calendar,
): readonly Stretch[] {
  const at = (date: string): number => (dayOf(date) - start) / (end - start);
  const stretches: Stretch[] = [];
  for (const { status, since } of lived) {
    const phase = phaseOf(status);
    const before = stretches.at(-1);
    if (before?.phase === phase) continue;
    if (before) stretches[stretches.length - 1] = { ...before, to: at(since), isOpen: false };
    stretches.push({ phase, from: at(since), to: Math.max(at(since), today), isOpen: true });
  }
  return stretches;
}

/** The day on which a row came into each phase that it has been in, the last time. */
export function phaseDays({ lived }: Pick<RegisterItem, 'lived'>): ReadonlyMap<Phase['id'], string> {
  const days = new Map<Phase['id'], string>();
  let before: Phase['id'] | null = null;
  for (const { status, since } of lived) {
    const phase = phaseOf(status);
    if (phase !== before) days.set(phase, since);
    before = phase;
  }
  return days;
}
