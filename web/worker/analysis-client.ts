import * as Comlink from 'comlink';
import type { Position } from '#model/geometry';
import type { Analysis } from './analysis.ts';
import { errorFrom } from './failure.ts';
import type { GapsQuestion, GapsReply } from './gaps-session.ts';
import type { NearestFacility, PointColumns } from './nearest-session.ts';

/** Thrown to the asker of a question that a newer one has replaced; nothing to tell anyone. */
export class Superseded extends Error {
  override readonly name = 'Superseded';
}

export interface AnalysisClient {
  nearest(position: Position, facilities: PointColumns, count: number): Promise<NearestFacility[]>;
  /** The latest question wins: while one is being answered only the newest waits. Throws `Superseded` or `BackendError`. */
  assess(question: GapsQuestion): Promise<GapsReply>;
}

/** A client of the worker, which starts with the first question. */
export function createAnalysisClient(startWorker: () => Worker): AnalysisClient {
  let remote: Comlink.Remote<Analysis> | null = null;
  const worker = (): Comlink.Remote<Analysis> => (remote ??= Comlink.wrap<Analysis>(startWorker()));
  return latestWins({
    nearest: (position, facilities, count) => worker().nearest(position, facilities, count),
    async assess(question) {
      const outcome = await worker().assess(question);
      if (outcome.ok) return outcome.value;
      throw errorFrom(outcome.failure);
    },
  });
}

/** Drops questions about gaps that are overtaken before or while they are answered. */
export function latestWins(client: AnalysisClient): AnalysisClient {
  let newest = 0;
  let running: Promise<unknown> = Promise.resolve();
  return {
    nearest: (position, facilities, count) => client.nearest(position, facilities, count),
    async assess(question) {
      newest += 1;
      const mine = newest;
      const before = running;
      const answer = before
        .catch(() => undefined)
        .then(() => {
          if (mine !== newest) throw new Superseded();
          return client.assess(question);
        });
      running = answer;
      const reply = await answer;
      if (mine !== newest) throw new Superseded();
      return reply;
    },
  };
}
