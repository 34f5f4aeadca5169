import type { SitingChange } from '#model/siting';

type Changes = readonly SitingChange[];
/** The changes of a scenario as they are, as they were, and as they were before going back. */
export interface ChangeHistory {
  readonly past: readonly Changes[];
  readonly present: Changes;
  readonly future: readonly Changes[];
}
/** Steps that can be taken back. */
const MOST_STEPS = 100;

/** A history without a past. */
export const beginHistory = (present: Changes): ChangeHistory => ({ past: [], present, future: [] });

/** The history after one more step; what was taken back before is forgotten. */
export const withStep = ({ past, present }: ChangeHistory, next: Changes): ChangeHistory => ({
  past: [...past, present].slice(-MOST_STEPS),
  present: next,
  future: [],
});

/** One step back; the same history where there is none. */
export function undone(history: ChangeHistory): ChangeHistory {
  const present = history.past.at(-1);
  if (!present) return history;
  return { past: history.past.slice(0, -1), present, future: [history.present, ...history.future] };
}

/** The step that was taken back last, again; the same history where there is none. */
export function redone(history: ChangeHistory): ChangeHistory {
  const [present, ...future] = history.future;
  if (!present) return history;
  return { past: [...history.past, history.present], present, future };
}
