import { describe, expect, test } from 'vitest';
import { createFormat } from '../../../../../web/i18n/format.ts';
import { createTranslate, INDONESIAN } from '../../../../../web/i18n/messages.ts';
import { WORKSPACE_INDONESIAN } from '../../../../../web/i18n/workspace/indonesian.ts';
import {
  findingWords,
  reachedWords,
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
  expect(plain(reachedWords(t, format, 0.92, interval))).toBe('92,0 % penduduk terjangkau (86,0–95,0 %)');
  expect(plain(reachedWords(t, format, 0.92, { ...interval, p5: null }))).toBe('92,0 % penduduk terjangkau');
});

test('the step says how many units only where that is known', () => {
  const explanation = { remedies: ['build-facility'], missingUnits: 14 } as unknown as Parameters<
    typeof remedyWords
  >[2];
  expect(remedyWords(t, format, explanation, 'SMP')).toBe('**Bangun 14 SMP.**');
  expect(remedyWords(t, format, { ...explanation, missingUnits: 0 }, 'SMP')).toBe(
    '**Bangun SMP** di tempat yang belum terjangkau.',
  );
});

test('a change always carries its sign, and shares change by points', () => {
  expect(trendChangeWords(t, format, 2, 'unit')).toBe('+2');
  expect(trendChangeWords(t, format, -0.015, 'radius')).toBe('−1,5 poin persentase');
  expect(trendChangeWords(t, format, 0.0001, 'radius')).toBe('0,0 poin persentase');
  expect(plain(trendValueWords(format, 0.642, 'travel'))).toBe('64,2 %');
  expect(trendValueWords(format, 14.2, 'unit')).toBe('14');
});
