import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FolderInUseError, lockFolder } from '../../../data/database/folder-lock.ts';

let parent: string;
let folder: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'jangkau-lock-'));
  folder = join(parent, 'database');
});
afterEach(() => rmSync(parent, { recursive: true }));

const lock = () => JSON.parse(readFileSync(`${folder}.lock`, 'utf8')) as Record<string, unknown>;

/** Leaves a lock as another owner would have written it. */
async function leaveLock(changes: Record<string, unknown>) {
  const unlock = await lockFolder(folder);
  const text = JSON.stringify({ ...lock(), ...changes });
  unlock();
  writeFileSync(`${folder}.lock`, text);
}

describe('lockFolder', () => {
  test('is taken, refused with the owner, released, and leaves no file', async () => {
    const unlock = await lockFolder(folder);
    expect(lock()['pid']).toBe(process.pid);
    const refusal = await lockFolder(folder).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(FolderInUseError);
    expect(refusal).toMatchObject({ pid: process.pid, folder });
    unlock();
    expect(readdirSync(parent)).toEqual([]);
    (await lockFolder(folder))();
  });

  test('of a process that has ended is taken over', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    await leaveLock({ pid: child.pid, started: '1' });
    const unlock = await lockFolder(folder);
    expect(lock()['pid']).toBe(process.pid);
    unlock();
  });

  test('of a process whose number another one has now is taken over', async () => {
    await leaveLock({ pid: process.pid, started: 'some earlier time' });
    const unlock = await lockFolder(folder);
    expect(lock()['started']).not.toBe('some earlier time');
    unlock();
  });

  test('that cannot be read is taken over', async () => {
    writeFileSync(`${folder}.lock`, '{"pid":');
    (await lockFolder(folder))();
  });

  test('of another machine is refused while its owner gives signs of life', async () => {
    await leaveLock({ place: 'another machine', pid: 1 });
    const signs = setInterval(() => utimesSync(`${folder}.lock`, new Date(), new Date()), 1000);
    await expect(lockFolder(folder)).rejects.toMatchObject({ name: 'FolderInUseError', pid: 1 });
    clearInterval(signs);
  });

  test('of another machine that gives none is taken over', async () => {
    await leaveLock({ place: 'another machine', pid: 1 });
    const unlock = await lockFolder(folder);
    expect(lock()['pid']).toBe(process.pid);
    unlock();
  });

  test('goes to exactly one of many that find a stale one', async () => {
    await leaveLock({ pid: process.pid, started: 'some earlier time' });
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(folder)));
    const taken = results.filter((result) => result.status === 'fulfilled');
    expect(taken).toHaveLength(1);
    taken[0]!.value();
    expect(existsSync(`${folder}.lock`)).toBe(false);
  });
});
