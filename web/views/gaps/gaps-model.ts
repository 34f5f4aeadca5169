import type { Assessment } from '#analysis';
import type { AnswerOf, RegionItem } from '#contract';
import type { FacilityKind } from '#model/facility';
import type { ServiceStandard } from '#model/standard';
import { needBounds, scaleOf, type ClassScale } from '../../map/scales.ts';
import type { AssessedLevel, GapsView, Measure } from '../../state/url-codec.ts';

/** The state of the address with what it leaves open decided: a level that is shown, a measure that can be. */
export interface ShownView extends GapsView {
  readonly level: AssessedLevel;
}
export type GapItem = Assessment;
type KindCount = AnswerOf<'facilityKinds'>['items'][number];

/** What people choose first: a service, for which one or several rules exist. */
export interface Service {
  readonly key: string;
  readonly sector: ServiceStandard['sector'];
  readonly kinds: readonly FacilityKind[];
  /** Name in the regulation, for services that are no kind of facility. */
  readonly subject: string;
  readonly standards: readonly ServiceStandard[];
  /** `counted`: can be calculated; `missing`: no data yet; `index`: needs data other than facilities. */
  readonly state: 'counted' | 'missing' | 'index';
  /** Some of its facilities are made up. */
  readonly isSample: boolean;
}

/** The services of all standards in the order of the regulations; rules about the same kinds are one service. */
export function servicesOf(standards: readonly ServiceStandard[], kinds: readonly KindCount[]): Service[] {
  const known = new Set(kinds.filter((item) => item.datasets.length > 0).map((item) => item.kind));
  const groups = new Map<string, ServiceStandard[]>();
  for (const standard of standards) {
    const key = serviceKeyOf(standard);
    groups.set(key, [...(groups.get(key) ?? []), standard]);
  }
  const made = new Set(kinds.filter((item) => item.sample).map((item) => item.kind));
  return [...groups].map(([key, rules]) => {
    const first = rules[0]!;
    const hasRule = rules.some((rule) => measuresOf(rule).length > 0);
    return {
      key,
      sector: first.sector,
      kinds: first.facilityKinds,
      subject: first.subject,
      standards: rules,
      state:
        !hasRule || first.facilityKinds.length === 0
          ? 'index'
          : first.facilityKinds.some((kind) => known.has(kind))
            ? 'counted'
            : 'missing',
      isSample: first.facilityKinds.some((kind) => made.has(kind)),
    };
  });
}

/**
 * Two services to weigh first: the one shown and one of another sector where there is one. Made-up data comes in only where
 * fewer than two services have real data.
 */
export function firstMix(services: readonly Service[], shown: Service | null): Service[] {
  const counted = services.filter((service) => service.state === 'counted');
  const real = counted.filter((service) => !service.isSample);
  const offered = real.length >= 2 ? real : [...real, ...counted.filter((service) => service.isSample)];
  const first = offered.find((service) => service.key === shown?.key) ?? offered[0];
  if (!first) return [];
  const second =
    offered.find((service) => service.sector !== first.sector) ?? offered.find((service) => service !== first);
  return second ? [first, second] : [first];
}

/** Standards with equal keys answer for the same service. */
export function serviceKeyOf(standard: ServiceStandard): string {
  return standard.facilityKinds.length > 0
    ? [...standard.facilityKinds].sort().join('+')
    : `${standard.sector}:${standard.subject}`;
}

/** Which questions a rule answers. */
export function measuresOf({ tests }: ServiceStandard): Measure[] {
  const measures: Measure[] = [];
  if (tests.ratio || tests.perRegion) measures.push('unit');
  if (tests.ratio) measures.push('ratio');
  if (tests.radius) measures.push('radius');
  return measures;
}

/**
 * Measures that can be shown for a rule: those it answers, and travel time and capacity, which make sense for every kind of
 * facility though the rule may have no threshold for them.
 */
export function offeredMeasures(standard: ServiceStandard): Measure[] {
  return standard.facilityKinds.length === 0 ? measuresOf(standard) : [...measuresOf(standard), 'travel', 'capacity'];
}

/** Whether the threshold of a measure stands in the rule itself; `minutes` as chosen, null for the rule's own. */
export function isThresholdOfRule(measure: Measure, { tests }: ServiceStandard, minutes: number | null): boolean {
  switch (measure) {
    case 'unit':
      return tests.ratio !== undefined || tests.perRegion !== undefined;
    case 'ratio':
    case 'capacity':
      return tests.ratio !== undefined;
    case 'radius':
      return tests.radius !== undefined;
    case 'travel':
      return tests.travel !== undefined && (minutes === null || minutes === tests.travel.minutes);
  }
}

