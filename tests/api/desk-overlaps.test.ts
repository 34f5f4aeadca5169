import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { overlapContract } from '../../api/contract/overlaps.ts';
import { overlappingProjects } from '../../data/projects/overlaps/index.ts';
import { createMiniApp, type MiniApp } from './mini-app.ts';

let mini: MiniApp;
let planner: Record<string, string>;
beforeAll(async () => {
  mini = await createMiniApp();
  planner = await mini.signInAs('bappelitbangda');
  await mini.database.query(
    `INSERT INTO agency (id, name, short_name) VALUES ('pupr', 'Dinas PU', 'pupr'), ('dpmd', 'DPMD', 'dpmd'), ('disdik', 'Disdik', 'disdik')
     ON CONFLICT DO NOTHING;
     INSERT INTO dataset (id, title, family, abstract, producer, custodian, source, date, licence, classification, status, coverage, lineage, known_flaws, agency)
     SELECT id, id, 'project', '', 'Uji', NULL, 'uji', '2026', NULL, class, 'terbuka', 'Mini', '', '{}', agency
     FROM (VALUES ('rkpd-uji', 'terbuka', 'pupr'), ('desa-uji', 'terbuka', 'dpmd'), ('tertutup-uji', 'dikecualikan', 'dpmd')) AS d(id, class, agency);
     INSERT INTO project (id, name, origin, sector, opd, fiscal_year, funding_source, status, accuracy, geometry, dataset)
     SELECT id, name, 'RENJA', 'health', opd, year, fund, 'masuk_rkpd', CASE WHEN x IS NULL THEN 'tidak_diketahui' ELSE 'titik' END,
            CASE WHEN x IS NOT NULL THEN ST_SetSRID(ST_MakePoint(x, -7.05), 4326) END, dataset
     FROM (VALUES ('uji-1', 'Rehabilitasi Puskesmas Awan', 'Dinas PU', 2031, 'APBD', 110.02, 'rkpd-uji'),
                  ('uji-2', 'Renovasi PKM Awan', 'Pemerintah Desa', 2032, 'DANA_DESA', 110.0201, 'desa-uji'),
                  ('uji-3', 'Rehab Puskesmas Awan', 'Rahasia', 2031, 'APBN', 110.02, 'tertutup-uji'),
                  ('uji-4', 'Rehab Pustu Kertasari', 'Dinas PU', 2031, 'APBD', NULL, 'rkpd-uji')) AS p(id, name, opd, year, fund, x, dataset)`,
  );
});
afterAll(() => mini.close());

async function list(headers: Record<string, string>, query: Record<string, string> = {}) {
  const answer = await mini.app.inject({ url: '/api/v1/desk/overlaps', headers, query });
  expect(answer.statusCode, answer.body).toBe(200);
  return overlapContract.overlaps.response!.parse(answer.json());
}
const pairs = async (headers: Record<string, string>, query: Record<string, string> = { year: '2031' }) =>
  (await list(headers, query)).items.map(({ a, b }) => `${a.id} ${b.id}`).sort();
const decide = (headers: Record<string, string>, payload: object) =>
  mini.app.inject({ method: 'PUT', url: '/api/v1/desk/overlaps', headers, payload });
const decision = { a: 'uji-1', b: 'uji-2', decision: 'not_overlap', reason: 'Gedung berbeda, sudah ditinjau.' };

describe('the list', () => {
  test('has pairs of what somebody may see, and projects without a place', async () => {
    const { items, withoutPlace, withoutPlaceTotal } = await list(planner, { year: '2031' });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      a: { id: 'uji-1', agency: 'pupr' },
      b: { id: 'uji-2' },
      decision: null,
      mayDecide: true,
    });
    expect(items[0]!.reasons.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['near', 'same_kind', 'similar_title', 'other_agency', 'other_year', 'other_fund']),
    );
    expect(withoutPlace.map(({ id }) => id)).toEqual(['uji-4']);
    expect(withoutPlaceTotal).toBe(1);
    // The exempt one is for its agency and the custodian.
    expect(await pairs(await mini.signInAs('walidata'))).toEqual(['uji-1 uji-2', 'uji-1 uji-3', 'uji-2 uji-3']);
    expect(await pairs(await mini.signInAs('opd', 'dpmd'))).toHaveLength(3);
    expect(await pairs(await mini.signInAs('pimpinan'))).toEqual(['uji-1 uji-2']);
  });

  test('leaves what its filters leave', async () => {
    expect(await pairs(planner, { agency: 'dpmd' })).toEqual(['uji-1 uji-2']);
    expect(await pairs(planner, { agency: 'disdik' })).toEqual([]);
    expect(await pairs(planner, { project: 'uji-2' })).toEqual(['uji-1 uji-2']);
    expect(await pairs(planner, { year: '2031', offset: '1' })).toEqual([]);
    expect(await pairs(planner, { year: '2031', region: '99.01.01' })).toEqual([]);
  });
});

