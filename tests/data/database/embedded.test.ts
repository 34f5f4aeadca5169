// What only the embedded engine must prove: one process per folder, deadlines without help of the engine, dumps, and a
// folder that is whole whenever the program is killed.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { ForeignFolderError } from '../../../data/database/data-folder.ts';
import {
  findDumps,
  openEmbedded,
  restoreDump,
  type EmbeddedDatabase,
  type EmbeddedOptions,
} from '../../../data/database/embedded.ts';
import { FolderInUseError, lockFolder } from '../../../data/database/folder-lock.ts';
import { openDatabase } from '../../../data/database/open.ts';
import { createEmbedded } from '../../database-template.ts';

// A test opens the engine up to four times: 3 s each on a quiet machine, many times that on a crowded one.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const quiet = { hoursBetweenDumps: null };
const endless = 'SELECT count(*) FROM generate_series(1, 100000000000)';

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function embedded(options: EmbeddedOptions = {}) {
  const created = await createEmbedded(options);
  cleanups.push(created.close);
  return created;
}

function temporaryFolder(): string {
  const parent = mkdtempSync(join(tmpdir(), 'jangkau-test-'));
  cleanups.push(() => rmSync(parent, { recursive: true, force: true }));
  return join(parent, 'database');
}

/** A process that inserts until it is killed; resolves once it has acknowledged `batches` inserts. */
async function insertInChild(
  folder: string,
  batches: number,
): Promise<{ child: ChildProcess; acknowledged: () => number }> {
  const script = fileURLToPath(new URL('./insert-until-killed.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  cleanups.push(() => void child.kill('SIGKILL'));
  let last = -1;
  const lines = createInterface({ input: child.stdout });
  await new Promise<void>((resolve, reject) => {
    lines.on('line', (line) => {
      last = Number(line);
      if (last >= batches) resolve();
    });
    child.once('exit', (code, signal) => reject(new Error(`The inserting process ended: ${code ?? signal}`)));
  });
  return { child, acknowledged: () => last };
}

describe('a killed process', () => {
  test('loses nothing that was acknowledged, keeps batches whole, and leaves a folder that opens', async () => {
    const { database, folder, close } = await createEmbedded();
    cleanups.push(close);
    await database.query(
      'CREATE TABLE trial (batch integer, n integer, position geometry(Point, 4326)); CREATE INDEX ON trial USING gist (position)',
    );
    await database.close();

    const { child, acknowledged } = await insertInChild(folder, 20);
    const owner = await openEmbedded(folder, quiet).catch((error: unknown) => error);
    expect(owner).toBeInstanceOf(FolderInUseError);
    expect(owner).toMatchObject({ pid: child.pid, folder });

    await wait(137);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(existsSync(`${folder}.lock`)).toBe(true);

    const reopened = await openEmbedded(folder, quiet);
    const [found] = await reopened.query<{ batches: number; broken: number; newest: number }>(
      `SELECT count(*) AS batches, count(*) FILTER (WHERE rows <> 50) AS broken, max(batch) AS newest
       FROM (SELECT batch, count(*) AS rows FROM trial GROUP BY batch) AS batches`,
    );
    expect(found!.newest).toBeGreaterThanOrEqual(acknowledged());
    expect(found!.batches).toBe(found!.newest + 1);
    expect(found!.broken).toBe(0);
    const byIndex = await reopened.transaction(async (transaction) => {
      await transaction.query('SET LOCAL enable_seqscan = off');
      const [row] = await transaction.query(
        `SELECT count(*) FROM trial WHERE position && ST_MakeEnvelope(107, -8, 110, -5, 4326)`,
      );
      return row!['count'];
    });
    expect(byIndex).toBe(found!.batches * 50);
    await reopened.close();
    expect(existsSync(`${folder}.lock`)).toBe(false);
  });

  test('during creation leaves nothing that a second start would take for a database', async () => {
    const folder = temporaryFolder();
    const creating = spawn(
      process.execPath,
      ['--import', 'tsx', fileURLToPath(new URL('./insert-until-killed.ts', import.meta.url)), folder],
      { stdio: 'ignore' },
    );
    while (!existsSync(join(`${folder}.building`, 'PG_VERSION'))) await wait(20);
    creating.kill('SIGKILL');
    await once(creating, 'exit');
    expect(existsSync(folder)).toBe(false);

    const steps: string[] = [];
    const database = await openEmbedded(folder, { ...quiet, onProgress: (step) => steps.push(step) });
    cleanups.push(database.close);
    expect(steps).toEqual(['create', 'open']);
    expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(readdirSync(dirname(folder)).sort()).toEqual(['database', 'database.lock']);
  });
});

describe('the folder', () => {
  test('with files of somebody else is left alone', async () => {
    const folder = temporaryFolder();
    mkdirSync(folder);
    writeFileSync(join(folder, 'thesis.odt'), 'mine');
    await expect(openEmbedded(folder, quiet)).rejects.toBeInstanceOf(ForeignFolderError);
    expect(readFileSync(join(folder, 'thesis.odt'), 'utf8')).toBe('mine');
    expect(existsSync(`${folder}.lock`)).toBe(false);
  });

  test('that is damaged is reported with the dumps that may replace it, and released', async () => {
    const { database, folder } = await embedded();
    const dump = await database.dump();
    await database.close();
    truncateSync(join(folder, 'global/pg_control'), 100);
    await expect(openEmbedded(folder, quiet)).rejects.toMatchObject({
      name: 'FolderUnreadableError',
      folder,
      dumps: [dump],
    });
    expect(existsSync(`${folder}.lock`)).toBe(false);

    await restoreDump(folder, dump);
    const restored = await openEmbedded(folder, quiet);
    cleanups.push(restored.close);
    expect(await restored.query('SELECT count(*) > 0 AS migrated FROM schema_migration')).toEqual([{ migrated: true }]);
  });

  test('is not opened twice by one process either', async () => {
    const folder = temporaryFolder();
    cleanups.push(await lockFolder(folder));
    await expect(openDatabase({ folder, ...quiet })).rejects.toMatchObject({
      name: 'FolderInUseError',
      pid: process.pid,
    });
  });
});

describe('the deadline', () => {
  let database: EmbeddedDatabase;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ database, close } = await createEmbedded({ deadlineSeconds: 4 }));
    await database.query('CREATE TABLE trial (id integer)');
  });
  afterAll(() => close());
  beforeEach(async () => void (await database.query('DELETE FROM trial')));

  test('ends the statement, not the program: what waits runs afterwards, listeners listen again', async () => {
    const heard: string[] = [];
    let gaps = 0;
    await database.listen(
      'edit',
      (payload) => heard.push(payload),
      () => gaps++,
    );
    await database.query('INSERT INTO trial VALUES (1)');
    const restartsBefore = database.restarts;

    let ticks = 0;
    const clock = setInterval(() => ticks++, 20);
    const slow = database.query(endless, [], { deadlineSeconds: 1 });
    const waiting = database.query('SELECT id FROM trial', [], { deadlineSeconds: 30 });
    await expect(slow).rejects.toMatchObject({ code: '57014', name: 'DatabaseError' });
    clearInterval(clock);
    // The main thread went on: fifty ticks fit into the second, were there nobody else on the machine.
    expect(ticks).toBeGreaterThan(10);

    expect(await waiting).toEqual([{ id: 1 }]);
    await database.query(`NOTIFY edit, 'still here'`);
    for (let tries = 0; heard.length === 0 && tries < 100; tries++) await wait(20);
    expect(heard).toEqual(['still here']);
    expect(gaps).toBe(1);
    expect(database.restarts).toBe(restartsBefore + 1);
  });

  test('inside a transaction undoes it, and no later statement of it runs outside', async () => {
    const codes: unknown[] = [];
    const work = database.transaction(
      async (transaction) => {
        await transaction.query('INSERT INTO trial VALUES (1)', [], { deadlineSeconds: 30 });
        for (const sql of [endless, 'INSERT INTO trial VALUES (2)']) {
          await transaction.query(sql).catch((error: { code: string }) => codes.push(error.code));
        }
      },
      { deadlineSeconds: 1 },
    );
    await expect(work).rejects.toMatchObject({ code: '57P02' });
    expect(codes).toEqual(['57014', '57P02']);
    expect(await database.query('SELECT * FROM trial')).toEqual([]);
  });

  test('is the one given to open unless a statement has its own', async () => {
    await expect(database.query(endless)).rejects.toMatchObject({ code: '57014' });
    const slept = await database.query('SELECT pg_sleep(4.5)::text AS slept', [], { deadlineSeconds: 60 });
    expect(slept).toEqual([{ slept: '' }]);
  });
});

