// The first wall: every endpoint for every role, every classification for every door, and what somebody tries at a door.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Role } from '#model/account';
import { Classification } from '#model/dataset';
import { everyEndpoint } from '../../api/contract/staff.ts';
import { createMiniApp, OWN_PAGE, type MiniApp } from './mini-app.ts';

const NOBODY = '00000000-0000-4000-8000-000000000000';
/** Something of the right form for each parameter of a path, that exists nowhere. */
const PARAMETERS: Readonly<Record<string, string>> = {
  id: NOBODY,
  token: 'A'.repeat(43),
  version: '999999',
  feature: 'none',
  row: '1',
  code: '99.99',
};
const EVERY = Object.entries(everyEndpoint);
/** Roles of the matrix that the database then shows no upload: their cells are as they came, with whoever stands in them. */
const NARROWER: Readonly<Record<string, readonly Role[]>> = { uploadDifference: ['pimpinan'] };

let mini: MiniApp;
const headers = {} as Record<Role, Record<string, string>>;

beforeAll(async () => {
  mini = await createMiniApp();
  await mini.database.query(
    `INSERT INTO dataset (id, title, family, abstract, producer, source, classification, status, coverage, lineage, version, imported_at, agency)
     VALUES ('noc', 'Simpul rahasia', 'infrastructure', '', 'Diskominfo', '', 'dikecualikan', 'resmi', '', '', 1, now(), 'diskominfo');
     INSERT INTO infrastructure (id, kind, name, class, condition, geometry, attributes, dataset)
     SELECT 'noc-' || n, 'ict-site', 'Ruang kendali ' || n, CASE n WHEN 1 THEN 'noc' ELSE 'opd' END, 'good',
            ST_SetSRID(ST_MakePoint(110.1 + n / 100.0, -7.2), 4326),
            CASE n WHEN 4 THEN '{"connection": "none"}' ELSE '{"connection": "fibre", "bandwidthMbps": 100}' END::jsonb, 'noc'
     FROM generate_series(1, 4) AS n`,
  );
  await mini.database.query(`SELECT pg_notify('dataset_changed', 'noc')`);
  await mini.tiles.invalidate('noc');
  headers.publik = { ...OWN_PAGE };
  for (const role of Role.options) if (role !== 'publik') headers[role] = await mini.signInAs(role);
});
afterAll(() => mini.close());

const ask = (url: string, role: Role = 'publik', more: object = {}) =>
  mini.app.inject({ url, headers: headers[role], ...more });

