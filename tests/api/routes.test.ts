import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEMAND_PATH } from '#contract';
import { decodeDemand, distanceMetres } from '#analysis';
import { createMiniApp, type MiniApp } from './mini-app.ts';

let mini: MiniApp;
beforeAll(async () => {
  mini = await createMiniApp();
});
afterAll(() => mini.close());

describe('profile and regions', () => {
  test('the profile says where we are, and not where its files lie', async () => {
    const reply = await mini.app.inject('/api/v1/profile');
    expect(reply.json()).toMatchObject({ code: '99.01', name: 'Kabupaten Mini' });
    expect(reply.body).not.toContain('factsFile');
  });

  test('a level lists our own territory only', async () => {
    const { items } = await mini.ask('regions', { level: 'kecamatan' });
    expect(items.map(({ code, name }) => [code, name])).toEqual([
      ['99.01.01', 'Awan'],
      ['99.01.02', 'Batu Karang'],
    ]);
    expect((await mini.ask('regions', { level: 'kabupaten' })).items.map(({ code }) => code)).toEqual(['99.01']);
  });

  test('people of a kecamatan and of the kabupaten are the sum of their desa, with source and date', async () => {
    const [awan] = (await mini.ask('regions', { level: 'kecamatan' })).items;
    expect(awan?.population).toMatchObject({ value: 9000, dataset: 'population-register' });
    expect(awan?.population?.source).not.toBe('');
    const [whole] = (await mini.ask('regions', { level: 'kabupaten' })).items;
    expect(whole?.population?.value).toBe(15_002);
  });

  test('a parent lists its parts', async () => {
    const { items } = await mini.ask('regions', { parent: '99.01.02' });
    expect(items.map(({ code, kind }) => [code, kind])).toEqual([
      ['99.01.02.1001', 'kelurahan'],
      ['99.01.02.2001', 'desa'],
    ]);
  });

  test('one region comes with its neighbours and every register side by side', async () => {
    const awan = await mini.ask('region', {}, { code: '99.01.01' });
    expect(awan.neighbours.map(({ code }) => code)).toContain('99.01.02');
    expect(awan.populations[0]).toMatchObject({ inUse: true, value: 9000, period: '2024-S2' });
    // The census lacks Awan Wetan: a part of the people is not the people.
    const census = awan.populations.find(({ dataset }) => dataset === 'population-census');
    expect(census).toMatchObject({ inUse: false, value: null });
  });

  test('a neighbour has an outline but no figure', async () => {
    const neighbour = await mini.ask('region', {}, { code: '99.02' });
    expect(neighbour).toMatchObject({ own: false, population: null });
  });
});

