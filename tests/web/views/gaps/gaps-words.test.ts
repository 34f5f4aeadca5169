import { expect, test } from 'vitest';
import type { ServiceStandard } from '#model/standard';
import { createFormat } from '../../../../web/i18n/format.ts';
import { createTranslate, INDONESIAN } from '../../../../web/i18n/messages.ts';
import { digitsOfNeed } from '../../../../web/views/gaps/gaps-model.ts';
import {
  answerNote,
  answerSentence,
  authorityWords,
  limitsOf,
  ownerKey,
} from '../../../../web/views/gaps/gaps-words.ts';
import type { GapsReply } from '../../../../web/worker/questions.ts';

const t = createTranslate(INDONESIAN);
const format = createFormat('id', { id: 'Asia/Jakarta', label: 'WIB' });
const reply = (peoplePerUnit: number, need: number, available: number): GapsReply => {
  const items = [50_000, 60_000, 70_000].map((population, at) => ({
    region: { code: `32.09.0${at}`, name: `${at}`, level: 'kecamatan' },
    population,
    available: 0,
    need: Math.ceil(population / peoplePerUnit),
    gap: Math.ceil(population / peoplePerUnit),
  }));
  return {
    question: {
      standard: { regulation: 'SNI', facilityKinds: ['hospital'], tests: { ratio: { peoplePerUnit, evidence: 'B' } } },
      level: 'kecamatan',
    },
    items,
    totals: { needOfWhole: need, available, gapOfWhole: need - available },
  } as unknown as GapsReply;
};

test('a unit meant for more people than a kecamatan has is counted for the whole first', () => {
  const given = reply(240_000, 11, 3);
  expect(answerSentence(t, format, given, 'unit', 'rumah sakit')).toBe(
    'Kabupaten kekurangan **8 rumah sakit**: 11 dibutuhkan, 3 tersedia.',
  );
  expect(answerNote(t, format, given, 'unit')).toContain('jumlahnya menjadi 3 unit (3 dari 3 kurang)');
  expect(answerSentence(t, format, reply(240_000, 1, 3), 'unit', 'rumah sakit')).toContain('Kabupaten cukup');
});
test('rounding up that adds far too much leads with the whole as well', () => {
  expect(answerSentence(t, format, reply(49_000, 4, 1), 'unit', 'SMP')).toContain('Kabupaten kekurangan **3 SMP**');
});
test('a smaller unit is summed over the regions, and a surplus of the whole is said in words', () => {
  const given = reply(4800, 38, 73);
  expect(answerSentence(t, format, given, 'unit', 'SMP')).toContain('3 dari 3 kecamatan');
  expect(answerNote(t, format, given, 'unit')).toContain('38 dibutuhkan, 73 tersedia, lebih 35 unit');
});
test('only schools are negeri; authorities read as one phrase', () => {
  expect([ownerKey(['smp'], 'negeri'), ownerKey(['market'], 'negeri'), ownerKey(['market'], 'swasta')]).toEqual([
    'negeri',
    'public',
    'swasta',
  ]);
  expect(authorityWords(t, format, ['kabupaten', 'provinsi', 'swasta'])).toBe(
    'kewenangan kabupaten dan provinsi; boleh swasta',
  );
  expect(authorityWords(t, format, ['swasta'])).toBe('swasta');
});
test('straight distance limits only what is measured by distance', () => {
  const standard = { limits: ['urban_standard', 'straight_line'] } as unknown as ServiceStandard;
  expect(limitsOf(standard, false, 'unit')).toEqual(['urban_standard']);
  expect(limitsOf(standard, false, 'radius')).toEqual(['urban_standard', 'straight_line']);
});
test('a need shows the decimals that explain its rounding', () => {
  expect([15.986, 16.04, 14.76, 16].map(digitsOfNeed)).toEqual([2, 2, 1, 0]);
});