describe('a decision', () => {
  test('is for who may: the planning agency, an agency of a side, the custodian', async () => {
    const other = await mini.signInAs('opd', 'disdik');
    expect((await decide(other, decision)).statusCode).toBe(403);
    expect((await decide(await mini.signInAs('pimpinan'), decision)).statusCode).toBe(403);
    expect((await decide(planner, { ...decision, reason: ' x ' })).statusCode).toBe(400);
    expect((await decide(planner, { ...decision, b: 'uji-3' })).statusCode).toBe(404);
    expect((await decide(planner, { ...decision, b: 'uji-4' })).statusCode).toBe(404);
    expect(await mini.database.query('SELECT step FROM overlap_decision_log')).toEqual([]);
  });

  test('hides the pair, survives changes of the data, can be taken back, and stays in the log', async () => {
    const answer = await decide(planner, { ...decision, a: 'uji-2', b: 'uji-1' });
    expect(answer.statusCode, answer.body).toBe(200);
    expect(overlapContract.decideOverlap.response!.parse(answer.json()).decision).toMatchObject({
      decision: 'not_overlap',
      reason: decision.reason,
      decidedBy: 'Uji bappelitbangda',
    });
    expect(await pairs(planner)).toEqual([]);
    expect(await pairs(planner, { state: 'decided' })).toEqual(['uji-1 uji-2']);
    expect((await overlappingProjects(mini.database)).has('uji-2')).toBe(true);
    // Published anew, with a pair more: the decision holds and the new pair is found.
    await mini.database.query(
      `UPDATE dataset SET version = version + 1 WHERE id = 'rkpd-uji';
       INSERT INTO project (id, name, origin, sector, opd, fiscal_year, funding_source, status, accuracy, geometry, dataset)
       SELECT 'uji-5', name, origin, sector, opd, fiscal_year, 'CSR', status, accuracy, geometry, dataset FROM project WHERE id = 'uji-1'`,
    );
    expect(await pairs(planner)).toEqual(['uji-1 uji-5', 'uji-2 uji-5']);
    await mini.database.query(`DELETE FROM project WHERE id = 'uji-5'`);

    const withdraw = () =>
      mini.app.inject({ method: 'DELETE', url: '/api/v1/desk/overlaps?a=uji-1&b=uji-2', headers: planner });
    expect((await withdraw()).statusCode).toBe(204);
    expect((await withdraw()).statusCode).toBe(404);
    expect(await pairs(planner)).toEqual(['uji-1 uji-2']);
    expect((await decide(planner, { ...decision, decision: 'overlap' })).statusCode).toBe(200);
    const log = await mini.app.inject({ url: '/api/v1/desk/overlaps/decisions?a=uji-2&b=uji-1', headers: planner });
    const { items } = overlapContract.overlapDecisions.response!.parse(log.json());
    expect(items.map((one) => one.decision)).toEqual(['overlap', 'withdrawn', 'not_overlap']);
    await expect(mini.database.query('DELETE FROM overlap_decision_log')).rejects.toThrow('only grows');
    const audited = await mini.database.query<{ action: string }>(
      `SELECT action FROM audit_entry WHERE action LIKE 'overlap.%' ORDER BY number`,
    );
    expect(audited.map(({ action }) => action)).toEqual(['overlap.decided', 'overlap.reopened', 'overlap.decided']);
  });
});

test('of several who decide about a pair at one moment each is told what became of it', async () => {
  const decision = { a: 'uji-1', b: 'uji-2', decision: 'overlap', reason: 'Serentak.' };
  const answers = await Promise.all(Array.from({ length: 6 }, () => decide(planner, decision)));
  const codes = answers.map(({ statusCode }) => statusCode);
  expect(codes.filter((code) => code !== 200 && code !== 409)).toEqual([]);
  expect(codes).toContain(200);
  const [log] = await mini.database.query<{ steps: number; last: number }>(
    `SELECT count(*)::integer AS steps, max(step) AS last FROM overlap_decision_log
     WHERE first_project = 'uji-1' AND second_project = 'uji-2'`,
  );
  expect(log!.steps).toBe(log!.last);
});

