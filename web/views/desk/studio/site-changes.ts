import type { FacilityKind } from '#model/facility';
import type { Position } from '#model/geometry';
import type { SitingAction, SitingChange } from '#model/siting';
import { sampleCost } from './sample-costs.ts';

type Changes = readonly SitingChange[];
/** A facility there is, as far as a change needs it. */
export interface ChangedFacility {
  readonly id: string;
  readonly kind: FacilityKind;
  readonly name: string;
  readonly position: Position;
  readonly capacity: number | null;
}

/** Whether a change has a place that can be moved. */
export const isMovable = ({ action }: Pick<SitingChange, 'action'>): boolean => action === 'build' || action === 'move';

/** An id that no change has. */
function freeId(changes: Changes): string {
  const taken = new Set(changes.map(({ id }) => id));
  let number = changes.length + 1;
  while (taken.has(`p${number}`)) number += 1;
  return `p${number}`;
}

/** With a new facility at a place. */
export function withBuilt(
  changes: Changes,
  given: {
    readonly kind: FacilityKind;
    readonly name: string;
    readonly position: Position;
    readonly costRupiah?: number | null;
  },
): { readonly changes: Changes; readonly id: string } {
  const id = freeId(changes);
  const { costRupiah } = given;
  return {
    id,
    changes: [
      ...changes,
      {
        id,
        action: 'build',
        kind: given.kind,
        name: given.name,
        position: given.position,
        facility: null,
        capacity: null,
        costRupiah: costRupiah === undefined ? sampleCost(given.kind, 'build') : costRupiah,
        isCostSample: costRupiah === undefined,
      },
    ],
  };
}

/** With a facility there is moved, closed or enlarged; what was to happen to it before gives way. */
export function withFacilityChanged(
  changes: Changes,
  facility: ChangedFacility,
  action: Exclude<SitingAction, 'build'>,
  capacity: number | null = null,
): { readonly changes: Changes; readonly id: string } {
  const others = changes.filter((change) => change.facility !== facility.id);
  const id = freeId(changes);
  return {
    id,
    changes: [
      ...others,
      {
        id,
        action,
        kind: facility.kind,
        name: facility.name.slice(0, 200),
        position: facility.position,
        facility: facility.id,
        capacity:
          action === 'upgrade' ? (capacity ?? (facility.capacity === null ? null : facility.capacity * 2)) : null,
        costRupiah: sampleCost(facility.kind, action),
        isCostSample: true,
      },
    ],
  };
}

/** With one change standing elsewhere. */
export const withMoved = (changes: Changes, id: string, position: Position): Changes =>
  changes.map((change) => (change.id === id && isMovable(change) ? { ...change, position } : change));

export const without = (changes: Changes, id: string): Changes => changes.filter((change) => change.id !== id);

/** With another name, capacity or cost; a cost that somebody gives is no sample any more. */
export const withDetails = (
  changes: Changes,
  id: string,
  details: Partial<Pick<SitingChange, 'name' | 'capacity' | 'costRupiah'>>,
): Changes =>
  changes.map((change) =>
    change.id === id ? { ...change, ...details, ...('costRupiah' in details ? { isCostSample: false } : {}) } : change,
  );
