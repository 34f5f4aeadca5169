import fc from 'fast-check';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, open, readFile, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BackupFailure } from '../../../data/backup/archive-format.ts';
import { verifyArchive } from '../../../data/backup/archive-reader.ts';
import { writeArchive, type WrittenArchive } from '../../../data/backup/archive-writer.ts';
import { restoreFolder, restoreInto } from '../../../data/backup/restore.ts';
import type { Database } from '../../../data/database/database.ts';
import { openEmbedded } from '../../../data/database/embedded.ts';
import { recordAudit, SYSTEM, verifyAudit } from '../../../data/desk/audit.ts';
import { createEmbedded, createOnServer } from '../../database-template.ts';
import { loadMini } from '../../fixtures/kabupaten-mini/load.ts';
import { startNativePostgis } from '../../native-postgis.ts';

const run = promisify(execFile);
const ENGINES = ['embedded', 'server'] as const;
type EngineName = (typeof ENGINES)[number];

let folder: string;
let native: { url: string; stop: () => Promise<void> } | null = null;
const sources = new Map<
  EngineName,
  { database: Database; close: () => Promise<void>; written: WrittenArchive; file: string }
>();

/** Every kind of value that a table of ours has, or may have one day. */
const SAMPLE_TABLE = `CREATE TABLE value_of_each_type (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "odd ""name" text, whole integer, large bigint, fraction double precision, exact numeric, yes boolean, day date,
  moment timestamptz, document jsonb, words text[], numbers integer[], shape geometry(Geometry, 4326), bytes bytea,
  identity uuid, doubled integer GENERATED ALWAYS AS (whole / 2) STORED
)`;
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }).map((value) => value.replaceAll('\0', '')),
  fc.constantFrom('', '"', '\\', '\\N', '\n', '\r\n', ',', '""\n,', ' ', 'é ꦗ 😀', "'", 'NULL', '{a,b}'),
);
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 4 });
const place = fc.double({ min: -170, max: 170, noNaN: true });
const row = fc.tuple(
  orNull(text),
  orNull(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
  orNull(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
  orNull(fc.double({ noNaN: true, noDefaultInfinity: true })),
  orNull(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map((value) => `${value}.0500`)),
  orNull(fc.boolean()),
  orNull(fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })).map(
    (value) => value && value.toISOString().slice(0, 10),
  ),
  orNull(fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })),
  orNull(fc.dictionary(text, fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(null)))),
  orNull(fc.array(orNull(text), { maxLength: 4 })),
  orNull(fc.array(orNull(fc.integer({ min: -9, max: 9 })), { maxLength: 4 })),
  orNull(
    fc.oneof(
      fc.tuple(place, place).map(([x, y]) => `POINT(${x} ${y})`),
      fc.tuple(place, place).map(([x, y]) => `LINESTRING(${x} ${y}, ${x + 1} ${y / 3})`),
      fc.constantFrom(
        'POINT EMPTY',
        'POLYGON((0 0,3 0,3 3,0 0))',
        'GEOMETRYCOLLECTION(POINT(1 2),LINESTRING(0 0,1 1))',
      ),
    ),
  ),
  orNull(fc.uint8Array({ maxLength: 12 })),
  orNull(fc.uuid()),
);
const INSERT = `INSERT INTO value_of_each_type
  ("odd ""name", whole, large, fraction, exact, yes, day, moment, document, words, numbers, shape, bytes, identity)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10, $11, ST_GeomFromText($12, 4326), $13, $14)`;

/** What people did beside the published data: tables that only grow, whose guards a restore must pass and leave awake. */
const BESIDE = `
  INSERT INTO account (email, name, role) VALUES ('planner@uji.example', 'planner', 'bappelitbangda');
  INSERT INTO scenario (name, content, figures, inputs, created_by)
    SELECT 'Skenario', '{"changes": []}', '{}', '[{"dataset": "puskesmas", "version": 1}]', id FROM account;
  INSERT INTO project_step_record (project, status, changed_on, recorded_by) SELECT 'proyek-2', 'usulan', '2026-11-24', id FROM account;
  INSERT INTO project_progress (project, month, spent_rupiah, reported_by, reported_at)
    SELECT 'proyek-1', '2026-11-01', 9007199254740991, id, now() FROM account;
  INSERT INTO project_comment (project, text, written_by) SELECT 'proyek-1', 'Pipa di bawah bahu jalan', id FROM account;
  INSERT INTO project_document (project, kind, title, added_by) SELECT 'proyek-1', 'contract', 'Kontrak', id FROM account;
  INSERT INTO project_asset (project, approved, decided_by) SELECT 'proyek-1', false, id FROM account;
  INSERT INTO register_dataset (dataset, purpose) VALUES ('projects', 'usulan');
  INSERT INTO overlap_decision_log (first_project, second_project, step, decision, reason, decided_by)
    SELECT 'proyek-1', 'proyek-2', 1, 'not_overlap', 'Dua ruas', id FROM account;
  INSERT INTO area_ceiling (year, kecamatan, revision, ceiling_rupiah, infrastructure, economy, social, source, stated_by)
    SELECT 2027, '99.01.01', 1, 1800000000, 0.65, 0.2, 0.15, 'RKPD', id FROM account;
  INSERT INTO score_weights (version, gap, gain, equity, readiness, hazard, reason, chosen_by)
    SELECT 2, 0.2, 0.2, 0.2, 0.2, 0.2, 'Rata', id FROM account`;