describe('places in titles', () => {
  const candidates = async (headers: Record<string, string>) => {
    const answer = await mini.app.inject({ url: '/api/v1/desk/project-places?year=2040', headers });
    expect(answer.statusCode, answer.body).toBe(200);
    return overlapContract.placeCandidates.response!.parse(answer.json());
  };
  const place = (headers: Record<string, string>, id: string, payload: object) =>
    mini.app.inject({ method: 'PUT', url: `/api/v1/desk/project-places/${id}`, headers, payload });

  beforeAll(async () => {
    await mini.database.query(
      `INSERT INTO project (id, name, origin, sector, opd, fiscal_year, funding_source, status, accuracy, dataset)
       VALUES ('letak-1', 'Rehab Jalan Awan - Batu Karang', 'RENJA', 'roads', 'Dinas PU', 2040, 'APBD', 'usulan', 'tidak_diketahui', 'rkpd-uji'),
              ('letak-2', 'Rehab 2 Ruang Kelas SDN 1 Awan', 'RENJA', 'education', 'Dinas PU', 2040, 'APBD', 'usulan', 'tidak_diketahui', 'rkpd-uji'),
              ('letak-3', 'Pembangunan TPT Desa Batu Lor', 'RENJA', 'roads', 'Dinas PU', 2040, 'APBD', 'usulan', 'tidak_diketahui', 'rkpd-uji'),
              ('letak-4', 'Pengadaan Sarana Persampahan', 'RENJA', 'waste', 'Dinas PU', 2040, 'APBD', 'usulan', 'tidak_diketahui', 'tertutup-uji');
       INSERT INTO project_region SELECT id, '99.01', 1 FROM project WHERE id LIKE 'letak-%'`,
    );
  });

  test('are offered with confidence and words, and nothing is placed', async () => {
    const { items, total } = await candidates(planner);
    expect(total).toBe(3);
    expect(
      items.map(({ project, candidates: [first], mayPlace }) => [project.id, first!.kind, first!.words, mayPlace]),
    ).toEqual([
      ['letak-1', 'road', 'awan batu karang', false],
      ['letak-2', 'facility', '1 awan', false],
      ['letak-3', 'desa', 'batu lor', false],
    ]);
    expect(items.every(({ project }) => project.position === null)).toBe(true);
    expect((await candidates(await mini.signInAs('walidata'))).total).toBe(4);
  });

  test('are taken when somebody who may edit chooses, as a version that can be undone', async () => {
    const keeper = await mini.signInAs('walidata');
    const { items } = await candidates(keeper);
    const choiceOf = (id: string) => {
      const [first] = items.find(({ project }) => project.id === id)!.candidates;
      return { kind: first!.kind, place: first!.id };
    };
    expect((await place(await mini.signInAs('opd', 'disdik'), 'letak-1', choiceOf('letak-1'))).statusCode).toBe(403);
    expect((await place(keeper, 'letak-1', { kind: 'road', place: 'nowhere' })).statusCode).toBe(404);
    for (const id of ['letak-1', 'letak-2', 'letak-3']) {
      const answer = await place(keeper, id, choiceOf(id));
      expect(answer.statusCode, answer.body).toBe(200);
      overlapContract.placeProject.response!.parse(answer.json());
    }
    const rows = await mini.database.query<Record<string, unknown>>(
      `SELECT p.id, p.accuracy, GeometryType(p.geometry) AS type,
              (SELECT round(sum(share)::numeric, 6)::float8 FROM project_region r WHERE r.project = p.id) AS shares,
              (SELECT count(*)::integer FROM project_region r WHERE r.project = p.id) AS regions,
              (SELECT min(region) FROM project_region r WHERE r.project = p.id) AS region
       FROM project p WHERE p.id LIKE 'letak-%' AND p.dataset = 'rkpd-uji' ORDER BY p.id`,
    );
    expect(rows).toMatchObject([
      { accuracy: 'ruas', type: 'LINESTRING', shares: 1, regions: 2 },
      { accuracy: 'titik', type: 'POINT', shares: 1, regions: 1 },
      { accuracy: 'desa', type: null, shares: 1, region: '99.01.02.2001' },
    ]);
    expect((await candidates(planner)).items.map(({ project }) => project.id)).toEqual(['letak-3']);
    const versions = await mini.database.query(
      `SELECT version FROM dataset_version WHERE dataset = 'rkpd-uji' AND origin = 'edit'`,
    );
    expect(versions).toHaveLength(3);
  });
});

