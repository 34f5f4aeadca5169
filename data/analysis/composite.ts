/** One part of a composite: a value per region, and how much it counts. */
export interface ScoredPart {
  /** Per region; null where not known. Infinite where there is no unit at all, e.g. people per unit. */
  readonly values: readonly (number | null)[];
  /** Whether a large value is the bad one (people per unit), or a small one (share of people reached). */
  readonly higherIsWorse: boolean;
  /** Whole percent; those of all parts sum to 100. */
  readonly weightPercent: number;
}

export interface CompositeScores {
  /** Per region, 0 (the best of all in every part) to 100 (the worst in every part); null where any part is null. */
  readonly score: (number | null)[];
  /** Per part and region its own 0-100 before weighting. */
  readonly parts: (number | null)[][];
}

/**
 * Scores of regions over several parts: each part runs from 0 (its best region) to 100 (its worst) by min–max over the regions
 * with a finite value, and the score is their weighted mean. Where all values are equal the part tells nobody apart: 0 for all.
 * An infinite value is worst (100) or best (0) by its sign, and leaves the scale of the others as it is.
 * Source: OECD/JRC, "Handbook on Constructing Composite Indicators" (2008), min–max normalisation and linear aggregation.
 * @throws RangeError when weights are not whole percent that sum to 100, columns differ in length, or a value is not a number.
 */
export function compositeScores(parts: readonly ScoredPart[]): CompositeScores {
  const count = parts[0]?.values.length ?? 0;
  let sum = 0;
  for (const [i, { values, weightPercent }] of parts.entries()) {
    if (!(Number.isInteger(weightPercent) && weightPercent >= 0 && weightPercent <= 100)) {
      throw new RangeError(`weight ${weightPercent} of part ${i + 1} is not a whole percent from 0 to 100`);
    }
    if (values.length !== count) throw new RangeError(`part ${i + 1} has ${values.length} values, part 1 has ${count}`);
    sum += weightPercent;
  }
  if (sum !== 100) throw new RangeError(`weights sum to ${sum} %, not to 100 %`);
  const scaled = parts.map((part, i) => scaleOf(part, i));
  const score = Array.from({ length: count }, (_, region) => {
    let weighted = 0;
    for (const [i, { weightPercent }] of parts.entries()) {
      const value = scaled[i]![region]!;
      if (value === null) return null;
      weighted += weightPercent * value;
    }
    return weighted / 100;
  });
  return { score, parts: scaled };
}

/** Badness 0-100 of each value. */
function scaleOf({ values, higherIsWorse }: ScoredPart, part: number): (number | null)[] {
  const sign = higherIsWorse ? 1 : -1;
  let best = Infinity;
  let worst = -Infinity;
  for (const value of values) {
    if (value === null) continue;
    if (Number.isNaN(value)) throw new RangeError(`part ${part + 1} has a value that is not a number`);
    if (!Number.isFinite(value)) continue;
    best = Math.min(best, sign * value);
    worst = Math.max(worst, sign * value);
  }
  return values.map((value) => {
    if (value === null) return null;
    const badness = sign * value;
    if (badness === Infinity) return 100;
    if (badness === -Infinity || worst === best) return 0;
    return ((badness - best) / (worst - best)) * 100;
  });
}
