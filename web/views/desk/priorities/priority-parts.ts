import { Criterion, type RankedProject, type WeightVersion, type Weights } from '#model/planning';
import type { Translate } from '../../../i18n/messages.ts';

type Parts = RankedProject['parts'];

export interface PartShare {
  readonly criterion: Criterion;
  /** 0–1: how much speaks for the project by this criterion. */
  readonly value: number;
  /** 0–1: its weight among the criteria that are known for the project. */
  readonly weight: number;
  /** What it adds to the score; the points of all parts sum to it. */
  readonly points: number;
}

/** The score of a project in its parts, in the order of the criteria; those that cannot be told are not among them. */
export function partShares(parts: Parts, weights: Weights): PartShare[] {
  const known = Criterion.options.filter((criterion) => parts[criterion] !== null);
  const sum = known.reduce((total, criterion) => total + weights[criterion], 0);
  if (sum === 0) return [];
  return known.map((criterion) => {
    const value = parts[criterion]!;
    const weight = weights[criterion] / sum;
    return { criterion, value, weight, points: weight * value };
  });
}

/** Criteria that cannot be told of a project, and so weigh nothing. */
export const missingParts = (parts: Parts): Criterion[] =>
  Criterion.options.filter((criterion) => parts[criterion] === null);

export type WeightDraft = Record<Criterion, string>;

/** Weights as whole percent in text, for a form. */
export function weightDraft(weights: Weights): WeightDraft {
  const percent = (criterion: Criterion): string => String(Math.round(weights[criterion] * 100));
  return {
    gap: percent('gap'),
    gain: percent('gain'),
    equity: percent('equity'),
    readiness: percent('readiness'),
    hazard: percent('hazard'),
  };
}

/** Whole percent of what was typed; null where it is no number from 0 to 100. */
export function typedPercent(text: string): number | null {
  const value = /^\d{1,3}$/.test(text.trim()) ? Number(text.trim()) : null;
  return value !== null && value <= 100 ? value : null;
}

/** Sum of a draft in percent; null while a part of it is no number. */
export function weightSum(draft: WeightDraft): number | null {
  const values = Criterion.options.map((criterion) => typedPercent(draft[criterion]));
  return values.some((value) => value === null) ? null : values.reduce<number>((sum, value) => sum + value!, 0);
}

/** The weights of a draft that sums to 100 %; null for any other. */
export function draftedWeights(draft: WeightDraft): Weights | null {
  if (weightSum(draft) !== 100) return null;
  const share = (criterion: Criterion): number => typedPercent(draft[criterion])! / 100;
  return {
    gap: share('gap'),
    gain: share('gain'),
    equity: share('equity'),
    readiness: share('readiness'),
    hazard: share('hazard'),
  };
}

export const sameWeights = (one: Weights, other: Weights): boolean =>
  Criterion.options.every((criterion) => Math.abs(one[criterion] - other[criterion]) < 1e-9);

/** What of a project counts in the list: its part in the kecamatan that is shown, else all of it; null where it is not known. */
export const countedRupiah = (
  { rupiah, partRupiah }: Pick<RankedProject, 'rupiah' | 'partRupiah'>,
  kecamatan: string | null,
): number | null => (kecamatan === null ? rupiah : partRupiah);

/** The reason for weights in words; nobody chose the first ones. */
export const weightReason = (t: Translate, { reason }: Pick<WeightVersion, 'reason'>): string =>
  reason === 'default' ? t('priorities.version.default') : reason;

/** Where the ceiling is passed: the index of the first project over it; null where none is. */
export function firstOver(items: readonly Pick<RankedProject, 'over'>[]): number | null {
  const at = items.findIndex(({ over }) => over);
  return at === -1 ? null : at;
}
