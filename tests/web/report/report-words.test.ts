import { describe, expect, test } from 'vitest';
import english from '../../../web/i18n/en.json';
import { createFormat } from '../../../web/i18n/format.ts';
import { createTranslate, INDONESIAN } from '../../../web/i18n/messages.ts';
import { WORKSPACE_ENGLISH } from '../../../web/i18n/workspace/english.ts';
import { WORKSPACE_INDONESIAN } from '../../../web/i18n/workspace/indonesian.ts';
import { reportModelOf } from '../../../web/report/report-data.ts';
import { reportTextOf } from '../../../web/report/report-words.ts';
import type { GapsReply } from '../../../web/worker/questions.ts';
import { explanation, region, replyOf, sourceOf } from './report-fixture.ts';

const zone = { id: 'Asia/Jakarta', label: 'WIB' };
const PLACE = '32.99.01';
const frame = {
  regionName: 'Kabupaten Contoh',
  address: 'https://jangkau.example/rapor/32.99.01',
  now: new Date('2026-11-24T03:30:00Z'),
};
const id = { t: createTranslate({ ...INDONESIAN, ...WORKSPACE_INDONESIAN }), format: createFormat('id', zone) };
const en = { t: createTranslate({ ...english, ...WORKSPACE_ENGLISH }), format: createFormat('en', zone) };

function textOf(replies: readonly GapsReply[], { t, format } = id, explained = explanation()) {
  const source = sourceOf(replies, [region(PLACE, 'Losari', '32.99')]);
  const explanations = new Map(replies.map((reply) => [reply.question.standard.id, explained]));
  return reportTextOf(t, format, reportModelOf(source, PLACE, explanations), frame);
}
const smp = (available: number | null, served: number | null = null) =>
  replyOf('SNI-EDU-SMP', PLACE, 58_908, { available, servedPeople: served });

describe('the finding in one sentence', () => {
  test('too few units', () => {
    expect(textOf([smp(5)]).finding.text).toBe(
      'Kecamatan Losari paling kekurangan SMP: **kurang 8 unit** (5 dari 13 tersedia). Dari 1 layanan yang dapat dinilai, **1 belum memenuhi standar**.',
    );
    expect(textOf([smp(5)], en).finding.text).toBe(
      'Kecamatan Losari lacks junior secondary (SMP) most: **8 units short** (5 of 13 there). Of the services that can be assessed (1), **1 does not meet the standard**.',
    );
  });
  test('one unit is singular in English', () => {
    expect(textOf([smp(12)], en).finding.text).toContain('**1 unit short** (12 of 13 there)');
  });
  test('none at all', () => {
    expect(textOf([smp(0)]).finding.text).toContain(
      'Kecamatan Losari **belum memiliki SMP** satu pun, padahal membutuhkan 13 unit.',
    );
  });
  test('enough, but far', () => {
    expect(textOf([smp(13, 40_000)]).finding.text).toContain(
      '**18.908 jiwa (32,1\u202f%)** di Kecamatan Losari tinggal lebih dari 1 km dari SMP.',
    );
  });
  test('nobody within reach', () => {
    expect(textOf([smp(13, 0)]).finding.text).toContain('**Seluruh penduduk** Kecamatan Losari (58.908 jiwa)');
  });
  test('nothing lacking, one service without data', () => {
    const posyandu = replyOf('SNI-KES-POSY', PLACE, 58_908, { available: null });
    expect(textOf([smp(15, 58_908), posyandu]).finding.text).toBe(
      'Kecamatan Losari **tidak kekurangan** satu pun dari 1 layanan yang dapat dinilai. 1 layanan lain belum ada datanya.',
    );
  });
  test('nothing known', () => {
    expect(textOf([smp(null)]).finding.text).toBe(
      'Layanan di Kecamatan Losari **belum dapat dinilai** karena data fasilitasnya belum ada.',
    );
  });
});

