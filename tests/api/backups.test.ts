import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { backupWarnings } from '../../api/backup-warnings.ts';
import { BackupState, type BackupRun } from '../../api/contract/operations.ts';
import { backupFileName } from '../../data/backup/files.ts';
import { createBackupKeeper, type BackupKeeper } from '../../data/backup/keeper.ts';
import { answerRequests, requestBackup } from '../../data/backup/requests.ts';
import { nativeUrl } from '../database-template.ts';
import { createMiniApp, type MiniApp } from './mini-app.ts';

let mini: MiniApp;
let keeper: BackupKeeper;
let folder: string;
const errors: unknown[] = [];
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'jangkau-keeper-'));
  // The app is built before its database can be named to the keeper.
  const backups = new Proxy({} as BackupKeeper, { get: (_target, name: keyof BackupKeeper) => keeper[name] });
  mini = await createMiniApp({ backups });
  const [here] = await mini.database.query<{ name: string }>('SELECT current_database()::text AS name');
  keeper = createBackupKeeper({
    database: mini.database,
    url: nativeUrl === undefined ? undefined : Object.assign(new URL(nativeUrl), { pathname: here!.name }).href,
    databaseFolder: path.join(folder, 'database'),
    folder: path.join(folder, 'backups'),
    region: 'mini',
    softwareVersion: '0.0.0',
    passphrase: null,
    hours: 24,
    onError: (error) => errors.push(error),
  });
}, 300_000);
afterAll(async () => {
  await keeper?.close();
  await mini?.close();
  await rm(folder, { recursive: true, force: true });
});

const url = '/api/v1/backups';
const state = async (headers: Record<string, string>) =>
  BackupState.parse((await mini.app.inject({ url, headers })).json());

// Each backup is a process with a database engine of its own.
describe('backups at the desk', { timeout: 300_000 }, () => {
  test('are the custodian’s alone', async () => {
    expect((await mini.problemOf(url)).code).toBe('sign_in_required');
    for (const role of ['opd', 'bappelitbangda', 'pimpinan'] as const) {
      const headers = await mini.signInAs(role);
      expect((await mini.problemOf(url, { headers })).code).toBe('forbidden');
      expect((await mini.problemOf(url, { headers, method: 'POST' })).code).toBe('forbidden');
    }
  });

  test('are made one at a time, read back, restored as a test, recorded and counted', async () => {
    const headers = await mini.signInAs('walidata');
    expect((await state(headers)).warnings).toEqual(['never']);
    const begun = await mini.app.inject({ url, method: 'POST', headers });
    expect(begun.statusCode, begun.body).toBe(200);
    expect((await mini.problemOf(url, { method: 'POST', headers })).code).toBe('busy');
    // Requests are answered meanwhile.
    expect((await mini.app.inject('/api/v1/datasets')).statusCode).toBe(200);
    await vi.waitFor(async () => expect((await state(headers)).last).not.toBeNull(), {
      timeout: 120_000,
      interval: 500,
    });
    const after = await state(headers);
    expect(errors).toEqual([]);
    expect(after.last).toMatchObject({
      occasion: 'asked',
      outcome: 'complete',
      encrypted: false,
      restoreFailure: null,
    });
    expect(after.lastTestedAt).not.toBeNull();
    expect(after.warnings).toEqual(['readable']);
    expect(after.running).toBeNull();
    expect(await readdir(path.join(folder, 'backups'))).toEqual([after.last!.fileName]);
    // The copy and the tested restore are gone.
    expect(await readdir(folder)).toEqual(['backups']);
    const metrics = (await mini.app.inject('/metrics')).body;
    expect(metrics).toContain(`last_backup_timestamp_seconds ${Math.round(Date.parse(after.last!.startedAt)) / 1000}`);
    const [entry] = await mini.database.query("SELECT role FROM audit_entry WHERE action = 'backup.started'");
    expect(entry).toMatchObject({ role: 'walidata' });
  });

  test('that fail say why, and leave the one that stands', async () => {
    const headers = await mini.signInAs('walidata');
    const notAFolder = path.join(folder, 'file');
    await writeFile(notAFolder, '');
    const { finished } = await keeper.begin('command', null, path.join(notAFolder, 'backups'));
    await expect(finished).rejects.toThrow();
    const after = await state(headers);
    expect(after.items[0]).toMatchObject({ outcome: 'failed', failure: 'unexpected', fileName: null });
    expect(after.last).not.toBeNull();
    expect(after.warnings).toContain('failed');
  });

  test('are asked for by a file in the data folder, with the server running', async () => {
    const failures: unknown[] = [];
    const stop = answerRequests(folder, keeper, (error) => failures.push(error));
    const to = path.join(folder, 'elsewhere');
    try {
      const backup = await requestBackup(folder, to);
      expect(existsSync(backup.file)).toBe(true);
      expect(path.dirname(backup.file)).toBe(to);
      expect(await readdir(path.join(folder, 'backup-requests'))).toEqual([]);
      expect(failures).toEqual([]);
    } finally {
      stop();
    }
  });

  test('that a killed process left unfinished do not stop the next', async () => {
    await mini.database.query(
      "INSERT INTO backup_run (occasion, started_at, alive_at) VALUES ('scheduled', now() - interval '1 hour', now() - interval '4 minutes')",
    );
    const name = backupFileName('mini', new Date('2026-01-01T00:00:00Z'), false);
    await writeFile(path.join(folder, 'backups', `${name}.unfinished`), 'half');
    const { finished } = await keeper.begin('asked', null);
    await finished;
    expect((await readdir(path.join(folder, 'backups'))).filter((file) => file.endsWith('.unfinished'))).toEqual([]);
    const [run] = await mini.database.query("SELECT outcome, failure FROM backup_run WHERE occasion = 'scheduled'");
    expect(run).toEqual({ outcome: 'failed', failure: 'interrupted' });
  });
});

