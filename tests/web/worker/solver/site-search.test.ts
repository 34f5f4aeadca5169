import loadHighs from 'highs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FacilityOwner } from '#model/facility';
import { openSiteSearch, type SiteSearch } from '../../../../web/worker/solver/site-search.ts';
import type { SiteLayers } from '../../../../web/worker/siting/site-layers.ts';
import type { BestSites, BestSitesRequest } from '../../../../web/worker/siting/siting-questions.ts';
import { openWorkspace, type WorkspaceSession } from '../../../../web/worker/workspace-session.ts';
import { createMiniApp, type MiniApp } from '../../../api/mini-app.ts';
import { backendOf } from '../mini-backend.ts';

let mini: MiniApp;
let session: WorkspaceSession;
let find: SiteSearch;
const layers: SiteLayers = { hazards: [], landUses: [], parcels: [], datasets: [], toleranceMetres: 0.8 };
const openWith = (given: SiteLayers): Promise<SiteSearch> =>
  openSiteSearch({ backend: backendOf(mini), layers: () => Promise.resolve(given), highs: () => loadHighs() });
beforeAll(async () => {
  mini = await createMiniApp();
  session = await openWorkspace(backendOf(mini));
  find = await openWith(layers);
}, 240_000);
afterAll(() => mini.close());

const request: BestSitesRequest = {
  question: {
    standard: 'SNI-EDU-SMP',
    measure: 'radius',
    owners: FacilityOwner.options,
    kemenag: true,
    crossBorder: true,
    mode: 'motorcycle',
    path: 'straight',
    minutes: null,
    register: null,
  },
  changes: [],
  objective: 'most-people',
  count: 1,
  targetShare: null,
  budgetRupiah: null,
  cost: { build: 5_500_000_000, upgrade: null },
  capacity: { build: null, upgrade: null },
  limitByCapacity: false,
  minimumPerKecamatan: {},
  forbidden: [],
  limits: { avoidProtectedFields: false, avoidHazard: false, onlyGovernmentLand: false },
  candidates: 'desa',
  equity: 0,
  method: 'exact',
  timeLimitSeconds: 20,
};
const ask = async (part: Partial<BestSitesRequest>, search = find): Promise<BestSites> =>
  search({ ...request, ...part }, () => undefined);

/** What the studio says of these sites once they are put on the map. */
async function servedWith(found: BestSites): Promise<number> {
  await session.sitingOpen(request.question);
  const { servedAfter } = await session.sitingChange(
    found.sites.map(({ name, position, costRupiah }, at) => ({
      id: `best-${at}`,
      action: 'build',
      kind: 'smp',
      name,
      position,
      facility: null,
      capacity: null,
      costRupiah,
      isCostSample: true,
    })),
  );
  return servedAfter;
}

test('the best site is proven, and gains to the last person what the studio shows once it is placed', async () => {
  const seen: BestSites[] = [];
  const found = await find(request, (state) => void seen.push(state));
  expect([found.status, found.gap, found.candidates, found.sites.length]).toEqual(['optimal', 0, 4, 1]);
  expect(found.gained).toBeGreaterThan(0);
  expect(found.costRupiah).toBe(5_500_000_000);
  expect(found.servedAfter).toBe(await servedWith(found));
  expect(found.sites[0]!.alone).toBe(found.gained);
  expect(found.greedy!.gained).toBeLessThanOrEqual(found.gained);
  expect(seen[0]!.status).toBe('greedy');
});

test('without the best one the next best is found, and never the forbidden one', async () => {
  const best = await ask({});
  const next = await ask({ forbidden: [best.sites[0]!.candidate] });
  expect(next.candidates).toBe(3);
  expect(next.sites.map(({ candidate }) => candidate)).not.toContain(best.sites[0]!.candidate);
  expect(next.gained).toBeLessThanOrEqual(best.gained);
});

test('a site that stays is built upon, and its cost is taken off the budget', async () => {
  const [first] = (await ask({})).sites;
  const fixed = {
    id: 'fixed',
    action: 'build' as const,
    kind: 'smp' as const,
    name: first!.name,
    position: first!.position,
    facility: null,
    capacity: null,
    costRupiah: 5_500_000_000,
    isCostSample: true,
  };
  const more = await ask({ changes: [fixed], count: null, budgetRupiah: 11_000_000_000 });
  const none = await ask({ changes: [fixed], count: null, budgetRupiah: 10_999_999_999 });
  expect(more.sites).toHaveLength(1);
  expect(more.sites[0]!.candidate).not.toBe(first!.candidate);
  expect([none.status, none.sites]).toEqual(['optimal', []]);
});

test('few sites for a share of people, none for more than all sites reach', async () => {
  const all = await ask({ count: 4 });
  const people = (await session.sitingOpen(request.question)).impact.people;
  const part = { objective: 'fewest-sites' as const, count: null };
  const enough = await ask({ ...part, targetShare: all.servedAfter / people });
  expect([enough.status, enough.gap]).toEqual(['optimal', 0]);
  expect(enough.servedAfter).toBeGreaterThanOrEqual(all.servedAfter);
  expect(enough.objective).toBe(enough.sites.length);
  const tooMuch = await ask({ ...part, targetShare: (all.servedAfter + 1) / people });
  expect([tooMuch.status, tooMuch.sites, tooMuch.gap]).toEqual(['infeasible', [], null]);
});

