// The register of projects over HTTP, on the invented regency: B4 of the user stories, and who may do what.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProjectRecord, RegisterItem, RegisterTotals } from '#model/project-register';
import { staffContract, type StaffEndpoint } from '#staff-contract';
import { createMiniApp, type MiniApp } from './mini-app.ts';

let mini: MiniApp;
const headers: Record<string, Record<string, string>> = {};
const NOW = new Date('2026-11-24T05:00:00Z');

beforeAll(async () => {
  mini = await createMiniApp({ now: () => NOW });
  headers['bappelitbangda'] = await mini.signInAs('bappelitbangda', 'bappelitbangda');
  headers['walidata'] = await mini.signInAs('walidata');
  headers['pimpinan'] = await mini.signInAs('pimpinan');
  headers['disdik'] = await mini.signInAs('opd', 'disdik');
  headers['dinkes'] = await mini.signInAs('opd', 'dinkes');
}, 240_000);
afterAll(() => mini.close());

interface Reply<T> {
  readonly status: number;
  readonly body: T;
}
async function ask<T>(
  name: StaffEndpoint,
  who: string,
  { params = {}, query = {}, body }: { params?: Record<string, string>; query?: object; body?: object } = {},
): Promise<Reply<T>> {
  const { method, path, response } = staffContract[name];
  const url = path.replace(/:([a-z]+)/gi, (_, key: string) => encodeURIComponent(params[key] ?? ''));
  const reply = await mini.app.inject({
    method,
    url,
    query: query as Record<string, string>,
    headers: headers[who]!,
    ...(body === undefined ? {} : { payload: body }),
  });
  const json: unknown = reply.json();
  return { status: reply.statusCode, body: (reply.statusCode < 300 ? response!.parse(json) : json) as T };
}
interface Refused {
  code: string;
  parameters?: { name: string; reason: string }[];
}
const record = async (id: string, who = 'bappelitbangda') =>
  (await ask<ProjectRecord>('projectRecord', who, { params: { id } })).body;
const step = (id: string, to: string, lastStep: number, who = 'bappelitbangda', more: object = {}) =>
  ask<ProjectRecord & Refused>('stepProject', who, {
    params: { id },
    body: { to, changedOn: '2026-11-20', document: null, note: null, lastStep, ...more },
  });
const proposal = (more: object = {}) => ({
  name: 'Pembangunan Puskesmas Awan Wetan',
  description: null,
  origin: 'MUSRENBANG_KEC',
  sector: 'health',
  list: 'sipd',
  fiscalYear: 2027,
  proposedRupiah: 2_400_000_000,
  fundingSource: 'APBD',
  position: [110.028, -7.052],
  region: null,
  scenario: null,
  ...more,
});
const propose = (who: string, more: object = {}) =>
  ask<ProjectRecord & Refused>('proposeProject', who, { body: proposal(more) });

