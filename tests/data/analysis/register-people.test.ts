import { expect, it } from 'vitest';
import { desaPeople, respread } from '#analysis';
import { demand } from './small-regency.ts';

const figures = (known: Record<string, number>) => (code: string) => known[code] ?? null;

it('takes the figure of each desa, and leaves those without one unknown', () => {
  const people = desaPeople(demand, figures({ '32.09.01': 9999, '32.09.01.2001': 4100, '32.09.02.2001': 0 }));
  expect([...people]).toEqual([
    ['32.09.01.2001', 4100],
    ['32.09.01.2002', null],
    ['32.09.02.2001', 0],
    ['32.09.02.2002', null],
  ]);
});

it('divides a kecamatan of which no desa is counted as the surface has it, to the last person', () => {
  const people = desaPeople(demand, figures({ '32.09.01': 1001, '32.09.02': 7 }));
  // 4000 and 1201 of 5201.
  expect([...people.values()]).toEqual([770, 231, 7, 0]);
  const { demand: spread } = respread(demand, people);
  expect(spread.people.reduce((sum, of) => sum + of, 0)).toBe(1008);
});
