// Writes an archive as a stream: whatever the size of the database, a few megabytes of it are in memory at a time.
import { createHash } from 'node:crypto';
import { createWriteStream, readFileSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';
import type { Database, Queryable } from '../database/database.ts';
import { readMigrations } from '../database/migrate.ts';
import {
  backupErrorOf,
  FORMAT,
  FORMAT_VERSION,
  type ArchiveHead,
  type ArchiveTable,
  type Manifest,
} from './archive-format.ts';
import { encrypting } from './encryption.ts';
import { statement } from './queries/statements.ts';
import { linesOf, readTableShapes, settleText, type TableShape } from './table-shapes.ts';

export interface ArchiveOptions {
  /** The file to be; it appears only when it is whole and on the disk. */
  readonly path: string;
  readonly region: string;
  readonly softwareVersion: string;
  /** Encrypts the archive; null for a readable one. */
  readonly passphrase: string | null;
  readonly now: Date;
  readonly onTable?: (name: string, done: number, total: number) => void;
}

export interface WrittenArchive {
  readonly manifest: Manifest;
  readonly bytes: number;
  readonly sha256: string;
}

/** A part of a table is one file of the archive, and in memory until it is whole. */
const PART_BYTES = 4_000_000;

/**
 * Writes all rows as of one moment into a file that only its owner may read. Throws `BackupError` (`disk_full`, `database`),
 * and then leaves nothing behind.
 */
export async function writeArchive(database: Database, options: ArchiveOptions): Promise<WrittenArchive> {
  const unfinished = unfinishedPath(options.path);
  try {
    await mkdir(path.dirname(options.path), { recursive: true, mode: 0o700 });
    const target = await startFile(unfinished, options.passphrase);
    let manifest: Manifest;
    try {
      manifest = await database.transaction((transaction) => writeAll(transaction, database.engine, target, options));
    } catch (error) {
      target.destroy(error as Error);
      await target.finished.catch(() => undefined);
      throw error;
    }
    await rename(unfinished, options.path);
    await syncFolder(path.dirname(options.path));
    return { manifest, bytes: target.bytes(), sha256: target.sha256() };
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw backupErrorOf(error);
  }
}

/** Where an archive grows until it is whole. */
export const unfinishedPath = (file: string): string => `${file}.unfinished`;

interface Target {
  /** Adds one file to the archive; resolves when there is room for the next. */
  add(name: string, content: Buffer | string): Promise<void>;
  end(): Promise<void>;
  destroy(error: Error): void;
  readonly finished: Promise<void>;
  bytes(): number;
  sha256(): string;
}

async function startFile(file: string, passphrase: string | null): Promise<Target> {
  const tar = pack();
  const hash = createHash('sha256');
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  // A file that an interrupted backup left may have another owner's mode.
  await rm(file, { force: true });
  const written = createWriteStream(file, { mode: 0o600, flags: 'wx', flush: true });
  const packing = createGzip({ level: 6 });
  const finished =
    passphrase === null
      ? pipeline(tar, packing, counted, written)
      : pipeline(tar, packing, await encrypting(passphrase), counted, written);
  finished.catch(() => undefined);
  // A full disk ends the pipeline, and then nobody calls back: whoever waits for room must hear of it.
  const failed = finished.then(() => new Promise<never>(() => undefined));
  failed.catch(() => undefined);
  let digest: string | null = null;
  return {
    add: (name, content) =>
      Promise.race([
        failed,
        new Promise<void>((resolve, reject) => {
          tar.entry({ name, mode: 0o600 }, content as Buffer, (error) => (error ? reject(error) : resolve()));
        }),
      ]),
    async end() {
      tar.finalize();
      await finished;
    },
    destroy: (error) => tar.destroy(error),
    finished,
    bytes: () => bytes,
    sha256: () => (digest ??= hash.digest('hex')),
  };
}

async function syncFolder(folder: string): Promise<void> {
  // Windows has no way to sync a folder.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writeAll(
  transaction: Queryable,
  engine: Database['engine'],
  target: Target,
  { region, softwareVersion, now, onTable }: ArchiveOptions,
): Promise<Manifest> {
  await transaction.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
  await settleText(transaction);
  const schema = await transaction.query<{ name: string; sha256: string }>(statement('schema'));
  const head: ArchiveHead = {
    format: FORMAT,
    formatVersion: FORMAT_VERSION,
    created: now.toISOString(),
    region,
    softwareVersion,
    engine,
    schema,
  };
  await target.add('backup.json', JSON.stringify(head, null, 1));
  await target.add('BACA-SAYA.txt', readFileSync(new URL('./archive-readme.txt', import.meta.url)));
  for (const { name, sha256, sql } of readMigrations()) {
    if (schema.some((known) => known.name === name && known.sha256 === sha256))
      await target.add(`schema/${name}.sql`, sql);
  }
  const shapes = await readTableShapes(transaction);
  const tables: ArchiveTable[] = [];
  for (const shape of shapes) {
    onTable?.(shape.name, tables.length, shapes.length);
    tables.push(await writeTable(transaction, target, shape));
  }
  const sequences = await transaction.query<{ name: string; last_value: string | null }>(statement('sequences'));
  const manifest: Manifest = {
    ...head,
    tables,
    sequences: sequences.map((row) => ({ name: row.name, lastValue: row.last_value })),
  };
  await target.add('manifest.json', JSON.stringify(manifest, null, 1));
  await target.end();
  return manifest;
}

async function writeTable(transaction: Queryable, target: Target, shape: TableShape): Promise<ArchiveTable> {
  const head = shape.columns.map((name) => `"${name.replaceAll('"', '""')}"`).join(',') + '\n';
  const all = createHash('sha256');
  const parts: ArchiveTable['parts'] = [];
  let rows = 0;
  let part: string[] = [head];
  let length = 0;
  const finishPart = async () => {
    const content = Buffer.from(part.join(''));
    const file = `tables/${shape.name}/${String(parts.length + 1).padStart(4, '0')}.csv`;
    parts.push({ file, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') });
    await target.add(file, content);
    part = [head];
    length = 0;
  };
  for await (const lines of linesOf(transaction, shape)) {
    for (const line of lines) {
      const whole = `${line}\n`;
      all.update(whole);
      part.push(whole);
      length += whole.length;
      rows++;
      if (length >= PART_BYTES) await finishPart();
    }
  }
  if (part.length > 1 || parts.length === 0) await finishPart();
  return { name: shape.name, columns: [...shape.columns], rows, sha256: all.digest('hex'), parts };
}
