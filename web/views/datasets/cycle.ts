import type { Dataset } from '#model/dataset';

/** Months by which the content is older than its own update cycle; null when it is not, or when that cannot be told. */
export function monthsPastCycle(
  { date, updateCycleMonths }: Pick<Dataset, 'date' | 'updateCycleMonths'>,
  today: Date,
): number | null {
  const match = date === null ? null : /^(\d{4})(?:-(\d{2}))?/.exec(date);
  if (!match || updateCycleMonths === null) return null;
  // A date that names only a year is taken at its end: the benefit of the doubt.
  const age = (today.getUTCFullYear() - Number(match[1])) * 12 + today.getUTCMonth() + 1 - Number(match[2] ?? 12);
  return age > updateCycleMonths ? age - updateCycleMonths : null;
}
