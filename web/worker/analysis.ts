import * as Comlink from 'comlink';
import type { Position } from '#model/geometry';
import { recordOf, type FailureRecord } from './failure.ts';
import { nearestTo, type NearestFacility, type PointColumns } from './nearest-session.ts';
import type { Answers } from './questions.ts';
import type { WorkspaceSession } from './workspace-session.ts';

export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: FailureRecord };

/** What the worker answers; failures are data, because an error loses its class on the way between threads. */
export interface Analysis {
  nearest(position: Position, facilities: PointColumns, count: number): NearestFacility[];
  /** The answer to one of the questions of the workspace; `AnalysisClient` gives it its type back. */
  answer(name: keyof Answers, args: readonly unknown[]): Promise<Outcome<unknown>>;
  /** The data changed: the next question loads them anew. */
  forget(): void;
}

/** The analysis of one page. Data of the workspace is loaded by the first question that needs it and kept. */
export function createAnalysis(): Analysis {
  let session: Promise<WorkspaceSession> | null = null;

  /** "Nearest" needs neither cells nor the network, so its visitors do not load what the workspace needs. */
  async function open(): Promise<WorkspaceSession> {
    const [{ openWorkspace }, { createHttpBackend }] = await Promise.all([
      import('./workspace-session.ts'),
      import('../backend/http-backend.ts'),
    ]);
    return openWorkspace(createHttpBackend());
  }

  return {
    nearest: nearestTo,
    forget() {
      session = null;
    },
    async answer(name, args) {
      try {
        session ??= open();
        const opened = await session.catch((error: unknown) => {
          // The next question tries to load again.
          session = null;
          throw error;
        });
        const ask = opened[name] as (...given: readonly unknown[]) => Promise<unknown>;
        return handOver({ ok: true, value: await ask(...args) });
      } catch (error) {
        return { ok: false, failure: recordOf(error) };
      }
    },
  };
}

/** Moves the columns of a field of cells to the page instead of copying them; sessions make them anew for each answer. */
function handOver(outcome: Outcome<unknown>): Outcome<unknown> {
  if (!outcome.ok || typeof outcome.value !== 'object' || outcome.value === null) return outcome;
  const buffers = Object.values(outcome.value)
    .filter((value) => ArrayBuffer.isView(value))
    .map((view) => view.buffer as ArrayBuffer);
  return buffers.length === 0 ? outcome : Comlink.transfer(outcome, [...new Set(buffers)]);
}
