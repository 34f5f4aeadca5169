import type { FacilityKind } from '#model/facility';
import {
  Baby,
  Blocks,
  BookOpen,
  Building2,
  Cross,
  GraduationCap,
  HeartHandshake,
  HeartPulse,
  Hospital,
  Landmark,
  Library,
  Mail,
  Pill,
  School,
  Shield,
  Siren,
  Stethoscope,
  Store,
  Trash2,
  Trees,
  Users,
  type IconNode,
} from 'lucide';

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
  readonly icon: IconNode;
  /** Schools of the ministry of religion carry a ring, so that they are told from the public ones. */
  readonly ringed?: true;
  /** Drawn above others where points meet; larger is higher. */
  readonly rank: number;
}

/** One symbol per kind; every kind has one. */
export const FACILITY_SYMBOLS: Readonly<Record<FacilityKind, FacilitySymbol>> = {
  tk: { group: 'education', icon: Blocks, rank: 2 },
  sd: { group: 'education', icon: School, rank: 3 },
  mi: { group: 'education', icon: School, ringed: true, rank: 3 },
  smp: { group: 'education', icon: GraduationCap, rank: 5 },
  mts: { group: 'education', icon: GraduationCap, ringed: true, rank: 5 },
  sma: { group: 'education', icon: BookOpen, rank: 6 },
  ma: { group: 'education', icon: BookOpen, ringed: true, rank: 6 },
  smk: { group: 'education', icon: BookOpen, rank: 6 },
  slb: { group: 'education', icon: HeartHandshake, rank: 6 },
  library: { group: 'education', icon: Library, rank: 5 },
  puskesmas: { group: 'health', icon: Hospital, rank: 9 },
  pustu: { group: 'health', icon: Stethoscope, rank: 4 },
  posyandu: { group: 'health', icon: Baby, rank: 1 },
  hospital: { group: 'health', icon: Cross, rank: 10 },
  clinic: { group: 'health', icon: HeartPulse, rank: 5 },
  midwife: { group: 'health', icon: Baby, rank: 3 },
  doctor: { group: 'health', icon: Stethoscope, rank: 3 },
  dentist: { group: 'health', icon: Stethoscope, rank: 3 },
  pharmacy: { group: 'health', icon: Pill, rank: 3 },
  musala: { group: 'community', icon: HeartHandshake, rank: 1 },
  mosque: { group: 'community', icon: HeartHandshake, rank: 2 },
  hall: { group: 'community', icon: Users, rank: 2 },
  park: { group: 'community', icon: Trees, rank: 2 },
  market: { group: 'trade', icon: Store, rank: 6 },
  shop: { group: 'trade', icon: Store, rank: 1 },
  'kantor-kabupaten': { group: 'government', icon: Landmark, rank: 10 },
  'kantor-kecamatan': { group: 'government', icon: Building2, rank: 8 },
  'kantor-desa': { group: 'government', icon: Building2, rank: 4 },
  mpp: { group: 'government', icon: Landmark, rank: 9 },
  kua: { group: 'government', icon: Building2, ringed: true, rank: 4 },
  'post-office': { group: 'government', icon: Mail, rank: 4 },
  'waste-site': { group: 'government', icon: Trash2, rank: 3 },
  police: { group: 'safety', icon: Shield, rank: 6 },
  'fire-station': { group: 'safety', icon: Siren, rank: 8 },
};

/** The kinds of a group, in the order of the table. */
export function kindsOf(group: FacilityGroup): FacilityKind[] {
  return (Object.keys(FACILITY_SYMBOLS) as FacilityKind[]).filter((kind) => FACILITY_SYMBOLS[kind].group === group);
}