/**
 * The number that a measure shows for a region: missing units, people per unit (`Infinity` where people have no unit at all),
 * or the share of people out of reach in percent with one decimal. Null is "no data yet".
 */
export function valueOf(item: GapItem, measure: Measure): number | null {
  switch (measure) {
    case 'unit':
      return item.gap;
    case 'ratio':
      if (item.available === 0) return item.population === null || item.population === 0 ? null : Infinity;
      return item.peoplePerUnit;
    case 'radius':
      return shareBeyond(item.servedShare);
    case 'travel':
      return shareBeyond(item.travel?.reachedShare ?? null);
    case 'capacity':
      return item.capacity?.unitsPer1000 ?? null;
  }
}

/**
 * People beyond the minutes, and those who cannot be placed on the roads: the share of a travel time is one of the people who
 * can be placed, so neither is part of the other.
 */
export function travelPeople(travel: GapItem['travel']): { readonly beyond: number; readonly unplaced: number } {
  if (!travel) return { beyond: 0, unplaced: 0 };
  const [first, second, third, far, unplaced] = travel.bands;
  return { beyond: Math.max(0, first + second + third + far - travel.reachedPeople), unplaced };
}

/** Percent with one decimal. */
function shareBeyond(servedShare: number | null): number | null {
  return servedShare === null ? null : Math.round((1 - servedShare) * 1000) / 10;
}

/**
 * Class bounds that a person can say. For ratios they are multiples of the standard, for capacity parts of it up to
 * `requiredPer1000` (null where the rule asks for no such number), for shares always the same.
 */
export function boundsFor(
  measure: Measure,
  standard: ServiceStandard,
  values: readonly (number | null)[],
  requiredPer1000: number | null = null,
): number[] {
  switch (measure) {
    case 'unit':
      return needBounds(values);
    case 'ratio': {
      const limit = standard.tests.ratio?.peoplePerUnit ?? 0;
      return [...new Set([1, 1.5, 2, 3, 4].map((factor) => Math.round(limit * factor)))];
    }
    case 'radius':
    case 'travel':
      return [5, 20, 40, 60, 80];
    case 'capacity': {
      // Who has exactly what is asked for has enough, so the last class of those who lack ends just below it.
      if (requiredPer1000 !== null)
        return [0.25, 0.5, 0.75, 1].map((part) => part * requiredPer1000 * (1 - Number.EPSILON));
      const known = values.filter((value) => value !== null && value > 0) as number[];
      const most = Math.max(0, ...known);
      return most === 0 ? [0] : [1, 2, 3, 4, 5].map((part) => Number(((part * most) / 6).toPrecision(2)));
    }
  }
}

/** Measures in percent of people. */
export function isShare(measure: Measure): boolean {
  return measure === 'radius' || measure === 'travel';
}

export function scaleFor(measure: Measure, bounds: readonly number[], values: readonly (number | null)[]): ClassScale {
  return scaleOf(values, {
    upperBounds: bounds,
    step: measure === 'capacity' ? 0.001 : isShare(measure) ? 0.1 : 1,
    darker: measure === 'capacity' ? 'low' : 'high',
  });
}

export interface RankedItem {
  readonly item: GapItem;
  readonly value: number;
  /** 1 is the worst; equal values share a rank. */
  readonly rank: number;
  readonly isTied: boolean;
}

/** Regions with a value, worst first; equal values share their rank; where more people live stands first. */
export function rankedItems(
  items: readonly GapItem[],
  measure: Measure,
  compareNames: (a: string, b: string) => number,
): RankedItem[] {
  const known = items.flatMap((item) => {
    const value = valueOf(item, measure);
    return value === null ? [] : [{ item, value }];
  });
  const worse = (a: number, b: number): number => (measure === 'capacity' ? -1 : 1) * compareNumbers(a, b);
  known.sort(
    (a, b) =>
      worse(b.value, a.value) ||
      (b.item.population ?? 0) - (a.item.population ?? 0) ||
      compareNames(a.item.region.name, b.item.region.name),
  );
  return known.map((entry) => ({
    ...entry,
    rank: 1 + known.filter((other) => worse(other.value, entry.value) > 0).length,
    isTied: known.filter((other) => other.value === entry.value).length > 1,
  }));
}

/** Share (0–1) of the need that is met, or of the people that are served; null where it is not known. */
export function metShare(item: GapItem, measure: Measure): number | null {
  if (measure === 'radius') return item.servedShare;
  if (measure === 'travel') return item.travel?.reachedShare ?? null;
  if (item.need === null || item.available === null) return null;
  return item.need === 0 ? 1 : item.available / item.need;
}

