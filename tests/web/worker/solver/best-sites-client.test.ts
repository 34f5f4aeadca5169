import { afterEach, expect, test, vi } from 'vitest';
import type { BestSites, BestSitesRequest } from '../../../../web/worker/siting/siting-questions.ts';
import { createBestSitesClient, type SolverWorker } from '../../../../web/worker/solver/best-sites-client.ts';
import type { SolverMessage, SolverQuestion } from '../../../../web/worker/solver/solver.ts';

/** A worker that says what the test tells it to. */
class SaidWorker implements SolverWorker {
  onmessage: SolverWorker['onmessage'] = null;
  onerror: SolverWorker['onerror'] = null;
  asked: SolverQuestion[] = [];
  isEnded = false;
  postMessage(question: SolverQuestion): void {
    this.asked.push(question);
  }
  terminate(): void {
    this.isEnded = true;
  }
  say(message: SolverMessage): void {
    if (!this.isEnded) this.onmessage?.({ data: message });
  }
}
const workers: SaidWorker[] = [];
const client = () =>
  createBestSitesClient(() => {
    workers.push(new SaidWorker());
    return workers.at(-1)!;
  });
afterEach(() => void workers.splice(0));

const request = { method: 'exact' } as BestSitesRequest;
const found = (status: BestSites['status'], gained: number, gap: number | null): BestSites =>
  ({ status, gained, gap }) as BestSites;

test('greedy is there at once, and the proof is the answer', async () => {
  const onGreedy = vi.fn();
  const { find } = client();
  const answer = find(request, { onGreedy });
  workers[0]!.say({ id: 1, type: 'found', found: found('greedy', 10, null) });
  workers[0]!.say({ id: 1, type: 'found', found: found('feasible', 11, 0.2) });
  expect(onGreedy).toHaveBeenCalledExactlyOnceWith(found('greedy', 10, null));
  workers[0]!.say({ id: 1, type: 'answer', answer: found('optimal', 12, 0) });
  await expect(answer).resolves.toEqual(found('optimal', 12, 0));
});

test('whoever stops a search has the best found so far, with its gap, and the worker ends', async () => {
  const stop = new AbortController();
  const { find } = client();
  const answer = find(request, { signal: stop.signal });
  workers[0]!.say({ id: 1, type: 'found', found: found('greedy', 10, null) });
  workers[0]!.say({ id: 1, type: 'found', found: found('feasible', 11, 0.2) });
  stop.abort();
  await expect(answer).resolves.toEqual(found('feasible', 11, 0.2));
  expect(workers[0]!.isEnded).toBe(true);
  void find(request);
  expect(workers).toHaveLength(2);
});

test('stopped before anything was found it rejects with the reason', async () => {
  const stop = new AbortController();
  const answer = client().find(request, { signal: stop.signal });
  workers[0]!.say({ id: 1, type: 'found', found: found('none', 0, null) });
  stop.abort(new Error('left'));
  await expect(answer).rejects.toThrow('left');
});

test('a new search ends the one before and takes another worker; after an answer the worker is kept', async () => {
  const { find } = client();
  const first = find(request);
  const second = find(request);
  await expect(first).rejects.toThrow('another search');
  expect(workers.map(({ isEnded }) => isEnded)).toEqual([true, false]);
  workers[1]!.say({ id: 2, type: 'answer', answer: found('optimal', 1, 0) });
  await second;
  void find(request);
  expect(workers[1]!.asked).toHaveLength(2);
});

test('a failure of the worker is the failure of the search', async () => {
  const { find } = client();
  const failed = find(request);
  workers[0]!.say({ id: 1, type: 'failure', failure: { type: 'program', message: 'no standard X' } });
  await expect(failed).rejects.toThrow('no standard X');
  const broken = find(request);
  workers[0]!.onerror!({ message: 'out of memory' });
  await expect(broken).rejects.toThrow('out of memory');
  expect(workers[0]!.isEnded).toBe(true);
});
