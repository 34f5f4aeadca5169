import type { Position } from '#model/geometry';
import type { FundingSource, ProjectOrigin } from '#model/project';
import { ProjectList } from '#model/project-register';
import { ServiceSector } from '#model/standard';
import type { z } from 'zod';
import type { StaffRequest } from '#staff-contract';
import { rupiahOf } from './record/progress-form.ts';

/** What somebody types; empty is not known. */
export interface ProposalDraft {
  list: z.infer<typeof ProjectList>;
  name: string;
  description: string;
  sector: string;
  origin: z.infer<typeof ProjectOrigin>;
  fiscalYear: string;
  fundingSource: z.infer<typeof FundingSource>;
  proposed: string;
  kecamatan: string;
  desa: string;
  position: Position | null;
}
export type ProposalFault = 'required' | 'year' | 'rupiah' | 'place';

const LEAST_CHARACTERS = 3;
const KECAMATAN_LENGTH = '00.00.00'.length;

/** A draft with what another page knows already, for the year that proposals are made for. */
export function draftOf(query: Readonly<Record<string, string>>, year: number): ProposalDraft {
  const region = query['region'] ?? '';
  return {
    list: ProjectList.safeParse(query['list']).data ?? 'sipd',
    name: query['name'] ?? '',
    description: '',
    sector: ServiceSector.safeParse(query['sector']).data ?? '',
    origin: 'MUSRENBANG_KEC',
    fiscalYear: String(year),
    fundingSource: 'APBD',
    proposed: '',
    kecamatan: region.slice(0, KECAMATAN_LENGTH),
    desa: region.length > KECAMATAN_LENGTH ? region : '',
    position: null,
  };
}

/** What is wrong with each field. A proposal is somewhere: a point, or at least a kecamatan. */
export function faultsOf(draft: ProposalDraft): Partial<Record<keyof ProposalDraft, ProposalFault>> {
  const year = Number(draft.fiscalYear);
  return {
    ...(draft.name.trim().length < LEAST_CHARACTERS ? { name: 'required' as const } : {}),
    ...(draft.sector === '' ? { sector: 'required' as const } : {}),
    ...(Number.isInteger(year) && year >= 2000 && year <= 2100 ? {} : { fiscalYear: 'year' as const }),
    ...(draft.proposed.trim() !== '' && rupiahOf(draft.proposed) === null ? { proposed: 'rupiah' as const } : {}),
    ...(draft.position === null && draft.kecamatan === '' ? { kecamatan: 'place' as const } : {}),
  };
}

/** The proposal of a draft without faults. Where there is a point, it says the region itself. */
export function proposalOf(draft: ProposalDraft): NonNullable<StaffRequest<'proposeProject'>['body']> {
  return {
    name: draft.name.trim(),
    description: draft.description.trim() || null,
    origin: draft.origin,
    sector: draft.sector,
    list: draft.list,
    fiscalYear: Number(draft.fiscalYear),
    proposedRupiah: rupiahOf(draft.proposed),
    fundingSource: draft.fundingSource,
    position: draft.position,
    region: draft.position === null ? draft.desa || draft.kecamatan || null : null,
    scenario: null,
  };
}
