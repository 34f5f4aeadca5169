const SOON_DAYS = 30;
const DAY_MILLISECONDS = 86_400_000;

/** Datasets whose next edition is due within 30 days, the nearest first; those already late are not among them. */
export function dueSoon<T extends { readonly dueOn: string | null; readonly isStale: boolean }>(
  datasets: readonly T[],
  today: Date,
): readonly (T & { readonly dueOn: string })[] {
  const last = new Date(today.getTime() + SOON_DAYS * DAY_MILLISECONDS).toISOString().slice(0, 10);
  return datasets
    .filter((dataset): dataset is T & { readonly dueOn: string } => dataset.dueOn !== null && !dataset.isStale)
    .filter(({ dueOn }) => dueOn <= last)
    .toSorted((a, b) => a.dueOn.localeCompare(b.dueOn));
}