describe('a list given back', () => {
  const id = '00000000-0000-4000-8000-00000000000a';
  beforeAll(async () => {
    const facts = {
      ...{
        format: 'csv',
        encoding: 'utf-8',
        delimiter: ';',
        decimalComma: true,
        crs: null,
        geometry: 'none',
        layer: null,
        layers: [],
        rows: 2,
      },
      columns: ['No', 'Nama Paket', 'Pagu', 'Sumber Dana', 'Catatan'].map((name) => ({
        name,
        examples: [],
        empty: 0,
        distinct: null,
      })),
    };
    const mapping = {
      columns: { name: 'Nama Paket', ceilingRupiah: 'Pagu', fundingSource: 'Sumber Dana' },
      constants: { status: 'masuk_rkpd' },
      values: { fundingSource: { 'Dana Prov.': 'BANKEU_PROV' } },
    };
    const rows = [
      {
        row: 1,
        feature: 'uji-1',
        cells: {
          No: '1',
          'Nama Paket': 'Rehabilitasi Puskesmas Awan',
          Pagu: 'Rp 1.000',
          'Sumber Dana': 'APBD Kab',
          Catatan: '=SUM(A1)',
        },
        checked: { name: 'Rehabilitasi Puskesmas Awan', ceilingRupiah: 1000, fundingSource: 'APBD' },
      },
      {
        row: 2,
        feature: 'gone',
        cells: { No: '2', 'Nama Paket': 'Hilang', Pagu: '5', 'Sumber Dana': 'APBD Kab', Catatan: null },
        checked: { name: 'Hilang', ceilingRupiah: 5, fundingSource: 'APBD' },
      },
    ];
    const [account] = await mini.database.query<{ id: string }>(
      `SELECT id FROM account WHERE role = 'bappelitbangda' LIMIT 1`,
    );
    await mini.database.query(
      `INSERT INTO upload (id, dataset, family, agency, created_by, file_name, file_bytes, state, facts, mapping)
       VALUES ($1, 'rkpd-uji', 'project', 'pupr', $2, 'RUP 2031.csv', 1, 'terbit', $3, $4)`,
      [id, account!.id, facts, mapping],
    );
    await mini.database.query(
      `INSERT INTO upload_row (upload, row, cells, checked, feature, outcome)
       SELECT $1::uuid, row, cells, checked, feature, 'valid' FROM jsonb_to_recordset($2::jsonb) AS r(row integer, feature text, cells jsonb, checked jsonb)`,
      [id, JSON.stringify(rows)],
    );
  });
  const returned = async (headers: Record<string, string>, query: Record<string, string> = { format: 'csv' }) =>
    mini.app.inject({ url: `/api/v1/desk/uploads/${id}/returned`, headers, query });

  test('has the columns of the file in their order, our values where they differ, and what we added behind', async () => {
    const owner = await mini.signInAs('opd', 'pupr');
    const before = await returned(owner);
    expect(before.statusCode, before.body).toBe(200);
    const [headings, first, second] = before.body.replace('\uFEFF', '').trimEnd().split('\r\n');
    expect(headings).toMatch(/^No,Nama Paket,Pagu,Sumber Dana,Catatan,Status,Nilai kontrak,/);
    // Nobody stated the ceiling as it stands in the file: what is published has none, and that is said.
    expect(first).toMatch(/^1,Rehabilitasi Puskesmas Awan,,APBD Kab,'=SUM\(A1\),masuk_rkpd,/);
    expect(first).toMatch(/,titik,110\.02,-7\.05,uji-1$/);
    expect(second).toMatch(/^2,Hilang,5,APBD Kab,,,/);
    await mini.database.query(
      `UPDATE project SET ceiling_rupiah = 1000, contract_rupiah = 900, funding_source = 'BANKEU_PROV', status = 'kontrak' WHERE id = 'uji-1'`,
    );
    const after = (await returned(owner)).body.split('\r\n')[1];
    // The ceiling is as the file has it, to the letter; the fund is spelt as the file spells it.
    expect(after).toMatch(/^1,Rehabilitasi Puskesmas Awan,Rp 1\.000,Dana Prov\.,'=SUM\(A1\),kontrak,900,/);
  });

  test('is a spreadsheet too, and for nobody who may not see the upload', async () => {
    const sheet = await returned(await mini.signInAs('walidata'), {});
    expect(sheet.headers['content-type']).toContain('spreadsheetml');
    expect(sheet.rawPayload.subarray(0, 2).toString()).toBe('PK');
    expect((await returned(await mini.signInAs('opd', 'disdik'))).statusCode).toBe(404);
    expect((await returned(await mini.signInAs('pimpinan'))).statusCode).toBe(404);
  });
});
