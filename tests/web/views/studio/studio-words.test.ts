import { describe, expect, test } from 'vitest';
import type { ScenarioFigures } from '#model/siting';
import { createFormat } from '../../../../web/i18n/format.ts';
import { createTranslate, INDONESIAN, loadDeskMessages, loadWorkspaceMessages } from '../../../../web/i18n/messages.ts';
import type { BestSites, Impact, SiteCheck } from '../../../../web/worker/siting/siting-questions.ts';
import { gapWords, overGreedyWords } from '../../../../web/views/desk/studio/best/best-words.ts';
import { comparedFigures, comparedKecamatan } from '../../../../web/views/desk/studio/compare/compared-figures.ts';
import { gainWords, rupiahPerPersonWords } from '../../../../web/views/desk/studio/impact-words.ts';
import { changedInputs, inputsOf } from '../../../../web/views/desk/studio/scenario/scenario-entry.ts';
import { checkFindings } from '../../../../web/views/desk/studio/site-findings.ts';

const t = createTranslate({ ...INDONESIAN, ...(await loadWorkspaceMessages('id')), ...(await loadDeskMessages('id')) });
const format = createFormat('id', { id: 'Asia/Jakarta', label: 'WIB' });

describe('rupiah per person', () => {
  const impact = (gained: number, rupiahPerPerson: number | null) => ({ gained, rupiahPerPerson }) as Impact;
  test('is never an infinity: nothing gained says so', () => {
    expect(rupiahPerPersonWords(t, format, impact(0, null))).toBe('tidak menambah jangkauan');
    expect(rupiahPerPersonWords(t, format, impact(-5, null))).toBe('tidak menambah jangkauan');
    expect(rupiahPerPersonWords(t, format, impact(10, null))).toBe('belum ada data');
    expect(rupiahPerPersonWords(t, format, impact(35_624, 202_111))).toBe('Rp202.111');
    expect(gainWords(t, format, 0)).toBe('Tidak menambah jangkauan');
    expect(gainWords(t, format, -1200)).toBe('−1.200 jiwa');
  });
});

describe('checks of a site', () => {
  const CHECK: SiteCheck = {
    position: [108.4, -6.7],
    desa: { code: '32.09.01.2001', name: 'Contoh', kecamatan: 'Uji' },
    hazards: [],
    landUses: [],
    protectedFieldMetres: null,
    known: { hazard: false, landUse: false, parcels: false },
    nearest: null,
    authority: ['kabupaten'],
    neededSquareMetres: 1000,
    parcels: [],
    nearestParcelMetres: null,
    planned: [],
  };
  const toneOf = (check: SiteCheck, key: string) =>
    checkFindings(t, format, check, 'puskesmas').find((f) => f.key === key)?.tone;
  test('what no dataset tells of is not known, never passed', () => {
    for (const key of ['lp2b', 'hazard', 'land']) expect(toneOf(CHECK, key)).toBe('unknown');
  });
  test('known layers pass or limit', () => {
    const known = { ...CHECK, known: { hazard: true, landUse: true, parcels: true } };
    for (const key of ['lp2b', 'hazard']) expect(toneOf(known, key)).toBe('pass');
    expect(toneOf(known, 'land')).toBe('limit');
    expect(toneOf({ ...known, protectedFieldMetres: 0 }, 'lp2b')).toBe('limit');
    expect(toneOf({ ...known, protectedFieldMetres: 2300 }, 'lp2b')).toBe('pass');
    const parcel = { id: 'x', name: 'Aset', use: null, areaSquareMetres: 46, metres: 90, sample: false };
    expect(toneOf({ ...known, parcels: [{ ...parcel, isLargeEnough: false }] }, 'land')).toBe('limit');
    expect(toneOf({ ...known, parcels: [{ ...parcel, isLargeEnough: true }] }, 'land')).toBe('pass');
    expect(toneOf({ ...known, desa: null }, 'outside')).toBe('limit');
  });
});

describe('best sites', () => {
  const FOUND = {
    status: 'optimal',
    gained: 120,
    objective: 520,
    gap: 0,
    greedy: { gained: 100, costRupiah: null, objective: 500 },
  } as BestSites;
  test('a gap that is not nothing is never written as nothing', () => {
    expect(gapWords(t, format, FOUND, false)).toBe('Celah optimalitas 0,0\u202f%.');
    expect(gapWords(t, format, { ...FOUND, status: 'feasible', gap: 0.0001 }, false)).toContain('0,010\u202f%');
    expect(gapWords(t, format, { ...FOUND, status: 'none', gap: null }, false)).toContain('bukan bukti');
  });
  test('what proof gains over greedy is said in the unit of the objective', () => {
    expect(overGreedyWords(t, format, FOUND, 'most-people')).toContain('+20 jiwa');
    expect(overGreedyWords(t, format, { ...FOUND, objective: 500 }, 'most-people')).toContain('Sama baik');
    const sites = { ...FOUND, objective: 3, greedy: { gained: 100, costRupiah: null, objective: 4 } };
    expect(overGreedyWords(t, format, sites, 'fewest-sites')).toContain('1 lokasi');
    expect(overGreedyWords(t, format, { ...FOUND, status: 'greedy' }, 'most-people')).toBe('');
  });
});

describe('two scenarios', () => {
  const figures = (servedAfter: number, costRupiah: number | null): ScenarioFigures => ({
    people: 1000,
    servedBefore: 400,
    servedAfter,
    giniBefore: 0.2,
    giniAfter: 0.1,
    capacityBefore: null,
    capacityAfter: null,
    costRupiah,
    byKecamatan: [{ code: '32.09.01', name: 'Satu', people: 1000, servedBefore: 400, servedAfter }],
  });
  test('differences stand in their own unit; unknown ones are empty', () => {
    const rows = new Map(
      comparedFigures(t, format, figures(500, 1000), figures(600, null)).map((row) => [row.key, row]),
    );
    expect(rows.get('studio.compare.served')).toMatchObject({ first: '500', second: '600', difference: '+100' });
    expect(rows.get('studio.coverage')?.difference).toBe('+10,0 poin persentase');
    expect(rows.get('studio.cost')).toMatchObject({ second: 'belum ada data', difference: '' });
    expect(rows.get('studio.perPerson')).toMatchObject({ first: 'Rp10', difference: '' });
  });
  test('only kecamatan that differ are listed', () => {
    expect(comparedKecamatan(figures(500, 1), figures(500, 1))).toEqual([]);
    expect(comparedKecamatan(figures(500, 1), figures(450, 1))).toMatchObject([{ first: 500, second: 450 }]);
  });
});

test('the datasets of a scenario that changed are named with both versions', () => {
  const now = [
    { id: 'a', title: 'A', version: 3 },
    { id: 'b', title: 'B', version: 1 },
  ];
  const before = [
    { dataset: 'a', version: 2 },
    { dataset: 'b', version: 1 },
    { dataset: 'gone', version: 4 },
  ];
  expect(changedInputs(before, now)).toEqual([
    { id: 'a', title: 'A', from: 2, to: 3 },
    { id: 'gone', title: 'gone', from: 4, to: null },
  ]);
  expect(inputsOf([{ dataset: 'b' }, { dataset: 'b' }], now)).toEqual([{ dataset: 'b', version: 1 }]);
});
