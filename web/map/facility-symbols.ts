import type { FacilityKind } from '#model/facility';

/** Kinds that share a colour. At most six colours stand on one map; the icon or the name tells the kinds apart. */
export type FacilityGroup = 'health' | 'education' | 'government' | 'safety' | 'trade' | 'community';
export const FACILITY_GROUPS: Readonly<Record<FacilityGroup, number>> = {
  health: 0,
  safety: 1,
  education: 2,
  community: 3,
  trade: 4,
  government: 5,
};

export interface FacilitySymbol {
  readonly group: FacilityGroup;
  /** Schools of the ministry of religion carry a ring, so that they are told from the public ones. */
  readonly ringed?: true;
  /** Drawn above others where points meet; larger is higher. */
  readonly rank: number;
}

/** One symbol per kind; every kind has one. */
export const FACILITY_SYMBOLS: Readonly<Record<FacilityKind, FacilitySymbol>> = {
  tk: { group: 'education', rank: 2 },
  sd: { group: 'education', rank: 3 },
  mi: { group: 'education', ringed: true, rank: 3 },
  smp: { group: 'education', rank: 5 },
  mts: { group: 'education', ringed: true, rank: 5 },
  sma: { group: 'education', rank: 6 },
  ma: { group: 'education', ringed: true, rank: 6 },
  smk: { group: 'education', rank: 6 },
  slb: { group: 'education', rank: 6 },
  library: { group: 'education', rank: 5 },
  puskesmas: { group: 'health', rank: 9 },
  pustu: { group: 'health', rank: 4 },
  posyandu: { group: 'health', rank: 1 },
  hospital: { group: 'health', rank: 10 },
  clinic: { group: 'health', rank: 5 },
  midwife: { group: 'health', rank: 3 },
  doctor: { group: 'health', rank: 3 },
  dentist: { group: 'health', rank: 3 },
  pharmacy: { group: 'health', rank: 3 },
  musala: { group: 'community', rank: 1 },
  mosque: { group: 'community', rank: 2 },
  hall: { group: 'community', rank: 2 },
  park: { group: 'community', rank: 2 },
  market: { group: 'trade', rank: 6 },
  shop: { group: 'trade', rank: 1 },
  'kantor-kabupaten': { group: 'government', rank: 10 },
  'kantor-kecamatan': { group: 'government', rank: 8 },
  'kantor-desa': { group: 'government', rank: 4 },
  mpp: { group: 'government', rank: 9 },
  kua: { group: 'government', ringed: true, rank: 4 },
  'post-office': { group: 'government', rank: 4 },
  'waste-site': { group: 'government', rank: 3 },
  police: { group: 'safety', rank: 6 },
  'fire-station': { group: 'safety', rank: 8 },
};

/** The kinds of a group, in the order of the table. */
export function kindsOf(group: FacilityGroup): FacilityKind[] {
  return (Object.keys(FACILITY_SYMBOLS) as FacilityKind[]).filter((kind) => FACILITY_SYMBOLS[kind].group === group);
}
