import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cpSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync, appendFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Database } from '../../../data/database/database.ts';
import { migrate, readMigrations } from '../../../data/database/migrate.ts';
import { createTestDatabase } from '../../database-template.ts';

const ownFolder = fileURLToPath(new URL('../../../data/database/migrations/', import.meta.url));

let database: Database;
let close: () => Promise<void>;
const folders: string[] = [];

beforeAll(async () => {
  ({ database, close } = await createTestDatabase());
});
afterAll(async () => {
  await close();
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A copy of the code's migrations that a test may change. */
function copyMigrations(): string {
  const folder = mkdtempSync(join(tmpdir(), 'jangkau-migrations-'));
  cpSync(ownFolder, folder, { recursive: true });
  folders.push(folder);
  return folder;
}

describe('migrate', () => {
  test('records every file of a migrated database once, in order', async () => {
    const rows = await database.query('SELECT number, name, sha256 FROM schema_migration ORDER BY number');
    expect(rows).toEqual(readMigrations().map(({ number, name, sha256 }) => ({ number, name, sha256 })));
  });

  test('does nothing the second time', async () => {
    expect(await migrate(database)).toEqual([]);
  });

  test('refuses a file that was changed after it was applied', async () => {
    const folder = copyMigrations();
    appendFileSync(join(folder, '0002-regions.sql'), '\n-- another comment\n');
    await expect(migrate(database, { folder })).rejects.toMatchObject({ reason: 'changed', migration: '0002-regions' });
  });

  test('refuses when an applied file has another name now', async () => {
    const folder = copyMigrations();
    renameSync(join(folder, '0003-facilities.sql'), join(folder, '0003-places.sql'));
    await expect(migrate(database, { folder })).rejects.toMatchObject({
      reason: 'missing',
      migration: '0003-facilities',
    });
  });

  test('refuses a database that a later version of the code migrated', async () => {
    const folder = copyMigrations();
    const newest = readMigrations().at(-1)!;
    rmSync(join(folder, `${newest.name}.sql`));
    await expect(migrate(database, { folder })).rejects.toMatchObject({ reason: 'newer', migration: newest.name });
  });

  test('refuses a gap in the numbers', async () => {
    const folder = copyMigrations();
    rmSync(join(folder, '0002-regions.sql'));
    await expect(migrate(database, { folder })).rejects.toMatchObject({
      reason: 'numbering',
      migration: '0003-facilities.sql',
    });
  });

  test('leaves nothing of a migration that fails half-way, and applies it once it is right', async () => {
    const folder = copyMigrations();
    const number = String(readdirSync(folder).length + 1).padStart(4, '0');
    const file = join(folder, `${number}-trial.sql`);
    writeFileSync(file, 'CREATE TABLE trial (id integer);\nINSERT INTO trial VALUES (1 / 0);');
    await expect(migrate(database, { folder })).rejects.toMatchObject({ code: '22012' });
    expect(await database.query(`SELECT to_regclass('trial') AS found`)).toEqual([{ found: null }]);

    writeFileSync(file, 'CREATE TABLE trial (id integer);\nINSERT INTO trial VALUES (1);');
    const steps: string[] = [];
    expect(await migrate(database, { folder, onProgress: (_done, _total, name) => steps.push(name) })).toEqual([
      `${number}-trial`,
    ]);
    expect(steps).toEqual([`${number}-trial`, '']);
    expect(await database.query('SELECT id FROM trial')).toEqual([{ id: 1 }]);
    await database.query(`DROP TABLE trial; DELETE FROM schema_migration WHERE name = '${number}-trial'`);
  });

  test('lets two start at once', async () => {
    const folder = copyMigrations();
    const number = String(readdirSync(folder).length + 1).padStart(4, '0');
    writeFileSync(join(folder, `${number}-trial.sql`), 'CREATE TABLE trial (id integer);');
    const applied = await Promise.all([migrate(database, { folder }), migrate(database, { folder })]);
    expect(applied.flat()).toEqual([`${number}-trial`]);
    await database.query(`DROP TABLE trial; DELETE FROM schema_migration WHERE name = '${number}-trial'`);
  });
});
