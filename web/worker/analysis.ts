import type { Position } from '#model/geometry';
import { recordOf, type FailureRecord } from './failure.ts';
import type { GapsQuestion, GapsReply, GapsSession } from './gaps-session.ts';
import { nearestTo, type NearestFacility, type PointColumns } from './nearest-session.ts';

export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: FailureRecord };

/** What the worker answers; failures are data, because an error loses its class on the way between threads. */
export interface Analysis {
  nearest(position: Position, facilities: PointColumns, count: number): NearestFacility[];
  assess(question: GapsQuestion): Promise<Outcome<GapsReply>>;
}

/** The analysis of one page. Data for gaps is loaded by the first question about them and kept. */
export function createAnalysis(): Analysis {
  let session: Promise<GapsSession> | null = null;

  /** "Nearest" needs neither cells nor the network, so its visitors do not load what gaps need. */
  async function open(): Promise<GapsSession> {
    const [{ openGapsSession }, { createHttpBackend }] = await Promise.all([
      import('./gaps-session.ts'),
      import('../backend/http-backend.ts'),
    ]);
    return openGapsSession(createHttpBackend());
  }

  return {
    nearest: nearestTo,
    async assess(question) {
      try {
        session ??= open();
        return { ok: true, value: (await session).assess(question) };
      } catch (error) {
        // The next question tries to load again.
        session = null;
        return { ok: false, failure: recordOf(error) };
      }
    },
  };
}
