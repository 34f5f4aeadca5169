/** Weights in whole percent that always sum to 100. */
export type Weights = readonly number[];

/** The same weight for each; where 100 cannot be divided evenly, the first carry one percent more. */
export function equalWeights(count: number): Weights {
  return apportioned(Array<number>(count).fill(1), 100);
}

/** The weights after one was set: the others share what is left in their old proportion, or evenly where they had none. */
export function rebalanced(weights: Weights, index: number, percent: number): Weights {
  if (weights.length < 2) return [100];
  const set = Math.min(100, Math.max(0, Math.round(percent)));
  const others = weights.filter((_, at) => at !== index);
  const shares = apportioned(others.some((weight) => weight > 0) ? others : others.map(() => 1), 100 - set);
  return [...shares.slice(0, index), set, ...shares.slice(index)];
}

/** A further part takes its even share; the others keep their proportion. */
export function withOneMore(weights: Weights): Weights {
  return rebalanced([...weights, 0], weights.length, Math.round(100 / (weights.length + 1)));
}

/** One part less; what it had goes to the others in their proportion. */
export function without(weights: Weights, index: number): Weights {
  const rest = weights.filter((_, at) => at !== index);
  return apportioned(rest.some((weight) => weight > 0) ? rest : rest.map(() => 1), 100);
}

/** Whole numbers in the proportion of the shares that sum to `total` (largest remainder, earlier ones first). */
function apportioned(shares: readonly number[], total: number): number[] {
  const sum = shares.reduce((all, share) => all + share, 0);
  const exact = shares.map((share) => (share / sum) * total);
  const whole = exact.map(Math.floor);
  const left = total - whole.reduce((all, part) => all + part, 0);
  const order = exact.map((value, at) => ({ at, rest: value - Math.floor(value) })).sort((a, b) => b.rest - a.rest);
  for (const { at } of order.slice(0, left)) whole[at]! += 1;
  return whole;
}
