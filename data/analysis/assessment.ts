import type { FacilityKind, FacilityOwner } from '#model/facility';
import { parentOf, type RegionCode, type RegionLevel } from '#model/region';
import type { ServiceStandard } from '#model/standard';
import type { TravelMode, TravelPath } from '#model/travel';
import type { Demand } from './demand.ts';
import { createSelector, type FacilityColumns, type Selection, type SelectionOptions } from './facility-selection.ts';
import { capacityField, capacityLimit, suppliesOf } from './capacity.ts';
import { createMemory, createReachFields, type Field, type ReachFields, type ReachLimit } from './reach-fields.ts';
import {
  amountByRegion,
  servedByRegion,
  travelByRegion,
  travelOfAll,
  type RegionTravel,
  type Served,
  type WeightedSum,
} from './reach-sums.ts';
import { isInside, isWithin } from './region-tree.ts';

export interface AssessedRegion {
  readonly code: RegionCode;
  readonly name: string;
  readonly level: RegionLevel;
  readonly parent: RegionCode | null;
  /** Own territory; neighbours only lend their facilities. */
  readonly own: boolean;
  readonly population: number | null;
}

export interface AssessmentContext {
  readonly regions: readonly AssessedRegion[];
  readonly facilities: FacilityColumns;
  readonly demand: Demand | null;
  /** Kinds that some loaded dataset is about, even one without records; of any other kind nothing is known. */
  readonly knownKinds: readonly FacilityKind[];
  /** Distances of these cells, where another assessor of the same cells has them already. */
  readonly fields?: ReachFields | undefined;
}

/** How travel time is found, and from how many minutes on people count as not reached. */
export interface TravelOptions {
  readonly mode: TravelMode;
  readonly path: TravelPath;
  readonly minutes: number;
}

export interface AssessmentOptions extends SelectionOptions {
  readonly level: RegionLevel;
  /** Only regions inside this one; totals then speak of it. */
  readonly parent?: RegionCode | undefined;
  /** Left out: travel is not assessed. */
  readonly travel?: TravelOptions | undefined;
  /** Whether supply per 1,000 people is assessed; where the standard's reach is in minutes, by the way of `travel`. */
  readonly capacity?: boolean | undefined;
}

/** Supply that a region's people can reach, shared with all who reach it (floating catchment). */
export interface RegionCapacity {
  /** Units per 1,000 people, the people-weighted mean of the region's cells. */
  readonly unitsPer1000: number;
}

/** One region held against one standard. Ratio, radius and per-region are separate answers that may disagree. */
export interface Assessment {
  readonly region: { code: RegionCode; name: string; level: RegionLevel };
  readonly population: number | null;
  /** Units: ceil(people / people per unit); without a ratio the minimum per region, on its own level; else null. */
  readonly need: number | null;
  /** Units counted in the region; null when no dataset of the kinds is loaded, never 0 for that. */
  readonly available: number | null;
  /** need − available, negative for surplus. */
  readonly gap: number | null;
  /** people / people per unit without rounding, for fair ranking; null for 0 people. */
  readonly needExact: number | null;
  /** People per unit there is; null (undefined) without people or without units. */
  readonly peoplePerUnit: number | null;
  /** Share (0–1) of people whose cell centre lies within the radius of a facility. */
  readonly servedShare: number | null;
  readonly servedPeople: number | null;
  /** Facilities counted in `available` that have no valid point and so serve nobody in `servedShare`. */
  readonly unplaced: number;
  readonly byOwner: Record<FacilityOwner, number>;
  /**
   * For "at least n in each …": regions of that level in this one, and how many have fewer. A facility of which only the
   * kecamatan is known counts in no desa, so where such exist some desa may lack less than it seems.
   */
  readonly perRegion: {
    minimum: number;
    level: 'kecamatan' | 'desa';
    total: number;
    lacking: number;
  } | null;
  /** Only when asked for; null when no facility has a point, or nothing is known. */
  readonly travel?: RegionTravel | null;
  readonly capacity?: RegionCapacity | null;
}

export interface AssessmentTotals {
  readonly population: number | null;
  /** Sum over the regions, each rounded up; larger than `needOfWhole`, which rounds once. */
  readonly need: number | null;
  /** All facilities of the whole, those of `unassigned` included. */
  readonly available: number | null;
  readonly gap: number | null;
  readonly needOfWhole: number | null;
  readonly gapOfWhole: number | null;
  readonly servedShare: number | null;
  /** Counted in the whole but in none of its items: only the larger region they stand in is known. */
  readonly unassigned: number;
  /** Only when asked for. */
  readonly travel?: RegionTravel | null;
  readonly capacity?: RegionCapacity | null;
}

export interface AssessmentResult {
  readonly items: Assessment[];
  readonly totals: AssessmentTotals;
}

/** What cells know: metres (straight), minutes, units per 1,000 people. */
export type CellMeasure = 'radius' | 'travel' | 'capacity';

/** Fields of supply depend on the people, so each assessor remembers its own. */
const REMEMBERED_FIELDS = 8;

