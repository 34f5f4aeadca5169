import { expect, test } from 'vitest';
import type { DatasetItem } from '#contract';
import {
  findingOf,
  flawsNaming,
  profileCsv,
  type GapItem,
  type GapsAnswer,
} from '../../../../web/views/kecamatan/kecamatan-model.ts';

const item = (code: string, change: Partial<GapItem>): GapItem => ({
  region: { code, name: code, level: 'kecamatan' },
  population: 70864,
  need: 15,
  available: 6,
  gap: 9,
  needExact: 14.76,
  peoplePerUnit: 11810,
  servedShare: 0.95,
  servedPeople: 67000,
  unplaced: 0,
  byOwner: { negeri: 2, swasta: 4, 'tidak-diketahui': 0 },
  perRegion: null,
  ...change,
});
const answer = (items: GapItem[]) =>
  ({
    standard: { id: 'SNI-EDU-SMP', regulation: 'SNI 03-1733-2004' },
    inputs: [],
    sample: true,
    items,
  }) as unknown as GapsAnswer;

test('a gap is ranked among all, ties are told', () => {
  const given = answer([item('32.09.30', { gap: 9 }), item('32.09.28', { gap: 9 }), item('32.09.18', { gap: 14 })]);
  expect(findingOf(given, '32.09.30', [])).toMatchObject({ kind: 'lacking', rank: 2, isTied: true, total: 3 });
  expect(findingOf(given, '32.09.99', [])).toBeNull();
});
test('enough units may still be out of reach', () => {
  expect(findingOf(answer([item('32.09.30', { gap: -1, servedShare: 0.6 })]), '32.09.30', [])).toMatchObject({
    kind: 'out-of-reach',
    rank: 1,
  });
  expect(findingOf(answer([item('32.09.30', { gap: 0, servedShare: 0.95 })]), '32.09.30', [])).toMatchObject({
    kind: 'enough',
    rank: null,
  });
});
test('nothing known is missing, not enough', () => {
  expect(
    findingOf(answer([item('32.09.30', { available: null, gap: null, servedShare: null })]), '32.09.30', []),
  ).toMatchObject({ kind: 'missing' });
});
test('the table for machines marks what is made up', () => {
  const finding = findingOf(answer([item('32.09.30', {})]), '32.09.30', [])!;
  expect(profileCsv([finding]).split('\r\n')[1]).toBe(
    '"32.09.30","32.09.30",SNI-EDU-SMP,"SNI 03-1733-2004",70864,15,6,9,0.9500,ya',
  );
});
test('a flaw of the data is told where it names the kecamatan', () => {
  const flaws = ['Tidak ada satu pun di Kecamatan Arjawinangun.', 'Jumlah resmi Kabupaten 60.'];
  const datasets = [{ id: 'puskesmas', knownFlaws: flaws }] as unknown as DatasetItem[];
  const input = { dataset: 'puskesmas', title: 'Puskesmas', producer: 'IBI', date: null, records: 64 };
  const given = (status: 'terbuka' | 'contoh') => ({
    ...answer([item('32.09.30', { available: 0 })]),
    inputs: [{ ...input, status, role: 'facilities' as const }],
  });
  const finding = findingOf(given('terbuka'), '32.09.30', datasets)!;
  expect(finding.cautions).toMatchObject([{ dataset: 'puskesmas', flaws }]);
  expect(flawsNaming(finding.cautions[0]!, 'Arja Winangun')).toEqual([flaws[0]]);
  expect(flawsNaming(finding.cautions[0]!, 'Plered')).toEqual([]);
  expect(findingOf(given('contoh'), '32.09.30', datasets)!.cautions).toEqual([]);
});
