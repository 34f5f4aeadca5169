import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { z } from 'zod';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { staffContract, type StaffAnswer, type StaffEndpoint } from '#staff-contract';
import type { Endpoint } from '#contract';
import type { Upload } from '#model/upload';
import { readUpload } from '../../data/desk/read/index.ts';
import { loadMiniProfile } from '../fixtures/kabupaten-mini/load.ts';
import { createMiniApp, type MiniApp } from './mini-app.ts';

let mini: MiniApp;
let folder: string;
let dinkes: Record<string, string>;
let disdik: Record<string, string>;
let walidata: Record<string, string>;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'jangkau-desk-test-'));
  mini = await createMiniApp({ dataFolder: folder });
  [dinkes, disdik, walidata] = [
    await mini.signInAs('opd', 'dinkes'),
    await mini.signInAs('opd', 'disdik'),
    await mini.signInAs('walidata', 'diskominfo'),
  ];
  await mini.database.query(`UPDATE dataset SET agency = 'dinkes' WHERE id = 'puskesmas'`);
}, 240_000);
afterAll(async () => {
  await mini?.close();
  await rm(folder, { recursive: true, force: true });
});

interface Asked {
  query?: Record<string, string>;
  params?: Record<string, string>;
  body?: unknown;
  headers?: Record<string, string>;
}
async function reply(name: StaffEndpoint, { query = {}, params = {}, body, headers = dinkes }: Asked) {
  const { method, path: route } = staffContract[name] as Endpoint;
  const url = route.replace(/:([a-z]+)/gi, (_, key: string) => encodeURIComponent(params[key]!));
  const isBytes = body instanceof Uint8Array;
  return mini.app.inject({
    method,
    url,
    query,
    headers: { ...headers, ...(isBytes ? { 'content-type': 'application/octet-stream' } : {}) },
    ...(body === undefined ? {} : { payload: isBytes ? Buffer.from(body) : (body as object) }),
  });
}
async function ask<N extends StaffEndpoint>(name: N, asked: Asked = {}): Promise<StaffAnswer<N>> {
  const answer = await reply(name, asked);
  expect(answer.statusCode, `${name} ${answer.body.slice(0, 400)}`).toBe(200);
  return ((staffContract[name] as Endpoint).response as z.ZodType).parse(answer.json()) as StaffAnswer<N>;
}
async function settled(id: string, headers = dinkes): Promise<Upload> {
  return vi.waitFor(
    async () => {
      const upload = await ask('upload', { params: { id }, headers });
      expect(upload.job).toBeNull();
      return upload;
    },
    { timeout: 60_000, interval: 50 },
  );
}
async function send(text: string, file: string, dataset: string | null = null, headers = dinkes): Promise<Upload> {
  const query = { file, ...(dataset === null ? {} : { dataset }) };
  const created = await ask('createUpload', { query, body: Buffer.from(text), headers });
  return settled(created.id, headers);
}

/** 60 puskesmas on a grid in the two kecamatan: 57 sound ones, row 14 with a code nobody knows, row 27 swapped, row 41 again 40 m off. */
function r1(): string {
  const lines = ['Nama Puskesmas;Kode Kecamatan;Bujur;Lintang'];
  const comma = (value: number) => value.toFixed(6).replace('.', ',');
  for (let row = 1; row <= 60; row++) {
    const [column, line] = [(row - 1) % 10, Math.floor((row - 1) / 10)];
    let [longitude, latitude] = [110.008 + column * 0.003, -7.012 - line * 0.006];
    let [name, code] = [`Puskesmas ${NAMES[row - 1]}`, '99.01.01'];
    if (row === 14) code = '99.01.41';
    if (row === 41) {
      name = `Puskesmas ${NAMES[39]}`;
      [longitude, latitude] = [110.008 + 9 * 0.003, -7.012 - 3 * 0.006 - 40 / 111_195];
    }
    const [x, y] = row === 27 ? [latitude, longitude] : [longitude, latitude];
    lines.push([name, code, comma(x), comma(y)].join(';'));
  }
  return lines.join('\r\n');
}
const SYLLABLES = ['Ka', 'Mer', 'Sin', 'Wat', 'Lu', 'Pang', 'Dje', 'Kro'];
const ENDINGS = ['marang', 'tapada', 'dangwangi', 'ubelah', 'rahagung', 'gurenan', 'mblongan', 'yaputih'];
const NAMES = Array.from({ length: 64 }, (_, index) => `${SYLLABLES[index % 8]}${ENDINGS[Math.floor(index / 8)]}`);