describe('the role matrix', () => {
  test.each(EVERY)('%s', async (name, { method, path, access, anonymous, takesBytes, body }) => {
    const url = path.replace(/:(\w+)/g, (_, parameter: string) => PARAMETERS[parameter] ?? NOBODY);
    for (const role of Role.options) {
      // Signing out would end the session that the next endpoint needs: asked with one of its own.
      const endsSession = path.startsWith('/api/v1/session') && method === 'DELETE';
      const own = endsSession && role !== 'publik' ? await mini.signInAs(role) : headers[role];
      const payload = takesBytes
        ? { payload: Buffer.from('x'), headers: { ...own, 'content-type': 'application/octet-stream' } }
        : { headers: own, ...(body ? { payload: {} } : {}) };
      const { statusCode, body: text } = await mini.app.inject({ method, url, ...payload });
      const about = `${role} ${method} ${url} ${text.slice(0, 200)}`;
      const isNarrower = NARROWER[name]?.includes(role) ?? false;
      if (access.includes(role) && !isNarrower) expect([401, 403], about).not.toContain(statusCode);
      else expect(statusCode, about).toBe(role === 'publik' ? (anonymous ?? 401) : 403);
      expect(statusCode, about).not.toBe(500);
      if (endsSession && role !== 'publik') headers[role] = await mini.signInAs(role);
    }
  });

  test('what the server answers beside the contract is for everybody, and known', () => {
    const contracted = new Set(EVERY.map(([, { path }]) => path));
    const others = [...mini.app.methodsOf.keys()].filter((path) => !contracted.has(path)).sort();
    expect(others).toEqual(
      [
        '/api/v1/analysis/demand',
        '/api/v1/analysis/roads',
        '/docs',
        '/events',
        '/healthz',
        '/metrics',
        '/openapi.json',
        '/readyz',
        '/tiles/:tileset.json',
        '/tiles/ict.json',
        '/tiles/ict/:version/:z/:x/:y.mvt',
        '/tiles/:tileset/:version/:z/:x/:y.mvt',
      ].sort(),
    );
  });

  test('no other method, header or query stands in for a role', async () => {
    const url = '/api/v1/accounts';
    for (const more of [
      { headers: { ...OWN_PAGE, 'x-http-method-override': 'GET', 'x-forwarded-user': 'walidata', role: 'walidata' } },
      { headers: { ...OWN_PAGE, authorization: 'Bearer walidata', cookie: 'jangkau_session=walidata' } },
      { query: { role: 'walidata', _method: 'GET' } },
    ])
      expect((await mini.app.inject({ url, ...more })).statusCode).toBe(401);
    for (const method of ['PUT', 'DELETE', 'PATCH'] as const)
      expect((await mini.app.inject({ url, method, headers: headers.walidata })).statusCode).toBe(405);
    for (const trick of [
      '/api/v1//accounts',
      '/api/v1/./accounts',
      '/API/v1/accounts',
      '/api/v1/accounts/',
      '/api/v1/accounts%2f',
    ])
      expect([401, 404, 405], trick).toContain((await mini.app.inject({ url: trick })).statusCode);
  });
});

describe('a dataset by its classification', () => {
  test.each(Classification.options)('%s at every door of the public and of each role', async (classification) => {
    await mini.database.query('UPDATE dataset SET classification = $1 WHERE id = $2', [classification, 'puskesmas']);
    await mini.database.query(`SELECT pg_notify('dataset_changed', 'puskesmas')`);
    await mini.tiles.invalidate('puskesmas');
    const isOpen = classification === 'terbuka';
    const isListed = classification !== 'dikecualikan';
    try {
      // The answer to a public question is the same whoever asks.
      for (const role of Role.options) {
        const { items } = (await ask('/api/v1/datasets', role)).json<{ items: { id: string }[] }>();
        expect(
          items.some(({ id }) => id === 'puskesmas'),
          role,
        ).toBe(isListed);
        expect((await ask('/api/v1/datasets/puskesmas', role)).statusCode, role).toBe(isListed ? 200 : 403);
        const facilities = (await ask('/api/v1/facilities?limit=500', role)).json<{ items: { dataset: string }[] }>();
        expect(
          facilities.items.some(({ dataset }) => dataset === 'puskesmas'),
          role,
        ).toBe(isOpen);
        // The catalogue answers who asks: metadata of what is limited are public, its rows are for staff; what is exempt is known to
        // the custodian and to the agency that produces it.
        const isOwn = role === 'walidata' || role === 'opd';
        const doors = [
          ['/api/v1/catalogue/puskesmas', isListed || isOwn],
          ['/api/v1/catalogue/puskesmas/metadata.xml', isListed || isOwn],
          ['/api/v1/catalogue/puskesmas/download?format=csv', isOpen || isOwn || (isListed && role !== 'publik')],
        ] as const;
        for (const [url, isAnswered] of doors) {
          const answer = await ask(url, role);
          expect(answer.statusCode, `${url} ${role} ${answer.body.slice(0, 200)}`).toBe(isAnswered ? 200 : 403);
          if (!isAnswered) expect(answer.body, url).not.toMatch(/Puskesmas [A-Z]/);
        }
        const found = (await ask('/api/v1/search?q=puskesmas&type=facility', role)).json<{ items: unknown[] }>();
        expect(found.items.length > 0, role).toBe(isOpen);
        const kinds = (await ask('/api/v1/facility-kinds', role)).body;
        expect(kinds.includes('"puskesmas"'), role).toBe(isOpen);
      }
      const near = (await ask('/api/v1/facilities/near?lon=110.1&lat=-7.2&limit=50')).body;
      expect(near.includes('"dataset":"puskesmas"')).toBe(isOpen);
      const inputs = (await mini.tiles.infoOf('facilities')).inputs.map(({ id }) => id);
      expect(inputs.includes('puskesmas')).toBe(isOpen);
    } finally {
      await mini.database.query(`UPDATE dataset SET classification = 'terbuka' WHERE id = 'puskesmas'`);
      await mini.database.query(`SELECT pg_notify('dataset_changed', 'puskesmas')`);
      await mini.tiles.invalidate('puskesmas');
    }
  });
});

