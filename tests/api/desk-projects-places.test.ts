// What the register of projects says besides its rows' own words, on the invented regency: doubles, days of statuses, drawn places.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProjectRecord, RegisterItem } from '#model/project-register';
import { staffContract } from '#staff-contract';
import { createMiniApp, type MiniApp } from './mini-app.ts';

let mini: MiniApp;
let planner: Record<string, string>;
const PROJECTS = '/api/v1/desk/projects';

beforeAll(async () => {
  mini = await createMiniApp({ now: () => new Date('2026-11-24T05:00:00Z') });
  planner = await mini.signInAs('bappelitbangda', 'bappelitbangda');
}, 180_000);
afterAll(() => mini.close());

async function listed(query: Record<string, string>): Promise<RegisterItem[]> {
  const answer = await mini.app.inject({ url: PROJECTS, query, headers: planner });
  return staffContract.register.response!.parse(answer.json()).items;
}
const propose = (name: string, more: object) =>
  mini.app.inject({
    method: 'POST',
    url: PROJECTS,
    headers: planner,
    payload: {
      name,
      description: null,
      origin: 'RENJA',
      sector: 'roads',
      list: 'sipd',
      fiscalYear: 2027,
      proposedRupiah: null,
      fundingSource: 'APBD',
      position: null,
      region: null,
      scenario: null,
      ...more,
    },
  });

describe('doubles', () => {
  test('carry the flag until somebody decides', async () => {
    expect(await listed({ flag: 'overlap' })).toEqual([]);
    await mini.database.query(
      `INSERT INTO project (id, name, origin, sector, opd, fiscal_year, funding_source, status, accuracy, geometry, dataset)
       SELECT 'kembar', name, origin, sector, opd, fiscal_year, 'CSR', 'usulan', accuracy, geometry, dataset FROM project WHERE id = 'proyek-2';
       UPDATE dataset SET version = version + 1 WHERE id = (SELECT dataset FROM project WHERE id = 'proyek-2')`,
    );
    expect((await listed({ flag: 'overlap' })).map(({ id }) => id).toSorted()).toEqual(['kembar', 'proyek-2']);
    const record = await mini.app.inject({ url: `${PROJECTS}/kembar`, headers: planner });
    expect(record.json<ProjectRecord>().flags).toContain('overlap');
    const decision = { a: 'kembar', b: 'proyek-2', decision: 'not_overlap', reason: 'Dua gedung, sudah ditinjau.' };
    const decided = await mini.app.inject({
      method: 'PUT',
      url: '/api/v1/desk/overlaps',
      headers: planner,
      payload: decision,
    });
    expect(decided.statusCode, decided.body).toBe(200);
    expect(await listed({ flag: 'overlap' })).toEqual([]);
  });
});

describe('days of statuses', () => {
  test('are those of the published history, in order; what nobody told is empty', async () => {
    const history = await mini.database.query<{ status: string; since: string }>(
      `SELECT status, changed_on::text AS since FROM project_history WHERE project = 'proyek-1' ORDER BY step`,
    );
    expect(history.length).toBeGreaterThan(1);
    const rows = await listed({});
    expect(rows.find(({ id }) => id === 'proyek-1')!.lived).toEqual(history);
    expect(rows.find(({ id }) => id === 'kembar')!.lived).toEqual([]);
  });
});

describe('a drawn place', () => {
  test('a line lies in the regions that it crosses, by its share', async () => {
    const geometry = {
      type: 'LineString',
      coordinates: [
        [110.02, -7.02],
        [110.08, -7.02],
      ],
    };
    const answer = await propose('Jalan Awan Wetan sampai Batu Karang', { geometry });
    expect(answer.statusCode, answer.body).toBe(200);
    const record = answer.json<ProjectRecord>();
    expect(record.geometry).toEqual(geometry);
    expect(record.regions.length).toBeGreaterThan(1);
    expect(record.regions.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
    expect(record.lived).toEqual([{ status: 'usulan', since: '2026-11-24' }]);
  });

  test('an area is kept as it was drawn; what is no line or area is refused', async () => {
    const ring = [
      [110.02, -7.02],
      [110.03, -7.02],
      [110.03, -7.03],
      [110.02, -7.02],
    ];
    const answer = await propose('Pengadaan tanah Awan', { geometry: { type: 'Polygon', coordinates: [ring] } });
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json<ProjectRecord>().geometry).toMatchObject({ type: 'Polygon' });
    expect(answer.json<ProjectRecord>().position).not.toBeNull();
    for (const geometry of [
      { type: 'LineString', coordinates: [[110.02, -7.02]] },
      { type: 'MultiPoint', coordinates: [[110.02, -7.02]] },
      { type: 'Polygon', coordinates: [ring.slice(0, 3)] },
      { type: 'LineString', coordinates: [...ring, [200, -7]] },
    ])
      expect((await propose('Tidak mungkin', { geometry })).statusCode).toBe(400);
    // Outside of the regency.
    const far = { type: 'LineString', coordinates: [[112, -7] as const, [112.1, -7] as const] };
    const refused = await propose('Terlalu jauh', { geometry: far });
    expect(refused.statusCode).toBe(422);
    expect(refused.json<{ code: string }>().code).toBe('row_refused');
  });
});
