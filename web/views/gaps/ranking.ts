import type { RegionFigure, RegionValue } from './region-figure.ts';

export interface RankedValue {
  readonly item: RegionValue;
  readonly value: number;
  /** 1 is the worst; equal values share a rank. */
  readonly rank: number;
  readonly isTied: boolean;
}

/**
 * Regions with a value, worst first. Equal values share their rank: where more people live stands first, for with an equal
 * share more are affected, and only then the name decides.
 */
export function rankedValues(
  { items, lowIsWorse }: Pick<RegionFigure, 'items' | 'lowIsWorse'>,
  compareNames: (a: string, b: string) => number,
): RankedValue[] {
  const known = items.flatMap((item) => (item.value === null ? [] : [{ item, value: item.value }]));
  const worse = (a: number, b: number): number => (a === b ? 0 : a > b === lowIsWorse ? 1 : -1);
  known.sort(
    (a, b) =>
      worse(a.value, b.value) ||
      (b.item.population ?? 0) - (a.item.population ?? 0) ||
      compareNames(a.item.name, b.item.name),
  );
  const counts = new Map<number, number>();
  for (const { value } of known) counts.set(value, (counts.get(value) ?? 0) + 1);
  const firstAt = new Map<number, number>();
  known.forEach(({ value }, at) => {
    if (!firstAt.has(value)) firstAt.set(value, at);
  });
  return known.map((entry) => ({
    ...entry,
    rank: firstAt.get(entry.value)! + 1,
    isTied: counts.get(entry.value)! > 1,
  }));
}