describe('backupWarnings', () => {
  const now = new Date('2026-11-24T12:00:00Z');
  const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString();
  const run = (hours: number, more: Partial<BackupRun> = {}): BackupRun => ({
    id: 1,
    occasion: 'scheduled',
    startedAt: hoursAgo(hours),
    finishedAt: hoursAgo(hours),
    outcome: 'complete',
    failure: null,
    fileName: 'file',
    fileBytes: 1,
    sha256: null,
    encrypted: true,
    tables: 1,
    rows: 1,
    restoreTestedAt: null,
    restoreFailure: null,
    removedAt: null,
    ...more,
  });
  const of = (last: BackupRun | null, tested: string | null, hours: number | null = 24, newer: BackupRun[] = []) =>
    backupWarnings({ runs: [...newer, ...(last ? [last] : [])], last, lastTestedAt: tested, hours }, now);

  test.each([
    ['none at all', of(null, null), ['never']],
    ['a good one', of(run(23), hoursAgo(24)), []],
    ['an old one', of(run(49), hoursAgo(24)), ['old']],
    ['a later one that failed', of(run(23), hoursAgo(24), 24, [run(1, { outcome: 'failed' })]), ['failed']],
    ['one under way', of(run(23), hoursAgo(24), 24, [run(0, { outcome: null })]), []],
    ['no tested restore', of(run(1), null), ['untested']],
    ['a test two weeks old', of(run(1), hoursAgo(15 * 24)), ['untested']],
    [
      'a test that failed',
      of(run(1, { restoreTestedAt: hoursAgo(1), restoreFailure: 'mismatch' }), null),
      ['restore_failed'],
    ],
    ['no clock', of(run(24 * 6), hoursAgo(24), null), ['off']],
    ['no clock and a week without', of(run(24 * 8), hoursAgo(24), null), ['old', 'off']],
    ['no passphrase', of(run(1, { encrypted: false }), hoursAgo(1)), ['readable']],
  ])('%s', (_name, warnings, expected) => expect(warnings).toEqual(expected));
});
