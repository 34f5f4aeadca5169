import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Position } from '#model/geometry';
import { checkRow } from '../../../../data/desk/check/index.ts';
import { lineShares } from '../../../../data/desk/check/shares.ts';
import { miniContext } from './context.ts';

const { directory } = await miniContext();
const line = (...coordinates: Position[]) => ({ type: 'LineString' as const, coordinates });

describe('a line divided among kecamatan', () => {
  test('by length, also where no corner lies beyond the border', () => {
    // The border is at 110.1; three quarters lie west of it.
    expect(lineShares(line([110.07, -7.05], [110.11, -7.05]), directory)).toEqual([
      { region: '99.01.01', share: expect.closeTo(0.75, 6) as number },
      { region: '99.01.02', share: expect.closeTo(0.25, 6) as number },
    ]);
    // Both ends in Awan, the middle beyond.
    const bow = lineShares(line([110.09, -7.05], [110.12, -7.05], [110.09, -7.06]), directory);
    expect(bow.map(({ region }) => region)).toEqual(['99.01.02', '99.01.01']);
  });

  test('what runs on into another regency counts for none', () => {
    const shares = lineShares(line([110.19, -7.05], [110.29, -7.05]), directory);
    expect(shares).toEqual([{ region: '99.01.02', share: 1 }]);
    expect(lineShares(line([110.25, -7.05], [110.29, -7.05]), directory)).toEqual([]);
  });

  test('the shares sum to 1 exactly, in any order', () => {
    const position = fc.tuple(
      fc.double({ min: 110.01, max: 110.19, noNaN: true }),
      fc.double({ min: -7.09, max: -7.01, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(position, { minLength: 2, maxLength: 8 }), (positions) => {
        const shares = lineShares(line(...positions), directory).map(({ share }) => share);
        if (shares.length === 0) return;
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(1);
        expect([...shares].reverse().reduce((sum, share) => sum + share, 0)).toBe(1);
        expect(Math.min(...shares)).toBeGreaterThan(0);
      }),
    );
  });

  test('a project that says it is in one of them is in both all the same', async () => {
    const values = {
      name: 'Jalan Awan – Batu',
      origin: 'RENJA',
      sector: 'roads',
      opd: 'DPUTR',
      fiscalYear: '2026',
      fundingSource: 'APBD',
      status: 'usulan',
      kecamatan: 'Awan',
    };
    const geometry = line([110.07, -7.05], [110.11, -7.05]);
    const { record } = checkRow({ row: 1, values, geometry, decisions: [] }, await miniContext('project'));
    expect((record as { regions: { region: string }[] }).regions.map(({ region }) => region)).toEqual([
      '99.01.01',
      '99.01.02',
    ]);
  });
});
