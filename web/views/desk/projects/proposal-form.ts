import type { Geometry } from 'geojson';
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
  /** Instead of a point. */
  geometry: DrawnShape | null;
}
export type DrawnShape = NonNullable<ProposalBody['geometry']>;
type ProposalBody = NonNullable<StaffRequest<'proposeProject'>['body']>;
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
    geometry: null,
  };
}

/** What was drawn, where it is one line or one area; null for anything else, such as a drawing that is not finished. */
export function drawnShape(geometry: Geometry | null): DrawnShape | null {
  return geometry?.type === 'LineString' || geometry?.type === 'Polygon' ? (geometry as DrawnShape) : null;
}

const hasShape = ({ position, geometry }: ProposalDraft): boolean => position !== null || geometry !== null;

/** What is wrong with each field. A proposal is somewhere: a point, a line, an area, or at least a kecamatan. */
export function faultsOf(draft: ProposalDraft): Partial<Record<keyof ProposalDraft, ProposalFault>> {
  const year = Number(draft.fiscalYear);
  return {
    ...(draft.name.trim().length < LEAST_CHARACTERS ? { name: 'required' as const } : {}),
    ...(draft.sector === '' ? { sector: 'required' as const } : {}),
    ...(Number.isInteger(year) && year >= 2000 && year <= 2100 ? {} : { fiscalYear: 'year' as const }),
    ...(draft.proposed.trim() !== '' && rupiahOf(draft.proposed) === null ? { proposed: 'rupiah' as const } : {}),
    ...(!hasShape(draft) && draft.kecamatan === '' ? { kecamatan: 'place' as const } : {}),
  };
}

/** The proposal of a draft without faults. Where there is a shape, it says the region itself. */
export function proposalOf(draft: ProposalDraft): ProposalBody {
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
    geometry: draft.geometry,
    region: hasShape(draft) ? null : draft.desa || draft.kecamatan || null,
    scenario: null,
  };
}