/** Whether a value is worse than the rule allows. */
export function isLacking(value: number | null, measure: Measure, standard: ServiceStandard): boolean {
  if (value === null) return false;
  const limit = standardLimit(measure, standard);
  if (measure === 'capacity') return limit !== null && value < limit;
  return value > (limit ?? Infinity);
}

/** What a value must not pass: upwards, for capacity downwards. Null where the rule has no number for it. */
export function standardLimit(measure: Measure, { tests }: ServiceStandard): number | null {
  switch (measure) {
    case 'unit':
    case 'radius':
    case 'travel':
      return 0;
    case 'ratio':
      return tests.ratio?.peoplePerUnit ?? null;
    case 'capacity':
      return tests.ratio ? 1000 / tests.ratio.peoplePerUnit : null;
  }
}

/** Whether two rules for the same service can have different values of a measure. */
export function differIn(
  measure: Measure,
  { tests: one }: ServiceStandard,
  { tests: other }: ServiceStandard,
): boolean {
  const isReachOther =
    one.radius?.radiusMetres !== other.radius?.radiusMetres || one.travel?.minutes !== other.travel?.minutes;
  switch (measure) {
    case 'unit':
      return (
        one.ratio?.peoplePerUnit !== other.ratio?.peoplePerUnit ||
        (!one.ratio && one.perRegion?.minimum !== other.perRegion?.minimum)
      );
    case 'ratio':
      return false;
    case 'radius':
      return one.radius?.radiusMetres !== other.radius?.radiusMetres;
    case 'travel':
      return one.travel?.minutes !== other.travel?.minutes;
    case 'capacity':
      return isReachOther;
  }
}

/** Rounding up in each region may add this share to the need of the whole before the sum misleads. */
const MOST_ROUNDING = 0.25;

/**
 * Whether a unit serves several regions: it is meant for more people than the middle region has, or rounding up in each
 * region asks for far more than the whole needs. Then the need of the whole leads, not the sum.
 */
export function isSharedByRegions(
  items: readonly GapItem[],
  { tests }: ServiceStandard,
  needOfWhole: number | null,
): boolean {
  const people = medianOf(items.map((item) => item.population));
  if (people === null || !tests.ratio) return false;
  if (tests.ratio.peoplePerUnit > people) return true;
  const sum = items.reduce((total, item) => total + (item.need ?? 0), 0);
  return needOfWhole !== null && sum > needOfWhole * (1 + MOST_ROUNDING);
}

/** Why a measure says nothing of a desa on its own. */
export interface CoarseReason {
  readonly standard: ServiceStandard;
  /** `shared`: a unit is meant for more people than (most) desa have; `perRegion`: the rule asks for units per kecamatan. */
  readonly why: 'shared' | 'perRegion';
  /** Not one desa has so many people. */
  readonly isMoreThanAny: boolean;
}

/**
 * Why a count of units means nothing per desa, so that it is told per kecamatan; null where it does mean something, as shares
 * of people always do. `people`: the population of each desa.
 */
export function coarseReason(
  standard: ServiceStandard,
  measure: Measure,
  people: readonly (number | null)[],
): CoarseReason | null {
  const { ratio, perRegion } = standard.tests;
  if (measure !== 'unit' && measure !== 'ratio') return null;
  if (measure === 'unit' && perRegion?.level === 'desa') return null;
  if (!ratio) return perRegion ? { standard, why: 'perRegion', isMoreThanAny: false } : null;
  const median = medianOf(people);
  if (median === null || ratio.peoplePerUnit <= median) return null;
  return { standard, why: 'shared', isMoreThanAny: people.every((count) => (count ?? 0) < ratio.peoplePerUnit) };
}

/** Decimals that show why an exact need is rounded up: 15.986 is no "16.0". */
export function digitsOfNeed(exact: number): number {
  if (Number.isInteger(exact)) return 0;
  return [1, 2, 3].find((digits) => !Number.isInteger(Number(exact.toFixed(digits)))) ?? 4;
}

export function medianOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null).sort(compareNumbers);
  if (known.length === 0) return null;
  const middle = known.length / 2;
  return known.length % 2 === 1 ? known[Math.floor(middle)]! : (known[middle - 1]! + known[middle]!) / 2;
}

/** Subtraction would make NaN of two infinities. */
function compareNumbers(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** The population of each region by the register in use; null where it is not known. */
export function peopleByRegion(
  regions: readonly Pick<RegionItem, 'code' | 'population'>[],
): ReadonlyMap<string, number | null> {
  return new Map(regions.map(({ code, population }) => [code, population?.value ?? null]));
}
