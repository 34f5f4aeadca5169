import { describe, expect, test } from 'vitest';
import { createFormat } from '../../../../../web/i18n/format.ts';
import { createTranslate, INDONESIAN } from '../../../../../web/i18n/messages.ts';
import { WORKSPACE_INDONESIAN } from '../../../../../web/i18n/workspace/indonesian.ts';
import {
  findingWords,
  reachedWords,
  remedyReason,
  remedyWords,
  trendChangeWords,
  trendValueWords,
  type Finding,
} from '../../../../../web/views/gaps/explanation/explanation-words.ts';

const t = createTranslate({ ...INDONESIAN, ...WORKSPACE_INDONESIAN });
const format = createFormat('id', { id: 'Asia/Jakarta', label: 'WIB' });
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');
const finding = (part: Partial<Finding>): Finding => ({
  test: 'ratio',
  outcome: 'failed',
  actual: 5,
  required: 19,
  shortfall: 14,
  unit: 'units',
  ...part,
});
const words = (part: Partial<Finding>, people: number | null = 1000) =>
  plain(findingWords(t, format, finding(part), people));

describe('a finding in words', () => {
  test('units say what is there, what is asked and by how much it falls short', () => {
    expect(words({})).toBe('Ada 5 unit, diminta 19: **kurang 14**.');
    expect(words({ actual: 19, shortfall: null })).toBe('Ada 19 unit, diminta 19.');
  });
  test('a share becomes people; what is not known is not a number', () => {
    expect(words({ unit: 'share', actual: 0.642, required: 1, shortfall: 0.358 })).toBe(
      '**358 jiwa (35,8 %)** di luar jangkauan.',
    );
    expect(words({ unit: 'share', actual: 0.5, required: 1, shortfall: 0.5 }, null)).toContain('belum ada data jiwa');
    expect(words({ actual: null, outcome: 'missing', shortfall: null })).toBe(
      'Data di sini belum cukup untuk menilainya.',
    );
  });
  test('metres and minutes of a cell; no way at all has no size', () => {
    expect(words({ unit: 'metres', actual: 1600, required: 1000, shortfall: 600 })).toBe(
      'Unit terdekat 1,6 km jarak lurus: **600 m terlalu jauh**.',
    );
    expect(words({ unit: 'minutes', actual: 12.5, required: 30, shortfall: null })).toBe('Unit terdekat 12,5 menit.');
    expect(words({ unit: 'minutes', actual: Infinity, required: 30, shortfall: Infinity })).toBe(
      'Tidak ada jalan menuju unit mana pun.',
    );
  });
});

test('a share has its span where there is one', () => {
  const interval = { code: null, share: 0.92, p5: 0.86, p50: 0.92, p95: 0.95, unplacedPeople: 0 };
  expect(plain(reachedWords(t, format, 0.92, interval))).toBe('92,0 % penduduk terjangkau (rentang 90 %: 86,0–95,0 %)');
  expect(plain(reachedWords(t, format, 0.92, { ...interval, p5: null }))).toBe('92,0 % penduduk terjangkau');
});

const explained = (part: object) =>
  ({
    remedies: ['build-facility'],
    missingUnits: 14,
    missingKinds: [],
    findings: [finding({ test: 'radius', unit: 'share' })],
    place: { level: 'kecamatan', position: null },
    ...part,
  }) as unknown as Parameters<typeof remedyWords>[2];

test('a step tells how many units at most, and of a single desa or cell none', () => {
  const step = (part: object) => remedyWords(t, format, explained(part), 'SMP');
  expect(step({})).toBe('**Pembangunan SMP**, menurut rasio standar hingga 14 unit.');
  const without = '**Pembangunan SMP** bagi penduduk yang belum terjangkau.';
  expect(step({ missingUnits: 0 })).toBe(without);
  expect(step({ place: { level: 'desa', position: null } })).toBe(without);
  expect(step({ place: { level: 'kecamatan', position: [108, -6] } })).toBe(without);
  expect(step({ remedies: ['enlarge-facility'] })).toBe(
    '**Penambahan daya tampung** SMP yang ada, menurut rasio standar hingga setara 14 unit.',
  );
});
test('schools of the Kemenag that nothing is known of are named first, with the reason', () => {
  const part = explained({ remedies: ['complete-data', 'build-facility'], missingKinds: ['mts'] });
  expect(remedyWords(t, format, part, 'SMP')).toBe('**Lengkapi data MTs** dahulu.');
  expect(remedyReason(t, format, part, 'SMP')).toBe(
    'MTs melayani penduduk yang sama dengan SMP, tetapi datanya belum ada. Kekurangan di sini dapat tampak lebih besar daripada sebenarnya.',
  );
});
test('room is told to lack near the people only where nearness was judged', () => {
  const ratio = explained({ remedies: ['enlarge-facility'], findings: [finding({})] });
  expect(remedyReason(t, format, ratio, 'SMA')).toContain('tidak mengatur jaraknya');
  expect(remedyReason(t, format, explained({ remedies: ['enlarge-facility'] }), 'SMA')).toContain(
    'Hampir semua penduduk sudah dekat',
  );
});

test('a change always carries its sign, and shares change by points', () => {
  expect(trendChangeWords(t, format, 2, 'unit')).toBe('+2');
  expect(trendChangeWords(t, format, -0.015, 'radius')).toBe('−1,5 poin persentase');
  expect(trendChangeWords(t, format, 0.0001, 'radius')).toBe('0,0 poin persentase');
  expect(plain(trendValueWords(format, 0.642, 'travel'))).toBe('64,2 %');
  expect(trendValueWords(format, 14.2, 'unit')).toBe('14');
});
