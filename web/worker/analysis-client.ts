import * as Comlink from 'comlink';
import type { Position } from '#model/geometry';
import type { Analysis } from './analysis.ts';
import { errorFrom } from './failure.ts';
import type { NearestFacility, PointColumns } from './nearest-session.ts';
import type { Answers } from './questions.ts';

/** Thrown to the asker of a question that a newer one has replaced; nothing to tell anyone. */
export class Superseded extends Error {
  override readonly name = 'Superseded';
}

export type QuestionName = keyof Answers;
export type AnswerTo<N extends QuestionName> = Awaited<ReturnType<Answers[N]>>;
export interface AskOptions {
  /** Questions of the same name replace each other only within a lane: two sides of a comparison ask in two. */
  readonly lane?: string;
  /** Aborting frees the asker at once; an answer that is already being worked out is thrown away. */
  readonly signal?: AbortSignal;
}

export interface AnalysisClient {
  nearest(position: Position, facilities: PointColumns, count: number): Promise<NearestFacility[]>;
  /**
   * The answer of the worker. The latest question of the same name and lane wins: while one is being answered only the
   * newest waits. Throws `Superseded`, `BackendError`, or the reason of the signal.
   */
  ask<N extends QuestionName>(name: N, args: Parameters<Answers[N]>, options?: AskOptions): Promise<AnswerTo<N>>;
  /** The data changed: questions from now on are answered by what is loaded anew. */
  forget(): void;
}

/** A client of the worker, which starts with the first question. */
export function createAnalysisClient(startWorker: () => Worker): AnalysisClient {
  let remote: Comlink.Remote<Analysis> | null = null;
  const worker = (): Comlink.Remote<Analysis> => (remote ??= Comlink.wrap<Analysis>(startWorker()));
  return {
    nearest: (position, facilities, count) => worker().nearest(position, facilities, count),
    ask: latestPerLane(async (name, args) => {
      const outcome = await worker().answer(name, args);
      if (outcome.ok) return outcome.value;
      throw errorFrom(outcome.failure);
    }),
    forget: () => void remote?.forget(),
  };
}

/** Drops questions that are overtaken, by one of the same name and lane, before or while they are answered. */
export function latestPerLane(
  answer: (name: QuestionName, args: readonly unknown[]) => Promise<unknown>,
): AnalysisClient['ask'] {
  const lanes = new Map<string, { newest: number; running: Promise<unknown> }>();
  return async <N extends QuestionName>(
    name: N,
    args: Parameters<Answers[N]>,
    { lane = '', signal }: AskOptions = {},
  ): Promise<AnswerTo<N>> => {
    const key = `${name}|${lane}`;
    let state = lanes.get(key);
    if (!state) lanes.set(key, (state = { newest: 0, running: Promise.resolve() }));
    const ofLane = state;
    ofLane.newest += 1;
    const mine = ofLane.newest;
    const requireWanted = (): void => {
      signal?.throwIfAborted();
      if (mine !== ofLane.newest) throw new Superseded();
    };
    const answering = ofLane.running
      .catch(() => undefined)
      .then(() => {
        requireWanted();
        return answer(name, args);
      });
    ofLane.running = answering;
    const reply = await untilAborted(answering, signal);
    requireWanted();
    return reply as AnswerTo<N>;
  };
}

function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
