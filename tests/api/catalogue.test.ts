import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { staffContract, type StaffAnswer } from '../../api/contract/staff.ts';
import { readUpload, type RawRow } from '../../data/desk/read/index.ts';
import { createMiniApp, type MiniApp } from './mini-app.ts';

const BOUNDS: [number, number, number, number] = [109.9, -7.3, 110.4, -6.9];
const hasTool = (name: string) => spawnSync(name, ['--version']).status === 0;
const NOW = new Date('2026-11-24T03:00:00Z');

let mini: MiniApp;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'jangkau-catalogue-test-'));
  mini = await createMiniApp({ dataFolder: folder, now: () => NOW });
  await mini.signInAs('opd', 'dinkes');
  await mini.database.query(
    `UPDATE dataset SET agency = 'dinkes', date = '2024', update_cycle_months = 12, licence = 'CC BY 4.0', scale = '1:50.000',
       contact = 'data@dinkes.example', abstract = 'Semua puskesmas <uji> & "jaringan"' WHERE id = 'puskesmas';
     INSERT INTO dataset (id, title, family, abstract, producer, source, classification, status, coverage, lineage, version, records, imported_at, agency)
     VALUES ('tertutup', 'Aset terbatas', 'infrastructure', '', 'Dinkes', '', 'terbatas', 'contoh', '', '', 1, 1, now(), 'dinkes'),
            ('rahasia', 'Simpul rahasia', 'infrastructure', '', 'Dinkes', '', 'dikecualikan', 'resmi', '', '', 1, 1, now(), 'dinkes');
     INSERT INTO infrastructure (id, kind, name, geometry, dataset)
     SELECT id || '-1', 'ict-site', '=Aset ' || id, ST_SetSRID(ST_MakePoint(110.1, -7.2), 4326), id FROM dataset WHERE id IN ('tertutup', 'rahasia')`,
  );
  await mini.database.query(`SELECT pg_notify('dataset_changed', 'puskesmas')`);
});
afterAll(async () => {
  await mini?.close();
  rmSync(folder, { recursive: true, force: true });
});

const get = (url: string, headers: Record<string, string> = {}) => mini.app.inject({ url, headers });
const json = async <N extends 'catalogue' | 'catalogueEntry' | 'scorecard'>(
  name: N,
  url: string,
  headers: Record<string, string> = {},
): Promise<StaffAnswer<N>> => {
  const reply = await get(url, headers);
  expect(reply.statusCode, reply.body.slice(0, 300)).toBe(200);
  return staffContract[name].response!.parse(reply.json()) as StaffAnswer<N>;
};
const fetchZip = async (id: string, format: string, headers: Record<string, string> = {}) => {
  const reply = await get(`/api/v1/catalogue/${id}/download?format=${format}`, headers);
  expect(reply.statusCode, reply.body.slice(0, 300)).toBe(200);
  expect(Number(reply.headers['content-length'])).toBe(reply.rawPayload.length);
  return { headers: reply.headers, files: unzipSync(new Uint8Array(reply.rawPayload)) };
};
const textOf = (bytes: Uint8Array | undefined) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
async function readBack(name: string, bytes: Uint8Array): Promise<RawRow[]> {
  const file = path.join(folder, 'upload');
  writeFileSync(file, bytes);
  const rows: RawRow[] = [];
  for await (const batch of readUpload({ path: file, name }, { bounds: BOUNDS })) rows.push(...batch.rows);
  return rows;
}

