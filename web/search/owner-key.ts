import type { FacilityKind, FacilityOwner } from '#model/facility';

const SCHOOLS: readonly FacilityKind[] = ['tk', 'sd', 'mi', 'smp', 'mts', 'sma', 'ma', 'smk', 'slb'];

/** The end of a message key for an owner: only schools are "negeri", everything else belongs to the government. */
export function ownerKey(kinds: readonly FacilityKind[], owner: FacilityOwner): FacilityOwner | 'public' {
  return owner === 'negeri' && !kinds.some((kind) => SCHOOLS.includes(kind)) ? 'public' : owner;
}
