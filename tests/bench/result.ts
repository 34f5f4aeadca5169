/** One timed claim: ours beside someone else's, measured in the same run. */
export interface BenchResult {
  readonly name: string;
  /** Of `ours` and `other`: `ms` (less is better), `rps` (more is better), `kB` … */
  readonly unit: string;
  readonly ours: number;
  /** Null where there is nothing to compare with. */
  readonly other: number | null;
  readonly otherName: string | null;
  /** How many times better ours is: other / ours for times and sizes, ours / other for throughput; above 1 is better. */
  readonly ratio: number | null;
  /** What a reader must know to judge the figure, e.g. that the other one is extrapolated. */
  readonly note?: string;
}

/** Median of one or more numbers. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('no values');
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