const BESIDE_TABLES = [
  'area_ceiling',
  'overlap_decision_log',
  'project_asset',
  'project_comment',
  'project_document',
  'project_progress',
  'project_step_record',
  'register_dataset',
  'scenario',
  'score_weights',
];

const openEngine = (engine: EngineName): Promise<{ database: Database; close: () => Promise<void> }> =>
  engine === 'embedded' ? createEmbedded() : createOnServer(native!.url);

const write = (database: Database, name: string, passphrase: string | null = null) =>
  writeArchive(database, {
    path: path.join(folder, name),
    region: 'mini',
    softwareVersion: '0.0.0',
    passphrase,
    now: new Date('2026-11-24T06:00:00Z'),
  });

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'jangkau-backup-'));
  native = await startNativePostgis().catch((error: unknown) => {
    console.warn(`without a native server: ${String(error)}`);
    return null;
  });
  const rows = fc.sample(row, { numRuns: 300, seed: 20261124 });
  for (const engine of native ? ENGINES : ENGINES.slice(0, 1)) {
    const { database, close } = await openEngine(engine);
    await loadMini(database);
    await database.query(SAMPLE_TABLE);
    await database.query(BESIDE);
    await database.transaction(async (transaction) => {
      for (const values of rows) await transaction.query(INSERT, values);
      await transaction.query('DELETE FROM value_of_each_type WHERE id > 290');
      for (let number = 0; number < 5; number++)
        await recordAudit(transaction, SYSTEM, { action: 'test.done', details: { number } });
    });
    const file = path.join(folder, `${engine}.tar.gz`);
    sources.set(engine, { database, close, written: await write(database, `${engine}.tar.gz`), file });
  }
}, 300_000);
afterAll(async () => {
  for (const { close } of sources.values()) await close();
  await native?.stop();
  await rm(folder, { recursive: true, force: true });
});

const failureOf = async (work: Promise<unknown>): Promise<BackupFailure | 'none'> =>
  work.then(
    () => 'none' as const,
    (error: { code: BackupFailure }) => error.code,
  );

describe.each(ENGINES)('a backup of the %s engine', (from) => {
  describe.each(ENGINES)('comes back into the %s engine', (into) => {
    test('with every count and checksum, with counters, references, guards and the log as they were', async (context) => {
      const source = sources.get(from);
      if (!source || (into === 'server' && !native)) return context.skip('PostgreSQL with PostGIS is not installed');
      const { database, close } = await openEngine(into);
      try {
        await database.query(SAMPLE_TABLE);
        const restored = await restoreInto(database, { file: source.file, passphrase: null });
        const { tables } = source.written.manifest;
        expect(restored).toEqual(tables.map(({ name, rows, sha256 }) => ({ name, rows, sha256 })));
        expect(restored.find(({ name }) => name === 'value_of_each_type')?.rows).toBe(290);
        expect(restored.find(({ name }) => name === 'facility')?.rows).toBe(14);
        expect(
          restored.filter(({ name }) => BESIDE_TABLES.includes(name)).map(({ name, rows }) => [name, rows]),
        ).toEqual(BESIDE_TABLES.map((name) => [name, 1]));
        for (const table of BESIDE_TABLES.filter((name) => !['register_dataset', 'scenario'].includes(name)))
          await expect(database.query(`DELETE FROM ${table}`), table).rejects.toMatchObject({ code: '42501' });
        // Read as the program reads them, not only as text.
        const everything = 'SELECT * FROM value_of_each_type ORDER BY id';
        expect(await database.query(everything)).toEqual(await source.database.query(everything));
        // The counter goes on behind the rows that were deleted.
        const [added] = await database.query<{ id: number }>(
          'INSERT INTO value_of_each_type DEFAULT VALUES RETURNING id',
        );
        expect(added!.id).toBe(301);
        await expect(database.query("UPDATE facility SET dataset = 'none'")).rejects.toMatchObject({ code: '23503' });
        await expect(database.query('DELETE FROM audit_entry')).rejects.toThrow();
        expect(await verifyAudit(database)).toMatchObject({ entries: 5, brokenAt: null });
        // What is backed up from here is the same again.
        await database.query('DELETE FROM value_of_each_type WHERE id = 301');
        const again = await write(database, `again-${from}-${into}.tar.gz`);
        expect(again.manifest.tables).toEqual(tables);
        expect(await failureOf(restoreInto(database, { file: source.file, passphrase: null }))).toBe('not_empty');
        await restoreInto(database, { file: source.file, passphrase: null, replace: true });
      } finally {
        await close();
      }
    }, 180_000);
  });
});

