import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trendOf, type TrendPoint } from '#analysis';

const point = (at: string, value: number | null, by: TrendPoint['by'] = 'period') => ({
  label: at,
  by,
  at,
  value,
  sample: false,
});
const ordered = ['2022', '2023-Q1', '2023-S1', '2023', '2024-05', '2024-06-01', '2024-S1', '2024-06', '2024-06-30']
  .concat(['2024-07-01', '2024-09-15T08:00:00Z', '2024-09-15', '2024-Q3', '2024-10', '2024', '2024-S2'])
  .concat(['2024-12-31', '2025-02', '2025-02-28', '2025-03']);

describe('a trend', () => {
  it('orders years, halves, quarters, months, dates and times by their end, the longer before the shorter', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(ordered, { minLength: 2 }), (given) => {
        const found = trendOf(given.map((at) => point(at, 1))).map(({ at }) => at);
        expect(found).toEqual(ordered.filter((at) => given.includes(at)));
      }),
    );
  });

  it('gives the change against the point before', () => {
    const found = trendOf([point('2024-S1', 130), point('2022', 100), point('2023', 120.5)]);
    expect(found.map(({ at, change }) => [at, change])).toEqual([
      ['2022', null],
      ['2023', 20.5],
      ['2024-S1', 9.5],
    ]);
  });

  it('knows no change where either value is not known, and never takes it for 0', () => {
    const found = trendOf([point('2021', 5), point('2022', null), point('2023', 8), point('2024', 8)]);
    expect(found.map(({ change }) => change)).toEqual([null, null, null, 0]);
  });

  it('compares periods with periods and versions with versions', () => {
    const found = trendOf([
      point('2023', 10),
      point('2024-03-01', 50, 'data-version'),
      point('2024', 14),
      point('2025-01-09', 47, 'data-version'),
    ]);
    expect(found.map(({ at, change }) => [at, change])).toEqual([
      ['2023', null],
      ['2024-03-01', null],
      ['2024', 4],
      ['2025-01-09', -3],
    ]);
  });

  it('carries whether a point is made up, and is empty for none', () => {
    expect(trendOf([{ ...point('2024', 1), sample: true }])[0]!.sample).toBe(true);
    expect(trendOf([])).toEqual([]);
  });

  it.each(['', '24', '2024-13', '2024-S3', '2024-Q5', 'semester 1', '2024-06-1', '2024-06-32'])(
    'refuses "%s"',
    (at) => {
      expect(() => trendOf([point(at, 1)])).toThrow(`"${at}"`);
    },
  );
});
