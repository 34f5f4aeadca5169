import { mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyArchive } from '../../../data/backup/archive-reader.ts';
import { writeArchive } from '../../../data/backup/archive-writer.ts';
import { restoreInto } from '../../../data/backup/restore.ts';
import type { Database } from '../../../data/database/database.ts';
import { createTestDatabase } from '../../database-template.ts';
import { loadMini } from '../../fixtures/kabupaten-mini/load.ts';

let database: Database;
let close: () => Promise<void>;
let folder: string;
beforeAll(async () => {
  ({ database, close } = await createTestDatabase());
  await loadMini(database);
  folder = await mkdtemp(path.join(tmpdir(), 'jangkau-backup-'));
});
afterAll(async () => {
  await close();
  await rm(folder, { recursive: true, force: true });
});

const write = (name: string, passphrase: string | null = null) =>
  writeArchive(database, {
    path: path.join(folder, name),
    region: 'mini',
    softwareVersion: '0.0.0',
    passphrase,
    now: new Date('2026-11-24T06:00:00Z'),
  });

test('write and restore', async () => {
  const written = await write('a.tar.gz');
  const file = path.join(folder, 'a.tar.gz');
  const read = await verifyArchive(file, null);
  expect(read.sha256).toBe(written.sha256);
  expect(read.manifest).toEqual(written.manifest);
  const other = await createTestDatabase();
  const restored = await restoreInto(other.database, { file, passphrase: null });
  expect(restored).toEqual(written.manifest.tables.map(({ name, rows, sha256 }) => ({ name, rows, sha256 })));
  console.log(restored.filter((t) => t.rows > 0).map((t) => [t.name, t.rows]));
  await other.close();
});