describe('the list', () => {
  test('describes what everybody may know of, with the next edition that is due', async () => {
    const { items } = await json('catalogue', '/api/v1/catalogue');
    const known = items.find(({ id }) => id === 'puskesmas')!;
    expect(known).toMatchObject({
      agency: 'dinkes',
      agencyName: 'Dinas Kesehatan Kabupaten Mini',
      dueOn: '2025-12-31',
      isStale: true,
    });
    expect(known.bbox![0]).toBeGreaterThan(109);
    expect(items.find(({ id }) => id === 'tertutup')).toMatchObject({ downloads: [], bbox: null });
    expect(items.map(({ id }) => id)).not.toContain('rahasia');
  });

  test('shows staff the rows of closed datasets, and exempt ones to their agency alone', async () => {
    const own = await json('catalogue', '/api/v1/catalogue', await mini.signInAs('opd', 'dinkes'));
    expect(own.items.find(({ id }) => id === 'rahasia')?.downloads).toContain('gpkg');
    const other = await json('catalogue', '/api/v1/catalogue', await mini.signInAs('opd', 'disdik'));
    expect(other.items.map(({ id }) => id)).not.toContain('rahasia');
    expect(other.items.find(({ id }) => id === 'tertutup')?.downloads).toContain('csv');
  });
});

describe('one dataset', () => {
  test('has columns with how far they are filled, first rows, versions and shapes', async () => {
    const entry = await json('catalogueEntry', '/api/v1/catalogue/puskesmas');
    const [counted] = await mini.database.query<{ count: number; coded: number }>(
      `SELECT count(*)::integer AS count, count(national_code)::integer AS coded FROM facility WHERE dataset = 'puskesmas'`,
    );
    expect(entry.rows).toBe(counted!.count);
    expect(entry.columns.find(({ name }) => name === 'kode_nasional')?.filled).toBeCloseTo(
      counted!.coded / counted!.count,
    );
    expect(entry.columns.map(({ name }) => name)).not.toContain('contoh');
    expect(entry.preview[0]).toMatchObject({ jenis: 'puskesmas' });
    expect(entry.versions[0]).toMatchObject({ version: entry.version, state: 'terbit', origin: 'import' });
    expect(entry.sketch!.points.length).toBeGreaterThan(0);
    expect(entry.sketch!.outline[0]!.length).toBeGreaterThan(3);
  });

  test('of a closed one the public learns that it exists and nothing of its rows', async () => {
    const entry = await json('catalogueEntry', '/api/v1/catalogue/tertutup');
    expect(entry).toMatchObject({ preview: [], rows: null, sketch: null, bbox: null });
    expect((await mini.problemOf('/api/v1/catalogue/rahasia')).code).toBe('forbidden');
    expect((await mini.problemOf('/api/v1/catalogue/tidak-ada')).code).toBe('unknown_dataset');
    for (const part of ['dcat.jsonld', 'metadata.xml', 'download?format=csv'])
      expect((await mini.problemOf(`/api/v1/catalogue/rahasia/${part}`)).code).toBe('forbidden');
    expect((await mini.problemOf('/api/v1/catalogue/tertutup/download?format=csv')).code).toBe('forbidden');
  });

  test.each(['', '?format=', '?format=exe', '?format=csv&more=1'])(
    'refuses a format it does not know: %s',
    async (query) => {
      expect((await mini.problemOf(`/api/v1/catalogue/puskesmas/download${query}`)).code).toBe('invalid_parameter');
    },
  );
});

