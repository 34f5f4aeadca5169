import { travelPeople, type GapItem } from './gaps-model.ts';

/** Sums over chosen regions. A sum is null when no part of it is known; `unknown…` counts the parts that are not in it. */
export interface ChosenSum {
  readonly count: number;
  readonly population: PartialSum;
  readonly need: PartialSum;
  readonly available: PartialSum;
  /** Only what is missing: a surplus in one region serves nobody in another. */
  readonly missing: PartialSum;
  readonly surplus: PartialSum;
  /** People within the radius, and those of whom it is known. */
  readonly servedPeople: PartialSum;
  readonly servedShare: number | null;
  /** People within the minutes. */
  readonly reachedPeople: PartialSum;
  /** People too far from any road for a travel time. */
  readonly unplacedPeople: PartialSum;
}
export interface PartialSum {
  readonly value: number | null;
  /** Chosen regions of which it is not known. */
  readonly missing: number;
}

/** What regions have together, from their rows; nothing is estimated. */
export function sumOfChosen(items: readonly GapItem[]): ChosenSum {
  const sum = (read: (item: GapItem) => number | null): PartialSum => {
    const known = items.flatMap((item) => read(item) ?? []);
    return {
      value: known.length === 0 ? null : known.reduce((total, value) => total + value, 0),
      missing: items.length - known.length,
    };
  };
  const reached = items.filter((item) => item.servedPeople !== null && item.population !== null);
  const people = reached.reduce((total, item) => total + item.population!, 0);
  const served = reached.reduce((total, item) => total + item.servedPeople!, 0);
  return {
    count: items.length,
    population: sum((item) => item.population),
    need: sum((item) => item.need),
    available: sum((item) => item.available),
    missing: sum((item) => (item.gap === null ? null : Math.max(0, item.gap))),
    surplus: sum((item) => (item.gap === null ? null : Math.max(0, -item.gap))),
    servedPeople: sum((item) => item.servedPeople),
    servedShare: people === 0 ? null : served / people,
    reachedPeople: sum((item) => item.travel?.reachedPeople ?? null),
    unplacedPeople: sum((item) => (item.travel ? travelPeople(item.travel).unplaced : null)),
  };
}