export interface Assessor {
  assess(standard: ServiceStandard, options: AssessmentOptions): AssessmentResult;
  /**
   * One value per cell: metres to the nearest facility (`radius`), minutes to it (`travel`; Infinity without a way, NaN
   * where the cell cannot be placed), units per 1,000 people (`capacity`); 'unknown' where nothing can be said.
   */
  field(measure: CellMeasure, standard: ServiceStandard, options: AssessmentOptions): Field;
  /** The facilities that count under these options; null when nothing is known of their kinds. */
  select(standard: ServiceStandard, options: SelectionOptions): Selection | null;
}

/** Holds one standard against the regions of a level. For many questions on the same data use `createAssessor`. */
export function assess(
  standard: ServiceStandard,
  context: AssessmentContext,
  options: AssessmentOptions,
): AssessmentResult {
  return createAssessor(context).assess(standard, options);
}

/**
 * An assessor that remembers how far each cell is from the nearest facility, per kinds, owners and border rule, so that
 * switching standards, levels or toggles back and forth costs only a sum over the cells.
 */
export function createAssessor(context: AssessmentContext): Assessor {
  const { regions, facilities, demand } = context;
  const ownCodes = new Set(regions.filter((region) => region.own).map((region) => region.code));
  const regionOf = new Map(regions.map((region) => [region.code, region]));
  const select = createSelector(facilities, context.knownKinds, ownCodes);
  const fields = demand && (context.fields ?? createReachFields(demand));
  const capacityOf = createMemory<Field>(REMEMBERED_FIELDS);

  function field(measure: CellMeasure, standard: ServiceStandard, options: AssessmentOptions): Field {
    const selection = select(standard, options);
    if (!selection || !fields) return 'unknown';
    if (measure === 'radius') return fields.metres(selection);
    const { travel } = options;
    if (measure === 'travel') return travel ? fields.minutes(selection, travel.mode, travel.path) : 'unknown';
    const { unit, value } = capacityLimit(standard);
    if (unit === 'minutes' && !travel) return 'unknown';
    const limit: ReachLimit & { readonly value: number } =
      unit === 'metres' ? { unit, value } : { unit, value, mode: travel!.mode, path: travel!.path };
    return capacityOf(`${selection.key}|${JSON.stringify(limit)}`, () =>
      capacityField(demand!, fields, selection, suppliesOf(facilities, selection), limit),
    );
  }

  function assessWith(standard: ServiceStandard, options: AssessmentOptions): AssessmentResult {
    const { level, parent } = options;
    const assessed = regions.filter(
      (region) => region.own && region.level === level && (parent === undefined || isInside(region.code, parent)),
    );
    const selection = select(standard, options);
    const counts = selection && countByRegion(selection.counted, facilities);
    const radius = standard.tests.radius;
    const metres = radius?.path === 'straight' ? field('radius', standard, options) : 'unknown';
    const served =
      demand && radius && metres !== 'unknown' ? servedByRegion(demand, level, radius.radiusMetres, metres) : null;
    const minutes = options.travel ? field('travel', standard, options) : 'unknown';
    const travel =
      demand && options.travel && minutes !== 'unknown'
        ? travelByRegion(demand, level, options.travel.minutes, minutes)
        : null;
    const perThousand = options.capacity ? field('capacity', standard, options) : 'unknown';
    const supplied = demand && perThousand !== 'unknown' ? amountByRegion(demand, level, perThousand) : null;

    const items = assessed.map((region): Assessment => {
      const count = counts?.get(region.code);
      const available = counts ? (count?.total ?? 0) : null;
      const hasPeople = region.population !== null;
      return {
        region: { code: region.code, name: region.name, level: region.level },
        population: region.population,
        ...needOf(standard, region.level, region.population, available),
        available,
        peoplePerUnit: region.population && available ? region.population / available : null,
        ...reachOf(region, served?.get(region.code)),
        unplaced: count?.unplaced ?? 0,
        byOwner: count ? { ...count.byOwner } : noOwners(),
        perRegion: counts ? perRegionOf(standard, region) : null,
        ...(options.travel && { travel: (hasPeople && travel?.get(region.code)) || null }),
        ...(options.capacity && { capacity: hasPeople ? capacityMean([supplied?.get(region.code)]) : null }),
      };
    });
    return { items, totals: totalsOf(standard, options, items, selection, served, supplied) };

    function perRegionOf(standard: ServiceStandard, region: AssessedRegion): Assessment['perRegion'] {
      const rule = standard.tests.perRegion;
      if (!rule) return null;
      const each = regions.filter(
        (inner) => inner.own && inner.level === rule.level && isInside(inner.code, region.code),
      );
      if (each.length === 0) return null;
      const lacking = each.filter((inner) => (counts?.get(inner.code)?.total ?? 0) < rule.minimum).length;
      return { minimum: rule.minimum, level: rule.level, total: each.length, lacking };
    }
  }

  function totalsOf(
    standard: ServiceStandard,
    options: AssessmentOptions,
    items: readonly Assessment[],
    selection: Selection | null,
    served: ReadonlyMap<RegionCode, Served> | null,
    supplied: ReadonlyMap<RegionCode, WeightedSum> | null,
  ): AssessmentTotals {
    const population = sumOrNull(items.map((item) => item.population)) ?? populationOfWhole(options, items);
    const need = sumOrNull(items.map((item) => item.need));
    const isCounted = (code: RegionCode) =>
      options.parent === undefined
        ? isWithin(code, ownCodes)
        : isInside(code, options.parent) && isWithin(code, ownCodes);
    const available = selection
      ? selection.counted.filter((facility) => isCounted(facilities.region[facility]!)).length
      : null;
    const assigned = items.reduce((sum, item) => sum + (item.available ?? 0), 0);
    const ratio = standard.tests.ratio;
    const needOfWhole = ratio && population !== null ? unitsFor(population, ratio.peoplePerUnit) : null;
    let servedPeople = 0;
    let people = 0;
    for (const item of items) {
      if (item.servedShare === null) continue;
      servedPeople += item.servedPeople ?? 0;
      people += served?.get(item.region.code)?.people ?? 0;
    }
    return {
      population,
      need,
      available,
      gap: difference(need, available),
      needOfWhole,
      gapOfWhole: difference(needOfWhole, available),
      servedShare: people > 0 ? servedPeople / people : null,
      unassigned: available === null ? 0 : available - assigned,
      ...(options.travel && { travel: travelOfAll(items.flatMap((item) => item.travel ?? [])) }),
      ...(options.capacity && {
        capacity: capacityMean(items.flatMap((item) => (item.capacity && supplied?.get(item.region.code)) || [])),
      }),
    };
  }

  /** The register's own figure for the whole, used where a part of it is unknown. */
  function populationOfWhole(options: AssessmentOptions, items: readonly Assessment[]): number | null {
    if (items.length === 0) return null;
    if (options.parent !== undefined) return regionOf.get(options.parent)?.population ?? null;
    return sumOrNull(
      regions.filter((region) => region.own && region.level === 'kabupaten').map((region) => region.population),
    );
  }

  return { assess: assessWith, field, select };
}

