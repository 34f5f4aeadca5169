// Brings a database to the tables of this version of the code, forward only.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import type { Database } from './database.ts';

export interface Migration {
  number: number;
  name: string;
  sql: string;
  sha256: string;
}

/** Why a database cannot be brought to this version of the code. */
export class MigrationError extends Error {
  readonly reason: 'changed' | 'missing' | 'newer' | 'numbering';
  readonly migration: string;
  constructor(reason: MigrationError['reason'], migration: string, message: string) {
    super(message);
    this.name = 'MigrationError';
    this.reason = reason;
    this.migration = migration;
  }
}

export interface MigrateOptions {
  onProgress?: (done: number, total: number, name: string) => void;
  /** Where the `NNNN-noun.sql` files are; the code's own by default. */
  folder?: string;
  /** Stop after this many; all by default. */
  until?: number;
}

const ownFolder = fileURLToPath(new URL('./migrations/', import.meta.url));
const longestStatementSeconds = 3600;
// Two processes that start at once on one server must not both migrate. The number is arbitrary, but only ours.
const advisoryLock = 7_223_209;

/** The migrations of a folder in order. Throws `MigrationError` when a number is missing or twice. */
export function readMigrations(folder: string = ownFolder): Migration[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  return names.map((name, index) => {
    const number = Number(/^(\d{4})-[a-z-]+\.sql$/.exec(name)?.[1]);
    if (number !== index + 1) throw new MigrationError('numbering', name, `${name} should be number ${index + 1}`);
    const sql = readFileSync(join(folder, name), 'utf8');
    return { number, name: name.slice(0, -4), sql, sha256: createHash('sha256').update(sql).digest('hex') };
  });
}

/**
 * Applies the migrations that the database lacks, each in one transaction, and returns their names.
 * Throws `MigrationError`: `changed` or `missing` when an applied file is no longer what it was, `newer` when the database
 * was migrated by a later version of the code.
 */
export async function migrate(
  database: Database,
  { onProgress, folder = ownFolder, until }: MigrateOptions = {},
): Promise<string[]> {
  const migrations = readMigrations(folder);
  const applied: string[] = [];
  for (const migration of migrations.slice(0, until)) {
    const isNew = await database.transaction(
      async (transaction) => {
        await transaction.query('SELECT pg_advisory_xact_lock($1::bigint)', [advisoryLock]);
        await transaction.query(
          `CREATE TABLE IF NOT EXISTS schema_migration (
             number integer PRIMARY KEY,
             name text NOT NULL UNIQUE,
             sha256 text NOT NULL,
             applied_at timestamptz NOT NULL DEFAULT now()
           )`,
        );
        const known = await transaction.query<{ number: number; name: string; sha256: string }>(
          'SELECT number, name, sha256 FROM schema_migration ORDER BY number',
        );
        refuseForeignHistory(known, migrations);
        if (known.length >= migration.number) return false;
        onProgress?.(migration.number - 1, migrations.length, migration.name);
        await transaction.query(migration.sql);
        await transaction.query('INSERT INTO schema_migration (number, name, sha256) VALUES ($1, $2, $3)', [
          migration.number,
          migration.name,
          migration.sha256,
        ]);
        return true;
      },
      { deadlineSeconds: longestStatementSeconds },
    );
    if (isNew) applied.push(migration.name);
  }
  onProgress?.(migrations.length, migrations.length, '');
  return applied;
}

function refuseForeignHistory(
  known: readonly { number: number; name: string; sha256: string }[],
  migrations: readonly Migration[],
) {
  const newest = known.at(-1);
  if (newest && newest.number > migrations.length) {
    throw new MigrationError(
      'newer',
      newest.name,
      `The database has ${newest.name}, which this version of the code does not know`,
    );
  }
  for (const { number, name, sha256 } of known) {
    const migration = migrations[number - 1];
    if (migration?.name !== name)
      throw new MigrationError('missing', name, `The database has ${name}, whose file is missing`);
    if (migration.sha256 !== sha256)
      throw new MigrationError('changed', name, `${name} was changed after it was applied`);
  }
}