describe('the list', () => {
  test('what there is, with sums, deviation, flags and agency', async () => {
    const { status, body } = await ask<{ items: RegisterItem[]; totals: RegisterTotals }>('register', 'pimpinan', {
      query: { year: '2025' },
    });
    expect(status).toBe(200);
    expect(body.totals).toEqual({
      count: 1,
      byStatus: { pelaksanaan: 1 },
      proposed: { rupiah: 1_000_000_000, unknown: 0 },
      ceiling: { rupiah: 900_000_000, unknown: 0 },
      contract: { rupiah: 850_000_000, unknown: 0 },
      spent: { rupiah: 400_000_000, unknown: 0 },
    });
    // Plan 60, built 49: 11 points behind is critical. Nothing was heard for 85 days.
    expect(body.items[0]).toMatchObject({
      id: 'proyek-1',
      deviationPoints: -11,
      delay: 'critical',
      flags: ['critical', 'stalled', 'no_report'],
      agency: 'bappelitbangda',
      sample: true,
      regions: [
        { code: '99.01.01', name: 'Awan', share: 0.75 },
        { code: '99.01.02', name: 'Batu Karang', share: 0.25 },
      ],
    });
  });

  test('files of the same rows; a name that begins as a formula is guarded', async () => {
    await mini.database.query(`UPDATE project SET name = '=1+1 "jalan", Awan' WHERE id = 'proyek-1'`);
    const of = (format: string) =>
      mini.app.inject({
        url: '/api/v1/desk/projects/export',
        query: { format, year: '2025' },
        headers: headers['walidata']!,
      });
    const csv = await of('csv');
    expect(csv.statusCode).toBe(200);
    expect(csv.rawPayload.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const lines = csv.body.trimEnd().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain(`proyek-1,"'=1+1 ""jalan"", Awan",`);
    expect(lines[1]).toContain(',900000000,850000000,400000000,60,49,47,-11,critical,');
    const geojson = (await of('geojson')).json<{ features: { geometry: { type: string }; properties: object }[] }>();
    expect(geojson.features).toHaveLength(1);
    expect(geojson.features[0]).toMatchObject({
      geometry: { type: 'LineString' },
      properties: { id: 'proyek-1', subActivityCode: '1.03.10.2.01.05', contoh: true, ceilingRupiah: 900_000_000 },
    });
    const xlsx = await of('xlsx');
    expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe('PK');
    await mini.database.query(`UPDATE project SET name = 'Peningkatan jalan Awan - Batu Karang' WHERE id = 'proyek-1'`);
  });
});

describe('B4.1: a step', () => {
  test('usulan → kontrak is refused with what is allowed, and writes nothing', async () => {
    const before = await record('proyek-2');
    const refused = await step('proyek-2', 'kontrak', before.lastStep);
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({
      code: 'illegal_transition',
      parameters: ['diverifikasi_desa', 'ditolak', 'ditunda', 'digabung'].map((reason) => ({ name: 'status', reason })),
    });
    expect(await record('proyek-2')).toEqual(before);
  });

  test('a legal one writes who, when and by which document; the dataset has a version more', async () => {
    const taken = await step('proyek-2', 'diverifikasi_desa', 1, 'disdik', {
      document: 'BA Musrenbang 12/2026',
      note: 'Disepakati.',
    });
    expect(taken.status).toBe(200);
    expect(taken.body).toMatchObject({ status: 'diverifikasi_desa', lastStep: 2, updatedOn: '2026-11-20' });
    expect(taken.body.steps).toEqual([
      expect.objectContaining({ step: 1, status: 'usulan', recordedBy: null, stands: true }),
      expect.objectContaining({
        step: 2,
        status: 'diverifikasi_desa',
        changedOn: '2026-11-20',
        recordedBy: 'Uji opd',
        document: 'BA Musrenbang 12/2026',
        note: 'Disepakati.',
        stands: true,
      }),
    ]);
    const [audited] = await mini.database.query<{ action: string; details: object }>(
      `SELECT action, details FROM audit_entry ORDER BY number DESC LIMIT 1`,
    );
    expect(audited).toMatchObject({ action: 'project.stepped', details: { from: 'usulan', to: 'diverifikasi_desa' } });
  });

  test('of two at once one is told that somebody stepped before', async () => {
    const answers = await Promise.all([
      step('proyek-2', 'diverifikasi_kecamatan', 2),
      step('proyek-2', 'ditunda', 2, 'walidata'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)!.body).toMatchObject({ code: 'conflict' });
    expect((await record('proyek-2')).lastStep).toBe(3);
  });

  test('not before the last one, and not after today', async () => {
    const { lastStep, nextStatuses } = await record('proyek-2');
    for (const changedOn of ['2026-11-19', '2026-11-25']) {
      const refused = await step('proyek-2', nextStatuses[0]!, lastStep, 'walidata', { changedOn });
      expect(refused.body).toMatchObject({ code: 'invalid_parameter' });
    }
  });

  test('another agency and the leadership may not', async () => {
    expect((await step('proyek-2', 'ditolak', 3, 'dinkes')).status).toBe(403);
    expect((await step('proyek-2', 'ditolak', 3, 'pimpinan')).status).toBe(403);
    expect(await record('proyek-2', 'dinkes')).toMatchObject({ mayStep: false, nextStatuses: [] });
  });

  test('nobody changes or removes a step, the owner of the tables neither', async () => {
    for (const table of ['project_step_record', 'project_document', 'project_asset'])
      for (const sql of [`UPDATE ${table} SET project = 'x'`, `DELETE FROM ${table}`, `TRUNCATE ${table}`])
        await expect(mini.database.query(sql), sql).rejects.toMatchObject({ code: '42501' });
  });

  test('a publication that is undone leaves the step in the log, out of force', async () => {
    const versions = await mini.database.query<{ version: number }>(
      `SELECT version FROM dataset_version WHERE dataset = 'projects' ORDER BY version`,
    );
    const undone = await mini.app.inject({
      method: 'POST',
      url: staffContract.restoreVersion.path
        .replace(':id', 'projects')
        .replace(':version', String(versions[0]!.version)),
      headers: headers['walidata']!,
      payload: { remark: 'uji' },
    });
    expect(undone.statusCode, undone.body).toBe(200);
    const back = await record('proyek-2');
    expect(back.status).toBe('usulan');
    expect(back.steps.map(({ status, stands }) => [status, stands])).toEqual([
      ['usulan', true],
      ['diverifikasi_desa', false],
      [expect.any(String), false],
    ]);
    const again = await step('proyek-2', 'diverifikasi_desa', back.lastStep);
    expect(again.body.steps.filter(({ stands }) => stands).map(({ status }) => status)).toEqual([
      'usulan',
      'diverifikasi_desa',
    ]);
    expect(again.body.lastStep).toBe(4);
  });
});

describe('B4.2: progress', () => {
  const report = (
    month: string,
    planned: number | null,
    physical: number | null,
    more: object = {},
    who = 'walidata',
  ) =>
    ask<ProjectRecord & Refused>('reportProgress', who, {
      params: { id: 'proyek-1' },
      body: {
        month,
        plannedPercent: planned,
        physicalPercent: physical,
        financialPercent: null,
        spentRupiah: null,
        note: null,
        ...more,
      },
    });

  test.each([
    [55, 42, -13, 'critical'],
    [80, 74, -6, 'critical'],
    [60, 54, -6, 'late'],
    [60, 50, -10, 'late'],
    [69.9, 59.9, -10, 'late'],
    [70, 65, -5, 'critical'],
    [60, 58.5, -1.5, 'watch'],
    [60, 60, 0, 'none'],
  ])('plan %d, built %d: %d points, %s', async (planned, physical, deviation, delay) => {
    const { status, body } = await report('2026-10', planned, physical);
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body).toMatchObject({
      deviationPoints: deviation,
      delay,
      plannedPercent: planned,
      physicalPercent: physical,
    });
    expect(body.flags.includes('no_report')).toBe(false);
  });

  test('an earlier month mends the curve alone; of a month the last report counts', async () => {
    const { body } = await report('2026-09', 50, 45, { note: 'Susulan' });
    expect(body.progress.map(({ month, plannedPercent, note }) => [month, plannedPercent, note])).toEqual([
      ['2026-09', 50, 'Susulan'],
      ['2026-10', 60, null],
    ]);
    expect(body).toMatchObject({ plannedPercent: 60, physicalPercent: 60 });
    await expect(mini.database.query('DELETE FROM project_progress')).rejects.toMatchObject({ code: '42501' });
  });

  test('no month to come, nothing said, more spent than the contract, no contract', async () => {
    expect((await report('2026-12', 60, 60)).body).toMatchObject({ code: 'invalid_parameter' });
    expect((await report('2026-11', null, null)).body).toMatchObject({ code: 'invalid_parameter' });
    expect((await report('2026-11', 60, 60, { spentRupiah: 900_000_000 })).body).toMatchObject({ code: 'row_refused' });
    expect((await report('2026-11', 60, 60, {}, 'dinkes')).status).toBe(403);
    expect((await record('proyek-1')).progress).toHaveLength(2);
  });

  test('a report of money alone leaves what is known of the works, and whether they are critical', async () => {
    await report('2026-10', 55, 42);
    const { status, body } = await report('2026-11', null, null, { spentRupiah: 1 });
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body).toMatchObject({ plannedPercent: 55, physicalPercent: 42, delay: 'critical', spentRupiah: 1 });
  });
});

