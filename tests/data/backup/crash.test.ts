// What is left after a kill, a full disk and a database that went away.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyArchive } from '../../../data/backup/archive-reader.ts';
import { writeArchive } from '../../../data/backup/archive-writer.ts';
import type { Database } from '../../../data/database/database.ts';
import { openEmbedded, type EmbeddedDatabase } from '../../../data/database/embedded.ts';
import { importAll } from '../../../data/import/run.ts';
import { createEmbedded } from '../../database-template.ts';
import { loadMini, loadMiniProfile, MINI_FOLDER } from '../../fixtures/kabupaten-mini/load.ts';
import { mountSmallDisk } from '../../small-disk.ts';

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
    const { database, folder: place, close } = await createEmbedded();
    await loadMini(database);
    const before = await contents(database);
    await database.close();
    const importForEver = () =>
      spawn(process.execPath, ['--import', 'tsx', path.join(import.meta.dirname, 'import-for-ever.ts'), place], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
    // Killed at the begin of the second import, and a little after that of the fifth.
    for (const [count, milliseconds] of [
      [2, 0],
      [5, 30],
    ] as const) {
      const child = importForEver();
      let seen = 0;
      for await (const _line of createInterface(child.stdout)) {
        if (++seen === count) setTimeout(() => child.kill('SIGKILL'), milliseconds);
      }
      await ended(child);
      expect(child.signalCode).toBe('SIGKILL');
      const opened = await openEmbedded(place, { hoursBetweenDumps: null });
      expect(await contents(opened)).toEqual(before);
      expect(await opened.query('SELECT run FROM import_note WHERE run NOT IN (SELECT id FROM import_run)')).toEqual(
        [],
      );
      await opened.close();
    }
    const opened = await openEmbedded(place, { hoursBetweenDumps: null });
    const files = path.join(MINI_FOLDER, 'files');
    const { outcomes } = await importAll(opened, {
      profile: await loadMiniProfile(),
      regionFolder: MINI_FOLDER,
      sourcesFolder: files,
      dataFolder: files,
      offline: true,
      sample: false,
      force: true,
    });
    expect(outcomes.filter(({ error }) => error !== null)).toEqual([]);
    expect(outcomes.filter(({ outcome }) => outcome === 'imported').length).toBeGreaterThan(5);
    expect(await contents(opened)).toEqual(before);
    await opened.close();
    await close();
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
    expect((await readdir(backups)).filter((name) => name.endsWith('.tar.gz'))).toEqual([]);

    const next = backUp();
    let last: unknown;
    next.on('message', (message) => (last = message));
    await ended(next);
    expect(last).toMatchObject({ type: 'backup' });
    expect(next.exitCode).toBe(0);
    const { file } = (last as { backup: { file: string } }).backup;
    const { manifest } = await verifyArchive(file, null);
    expect(manifest.tables.find(({ name }) => name === 'facility')?.rows).toBe(14);
    // Of the killed one neither the file nor the copy of the database is left.
    expect(await readdir(backups)).toEqual([path.basename(file)]);
    expect(await readdir(installation)).toEqual(['backups', 'database']);
    const opened = await openEmbedded(path.join(installation, 'database'), { hoursBetweenDumps: null });
    expect(await opened.query('SELECT outcome, failure FROM backup_run ORDER BY id')).toEqual([
      { outcome: 'failed', failure: 'interrupted' },
      { outcome: 'complete', failure: null },
    ]);
    await opened.close();
  });
});

const NO_DISK = 'this process may not mount a small disk';

describe('a full disk', { timeout: 300_000 }, () => {
  let database: EmbeddedDatabase;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ database, close } = await createEmbedded());
    await loadMini(database);
  }, 300_000);
  afterAll(() => close());

  test('stops a backup with a clear word and without a trace; with room again it succeeds', async (context) => {
    const disk = await mountSmallDisk(path.join(folder, 'backups'), '16k');
    if (disk === null) return context.skip(NO_DISK);
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
      await disk.remove();
    }
  });

  test('refuses what does not fit into the database, keeps what stood there, and writes again when there is room', async (context) => {
    const disk = await mountSmallDisk(path.join(folder, 'database'), '150m');
    if (disk === null) return context.skip(NO_DISK);
    try {
      const place = path.join(disk.place, 'database');
      await database.copyFolder(place);
      const small = await openEmbedded(place, { hoursBetweenDumps: null });
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
      const batches = 'SELECT batch, count(*) AS rows FROM trial GROUP BY batch ORDER BY batch';
      const whole = (count: number) => Array.from({ length: count }, (_, batch) => ({ batch, rows: 200 }));
      // Nobody starts anything again.
      expect(await small.query(batches)).toEqual(whole(kept));
      await insert(kept);
      await small.close();
      const opened = await openEmbedded(place, { hoursBetweenDumps: null });
      expect(await opened.query(batches)).toEqual(whole(kept + 1));
      expect(await contents(opened)).toEqual(await contents(database));
      await opened.close();
    } finally {
      await disk.remove();
    }
  });
});
