import { describe, expect, test } from 'vitest';
import type { CatalogueItem } from '#staff-contract';
import { dueSoon } from '../../../../web/views/desk/quality/due-soon.ts';
import {
  filterCatalogue,
  NO_FILTER,
  sortCatalogue,
  type CatalogueFilter,
} from '../../../../web/views/datasets/catalogue-search.ts';

const item = (id: string, more: Partial<CatalogueItem> = {}): CatalogueItem => ({
  id,
  title: id,
  family: 'facility',
  abstract: '',
  producer: 'Dinas Kesehatan',
  custodian: null,
  source: '',
  sourceUrl: null,
  date: null,
  licence: null,
  updateCycleMonths: null,
  classification: 'terbuka',
  status: 'resmi',
  coverage: '',
  lineage: '',
  knownFlaws: [],
  version: 1,
  records: 0,
  importedAt: null,
  rejections: 0,
  corrections: 0,
  agency: null,
  agencyName: null,
  contact: null,
  scale: null,
  publishedAt: null,
  dueOn: null,
  isStale: false,
  bbox: null,
  downloads: [],
  ...more,
});
const ITEMS = [
  item('puskesmas', { title: 'Puskesmas Kabupaten', date: '2024', records: 60, dueOn: '2026-12-10' }),
  item('jalan', {
    title: 'Ruas jalan kabupaten',
    family: 'infrastructure',
    producer: 'DPUTR',
    date: '2025-03',
    records: 564,
    isStale: true,
    dueOn: '2026-03-31',
  }),
  item('izin', {
    title: 'Izin usaha',
    producer: 'DPMPTSP',
    family: 'permit',
    agencyName: 'DPMPTSP',
    classification: 'terbatas',
    status: 'contoh',
  }),
];
const WORDS: Record<string, string> = { facility: 'Fasilitas', infrastructure: 'Infrastruktur', permit: 'Perizinan' };
const found = (filter: Partial<CatalogueFilter>): string[] =>
  filterCatalogue(ITEMS, { ...NO_FILTER, ...filter }, ({ family }) => WORDS[family] ?? '').map(({ id }) => id);

describe('search', () => {
  test.each([
    ['puskesmas', ['puskesmas']],
    ['PUSK', ['puskesmas']],
    ['puskesmsa', ['puskesmas']],
    ['pukesmas', ['puskesmas']],
    ['infrastrukur', ['jalan']],
    ['kesehatan', ['puskesmas']],
    ['dpmptsp', ['izin']],
    ['jalan kabupaten', ['jalan']],
    ['kabupaten jalan', ['jalan']],
    ['xyz', []],
    ['', ['puskesmas', 'jalan', 'izin']],
  ])('%s', (words, expected) => expect(found({ words })).toEqual(expected));

  test('filters work together', () => {
    expect(found({ family: 'permit' })).toEqual(['izin']);
    expect(found({ producer: 'DPMPTSP' })).toEqual(['izin']);
    expect(found({ onlyStale: true })).toEqual(['jalan']);
    expect(found({ status: 'contoh', classification: 'terbatas' })).toEqual(['izin']);
    expect(found({ status: 'contoh', classification: 'terbuka' })).toEqual([]);
  });
});

test('what has no date comes last', () => {
  const order = (by: 'title' | 'newest' | 'records' | 'due') =>
    sortCatalogue(ITEMS, by, (a, b) => a.localeCompare(b)).map(({ id }) => id);
  expect(order('title')).toEqual(['izin', 'puskesmas', 'jalan']);
  expect(order('newest')).toEqual(['jalan', 'puskesmas', 'izin']);
  expect(order('records')).toEqual(['jalan', 'puskesmas', 'izin']);
  expect(order('due')).toEqual(['jalan', 'puskesmas', 'izin']);
});

test('reminders are of the next 30 days, without what is late already', () => {
  expect(dueSoon(ITEMS, new Date('2026-11-24T00:00:00Z')).map(({ id }) => id)).toEqual(['puskesmas']);
  expect(dueSoon(ITEMS, new Date('2026-11-01T00:00:00Z'))).toEqual([]);
});
