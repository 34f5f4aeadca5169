import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PlanningField, type AreaCeiling } from '#model/planning';
import { createFormat } from '../../../../web/i18n/format.ts';
import { createTranslate, INDONESIAN } from '../../../../web/i18n/messages.ts';
import { DESK_INDONESIAN } from '../../../../web/i18n/desk/indonesian.ts';
import {
  ceilingDraft,
  ceilingFaults,
  shareSum,
  statedCeiling,
  typedHundredths,
  typedRupiah,
} from '../../../../web/views/desk/ceilings/ceiling-form.ts';
import {
  ceilingMeasure,
  ceilingScale,
  overItems,
  shareRows,
  sortCeilings,
} from '../../../../web/views/desk/ceilings/ceiling-measures.ts';
import { firstYear, yearChoices, yearOf } from '../../../../web/views/desk/ceilings/planning-year.ts';
import { sourceLine } from '../../../../web/views/desk/ceilings/source-words.ts';

const format = createFormat('id', { id: 'Asia/Jakarta', label: 'WIB' });
const t = createTranslate({ ...INDONESIAN, ...DESK_INDONESIAN });
const areaOf = (code: string, name: string, given: Partial<AreaCeiling> = {}): AreaCeiling => ({
  kecamatan: code,
  name,
  people: 60_000,
  ceilingRupiah: 1_800_000_000,
  shares: { infrastructure: 0.65, economy: 0.2, social: 0.15 },
  source: 'uji',
  sample: false,
  revision: 3,
  plannedRupiah: 0,
  projects: 0,
  withoutMoney: 0,
  overRupiah: 0,
  fields: PlanningField.options.map((field) => ({ field, ceilingRupiah: 0, plannedRupiah: 0, overRupiah: 0 })),
  moneyShare: null,
  needShare: null,
  ...given,
});

describe('the form of a ceiling', () => {
  test('rupiah are whole, with or without points between thousands', () => {
    for (const text of ['1800000000', '1.800.000.000', 'Rp1.800.000.000', ' rp 1.800.000.000 '])
      expect(typedRupiah(text)).toBe(1_800_000_000);
    for (const text of ['', '0', '1,8 miliar', '1.80.000', '-5', '1800000000,50', '99999999999999999999'])
      expect(typedRupiah(text)).toBeNull();
  });
  test('shares have two decimals at most and both signs of decimals', () => {
    expect(typedHundredths('65')).toBe(6500);
    expect(typedHundredths('33,33')).toBe(3333);
    expect(typedHundredths('33.3')).toBe(3330);
    expect(['', '101', '1,234', 'x', '-1'].map(typedHundredths)).toEqual([null, null, null, null, null]);
  });
  test('65/20/15 of Gebang is sent as it stands, with the revision it was read at', () => {
    const draft = ceilingDraft(areaOf('32.09.30', 'Gebang'), true);
    expect(draft.shares).toEqual({ infrastructure: '65', economy: '20', social: '15' });
    expect(ceilingFaults(draft)).toEqual([]);
    expect(statedCeiling(draft, 3)).toEqual({
      ceilingRupiah: 1_800_000_000,
      shares: { infrastructure: 0.65, economy: 0.2, social: 0.15 },
      source: 'uji',
      revision: 3,
    });
  });
  test('each fault is named', () => {
    const draft = { rupiah: 'banyak', shares: { infrastructure: '65', economy: '20', social: '14,99' }, source: ' ' };
    expect(ceilingFaults(draft)).toEqual(['rupiah', 'sum', 'source']);
    expect(ceilingFaults({ ...draft, shares: { ...draft.shares, social: '' } })).toEqual(['rupiah', 'share', 'source']);
  });
  test('three shares that sum to 100.00 are taken, in hundredths, and nothing else is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: 10_000 }), (one, other) => {
        fc.pre(one + other <= 10_000);
        const write = (value: number) => `${Math.floor(value / 100)},${String(value % 100).padStart(2, '0')}`;
        const shares = { infrastructure: write(one), economy: write(other), social: write(10_000 - one - other) };
        const draft = { rupiah: '5', shares, source: 'uji' };
        expect(shareSum(draft)).toBe(100);
        const stated = statedCeiling(draft, 0).shares;
        expect(Math.abs(stated.infrastructure + stated.economy + stated.social - 1)).toBeLessThan(1e-9);
        if (one > 0)
          expect(ceilingFaults({ ...draft, shares: { ...shares, infrastructure: write(one - 1) } })).toEqual(['sum']);
      }),
    );
  });
});