describe('facilities', () => {
  test('pages join to the whole list, each facility once', async () => {
    const whole = (await mini.ask('facilities', { limit: '1000' })).items.map(({ id }) => id);
    expect(whole).toHaveLength(14);
    const pages: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof mini.ask<'facilities'>>> = await mini.ask('facilities', {
        limit: '4',
        ...(cursor === null ? {} : { cursor }),
      });
      expect(page.items.length).toBeLessThanOrEqual(4);
      pages.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    } while (cursor !== null);
    expect(pages).toEqual(whole);
  });

  test('a region of any level holds what lies in its parts', async () => {
    const count = async (region: string) => (await mini.ask('facilities', { region, kind: 'sd' })).items.length;
    const [whole, awan, batu] = await Promise.all([count('99.01'), count('99.01.01'), count('99.01.02')]);
    expect(whole).toBe(5);
    expect(awan + batu).toBe(whole);
  });

  test('a kind may be written in capitals', async () => {
    const { items } = await mini.ask('facilities', { kind: 'SMP' });
    expect(items).toHaveLength(4);
    expect(new Set(items.map(({ kind }) => kind))).toEqual(new Set(['smp']));
  });

  test('a box holds exactly the points inside it', async () => {
    const { items } = await mini.ask('facilities', { limit: '1000' });
    const bbox = [110.0, -7.04, 110.03, -7.01] as const;
    const inside = items.filter(
      ({ position }) =>
        position &&
        position[0] >= bbox[0] &&
        position[0] <= bbox[2] &&
        position[1] >= bbox[1] &&
        position[1] <= bbox[3],
    );
    expect(inside.length).toBeGreaterThan(1);
    const found = await mini.ask('facilities', { bbox: bbox.join(','), limit: '1000' });
    expect(found.items.map(({ id }) => id)).toEqual(inside.map(({ id }) => id));
  });

  test('the nearest come first, by geodesic distance, and none without a point of its own', async () => {
    const { items } = await mini.ask('facilitiesNear', { lon: '110.02', lat: '-7.02', limit: '100' });
    const distances = items.map((item) => item.distanceMetres);
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
    for (const item of items) {
      // The engine computes without PostGIS; both on the ellipsoid of WGS 84.
      const own = distanceMetres(110.02, -7.02, item.position[0], item.position[1]);
      expect(Math.abs(item.distanceMetres - own)).toBeLessThanOrEqual(own * 1e-4 + 0.01);
    }
    const all = (await mini.ask('facilities', { limit: '1000' })).items;
    const placed = all.filter(({ accuracy }) => accuracy === 'point' || accuracy === 'doubtful');
    expect(items.map(({ id }) => id).sort()).toEqual(placed.map(({ id }) => id).sort());
  });

  test('fewer nearest are the first of more', async () => {
    const many = await mini.ask('facilitiesNear', { lon: '110.05', lat: '-7.0', limit: '10', kind: 'sd' });
    const few = await mini.ask('facilitiesNear', { lon: '110.05', lat: '-7.0', limit: '2', kind: 'sd' });
    expect(few.items).toEqual(many.items.slice(0, 2));
  });

  test('kinds say how many are known and how many of those have a point', async () => {
    const { items } = await mini.ask('facilityKinds');
    expect(items.find(({ kind }) => kind === 'sma')).toMatchObject({ count: 1, placed: 0, sample: false });
    // A source that others were joined to is one, too: what enters an assessment is one list everywhere.
    const { inputs } = await mini.ask('gaps', { standard: 'SNI-KES-PKM' });
    const sources = inputs.flatMap(({ role, dataset }) => (role === 'facilities' ? [dataset] : []));
    expect(sources.length).toBeGreaterThan(1);
    expect(items.find(({ kind }) => kind === 'puskesmas')!.datasets).toEqual(sources.sort());
    const all = (await mini.ask('facilities', { limit: '1000' })).items;
    expect(items.reduce((sum, { count }) => sum + count, 0)).toBe(all.length);
  });
});

