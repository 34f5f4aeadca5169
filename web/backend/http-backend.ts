import { contract, DEMAND_PATH, ROADS_PATH, type AnswerOf, type EndpointName, type QueryOf } from '#contract';
import { BackendError, type Backend, type ParamsOf } from './backend.ts';
import { createHttp, pathOf, queryTextOf, type HttpEnvironment } from './http.ts';

/** The first question for outlines, cells or roads after an import makes the server build them: it may take this many times longer. */
const BULK_PATIENCE = 4;
const BULK_PATHS = '/api/v1/analysis/';

/** A backend over HTTP for the public pages. */
export function createHttpBackend(environment: HttpEnvironment = {}): Backend {
  const http = createHttp(environment);

  function ask<T>(
    path: string,
    accept: string,
    signal: AbortSignal | undefined,
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    return http.ask({ path, accept, signal, read, patience: path.startsWith(BULK_PATHS) ? BULK_PATIENCE : 1 });
  }
  const bytesOf = (path: string, signal: AbortSignal | undefined): Promise<ArrayBuffer> =>
    ask(path, 'application/octet-stream', signal, (response) => response.arrayBuffer());

  return {
    get<N extends EndpointName>(
      name: N,
      query?: QueryOf<N>,
      params?: ParamsOf<N>,
      signal?: AbortSignal,
    ): Promise<AnswerOf<N>> {
      const endpoint = contract[name];
      const address = pathOf(endpoint.path, params) + queryTextOf(query);
      return ask(address, 'application/json', signal, async (response) => {
        const answer = endpoint.response?.safeParse(await response.json());
        if (answer?.success) return answer.data as AnswerOf<N>;
        throw new BackendError('malformed', null, http.now(), { cause: answer?.error });
      });
    },
    demand: (signal) => bytesOf(DEMAND_PATH, signal),
    roads: (signal) =>
      bytesOf(ROADS_PATH, signal).catch((error: unknown) => {
        if (error instanceof BackendError && error.problem?.code === 'no_roads') return null;
        throw error;
      }),
    get lastAnswerAt() {
      return http.lastAnswerAt;
    },
  };
}