describe('what the map and the table show', () => {
  test('full is at the ceiling, one rupiah more is over it', () => {
    const use = (plannedRupiah: number) => ceilingMeasure(areaOf('1', 'A', { plannedRupiah }), 'use');
    expect(use(1_800_000_000)).toBe(100);
    expect(use(1_800_000_001)).toBe(100.1);
    expect(use(0)).toBe(0);
    expect(ceilingMeasure(areaOf('1', 'A', { ceilingRupiah: null }), 'use')).toBeNull();
    expect(ceilingMeasure(areaOf('1', 'A', { people: null }), 'person')).toBeNull();
    expect(ceilingMeasure(areaOf('1', 'A', { plannedRupiah: 60_000_000 }), 'person')).toBe(1000);
  });
  test('the legend counts every kecamatan once, also those without data', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 9_000_000 })), { maxLength: 40 }), (values) => {
        for (const measure of ['use', 'person'] as const) {
          const scale = ceilingScale(values, measure);
          expect(scale.classes.reduce((sum, { count }) => sum + count, 0) + scale.noData).toBe(values.length);
        }
      }),
    );
  });
  test('over the ceiling come first by excess; without a ceiling last by ceiling', () => {
    const items = [
      areaOf('1', 'Waled'),
      areaOf('2', 'Gebang', { overRupiah: 5, plannedRupiah: 1_800_000_005 }),
      areaOf('3', 'Beber', { overRupiah: 9, plannedRupiah: 9, ceilingRupiah: null }),
    ];
    const codes = (by: Parameters<typeof sortCeilings>[1]) =>
      sortCeilings(items, by, format.compareNames).map(({ kecamatan }) => kecamatan);
    expect(overItems(items).map(({ kecamatan }) => kecamatan)).toEqual(['3', '2']);
    expect(codes('name')).toEqual(['3', '2', '1']);
    expect(codes('ceiling')).toEqual(['2', '1', '3']);
    expect(codes('planned')).toEqual(['2', '3', '1']);
    expect(codes('over')).toEqual(['3', '2', '1']);
  });
  test('who gets least against the need stands first; who has no share is in no bar', () => {
    const rows = shareRows(
      [
        areaOf('1', 'A', { moneyShare: 0.5, needShare: 0.25 }),
        areaOf('2', 'B', { moneyShare: 0.25, needShare: 0.5 }),
        areaOf('3', 'C', { moneyShare: 0.25, needShare: null }),
      ],
      format.compareNames,
    );
    expect(rows.map(({ code, points }) => [code, points])).toEqual([
      ['2', -25],
      ['1', 25],
    ]);
  });
});

describe('the year of an address', () => {
  const now = new Date('2026-11-24T03:00:00Z');
  test('is this one where it has anything, else the last that has', () => {
    expect(firstYear([2025, 2026, 2027], now)).toBe(2026);
    expect(firstYear([2024, 2025], now)).toBe(2025);
    expect(firstYear([], now)).toBe(2026);
  });
  test('is a year of this century or none', () => {
    expect(['2026', '1999', '20266', 'x', undefined].map(yearOf)).toEqual([2026, null, null, null, null]);
    expect(yearChoices([2025, 2027], 2026)).toEqual([2027, 2026, 2025]);
  });
});

test('sources carry version and date, and say once that they are made up', () => {
  const source = { title: 'Usulan', version: 3, date: null, sample: true };
  expect(sourceLine(t, format, [])).toBe('');
  expect(sourceLine(t, format, [source, { ...source, title: 'SD (contoh)', date: '2026-01' }])).toBe(
    'Sumber: Usulan (versi 3, tanggal data belum tercatat; contoh) · SD (contoh) (versi 3, Januari 2026)',
  );
});