describe('the network of the government', () => {
  test('is nowhere in what the public is answered, and 403 where it is asked for by name', async () => {
    for (const url of [
      '/api/v1/datasets',
      '/tiles',
      '/api/v1/search?q=ruang%20kendali',
      '/api/v1/search?q=noc',
      '/metrics',
      '/openapi.json',
      '/api/v1/desk/tilesets',
    ]) {
      const { body } = await ask(url);
      expect(body, url).not.toMatch(/Ruang kendali|Simpul rahasia|"noc"|"ict"/);
    }
    const { version } = await mini.tiles.infoOf('ict');
    for (const url of [
      '/api/v1/datasets/noc',
      '/tiles/ict.json',
      `/tiles/ict/${version}/8/206/133.mvt`,
      '/tiles/ict/aaaaaaaaaaaa/8/1/1.mvt',
    ]) {
      const answer = await ask(url);
      expect(answer.statusCode, url).toBe(403);
      expect(answer.body, url).not.toMatch(/Ruang|rahasia|Diskominfo/);
    }
  });

  test('is drawn for the custodian and its agency, and for nobody in between', async () => {
    const { version } = await mini.tiles.infoOf('ict');
    const [x, y] = [206, 133];
    const own = await mini.signInAs('opd', 'diskominfo');
    for (const mine of [headers.walidata, own]) {
      const list = await mini.app.inject({ url: '/api/v1/desk/tilesets', headers: mine });
      expect(list.json()).toMatchObject({ items: [{ name: 'ict', version, sample: false }] });
      const json = await mini.app.inject({ url: '/tiles/ict.json', headers: mine });
      expect(json.statusCode).toBe(200);
      expect(json.headers['cache-control']).toMatch(/no-store$/);
      const tile = await mini.app.inject({ url: `/tiles/ict/${version}/8/${x}/${y}.mvt`, headers: mine });
      expect(tile.statusCode).toBe(200);
      expect(tile.headers).toMatchObject({
        'cache-control': expect.stringMatching(/no-store$/) as string,
        vary: expect.stringContaining('cookie') as string,
      });
      expect(tile.rawPayload.length).toBeGreaterThan(0);
    }
    // What somebody had is at hand for nobody else.
    for (const encoding of ['identity', 'gzip', 'br'] as const)
      expect(mini.tiles.cachedTile(`ict/${version}/8/${x}/${y}`, encoding)).toBeNull();
    for (const role of ['publik', 'opd', 'bappelitbangda', 'pimpinan'] as const) {
      expect((await ask(`/tiles/ict/${version}/8/${x}/${y}.mvt`, role)).statusCode, role).toBe(403);
      if (role !== 'publik') expect((await ask('/api/v1/desk/tilesets', role)).json(), role).toEqual({ items: [] });
    }
  });

  test('is told as a share to everybody with an account', async () => {
    for (const role of ['opd', 'bappelitbangda', 'pimpinan', 'walidata'] as const)
      expect((await ask('/api/v1/desk/ict-connection', role)).json()).toEqual({
        agencies: { offices: 3, connected: 2, unknown: 0, share: 2 / 3 },
        kecamatan: { offices: 0, connected: 0, unknown: 0, share: null },
        sample: false,
      });
  });
});