describe('made-up services', () => {
  const made = replyOf('SNI-EDU-SD', PLACE, 58_908, { available: 1, status: 'contoh' });
  test('are not counted where there are real ones, and stand last with their mark', () => {
    const text = textOf([made, smp(5)]);
    expect(text.finding.text).toBe(
      'Kecamatan Losari paling kekurangan SMP: **kurang 8 unit** (5 dari 13 tersedia). Dari 1 layanan yang dapat dinilai, ' +
        '**1 belum memenuhi standar**. 1 layanan berdata contoh tidak ikut dihitung.',
    );
    expect(text.gaps.items.map((item) => item.heading.text)).toEqual(['SMP kurang 8 unit']);
    expect(text.table.rows.map((row) => [row.name.text, row.isSample])).toEqual([
      ['SMP', false],
      ['SD', true],
    ]);
    expect(text.chart.bars.map((bar) => bar.name)).toEqual(['SMP', 'SD (contoh)']);
  });
  test('are marked in the sentence itself where there are no others', () => {
    const { finding } = textOf([made, smp(null)]);
    expect(finding.text).toContain('paling kekurangan SD (contoh): **kurang 36 unit**');
    expect(finding.text).toContain('Semua layanan itu contoh, bukan keadaan sebenarnya.');
  });
});

test('schools of the ministry of religion that are not in the data are named beside the lack', () => {
  const reply = replyOf('SNI-EDU-SMP', PLACE, 58_908, { available: 5, kemenagCount: null });
  const { finding, gaps } = textOf([reply]);
  expect(finding.text).toContain('(5 dari 13 tersedia), MTs belum terhitung karena belum ada datanya.');
  expect(gaps.items[0]?.heading.text).toBe('SMP kurang 8 unit, MTs belum terhitung karena belum ada datanya');
});

test('a share within reach says how sure it is', () => {
  const source = sourceOf([smp(13, 40_000)], [region(PLACE, 'Losari', '32.99')]);
  const interval = { code: PLACE, share: 0.679, p5: 0.66, p50: 0.68, p95: 0.7, unplacedPeople: 0 };
  const intervals = new Map([['SNI-EDU-SMP', new Map([[PLACE, interval]])]]);
  const text = reportTextOf(id.t, id.format, reportModelOf({ ...source, intervals }, PLACE, new Map()), frame);
  expect(text.table.rows[0]?.cells[3]).toBe('**67,9\u202f%** (66,0–70,0\u202f%) · 40.000 jiwa');
  expect(text.finding.text).toContain('**18.908 jiwa (32,1\u202f%)** (30,0–34,0\u202f%)');
});

describe('a desa, whose units are rounded up and whose neighbours serve it, too', () => {
  const DESA = `${PLACE}.2001`;
  const desaText = (replies: readonly GapsReply[]) => {
    const source = sourceOf(replies, [region(DESA, 'Ambulu', PLACE)]);
    const explanations = new Map(replies.map((reply) => [reply.question.standard.id, explanation()]));
    return reportTextOf(id.t, id.format, reportModelOf(source, DESA, explanations), frame);
  };
  const near = replyOf('SNI-EDU-SD', DESA, 11_450, { available: 2, servedPeople: 11_450 });
  const far = replyOf('SNI-KES-PKM', DESA, 11_450, { available: 0, servedPeople: 9_000 });
  test('a lack of units is one by the ratio, affects nobody and asks for no building', () => {
    const { finding, gaps } = desaText([near]);
    expect(finding.text).toBe(
      'Menurut rasio standar, Desa Ambulu **kurang 6 unit SD** (2 dari 8 di wilayahnya). ' +
        'Dari 1 layanan yang dapat dinilai, tidak ada yang terlalu jauh; 1 kurang menurut rasio standar.',
    );
    expect(gaps.items[0]?.heading.text).toBe('SD: menurut rasio standar kurang 6');
    expect(gaps.items[0]?.body.text).toContain('Butuh 8, tersedia 2. 100,0\u202f% penduduk berada dalam 1 km.');
    expect(gaps.items[0]?.body.text).not.toMatch(/terdampak|penambahan|Peringkat/);
  });
  test('a span that is one number is not written', () => {
    const source = sourceOf([near], [region(DESA, 'Ambulu', PLACE)]);
    const interval = { code: DESA, share: 1, p5: 1, p50: 1, p95: 1, unplacedPeople: 0 };
    const intervals = new Map([['SNI-EDU-SD', new Map([[DESA, interval]])]]);
    const text = reportTextOf(id.t, id.format, reportModelOf({ ...source, intervals }, DESA, new Map()), frame);
    expect(text.table.rows[0]?.cells[3]).toBe('100,0\u202f% · 11.450 jiwa');
  });
  test('people out of reach come first', () => {
    const { finding, gaps } = desaText([near, far]);
    expect(gaps.items.map((item) => item.heading.text)).toEqual([
      'Puskesmas: 21,4\u202f% penduduk di luar 3 km',
      'SD: menurut rasio standar kurang 6',
    ]);
    expect(finding.text).toContain('**1 terlalu jauh** bagi lebih dari sepersepuluh penduduk; 1 lainnya kurang');
  });
});

