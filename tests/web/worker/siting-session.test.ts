import { afterAll, beforeAll, expect, test } from 'vitest';
import { FacilityOwner } from '#model/facility';
import type { SitingChange, SitingQuestion } from '#model/siting';
import { standardById } from '../../../data/standards/index.ts';
import { openWorkspace, type WorkspaceSession } from '../../../web/worker/workspace-session.ts';
import type { LoadSiteLayers } from '../../../web/worker/siting/site-layers.ts';
import { createMiniApp, type MiniApp } from '../../api/mini-app.ts';
import { backendOf } from './mini-backend.ts';

let mini: MiniApp;
let session: WorkspaceSession;
const square = (west: number, south: number, side: number) => ({
  type: 'Polygon' as const,
  coordinates: [
    [
      [west, south],
      [west + side, south],
      [west + side, south + side],
      [west, south + side],
      [west, south],
    ] as [number, number][],
  ],
});
const layers: LoadSiteLayers = () =>
  Promise.resolve({
    hazards: [
      {
        id: 'h',
        name: 'Banjir',
        kind: 'flood',
        class: 'high',
        geometry: square(110.02, -7.06, 0.02),
        dataset: 'hazard',
      },
    ],
    landUses: [{ id: 'l', name: null, kind: 'lp2b', geometry: square(110.05, -7.06, 0.01), dataset: 'fields' }],
    parcels: [],
    toleranceMetres: 0.8,
    datasets: [
      { id: 'hazard', family: 'hazard', title: 'Banjir', date: null, sample: true },
      { id: 'fields', family: 'land-use', title: 'LP2B', date: null, sample: false },
    ],
  });
beforeAll(async () => {
  mini = await createMiniApp();
  session = await openWorkspace(backendOf(mini), layers);
}, 120_000);
afterAll(() => mini.close());

const asked: SitingQuestion = {
  standard: 'SNI-EDU-SMP',
  measure: 'radius',
  owners: [...FacilityOwner.options],
  kemenag: true,
  crossBorder: true,
  mode: 'motorcycle',
  path: 'straight',
  minutes: null,
  register: null,
};
const build = (part: Partial<SitingChange> = {}): SitingChange => ({
  id: 'baru-1',
  action: 'build',
  kind: 'smp',
  name: 'SMP baru',
  position: [110.03, -7.05],
  facility: null,
  capacity: null,
  costRupiah: 3_000_000_000,
  isCostSample: true,
  ...part,
});

test('a change before any question was opened is a defect that says so', async () => {
  await expect(session.sitingChange([])).rejects.toThrow('no question of siting is open');
  await expect(session.sitingOpen({ ...asked, standard: 'GONE' })).rejects.toThrow('no standard GONE');
});

test('what is opened is what the workspace of gaps says', async () => {
  const opened = await session.sitingOpen(asked);
  const reply = await session.assess({ ...asked, standard: standardById(asked.standard)!, level: 'kecamatan' });
  expect(opened.kecamatan.map(({ code, name, servedBefore }) => [code, name, servedBefore])).toEqual(
    reply.items.map(({ region, servedPeople }) => [region.code, region.name, servedPeople]),
  );
  expect(opened.impact).toMatchObject({ people: 15_002, gained: 0, costRupiah: 0, rupiahPerPerson: null, alone: {} });
  expect(opened.impact.giniBefore).toBe(reply.equity.radius!.gini);
  expect(opened.impact.capacityBefore).toBeCloseTo(reply.totals.capacity!.unitsPer1000, 9);
  expect(opened.reach).toEqual({
    unit: 'metres',
    value: 1000,
    clause: standardById(asked.standard)!.clause,
    from: 'standard',
  });
  expect(opened.facilities).toHaveLength(reply.capacity!.facilities);
  expect(opened.peopleWithoutCells).toBe(0);
  expect(opened.isSample).toBe(opened.inputs.some(({ status }) => status === 'contoh'));
});

test('a change tells people, cost by person and the map, and the figures of a scenario are the same', async () => {
  await session.sitingOpen(asked);
  const before = await session.sitingField([]);
  const change = build();
  const impact = await session.sitingChange([change], true);
  expect(impact.gained).toBeGreaterThan(0);
  expect(impact.gained).toBe(impact.desa.reduce((sum, desa) => sum + desa.servedAfter - desa.servedBefore, 0));
  expect(impact.rupiahPerPerson).toBe(Math.round(3_000_000_000 / impact.gained));
  const field = await session.sitingField([change]);
  expect(field.key).not.toBe(before.key);
  let reached = 0;
  field.values.forEach((metres, cell) => (reached += metres <= 1000 ? field.people[cell]! : 0));
  expect(reached).toBe(impact.servedAfter);
  const figures = await session.sitingFigures([change]);
  expect(figures).toMatchObject({ people: 15_002, servedAfter: impact.servedAfter, costRupiah: 3_000_000_000 });
  expect(figures.byKecamatan.reduce((sum, { servedAfter }) => sum + servedAfter, 0)).toBe(impact.servedAfter);
});

test('minutes that are not the standard’s own have no clause, and the network is asked where it is wanted', async () => {
  const travel = { ...asked, measure: 'travel', path: 'network' } as const;
  expect((await session.sitingOpen(travel)).reach).toEqual({
    unit: 'minutes',
    value: 30,
    clause: null,
    from: 'default',
  });
  const opened = await session.sitingOpen({ ...travel, minutes: 5 });
  expect(opened.reach).toMatchObject({ value: 5, clause: null, from: 'question' });
  expect(opened.travel).toMatchObject({ path: 'network', minutes: 5 });
  const reply = await session.assess({
    ...{ ...asked, path: 'network', minutes: 5, level: 'kecamatan' },
    standard: standardById(asked.standard)!,
  });
  expect(opened.kecamatan.map(({ servedBefore }) => servedBefore)).toEqual(
    reply.items.map(({ travel: of }) => of!.reachedPeople),
  );
  expect(opened.impact.giniBefore).toBe(reply.equity.travel!.gini);
});

test('a place is told with its territory, limits, neighbours and plans; who asks is not its own neighbour', async () => {
  await session.sitingOpen(asked);
  const change = build();
  const check = await session.sitingCheck('smp', change.position, [change]);
  expect(check.desa).toMatchObject({ kecamatan: 'Awan' });
  expect(check.hazards).toEqual([{ kind: 'flood', class: 'high', name: 'Banjir', sample: true }]);
  expect(check.landUses).toEqual([]);
  expect(check.protectedFieldMetres!).toBeGreaterThan(1000);
  expect(check.known).toEqual({ hazard: true, landUse: true, parcels: false });
  expect([check.parcels, check.nearestParcelMetres]).toEqual([[], null]);
  expect(check.neededSquareMetres).toBe(standardById(asked.standard)!.landSquareMetres);
  expect(check.authority).toEqual(['kabupaten', 'kemenag']);
  expect(check.nearest!.name).not.toBe('SMP baru');
  const beside = build({ id: 'baru-2', name: 'SMP di sebelah', position: [110.0301, -7.05] });
  expect((await session.sitingCheck('smp', change.position, [change, beside])).nearest).toMatchObject({
    name: 'SMP di sebelah',
    minutes: null,
  });
  const plan = await session.sitingCheck('smp', [110.07, -7.05], []);
  expect(plan.planned.every(({ metres, opd }) => metres <= 1000 && opd.length > 0)).toBe(true);
  expect((await session.sitingCheck('smp', [109, -7], [])).desa).toBeNull();
});
