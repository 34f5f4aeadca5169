import type { SiteProblem } from './best-sites-problem.ts';

/**
 * The dial stops a thousandth short of its end: there the worst served kecamatan decides, and among sets that serve it alike the
 * one that serves most people in all, so that no site is wasted.
 */
const MOST_EQUITY = 0.999;

/**
 * How good a set of places is; more is better. With the dial at e, what everybody has together counts (1 − e) and what the worst
 * served kecamatan has e: `(1 − e) · Σ value + e · people · min(value of k / people of k)`, in people served, or minus person-metres
 * (-seconds) of travel. The minimum is taken over the kecamatan that some place can improve. For the best sets of two settings of
 * a sum weighted like this, the one with the larger e never has the smaller minimum; the sum never rises.
 * Of `fewest-sites` it is minus the number of places; there the dial demands a share of the target in each kecamatan (`floor`).
 * @param value what each kecamatan has with the set in.
 */
export function scoreOf(problem: SiteProblem, value: ArrayLike<number>, chosen: number): number {
  if (problem.conditions.objective === 'fewest-sites') return 0 - chosen;
  const equity = equityWeight(problem);
  let sum = 0;
  for (let k = 0; k < value.length; k++) sum += value[k]!;
  return equity === 0 ? sum : (1 - equity) * sum + equity * peopleOf(problem) * worstValue(problem, value);
}

/** Weight of the worst served in the score, 0 where nothing can be improved. */
export function equityWeight({ conditions, isImprovable }: SiteProblem): number {
  return isImprovable.includes(1) ? Math.min(MOST_EQUITY, Math.max(0, conditions.equity)) : 0;
}

/** The least value per person among the kecamatan that can be improved. */
export function worstValue({ people, isImprovable }: SiteProblem, value: ArrayLike<number>): number {
  let worst = Infinity;
  for (let k = 0; k < value.length; k++) if (isImprovable[k]) worst = Math.min(worst, value[k]! / people[k]!);
  return worst;
}

export const peopleOf = ({ people }: SiteProblem): number => people.reduce((sum, of) => sum + of, 0);

/** What each group gains when these places are chosen. Each row takes its best place. */
export function groupGains({ rows, reach, kecamatanOfGroup }: SiteProblem, chosen: Iterable<number>): Float64Array {
  const best = new Float64Array(rows.people.length);
  for (const option of chosen) {
    for (let at = reach.first[option]!; at < reach.first[option + 1]!; at++) {
      const row = reach.row[at]!;
      best[row] = Math.max(best[row]!, reach.gain[at]!);
    }
  }
  const gains = new Float64Array(kecamatanOfGroup.length);
  for (let row = 0; row < best.length; row++) gains[rows.group[row]!]! += rows.people[row]! * best[row]!;
  return gains;
}

/** What each kecamatan has when these places are chosen. */
export function valueOf(problem: SiteProblem, chosen: Iterable<number>): Float64Array {
  const value = problem.base.slice();
  groupGains(problem, chosen).forEach((gain, group) => (value[problem.kecamatanOfGroup[group]!]! += gain));
  return value;
}

/** Which condition a set breaks; null when it keeps all of them. Sums of whole rupiah are exact. */
export function brokenBy(
  { options, conditions }: Pick<SiteProblem, 'options' | 'conditions'>,
  value: ArrayLike<number>,
  chosen: readonly number[],
): 'count' | 'budget' | 'minimum' | 'need' | 'floor' | null {
  const { count, budget, minimum, need, floor, objective } = conditions;
  if (count !== null && chosen.length > count) return 'count';
  if (budget !== null && costOf(options.cost, chosen) > budget) return 'budget';
  const inKecamatan = new Int32Array(minimum.length);
  for (const option of chosen) inKecamatan[options.kecamatan[option]!]! += 1;
  if (minimum.some((least, k) => inKecamatan[k]! < least)) return 'minimum';
  if (objective !== 'fewest-sites') return null;
  let sum = 0;
  for (let k = 0; k < value.length; k++) sum += value[k]!;
  if (sum < need) return 'need';
  return floor.some((least, k) => value[k]! < least) ? 'floor' : null;
}

/** Whole rupiah of these places together. */
export const costOf = (cost: Float64Array, chosen: readonly number[]): number =>
  chosen.reduce((sum, option) => sum + cost[option]!, 0);
