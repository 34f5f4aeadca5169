// What an upload leaves when the disk is full, when somebody takes it away amid the work, and when the server is killed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Upload } from '#model/upload';
import type { Database } from '../../data/database/database.ts';
import type { EmbeddedDatabase } from '../../data/database/embedded.ts';
import { nativeUrl } from '../database-template.ts';
import { mountSmallDisk, type SmallDisk } from '../small-disk.ts';
import { openAppOn } from './app-on-folder.ts';
import { createMiniApp, type MiniApp } from './mini-app.ts';

const UPLOADS = '/api/v1/desk/uploads';
const BYTES = { 'content-type': 'application/octet-stream' };
/** Enough that the work on them is seen from outside. */
const MANY = 20_000;

let folder: string;
let uploads: string;
let disk: SmallDisk | null = null;
let mini: MiniApp;
let headers: Record<string, string>;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'jangkau-upload-crash-'));
  uploads = path.join(folder, 'uploads');
  disk = await mountSmallDisk(uploads, '512k');
  mini = await createMiniApp({ dataFolder: folder });
  headers = await mini.signInAs('walidata');
}, 240_000);
afterAll(async () => {
  await mini?.close();
  await disk?.remove();
  await rm(folder, { recursive: true, force: true });
});

/** A file of clinics on a grid. */
function clinics(rows: number): Buffer {
  const lines = ['nama;jenis;bujur;lintang'];
  for (let row = 0; row < rows; row++)
    lines.push(`Klinik ${row};klinik;${110 + (row % 200) * 0.0002};${-7 - Math.floor(row / 200) * 0.0002}`);
  return Buffer.from(lines.join('\n'));
}
const send = (payload: Buffer) =>
  mini.app.inject({
    method: 'POST',
    url: UPLOADS,
    query: { file: 'klinik.csv', dataset: 'puskesmas' },
    headers: { ...headers, ...BYTES },
    payload,
  });
const read = async (id: string) => (await mini.app.inject({ url: `${UPLOADS}/${id}`, headers })).json<Upload>();
const rowsOf = (database: Database, id: string) =>
  database.query('SELECT row FROM upload_row WHERE upload = $1 LIMIT 1', [id]);
const waiting = { timeout: 120_000, interval: 20 };
const isReading = ({ job }: Upload) => {
  expect(job?.kind).toBe('reading');
  expect(job!.done).toBeGreaterThan(0);
};

it('a file for which the disk has no room is refused as that, leaves nothing, and comes in once there is room', async (context) => {
  if (disk === null) return context.skip('this process may not mount a small disk');
  const file = clinics(MANY);
  expect(file.length).toBeGreaterThan(600_000);
  const refused = await send(file);
  expect(refused.json()).toMatchObject({ status: 507, code: 'disk_full' });
  expect(refused.statusCode).toBe(507);
  expect(await readdir(uploads)).toEqual([]);
  expect(await mini.database.query('SELECT id FROM upload')).toEqual([]);
  // Everybody else goes on.
  expect((await mini.app.inject('/api/v1/datasets')).statusCode).toBe(200);
  await disk.grow('64m');
  const accepted = await send(clinics(3));
  expect(accepted.statusCode, accepted.body).toBe(200);
  const { id } = accepted.json<Upload>();
  await vi.waitFor(async () => expect(await read(id)).toMatchObject({ job: null, counts: { rows: 3 } }), waiting);
  expect((await mini.app.inject({ method: 'DELETE', url: `${UPLOADS}/${id}`, headers })).statusCode).toBe(204);
  expect(await readdir(uploads)).toEqual([]);
}, 240_000);

/** The database refuses rows of a table as it does when its disk is full. */
async function refusing(table: 'upload' | 'upload_row', work: () => Promise<void>): Promise<void> {
  await mini.database.query(
    `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN RAISE EXCEPTION 'No space left on device' USING ERRCODE = '53100'; END $$;
     CREATE TRIGGER refuse BEFORE INSERT ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse()`,
  );
  try {
    await work();
  } finally {
    await mini.database.query('DROP FUNCTION refuse CASCADE');
  }
}

