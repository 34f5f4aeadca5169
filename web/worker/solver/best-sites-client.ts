import { errorFrom } from '../failure.ts';
import type { BestSites, BestSitesRequest } from '../siting/siting-questions.ts';
import type { SolverMessage, SolverQuestion } from './solver.ts';

export interface FindOptions {
  /** Aborting ends the search: it answers with the best found so far and its gap, or rejects where there is nothing yet. */
  readonly signal?: AbortSignal;
  /** What greedy found, there at once while the proof goes on. */
  readonly onGreedy?: (found: BestSites) => void;
  /** Each better set and each better bound. */
  readonly onProgress?: (found: BestSites) => void;
}
export interface BestSitesClient {
  /**
   * The best sites. A new search ends the one before. Rejects with `BackendError`, with the reason of a signal that was aborted
   * before anything was found, and with an `Error` for a request that makes no sense.
   */
  find(request: BestSitesRequest, options?: FindOptions): Promise<BestSites>;
  /** The data changed, or the page goes: the next search loads them anew. */
  close(): void;
}
/** The part of `Worker` that is used. */
export interface SolverWorker {
  postMessage(question: SolverQuestion): void;
  terminate(): void;
  onmessage: ((event: { readonly data: SolverMessage }) => void) | null;
  onerror: ((event: { readonly message: string }) => void) | null;
}

/** A client of the solver's worker, which starts with the first search. */
export function createBestSitesClient(start: () => SolverWorker = startSolver): BestSitesClient {
  let worker: SolverWorker | null = null;
  let endRunning: (() => void) | null = null;
  let searches = 0;
  const close = (): void => {
    worker?.terminate();
    worker = null;
    endRunning?.();
  };

  function find(request: BestSitesRequest, { signal, onGreedy, onProgress }: FindOptions = {}): Promise<BestSites> {
    signal?.throwIfAborted();
    if (endRunning) close();
    const solver = (worker ??= start());
    const id = ++searches;
    return new Promise((resolve, reject) => {
      let latest: BestSites | null = null;
      const settle = (work: () => void): void => {
        signal?.removeEventListener('abort', stop);
        if (endRunning === superseded) endRunning = null;
        work();
      };
      /** HiGHS hears nothing while it works, so it is ended together with its worker. */
      const stop = (): void => {
        const reason: unknown = signal?.reason;
        solver.terminate();
        if (worker === solver) worker = null;
        settle(() => {
          if (latest && latest.status !== 'none') resolve(stopped(latest));
          else reject(reason as Error);
        });
      };
      const superseded = (): void =>
        settle(() => reject(new DOMException('another search has begun, or the page was left', 'AbortError')));
      endRunning = superseded;
      signal?.addEventListener('abort', stop, { once: true });
      solver.onmessage = ({ data }) => {
        if (data.id !== id) return;
        if (data.type === 'answer') settle(() => resolve(data.answer));
        else if (data.type === 'failure') settle(() => reject(errorFrom(data.failure)));
        else {
          if (data.found.status === 'greedy') onGreedy?.(data.found);
          latest = data.found;
          onProgress?.(data.found);
        }
      };
      solver.onerror = ({ message }) => {
        solver.terminate();
        if (worker === solver) worker = null;
        settle(() => reject(new Error(message)));
      };
      solver.postMessage({ id, request });
    });
  }
  return { find, close };
}

/** What was found before the search was stopped; greedy's set was then all that was known, and no bound. */
const stopped = (found: BestSites): BestSites => (found.status === 'greedy' ? found : { ...found, status: 'feasible' });

/** Starts the solver's worker; Vite builds it, and HiGHS with it, into chunks of their own that nothing else loads. */
function startSolver(): SolverWorker {
  const worker = new Worker(new URL('./solver.worker.ts', import.meta.url), { type: 'module', name: 'solver' });
  return worker as SolverWorker;
}