describe('the registers', () => {
  const application = {
    agency: 'dinkes',
    name: 'SIMPUS',
    functionGroup: 4,
    function: 'Pencatatan puskesmas',
    dataProduced: null,
    hasApi: null,
    status: 'in-use',
    year: 2019,
    vendor: null,
    url: null,
    notes: null,
    isOpen: true,
  };
  const equipment = {
    agency: 'dinkes',
    kecamatan: null,
    kind: 'server',
    name: null,
    count: 2,
    year: 2020,
    condition: 'good',
    facilities: ['rack', 'ups'],
    nextServiceOn: '2020-01-01',
    notes: null,
  };
  const post = (url: string, role: Role, payload: object) => ask(url, role, { method: 'POST', payload });

  test('are filled in by an agency for itself, changed by nobody in passing, and logged', async () => {
    const made = await post('/api/v1/desk/applications', 'opd', application);
    expect(made.statusCode, made.body).toBe(200);
    const { id, revision } = made.json<{ id: string; revision: number }>();
    expect((await post('/api/v1/desk/applications', 'opd', application)).json()).toMatchObject({ code: 'conflict' });
    expect((await post('/api/v1/desk/applications', 'opd', { ...application, agency: 'disdik' })).statusCode).toBe(403);
    const put = (role: Role | 'other', payload: object) =>
      mini.app.inject({
        method: 'PUT',
        url: `/api/v1/desk/applications/${id}`,
        headers: role === 'other' ? other : headers[role],
        payload,
      });
    const other = await mini.signInAs('opd', 'disdik');
    expect((await put('other', { ...application, revision })).statusCode).toBe(403);
    // Taking it along to the own agency is no way round.
    expect((await put('other', { ...application, agency: 'disdik', revision })).statusCode).toBe(403);
    expect((await put('opd', { ...application, revision, id: NOBODY, changedAt: 'x' })).json()).toMatchObject({
      code: 'invalid_parameter',
    });
    const changed = await put('opd', { ...application, hasApi: true, revision });
    expect(changed.json()).toMatchObject({ hasApi: true, revision: revision + 1 });
    expect((await put('walidata', { ...application, revision })).json()).toMatchObject({ code: 'edit_conflict' });
    const log = await mini.database.query<{ action: string }>(
      `SELECT action FROM audit_entry WHERE subject = $1 ORDER BY number`,
      [id],
    );
    expect(log.map(({ action }) => action)).toEqual(['application.created', 'application.changed']);
    expect((await ask('/api/v1/applications')).json()).toEqual({
      items: [{ id, agency: 'dinkes', agencyName: expect.any(String) as string, name: 'SIMPUS', functionGroup: 4 }],
    });
  });

  test('show duplicate functions, and agencies that filled in nothing as such', async () => {
    const made = await post('/api/v1/desk/applications', 'walidata', {
      ...application,
      agency: 'disdik',
      name: 'SIPP',
      function: 'aplikasi PENCATATAN, Puskesmas',
      isOpen: false,
    });
    expect(made.statusCode, made.body).toBe(200);
    const matrix = (await ask('/api/v1/desk/applications/matrix', 'pimpinan')).json<{
      rows: { agency: string; counts: number[] | null }[];
      duplicates: { functionGroup: number; applications: { name: string }[] }[];
    }>();
    expect(
      matrix.duplicates.map(({ functionGroup, applications }) => [functionGroup, applications.map(({ name }) => name)]),
    ).toEqual([[4, expect.arrayContaining(['SIMPUS', 'SIPP']) as string[]]]);
    const of = (agency: string) => matrix.rows.find((row) => row.agency === agency)?.counts;
    expect(of('dinkes')).toEqual([0, 0, 0, 1, 0, 0]);
    expect(of('dputr')).toBeNull();
    expect((await ask('/api/v1/applications')).body).not.toContain('SIPP');
  });

  test('keep equipment from the public and from other agencies; overdue comes first', async () => {
    const made = await post('/api/v1/desk/equipment', 'opd', equipment);
    expect(made.json(), made.body).toMatchObject({ isOverdue: true, count: 2 });
    const { id } = made.json<{ id: string }>();
    await post('/api/v1/desk/equipment', 'walidata', { ...equipment, agency: 'disdik', nextServiceOn: null });
    for (const kecamatan of ['99.01', '99.01.77', '99.01.01.2001'])
      expect(
        (await post('/api/v1/desk/equipment', 'opd', { ...equipment, kecamatan })).json(),
        kecamatan,
      ).toMatchObject({
        code: 'invalid_parameter',
        parameters: [{ name: 'kecamatan' }],
      });
    // What PostgreSQL cannot keep is refused as what was typed, not as a failure of ours.
    for (const notes of ['a\u0000b', 'a\ud800b'])
      expect((await post('/api/v1/desk/equipment', 'opd', { ...equipment, notes })).json()).toMatchObject({
        code: 'invalid_parameter',
      });
    expect((await ask('/api/v1/desk/equipment')).statusCode).toBe(401);
    expect((await ask('/api/v1/desk/equipment', 'opd')).json()).toMatchObject({ total: 1, pieces: 2 });
    expect((await ask('/api/v1/desk/equipment', 'pimpinan')).json()).toMatchObject({
      total: 2,
      pieces: 4,
      items: [{ id }, {}],
    });
    expect((await ask('/api/v1/desk/equipment?overdue=true', 'walidata')).json()).toMatchObject({ total: 1 });
    const other = await mini.signInAs('opd', 'disdik');
    const gone = await mini.app.inject({ method: 'DELETE', url: `/api/v1/desk/equipment/${id}`, headers: other });
    expect(gone.json()).toMatchObject({ code: 'unknown_item' });
    const { agencies } = (await ask('/api/v1/desk/equipment/coverage', 'walidata')).json<{
      agencies: { agency: string; pieces: number | null; overdue: number | null }[];
    }>();
    expect(agencies.find(({ agency }) => agency === 'dinkes')).toMatchObject({ pieces: 2, overdue: 1 });
    expect(agencies.find(({ agency }) => agency === 'dputr')).toMatchObject({ pieces: null, overdue: null });
    const mine = (await ask('/api/v1/desk/equipment/coverage', 'opd')).json<{ agencies: { agency: string }[] }>();
    expect(mine.agencies.map(({ agency }) => agency)).toEqual(['dinkes']);
  });
});

