import type { Problem } from '#contract';
import { BackendError, type FailureKind } from '../backend/backend.ts';

/** A failure as plain data. `program` is a defect of ours, everything else happened between here and the server. */
export type FailureRecord =
  | { readonly type: 'backend'; readonly kind: FailureKind; readonly problem: Problem | null; readonly at: number }
  | { readonly type: 'program'; readonly message: string };

export function recordOf(error: unknown): FailureRecord {
  if (error instanceof BackendError) return { type: 'backend', kind: error.kind, problem: error.problem, at: error.at };
  return { type: 'program', message: error instanceof Error ? error.message : String(error) };
}

export function errorFrom(record: FailureRecord): Error {
  return record.type === 'backend'
    ? new BackendError(record.kind, record.problem, record.at)
    : new Error(record.message);
}
