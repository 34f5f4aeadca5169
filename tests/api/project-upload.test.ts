// A list of procurement plans from the file to the register, and again with fewer columns, over the API.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { z } from 'zod';
import type { Endpoint } from '#contract';
import { ProjectStatus } from '#model/project';
import { staffContract, type StaffAnswer, type StaffEndpoint } from '#staff-contract';
import { statement } from '../../data/desk/versions/statements.ts';
import { createMiniApp, type MiniApp } from './mini-app.ts';

let mini: MiniApp;
let folder: string;
let walidata: Record<string, string>;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'jangkau-rup-test-'));
  mini = await createMiniApp({ dataFolder: folder, now: () => new Date('2026-11-24T05:00:00Z') });
  walidata = await mini.signInAs('walidata', 'diskominfo');
}, 240_000);
afterAll(async () => {
  await mini?.close();
  await rm(folder, { recursive: true, force: true });
});

interface Asked {
  query?: Record<string, string>;
  params?: Record<string, string>;
  body?: object;
}
async function ask<N extends StaffEndpoint>(
  name: N,
  { query = {}, params = {}, body }: Asked,
): Promise<StaffAnswer<N>> {
  const { method, path: route, response } = staffContract[name] as Endpoint;
  const url = route.replace(/:([a-z]+)/gi, (_, key: string) => encodeURIComponent(params[key]!));
  const type = body instanceof Uint8Array ? { 'content-type': 'application/octet-stream' } : {};
  const payload = body instanceof Uint8Array ? Buffer.from(body) : body;
  const answer = await mini.app.inject({
    method,
    url,
    query,
    headers: { ...walidata, ...type },
    ...(payload ? { payload } : {}),
  });
  expect(answer.statusCode, `${name} ${answer.body.slice(0, 400)}`).toBe(200);
  return (response as z.ZodType).parse(answer.json()) as StaffAnswer<N>;
}
const settled = (id: string) =>
  vi.waitFor(
    async () => {
      const upload = await ask('upload', { params: { id } });
      expect(upload.job).toBeNull();
      return upload;
    },
    { timeout: 60_000, interval: 50 },
  );

/** Reads, checks and publishes a list; answers the id of the upload. */
async function publish(lines: readonly string[], file: string, dataset: string | null): Promise<string> {
  const query = { file, ...(dataset === null ? {} : { dataset }) };
  const { id } = await ask('createUpload', { query, body: Buffer.from(lines.join('\r\n')) });
  await settled(id);
  const newDataset = { family: 'project', title: 'RUP uji' };
  const metadata = { date: '2026-03', source: 'SIRUP', lineage: 'Unduhan SIRUP.', abstract: 'Rencana umum pengadaan.' };
  await ask('changeUpload', { params: { id }, body: { ...(dataset === null ? { newDataset } : {}) } });
  const ready = await settled(id);
  expect(ready.counts).toMatchObject({ rows: 2, rejected: 0 });
  await ask('changeUpload', { params: { id }, body: { metadata } });
  await settled(id);
  await ask('publishUpload', { params: { id } });
  return id;
}
const record = (id: string) => ask('projectRecord', { params: { id } });

test('every column comes to the register; a second list without them takes nothing away, and no project back', async () => {
  const upload = await publish(
    [
      'Kode RUP;Satuan Kerja;Nama Paket;Pagu (Rp);Metode Pemilihan;Sumber Dana;Lokasi Pekerjaan;Volume;Satuan',
      '51234567;Dinas Pekerjaan Umum;Rehabilitasi Jalan Awan - Batu Karang;1.250.000.000;Tender;DAK;Kec. Awan;2,5;km',
      '51234568;Dinas Pendidikan;Rehab Ruang Kelas SDN 1 Awan;300.000.000;E-Purchasing;APBD;;;',
    ],
    'RUP 2026.csv',
    null,
  );
  const dataset = (await ask('upload', { params: { id: upload } })).dataset!;
  const [road, school] = [`${dataset}-51234567`, `${dataset}-51234568`];
  const first = await record(road);
  expect(first).toMatchObject({
    status: 'rup_diumumkan',
    ceilingRupiah: 1_250_000_000,
    method: 'TENDER',
    procurementCode: '51234567',
    fundingSource: 'DAK_FISIK',
    volume: 2.5,
    unit: 'km',
    regions: [{ code: '99.01.01', share: 1 }],
    accuracy: 'tidak_diketahui',
  });
  expect(await record(school)).toMatchObject({
    regions: [{ code: '99.01' }],
    volume: null,
    ceilingRupiah: 300_000_000,
  });

  // What people did since: a step, and a line through both kecamatan.
  const step = { to: 'pemilihan', changedOn: '2026-11-24', document: null, note: null, lastStep: first.lastStep };
  await ask('stepProject', { params: { id: road }, body: step });
  const feature = await ask('deskFeature', { params: { id: dataset, feature: road } });
  const geometry = {
    type: 'LineString',
    coordinates: [
      [110.04, -7.03],
      [110.08, -7.03],
    ],
  };
  await ask('changeFeature', {
    params: { id: dataset, feature: road },
    body: { values: {}, geometry, revision: feature.revision },
  });
  const placed = await record(road);
  expect(placed.regions).toHaveLength(2);

  await publish(
    [
      'Kode RUP;Satuan Kerja;Nama Paket;Pagu (Rp)',
      '51234567;Dinas Pekerjaan Umum;Rehabilitasi Jalan Awan - Batu Karang;1.300.000.000',
      '51234568;Dinas Pendidikan;Rehab Ruang Kelas SDN 1 Awan;300.000.000',
    ],
    'RUP 2026 perubahan.csv',
    dataset,
  );
  const again = await record(road);
  expect(again).toMatchObject({
    ceilingRupiah: 1_300_000_000,
    status: 'pemilihan',
    method: 'TENDER',
    fundingSource: 'DAK_FISIK',
    volume: 2.5,
    unit: 'km',
    accuracy: 'ruas',
    geometry: placed.geometry,
    regions: placed.regions,
  });
  expect(again.steps.map(({ status, stands }) => [status, stands])).toEqual([
    ['rup_diumumkan', true],
    ['pemilihan', true],
  ]);
  expect((await record(school)).method).toBe('E_PURCHASING');
}, 240_000);

test('stages stand in the order of the model', () => {
  const [, list] = /ARRAY\[('usulan'[^\]]*)\] AS stages/.exec(statement('stage-project'))!;
  expect(list!.match(/\w+/g)).toEqual(ProjectStatus.options);
});
