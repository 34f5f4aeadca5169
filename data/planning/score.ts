// The score of proposals: five criteria, each 0–1 where 1 speaks most for the project, weighted openly.
import { Criterion, type Sensitivity, type Weights } from '#model/planning';

export type ScoreParts = Readonly<Record<Criterion, number | null>>;
/** What is scored: an id, which settles ties, and its parts. */
export interface Scored {
  readonly id: string;
  readonly parts: ScoreParts;
}

/**
 * The weighted mean of the criteria that are known, with weights made to sum to 1 again over those: what is not known speaks neither
 * for nor against. Null where nothing that weighs anything is known.
 */
export function scoreOf(parts: ScoreParts, weights: Weights): number | null {
  let weighted = 0;
  let weight = 0;
  for (const criterion of Criterion.options) {
    const part = parts[criterion];
    if (part === null) continue;
    weighted += weights[criterion] * part;
    weight += weights[criterion];
  }
  // Rounding must not lift a score over 1.
  return weight > 0 ? Math.min(1, weighted / weight) : null;
}

/** Scores differ only by rounding below this; such projects are equal, and their ids decide. */
const EQUAL = 1e-12;

/** By score, the highest first; those without one last; equal ones by id. The order does not depend on that of the input. */
export function ranked<P extends Scored>(
  projects: readonly P[],
  weights: Weights,
): { project: P; score: number | null }[] {
  const rounded = (score: number | null) => (score === null ? -1 : Math.round(score / EQUAL));
  return projects
    .map((project) => ({ project, score: scoreOf(project.parts, weights) }))
    .sort(
      (a, b) =>
        rounded(b.score) - rounded(a.score) || (a.project.id < b.project.id ? -1 : a.project.id > b.project.id ? 1 : 0),
    );
}

/**
 * The weights with one moved by `points` percentage points, not below 0 or above 100 %; the others give way in proportion to what
 * they are (evenly where they are all 0), so that the sum stays 1.
 */
export function movedWeights(weights: Weights, criterion: Criterion, points: number): Weights {
  const before = weights[criterion];
  const moved = Math.min(1, Math.max(0, before + points / 100));
  const rest = 1 - before;
  const others = Criterion.options.length - 1;
  const entries = Criterion.options.map((one): [Criterion, number] => {
    if (one === criterion) return [one, moved];
    return [one, rest > 1e-12 ? (weights[one] * (1 - moved)) / rest : (1 - moved) / others];
  });
  return Object.fromEntries(entries) as Weights;
}

const FIRST = 10;
const POINTS = [10, -10] as const;

/** For each criterion, ten points more and ten less: which projects enter the first ten, and which leave them, in order of rank. */
export function sensitivityOf(projects: readonly Scored[], weights: Weights): Sensitivity[] {
  const firstIds = (by: Weights) =>
    ranked(projects, by)
      .slice(0, FIRST)
      .map(({ project }) => project.id);
  const before = firstIds(weights);
  return Criterion.options.flatMap((criterion) =>
    POINTS.map((points): Sensitivity => {
      const after = firstIds(movedWeights(weights, criterion, points));
      return {
        criterion,
        points,
        entering: after.filter((id) => !before.includes(id)),
        leaving: before.filter((id) => !after.includes(id)),
      };
    }),
  );
}
