import type { Highs } from 'highs';
import type { Backend } from '../../backend/backend.ts';
import { openScenarios } from '../scenarios.ts';
import type { LoadSiteLayers } from '../siting/site-layers.ts';
import type { BestSites, BestSitesRequest } from '../siting/siting-questions.ts';
import { loadWorkspace } from '../workspace-data.ts';
import { capacityEngine } from './capacity-engine.ts';
import { buildCandidates } from './site-candidates.ts';
import { reachEngine, type Found, type FoundState } from './site-engine.ts';

/** What is asked of the outside. */
export interface SearchSources {
  readonly backend: Backend;
  readonly layers: LoadSiteLayers;
  /** Loaded by the first request for proof. */
  readonly highs: () => Promise<Highs>;
}
export type SiteSearch = (request: BestSitesRequest, onProgress: (found: BestSites) => void) => Promise<BestSites>;

/**
 * Answers requests for the best sites with data loaded once. `onProgress` is called with greedy's answer first, then with each better
 * set or bound, so that whoever stops the search has the best so far with its gap.
 * The search rejects with `BackendError`, and with a RangeError for a standard without the reach that is asked for.
 */
export async function openSiteSearch({ backend, layers, highs }: SearchSources): Promise<SiteSearch> {
  const [data, standards, siteLayers] = await Promise.all([loadWorkspace(backend), backend.get('standards'), layers()]);
  const scenarioOf = openScenarios(data);

  return async (request, onProgress) => {
    const begin = performance.now();
    const { question } = request;
    const standard = standards.items.find(({ id }) => id === question.standard);
    if (!standard) throw new RangeError(`no standard ${question.standard}`);
    const scenario = await scenarioOf({
      ...question,
      standard,
      level: 'kecamatan',
      path: question.measure === 'travel' ? question.path : null,
      measures: [question.measure],
    });
    const { candidates, notChecked } = await buildCandidates(data, siteLayers, request, standard.landSquareMetres);
    const input = { data, scenario, standard, request, candidates };
    const engine = await (request.limitByCapacity && request.objective !== 'least-travel'
      ? capacityEngine(input)
      : reachEngine(input));
    const servedBefore = engine.served([]);
    const leastShareBefore = engine.leastShare([]);
    const costOf = (chosen: readonly number[]): number | null => {
      const costs = chosen.map((option) => request.cost[engine.candidates[option]!.action]);
      return costs.reduce((sum, cost) => (sum === null || cost === null ? null : sum + cost), 0);
    };
    const siteOf = (option: number): BestSites['sites'][number] => {
      const candidate = engine.candidates[option]!;
      return {
        candidate: candidate.id,
        action: candidate.action,
        name: candidate.name,
        kecamatan: data.regionItems.find(({ code }) => code === candidate.kecamatan)?.name ?? candidate.kecamatan,
        position: candidate.position,
        facility: candidate.facility,
        costRupiah: request.cost[candidate.action],
        alone: engine.served([option]) - servedBefore,
      };
    };
    const greedy = engine.greedy();
    const ofGreedy = greedy && {
      gained: engine.served(greedy.chosen) - servedBefore,
      costRupiah: costOf(greedy.chosen),
      objective: Math.abs(greedy.score),
    };
    const answer = (
      { best, bound }: { readonly best: Found | null; readonly bound: number | null },
      status: BestSites['status'],
    ): BestSites => {
      const chosen = best?.chosen ?? [];
      const servedAfter = engine.served(chosen);
      return {
        status,
        sites: chosen.map(siteOf),
        servedBefore,
        servedAfter,
        gained: servedAfter - servedBefore,
        costRupiah: costOf(chosen),
        gap: best && bound !== null ? gapOf(best.score, bound) : null,
        greedy: ofGreedy,
        objective: Math.abs(best?.score ?? engine.scoreOfNone),
        leastShareBefore,
        leastShareAfter: engine.leastShare(chosen),
        candidates: engine.candidates.length,
        notChecked,
        milliseconds: performance.now() - begin,
      };
    };
    const first = answer({ best: greedy, bound: null }, greedy ? 'greedy' : 'none');
    if (request.method === 'greedy') return first;
    onProgress(first);
    const tell = (state: FoundState): void => onProgress(answer(state, state.best ? 'feasible' : 'none'));
    const state = engine.exact(await highs(), greedy, request.timeLimitSeconds, tell);
    return answer(state, state.best || state.status === 'infeasible' ? state.status : 'none');
  };
}

/** The distance between a score and its bound, by the larger of both; 0 when they are equal. */
export function gapOf(score: number, bound: number): number {
  const apart = Math.max(0, bound - score);
  return apart === 0 ? 0 : Math.min(1, apart / Math.max(Math.abs(bound), Math.abs(score)));
}
