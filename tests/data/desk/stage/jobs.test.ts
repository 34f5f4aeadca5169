import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../../data/database/database.ts';
import { CheckContexts } from '../../../../data/desk/stage/context.ts';
import { DeskJobs } from '../../../../data/desk/stage/jobs.ts';
import { rememberMapping } from '../../../../data/desk/stage/mapping.ts';
import { receiveFile } from '../../../../data/desk/stage/receive.ts';
import { LARGEST_FILE_BYTES, type FileFacts } from '../../../../data/model/upload.ts';
import { createTestDatabase } from '../../../database-template.ts';
import { loadMini, loadMiniProfile } from '../../../fixtures/kabupaten-mini/load.ts';

let database: Database;
let close: () => Promise<void>;
let folder: string;
let account: string;
const errors: unknown[] = [];
beforeAll(async () => {
  ({ database, close } = await createTestDatabase());
  await loadMini(database);
  folder = await mkdtemp(path.join(tmpdir(), 'jangkau-jobs-test-'));
  const [row] = await database.query<{ id: string }>(
    `INSERT INTO account (email, name, role, status, openid_subject)
     VALUES ('uji@uji.example', 'Uji', 'walidata', 'active', 'uji') RETURNING id`,
  );
  account = row!.id;
}, 240_000);
afterAll(async () => {
  await close?.();
  await rm(folder, { recursive: true, force: true });
});

async function newJobs(): Promise<DeskJobs> {
  const profile = await loadMiniProfile();
  const contexts = new CheckContexts(database, profile);
  return new DeskJobs({ database, profile, contexts, folder, onError: (error) => errors.push(error) });
}
const MAPPING = { columns: { name: 'nama', longitude: 'x', latitude: 'y' }, constants: { kind: 'clinic' }, values: {} };
const FACTS: FileFacts = {
  format: 'csv',
  encoding: null,
  delimiter: null,
  decimalComma: false,
  crs: null,
  geometry: 'none',
  layer: null,
  layers: [],
  rows: 1,
  columns: [],
};
/** An upload as a process that was killed leaves it: a job that is nobody's, a row that nobody checked. */
async function leftBehind(kind: 'reading' | 'checking' | 'publishing', facts: unknown): Promise<string> {
  const id = randomUUID();
  await database.query(
    `INSERT INTO upload (id, dataset, family, created_by, file_name, file_bytes, job, job_owner, facts, mapping)
     VALUES ($1, 'klinik', 'facility', $2, 'a.csv', 10, $3, 'gone', $4, $5)`,
    [id, account, { kind, done: 0, total: null }, facts, MAPPING],
  );
  await database.query(`INSERT INTO upload_row (upload, row, cells) VALUES ($1, 1, $2)`, [
    id,
    { nama: 'Klinik Satu', x: '110.02', y: '-7.02' },
  ]);
  await writeFile(path.join(folder, `${id}.file`), 'nama,x,y');
  return id;
}
const stateOf = async (id: string) =>
  (await database.query(`SELECT state, refusal, job, counts FROM upload WHERE id = $1`, [id]))[0];

describe('what a killed process leaves behind', () => {
  it('is marked, checked again, or let go by the next one, which removes files that nothing needs', async () => {
    const reading = await leftBehind('reading', null);
    const checking = await leftBehind('checking', FACTS);
    const publishing = await leftBehind('publishing', FACTS);
    await writeFile(path.join(folder, `${randomUUID()}.part`), 'half of a file');
    const jobs = await newJobs();
    await jobs.start();
    await jobs.settled();
    expect(await stateOf(reading)).toMatchObject({ state: 'gagal', refusal: 'interrupted', job: null });
    expect(await database.query('SELECT 1 FROM upload_row WHERE upload = $1', [reading])).toEqual([]);
    expect(await stateOf(checking)).toMatchObject({ state: 'draf', job: null, counts: { rows: 1, valid: 1 } });
    expect(await stateOf(publishing)).toMatchObject({ state: 'draf', job: null });
    expect((await readdir(folder)).sort()).toEqual([`${checking}.file`, `${publishing}.file`].sort());
    await jobs.close();
    expect(errors).toEqual([]);
  }, 240_000);
});