test('least travel is proven as well, and told in whole metres of all people together', async () => {
  const found = await ask({ objective: 'least-travel' });
  expect([found.status, found.gap]).toEqual(['optimal', 0]);
  expect(Number.isInteger(found.objective)).toBe(true);
  expect(found.servedAfter).toBe(await servedWith(found));
});

test('limits take candidates out where a dataset tells, and are named where none does', async () => {
  const [best] = (await ask({})).sites;
  const limits = { avoidProtectedFields: true, avoidHazard: true, onlyGovernmentLand: true };
  const unknown = await ask({ limits });
  expect([unknown.candidates, unknown.notChecked]).toEqual([
    4,
    ['avoidProtectedFields', 'avoidHazard', 'onlyGovernmentLand'],
  ]);
  const [x, y] = best!.position;
  const around = (size: number): SiteLayers['parcels'][number]['geometry'] => ({
    type: 'Polygon',
    coordinates: [
      [
        [x - size, y - size],
        [x + size, y - size],
        [x + size, y + size],
        [x - size, y + size],
        [x - size, y - size],
      ],
    ],
  });
  const dataset = (id: string, family: SiteLayers['datasets'][number]['family']) =>
    ({ id, family, title: id, date: null, sample: true }) as const;
  const known = await openWith({
    hazards: [{ id: 'h', name: null, geometry: around(0.0001), dataset: 'h', kind: 'flood', class: 'medium' }],
    landUses: [{ id: 'l', name: null, geometry: around(0.0001), dataset: 'l', kind: 'lp2b' }],
    parcels: [
      {
        ...{ id: 'p', name: 'Tanah kosong', use: null, areaSquareMetres: 20_000, dataset: 'p' },
        ...{ position: best!.position, geometry: around(0.0007) },
      },
      {
        ...{ id: 'small', name: null, use: null, areaSquareMetres: 200, dataset: 'p' },
        ...{ position: best!.position, geometry: around(0.00006) },
      },
    ],
    datasets: [dataset('h', 'hazard'), dataset('l', 'land-use'), dataset('p', 'land-asset')],
    toleranceMetres: 0.8,
  });
  const only = (part: Partial<typeof limits>) => ({
    limits: { avoidProtectedFields: false, avoidHazard: false, onlyGovernmentLand: false, ...part },
  });
  expect((await ask(only({ avoidProtectedFields: true }), known)).candidates).toBe(3);
  // Only high hazard keeps a site away.
  expect((await ask(only({ avoidHazard: true }), known)).candidates).toBe(4);
  expect((await ask(only({ onlyGovernmentLand: true }), known)).candidates).toBe(1);
  const parcel = await ask({ candidates: 'parcels' }, known);
  expect([parcel.candidates, parcel.sites[0]!.candidate, parcel.sites[0]!.kecamatan]).toEqual([
    1,
    'parcel:p',
    best!.kecamatan,
  ]);
});

test('with capacity a site serves at most what the standard gives one, and so does each school there is', async () => {
  const free = await ask({ count: 4 });
  const found = await ask({ count: 4, limitByCapacity: true });
  expect([found.status, found.gap, found.leastShareAfter]).toEqual(['optimal', 0, null]);
  expect(found.servedAfter).toBeLessThanOrEqual(free.servedAfter);
  expect(found.servedBefore).toBeLessThanOrEqual(free.servedBefore);
  for (const { alone } of found.sites) expect(alone).toBeLessThanOrEqual(4800);
  await expect(ask({ limitByCapacity: true, equity: 0.5 })).rejects.toThrow('capacity');
});

test('a kecamatan that must have a site gets one, unless a site that stays is one', async () => {
  const [first] = (await ask({})).sites;
  const kecamatan = first!.kecamatan;
  const code = { [first!.candidate.slice('desa:'.length).slice(0, 8)]: 1 };
  const other = await ask({ count: 1, minimumPerKecamatan: code, forbidden: [first!.candidate] });
  expect(other.sites.map((site) => site.kecamatan)).toEqual([kecamatan]);
  const fixed = {
    ...{ id: 'fixed', action: 'build' as const, kind: 'smp' as const, name: 'SMP', position: first!.position },
    ...{ facility: null, capacity: null, costRupiah: null, isCostSample: true },
  };
  const free = await ask({ count: 1, minimumPerKecamatan: code, changes: [fixed] });
  expect(free.gained).toBe((await ask({ count: 1, changes: [fixed] })).gained);
});

test('a request without sense is refused', async () => {
  await expect(ask({ budgetRupiah: 1, cost: { build: null, upgrade: null } })).rejects.toThrow(RangeError);
  await expect(ask({ question: { ...request.question, standard: 'NONE' } })).rejects.toThrow('no standard NONE');
});
