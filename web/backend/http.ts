import { Problem } from '#contract';
import { BackendError } from './backend.ts';

const DEADLINE_MILLISECONDS = 10_000;

export interface HttpEnvironment {
  /** Where the API lives; empty for the same origin. */
  readonly origin?: string;
  readonly deadlineMilliseconds?: number;
  readonly fetch?: typeof fetch;
  readonly isOnline?: () => boolean;
  readonly now?: () => number;
}

export interface HttpRequest<T> {
  readonly path: string;
  readonly accept: string;
  readonly method?: string;
  /** Sent as JSON. */
  readonly json?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** How many times longer than usual it may take. */
  readonly patience?: number;
  readonly read: (response: Response) => Promise<T>;
}

export interface Http {
  /** What `read` makes of the answer. Throws `BackendError`; an aborted request throws the signal's reason. */
  ask<T>(request: HttpRequest<T>): Promise<T>;
  readonly origin: string;
  readonly lastAnswerAt: Date | null;
  now(): number;
}

/** Requests over HTTP: with `upload.ts` the only place of the web app that touches the network itself (tiles are MapLibre's). */
export function createHttp(environment: HttpEnvironment = {}): Http {
  const origin = environment.origin ?? '';
  const deadline = environment.deadlineMilliseconds ?? DEADLINE_MILLISECONDS;
  const request = environment.fetch ?? ((input, init) => fetch(input, init));
  const isOnline = environment.isOnline ?? (() => navigator.onLine);
  const now = environment.now ?? (() => Date.now());
  let lastAnswerAt: Date | null = null;

  async function failureOf(response: Response): Promise<BackendError> {
    const problem = Problem.safeParse(await response.json().catch(() => null));
    return problem.success
      ? new BackendError('problem', problem.data, now(), { retryAfterSeconds: retryAfterOf(response) })
      : new BackendError('unreachable', null, now(), { cause: new Error(`HTTP ${response.status}`) });
  }

  return {
    origin,
    now,
    get lastAnswerAt() {
      return lastAnswerAt;
    },
    async ask({ path, accept, method = 'GET', json, signal, patience = 1, read }) {
      const timeout = AbortSignal.timeout(patience * deadline);
      const either = signal ? AbortSignal.any([signal, timeout]) : timeout;
      const headers: Record<string, string> = { accept };
      if (json !== undefined) headers['content-type'] = 'application/json';
      const init: RequestInit = { headers, signal: either };
      if (method !== 'GET') init.method = method;
      if (json !== undefined) init.body = JSON.stringify(json);
      try {
        const response = await request(`${origin}${path}`, init);
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
    },
  };
}

/** The seconds of `Retry-After`; its other form, a date, is nothing that our server writes. */
function retryAfterOf(response: Response): number | null {
  const text = response.headers.get('retry-after');
  return text !== null && /^\d{1,6}$/.test(text) ? Number(text) : null;
}

/** `/regions/:code` with its parameters filled in. */
export function pathOf(template: string, params: Readonly<Record<string, unknown>> | undefined): string {
  return template.replace(/:([a-z]+)/gi, (_, name: string) => encodeURIComponent(String(params?.[name] ?? '')));
}

export function queryTextOf(query: unknown): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null) search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
