// Opens the database, loads what is missing, serves. Speaks in codes to whoever started it; start.mjs has the words.
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import packageJson from '../package.json' with { type: 'json' };
import { bringAgencies } from '../data/accounts/agencies.ts';
import { makeAdministratorLink } from '../data/accounts/links.ts';
import { createBackupKeeper } from '../data/backup/keeper.ts';
import { answerRequests } from '../data/backup/requests.ts';
import { ForeignFolderError, holdsDatabase } from '../data/database/data-folder.ts';
import { DatabaseError, type Database } from '../data/database/database.ts';
import { migrate, MigrationError } from '../data/database/migrate.ts';
import { FolderInUseError, lockFolder } from '../data/database/folder-lock.ts';
import { openDatabase } from '../data/database/open.ts';
import { regionFolder } from '../data/import/profile.ts';
import { importAll } from '../data/import/run.ts';
import { STANDARDS } from '../data/standards/index.ts';
import { createTileServer } from '../tilesets/tile-server.ts';
import { createApp } from './app.ts';
import { readDataVersion } from './data-version.ts';
import { listen, PortInUseError, requireFreePort } from './port.ts';
import { statement } from './queries/load.ts';
import { readSettings, SettingError, type Settings, UnknownProfileError } from './settings.ts';

type Message =
  | { type: 'step'; step: string | null; done?: number; total?: number; detail?: string }
  | { type: 'listening'; port: number; movedFrom: number | null; datasets: number; sample: number }
  /** Where the first administrator is made, once; a new start tells another one. */
  | { type: 'administrator_link'; url: string; expiresAt: string }
  | { type: 'import_failed'; dataset: string; reason: string | null }
  | { type: 'closing' }
  | ({ type: 'failure'; code: string } & Record<string, unknown>);

function tell(message: Message): void {
  if (process.connected) process.send?.(message);
  else if (message.type !== 'step') console.log(JSON.stringify(message));
}

const standardRegion = 'cirebon';
const secondsToClose = 20;
/** Longer than the import of one dataset takes, so that no state in the middle of an import is recorded. */
const quietSeconds = 60;

/** What went wrong, as a code and what belongs into its sentence. */
function failureOf(error: unknown): Message {
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof FolderInUseError) return failure('folder_in_use', { folder: error.folder, pid: error.pid });
  if (error instanceof ForeignFolderError) return failure('foreign_folder', { folder: error.folder });
  if (error instanceof PortInUseError) return failure('port_in_use', { port: error.port });
  if (error instanceof MigrationError) return failure('migration', { detail });
  if (error instanceof UnknownProfileError)
    return failure('unknown_region', { region: error.region, known: error.known });
  if (error instanceof SettingError) return failure('invalid_setting', { name: error.setting, detail });
  if (error instanceof DatabaseError) return failure('database', { detail });
  return failure('unexpected', { detail });
}
function failure(code: string, more: Record<string, unknown>): Message {
  return { type: 'failure', code, ...more };
}

/** A request as the log has it: the secret of a one-time link or of a sign-on stays out. */
function requestForLog(request: { method: string; url: string; id: string }) {
  const url = request.url
    .replace(/\/(links|tautan)\/[^/?]+/, '/$1/…')
    .replace(/^(\/api\/v1\/openid\/callback)\?.*/, '$1?…');
  return { id: request.id, method: request.method, url };
}

/** Removes the embedded database; dumps stay. Throws `FolderInUseError`, or `ForeignFolderError` when it is none. */
async function removeDatabase(folder: string): Promise<void> {
  const unlock = await lockFolder(folder);
  try {
    if (holdsDatabase(folder)) await rm(folder, { recursive: true });
  } finally {
    unlock();
  }
}