describe('comments and documents', () => {
  test('another agency comments, all staff see it, only its author withdraws it', async () => {
    const { body } = await ask<ProjectRecord>('commentProject', 'dinkes', {
      params: { id: 'proyek-1' },
      body: { text: 'Pipa air di bawah bahu jalan.' },
    });
    expect(body.comments).toEqual([
      expect.objectContaining({ text: 'Pipa air di bawah bahu jalan.', writtenBy: 'Uji opd', mayWithdraw: true }),
    ]);
    const comment = body.comments[0]!.id;
    expect((await record('proyek-1', 'pimpinan')).comments).toMatchObject([{ mayWithdraw: false }]);
    const params = { id: 'proyek-1', comment };
    expect((await ask('withdrawComment', 'walidata', { params })).status).toBe(404);
    await expect(mini.database.query(`UPDATE project_comment SET text = 'x'`)).rejects.toMatchObject({ code: '42501' });
    expect((await ask<ProjectRecord>('withdrawComment', 'dinkes', { params })).body.comments).toEqual([]);
  });

  test('in nobody else’s name, also past the API', async () => {
    const [dinkes] = await mini.database.query<{ id: string }>(`SELECT id FROM account WHERE agency = 'dinkes'`);
    const [disdik] = await mini.database.query<{ id: string }>(`SELECT id FROM account WHERE agency = 'disdik'`);
    const session = mini.database.as({ role: 'opd', agency: 'dinkes', account: dinkes!.id });
    const write = (by: string) =>
      session.query('INSERT INTO project_comment (project, text, written_by) VALUES ($1, $2, $3)', [
        'proyek-1',
        'x',
        by,
      ]);
    await expect(write(disdik!.id)).rejects.toMatchObject({ code: '42501' });
  });

  test('a document with its address; only web addresses', async () => {
    const document = { kind: 'contract', title: 'Kontrak induk', number: '12/SPK/2025', issuedOn: '2025-05-02' };
    const add = (url: string | null, who = 'bappelitbangda') =>
      ask<ProjectRecord>('addProjectDocument', who, { params: { id: 'proyek-1' }, body: { ...document, url } });
    expect((await add('https://example.go.id/kontrak.pdf')).body.documents).toMatchObject([document]);
    expect((await add('javascript:alert(1)')).status).toBe(400);
    expect((await add(null, 'disdik')).status).toBe(403);
  });
});

