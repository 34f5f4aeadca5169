import type { RegionCode } from '#model/region';

/** How unevenly something is divided among the people of regions. */
export interface Equity {
  /** 0: the same for everybody; towards 1: one region has it all. */
  readonly gini: number | null;
  /** What the best served tenth of the people have over what the worst served four tenths have; 0.25 when all have the same. */
  readonly palma: number | null;
  /** Most by least; null when the least is 0. */
  readonly maxOverMin: number | null;
  /** From (0, 0) to (1, 1): cumulative share of people against cumulative share of what they have; with the region at each step. */
  readonly lorenz: readonly LorenzPoint[];
}
export interface LorenzPoint {
  readonly people: number;
  readonly amount: number;
  /** The region whose people and amount this step adds; null for the origin. */
  readonly code: RegionCode | null;
}
/** A region's people and how much of something they have together. */
export interface Share {
  readonly code: RegionCode;
  readonly people: number;
  readonly amount: number;
}

/** Gini, Palma, most by least and the Lorenz curve of what the people of the regions have, per person. */
export function equityOf(shares: readonly Share[]): Equity {
  const lorenz = lorenzCurve(shares);
  return {
    gini: giniOf(lorenz),
    palma: palmaOf(lorenz),
    maxOverMin: maxMinRatio(shares.filter(({ people }) => people > 0).map(({ people, amount }) => amount / people)),
    lorenz,
  };
}

/**
 * The Lorenz curve: regions from the least to the most per person, cumulative shares of people and of the amount. Equal rates
 * are ordered by code, so the order of the input does not matter. Regions without people and amount are left out; empty when
 * there are no people or there is nothing to divide.
 * @throws RangeError when people or an amount is negative or not a finite number.
 */
export function lorenzCurve(shares: readonly Share[]): readonly LorenzPoint[] {
  for (const { code, people, amount } of shares) requireShare(`region ${code}`, people, amount);
  const sorted = shares
    .filter(({ people, amount }) => people > 0 || amount > 0)
    .toSorted(
      (a, b) =>
        compareRates(a.people, a.amount, b.people, b.amount) || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
    );
  const points = cumulate(sorted.map(({ people, amount }) => [people, amount]));
  return points.map(([people, amount], i) => ({ people, amount, code: i === 0 ? null : sorted[i - 1]!.code }));
}

/**
 * Gini coefficient of values per person: twice the area between the diagonal and the Lorenz curve. 0 when all are equal,
 * (n − 1)/n when one of n equally large groups has everything. No small-sample correction.
 * @param weights how many people have each value; left out, each counts as one.
 * @returns null when there is nobody, or nothing to divide.
 * @throws RangeError when lengths differ or a number is negative or not finite.
 */
export function gini(values: readonly number[], weights?: readonly number[]): number | null {
  return giniOf(curveOf(values, weights));
}

/**
 * Palma ratio: the share of the amount that the top 10 % of people have over the share that the bottom 40 % have. Where the
 * 10 % or 40 % fall within a group, the group is divided evenly (the Lorenz curve is read by linear interpolation). 0.25 when
 * all have the same.
 * Source: J. G. Palma, "Homogeneous middles vs. heterogeneous tails", Development and Change 42 (2011) 87–153; as a ratio of
 * shares: A. Cobham, A. Sumner, "Is it all about the tails? The Palma measure of income inequality", CGD Working Paper 343 (2013).
 * @returns null when there is nobody, nothing to divide, or the bottom 40 % have nothing at all.
 * @throws RangeError as `gini` does.
 */
export function palmaRatio(values: readonly number[], weights?: readonly number[]): number | null {
  return palmaOf(curveOf(values, weights));
}

/** The largest value over the smallest; null without values or when the smallest is 0. */
export function maxMinRatio(values: readonly number[]): number | null {
  let least = Infinity;
  let most = -Infinity;
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return values.length > 0 && least > 0 ? most / least : null;
}

interface CurvePoint {
  readonly people: number;
  readonly amount: number;
}

function curveOf(values: readonly number[], weights: readonly number[] | undefined): readonly CurvePoint[] {
  if (weights && weights.length !== values.length) {
    throw new RangeError(`${weights.length} weights for ${values.length} values`);
  }
  const pairs = values.map((value, i): [number, number] => {
    const people = weights?.[i] ?? 1;
    requireShare(`value ${i}`, people, value);
    return [people, people * value];
  });
  const rateOf = new Map(pairs.map((pair, i) => [pair, values[i]!]));
  const sorted = pairs.filter(([people]) => people > 0).sort((a, b) => rateOf.get(a)! - rateOf.get(b)!);
  return cumulate(sorted).map(([people, amount]) => ({ people, amount }));
}

/** Cumulative shares from (0, 0) to (1, 1); empty when either sum is 0. */
function cumulate(pairs: readonly (readonly [people: number, amount: number])[]): [number, number][] {
  let people = 0;
  let amount = 0;
  const sums = pairs.map(([addedPeople, addedAmount]): [number, number] => [
    (people += addedPeople),
    (amount += addedAmount),
  ]);
  if (!(people > 0 && amount > 0)) return [];
  return [[0, 0], ...sums.map(([a, b]): [number, number] => [a / people, b / amount])];
}

function giniOf(curve: readonly CurvePoint[]): number | null {
  if (curve.length === 0) return null;
  let doubledArea = 0;
  for (let i = 1; i < curve.length; i++) {
    const before = curve[i - 1]!;
    const point = curve[i]!;
    doubledArea += (point.people - before.people) * (point.amount + before.amount);
  }
  // Rounding must not make an even division look like less than none.
  return Math.max(0, 1 - doubledArea);
}

function palmaOf(curve: readonly CurvePoint[]): number | null {
  if (curve.length === 0) return null;
  const bottom = amountAt(curve, 0.4);
  return bottom > 0 ? (1 - amountAt(curve, 0.9)) / bottom : null;
}

/** The curve's height at a share of people. */
function amountAt(curve: readonly CurvePoint[], people: number): number {
  let i = 1;
  while (i < curve.length - 1 && curve[i]!.people < people) i++;
  const before = curve[i - 1]!;
  const point = curve[i]!;
  const step = point.people - before.people;
  const part = step > 0 ? Math.min(1, (people - before.people) / step) : 1;
  return before.amount + part * (point.amount - before.amount);
}

/** Compares amount per person without dividing: a region without people that has something stands last. */
function compareRates(peopleA: number, amountA: number, peopleB: number, amountB: number): number {
  return amountA * peopleB - amountB * peopleA;
}

function requireShare(what: string, people: number, amount: number): void {
  if (!(people >= 0 && people < Infinity && amount >= 0 && amount < Infinity)) {
    throw new RangeError(`${what}: ${people} people and an amount of ${amount} are not both numbers from 0 up`);
  }
}
