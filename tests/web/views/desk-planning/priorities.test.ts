import fc from 'fast-check';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, test } from 'vitest';
import { Criterion, DEFAULT_WEIGHTS, type RankedProject } from '#model/planning';
import type { StaffAnswer } from '#staff-contract';
import { createFormat } from '../../../../web/i18n/format.ts';
import { createTranslate, INDONESIAN } from '../../../../web/i18n/messages.ts';
import { DESK_INDONESIAN } from '../../../../web/i18n/desk/indonesian.ts';
import { THEMES } from '../../../../web/map/theme.ts';
import { printAnnex } from '../../../../web/report/annex-pdf.ts';
import { annexFileName, annexOf } from '../../../../web/views/desk/priorities/annex-report.ts';
import {
  draftedWeights,
  firstOver,
  missingParts,
  partShares,
  sameWeights,
  weightDraft,
  weightSum,
} from '../../../../web/views/desk/priorities/priority-parts.ts';
import { loadFonts } from '../../report/report-fixture.ts';

const format = createFormat('id', { id: 'Asia/Jakarta', label: 'WIB' });
const t = createTranslate({ ...INDONESIAN, ...DESK_INDONESIAN });
const PARTS = { gap: 0.5, gain: null, equity: 1, readiness: 0, hazard: 0.4 };
const share = fc.option(fc.double({ min: 0, max: 1, noNaN: true }));