async function main(stop: AbortSignal, closers: (() => Promise<void>)[]): Promise<void> {
  // The starter builds the web app meanwhile, and says when it is there.
  const webApp = process.connected ? Promise.race([once(process, 'message'), once(stop, 'abort')]) : null;
  const settings = await readSettings(process.argv.slice(2), process.env, standardRegion);
  if (settings.portIsFixed) await requireFreePort(settings);
  const folder = path.join(settings.dataFolder, 'database');
  if (settings.reset) {
    if (settings.databaseUrl) throw new SettingError('--reset', 'DATABASE_URL');
    tell({ type: 'step', step: 'reset' });
    await removeDatabase(folder);
  }
  const database = await openDatabase({
    url: settings.databaseUrl,
    requestsUrl: settings.requestsUrl,
    folder,
    onProgress: (step) => tell({ type: 'step', step }),
  });
  closers.push(() => database.close());
  stop.throwIfAborted();
  await migrate(database, {
    onProgress: (done, total, detail) => {
      if (done < total) tell({ type: 'step', step: 'migrate', done, total, detail });
    },
  });
  await bringAgencies(database, regionFolder(settings.profile.id));
  stop.throwIfAborted();
  const { loaded } = await readDataVersion(database);
  const importing = { database, settings, stop };
  if (!loaded) await importData(importing);

  const tiles = await createTileServer({
    database,
    profile: settings.profile,
    onError: (tileset, error) => console.error(tileset, error),
  });
  closers.push(() => tiles.close());
  tell({ type: 'step', step: null });
  await webApp;
  stop.throwIfAborted();
  const onBackupError = (error: unknown) => console.error('backup', error);
  const keeper = createBackupKeeper({
    database,
    url: settings.databaseUrl,
    databaseFolder: folder,
    region: settings.profile.id,
    softwareVersion: packageJson.version,
    ...settings.backups,
    onError: onBackupError,
  });
  closers.push(() => keeper.close());
  const app = await createApp({
    database,
    backups: keeper,
    tiles,
    profile: settings.profile,
    standards: STANDARDS,
    webFolder: settings.webFolder,
    softwareVersion: packageJson.version,
    dataFolder: settings.dataFolder,
    logger: settings.log === 'silent' ? false : { level: settings.log, serializers: { req: requestForLog } },
    requestsPerMinute: settings.requestsPerMinute,
    recordsAfterSeconds: quietSeconds,
    preparesAnswers: true,
    trustProxy: settings.trustProxy,
    ...(settings.openId === null ? {} : { openId: settings.openId }),
  });
  closers.push(() => app.close());
  const port = await listen(app, settings);
  const datasets = await database.query<{ status: string }>(statement('dataset-statuses'));
  tell({
    type: 'listening',
    port,
    movedFrom: settings.portIsFixed || port === settings.port ? null : settings.port,
    datasets: datasets.length,
    sample: datasets.filter(({ status }) => status === 'contoh').length,
  });
  await keeper.start();
  if (database.engine === 'embedded') {
    const stopAnswering = answerRequests(settings.dataFolder, keeper, onBackupError);
    closers.push(async () => stopAnswering());
  }
  const link = await makeAdministratorLink(database, new Date());
  if (link !== null) {
    const url = `http://localhost:${port}/tautan/${link.token}`;
    tell({ type: 'administrator_link', url, expiresAt: link.expiresAt.toISOString() });
  }
  if (loaded) {
    // The map comes first; then what changed in the source files since the last start.
    await tiles.ready();
    await importData(importing);
  }
  if (!stop.aborted) await once(stop, 'abort');
}

/** Brings what is new or changed in the sources into the database. Stops between two datasets when told to. */
async function importData({
  database,
  settings,
  stop,
}: {
  database: Database;
  settings: Settings;
  stop: AbortSignal;
}): Promise<void> {
  const { outcomes } = await importAll(database, {
    profile: settings.profile,
    sourcesFolder: settings.sources,
    dataFolder: settings.dataFolder,
    offline: settings.offline,
    signal: stop,
    onProgress: ({ dataset, step, done, total }) => {
      if (step !== 'unchanged' && step !== 'missing')
        tell({ type: 'step', step: 'import', done, total, detail: dataset });
    },
  });
  if (outcomes.some(({ outcome }) => outcome === 'imported')) {
    // The embedded engine has no background process that would count rows; without counts its plans are poor.
    await database.query('ANALYZE');
  }
  for (const { dataset, outcome, reason } of outcomes) {
    if (outcome === 'failed') tell({ type: 'import_failed', dataset, reason });
  }
}

const stopping = new AbortController();
const closers: (() => Promise<void>)[] = [];
const stop = () => {
  if (stopping.signal.aborted) return;
  tell({ type: 'closing' });
  stopping.abort();
  // Whatever is in the middle of something (an engine that is being created) may be killed: the next start tidies up.
  setTimeout(() => process.exit(1), secondsToClose * 1000).unref();
};
process.on('SIGINT', stop).on('SIGTERM', stop);
// The starter is gone, killed perhaps: nobody is left who would stop us.
process.on('disconnect', stop);

try {
  await main(stopping.signal, closers);
} catch (error) {
  if (!stopping.signal.aborted) {
    tell(failureOf(error));
    if (process.env['JANGKAU_LOG'] === 'debug') console.error(error);
    process.exitCode = 1;
  }
}
for (const close of closers.reverse()) await close();
process.exit();
