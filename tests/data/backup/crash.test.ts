// What is left after a kill, a full disk and a database that went away.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyArchive } from '../../../data/backup/archive-reader.ts';
import { writeArchive } from '../../../data/backup/archive-writer.ts';
import type { Database } from '../../../data/database/database.ts';
import { openEmbedded, type EmbeddedDatabase } from '../../../data/database/embedded.ts';
import { createEmbedded } from '../../database-template.ts';
import { loadMini } from '../../fixtures/kabupaten-mini/load.ts';

const run = promisify(execFile);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'jangkau-crash-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Of each dataset: what it says it has, and what its tables hold. */
async function contents(database: Database): Promise<unknown[]> {
  return database.query(
    `SELECT dataset.id, dataset.records, run.rows_imported,
       (SELECT count(*) FROM facility_source WHERE dataset = dataset_id) AS facilities,
       (SELECT count(*) FROM infrastructure WHERE dataset = dataset_id) AS infrastructure,
       (SELECT count(*) FROM region WHERE dataset = dataset_id) AS regions,
       (SELECT count(*) FROM population WHERE dataset = dataset_id) AS population,
       (SELECT count(*) FROM zone WHERE dataset = dataset_id) AS zones,
       (SELECT count(*) FROM permit WHERE dataset = dataset_id) AS permits,
       (SELECT count(*) FROM project WHERE dataset = dataset_id) AS projects
     FROM dataset
     CROSS JOIN LATERAL (SELECT dataset.id AS dataset_id) AS named
     LEFT JOIN import_run run ON run.dataset = dataset.id AND run.version = dataset.version
     ORDER BY dataset.id`,
  );
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

describe('a process that is killed', { timeout: 300_000 }, () => {
  test('in the middle of an import leaves every dataset whole, and the next import goes on', async () => {
    const template = await createEmbedded();
    await loadMini(template.database);
    const before = await contents(template.database);
    await template.database.close();
    const place = template.folder;
    // Killed within different datasets: at the begin of the n-th import, and a little later.
    for (const [count, milliseconds] of [
      [2, 0],
      [5, 15],
      [9, 40],
    ] as const) {
      const script = path.join(import.meta.dirname, 'import-for-ever.ts');
      const child = spawn(process.execPath, ['--import', 'tsx', script, place], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let seen = 0;
      for await (const _line of createInterface(child.stdout)) {
        if (++seen === count) setTimeout(() => child.kill('SIGKILL'), milliseconds);
      }
      await ended(child);
      expect(child.signalCode).toBe('SIGKILL');
      const opened = await openEmbedded(place, { hoursBetweenDumps: null });
      expect(await contents(opened)).toEqual(before);
      const [orphans] = await opened.query<{ count: number }>(
        'SELECT count(*) AS count FROM import_note WHERE run NOT IN (SELECT id FROM import_run)',
      );
      expect(orphans!.count).toBe(0);
      await opened.close();
    }
    await template.close();
  });

  test('in the middle of a backup leaves no half of one, and the next one succeeds', async () => {
    const { database, close } = await createEmbedded();
    await loadMini(database);
    const installation = path.join(folder, 'installation');
    await database.copyFolder(path.join(installation, 'database'));
    await close();
    const backUp = () =>
      spawn(process.execPath, ['--import', 'tsx', 'data/backup/cli.ts', 'backup', '--database', installation], {
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
    const killed = backUp();
    killed.on('message', (message: { type: string; step?: string }) => {
      if (message.type === 'step' && message.step === 'write') killed.kill('SIGKILL');
    });
    await ended(killed);
    expect(killed.signalCode).toBe('SIGKILL');
    const backups = path.join(installation, 'backups');
    const whole = async () => (await readdir(backups).catch(() => [])).filter((name) => name.endsWith('.tar.gz'));
    expect(await whole()).toEqual([]);

    const next = backUp();
    const messages: { type: string; code?: string }[] = [];
    next.on('message', (message: { type: string }) => messages.push(message));
    await ended(next);
    // The killed one gave its last sign a moment ago; only after three minutes without any is it taken for dead.
    if (next.exitCode !== 0) expect(messages.at(-1)).toMatchObject({ type: 'failure', code: 'busy' });
    const opened = await openEmbedded(path.join(installation, 'database'), { hoursBetweenDumps: null });
    expect((await opened.query<{ count: number }>('SELECT count(*) AS count FROM facility'))[0]!.count).toBe(14);
    await opened.close();
  });
});

/** A folder of limited size; null where this process may not make one. */
async function smallDisk(
  name: string,
  size: string,
): Promise<{ place: string; grow: (size: string) => Promise<void> } | null> {
  const place = path.join(folder, name);
  await mkdir(place);
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'jangkau-test', place]);
  } catch {
    return null;
  }
  return { place, grow: async (more) => void (await run('mount', ['-o', `remount,size=${more}`, place])) };
}

describe('a full disk', { timeout: 300_000 }, () => {
  let database: EmbeddedDatabase;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ database, close } = await createEmbedded());
    await loadMini(database);
  }, 300_000);
  afterAll(() => close());

  test('stops a backup with a clear word and without a trace; with room again it succeeds', async (context) => {
    const disk = await smallDisk('backups', '64k');
    if (disk === null) return context.skip('this process may not mount a small disk');
    const options = {
      path: path.join(disk.place, 'a.tar.gz'),
      region: 'mini',
      softwareVersion: '0.0.0',
      passphrase: null,
      now: new Date(),
    };
    try {
      await expect(writeArchive(database, options)).rejects.toMatchObject({ code: 'disk_full' });
      expect(await readdir(disk.place)).toEqual([]);
      // The database answers as before.
      expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
      await disk.grow('64m');
      const written = await writeArchive(database, options);
      expect((await verifyArchive(options.path, null)).sha256).toBe(written.sha256);
    } finally {
      await run('umount', [disk.place]);
    }
  });

  test('refuses what does not fit into the database, keeps what stood there, and writes again when there is room', async (context) => {
    const disk = await smallDisk('database', '150m');
    if (disk === null) return context.skip('this process may not mount a small disk');
    try {
      const place = path.join(disk.place, 'database');
      await database.copyFolder(place);
      let small = await openEmbedded(place, { hoursBetweenDumps: null });
      await small.query('CREATE TABLE trial (batch integer, content text)');
      const insert = (batch: number) =>
        small.query(
          `INSERT INTO trial SELECT $1::integer, string_agg(md5((n * m)::text), '')
           FROM generate_series(1, 200) AS n, generate_series(1, 400) AS m GROUP BY n`,
          [batch],
        );
      let kept = 0;
      let failure: { code?: string } | null = null;
      while (failure === null && kept < 200) {
        await insert(kept).then(
          () => kept++,
          (error: { code?: string }) => (failure = error),
        );
      }
      expect(kept).toBeGreaterThan(0);
      // 53100 disk_full; an engine that could not even write its log is started again (57P02, 08006).
      expect(failure).toMatchObject({ code: expect.stringMatching(/^(53100|57P02|08006|XX000)$/) });
      await disk.grow('600m');
      await small.close();
      small = await openEmbedded(place, { hoursBetweenDumps: null });
      const batches = 'SELECT batch, count(*) AS rows FROM trial GROUP BY batch ORDER BY batch';
      const standing = await small.query(batches);
      expect(standing).toEqual(Array.from({ length: kept }, (_, batch) => ({ batch, rows: 200 })));
      await insert(kept);
      expect(await small.query(batches)).toHaveLength(kept + 1);
      expect((await small.query<{ count: number }>('SELECT count(*) AS count FROM facility'))[0]!.count).toBe(14);
      await small.close();
    } finally {
      await run('umount', [disk.place]);
    }
  });
});