describe('gaps', () => {
  test('need, availability and gap of the kecamatan by SNI-EDU-SMP', async () => {
    const gaps = await mini.ask('gaps', { standard: 'SNI-EDU-SMP' });
    expect(gaps.standard).toMatchObject({ id: 'SNI-EDU-SMP', tests: { ratio: { peoplePerUnit: 4800 } } });
    // 9,000 / 4,800 = 1.875 → 2; 6,002 / 4,800 = 1.25 → 2; together 15,002 / 4,800 = 3.13 → 4.
    expect(gaps.items.map(({ region, population, need }) => [region.code, population, need])).toEqual([
      ['99.01.01', 9000, 2],
      ['99.01.02', 6002, 2],
    ]);
    expect(gaps.totals).toMatchObject({ population: 15_002, need: 4, needOfWhole: 4, available: 4 });
    for (const { need, available, gap } of gaps.items) expect(gap).toBe((need ?? 0) - (available ?? 0));
  });

  test('4,801 people need a second SMP', async () => {
    const { items } = await mini.ask('gaps', { standard: 'SNI-EDU-SMP', level: 'desa' });
    expect(items.find(({ region }) => region.code === '99.01.02.1001')).toMatchObject({ population: 4801, need: 2 });
  });

  test('the answer names every dataset that entered it', async () => {
    const { inputs, sample } = await mini.ask('gaps', { standard: 'SNI-EDU-SMP' });
    const named = inputs.map(({ role, dataset }) => `${role} ${dataset}`);
    expect(named).toEqual(
      expect.arrayContaining([
        'population population-register',
        'facilities schools',
        'facilities schools-office',
        'regions kecamatan',
      ]),
    );
    expect(sample).toBe(false);
  });

  test('the share reached is a share of the people of the cells', async () => {
    const { items, method } = await mini.ask('gaps', { standard: 'SNI-EDU-SMP' });
    expect(method).toEqual({ populationMethod: 'cells-even', cellMetres: 100, distance: 'straight' });
    for (const { servedShare, servedPeople, population } of items) {
      expect(servedShare).toBeGreaterThan(0);
      expect(servedPeople).toBe(Math.round((servedShare ?? 0) * (population ?? 0)));
    }
  });

  test('owners that are not chosen do not count', async () => {
    const all = await mini.ask('gaps', { standard: 'SNI-EDU-SD', level: 'kabupaten' });
    const state = await mini.ask('gaps', { standard: 'SNI-EDU-SD', level: 'kabupaten', owners: 'negeri' });
    expect(state.options.owners).toEqual(['negeri']);
    expect(state.items[0]?.available).toBe(all.items[0]?.byOwner.negeri);
  });

  test('a rule that is not about facilities has no figures, and none of them is 0', async () => {
    const { items: standards } = await mini.ask('standards');
    const other = standards.filter(({ facilityKinds }) => facilityKinds.length === 0);
    expect(other.length).toBeGreaterThan(0);
    for (const { id } of other) {
      const { items } = await mini.ask('gaps', { standard: id });
      for (const item of items)
        expect([id, item.available, item.gap, item.servedShare]).toEqual([id, null, null, null]);
    }
  });

  test('a kind that no dataset knows is unknown, not absent', async () => {
    const { items } = await mini.ask('gaps', { standard: 'SNI-EDU-TK' });
    for (const { need, available, gap } of items) {
      expect(need).not.toBeNull();
      expect([available, gap]).toEqual([null, null]);
    }
  });

  test('every standard answers on every level', async () => {
    const { items: standards } = await mini.ask('standards');
    for (const { id } of standards) {
      for (const level of ['kabupaten', 'kecamatan', 'desa'] as const) {
        const { items } = await mini.ask('gaps', { standard: id, level });
        expect(items).toHaveLength({ kabupaten: 1, kecamatan: 2, desa: 4 }[level]);
      }
    }
  });
});

describe('what the engine in the browser gets', () => {
  test('columns hold every facility of the kinds, in step', async () => {
    const columns = await mini.ask('analysisFacilities', { kinds: 'smp,sma' });
    expect(new Set(columns.kind)).toEqual(new Set(['smp', 'sma']));
    for (const column of Object.values(columns)) expect(column).toHaveLength(5);
    expect(columns.longitude[columns.kind.indexOf('sma')]).toBeNull();
  });

  test('the cells of each desa sum to its people', async () => {
    const reply = await mini.app.inject(DEMAND_PATH);
    expect(reply.headers['content-type']).toBe('application/octet-stream');
    const bytes = new Uint8Array(reply.rawPayload);
    const demand = decodeDemand(bytes.buffer);
    const people = demand.desaCodes.map((_, desa) =>
      demand.people.reduce((sum, n, cell) => (demand.desa[cell] === desa ? sum + n : sum), 0),
    );
    expect(Object.fromEntries(demand.desaCodes.map((code, desa) => [code, people[desa]]))).toEqual({
      '99.01.01.2001': 6000,
      '99.01.01.2002': 3000,
      '99.01.02.1001': 4801,
      '99.01.02.2001': 1201,
    });
    const again = await mini.app.inject({ url: DEMAND_PATH, headers: { 'if-none-match': String(reply.headers.etag) } });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });
});