interface Count {
  total: number;
  unplaced: number;
  byOwner: Record<FacilityOwner, number>;
}
/** Whole units for a number of people: 4,800 people at 4,800 per unit need 1, one more needs 2, nobody needs none. */
function unitsFor(people: number, peoplePerUnit: number): number {
  const rest = people % peoplePerUnit;
  return Math.round((people - rest) / peoplePerUnit) + (rest > 0 ? 1 : 0);
}

function needOf(
  standard: ServiceStandard,
  level: RegionLevel,
  population: number | null,
  available: number | null,
): Pick<Assessment, 'need' | 'needExact' | 'gap'> {
  const { ratio, perRegion } = standard.tests;
  let need: number | null = null;
  if (ratio) need = population === null ? null : unitsFor(population, ratio.peoplePerUnit);
  // On a higher level a surplus in one region would hide the lack in another: there `perRegion` has the answer.
  else if (perRegion?.level === level) need = perRegion.minimum;
  return {
    need,
    needExact: ratio && population ? population / ratio.peoplePerUnit : null,
    gap: difference(need, available),
  };
}

function reachOf(region: AssessedRegion, reach: Served | undefined): Pick<Assessment, 'servedShare' | 'servedPeople'> {
  if (region.population === null || !reach || reach.people === 0) return { servedShare: null, servedPeople: null };
  return { servedShare: reach.served / reach.people, servedPeople: reach.served };
}

/** The people-weighted mean of regions together; null when nobody lives in them or nothing is known. */
function capacityMean(sums: readonly (WeightedSum | undefined)[]): RegionCapacity | null {
  let people = 0;
  let amount = 0;
  for (const sum of sums) {
    people += sum?.people ?? 0;
    amount += sum?.amount ?? 0;
  }
  return people > 0 ? { unitsPer1000: amount / people } : null;
}

/** Facilities counted in their region and in every larger one around it. */
function countByRegion(selected: readonly number[], facilities: FacilityColumns): Map<RegionCode, Count> {
  const counts = new Map<RegionCode, Count>();
  for (const facility of selected) {
    for (let code: RegionCode | null = facilities.region[facility]!; code !== null; code = parentOf(code)) {
      let count = counts.get(code);
      if (!count) counts.set(code, (count = { total: 0, unplaced: 0, byOwner: noOwners() }));
      count.total += 1;
      count.byOwner[facilities.owner[facility]!] += 1;
      if (facilities.longitude[facility] == null) count.unplaced += 1;
    }
  }
  return counts;
}

function noOwners(): Record<FacilityOwner, number> {
  return { negeri: 0, swasta: 0, 'tidak-diketahui': 0 };
}

function difference(need: number | null, available: number | null): number | null {
  return need === null || available === null ? null : need - available;
}

/** The sum, or null when a part is not known or there are no parts. */
function sumOrNull(values: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const value of values) {
    if (value === null) return null;
    sum += value;
  }
  return values.length === 0 ? null : sum;
}