describe('an archive', () => {
  const source = () => sources.get('embedded')!;

  test('is for its owner only, and readable with the tools of any system', async () => {
    const { file, written } = source();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const unpacked = path.join(folder, 'unpacked');
    await run('sh', ['-c', `mkdir "${unpacked}" && tar xzf "${file}" -C "${unpacked}"`]);
    expect(await readdir(unpacked)).toEqual(
      expect.arrayContaining(['BACA-SAYA.txt', 'backup.json', 'manifest.json', 'schema', 'tables']),
    );
    const csv = await readFile(path.join(unpacked, 'tables/region/0001.csv'), 'utf8');
    expect(csv).toContain('"code"');
    const { stdout } = await run('sh', ['-c', `tail -n +2 "${unpacked}/tables/facility/0001.csv" | sha256sum`]);
    expect(stdout.slice(0, 64)).toBe(written.manifest.tables.find(({ name }) => name === 'facility')?.sha256);
  });

  test('holds no sessions and no one-time links', () => {
    const names = source().written.manifest.tables.map(({ name }) => name);
    expect(names).toContain('account');
    expect(names).not.toContain('account_session');
    expect(names).not.toContain('account_link');
  });

  test('that was cut or changed anywhere is refused', async () => {
    const { size } = await stat(source().file);
    const broken = path.join(folder, 'broken.tar.gz');
    for (const share of [0.02, 0.3, 0.7, 0.999]) {
      await cp(source().file, broken);
      await truncate(broken, Math.floor(size * share));
      expect(await failureOf(verifyArchive(broken, null)), `cut at ${share}`).toMatch(/^(damaged|foreign)$/);
      await cp(source().file, broken);
      const handle = await open(broken, 'r+');
      const at = Math.floor(size * share);
      const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, at);
      await handle.write(Buffer.from([buffer[0]! ^ 0x41]), 0, 1, at);
      await handle.close();
      expect(await failureOf(verifyArchive(broken, null)), `changed at ${share}`).toMatch(/^(damaged|foreign)$/);
    }
  });

  test('of something else is no backup', async () => {
    const other = path.join(folder, 'other');
    await writeFile(other, 'not a backup');
    expect(await failureOf(verifyArchive(other, null))).toBe('foreign');
    await run('sh', ['-c', `cd "${folder}" && tar czf other.tar.gz other`]);
    expect(await failureOf(verifyArchive(path.join(folder, 'other.tar.gz'), null))).toBe('foreign');
  });

  test('under a passphrase opens with that passphrase only, and shows nothing', async () => {
    await write(source().database, 'secret.tar.gz.enc', 'kata kunci yang panjang');
    const file = path.join(folder, 'secret.tar.gz.enc');
    const { manifest } = await verifyArchive(file, 'kata kunci yang panjang');
    expect(manifest.tables).toEqual(source().written.manifest.tables);
    expect(await failureOf(verifyArchive(file, 'kata kunci yang lain'))).toBe('wrong_passphrase');
    expect(await failureOf(verifyArchive(file, null))).toBe('passphrase_needed');
    expect((await readFile(file)).includes('manifest')).toBe(false);
    const { size } = await stat(file);
    await truncate(file, size - 1);
    expect(await failureOf(verifyArchive(file, 'kata kunci yang panjang'))).toBe('damaged');
  });

  test('builds a folder that keeps the former beside it, and refuses one with data unless told', async () => {
    // Without the table that only this test has.
    const { database, close } = await createEmbedded();
    await loadMini(database);
    await write(database, 'plain.tar.gz');
    await close();
    const file = path.join(folder, 'plain.tar.gz');
    const place = path.join(folder, 'installation', 'database');
    await restoreFolder(place, { file, passphrase: null, replace: false });
    expect(await failureOf(restoreFolder(place, { file, passphrase: null, replace: false }))).toBe('not_empty');
    await restoreFolder(place, { file, passphrase: null, replace: true });
    const opened = await openEmbedded(place, { hoursBetweenDumps: null });
    const [row] = await opened.query<{ count: number }>('SELECT count(*) AS count FROM facility');
    await opened.close();
    expect(row!.count).toBe(14);
    expect((await readdir(path.dirname(place))).sort()).toEqual(['database', 'database.before-restore']);
  }, 300_000);
});