describe('downloads', () => {
  test('CSV is UTF-8 with a byte order mark, and stands beside its metadata', async () => {
    const { files, headers } = await fetchZip('puskesmas', 'csv');
    const name = Object.keys(files).find((file) => file.endsWith('.csv'))!;
    expect(headers['content-disposition']).toContain(`filename="${name}.zip"`);
    expect(textOf(files[name]).startsWith('\uFEFFid,nama,jenis,')).toBe(true);
    const metadata = JSON.parse(textOf(files['metadata.json']));
    expect(metadata).toMatchObject({ file: name, licence: 'CC BY 4.0', date: '2024', sample: false, crs: 'EPSG:4326' });
    expect(textOf(files[name]).trim().split('\r\n').length - 1).toBe(metadata.rows);
    const text = textOf(files['metadata.txt']);
    for (const said of ['Lisensi: CC BY 4.0', 'Tanggal data: 2024', 'Kontak: data@dinkes.example', 'Kelemahan'])
      expect(text).toContain(said);
  });

  test('an unchanged version answers 304, a description that changed a new file', async () => {
    const url = '/api/v1/catalogue/puskesmas/download?format=csv';
    const first = await get(url);
    const etag = String(first.headers['etag']);
    expect((await get(url, { 'if-none-match': etag })).statusCode).toBe(304);
    await mini.database.query(`UPDATE dataset SET known_flaws = '{"Dua titik tertukar"}' WHERE id = 'puskesmas'`);
    const second = await get(url, { 'if-none-match': etag });
    expect(second.statusCode).toBe(200);
    expect(textOf(unzipSync(new Uint8Array(second.rawPayload))['metadata.txt'])).toContain('- Dua titik tertukar');
  });

  test('nobody gets the address that another one made a file with', async () => {
    const url = '/api/v1/catalogue/puskesmas/download?format=csv';
    const zipOf = async (host: string) => unzipSync(new Uint8Array((await get(url, { host })).rawPayload));
    expect(textOf((await zipOf('palsu.example'))['metadata.txt'])).toContain('http://palsu.example/data/puskesmas');
    expect(textOf((await zipOf('asli.example'))['metadata.txt'])).toContain('http://asli.example/data/puskesmas');
  });

  test('samples say so in name and content, and a spreadsheet takes no cell for a formula', async () => {
    const { files } = await fetchZip('tertutup', 'csv', await mini.signInAs('pimpinan'));
    const name = Object.keys(files).find((file) => file.endsWith('.csv'))!;
    expect(name).toBe('contoh-tertutup-v1.csv');
    const [header, row] = textOf(files[name]).trim().split('\r\n');
    expect(header).toContain(',contoh,');
    expect(row).toContain(`'=Aset tertutup`);
    expect(row).toContain('true');
    expect(textOf(files['metadata.txt'])).toContain('DATA CONTOH');
  });

  test.each(['geojson', 'csv', 'gpkg', 'fgb'])(
    '%s comes back with its counts, codes and places (S85)',
    async (format) => {
      const { files } = await fetchZip('puskesmas', format);
      const name = Object.keys(files).find((file) => file.endsWith(`.${format}`))!;
      const rows = await readBack(name, files[name]!);
      const stored = await mini.database.query<{
        id: string;
        region: string;
        code: string | null;
        x: number;
        y: number;
      }>(
        `SELECT id, region, national_code AS code, ST_X(position) AS x, ST_Y(position) AS y FROM facility WHERE dataset = 'puskesmas' ORDER BY id`,
      );
      expect(rows.length).toBe(stored.length);
      const byId = new Map(rows.map((row) => [row.cells['id'], row]));
      for (const { id, region, code, x, y } of stored) {
        const row = byId.get(id)!;
        expect([row.cells['kode_wilayah'], row.cells['kode_nasional'] || null]).toEqual([region, code]);
        if (format === 'csv') {
          expect(Number(row.cells['bujur'])).toBeCloseTo(x, 8);
          expect(Number(row.cells['lintang'])).toBeCloseTo(y, 8);
        } else {
          const { coordinates } = row.geometry as unknown as { coordinates: [number, number] };
          expect(coordinates[0]).toBeCloseTo(x, 8);
          expect(coordinates[1]).toBeCloseTo(y, 8);
        }
      }
    },
  );

  test('lines keep their shape', async () => {
    const { files } = await fetchZip('roads', 'gpkg');
    const rows = await readBack('roads.gpkg', Object.entries(files).find(([name]) => name.endsWith('.gpkg'))![1]);
    const stored = await mini.database.query<{ id: string; shape: string }>(
      `SELECT id, ST_AsGeoJSON(geometry, 9) AS shape FROM infrastructure WHERE dataset = 'roads'`,
    );
    expect(rows.length).toBe(stored.length);
    const byId = new Map(rows.map((row) => [row.cells['id'], row.geometry]));
    for (const { id, shape } of stored) expect(byId.get(id)).toEqual(JSON.parse(shape));
  });

  test.each(['gpkg', 'fgb'])('GDAL reads the %s', async (format) => {
    if (!hasTool('ogrinfo')) return console.warn('ogrinfo is not installed: GDAL of the system was not asked');
    const { files } = await fetchZip('puskesmas', format);
    const [name, bytes] = Object.entries(files).find(([file]) => file.endsWith(`.${format}`))!;
    const file = path.join(folder, name);
    writeFileSync(file, bytes);
    const told = execFileSync('ogrinfo', ['-ro', '-so', '-al', file], { encoding: 'utf8' });
    expect(told).toContain('kode_wilayah: String');
    expect(told).toContain('"EPSG",4326');
    expect(Number(/Feature Count: (\d+)/.exec(told)?.[1])).toBeGreaterThan(0);
  });

  test('permits of an open dataset never say who applied, to nobody', async () => {
    const [permits] = await mini.database.query<{ id: string }>(
      `SELECT id FROM dataset WHERE family = 'permit' LIMIT 1`,
    );
    const id = permits?.id ?? 'izin-uji';
    if (!permits)
      await mini.database.query(
        `INSERT INTO dataset (id, title, family, abstract, producer, source, classification, status, coverage, lineage, version, records, imported_at)
         VALUES ('izin-uji', 'Izin uji', 'permit', '', 'DPMPTSP', '', 'terbuka', 'contoh', '', '', 1, 1, now())`,
      );
    await mini.database.query(
      `INSERT INTO permit (id, type, applicant_kind, status, applied_on, region, accuracy, position, dataset)
       SELECT 'perorangan-1', 'PBG', 'perseorangan', 'diajukan', '2026-01-05', code, 'titik', label_point, '${id}' FROM region WHERE level = 'desa' LIMIT 1;
       INSERT INTO personal.permit_applicant (permit, number, name, nik) VALUES ('perorangan-1', '1', 'Siti Rahasia', '9901010101010001')`,
    );
    await mini.database.query(`UPDATE dataset SET version = version + 1 WHERE id = '${id}'`);
    for (const headers of [{}, await mini.signInAs('walidata')]) {
      const { files } = await fetchZip(id, 'csv', headers);
      const all = Object.values(files).map(textOf).join('\n');
      expect(all).not.toContain('perorangan-1');
      expect(all).not.toMatch(/Siti Rahasia|9901010101010001|nik\b/);
    }
  });
});

