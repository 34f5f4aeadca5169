import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listDumps, millisecondsUntilDump, writeDump } from '../../../data/database/dumps.ts';

let parent: string;
let folder: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'jangkau-dumps-'));
  folder = join(parent, 'dumps');
});
afterEach(() => rmSync(parent, { recursive: true }));

const content = new Uint8Array([1, 2, 3]);
const day = (number: number) => new Date(Date.UTC(2026, 0, number));
const hour = 3_600_000;
const minute = 60_000;

describe('writeDump', () => {
  test('names the file by its moment and keeps the newest two', async () => {
    for (const number of [1, 3, 2]) await writeDump(folder, content, day(number));
    expect(listDumps(folder).map((path) => basename(path))).toEqual([
      '2026-01-03T00-00-00.000Z.tar.gz',
      '2026-01-02T00-00-00.000Z.tar.gz',
    ]);
    expect(readFileSync(listDumps(folder)[0]!)).toEqual(Buffer.from(content));
  });

  test('removes what a killed dump left, and no file of anybody else', async () => {
    await writeDump(folder, content, day(1));
    writeFileSync(join(folder, '2025-12-31T00-00-00.000Z.tar.gz.unfinished'), '');
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    expect(listDumps(folder)).toHaveLength(1);
    await writeDump(folder, content, day(2));
    expect(readdirSync(folder).sort()).toEqual([
      '2026-01-01T00-00-00.000Z.tar.gz',
      '2026-01-02T00-00-00.000Z.tar.gz',
      'notes.txt',
    ]);
  });
});

describe('millisecondsUntilDump', () => {
  test('is the whole period while there is no dump', () => {
    expect(existsSync(folder)).toBe(false);
    expect(millisecondsUntilDump(folder, 6)).toBe(6 * hour);
  });

  test.each([
    ['what is left of the period', 2 * hour, 4 * hour],
    ['a minute when it is overdue', 9 * hour, minute],
    ['no more than the period when the clock was set back', -9 * hour, 6 * hour],
  ])('is %s after a restart', async (_name, age, expected) => {
    const now = new Date(Date.UTC(2026, 0, 2));
    const path = await writeDump(folder, content, day(1));
    utimesSync(path, new Date(now.getTime() - age), new Date(now.getTime() - age));
    expect(millisecondsUntilDump(folder, 6, now)).toBe(expected);
  });
});