test('an upload of another agency is not there', async () => {
  const [account] = await mini.database.query<{ id: string }>(
    `SELECT id FROM account WHERE email = 'opd.dinkes@uji.example'`,
  );
  const [upload] = await mini.database.query<{ id: string }>(
    `INSERT INTO upload (agency, created_by, file_name, file_bytes) VALUES ('dinkes', $1, 'rahasia.csv', 1) RETURNING id`,
    [account!.id],
  );
  const other = await mini.signInAs('opd', 'disdik');
  for (const path of ['', '/rows', '/reasons', '/positions', '/difference'])
    for (const method of path === '' ? (['GET', 'DELETE', 'PATCH'] as const) : (['GET'] as const)) {
      const answer = await mini.app.inject({
        method,
        url: `/api/v1/desk/uploads/${upload!.id}${path}`,
        headers: other,
        ...(method === 'PATCH' ? { payload: { dataset: 'puskesmas' } } : {}),
      });
      expect(answer.statusCode, `${method} ${path} ${answer.body}`).toBe(404);
      expect(answer.body).not.toContain('rahasia');
    }
  expect((await ask(`/api/v1/desk/uploads/${upload!.id}`, 'opd')).statusCode).toBe(200);
});

test('a failure says nothing of the database', async () => {
  const { body } = await ask(`/api/v1/facilities?region='%3B%20DROP%20TABLE%20facility--`);
  expect(body).not.toMatch(/SELECT|relation|postgres|syntax|jangkau_/i);
});