describe('proposals', () => {
  test('cost what sums over the register can hold exactly', async () => {
    const { status, body } = await propose('dinkes', { proposedRupiah: 100_000_000_000_001 });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'invalid_parameter', parameters: [{ name: 'proposedRupiah' }] });
  });

  test('stand in the dataset of the agency, for everybody to see, beside made-up ones', async () => {
    const { status, body } = await propose('dinkes', { scenario: '6f0c1f2e-58d2-4e5c-9d57-0d3d2a1b7c11' });
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body).toMatchObject({
      status: 'usulan',
      agency: 'dinkes',
      opd: 'Dinas Kesehatan Kabupaten Mini',
      dataset: 'usulan-dinkes',
      list: 'sipd',
      sample: false,
      position: [110.028, -7.052],
      scenario: '6f0c1f2e-58d2-4e5c-9d57-0d3d2a1b7c11',
      steps: [{ status: 'usulan', recordedBy: 'Uji opd' }],
    });
    expect(body.regions).toHaveLength(1);
    expect(body.regions[0]!.code).toMatch(/^99\.01\./);
    expect((await mini.ask('project', {}, { id: body.id })).name).toBe('Pembangunan Puskesmas Awan Wetan');
    expect((await mini.ask('project', {}, { id: 'proyek-1' })).sample).toBe(true);
    expect((await propose('dinkes')).body.code).toBe('row_refused');
    expect((await propose('dinkes', { name: 'Lain', position: [111.5, -7.05] })).body.code).toBe('row_refused');
    expect((await propose('pimpinan')).status).toBe(403);
  });

  test('a wish is for staff until it is taken up, keeps its id and what was said of it', async () => {
    const wish = await propose('disdik', {
      name: 'Taman baca Batu',
      list: 'bank',
      position: null,
      region: '99.01.02.2001',
    });
    expect(wish.body).toMatchObject({ list: 'bank', dataset: 'bank-usulan-disdik', nextStatuses: [], mayTakeUp: true });
    const { id } = wish.body;
    const hidden = await mini.problemOf(`/api/v1/projects/${id}`);
    expect(hidden.code).toBe('unknown_project');
    expect((await step(id, 'diverifikasi_desa', 1)).body).toMatchObject({ code: 'illegal_transition' });
    await ask('commentProject', 'dinkes', { params: { id }, body: { text: 'Kami dukung.' } });
    expect((await ask('takeUpProject', 'dinkes', { params: { id } })).status).toBe(403);
    const taken = await ask<ProjectRecord>('takeUpProject', 'disdik', { params: { id } });
    expect(taken.status, JSON.stringify(taken.body)).toBe(200);
    expect(taken.body).toMatchObject({
      id,
      list: 'sipd',
      dataset: 'usulan-disdik',
      mayTakeUp: false,
      steps: [{ status: 'usulan', stands: true }],
      comments: [{ text: 'Kami dukung.' }],
      regions: [{ code: '99.01.02.2001', share: 1 }],
    });
    expect((await mini.ask('project', {}, { id })).name).toBe('Taman baca Batu');
    const left = await mini.database.query(`SELECT id FROM project WHERE dataset = 'bank-usulan-disdik'`);
    expect(left).toEqual([]);
    expect((await ask<Refused>('takeUpProject', 'walidata', { params: { id } })).body.code).toBe('conflict');
    expect((await step(id, 'diverifikasi_desa', 1, 'disdik', { changedOn: '2026-11-24' })).status).toBe(200);
  });
});