describe('R1: sixty puskesmas', () => {
  it('has 57 ready and 3 with a problem, each with its reason and the press that mends it', async () => {
    const upload = await send(r1(), 'puskesmas-2026.csv', 'puskesmas');
    const { id } = upload;
    expect(upload).toMatchObject({
      state: 'draf',
      family: 'facility',
      agency: 'dinkes',
      mappingOrigin: 'guessed',
      mapping: {
        columns: { name: 'Nama Puskesmas', kecamatan: 'Kode Kecamatan', longitude: 'Bujur', latitude: 'Lintang' },
        constants: { kind: 'puskesmas' },
      },
      counts: { rows: 60, valid: 57, corrected: 0, rejected: 3, excluded: 0 },
    });
    const { items } = await ask('uploadRows', { params: { id }, query: { outcome: 'rejected' } });
    expect(items.map(({ row, issues }) => [row, issues[0]!.reason, issues[0]!.remedies[0]!.kind])).toEqual([
      [14, 'region_unknown', 'use_region'],
      [27, 'coordinates_swapped', 'swap_coordinates'],
      [41, 'duplicate_in_file', 'exclude_row'],
    ]);
    expect(items[2]!.issues[0]!.details).toMatchObject({ row: 40, metres: 40 });
    const { items: reasons } = await ask('uploadReasons', { params: { id } });
    expect(
      reasons.filter(({ severity }) => severity === 'error').map(({ reason, rows, remedy }) => [reason, rows, remedy]),
    ).toEqual([
      ['region_unknown', 1, 'use_region'],
      ['coordinates_swapped', 1, 'swap_coordinates'],
      ['duplicate_in_file', 1, 'exclude_row'],
    ]);
    const beside = await ask('uploadRows', { params: { id }, query: { neighbours: '1' } });
    expect(beside.items.map(({ row }) => row)).toEqual([13, 14, 15, 26, 27, 28, 40, 41, 42]);
    expect(beside.total).toBe(9);

    const swapped = await ask('changeUploadRow', {
      params: { id, row: '27' },
      body: { remedy: items[1]!.issues[0]!.remedies[0] },
    });
    expect(swapped.upload.counts).toMatchObject({ valid: 57, corrected: 1, rejected: 2 });
    expect(swapped.row).toMatchObject({ outcome: 'corrected', regionName: 'Awan Wetan' });
    const positions = await ask('uploadPositions', { params: { id } });
    expect([positions.rows.length, positions.leftOut, positions.withoutPosition]).toEqual([60, 0, 0]);

    const moved = await ask('mendUploadRows', {
      params: { id },
      body: { reason: 'region_unknown', remedy: 'use_region' },
    });
    expect(moved).toMatchObject({ mended: 1, upload: { counts: { rejected: 1 } } });
    // Of a pair, leaving out the first makes the second right.
    const left = await ask('changeUploadRow', { params: { id, row: '40' }, body: { excluded: true } });
    expect(left.upload.counts).toEqual({ rows: 60, valid: 57, corrected: 2, rejected: 0, excluded: 1 });
    const back = await ask('changeUploadRow', { params: { id, row: '40' }, body: { excluded: false } });
    expect(back.upload.counts).toEqual({ rows: 60, valid: 57, corrected: 2, rejected: 1, excluded: 0 });
    const undone = await ask('changeUploadRow', { params: { id, row: '27' }, body: { undecided: true } });
    expect(undone.upload.counts).toMatchObject({ rejected: 2 });

    const typed = await ask('changeUploadRow', {
      params: { id, row: '41' },
      body: { edits: { name: 'Puskesmas Lain Sekali' } },
    });
    expect(typed.row).toMatchObject({ outcome: 'valid', edits: { name: 'Puskesmas Lain Sekali' } });
    const log = await ask('audit', { headers: walidata, query: { action: 'upload.changed', limit: '50' } });
    expect(log.items.filter(({ subject }) => subject === id).length).toBe(6);
  }, 240_000);

  it('is compared with what is published', async () => {
    const [known] = await mini.database.query<{ name: string; x: number; y: number }>(
      `SELECT name, ST_X(position) AS x, ST_Y(position) AS y FROM facility WHERE dataset = 'puskesmas' AND position IS NOT NULL ORDER BY id LIMIT 1`,
    );
    const near = `nama,bujur,lintang\n${known!.name},${known!.x},${known!.y - 40 / 111_195}\n`;
    const upload = await send(near, 'puskesmas.csv', 'puskesmas');
    const { items } = await ask('uploadRows', { params: { id: upload.id } });
    expect(items[0]!.issues[0]).toMatchObject({
      reason: 'duplicate_published',
      details: { name: known!.name, metres: 40 },
    });
  }, 240_000);

  it('gives the rejected rows as a spreadsheet that is understood by itself when it comes back', async () => {
    const { id } = await send(r1(), 'puskesmas-2026.csv', 'puskesmas');
    const answer = await reply('rejectedRows', { params: { id }, query: { language: 'id' } });
    expect(answer.statusCode).toBe(200);
    const file = path.join(folder, 'bermasalah.xlsx');
    await writeFile(file, answer.rawPayload);
    const rows = [];
    for await (const batch of readUpload(
      { path: file, name: 'bermasalah.xlsx' },
      { bounds: (await loadMiniProfile()).bounds },
    ))
      rows.push(...batch.rows);
    expect(rows.map(({ cells }) => cells['Baris'])).toEqual(['14', '27', '41']);
    expect(rows[0]!.cells).toMatchObject({
      'Kode Kecamatan': '99.01.41',
      Alasan: 'Wilayah tidak dikenal (99.01.41; Awan)',
    });
    const again = await ask('createUpload', {
      query: { file: 'bermasalah.xlsx', dataset: 'puskesmas' },
      body: answer.rawPayload,
    });
    const read = await settled(again.id);
    expect(read.mapping!.columns).toMatchObject({ name: 'Nama Puskesmas', kecamatan: 'Kode Kecamatan' });
    expect(read.counts).toMatchObject({ rows: 3, rejected: 2 });
  }, 240_000);
});

