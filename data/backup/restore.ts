// Brings an archive into an empty database of either engine; until the end nobody sees anything of it.
import { renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { holdsDatabase, tidyFolder } from '../database/data-folder.ts';
import type { Database, Queryable } from '../database/database.ts';
import { openEmbedded } from '../database/embedded.ts';
import { lockFolder } from '../database/folder-lock.ts';
import { migrate } from '../database/migrate.ts';
import { backupErrorOf, BackupError, type Manifest } from './archive-format.ts';
import { migrationsOf, partsOf, verifyArchive } from './archive-reader.ts';
import { statement } from './queries/statements.ts';
import { digestOf, readTableShapes, settleText, writeStatement, type TableShape } from './table-shapes.ts';

export interface RestoreOptions {
  readonly file: string;
  readonly passphrase: string | null;
  readonly onTable?: (name: string, done: number, total: number) => void;
}

export interface RestoredTable {
  readonly name: string;
  readonly rows: number;
  readonly sha256: string;
}

const PORTION_ROWS = 1000;
const PORTION_CHARACTERS = 4_000_000;
const LONGEST = { deadlineSeconds: 3600 };

/**
 * Fills a database that has the tables of the archive's version, or of a later one, and no data of its own (`replace`: whatever
 * it has goes) in one transaction, and holds what stands there afterwards against the archive. Throws `BackupError`:
 * `not_empty`, `newer`, `other_schema`, `mismatch`, and those of `verifyArchive`.
 */
export async function restoreInto(
  database: Database,
  options: RestoreOptions & { replace?: boolean },
): Promise<RestoredTable[]> {
  const { manifest } = await verifyArchive(options.file, options.passphrase);
  const known = migrationsOf(manifest);
  try {
    // A database without tables becomes what the archive's was, so that later migrations change its rows as they did then.
    await migrate(database, { until: known });
    const restored = await database.transaction(async (transaction) => {
      const [state] = await transaction.query<{ empty: boolean }>(statement('emptiness'));
      if (!state!.empty && options.replace !== true) throw new BackupError('not_empty');
      return fill(transaction, manifest, options);
    }, LONGEST);
    await migrate(database);
    return restored;
  } catch (error) {
    throw backupErrorOf(error);
  }
}

async function fill(transaction: Queryable, manifest: Manifest, options: RestoreOptions): Promise<RestoredTable[]> {
  await settleText(transaction);
  const shapes = new Map((await readTableShapes(transaction)).map((shape) => [shape.name, shape]));
  for (const { name, columns } of manifest.tables) {
    const shape = shapes.get(name);
    const unknown = columns.find((column) => !shape?.columns.includes(column));
    if (shape === undefined || unknown !== undefined) {
      throw new BackupError('newer', unknown === undefined ? name : `${name}.${unknown}`);
    }
  }
  const around = await transaction.query<{ moment: 'before' | 'after'; statement: string }>(statement('constraints'));
  const runAll = async (moment: 'before' | 'after') => {
    for (const each of around) if (each.moment === moment) await transaction.query(each.statement, [], LONGEST);
  };
  await runAll('before');
  let last = '';
  let done = 0;
  for await (const { table, rows } of partsOf(options.file, options.passphrase, manifest)) {
    if (table.name !== last) options.onTable?.(table.name, done++, manifest.tables.length);
    last = table.name;
    await writeRows(transaction, shapes.get(table.name)!, table.columns, rows);
  }
  for (const { name, lastValue } of manifest.sequences) {
    if (lastValue !== null) await transaction.query(statement('set-sequence'), [name, lastValue]);
  }
  await runAll('after');
  return holdAgainst(transaction, manifest, shapes);
}

async function writeRows(
  transaction: Queryable,
  shape: TableShape,
  columns: readonly string[],
  rows: readonly (readonly (string | null)[])[],
): Promise<void> {
  const insert = writeStatement(shape, columns);
  for (let start = 0; start < rows.length;) {
    let end = start;
    for (let length = 0; end < rows.length && end - start < PORTION_ROWS && length < PORTION_CHARACTERS; end++) {
      for (const cell of rows[end]!) length += cell?.length ?? 0;
    }
    const portion = rows.slice(start, end);
    const arrays = columns.map((_, column) => portion.map((row) => row[column] ?? null));
    await transaction.query(insert, arrays, LONGEST);
    start = end;
  }
}

/** Reads every table back. Throws `mismatch` with the first one that is not what the archive says. */
async function holdAgainst(
  transaction: Queryable,
  manifest: Manifest,
  shapes: ReadonlyMap<string, TableShape>,
): Promise<RestoredTable[]> {
  const restored: RestoredTable[] = [];
  for (const table of manifest.tables) {
    const shape = shapes.get(table.name)!;
    const digest = await digestOf(transaction, shape);
    // Columns that a later version added are not part of what the archive's checksum is of.
    const comparable = shape.columns.join() === table.columns.join();
    if (digest.rows !== table.rows || (comparable && digest.sha256 !== table.sha256)) {
      throw new BackupError('mismatch', table.name);
    }
    restored.push({ name: table.name, ...digest });
  }
  return restored;
}

/**
 * Builds the folder of an embedded database from an archive and puts it in its place when it is whole; with `replace` the
 * former is kept as `<folder>.before-restore`. Throws `FolderInUseError` while a process has it open, else as `restoreInto`.
 */
export async function restoreFolder(
  folder: string,
  options: RestoreOptions & { replace: boolean },
): Promise<RestoredTable[]> {
  const place = path.resolve(folder);
  const unlock = await lockFolder(place);
  const building = `${place}.restoring`;
  try {
    tidyFolder(place);
    if (holdsDatabase(place) && !options.replace) throw new BackupError('not_empty');
    const restored = await restoreBeside(building, options);
    renameSync(building, `${place}.built`);
    tidyFolder(place);
    return restored;
  } finally {
    rmSync(building, { recursive: true, force: true });
    unlock();
  }
}

/** A new embedded database from an archive in a folder that is emptied first, closed again. */
export async function restoreBeside(folder: string, options: RestoreOptions): Promise<RestoredTable[]> {
  rmSync(folder, { recursive: true, force: true });
  const database = await openEmbedded(folder, { hoursBetweenDumps: null });
  try {
    return await restoreInto(database, options);
  } finally {
    await database.close();
  }
}
