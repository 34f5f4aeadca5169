import { recordOf, type FailureRecord } from '../failure.ts';
import type { BestSites, BestSitesRequest } from '../siting/siting-questions.ts';
import type { SiteSearch } from './site-search.ts';

/** What the solver's worker is asked. */
export interface SolverQuestion {
  readonly id: number;
  readonly request: BestSitesRequest;
}
/** What it says, in this order: any number of `found`, then one of the others. */
export type SolverMessage =
  | { readonly id: number; readonly type: 'found'; readonly found: BestSites }
  | { readonly id: number; readonly type: 'answer'; readonly answer: BestSites }
  | { readonly id: number; readonly type: 'failure'; readonly failure: FailureRecord };

/**
 * The solver of one worker: data is loaded by the first question and kept. While HiGHS works nothing else is heard, which is why
 * whoever asks ends the worker to stop it; what was found so far has been said by then.
 */
export function createSolver(
  open: () => Promise<SiteSearch>,
  say: (message: SolverMessage) => void,
): (question: SolverQuestion) => Promise<void> {
  let search: Promise<SiteSearch> | null = null;
  return async ({ id, request }) => {
    try {
      search ??= open();
      const find = await search.catch((error: unknown) => {
        search = null;
        throw error;
      });
      say({ id, type: 'answer', answer: await find(request, (found) => say({ id, type: 'found', found })) });
    } catch (error) {
      say({ id, type: 'failure', failure: recordOf(error) });
    }
  };
}
