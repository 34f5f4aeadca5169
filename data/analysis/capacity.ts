import type { ServiceStandard } from '#model/standard';
import type { Demand } from './demand.ts';
import type { FacilityColumns, Selection } from './facility-selection.ts';
import { enhancedBands, floatingCatchment, supplyOf, type Supply } from './floating-catchment.ts';
import type { Field, ReachFields, ReachLimit } from './reach-fields.ts';
import { straightCatchment } from './straight-catchment.ts';

export interface CapacityLimit {
  readonly unit: 'metres' | 'minutes';
  readonly value: number;
  /** `standard`: its own radius or minutes; `default`: it has none, so this stated distance is used. */
  readonly from: 'standard' | 'default';
}

/** Where a standard names no reach: as far as SNI 03-1733-2004 lets services of a neighbourhood or kelurahan reach at most. */
const DEFAULT_METRES = 3_000;
/** The same for services of a whole kecamatan or more (hospital, police), of which there are few. */
const DEFAULT_WIDE_METRES = 10_000;
const WIDE_PEOPLE_PER_UNIT = 100_000;
/** Cells in reach that are held at once: more facilities are taken in turns, which changes nothing but the memory needed. */
const LISTED_AT_ONCE = 4_000_000;

/** How far the supply of a standard's facilities reaches: its own radius, else its own minutes, else a stated default. */
export function capacityLimit({ tests }: ServiceStandard): CapacityLimit {
  if (tests.radius) return { unit: 'metres', value: tests.radius.radiusMetres, from: 'standard' };
  if (tests.travel) return { unit: 'minutes', value: tests.travel.minutes, from: 'standard' };
  const isWide = tests.ratio
    ? tests.ratio.peoplePerUnit >= WIDE_PEOPLE_PER_UNIT
    : tests.perRegion?.level === 'kecamatan';
  return { unit: 'metres', value: isWide ? DEFAULT_WIDE_METRES : DEFAULT_METRES, from: 'default' };
}

/** What the facilities of a selection that have a point are taken to supply. */
export function suppliesOf(facilities: FacilityColumns, { placed }: Selection): Supply {
  return supplyOf({
    capacity: Array.from(placed, (facility) => facilities.capacity?.[facility] ?? null),
    kind: Array.from(placed, (facility) => facilities.kind[facility]!),
  });
}

/**
 * Supply per 1,000 people at each cell by the enhanced floating catchment: every facility is shared among the people in its
 * reach, the nearer third counting fully. Only our own cells hold people, so facilities at the border seem less crowded than
 * they are. 'unknown' when facilities may serve but none has a point; 0 everywhere when there are none.
 */
export function capacityField(
  demand: Demand,
  fields: ReachFields,
  selection: Selection,
  { supply }: Supply,
  limit: ReachLimit & { readonly value: number },
): Field {
  const count = selection.placed.length;
  if (count === 0) return selection.serving.length > 0 ? 'unknown' : new Float64Array(demand.people.length);
  const bands = enhancedBands(limit.value);
  if (limit.unit === 'metres' || limit.path === 'straight') {
    return straightCatchment({
      rows: fields.rows,
      facilities: selection,
      people: demand.people,
      supply,
      costPerMetre: limit.unit === 'metres' ? 1 : fields.straightMinutes(1, limit.mode),
      bands,
    }).map((units) => units * 1000);
  }
  const perThousand = new Float64Array(demand.people.length);
  // Along the roads every cell may be in reach.
  const atOnce = Math.max(1, Math.floor(LISTED_AT_ONCE / Math.max(1, demand.people.length)));
  for (let from = 0; from < count; from += atOnce) {
    const to = Math.min(count, from + atOnce);
    const { accessibility } = floatingCatchment({
      lists: fields.reachLists(selection, from, to, limit),
      people: demand.people,
      supply: supply.subarray(from, to),
      decay: { bands },
    });
    for (let cell = 0; cell < perThousand.length; cell++) perThousand[cell]! += accessibility[cell]! * 1000;
  }
  return perThousand;
}
