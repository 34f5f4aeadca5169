import { expect, test } from 'vitest';
import { createFormat } from '../../../../web/i18n/format.ts';
import { createTranslate, INDONESIAN } from '../../../../web/i18n/messages.ts';
import { WORKSPACE_INDONESIAN } from '../../../../web/i18n/workspace/indonesian.ts';
import {
  capacityNote,
  certaintySentence,
  coarseSentence,
  comparedSentence,
  travelNote,
} from '../../../../web/views/gaps/gaps-answer.ts';
import type { CoarseReason, GapItem } from '../../../../web/views/gaps/gaps-model.ts';
import { answerSentence } from '../../../../web/views/gaps/gaps-words.ts';
import type { RegionFigure } from '../../../../web/views/gaps/region-figure.ts';
import type { GapsReply, Measure } from '../../../../web/worker/questions.ts';

const t = createTranslate({ ...INDONESIAN, ...WORKSPACE_INDONESIAN });
const format = createFormat('id', { id: 'Asia/Jakarta', label: 'WIB' });
/** Narrow spaces before percent signs are read as plain ones. */
const plain = (text: string | null): string | null => text && text.replaceAll(/[\u202f\u00a0]/g, ' ');

const region = (values: Partial<GapItem>): GapItem =>
  ({ population: 58_908, available: 9, need: 13, gap: 4, servedPeople: null, servedShare: null, ...values }) as GapItem;
const reply = (items: readonly GapItem[], rest: object = {}): GapsReply =>
  ({
    question: {
      standard: {
        regulation: 'SNI 03-1733-2004',
        facilityKinds: ['smp'],
        tests: { ratio: { peoplePerUnit: 4800 }, radius: { radiusMetres: 1000 } },
      },
      level: 'kecamatan',
      minutes: null,
    },
    items,
    totals: { needOfWhole: null, gapOfWhole: null, available: null, travel: null },
    ...rest,
  }) as unknown as GapsReply;
const answer = (given: GapsReply, measure: Measure) => plain(answerSentence(t, format, given, measure, 'SMP'));

test('how many regions lack units, and how many units', () => {
  expect(answer(reply([region({}), region({ gap: 0 }), region({ gap: -2 })]), 'unit')).toBe(
    '**1 dari 3 kecamatan** kekurangan SMP, seluruhnya **4 unit**.',
  );
  expect(answer(reply([region({}), region({ gap: 9 })]), 'unit')).toBe(
    '**2 dari 2 kecamatan** kekurangan SMP, seluruhnya **13 unit**.',
  );
  expect(answer(reply([region({ gap: 0 }), region({ gap: -3 })]), 'unit')).toBe(
    '**Tidak ada kecamatan** yang kekurangan SMP menurut SNI 03-1733-2004.',
  );
});

test('what is not known is no zero', () => {
  expect(answer(reply([region({ available: null, gap: null })]), 'unit')).toBe('**Belum ada data SMP.**');
  expect(answer(reply([region({ population: null, need: null, gap: null })]), 'unit')).toBe(
    'Belum ada data penduduk untuk menghitung.',
  );
});

test('people beyond a radius are counted where both numbers are known', () => {
  expect(
    answer(
      reply([
        region({ population: 1000, servedPeople: 750, servedShare: 0.75 }),
        region({ population: 5000, servedPeople: null }),
      ]),
      'radius',
    ),
  ).toBe('**250 jiwa (25,0 %)** tinggal lebih dari **1 km** dari SMP.');
});

const travelled = (bands: readonly number[], reachedPeople: number, reachedShare: number | null) => {
  const travel = { bands, reachedPeople, reachedShare } as unknown as NonNullable<GapItem['travel']>;
  return reply([region({ population: 2_481_862, travel })], {
    totals: { travel },
    travel: {
      mode: 'walk',
      path: 'network',
      minutes: 30,
      isSample: true,
      speedKmh: { least: 4, most: 5 },
      unplacedPeople: 0,
    },
  });
};

test('those off the roads are no part of the share beyond the minutes', () => {
  const given = travelled([1_000_000, 905_398, 400_000, 69_205, 107_259], 1_905_398, 1_905_398 / 2_374_603);
  expect(answer(given, 'travel')).toBe(
    '**469.205 jiwa (19,8 %)** yang dapat ditempatkan di jaringan jalan memerlukan lebih dari **30 menit** untuk mencapai SMP.',
  );
  expect(plain(travelNote(t, format, given))).toBe(
    'Waktu tempuh berjalan kaki di jaringan jalan, 4–5 km/jam menurut kelas jalan. Tanpa ambang waktu dalam standar ini; ambang 30 menit dipilih. Sebagian jalan adalah data contoh. 107.259 jiwa tinggal terlalu jauh dari jalan yang termuat; mereka tidak dapat ditempatkan dan tidak termasuk dalam persen ini.',
  );
});