describe('B4.4: finished works', () => {
  const WAY = [
    'diverifikasi_desa',
    'diverifikasi_kecamatan',
    'diverifikasi_opd',
    'masuk_rkpd',
    'masuk_apbd',
    'rup_diumumkan',
    'pemilihan',
    'kontrak',
    'pelaksanaan',
    'pho',
    'pemeliharaan',
    'fho',
  ];
  const decide = (id: string, body: object, who = 'walidata') =>
    ask<ProjectRecord & Refused>('decideAsset', who, {
      params: { id },
      body: { approve: true, kind: 'puskesmas', capacity: null, remark: null, ...body },
    });
  const puskesmas = async () => {
    const { items } = await mini.ask('facilities', { kind: 'puskesmas', limit: '100' });
    return items.length;
  };
  async function finished(name: string, position: [number, number]): Promise<string> {
    const { body } = await propose('bappelitbangda', { name, position });
    expect(body.id, JSON.stringify(body)).toBeDefined();
    for (const [index, to] of WAY.entries())
      expect((await step(body.id, to, index + 1, 'walidata', { changedOn: '2026-11-24' })).status, to).toBe(200);
    return body.id;
  }

  test('become a facility once, after approval, and coverage counts it once', async () => {
    const id = await finished('Pembangunan Puskesmas Batu Lor', [110.071, -7.012]);
    const before = await puskesmas();
    expect(await record(id)).toMatchObject({
      status: 'fho',
      asset: { state: 'due', facility: null },
      flags: ['asset_due'],
    });
    expect((await decide(id, {}, 'dinkes')).status).toBe(403);
    const declined = await decide(id, { approve: false, remark: 'Atap bocor' });
    expect(declined.body).toMatchObject({ asset: { state: 'declined', facility: null }, flags: [] });
    expect(await puskesmas()).toBe(before);
    expect((await decide(id, { kind: null })).body.code).toBe('invalid_parameter');
    const answers = await Promise.all([decide(id, {}), decide(id, {}, 'bappelitbangda')]);
    expect(answers.map(({ status }) => status).sort(), JSON.stringify(answers)).toEqual([200, 409]);
    expect(await puskesmas()).toBe(before + 1);
    expect((await decide(id, {})).body).toMatchObject({
      code: 'conflict',
      parameters: [{ name: 'asset', reason: 'approved' }],
    });
    const [made] = await mini.database.query(
      `SELECT f.id, f.name, f.dataset, f.attributes ->> 'key' AS key, d.status FROM facility f JOIN dataset d ON d.id = f.dataset
       JOIN register_dataset r ON r.dataset = d.id WHERE f.kind = 'puskesmas'`,
    );
    expect(made).toEqual({
      id: (await record(id)).asset.facility,
      name: 'Puskesmas Batu Lor',
      dataset: 'aset-proyek-bappelitbangda',
      key: id,
      status: 'resmi',
    });
  });

  test('that improved what was there add nothing', async () => {
    const [there] = await mini.database.query<{ id: string; x: number; y: number }>(
      `SELECT id, ST_X(position) AS x, ST_Y(position) AS y FROM facility WHERE kind = 'puskesmas' AND position IS NOT NULL
       AND dataset = 'puskesmas' ORDER BY id LIMIT 1`,
    );
    const id = await finished('Perluasan rawat inap', [there!.x, there!.y]);
    const before = await puskesmas();
    expect((await decide(id, {})).body).toMatchObject({
      code: 'conflict',
      parameters: [{ name: 'facility', reason: there!.id }],
    });
    expect((await decide(id, { facility: 'tidak-ada' })).body.code).toBe('invalid_parameter');
    expect((await decide(id, { facility: there!.id })).body.asset).toEqual({ state: 'approved', facility: there!.id });
    expect(await puskesmas()).toBe(before);
  });

  test('not before they are handed over', async () => {
    expect((await decide('proyek-1', {})).body).toMatchObject({
      code: 'conflict',
      parameters: [{ name: 'asset', reason: 'not_handed_over' }],
    });
  });
});