describe('dumps', () => {
  test('hold everything, are kept two at a time, and come back by restoreDump', async () => {
    const { database, folder } = await embedded();
    await database.query(`CREATE TABLE trial (id integer); INSERT INTO trial VALUES (1)`);
    const first = await database.dump();
    await database.query('INSERT INTO trial VALUES (2)');
    const second = await database.dump();
    await database.query('DELETE FROM trial');
    const third = await database.dump();
    expect(findDumps(folder)).toEqual([third, second]);
    expect(existsSync(first)).toBe(false);
    expect(dirname(third)).toBe(join(dirname(folder), 'dumps'));

    await expect(restoreDump(folder, second)).rejects.toBeInstanceOf(FolderInUseError);
    await database.close();
    await restoreDump(folder, second);
    const restored = await openEmbedded(folder, quiet);
    cleanups.push(restored.close);
    expect(await restored.query('SELECT id FROM trial ORDER BY id')).toEqual([{ id: 1 }, { id: 2 }]);
    const [schema] = await restored.query(
      `SELECT ST_AsText(ST_Point(1, 2)) AS point, count(*) AS migrations FROM schema_migration`,
    );
    expect(schema).toMatchObject({ point: 'POINT(1 2)' });
    expect(existsSync(`${folder}.before-restore`)).toBe(true);
  });

  test('an unreadable one leaves the data as they were', async () => {
    const { database, folder } = await embedded();
    await database.query(`CREATE TABLE trial (id integer)`);
    await database.close();
    const broken = join(dirname(folder), 'broken.tar.gz');
    writeFileSync(broken, 'no dump');
    await expect(restoreDump(folder, broken)).rejects.toThrow();
    const reopened = await openEmbedded(folder, quiet);
    cleanups.push(reopened.close);
    expect(await reopened.query('SELECT * FROM trial')).toEqual([]);
  });

  test('a restore that was killed between its two renames is completed', async () => {
    const { database, folder } = await embedded();
    await database.query(`CREATE TABLE trial AS SELECT 'old' AS state`);
    await database.close();
    // As tidyFolder finds it: the new folder is whole under its waiting name, the old one has been moved aside.
    cpSync(folder, `${folder}.built`, { recursive: true });
    renameSync(folder, `${folder}.before-restore`);
    const steps: string[] = [];
    const reopened = await openEmbedded(folder, { ...quiet, onProgress: (step) => steps.push(step) });
    cleanups.push(reopened.close);
    expect(steps).toEqual(['open']);
    expect(await reopened.query('SELECT state FROM trial')).toEqual([{ state: 'old' }]);
  });

  test('are made by the clock', async () => {
    const { folder } = await embedded({ hoursBetweenDumps: 1 / 3600 });
    for (let tries = 0; findDumps(folder).length === 0 && tries < 100; tries++) await wait(100);
    expect(findDumps(folder).length).toBeGreaterThan(0);
  });
});
