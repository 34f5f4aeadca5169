/** A class of a map legend: whole numbers `from`–`to`, both included. Class 1 is the smallest. */
export interface ValueClass {
  readonly number: number;
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** A legend: its counts add up to the number of values. */
export interface Classification {
  /** From small to large, without a gap between them. */
  readonly classes: readonly ValueClass[];
  /** Values of 0 and below: enough, or more than enough. */
  readonly enough: number;
  /** Of these the ones below 0: surplus. */
  readonly surplus: number;
  readonly noData: number;
  readonly total: number;
}

export type ClassKey = number | 'enough' | 'no-data';

/**
 * Sorts whole-number values (shortfalls, needs, counts) into at most `maximumClasses` classes of numbers above 0, beside
 * "enough" (0 and below) and "no data" (null). The breaks are those that keep the values of a class closest together
 * (Fisher's exact optimum over sums of squares), among numbers a person can say: every whole number up to about a
 * hundred, above that multiples of 5, 10, 50, 100 …. The lowest class begins at 1.
 * @throws RangeError when a value is not a whole number, or fewer than one class is asked for.
 */
export function classify(values: readonly (number | null)[], maximumClasses = 5): Classification {
  if (!(maximumClasses >= 1)) throw new RangeError(`maximumClasses must be at least 1, not ${maximumClasses}`);
  const positive: number[] = [];
  let enough = 0;
  let surplus = 0;
  let noData = 0;
  for (const value of values) {
    if (value === null) noData++;
    else if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is not a whole number`);
    else if (value > 0) positive.push(value);
    else {
      enough++;
      if (value < 0) surplus++;
    }
  }
  positive.sort((a, b) => a - b);
  const breaks = breaksOf(positive, maximumClasses);
  const classes = breaks.map((to, i): ValueClass => {
    const from = i === 0 ? 1 : breaks[i - 1]! + 1;
    return { number: i + 1, from, to, count: positive.filter((value) => value >= from && value <= to).length };
  });
  return { classes, enough, surplus, noData, total: values.length };
}

/**
 * Sorts shares (0–1) into classes of whole percents, for values where less is worse: class 1 is the highest share. A share
 * counts by its whole percents below (0.857 is 85 %), so that "100 %" is said of everybody only. `enough` counts those.
 * `from` and `to` are percents, `from` the smaller.
 * @throws RangeError when a value is not within 0–1.
 */
export function classifyShares(shares: readonly (number | null)[], maximumClasses = 5): Classification {
  const missing = classify(
    shares.map((share) => {
      if (share === null) return null;
      if (!(share >= 0 && share <= 1)) throw new RangeError(`${share} is not a share between 0 and 1`);
      return missingPercent(share);
    }),
    maximumClasses,
  );
  return {
    ...missing,
    classes: missing.classes.map(({ number, from, to, count }) => ({
      number,
      from: 100 - to,
      to: 100 - from,
      count,
    })),
  };
}

/** The class that a value of `classify` falls in; values outside all classes belong to the one at that end. */
export function classOf(value: number | null, { classes }: Classification): ClassKey {
  if (value === null) return 'no-data';
  if (value <= 0 || classes.length === 0) return 'enough';
  return (classes.find(({ to }) => value <= to) ?? classes.at(-1)!).number;
}

/** The class that a share of `classifyShares` falls in. */
export function classOfShare(share: number | null, { classes }: Classification): ClassKey {
  if (share === null) return 'no-data';
  const percent = 100 - missingPercent(share);
  if (percent === 100 || classes.length === 0) return 'enough';
  return (classes.find(({ from }) => percent >= from) ?? classes.at(-1)!).number;
}

export interface HistogramBar {
  readonly value: number;
  readonly count: number;
}

/** How often each whole number occurs, from small to large, those that never occur between them included; null left out. */
export function histogram(values: readonly (number | null)[]): HistogramBar[] {
  const counts = new Map<number, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  const smallest = Math.min(...counts.keys());
  const largest = Math.max(...counts.keys());
  if (largest - smallest > 10_000) {
    throw new RangeError(`${largest - smallest + 1} bars from ${smallest} to ${largest} are no histogram`);
  }
  const bars: HistogramBar[] = [];
  for (let value = smallest; value <= largest; value++) bars.push({ value, count: counts.get(value) ?? 0 });
  return bars;
}

function missingPercent(share: number): number {
  // 0.29 * 100 is 28.999999999999996: shares that are whole percents must not lose one.
  return 100 - Math.floor(share * 100 + 1e-9);
}

/** Multiples that are easy to say, so that the largest value has at least twenty of them below it. */
function sayableStep(largest: number): number {
  let step = 1;
  for (let power = 1; ; power *= 10) {
    for (const next of [5 * power, 10 * power]) {
      if (largest / next < 20) return step;
      step = next;
    }
  }
}

/** Upper ends of at most `maximumClasses` classes of ascending values above 0; the last one holds the largest value. */
function breaksOf(values: readonly number[], maximumClasses: number): number[] {
  if (values.length === 0) return [];
  const step = sayableStep(values.at(-1)!);
  // Bins of one step each, (k − 1)·step < value ≤ k·step: only between them may a class end.
  const bins: { to: number; count: number; sum: number; squares: number }[] = [];
  for (const value of values) {
    const to = Math.ceil(value / step) * step;
    let bin = bins.at(-1);
    if (bin?.to !== to) bins.push((bin = { to, count: 0, sum: 0, squares: 0 }));
    bin.count += 1;
    bin.sum += value;
    bin.squares += value * value;
  }
  const classCount = Math.min(maximumClasses, bins.length);
  const spread = spreadTable(bins);
  // best[c][e]: least spread of bins 0…e in c + 1 classes; startsAt: where the last of these classes begins.
  const best: number[][] = [bins.map((_, end) => spread(0, end))];
  const startsAt: number[][] = [bins.map(() => 0)];
  for (let c = 1; c < classCount; c++) {
    best.push(bins.map(() => Infinity));
    startsAt.push(bins.map(() => c));
    for (let end = c; end < bins.length; end++) {
      for (let begin = c; begin <= end; begin++) {
        const total = best[c - 1]![begin - 1]! + spread(begin, end);
        if (total < best[c]![end]!) {
          best[c]![end] = total;
          startsAt[c]![end] = begin;
        }
      }
    }
  }
  const breaks: number[] = [];
  let end = bins.length - 1;
  for (let c = classCount - 1; c >= 0; c--) {
    breaks.unshift(bins[end]!.to);
    end = startsAt[c]![end]! - 1;
  }
  return breaks;
}

/** Sum of squared differences from the mean over bins `begin`…`end`, from running sums. */
function spreadTable(bins: readonly { count: number; sum: number; squares: number }[]) {
  const count = [0];
  const sum = [0];
  const squares = [0];
  for (const bin of bins) {
    count.push(count.at(-1)! + bin.count);
    sum.push(sum.at(-1)! + bin.sum);
    squares.push(squares.at(-1)! + bin.squares);
  }
  return (begin: number, end: number) => {
    const n = count[end + 1]! - count[begin]!;
    const s = sum[end + 1]! - sum[begin]!;
    return squares[end + 1]! - squares[begin]! - (s * s) / n;
  };
}
