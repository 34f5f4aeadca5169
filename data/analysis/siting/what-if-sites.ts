import type { FacilityKind } from '#model/facility';
import type { Position } from '#model/geometry';
import type { SitingChange } from '#model/siting';
import { suppliesOf } from '../capacity.ts';
import type { FacilityColumns, Selection } from '../facility-selection.ts';
import { supplyOf, type Supply } from '../floating-catchment.ts';

/** What the engine reads of a change; its name and cost are nobody's business here. */
export type WhatIfChange = Pick<SitingChange, 'id' | 'action' | 'kind' | 'position' | 'facility' | 'capacity'>;

/** A row of the facilities for one there is, the change's id for a new one. */
export type SiteKey = number | string;
export interface Site {
  /** Null: not there, or nobody knows where. */
  readonly position: Position | null;
  /** Units as the supply of the selection counts them. */
  readonly supply: number;
  /** Closed: it serves nobody, which is known. */
  readonly isClosed?: true;
}

/** The facilities that may serve, and what changes make of them. */
export interface Sites {
  /** Rows that may serve, with or without a point, in the order of the selection. */
  readonly base: ReadonlyMap<number, Site>;
  readonly supply: Pick<Supply, 'unit' | 'assumed'>;
  /**
   * The sites that changes make other than they are. Several changes of one facility are made one after another; one of a kind
   * that does not count, or of a facility that does not serve, changes nothing. A new facility counts as an owner's that counts, and
   * wherever it stands.
   */
  changed(changes: readonly WhatIfChange[]): Map<SiteKey, Site>;
  /**
   * Whether it can be said whom the sites with these changes reach: not while some serve and nobody knows where any of them is, and
   * not where nothing is known of the kinds and nothing is built.
   */
  isTold(changed: ReadonlyMap<SiteKey, Site>): boolean;
}

/**
 * Sites of a selection (null where nothing is known of the kinds: then there are none yet). What each supplies follows the rule
 * that `suppliesOf` finds for the facilities as they are, so that before and after count alike: where capacities are not known
 * each facility is one, whatever capacity a change gives it; where they are, a new one without its own has its kind's median.
 */
export function sitesOf(
  facilities: FacilityColumns,
  selection: Selection | null,
  kinds: readonly FacilityKind[],
): Sites {
  const base = new Map<number, Site>();
  const rowOf = new Map<string, number>();
  const placed = selection ? suppliesOf(facilities, selection) : null;
  const unit = placed?.unit ?? 'facilities';
  const known = Array.from(selection?.placed ?? []).filter((row) => facilities.capacity?.[row] != null);
  /** The supply of one of whose own capacity nothing is known. */
  const assumed = new Map<FacilityKind, number>();
  function assumedOf(kind: FacilityKind): number {
    if (unit === 'facilities') return 1;
    if (!assumed.has(kind)) {
      const { supply } = supplyOf({
        capacity: [...known.map((row) => facilities.capacity![row]!), null],
        kind: [...known.map((row) => facilities.kind[row]!), kind],
      });
      assumed.set(kind, supply.at(-1)!);
    }
    return assumed.get(kind)!;
  }
  const supplyWith = (capacity: number | null, otherwise: () => number): number =>
    unit === 'capacity' && capacity !== null ? capacity : otherwise();

  for (const row of selection?.serving ?? []) {
    // One whose place nobody knows serves nobody here until it is moved to some place.
    const supply = supplyWith(facilities.capacity?.[row] ?? null, () => assumedOf(facilities.kind[row]!));
    base.set(row, { position: null, supply });
    rowOf.set(facilities.id[row]!, row);
  }
  selection?.placed.forEach((row, at) => {
    const position: Position = [selection.longitude[at]!, selection.latitude[at]!];
    base.set(row, { position, supply: placed!.supply[at]! });
  });

  return {
    base,
    supply: { unit, assumed: placed?.assumed ?? 0 },
    changed(changes) {
      const changed = new Map<SiteKey, Site>();
      for (const { id, action, kind, position, facility, capacity } of changes) {
        if (action === 'build') {
          if (kinds.includes(kind)) changed.set(id, { position, supply: supplyWith(capacity, () => assumedOf(kind)) });
          continue;
        }
        const row = facility === null ? undefined : rowOf.get(facility);
        if (row === undefined) continue;
        const site = changed.get(row) ?? base.get(row)!;
        const supply = supplyWith(capacity, () => site.supply);
        if (action === 'close') changed.set(row, { ...site, position: null, isClosed: true });
        else if (action === 'move') changed.set(row, { position, supply });
        else changed.set(row, { ...site, supply });
      }
      return changed;
    },
    isTold(changed) {
      const now = [...base].map(([key, site]) => changed.get(key) ?? site);
      if ([...now, ...changed.values()].some(({ position }) => position !== null)) return true;
      return selection !== null && now.every(({ isClosed }) => isClosed);
    },
  };
}