describe('the table', () => {
  test('a lack is bold, a surplus has its word, a shared unit no need', () => {
    const cells = textOf([
      smp(5, 40_000),
      replyOf('SNI-EDU-SMA', PLACE, 58_908, { available: 15 }),
      replyOf('SNI-KES-PKM', PLACE, 58_908, { available: 1, servedPeople: 58_908 }),
    ]).table.rows.map((row) => row.cells);
    expect(cells[0]).toEqual(['13', '5', '**8**', '67,9\u202f% · 40.000 jiwa', 'belum ada data']);
    expect(cells[1]?.slice(0, 3)).toEqual(['13', '15', 'lebih 2']);
    expect(cells[2]?.slice(0, 3)).toEqual(['bersama', '1', 'bersama']);
  });
  test('missing data is said across the row', () => {
    expect(textOf([smp(null)]).table.rows[0]?.cells).toBe('belum ada data fasilitas, tidak dinilai');
  });
  test('each rule names regulation, number and grade', () => {
    expect(textOf([smp(5)]).table.rows[0]?.rule).toBe('SNI 03-1733-2004: 1 per 4.800 jiwa (B); radius 1 km (C)');
  });
});

test('a gap tells its equation, the nearest also across the border, the first step and who may take it', () => {
  expect(textOf([smp(5)]).gaps.items[0]?.body.text).toBe(
    'Butuh 13, tersedia 5; menurut rasio standar kurang bagi 34.908 jiwa. Peringkat 1 dari 1 kecamatan. ' +
      'Terdekat: SMPN 1 Contoh, 2,1 km (6 menit); SMP Seberang (luar kabupaten), 3,0 km. ' +
      'Langkah pertama: kaji penambahan 8 unit. Kewenangan kabupaten.',
  );
});
test('a planned project has year, status, ceiling and distance, and the mark of made-up data', () => {
  expect(textOf([smp(5)]).projects.items[0]).toEqual({
    name: 'Ruang kelas baru SMPN 1 Contoh',
    facts: { text: '2026 · kontrak · Rp1,3 miliar · 2,1 km', notes: [5] },
    isSample: true,
  });
});
test('sources carry producer, date and status; an unknown date is said', () => {
  expect(textOf([smp(5)]).notes).toEqual([
    'Dukcapil, Penduduk, Desember 2024 (terbuka).',
    'Dinas Contoh, Data outlines, Desember 2024 (terbuka).',
    'Dinas, Titik SNI-EDU-SMP, tanggal data belum tercatat (terbuka).',
    'Jarak lurus dari tengah sel penduduk 100 m; penduduk desa disebar merata.',
    'Dinas Contoh, Data plans, Desember 2024 (contoh).',
  ]);
});
test('population that is not known is said, not zero', () => {
  expect(
    textOf(
      [smp(5)].map((reply) => ({ ...reply, items: [{ ...reply.items[0]!, population: null, need: null, gap: null }] })),
    ).facts[2]?.text,
  ).toBe('penduduk belum ada data');
});
test('the foot says limits, date and address', () => {
  const { foot, page } = textOf([smp(5)]);
  expect(foot[0]).toContain('Batas wilayah bersifat indikatif.');
  expect(foot[1]).toBe('Dicetak 24/11/2026, 10.30 WIB · https://jangkau.example/rapor/32.99.01');
  expect(page).toBe('halaman 1 dari 1');
});
