import type { Authority } from '#model/authority';
import type { FacilityKind, FacilityOwner } from '#model/facility';
import { levelOf, parentOf, type RegionCode, type RegionLevel } from '#model/region';
import type { ServiceStandard } from '#model/standard';
import { cellPositions, type Demand } from './demand.ts';
import { nearestDistances } from './spatial-index.ts';

/** Facilities as columns of equal length; longitude and latitude are null together where no valid point is known. */
export interface FacilityColumns {
  readonly id: readonly string[];
  readonly kind: readonly FacilityKind[];
  readonly owner: readonly FacilityOwner[];
  readonly authority: readonly Authority[];
  readonly region: readonly RegionCode[];
  readonly longitude: readonly (number | null)[];
  readonly latitude: readonly (number | null)[];
  readonly dataset: readonly string[];
}

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
}

export interface AssessmentOptions {
  readonly level: RegionLevel;
  /** Only regions inside this one; totals then speak of it. */
  readonly parent?: RegionCode | undefined;
  /** Owners whose facilities count as available. */
  readonly owners: readonly FacilityOwner[];
  /** Whether madrasah and other Kemenag facilities count beside those that the standard names. */
  readonly kemenag: boolean;
  /** Whether people may be served by a facility outside their own territory. */
  readonly crossBorder: boolean;
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
}

export interface AssessmentResult {
  readonly items: Assessment[];
  readonly totals: AssessmentTotals;
}

export interface Assessor {
  assess(standard: ServiceStandard, options: AssessmentOptions): AssessmentResult;
}

/** A field of a kabupaten takes about 1 MB and 20 ms; this many keep every toggle of the last few standards at hand. */
const REMEMBERED_FIELDS = 16;

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
  const knownKinds = new Set(context.knownKinds);
  const ownCodes = new Set(regions.filter((region) => region.own).map((region) => region.code));
  const regionOf = new Map(regions.map((region) => [region.code, region]));
  const isOwn = facilities.region.map((code) => isWithin(code, ownCodes));
  const distancesOf = new Map<string, Distances>();
  let positions: ReturnType<typeof cellPositions> | null = null;

  /** Metres from each cell centre to the nearest facility that may serve it; 'unknown' when none of them has a point. */
  function nearestMetres(demand: Demand, selection: Selection, crossBorder: boolean): Distances {
    const key = `${selection.key}|${crossBorder}`;
    const known = distancesOf.get(key);
    if (known !== undefined) {
      // Back to the end of the queue: the one asked for least recently goes first.
      distancesOf.delete(key);
      distancesOf.set(key, known);
      return known;
    }
    const serving = crossBorder ? selection.facilities : selection.facilities.filter((facility) => isOwn[facility]);
    const placed = serving.filter((facility) => facilities.longitude[facility] != null);
    let metres: Distances;
    if (placed.length === 0) {
      metres = serving.length === 0 ? new Float64Array(demand.people.length).fill(Infinity) : 'unknown';
    } else {
      positions ??= cellPositions(demand);
      const longitude = Float64Array.from(placed, (facility) => facilities.longitude[facility]!);
      const latitude = Float64Array.from(placed, (facility) => facilities.latitude[facility]!);
      metres = nearestDistances(positions.longitude, positions.latitude, longitude, latitude).metres;
    }
    distancesOf.set(key, metres);
    if (distancesOf.size > REMEMBERED_FIELDS) distancesOf.delete(distancesOf.keys().next().value!);
    return metres;
  }

  function select(standard: ServiceStandard, options: AssessmentOptions): Selection | null {
    const kinds = [...new Set([...standard.facilityKinds, ...(options.kemenag ? standard.kemenagKinds : [])])].sort();
    if (!kinds.some((kind) => knownKinds.has(kind))) return null;
    const owners = [...new Set(options.owners)].sort();
    const selected: number[] = [];
    for (let facility = 0; facility < facilities.kind.length; facility++) {
      if (kinds.includes(facilities.kind[facility]!) && owners.includes(facilities.owner[facility]!)) {
        selected.push(facility);
      }
    }
    return { key: `${kinds.join()}|${owners.join()}`, facilities: selected };
  }

  function assessWith(standard: ServiceStandard, options: AssessmentOptions): AssessmentResult {
    const { level, parent } = options;
    const assessed = regions.filter(
      (region) => region.own && region.level === level && (parent === undefined || isInside(region.code, parent)),
    );
    const selection = select(standard, options);
    const counts = selection && countByRegion(selection.facilities, facilities);
    const radius = standard.tests.radius;
    const distances =
      demand && selection && radius?.path === 'straight'
        ? nearestMetres(demand, selection, options.crossBorder)
        : 'unknown';
    const served =
      demand && radius && distances !== 'unknown'
        ? servedByRegion(demand, level, radius.radiusMetres, distances)
        : null;

    const items = assessed.map((region): Assessment => {
      const count = counts?.get(region.code);
      const available = counts ? (count?.total ?? 0) : null;
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
      };
    });
    return { items, totals: totalsOf(standard, options, items, selection, served) };

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
  ): AssessmentTotals {
    const population = sumOrNull(items.map((item) => item.population)) ?? populationOfWhole(options, items);
    const need = sumOrNull(items.map((item) => item.need));
    const isCounted = (code: RegionCode) =>
      options.parent === undefined
        ? isWithin(code, ownCodes)
        : isInside(code, options.parent) && isWithin(code, ownCodes);
    const available = selection
      ? selection.facilities.filter((facility) => isCounted(facilities.region[facility]!)).length
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

  return { assess: assessWith };
}

/** Which facilities count, and a key that names the choice. */
interface Selection {
  readonly key: string;
  readonly facilities: readonly number[];
}
/** Facilities without any point serve someone, but nobody knows whom: not known, rather than nobody. */
type Distances = Float64Array | 'unknown';
interface Count {
  total: number;
  unplaced: number;
  byOwner: Record<FacilityOwner, number>;
}
interface Served {
  people: number;
  served: number;
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

function servedByRegion(
  demand: Demand,
  level: RegionLevel,
  radiusMetres: number,
  metres: Float64Array,
): Map<RegionCode, Served> {
  const reach = new Map<RegionCode, Served>();
  const reachOfDesa = demand.desaCodes.map((desa) => {
    const code = ancestorAt(desa, level);
    let found = reach.get(code);
    if (!found) reach.set(code, (found = { people: 0, served: 0 }));
    return found;
  });
  for (let cell = 0; cell < demand.people.length; cell++) {
    const found = reachOfDesa[demand.desa[cell]!]!;
    const people = demand.people[cell]!;
    found.people += people;
    if (metres[cell]! <= radiusMetres) found.served += people;
  }
  return reach;
}

function ancestorAt(code: RegionCode, level: RegionLevel): RegionCode {
  let at: RegionCode = code;
  while (levelOf(at) !== level) {
    const parent = parentOf(at);
    if (parent === null) return at;
    at = parent;
  }
  return at;
}

/** Whether a code is the region itself or lies in it. */
function isInside(code: RegionCode, region: RegionCode): boolean {
  return code === region || code.startsWith(`${region}.`);
}

/** Whether a code or one of those above it is in the set. */
function isWithin(code: RegionCode, codes: ReadonlySet<RegionCode>): boolean {
  for (let at: RegionCode | null = code; at !== null; at = parentOf(at)) if (codes.has(at)) return true;
  return false;
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