describe('a score in its parts', () => {
  test('what is not known weighs nothing, and the others rise in proportion', () => {
    const shares = partShares(PARTS, DEFAULT_WEIGHTS);
    expect(shares.map(({ criterion }) => criterion)).toEqual(['gap', 'equity', 'readiness', 'hazard']);
    expect(shares[0]!.weight).toBeCloseTo(0.3 / 0.75, 12);
    expect(shares.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo((0.15 + 0.15 + 0.06) / 0.75, 12);
    expect(missingParts(PARTS)).toEqual(['gain']);
  });
  test('nothing known is no score', () => {
    const parts = { gap: null, gain: null, equity: null, readiness: null, hazard: null };
    expect(partShares(parts, DEFAULT_WEIGHTS)).toEqual([]);
    expect(missingParts(parts)).toEqual(Criterion.options);
  });
  test('the weights that are used sum to 1, and the score stays between 0 and 1', () => {
    fc.assert(
      fc.property(fc.record({ gap: share, gain: share, equity: share, readiness: share, hazard: share }), (parts) => {
        const shares = partShares(parts, DEFAULT_WEIGHTS);
        if (shares.length > 0) expect(shares.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
        const score = shares.reduce((sum, { points }) => sum + points, 0);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });
});

describe('other weights', () => {
  test('are taken only when they sum to 100 percent', () => {
    const draft = weightDraft(DEFAULT_WEIGHTS);
    expect(draft).toEqual({ gap: '30', gain: '25', equity: '15', readiness: '15', hazard: '15' });
    expect(sameWeights(draftedWeights(draft)!, DEFAULT_WEIGHTS)).toBe(true);
    expect(draftedWeights({ ...draft, gap: '31' })).toBeNull();
    expect(weightSum({ ...draft, gap: '31' })).toBe(101);
    expect(weightSum({ ...draft, gap: '3,5' })).toBeNull();
    const other = draftedWeights({ ...draft, gap: '20', hazard: '25' })!;
    expect(other.hazard).toBe(0.25);
    expect(sameWeights(other, DEFAULT_WEIGHTS)).toBe(false);
  });
});

const projectOf = (at: number, given: Partial<RankedProject> = {}): RankedProject => ({
  rank: at + 1,
  id: `p${at}`,
  name: `Rehabilitasi Jalan Desa Gebang Ilir ruas ${at + 1} sampai batas kecamatan Losari bagian timur`,
  opd: 'Dinas Pekerjaan Umum dan Tata Ruang',
  field: 'infrastructure',
  kecamatan: '32.09.30',
  kecamatanName: 'Gebang',
  rupiah: 200_000_000,
  partRupiah: 100_000_000,
  score: 0.48,
  parts: PARTS,
  gainedPeople: null,
  cumulativeRupiah: (at + 1) * 100_000_000,
  over: at >= 18,
  sample: true,
  ...given,
});
const answerOf = (items: RankedProject[]): StaffAnswer<'priorities'> => ({
  year: 2026,
  weights: {
    version: 4,
    weights: DEFAULT_WEIGHTS,
    reason: 'hasil musrenbang',
    chosenBy: 'Uji',
    chosenAt: '2026-11-24T03:00:00Z',
  },
  items,
  sensitivity: [],
  sources: [{ id: 'usulan', title: 'Usulan 2026', version: 7, date: '2026-02', sample: true }],
  sample: true,
});
const parts = {
  kecamatan: 'Gebang',
  region: 'Kabupaten Contoh',
  ceilingRupiah: 1_800_000_000,
  address: 'https://jangkau.example/meja/prioritas',
  now: new Date('2026-11-24T03:30:00Z'),
};

async function pagesOf(bytes: Uint8Array): Promise<string[]> {
  const document = await getDocument({ data: bytes.slice(), useSystemFonts: true }).promise;
  return Promise.all(
    Array.from({ length: document.numPages }, async (_, at) => {
      const { items } = await (await document.getPage(at + 1)).getTextContent();
      return items
        .map((item) => ('str' in item ? item.str : ''))
        .join(' ')
        .replace(/\s+/g, ' ');
    }),
  );
}
const printed = async (items: RankedProject[], given: Partial<typeof parts> = {}) =>
  pagesOf(
    await printAnnex(annexOf(t, format, answerOf(items), { ...parts, ...given }), {
      fonts: await loadFonts(),
      colours: THEMES.print,
      language: 'id',
      now: parts.now,
    }),
  );

describe('the annex of the minutes', () => {
  test('carries date, weights, version, ceiling with the excess, versions of data, and that it is made up', async () => {
    const pages = await printed(Array.from({ length: 20 }, (_, at) => projectOf(at)));
    const page = pages.join(' ');
    for (const words of [
      'CONTOH.',
      'Kecamatan Gebang, Kabupaten Contoh',
      'Dibuat 24/11/2026, 10.30 WIB.',
      'Bobot versi 4: Kesenjangan 30',
      'Alasan: hasil musrenbang',
      'Pagu Rp1.800.000.000; jumlah usulan Rp2.000.000.000; melampaui pagu sebesar Rp200.000.000.',
      'Rp1.900.000.000 *',
      'Jumlah 20 usulan: Rp2.000.000.000. Nilai',
      'Usulan 2026 (versi 7, Februari 2026; contoh)',
      'Batas wilayah bersifat indikatif',
      `Halaman 1 dari ${pages.length}`,
    ])
      expect(page).toContain(words);
  });
  test('goes on over as many pages as it needs, with no row lost, and numbers them', async () => {
    const items = Array.from({ length: 60 }, (_, at) => projectOf(at));
    const pages = await printed(items);
    expect(pages.length).toBeGreaterThan(1);
    pages.forEach((page, at) => expect(page).toContain(`Halaman ${at + 1} dari ${pages.length}`));
    const text = pages.join(' ');
    expect(items.filter(({ rank }) => !text.includes(`ruas ${rank} sampai`)).map(({ rank }) => rank)).toEqual([]);
    expect(pages.at(-1)).toContain('Camat');
    expect(pages[0]).not.toContain('Camat');
  });
  test('sums the whole of each project where no kecamatan is chosen, and unknown money in nothing', async () => {
    const [page] = await printed([projectOf(0), projectOf(1, { rupiah: null, partRupiah: null })], {
      kecamatan: null as unknown as string,
      ceilingRupiah: null as unknown as number,
    });
    expect(page).toContain('Jumlah 2 usulan: Rp200.000.000; 1 usulan tanpa nilai');
    expect(page).not.toContain('Pagu Rp');
  });
  test('has a file name that sorts by year and place', () => {
    expect(annexFileName(2026, '32.09.30', 'pdf')).toBe('lampiran-berita-acara-2026-32.09.30.pdf');
    expect(annexFileName(2026, null, 'pdf')).toBe('lampiran-berita-acara-2026.pdf');
  });
});

test('the ceiling is passed at the first project over it', () => {
  expect(firstOver([{ over: false }, { over: true }, { over: true }])).toBe(1);
  expect(firstOver([{ over: false }])).toBeNull();
});
