// npm run backup | restore | migrate-to-server. Speaks in codes to whoever started it; keep.mjs has the words.
import { readdirSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import packageJson from '../../package.json' with { type: 'json' };
import { DatabaseError, type Database } from '../database/database.ts';
import { ForeignFolderError, holdsDatabase } from '../database/data-folder.ts';
import { FolderInUseError } from '../database/folder-lock.ts';
import { migrate } from '../database/migrate.ts';
import { openDatabase } from '../database/open.ts';
import { BackupError } from './archive-format.ts';
import { verifyArchive } from './archive-reader.ts';
import { writeArchive } from './archive-writer.ts';
import { backupFileName } from './files.ts';
import { createBackupKeeper, type FinishedBackup } from './keeper.ts';
import { requestBackup } from './requests.ts';
import { restoreFolder, restoreInto, type RestoredTable } from './restore.ts';

type Message =
  | { type: 'step'; step: string; table: string | null; done: number; total: number }
  | { type: 'backup'; backup: FinishedBackup }
  | { type: 'restored'; tables: readonly RestoredTable[]; before: string | null; database: string }
  | { type: 'checked'; created: string; region: string; tables: number; rows: number; sha256: string }
  | { type: 'failure'; code: string; detail: string | null };

function tell(message: Message): void {
  if (process.connected) process.send?.(message);
  else if (message.type !== 'step') console.log(JSON.stringify(message));
}
const step = (name: string) => (table: string, done: number, total: number) =>
  tell({ type: 'step', step: name, table, done, total });

const regions = readdirSync(fileURLToPath(new URL('../regions/', import.meta.url)));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    region: { type: 'string', ...(regions.length === 1 ? { default: regions[0]! } : {}) },
    /** Data folder as of `npm start`, or `postgres://…`. */
    database: { type: 'string' },
    to: { type: 'string' },
    from: { type: 'string' },
    replace: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
  },
});
const [command, file, ...more] = positionals;
const isAddress = (text: string | undefined): text is string => /^postgres(ql)?:\/\//.test(text ?? '');
const region = values.region ?? '';
const standardFolder = fileURLToPath(new URL(`../../.jangkau/${region}`, import.meta.url));
const url = isAddress(values.database)
  ? values.database
  : values.database === undefined
    ? process.env['DATABASE_URL'] || undefined
    : undefined;
const dataFolder = path.resolve(
  isAddress(values.database) || values.database === undefined ? standardFolder : values.database,
);
const databaseFolder = path.join(dataFolder, 'database');
const backupFolder = path.resolve(process.env['JANGKAU_BACKUP_FOLDER'] || path.join(dataFolder, 'backups'));
const passphrase = process.env['JANGKAU_BACKUP_PASSPHRASE'] || null;

async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase({ url, folder: databaseFolder, hoursBetweenDumps: null });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

async function backUp(to: string | undefined): Promise<FinishedBackup> {
  if (url === undefined && !holdsDatabase(databaseFolder)) throw new BackupError('database', databaseFolder);
  try {
    return await withDatabase(async (database) => {
      await migrate(database);
      const keeper = createBackupKeeper({
        database,
        url,
        databaseFolder,
        folder: backupFolder,
        region,
        softwareVersion: packageJson.version,
        passphrase,
        hours: null,
        onError: () => undefined,
        onProgress: ({ step: name, table, done, total }) => tell({ type: 'step', step: name, table, done, total }),
      });
      process.once('SIGINT', () => void keeper.close());
      const { finished } = await keeper.begin('command', null, to);
      return finished;
    });
  } catch (error) {
    if (!(error instanceof FolderInUseError)) throw error;
    tell({ type: 'step', step: 'ask', table: null, done: 0, total: 1 });
    return requestBackup(dataFolder, to === undefined ? null : path.resolve(to));
  }
}

/** The database of an address as it is, in an archive beside the other backups: what a replacing restore can be undone with. */
async function keepFormer(database: Database): Promise<string | null> {
  await migrate(database);
  const now = new Date();
  const former = path.join(backupFolder, `before-restore-${backupFileName(region, now, passphrase !== null)}`);
  await writeArchive(database, {
    path: former,
    region,
    softwareVersion: packageJson.version,
    passphrase,
    now,
    onTable: step('keep'),
  });
  return former;
}

async function restore(archive: string): Promise<void> {
  const options = { file: path.resolve(archive), passphrase, onTable: step('restore'), replace: values.replace };
  if (values.check) {
    const { manifest, sha256 } = await verifyArchive(options.file, passphrase);
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    return tell({
      type: 'checked',
      created: manifest.created,
      region: manifest.region,
      tables: manifest.tables.length,
      rows,
      sha256,
    });
  }
  if (url === undefined) {
    const had = holdsDatabase(databaseFolder);
    const tables = await restoreFolder(databaseFolder, options);
    return tell({
      type: 'restored',
      tables,
      before: had ? `${databaseFolder}.before-restore` : null,
      database: databaseFolder,
    });
  }
  await withDatabase(async (database) => {
    await verifyArchive(options.file, passphrase);
    const before = values.replace ? await keepFormer(database) : null;
    tell({
      type: 'restored',
      tables: await restoreInto(database, options),
      before,
      database: new URL(url).pathname.slice(1),
    });
  });
}

async function migrateToServer(from: string, to: string): Promise<void> {
  const folder = path.join(path.resolve(from), 'database');
  if (!holdsDatabase(folder)) throw new BackupError('database', folder);
  const archive = path.join(path.resolve(from), `move-${process.pid}.tar.gz`);
  await mkdir(path.dirname(archive), { recursive: true });
  try {
    const source = await openDatabase({ folder, hoursBetweenDumps: null });
    try {
      await migrate(source);
      await writeArchive(source, {
        path: archive,
        region,
        softwareVersion: packageJson.version,
        passphrase,
        now: new Date(),
        onTable: step('write'),
      });
    } finally {
      await source.close();
    }
    const target = await openDatabase({ url: to });
    try {
      const tables = await restoreInto(target, { file: archive, passphrase, onTable: step('restore') });
      tell({ type: 'restored', tables, before: null, database: new URL(to).pathname.slice(1) });
    } finally {
      await target.close();
    }
  } finally {
    await rm(archive, { force: true });
  }
}

function failureOf(error: unknown): Message {
  if (error instanceof BackupError) return { type: 'failure', code: error.code, detail: error.detail };
  if (error instanceof FolderInUseError) return { type: 'failure', code: 'folder_in_use', detail: String(error.pid) };
  if (error instanceof ForeignFolderError) return { type: 'failure', code: 'foreign_folder', detail: error.folder };
  if (error instanceof DatabaseError) return { type: 'failure', code: 'database', detail: error.message };
  return { type: 'failure', code: 'unexpected', detail: error instanceof Error ? error.message : String(error) };
}

try {
  if (more.length > 0 || region === '') throw new BackupError('unexpected', positionals.join(' '));
  if (command === 'backup') tell({ type: 'backup', backup: await backUp(values.to) });
  else if (command === 'restore' && file !== undefined) await restore(file);
  else if (command === 'migrate-to-server' && values.from !== undefined && isAddress(values.to)) {
    await migrateToServer(values.from, values.to);
  } else throw new BackupError('unexpected', positionals.join(' '));
} catch (error) {
  tell(failureOf(error));
  process.exitCode = 1;
}