it('a file for which the database has no room leaves nothing, either', async () => {
  await refusing('upload', async () => {
    expect((await send(clinics(3))).json()).toMatchObject({ status: 507, code: 'disk_full' });
    expect(await readdir(uploads)).toEqual([]);
  });
  await refusing('upload_row', async () => {
    const { id } = (await send(clinics(3))).json<Upload>();
    await vi.waitFor(
      async () => expect(await read(id)).toMatchObject({ state: 'gagal', refusal: 'disk_full', job: null }),
      waiting,
    );
    await vi.waitFor(async () => expect(await readdir(uploads)).toEqual([]), waiting);
  });
}, 240_000);

it('an upload that is thrown away while it is read stops, leaves nothing, and the next one is read', async () => {
  const { id } = (await send(clinics(MANY))).json<Upload>();
  await vi.waitFor(async () => isReading(await read(id)), waiting);
  const next = (await send(clinics(3))).json<Upload>();
  const cancelled = await mini.app.inject({ method: 'DELETE', url: `${UPLOADS}/${id}`, headers });
  expect(cancelled.statusCode, cancelled.body).toBe(204);
  expect(await read(id)).toMatchObject({ state: 'dibatalkan', job: null });
  expect(await rowsOf(mini.database, id)).toEqual([]);
  await vi.waitFor(
    async () => expect(await read(next.id)).toMatchObject({ state: 'draf', job: null, counts: { rows: 3 } }),
    waiting,
  );
  expect(await readdir(uploads)).toEqual([`${next.id}.file`]);
}, 240_000);

const PUBLISHED = [
  'SELECT id, version, records FROM dataset ORDER BY id',
  'SELECT * FROM facility ORDER BY dataset, id',
  'SELECT dataset, version FROM dataset_version ORDER BY dataset, version',
];
const publishedIn = (database: Database) => Promise.all(PUBLISHED.map((sql) => database.query(sql)));

it('a server that is killed while it reads an upload marks it when it starts again; everything published stands', async (context) => {
  if (nativeUrl !== undefined) return context.skip('a data folder of the embedded engine is needed');
  const dataFolder = path.join(folder, 'killed');
  await (mini.database as EmbeddedDatabase).copyFolder(path.join(dataFolder, 'database'));
  const before = await publishedIn(mini.database);

  const script = path.join(import.meta.dirname, 'serve-folder.ts');
  const server = spawn(process.execPath, ['--import', 'tsx', script, dataFolder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(server, 'exit');
  let id: string;
  try {
    const [address] = (await Promise.race([once(createInterface(server.stdout), 'line'), ended])) as [string];
    const own = { ...headers, origin: address };
    const sent = await fetch(`${address}${UPLOADS}?file=klinik.csv&dataset=puskesmas`, {
      method: 'POST',
      headers: { ...own, ...BYTES },
      body: new Uint8Array(clinics(MANY)),
    });
    expect(sent.status, await sent.clone().text()).toBe(200);
    id = ((await sent.json()) as Upload).id;
    await vi.waitFor(async () => {
      const answer = await fetch(`${address}${UPLOADS}/${id}`, { headers: own });
      isReading((await answer.json()) as Upload);
    }, waiting);
    expect(await readdir(path.join(dataFolder, 'uploads'))).toContain(`${id}.file`);
  } finally {
    server.kill('SIGKILL');
    await ended;
  }

  const { app, database, close } = await openAppOn(dataFolder);
  try {
    const upload = (await app.inject({ url: `${UPLOADS}/${id}`, headers })).json<Upload>();
    expect(upload).toMatchObject({ state: 'gagal', refusal: 'interrupted', job: null });
    expect(await rowsOf(database, id)).toEqual([]);
    expect(await readdir(path.join(dataFolder, 'uploads'))).toEqual([]);
    expect(await publishedIn(database)).toEqual(before);
  } finally {
    await close();
  }
}, 480_000);
