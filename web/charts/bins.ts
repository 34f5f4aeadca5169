/** One bar of a histogram: values from `from` up to, but without, `to`. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}
const MOST_BINS = 18;
const NICE_STEPS = [
  0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500,
  5000, 10_000, 20_000, 25_000, 50_000, 100_000, 250_000,
] as const;

/**
 * Counts values in bins of one width that can be said, 18 at most. Infinite values and those not known are left out.
 * @param least the smallest width: 1 for what is counted, smaller for what has decimals that matter.
 */
export function binsOf(values: readonly (number | null)[], least = 1): Bin[] {
  const known = values.filter((value): value is number => value !== null && Number.isFinite(value));
  if (known.length === 0) return [];
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const step =
    NICE_STEPS.find((size) => size >= least && slotOf(high, size) - slotOf(low, size) < MOST_BINS) ??
    NICE_STEPS.at(-1)!;
  const first = slotOf(low, step);
  const counts = new Array<number>(slotOf(high, step) - first + 1).fill(0);
  for (const value of known) counts[slotOf(value, step) - first]! += 1;
  return counts.map((count, at) => ({
    from: tidy((first + at) * step),
    to: tidy((first + at + 1) * step),
    count,
  }));
}

/** Where a value stands among the bins; -1 outside. */
export function binIndexOf(bins: readonly Bin[], value: number | null): number {
  if (value === null || !Number.isFinite(value)) return -1;
  return bins.findIndex((bin) => tidy(value) >= bin.from && tidy(value) < bin.to);
}

/** A range of values, both ends included; an open end is null. */
export interface ValueRange {
  readonly from: number | null;
  readonly to: number | null;
}

/**
 * The range of values that a run of bins stands for; null for all of them. Its outer ends are open, so that values that no bin
 * holds (infinite ones) stay with the last.
 * @param step the smallest difference between two values: a range includes its end, a bin does not.
 */
export function rangeOfBins(bins: readonly Bin[], first: number, end: number, step: number): ValueRange | null {
  if (bins.length === 0 || end <= first || (first <= 0 && end >= bins.length)) return null;
  return {
    from: first <= 0 ? null : bins[first]!.from,
    to: end >= bins.length ? null : tidy(bins[end - 1]!.to - step),
  };
}

/** The run of bins that a range of values covers, as [first, end); the whole for null. */
export function binsOfRange(bins: readonly Bin[], range: ValueRange | null): readonly [number, number] {
  if (!range) return [0, bins.length];
  const { from, to } = range;
  const first = from === null ? 0 : bins.findIndex((bin) => bin.to > from);
  const begin = first < 0 ? bins.length : first;
  const end = to === null ? bins.length : bins.filter((bin) => bin.from <= to).length;
  return [begin, Math.max(begin, end)];
}

/** A value exactly on a bound must not fall below it by the dust of a division. */
function slotOf(value: number, step: number): number {
  return Math.floor(tidy(value / step));
}

function tidy(value: number): number {
  return Number(value.toFixed(9));
}