describe('datasets', () => {
  test('each has its provenance and what its last import did', async () => {
    const { items } = await mini.ask('datasets');
    const schools = items.find(({ id }) => id === 'schools');
    expect(schools).toMatchObject({ status: 'terbuka', classification: 'terbuka', version: 1 });
    expect(items.find(({ id }) => id === 'projects')?.status).toBe('contoh');
    const detail = await mini.ask('dataset', {}, { id: 'schools' });
    expect(detail.noteCount).toBe(detail.notes.length);
    const rejected = await mini.ask('dataset', { outcome: 'rejected' }, { id: 'schools' });
    expect(rejected.noteCount).toBeGreaterThan(0);
    expect(new Set(rejected.notes.map(({ outcome }) => outcome))).toEqual(new Set(['rejected']));
    expect(new Set(rejected.notes.map(({ row }) => row)).size).toBe(schools?.rejections);
    const second = await mini.ask('dataset', { limit: '1', offset: '1' }, { id: 'schools' });
    expect(second.notes).toEqual([detail.notes[1]]);
  });
});

describe('search', () => {
  const first = async (q: string) => (await mini.ask('search', { q })).items[0];

  test('the larger of two places with one name comes first', async () => {
    expect(await first('awan')).toMatchObject({ type: 'kecamatan', name: 'Awan', score: 0.99 });
  });
  test('case, spaces and short forms do not count', async () => {
    expect(await first('  KEC.  batu karang ')).toMatchObject({ id: '99.01.02' });
    expect(await first('kel. batu kidul')).toMatchObject({ id: '99.01.02.1001' });
  });
  test('typos are forgiven', async () => {
    expect(await first('batu karng')).toMatchObject({ id: '99.01.02' });
    expect(await first('puskemas awn')).toMatchObject({ type: 'facility', name: 'Puskesmas Awan' });
  });
  test('codes find their place, with dots or without', async () => {
    expect(await first('99.01.02')).toMatchObject({ id: '99.01.02', score: 0.99 });
    expect(await first('990102')).toMatchObject({ id: '99.01.02' });
  });
  test('a national number finds its facility', async () => {
    expect(await first('90000001')).toMatchObject({ type: 'facility', name: 'SD NEGERI 1 AWAN' });
  });
  test('a facility names its desa and the kecamatan above it', async () => {
    const { items } = await mini.ask('search', { q: 'puskesmas awan', type: 'facility' });
    const { region } = items.find(({ name }) => name === 'Puskesmas Awan')!;
    expect(['desa', 'kelurahan']).toContain(region?.kind);
    expect(region?.parent).toMatchObject({ kind: 'kecamatan', code: region?.code.slice(0, 8), name: 'Awan' });
  });
  test('projects are found and say that they are made up', async () => {
    expect(await first('ruang kelas')).toMatchObject({ type: 'project', id: 'proyek-2', sample: true });
  });
  test('a type narrows, a limit cuts, scores fall', async () => {
    const { items } = await mini.ask('search', { q: 'awan', type: 'facility', limit: '3' });
    expect(items).toHaveLength(3);
    expect(new Set(items.map(({ type }) => type))).toEqual(new Set(['facility']));
    const scores = items.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });
  test('what the pattern language would read is only text', async () => {
    for (const q of ['%', '_', '\\', "'", '"; DROP TABLE region; --', '(((', '{}', '$1']) {
      expect((await mini.ask('search', { q })).items.length).toBeLessThanOrEqual(10);
    }
  });
});

describe('projects', () => {
  test('newest year first, with the total of the filter', async () => {
    const all = await mini.ask('projects');
    expect(all.items.map(({ id }) => id)).toEqual(['proyek-2', 'proyek-1']);
    expect(all.total).toEqual({ count: 2, ceilingRupiah: 900_000_000 });
    const page = await mini.ask('projects', { limit: '1' });
    const rest = await mini.ask('projects', { limit: '1', cursor: page.next ?? '' });
    expect([...page.items, ...rest.items]).toEqual(all.items);
    expect(rest.next).toBeNull();
  });
  test('a project in two kecamatan counts in each by its share', async () => {
    expect((await mini.ask('projects', { region: '99.01.01' })).total).toEqual({
      count: 1,
      ceilingRupiah: 675_000_000,
    });
    expect((await mini.ask('projects', { region: '99.01.02' })).total).toEqual({
      count: 2,
      ceilingRupiah: 225_000_000,
    });
  });
  test('11 points behind a plan of 60 % is critical, and a proposal is neither', async () => {
    const project = await mini.ask('project', {}, { id: 'proyek-1' });
    expect(project.critical).toBe(true);
    expect(project.history.map(({ status }) => status)).toEqual(['kontrak', 'pelaksanaan']);
    expect((await mini.ask('project', {}, { id: 'proyek-2' })).critical).toBeNull();
  });
});

