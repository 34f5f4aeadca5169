import type { StaffAnswer } from '#staff-contract';
import type { Draft } from './feature-form.ts';

interface Kept {
  /** What the form began with; null for a new feature. */
  readonly base: StaffAnswer<'deskFeature'> | null;
  readonly draft: Draft;
}
/** Forms that were left with changes, as long as the page is open: going back and forth loses nothing. */
const kept = new Map<string, Kept>();
const keyOf = (dataset: string, feature: string | null): string => JSON.stringify([dataset, feature]);

/** Keeps what stands in a form; null forgets it. */
export function keepDraft(dataset: string, feature: string | null, draft: Kept | null): void {
  if (draft === null) kept.delete(keyOf(dataset, feature));
  else kept.set(keyOf(dataset, feature), draft);
}

/** What stood in a form that was left; null where nothing did. */
export function keptDraft(dataset: string, feature: string | null): Kept | null {
  return kept.get(keyOf(dataset, feature)) ?? null;
}
