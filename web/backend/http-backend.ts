import { contract, DEMAND_PATH, Problem, ROADS_PATH, type AnswerOf, type EndpointName, type QueryOf } from '#contract';
import { BackendError, type Backend, type ParamsOf } from './backend.ts';

const DEADLINE_MILLISECONDS = 10_000;
/** The first question for outlines, cells or roads after an import makes the server build them: it may take this many times longer. */
const BULK_PATIENCE = 4;
const BULK_PATHS = '/api/v1/analysis/';

interface Environment {
  /** Where the API lives; empty for the same origin. */
  readonly origin?: string;
  readonly deadlineMilliseconds?: number;
  readonly fetch?: typeof fetch;
  readonly isOnline?: () => boolean;
  readonly now?: () => number;
}

/** A backend over HTTP: the only place of the web app that touches the network itself (tiles are MapLibre's). */
export function createHttpBackend(environment: Environment = {}): Backend {
  const origin = environment.origin ?? '';
  const deadline = environment.deadlineMilliseconds ?? DEADLINE_MILLISECONDS;
  const request = environment.fetch ?? ((input, init) => fetch(input, init));
  const isOnline = environment.isOnline ?? (() => navigator.onLine);
  const now = environment.now ?? (() => Date.now());
  let lastAnswerAt: Date | null = null;

  async function ask<T>(
    path: string,
    accept: string,
    signal: AbortSignal | undefined,
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    const timeout = AbortSignal.timeout(path.startsWith(BULK_PATHS) ? BULK_PATIENCE * deadline : deadline);
    const either = signal ? AbortSignal.any([signal, timeout]) : timeout;
    try {
      const response = await request(`${origin}${path}`, { headers: { accept }, signal: either });
      if (!response.ok) throw await failureOf(response);
      const answer = await read(response);
      lastAnswerAt = new Date(now());
      return answer;
    } catch (cause) {
      if (cause instanceof BackendError) throw cause;
      if (signal?.aborted) throw signal.reason;
      if (timeout.aborted) throw new BackendError('timeout', null, now(), { cause });
      throw new BackendError(isOnline() ? 'unreachable' : 'offline', null, now(), { cause });
    }
  }

  const bytesOf = (path: string, signal: AbortSignal | undefined): Promise<ArrayBuffer> =>
    ask(path, 'application/octet-stream', signal, (response) => response.arrayBuffer());

  async function failureOf(response: Response): Promise<BackendError> {
    const problem = Problem.safeParse(await response.json().catch(() => null));
    return problem.success
      ? new BackendError('problem', problem.data, now())
      : new BackendError('unreachable', null, now(), { cause: new Error(`HTTP ${response.status}`) });
  }

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
        throw new BackendError('malformed', null, now(), { cause: answer?.error });
      });
    },
    demand: (signal) => bytesOf(DEMAND_PATH, signal),
    roads: (signal) =>
      bytesOf(ROADS_PATH, signal).catch((error: unknown) => {
        if (error instanceof BackendError && error.problem?.code === 'no_roads') return null;
        throw error;
      }),
    get lastAnswerAt() {
      return lastAnswerAt;
    },
  };
}

/** `/regions/:code` with its parameters filled in. */
function pathOf(template: string, params: Readonly<Record<string, unknown>> | undefined): string {
  return template.replace(/:([a-z]+)/gi, (_, name: string) => encodeURIComponent(String(params?.[name] ?? '')));
}

function queryTextOf(query: unknown): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null) search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