describe('permits', () => {
  test('four permits are too few to tell anything', async () => {
    const summary = await mini.ask('permitSummary');
    expect(summary.items.filter(({ count }) => count !== null && count > 0 && count < 5)).toEqual([]);
    expect(summary.withoutPosition).toBeNull();
    expect(summary.sample).toBe(true);
    // Nor does the list of datasets or the catalogue: both know the points of the map, and no more.
    const [open] = await mini.database.query<{ count: number }>(
      'SELECT count(*)::integer AS count FROM permit_public_point',
    );
    expect(open!.count).toBeLessThan(4);
    const { records } = await mini.ask('dataset', {}, { id: 'permits' });
    expect(records).toBe(open!.count);
    const staff = await mini.signInAs('pimpinan');
    const entry = async (headers = {}) => (await mini.app.inject({ url: '/api/v1/catalogue/permits', headers })).json();
    expect(await entry()).toMatchObject({ records: open!.count, versions: [], quality: { placed: null } });
    expect(await entry(staff)).toMatchObject({ records: 4 });
  });
  test('no answer of any endpoint names an applicant', async () => {
    for (const url of ['/api/v1/permits/summary', '/api/v1/search?q=pemohon', '/api/v1/search?q=MINI-0002']) {
      const { body } = await mini.app.inject(url);
      expect(body).not.toMatch(/Pemohon 2|9901010000000002|0800000002|MINI-0002/);
    }
  });
});

describe('closed datasets', () => {
  test('their rows vanish from every list, their metadata stay', async () => {
    const before = (await mini.ask('facilities', { limit: '1000' })).items.length;
    await mini.database.query(`UPDATE dataset SET classification = 'terbatas' WHERE id = 'puskesmas'`);
    await mini.database.query(`SELECT pg_notify('dataset_changed', 'puskesmas')`);
    try {
      await expect.poll(async () => (await mini.ask('analysisFacilities', { kinds: 'puskesmas' })).id).toEqual([]);
      expect((await mini.ask('facilities', { kind: 'puskesmas' })).items).toEqual([]);
      expect((await mini.ask('facilities', { limit: '1000' })).items).toHaveLength(before - 2);
      const near = await mini.ask('facilitiesNear', { lon: '110.025', lat: '-7.025', kind: 'puskesmas' });
      expect(near.items).toEqual([]);
      expect((await mini.ask('facilityKinds')).items.some(({ kind }) => kind === 'puskesmas')).toBe(false);
      const found = await mini.ask('search', { q: 'puskesmas awan' });
      expect(found.items.some(({ kind }) => kind === 'puskesmas')).toBe(false);
      expect((await mini.ask('datasets')).items.some(({ id }) => id === 'puskesmas')).toBe(true);
      expect((await mini.ask('dataset', {}, { id: 'puskesmas' })).notes).toEqual([]);
    } finally {
      await mini.database.query(`UPDATE dataset SET classification = 'terbuka' WHERE id = 'puskesmas'`);
      await mini.database.query(`SELECT pg_notify('dataset_changed', 'puskesmas')`);
    }
  });
});

describe('revalidation', () => {
  test('an unchanged version of the data answers 304, an import makes a new one', async () => {
    const first = await mini.app.inject('/api/v1/regions');
    const etag = String(first.headers.etag);
    const again = await mini.app.inject({ url: '/api/v1/regions', headers: { 'if-none-match': etag } });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    await mini.database.query(`UPDATE dataset SET version = version + 1 WHERE id = 'schools'`);
    await mini.database.query(`SELECT pg_notify('dataset_changed', 'schools')`);
    await expect
      .poll(
        async () => (await mini.app.inject({ url: '/api/v1/regions', headers: { 'if-none-match': etag } })).statusCode,
      )
      .toBe(200);
  });
});