describe('what is at work on an upload', () => {
  it('is done as often as it was asked for, though the first of two takes the mark of both away', async () => {
    const id = await leftBehind('checking', FACTS);
    const jobs = await newJobs();
    await jobs.start();
    await jobs.settled();
    // Written once the first check is through: only the second can see it.
    await database.query(
      `CREATE FUNCTION mended_later() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN UPDATE upload_row SET edits = '{"kind": "pustu"}' WHERE upload = NEW.id AND edits = '{}'; RETURN NEW; END $$`,
    );
    await database.query(
      `CREATE TRIGGER mended_later AFTER UPDATE OF counts ON upload FOR EACH ROW EXECUTE FUNCTION mended_later()`,
    );
    expect(await jobs.enqueue(id, 'checking')).toBe(true);
    expect(await jobs.enqueue(id, 'checking')).toBe(true);
    await jobs.settled();
    await database.query('DROP TRIGGER mended_later ON upload');
    expect(await stateOf(id)).toMatchObject({ state: 'draf', job: null });
    expect(await database.query(`SELECT checked ->> 'kind' AS kind FROM upload_row WHERE upload = $1`, [id])).toEqual([
      { kind: 'pustu' },
    ]);
    await jobs.close();
    expect(errors).toEqual([]);
  }, 240_000);

  it('takes up how a file of the same headings was understood, whatever their case', async () => {
    const id = randomUUID();
    await database.query(
      `INSERT INTO upload (id, dataset, family, created_by, file_name, file_bytes) VALUES ($1, 'klinik', 'facility', $2, 'a.csv', 10)`,
      [id, account],
    );
    await writeFile(
      path.join(folder, `${id}.file`),
      'SEBUTAN;Bujur-X;lintang_y\nKlinik Satu;110,02;-7,02\nKlinik Dua;110,03;-7,03\n',
    );
    const columns = { name: 'Sebutan', longitude: 'bujur x', latitude: 'Lintang Y' };
    await rememberMapping(
      database,
      { family: 'facility', dataset: 'klinik', agency: null },
      { ...FACTS, columns: Object.values(columns).map((name) => ({ name, examples: [], empty: 0, distinct: 0 })) },
      { columns, constants: { kind: 'clinic' }, values: {} },
    );
    const jobs = await newJobs();
    expect(await jobs.enqueue(id, 'reading')).toBe(true);
    await jobs.settled();
    const [upload] = await database.query('SELECT mapping, mapping_origin, counts FROM upload WHERE id = $1', [id]);
    expect(upload).toMatchObject({
      mapping: { columns: { name: 'SEBUTAN', longitude: 'Bujur-X', latitude: 'lintang_y' } },
      mapping_origin: 'remembered',
      counts: { rows: 2, valid: 2 },
    });
    await jobs.close();
  }, 240_000);
});

describe('a file with what no text of the database may hold', () => {
  it('is read and checked: zeros, halves of characters, and characters where a text is cut', async () => {
    const id = randomUUID();
    await database.query(
      `INSERT INTO upload (id, dataset, family, created_by, file_name, file_bytes) VALUES ($1, 'klinik', 'facility', $2, 'a.geojson', 10)`,
      [id, account],
    );
    // Examples are cut after 79 characters, values of issues after 119.
    const properties = {
      nama: 'Klinik Satu',
      keterangan: `${'a'.repeat(78)}😀${'b'.repeat(40)}`,
      jenis: `${'c'.repeat(118)}😀${'d'.repeat(40)}`,
      'x\ud83d': 'nol \u0000',
    };
    const feature = { type: 'Feature', properties, geometry: { type: 'Point', coordinates: [110.02, -7.02] } };
    await writeFile(
      path.join(folder, `${id}.file`),
      JSON.stringify({ type: 'FeatureCollection', features: [feature] }),
    );
    const jobs = await newJobs();
    expect(await jobs.enqueue(id, 'reading')).toBe(true);
    await jobs.settled();
    expect(await stateOf(id)).toMatchObject({
      state: 'draf',
      refusal: null,
      job: null,
      counts: { rows: 1, rejected: 1 },
    });
    const [upload] = await database.query<{ facts: { columns: { name: string; examples: string[] }[] } }>(
      'SELECT facts FROM upload WHERE id = $1',
      [id],
    );
    expect(upload!.facts.columns).toContainEqual({ name: 'x\ufffd', examples: ['nol \ufffd'], empty: 0, distinct: 1 });
    expect(
      await database.query(`SELECT cells ->> ('x' || chr(65533)) AS x FROM upload_row WHERE upload = $1`, [id]),
    ).toEqual([{ x: 'nol \ufffd' }]);
    await jobs.close();
    expect(errors).toEqual([]);
  }, 240_000);
});

describe('a file on its way in', () => {
  it('is refused when it is too large, by what it says and by what it is, and leaves nothing', async () => {
    const jobs = await newJobs();
    const before = await readdir(folder);
    const tooLarge = { code: 'file_too_large' };
    await expect(receiveFile(Readable.from([]), LARGEST_FILE_BYTES + 1, jobs)).rejects.toMatchObject(tooLarge);
    const megabytes = Readable.from(
      (function* () {
        const chunk = Buffer.alloc(8 * 1024 * 1024);
        for (let sent = 0; sent <= LARGEST_FILE_BYTES; sent += chunk.length) yield chunk;
      })(),
    );
    await expect(receiveFile(megabytes, null, jobs)).rejects.toMatchObject(tooLarge);
    await expect(receiveFile(Readable.from([]), 0, jobs)).rejects.toMatchObject({ code: 'file_empty' });
    expect(await readdir(folder)).toEqual(before);
  }, 240_000);

  it('leaves nothing when its sender goes away', async () => {
    const jobs = await newJobs();
    const before = await readdir(folder);
    const stream = new Readable({ read() {} });
    stream.push('nama,x,y\n');
    const receiving = receiveFile(stream, null, jobs);
    stream.destroy(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }));
    await expect(receiving).rejects.toMatchObject({ code: 'interrupted' });
    expect(await readdir(folder)).toEqual(before);
  }, 240_000);
});
