// A migrated, empty database per test file, quickly: copies of a template that is built once per state of the migrations.
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { Database } from '../data/database/database.ts';
import { openEmbedded, type EmbeddedDatabase, type EmbeddedOptions } from '../data/database/embedded.ts';
import { FolderInUseError, lockFolder } from '../data/database/folder-lock.ts';
import { migrate, readMigrations } from '../data/database/migrate.ts';
import { openServer } from '../data/database/server.ts';

/** URL of the native server that the tests shall use instead of the embedded engine; undefined for the embedded one. */
export const nativeUrl = process.env['JANGKAU_TEST_DATABASE_URL'] || undefined;

const root = fileURLToPath(new URL('../', import.meta.url));
const cache = join(root, 'node_modules/.cache/jangkau');
const millisecondsKept = 24 * 3_600_000;

/**
 * A migrated database without rows, on the engine that the environment names; `close` ends and removes it.
 * Call it in `beforeAll`: one takes about 3 s on the embedded engine and 1 GB of memory while open.
 */
export async function createTestDatabase(): Promise<{ database: Database; close: () => Promise<void> }> {
  return nativeUrl === undefined ? createEmbedded() : createOnServer(nativeUrl);
}

/** The same on the embedded engine whatever the environment says, with its folder. */
export async function createEmbedded(options: EmbeddedOptions = {}): Promise<{
  database: EmbeddedDatabase;
  folder: string;
  close: () => Promise<void>;
}> {
  const template = await prepareTemplateFolder();
  const parent = await mkdtemp(join(tmpdir(), 'jangkau-test-'));
  const folder = join(parent, 'database');
  await cp(template, folder, { recursive: true });
  const database = await openEmbedded(folder, { hoursBetweenDumps: null, ...options });
  return {
    database,
    folder,
    async close() {
      await database.close();
      await rm(parent, { recursive: true, force: true });
    },
  };
}

function migrationsHash(): string {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const hash = createHash('sha256').update(
    JSON.stringify([dependencies['@electric-sql/pglite'], dependencies['@electric-sql/pglite-postgis']]),
  );
  for (const { sha256 } of readMigrations()) hash.update(sha256);
  return hash.digest('hex').slice(0, 16);
}

/** Folder of the migrated template; of several test processes one builds it and the others wait. */
async function prepareTemplateFolder(): Promise<string> {
  const template = join(cache, `template-${migrationsHash()}`);
  await mkdir(cache, { recursive: true });
  while (!existsSync(template)) {
    let unlock: () => void;
    try {
      unlock = await lockFolder(template);
    } catch (error) {
      if (!(error instanceof FolderInUseError)) throw error;
      await wait(200);
      continue;
    }
    try {
      if (!existsSync(template)) await buildTemplate(template);
    } finally {
      unlock();
    }
  }
  return template;
}

async function buildTemplate(template: string): Promise<void> {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    const unused = name.startsWith('template-') && Date.now() - statSync(path).mtimeMs > millisecondsKept;
    if (unused && path !== `${template}.lock`) await rm(path, { recursive: true, force: true });
  }
  const draft = `${template}.draft`;
  await rm(draft, { recursive: true, force: true });
  const database = await openEmbedded(draft, { hoursBetweenDumps: null });
  try {
    await migrate(database);
  } finally {
    await database.close();
  }
  await rename(draft, template);
}

/** The same on a native server. */
export async function createOnServer(url: string): Promise<{ database: Database; close: () => Promise<void> }> {
  const template = `jangkau_template_${migrationsHash()}`;
  const name = `jangkau_test_${randomBytes(6).toString('hex')}`;
  await asAdministrator(url, async (administrator) => {
    // Also held while copying: a database cannot be copied by two sessions at once.
    await administrator.query('SELECT pg_advisory_lock(7223210)');
    const { rowCount } = await administrator.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
    if (rowCount === 0) {
      const draft = `${template}_draft`;
      await administrator.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
      await administrator.query(`CREATE DATABASE ${draft}`);
      const database = await openServer(databaseUrl(url, draft));
      try {
        await migrate(database);
      } finally {
        await database.close();
      }
      await administrator.query(`ALTER DATABASE ${draft} RENAME TO ${template}`);
    }
    await administrator.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  const database = await openServer(databaseUrl(url, name));
  return {
    database,
    async close() {
      await database.close();
      await asAdministrator(url, async (administrator) => {
        await administrator.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      });
    },
  };
}

async function asAdministrator(url: string, work: (administrator: pg.Client) => Promise<void>): Promise<void> {
  const administrator = new pg.Client({ connectionString: url });
  await administrator.connect();
  try {
    await work(administrator);
  } finally {
    await administrator.end();
  }
}

function databaseUrl(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}