describe('for other catalogues', () => {
  test('DCAT has what a harvester needs of every dataset', async () => {
    // The size of a file is known once it was made.
    await fetchZip('puskesmas', 'csv');
    const reply = await get('/api/v1/catalogue.jsonld');
    expect(reply.headers['content-type']).toContain('application/ld+json');
    const catalogue = reply.json();
    expect(catalogue['@type']).toBe('dcat:Catalog');
    const known = catalogue['dcat:dataset'].find(
      (node: Record<string, unknown>) => node['dct:identifier'] === 'puskesmas',
    );
    expect(known['dct:title']).toEqual({ '@value': expect.any(String), '@language': 'id' });
    expect(known['dct:publisher']).toMatchObject({ 'foaf:name': 'Dinas Kesehatan Kabupaten Mini' });
    expect(known['dct:accrualPeriodicity']['@id']).toMatch(/frequency\/ANNUAL$/);
    expect(known['dct:license']['@id']).toMatch(/licenses\/by\/4.0/);
    expect(known['dct:spatial']['dcat:bbox']['@value']).toMatch(/^POLYGON\(\(/);
    expect(known['dct:temporal']['dcat:endDate']['@value']).toBe('2024-12-31');
    const csv = known['dcat:distribution'].find((node: Record<string, unknown>) => node['dct:format'] === 'csv');
    expect(csv['dcat:mediaType']['@id']).toMatch(/text\/csv$/);
    expect(Number(csv['dcat:byteSize']['@value'])).toBeGreaterThan(100);
    expect((await get(new URL(csv['dcat:downloadURL']['@id']).pathname + '?format=csv')).statusCode).toBe(200);
    expect(JSON.stringify(catalogue)).not.toContain('rahasia"');
  });

  test('ISO 19115 is well-formed and has the required elements', async () => {
    const { body, headers } = await get('/api/v1/catalogue/puskesmas/metadata.xml');
    expect(headers['content-type']).toContain('application/xml');
    expect(body).toContain('Semua puskesmas &lt;uji&gt; &amp; &quot;jaringan&quot;');
    for (const name of [
      'fileIdentifier',
      'contact',
      'dateStamp',
      'identificationInfo',
      'referenceSystemInfo',
      'lineage',
      'topicCategory',
    ])
      expect(body).toContain(`<gmd:${name}>`);
    expect(body).toContain('<gco:Integer>50000</gco:Integer>');
    if (!hasTool('xmllint')) return console.warn('xmllint is not installed: well-formedness was not asked of it');
    const file = path.join(folder, 'metadata.xml');
    writeFileSync(file, body);
    execFileSync('xmllint', ['--noout', file]);
  });
});

describe('the scorecard', () => {
  test('is worst first, names what cannot be judged, and flags agencies that are late (S96, S100)', async () => {
    const { datasets, agencies } = await json('scorecard', '/api/v1/catalogue-quality');
    const known = datasets.find(({ id }) => id === 'puskesmas')!;
    expect(known.shares).toMatchObject({ dated: 1, licensed: 1, onTime: 0, validCode: 1 });
    const [run] = await mini.database.query<{ share: number }>(
      `SELECT (rows_read - rows_rejected)::double precision / rows_read AS share FROM import_run WHERE dataset = 'puskesmas' ORDER BY version DESC LIMIT 1`,
    );
    expect(known.shares.accepted).toBeCloseTo(run!.share);
    const told = Object.values(known.shares).filter((share) => share !== null);
    expect(known.score).toBeCloseTo(told.reduce((sum, share) => sum + share, 0) / told.length);
    const scores = datasets.map(({ score }) => score ?? 2);
    expect(scores).toEqual(scores.toSorted((a, b) => a - b));
    const own = datasets.filter(({ agency, sample }) => agency === 'dinkes' && !sample);
    expect(agencies.find(({ agency }) => agency === 'dinkes')).toMatchObject({
      datasets: own.length,
      stale: own.filter(({ isStale }) => isStale).length,
      score: expect.closeTo(own.reduce((sum, { score }) => sum + score!, 0) / own.length, 9),
    });
    expect(agencies.find(({ agency, datasets: count }) => agency === 'dinkes' && count > 0)?.stale).toBeGreaterThan(0);
    expect(datasets.map(({ id }) => id)).not.toContain('rahasia');
    const register = datasets.find(({ shares }) => shares.placed === null && shares.validCode !== null);
    expect(register?.shares.insideRegion).toBeNull();
  });

  test('a point outside the region that its row states counts against it', async () => {
    const before = (await json('scorecard', '/api/v1/catalogue-quality')).datasets.find(
      ({ id }) => id === 'puskesmas',
    )!;
    await mini.database.query(
      `INSERT INTO facility (id, kind, name, owner, authority, region, accuracy, position, dataset)
       SELECT 'jauh', 'puskesmas', 'Puskesmas Jauh', 'negeri', 'kabupaten', '99.01.01.2001', 'point', ST_SetSRID(ST_MakePoint(112, -7), 4326), 'puskesmas';
       UPDATE dataset SET version = version + 1 WHERE id = 'puskesmas'`,
    );
    await mini.database.query(`SELECT pg_notify('dataset_changed', 'puskesmas')`);
    await expect
      .poll(async () => {
        const { datasets } = await json('scorecard', '/api/v1/catalogue-quality');
        return datasets.find(({ id }) => id === 'puskesmas')!.shares.insideRegion! < before.shares.insideRegion!;
      })
      .toBe(true);
  });
});
