import type { RegionCode } from '#model/region';
import type { ServiceStandard } from '#model/standard';
import type { GapsView, Measure, OtherSide } from '../../state/url-codec.ts';
import type { GapsReply } from '../../worker/questions.ts';
import { differIn } from './gaps-model.ts';
import type { RegionFigure } from './region-figure.ts';

/** A region in two states. */
export interface ComparedRegion {
  readonly code: RegionCode;
  readonly name: string;
  readonly population: number | null;
  readonly first: number | null;
  readonly second: number | null;
  /** second − first; null where one is not known, is infinite, or the two say different things. */
  readonly difference: number | null;
  /** What the second state means for the region; null where nothing can be said. */
  readonly change: 'better' | 'worse' | 'same' | null;
}

/**
 * A first other side that can differ from what is shown: another rule for the same service, else another year, else without
 * private facilities, Kemenag's or those across the border, as far as there are any.
 */
export function firstOtherSide(
  view: GapsView,
  standard: ServiceStandard,
  measure: Measure,
  siblings: readonly ServiceStandard[],
  reply: GapsReply | null,
): OtherSide {
  const { register, owners, kemenag, crossBorder } = view;
  const same: OtherSide = { standard: standard.id, measure, register, owners, kemenag, crossBorder };
  const rule = siblings.find((other) => other.id !== standard.id && differIn(measure, standard, other));
  if (rule) return { ...same, standard: rule.id };
  const used = reply?.register?.dataset;
  const year = reply?.registers.find((other) => other.dataset !== used);
  if (year && measure !== 'radius' && measure !== 'travel')
    return { ...same, register: year.inUse ? null : year.dataset };
  if ((reply?.ownerCounts?.swasta ?? 0) > 0 && owners.includes('swasta'))
    return { ...same, owners: owners.filter((owner) => owner !== 'swasta') };
  if ((reply?.kemenagCount ?? 0) > 0) return { ...same, kemenag: !kemenag };
  if ((reply?.borderCount ?? 0) > 0 && measure !== 'unit' && measure !== 'ratio')
    return { ...same, crossBorder: !crossBorder };
  return year ? { ...same, register: year.inUse ? null : year.dataset } : same;
}

/** Whether two figures speak of the same measure, so that their values may be subtracted. */
export function areComparable(first: RegionFigure, second: RegionFigure): boolean {
  return first.measure === second.measure && first.level === second.level;
}

/** Each region of the first figure beside itself in the second. */
export function comparedRegions(first: RegionFigure, second: RegionFigure): ComparedRegion[] {
  const other = new Map(second.items.map((item) => [item.code, item.value]));
  const comparable = areComparable(first, second);
  return first.items.map(({ code, name, population, value }) => {
    const against = other.get(code) ?? null;
    // No unit at all is worse than any ratio, though no difference can be said of it.
    const isKnown = comparable && value !== null && against !== null;
    const isFinite = isKnown && Number.isFinite(value) && Number.isFinite(against);
    return {
      code,
      name,
      population,
      first: value,
      second: against,
      difference: isFinite ? tidy(against - value) : null,
      change: !isKnown ? null : value === against ? 'same' : against > value === first.lowIsWorse ? 'better' : 'worse',
    };
  });
}

export interface ChangeCounts {
  readonly better: number;
  readonly worse: number;
  readonly same: number;
  readonly unknown: number;
}

export function countChanges(regions: readonly ComparedRegion[]): ChangeCounts {
  const count = (change: ComparedRegion['change']): number => regions.filter((item) => item.change === change).length;
  return { better: count('better'), worse: count('worse'), same: count('same'), unknown: count(null) };
}

/**
 * Place of a difference on the diverging scale, −3 (much worse) to 3 (much better); null where it is not known. The steps are
 * thirds of the largest difference, so that the two arms are of one measure.
 */
export function divergingStep(region: ComparedRegion, largest: number): number | null {
  if (region.difference === null || region.change === null) return null;
  if (region.change === 'same' || largest === 0) return 0;
  const step = Math.max(1, Math.ceil((Math.abs(region.difference) / largest) * 3));
  return region.change === 'better' ? step : -step;
}

export function largestDifference(regions: readonly ComparedRegion[]): number {
  return regions.reduce((most, { difference }) => Math.max(most, Math.abs(difference ?? 0)), 0);
}

/** Subtracting percents with one decimal leaves dust in the sixteenth. */
function tidy(value: number): number {
  return Number(value.toFixed(6));
}