test('where all can be placed nothing is said of placing; where all are in time, or none can be placed, that is said', () => {
  expect(answer(travelled([900, 0, 100, 0, 0], 900, 0.9), 'travel')).toBe(
    '**100 jiwa (10,0 %)** memerlukan lebih dari **30 menit** untuk mencapai SMP.',
  );
  expect(answer(travelled([900, 0, 0, 0, 0], 900, 1), 'travel')).toBe(
    '**Semua penduduk** dapat mencapai SMP dalam **30 menit**.',
  );
  expect(answer(travelled([900, 0, 0, 0, 7], 900, 1), 'travel')).toBe(
    '**Semua penduduk** yang dapat ditempatkan di jaringan jalan dapat mencapai SMP dalam **30 menit**.',
  );
  expect(answer(travelled([0, 0, 0, 0, 900], 0, null), 'travel')).toBe(
    'Waktu tempuh belum dapat dihitung: seluruh penduduk tinggal terlalu jauh dari jalan yang termuat.',
  );
});

test('of two rules neither is better: which asks for more is told', () => {
  const compared = [4, 4, -1].map((difference, at) => ({
    code: `${at}`,
    name: `${at}`,
    population: 1,
    first: 1,
    second: 1 + difference,
    difference,
    change: difference > 0 ? ('worse' as const) : ('better' as const),
  }));
  const figure = { measure: 'unit', level: 'kecamatan', lowIsWorse: false } as unknown as RegionFigure;
  const names = { first: 'SNI', second: 'Permendikbud', isOverTime: false, isSameRule: false };
  expect(comparedSentence(t, format, compared, figure, names)).toBe(
    'Permendikbud dibandingkan SNI: **kekurangan unit lebih tinggi di 2 kecamatan**, lebih rendah di 1, sama di 0. Keduanya ukuran yang berbeda, bukan perubahan.',
  );
  expect(comparedSentence(t, format, compared, figure, { ...names, isSameRule: true })).toContain(
    '1 kecamatan lebih baik',
  );
});

test('few people are not none of them', () => {
  const given = reply([region({ population: 1_000_000, servedPeople: 999_800, servedShare: 0.9998 })]);
  expect(answer(given, 'radius')).toContain('200 jiwa (kurang dari 0,1 %)');
});

test('why desa are told per kecamatan', () => {
  const standard = { tests: { ratio: { peoplePerUnit: 120_000 } } } as unknown as CoarseReason['standard'];
  expect(coarseSentence(t, format, { standard, why: 'shared', isMoreThanAny: true }, 'puskesmas')).toBe(
    'Satu puskesmas diperuntukkan bagi 120.000 jiwa, lebih dari penduduk desa mana pun; karena itu dihitung per kecamatan.',
  );
});

test('an interval tells of people perhaps reached, without those off the roads', () => {
  const interval = { code: null, share: 0.92, p5: 0.86, p50: 0.91, p95: 0.95, unplacedPeople: 1500 };
  expect(plain(certaintySentence(t, format, interval, null))).toBe(
    'Terjangkau 92,0 % penduduk (rentang 90 %: 86,0–95,0 %). 1.500 jiwa lainnya mungkin terjangkau: di wilayahnya ada unit yang belum bertitik.',
  );
  const travel = { bands: [10, 0, 0, 0, 1500], reachedPeople: 10, reachedShare: 1 } as const;
  expect(plain(certaintySentence(t, format, interval, travel))).toBe(
    'Terjangkau 92,0 % penduduk (rentang 90 %: 86,0–95,0 %).',
  );
  expect(certaintySentence(t, format, { ...interval, p5: null }, null)).toBeNull();
});

test('capacity that is not known is the median of its kind, and said to be so', () => {
  const capacity = { assumed: 3, facilities: 80, limit: 1000, limitUnit: 'metres', limitFrom: 'standard' };
  const note = (unit: string) => capacityNote(t, format, reply([], { capacity: { ...capacity, unit } }));
  expect(note('capacity')).toContain(
    'Daya tampung 3 dari 80 unit tidak diketahui; untuk unit itu dipakai median jenisnya.',
  );
  expect(note('facilities')).not.toContain('median');
  expect(note('facilities')).toContain('Setiap unit dihitung satu; daya tampungnya belum ada data.');
});
