// S67: what is a data centre, an operation centre or a cable is never published openly, whichever way it comes.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Upload } from '#model/upload';
import { staffContract } from '#staff-contract';
import { createMiniApp, type MiniApp } from './mini-app.ts';

const SITE = 'Pusat Data Uji';
const REFUSED = { code: 'not_publishable', parameters: [{ name: 'classification', reason: 'restricted_kind' }] };

let mini: MiniApp;
let folder: string;
let office: Record<string, string>;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'jangkau-restricted-test-'));
  mini = await createMiniApp({ dataFolder: folder });
  office = await mini.signInAs('opd', 'diskominfo');
  await mini.database.query(`UPDATE agency SET may_publish = true WHERE id = 'diskominfo'`);
}, 240_000);
afterAll(async () => {
  await mini?.close();
  await rm(folder, { recursive: true, force: true });
});

const request = (method: 'GET' | 'POST' | 'PUT' | 'PATCH', url: string, payload?: object) =>
  mini.app.inject({ method, url, headers: office, ...(payload === undefined ? {} : { payload }) });
const uploadOf = async (id: string): Promise<Upload> =>
  staffContract.upload.response!.parse((await request('GET', `/api/v1/desk/uploads/${id}`)).json());
const settled = (id: string) =>
  vi.waitFor(
    async () => {
      const upload = await uploadOf(id);
      expect(upload.job).toBeNull();
      return upload;
    },
    { timeout: 60_000, interval: 50 },
  );
const { method: changing } = staffContract.changeUpload;
const change = async (id: string, body: object) => {
  const reply = await request(changing as 'PATCH', `/api/v1/desk/uploads/${id}`, body);
  expect(reply.statusCode, reply.body).toBe(200);
  return settled(id);
};
const publish = (id: string) => request('POST', `/api/v1/desk/uploads/${id}/publication`);
async function send(lines: string[], title: string): Promise<Upload> {
  const reply = await mini.app.inject({
    method: 'POST',
    url: '/api/v1/desk/uploads',
    query: { file: 'simpul.csv' },
    headers: { ...office, 'content-type': 'application/octet-stream' },
    payload: Buffer.from(['nama;jenis;bujur;lintang;kondisi', ...lines].join('\n')),
  });
  expect(reply.statusCode, reply.body).toBe(200);
  const { id } = await settled((reply.json() as { id: string }).id);
  return change(id, {
    newDataset: { family: 'infrastructure', title },
    mapping: {
      columns: { name: 'nama', kind: 'jenis', longitude: 'bujur', latitude: 'lintang', condition: 'kondisi' },
      constants: {},
      values: {},
    },
  });
}
const DESCRIBED = { date: '2026-05', source: 'Diskominfo' };
const datasetExists = async (id: string) =>
  (await mini.database.query('SELECT 1 FROM dataset WHERE id = $1', [id])).length === 1;

/** What anybody gets of places where such a thing could show; each with the name of the site or its dataset would be a leak. */
async function publicWords(): Promise<string> {
  const catalogue = await mini.app.inject('/api/v1/catalogue');
  const ids = (catalogue.json() as { items: { id: string }[] }).items.map(({ id }) => id);
  const pages = await Promise.all(
    [
      '/api/v1/datasets',
      '/api/v1/search?q=Pusat%20Data',
      ...ids.flatMap((id) => [`/api/v1/catalogue/${id}`, `/api/v1/catalogue/${id}/download?format=csv`]),
    ].map((url) => mini.app.inject(url)),
  );
  const list = await mini.app.inject('/tiles');
  const tilesets = (list.json() as { items: { name: string; version: string }[] }).items;
  const tiles = await Promise.all(
    tilesets.flatMap(({ name, version }) => [
      mini.app.inject(`/tiles/${name}/${version}/8/206/133.mvt`),
      mini.app.inject(`/tiles/${name}/${version}/14/13198/8511.mvt`),
    ]),
  );
  expect(tiles.some(({ statusCode }) => statusCode === 200)).toBe(true);
  return [catalogue, list, ...pages, ...tiles].map(({ rawPayload }) => rawPayload.toString('latin1')).join('\n');
}