describe('an upload', () => {
  it('is the agency’s own', async () => {
    const { id } = await send(r1(), 'a.csv', 'puskesmas');
    for (const headers of [disdik, await mini.signInAs('pimpinan')])
      expect((await reply('upload', { params: { id }, headers })).json()).toMatchObject({ code: 'unknown_upload' });
    expect(
      (await reply('changeUploadRow', { params: { id, row: '1' }, headers: disdik, body: { excluded: true } }))
        .statusCode,
    ).toBe(404);
    expect((await ask('upload', { params: { id }, headers: walidata })).id).toBe(id);
    const others = await reply('createUpload', {
      query: { file: 'a.csv', dataset: 'puskesmas' },
      headers: disdik,
      body: Buffer.from('a,b\n1,2\n'),
    });
    expect(others.json()).toMatchObject({ code: 'forbidden' });
    expect((await ask('uploads', { headers: disdik })).total).toBe(0);
  }, 240_000);

  it('goes to a new dataset with columns that somebody chose, and is remembered', async () => {
    const text = 'a;b;c\nKlinik Satu;110,02;-7,02\nKlinik Dua;110,03;-7,03\n';
    const { id, state, family } = await send(text, 'x.csv');
    expect([state, family]).toEqual(['draf', null]);
    await ask('changeUpload', { params: { id }, body: { newDataset: { family: 'facility', title: 'Klinik Swasta' } } });
    await settled(id);
    const mapping = {
      columns: { name: 'a', longitude: 'b', latitude: 'c' },
      constants: { kind: 'clinic' },
      values: {},
    };
    await ask('changeUpload', { params: { id }, body: { mapping } });
    const upload = await settled(id);
    expect(upload).toMatchObject({
      dataset: 'klinik-swasta',
      isNew: true,
      mappingOrigin: 'chosen',
      counts: { valid: 2 },
    });
    const next = await send(text, 'y.csv');
    await ask('changeUpload', {
      params: { id: next.id },
      body: { newDataset: { family: 'facility', title: 'Klinik Lain' } },
    });
    expect(await settled(next.id)).toMatchObject({ mappingOrigin: 'remembered', counts: { valid: 2 } });
    const strange = await reply('changeUpload', {
      params: { id },
      body: { mapping: { columns: { nik: 'a' }, constants: {}, values: {} } },
    });
    expect(strange.json()).toMatchObject({ code: 'invalid_parameter' });
  }, 240_000);

  it('is handed on when its description is complete, and given back with a remark', async () => {
    const { id } = await send(r1(), 'b.csv', 'puskesmas');
    expect((await reply('submitUpload', { params: { id } })).json()).toMatchObject({
      code: 'not_publishable',
      parameters: [{ name: 'date', reason: 'missing' }],
    });
    await ask('changeUpload', { params: { id }, body: { metadata: { date: '2026-03-12' } } });
    expect((await ask('submitUpload', { params: { id } })).state).toBe('diperiksa');
    expect(
      (await reply('changeUploadRow', { params: { id, row: '1' }, body: { excluded: true } })).json(),
    ).toMatchObject({ code: 'conflict' });
    const back = await ask('returnUpload', {
      params: { id },
      headers: walidata,
      body: { remark: 'Baris 27 belum benar' },
    });
    expect(back).toMatchObject({ state: 'draf', remark: 'Baris 27 belum benar' });
  }, 240_000);

  it('shows of a NIK the last four digits to whoever looks, and keeps the rest', async () => {
    const NIK = ['9901010101010001', '990101010101007', '9901014101010023'] as const;
    const text = [
      'Nomor;Jenis;Jenis Pemohon;NIK;Status;Tanggal Permohonan;Keterangan',
      `A-1;PBG;perseorangan;${NIK[0]};diajukan;2026-01-12;tetap`,
      // A digit too few is the number of somebody all the same.
      `A-2;PBG;perseorangan;${NIK[1]};diajukan;2026-01-12;tetap`,
      `A-3;PBG;perseorangan;;diajukan;2026-01-12;a.n. ${NIK[2]}`,
    ].join('\n');
    const { id } = await send(text, 'izin.csv', null, walidata);
    const secrets = new RegExp(NIK.map((nik) => nik.slice(0, -4)).join('|'));
    await ask('changeUpload', {
      params: { id },
      headers: walidata,
      body: { newDataset: { family: 'permit', title: 'Izin uji' } },
    });
    expect((await settled(id, walidata)).mapping?.columns['nik']).toBe('NIK');
    const stored = () =>
      mini.database.query<{ cells: { NIK: string }; edits: { nik?: string } }>(
        'SELECT cells, edits FROM upload_row WHERE upload = $1 ORDER BY row',
        [id],
      );
    const edit = (nik: string) =>
      ask('changeUploadRow', { params: { id, row: '2' }, headers: walidata, body: { edits: { nik } } });
    const seen = async () =>
      (await reply('upload', { params: { id }, headers: walidata })).body +
      (await reply('uploads', { headers: walidata })).body +
      (await reply('uploadRows', { params: { id }, headers: walidata })).body;
    expect(await seen()).not.toMatch(secrets);
    const { items } = await ask('uploadRows', { params: { id }, headers: walidata });
    expect(items.map(({ cells }) => cells['NIK'])).toEqual(['••••••••••••0001', '•••••••••••1007', null]);
    expect(items[2]!.cells['Keterangan']).toBe('a.n. ••••••••••••0023');
    expect(items[1]!.issues).toContainEqual(
      expect.objectContaining({ field: 'nik', reason: 'nik_invalid', value: '•••••••••••1007' }),
    );
    expect((await stored()).map(({ cells }) => cells.NIK)).toEqual([NIK[0], NIK[1], null]);
    const mended = await edit('9901010101010077');
    expect(mended.row.edits['nik']).toBe('••••••••••••0077');
    expect(mended.row.issues.map(({ reason }) => reason)).not.toContain('nik_invalid');
    // What was only shown is no new word when it comes back.
    await edit('••••••••••••0077');
    expect((await stored())[1]!.edits).toEqual({ nik: '9901010101010077' });
    expect(await seen()).not.toMatch(/990101010101/);
  }, 240_000);

  it('is thrown away with its rows and its file', async () => {
    const { id } = await send(r1(), 'c.csv', 'puskesmas');
    expect(await readdir(path.join(folder, 'uploads'))).toContain(`${id}.file`);
    expect((await reply('cancelUpload', { params: { id } })).statusCode).toBe(204);
    expect(await readdir(path.join(folder, 'uploads'))).not.toContain(`${id}.file`);
    const [rows] = await mini.database.query('SELECT count(*)::integer AS n FROM upload_row WHERE upload = $1', [id]);
    expect(rows).toEqual({ n: 0 });
    expect((await ask('upload', { params: { id } })).state).toBe('dibatalkan');
  }, 240_000);

  it('is refused as a whole when it cannot be read', async () => {
    const refused = await send('\u0000\u0001\u0002 PNG nothing of ours', 'gambar.csv', 'puskesmas');
    expect(refused.state).toBe('gagal');
    expect(refused.refusal).not.toBeNull();
    const empty = await reply('createUpload', { query: { file: 'a.csv' }, body: Buffer.alloc(0) });
    expect(empty.json()).toMatchObject({ code: 'file_refused', parameters: [{ name: 'file', reason: 'file_empty' }] });
  }, 240_000);
});

it('lists datasets with who may edit them', async () => {
  const { items } = await ask('deskDatasets');
  expect(items.find(({ id }) => id === 'puskesmas')).toMatchObject({ mayEdit: true, family: 'facility' });
  expect(items.find(({ id }) => id === 'schools')).toMatchObject({ mayEdit: false });
});
