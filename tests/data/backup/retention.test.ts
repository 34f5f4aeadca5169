import fc from 'fast-check';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { backupFileName, momentOf, tidyBackups } from '../../../data/backup/files.ts';
import { keptMoments } from '../../../data/backup/retention.ts';

const DAY = 86_400_000;
const now = new Date('2026-11-24T12:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * DAY);

describe('keptMoments', () => {
  test('of a year of daily backups: a week by the day, then by the week, then by the month', () => {
    const moments = Array.from({ length: 365 }, (_, days) => daysAgo(days));
    const kept = [...keptMoments(moments, now)].map((moment) => moment.toISOString().slice(0, 10)).sort();
    expect(kept).toEqual([
      '2026-06-30',
      '2026-07-31',
      '2026-08-31',
      '2026-09-30',
      '2026-10-31',
      '2026-11-08',
      '2026-11-15',
      ...['18', '19', '20', '21', '22', '23', '24'].map((day) => `2026-11-${day}`),
    ]);
  });

  test('everything of the last day stays', () => {
    const moments = Array.from({ length: 24 }, (_, hours) => new Date(now.getTime() - hours * 3_600_000));
    expect(keptMoments(moments, now).size).toBe(24);
  });

  test('old ones stay when there are no younger ones', () => {
    expect(keptMoments([daysAgo(400)], now).size).toBe(1);
    expect(keptMoments([daysAgo(400), daysAgo(800)], now).size).toBe(2);
  });

  test('never lets the newest go, never grows without bound, and letting go once or day by day ends alike', () => {
    const day = fc.integer({ min: 0, max: 500 });
    fc.assert(
      fc.property(fc.uniqueArray(day, { minLength: 1, maxLength: 200 }), (days) => {
        const moments = days.map(daysAgo);
        const kept = keptMoments(moments, now);
        const newest = moments.reduce((a, b) => (a > b ? a : b));
        expect(kept.has(newest)).toBe(true);
        expect(kept.size).toBeLessThanOrEqual(7 + 4 + 6);
        expect(keptMoments([...kept], now)).toEqual(kept);
        // With the days going by, what stays at the end is what would stay had nothing been removed meanwhile.
        let standing: Date[] = [];
        const inOrder = [...moments].sort((a, b) => a.getTime() - b.getTime());
        for (const moment of inOrder) standing = [...keptMoments([...standing, moment], moment)];
        expect(new Set([...keptMoments(standing, newest)].map(Number))).toEqual(
          new Set([...keptMoments(moments, newest)].map(Number)),
        );
      }),
      { numRuns: 200 },
    );
  });
});

describe('files of backups', () => {
  test('names carry region and moment, and are read back', () => {
    expect(backupFileName('mini', now, false)).toBe('jangkau-mini-2026-11-24T12-00-00Z.tar.gz');
    expect(momentOf(backupFileName('kab-uji', now, true), 'kab-uji')).toEqual(now);
    expect(momentOf(backupFileName('kab-uji', now, true), 'kab')).toBeNull();
    expect(momentOf('jangkau-mini-2026-11-24T12-00-00Z.tar.gz.unfinished', 'mini')).toBeNull();
  });

  test('tidying removes old backups and unfinished ones of the region, and nothing else', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'jangkau-files-'));
    const own = [0, 1, 2, 3, 4, 5, 6, 40, 41].map((days) => backupFileName('mini', daysAgo(days), false));
    const others = [backupFileName('lain', daysAgo(41), false), 'catatan.txt', 'before-restore-x.tar.gz'];
    for (const name of [...own, ...others, `${own[0]}.unfinished`]) await writeFile(path.join(folder, name), '');
    const left = await tidyBackups(folder, 'mini', now);
    // Both old ones lie in the same week and month.
    expect(left.sort()).toEqual(own.slice(0, 8).sort());
    expect((await readdir(folder)).sort()).toEqual([...own.slice(0, 8), ...others].sort());
    await rm(folder, { recursive: true });
  });
});