test('an upload with such a thing starts exempt, is refused as open or limited data, and is nobody else’s when published', async () => {
  const bridges = await send(['Jembatan Uji;jembatan;110.01;-7.02;baik'], 'Jembatan uji');
  expect(bridges).toMatchObject({ counts: { valid: 1 }, metadata: { classification: 'terbuka' } });

  const upload = await send(
    [`${SITE};titik tik;110.0102;-7.0202;baik`, 'Jembatan Dua;jembatan;110.02;-7.02;baik'],
    'Simpul jaringan',
  );
  expect(upload).toMatchObject({ counts: { valid: 2 }, metadata: { classification: 'dikecualikan' } });
  for (const classification of ['terbuka', 'terbatas']) {
    await change(upload.id, { metadata: { ...DESCRIBED, classification } });
    const refused = await publish(upload.id);
    expect([refused.statusCode, refused.json()]).toEqual([409, expect.objectContaining(REFUSED)]);
  }
  expect(await datasetExists(upload.dataset!)).toBe(false);
  expect(await uploadOf(upload.id)).toMatchObject({ state: 'draf', job: null });

  await change(upload.id, { metadata: { classification: 'dikecualikan' } });
  const published = await publish(upload.id);
  expect(published.statusCode, published.body).toBe(200);
  const words = await publicWords();
  expect(words).not.toContain(SITE);
  expect(words).not.toContain('Simpul jaringan');
  expect(words).not.toContain(upload.dataset!);
  const own = await request('GET', `/api/v1/desk/datasets/${upload.dataset}/features`);
  expect(own.body).toContain(SITE);
});

test('a row that becomes such a thing when it is mended makes the upload exempt', async () => {
  const upload = await send(['Jembatan Tiga;entah apa;110.03;-7.02;baik'], 'Jembatan tiga');
  expect(upload).toMatchObject({ counts: { rejected: 1 }, metadata: { classification: 'terbuka' } });
  const { method } = staffContract.changeUploadRow;
  const reply = await request(method as 'PATCH', `/api/v1/desk/uploads/${upload.id}/rows/1`, {
    edits: { kind: 'ict-site' },
  });
  expect(reply.statusCode, reply.body).toBe(200);
  expect(await uploadOf(upload.id)).toMatchObject({
    counts: { valid: 1 },
    metadata: { classification: 'dikecualikan' },
  });
});

test('what stays beside an upload counts too', async () => {
  const upload = await send(['Jembatan Empat;jembatan;110.04;-7.02;baik'], 'Jembatan empat');
  await change(upload.id, { dataset: 'simpul-jaringan', keepsRest: true });
  await change(upload.id, { metadata: { ...DESCRIBED, classification: 'terbuka' } });
  expect((await publish(upload.id)).json()).toMatchObject(REFUSED);
  // Without the site the dataset may be open.
  await change(upload.id, { keepsRest: false });
  const published = await publish(upload.id);
  expect(published.statusCode, published.body).toBe(200);
});

test('no single feature is added as such a thing, or becomes one, in a dataset that is not exempt', async () => {
  const url = '/api/v1/desk/datasets/simpul-jaringan/features';
  const site = {
    values: { name: SITE, kind: 'ict-site', condition: 'good' },
    position: [110.0102, -7.0202],
  };
  expect((await request('POST', url, site)).json()).toMatchObject(REFUSED);
  const bridge = await request('POST', url, { ...site, values: { ...site.values, kind: 'bridge' } });
  expect(bridge.statusCode, bridge.body).toBe(200);
  const { feature } = staffContract.createFeature.response!.parse(bridge.json());
  const becoming = { values: { kind: 'ict-site' }, revision: feature.revision };
  expect((await request('PUT', `${url}/${feature.id}`, becoming)).json()).toMatchObject(REFUSED);
  const kinds = await mini.database.query(`SELECT DISTINCT kind FROM infrastructure WHERE dataset = 'simpul-jaringan'`);
  expect(kinds).toEqual([{ kind: 'bridge' }]);

  await mini.database.query(`UPDATE dataset SET classification = 'dikecualikan' WHERE id = 'simpul-jaringan'`);
  const added = await request('POST', url, { ...site, position: [110.0302, -7.0302] });
  expect(added.statusCode, added.body).toBe(200);
});

test('a version with such a thing does not come back as open data', async () => {
  await mini.database.query(
    `UPDATE dataset_version SET metadata = metadata || '{"classification": "terbuka"}' WHERE dataset = 'simpul-jaringan'`,
  );
  const custodian = await mini.signInAs('walidata');
  const [withSite] = await mini.database.query<{ version: number }>(
    `SELECT min(from_version) AS version FROM feature_history WHERE dataset = 'simpul-jaringan' AND content ->> 'kind' = 'ict-site'`,
  );
  const reply = await mini.app.inject({
    method: 'POST',
    url: `/api/v1/desk/datasets/simpul-jaringan/versions/${withSite!.version}/restoration`,
    headers: custodian,
    payload: { remark: 'Uji coba.' },
  });
  expect(reply.json()).toMatchObject(REFUSED);
  expect(await publicWords()).not.toContain(SITE);
});
