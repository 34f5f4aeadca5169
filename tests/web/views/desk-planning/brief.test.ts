import { describe, expect, test } from 'vitest';
import type { PermitType } from '#model/permit';
import type { ServiceStandard } from '#model/standard';
import type { GapsReply } from '../../../../web/worker/questions.ts';
import { createFormat } from '../../../../web/i18n/format.ts';
import { createTranslate, INDONESIAN } from '../../../../web/i18n/messages.ts';
import { DESK_INDONESIAN } from '../../../../web/i18n/desk/indonesian.ts';
import { WORKSPACE_INDONESIAN } from '../../../../web/i18n/workspace/indonesian.ts';
import { STANDARDS } from '../../../../data/standards/index.ts';
import { servicesOf } from '../../../../web/views/gaps/gaps-model.ts';
import {
  chosenRule,
  listedProjects,
  permitRows,
  type BriefRegisters,
} from '../../../../web/views/desk/brief/brief-data.ts';
import {
  ceilingSentence,
  delaySentence,
  gapSentence,
  largestGaps,
} from '../../../../web/views/desk/brief/brief-words.ts';

const format = createFormat('id', { id: 'Asia/Jakarta', label: 'WIB' });
const t = createTranslate({ ...INDONESIAN, ...WORKSPACE_INDONESIAN, ...DESK_INDONESIAN });
const smp = STANDARDS.find(({ id }) => id === 'SNI-EDU-SMP') as ServiceStandard;

const replyOf = (gaps: readonly (number | null)[]): GapsReply =>
  ({
    question: { standard: smp, level: 'kecamatan' },
    inputs: [{ role: 'facilities', status: 'contoh' }],
    totals: { needOfWhole: null, gapOfWhole: null, available: null },
    items: gaps.map((gap, at) => ({
      region: { code: `32.99.0${at}`, name: 'ABCDEFG'[at]!, level: 'kecamatan' },
      population: 48_000 - at,
      need: gap === null ? null : 10,
      available: gap === null ? null : 10 - gap,
      gap,
    })),
  }) as unknown as GapsReply;

describe('three matters that need a decision', () => {
  test('the gap names the three that lack most; who has enough or is not known is not among them', () => {
    const reply = replyOf([1, 4, null, 0, 3, 2, -1]);
    const { text, isSample } = gapSentence(t, format, reply, 'unit', 'SMP');
    expect(text).toContain('**4 dari 7 kecamatan**');
    expect(text).toMatch(/Terbesar: B \(4\), E \(3\), F \(2\)\.$/);
    expect(isSample).toBe(true);
    expect(largestGaps(reply, 'unit', format.compareNames).map(({ value }) => value)).toEqual([4, 3, 2, 1]);
  });
  test('without a gap nobody is named', () => {
    expect(gapSentence(t, format, replyOf([0, -1]), 'unit', 'SMP').text).not.toContain('Terbesar');
  });
  test('the ceilings: how many are over, by how much, and by whom most', () => {
    const area = (name: string, overRupiah: number, ceilingRupiah: number | null = 10) => ({
      name,
      overRupiah,
      ceilingRupiah,
      sample: false,
    });
    expect(
      ceilingSentence(t, format, {
        year: 2026,
        items: [area('A', 0), area('B', 200_000_000), area('C', 1_000_000_000)],
      }),
    ).toEqual({
      text: '**2 kecamatan melampaui pagu 2026, seluruhnya Rp1,2 miliar.** Terbesar: C (Rp1 miliar), B (Rp200 juta).',
      isSample: false,
    });
    expect(ceilingSentence(t, format, { year: 2026, items: [area('A', 0)] }).text).toContain('tidak melampaui');
    expect(ceilingSentence(t, format, { year: 2026, items: [area('A', 0, null)] }).text).toContain('belum ditetapkan');
  });
  test('what runs behind, and that nothing does', () => {
    expect(delaySentence(t, format, { critical: 7, stalled: 2, late: 12 }, true).text).toContain(
      '**7 kontrak kritis, 2 proyek tersendat, dan 12 izin',
    );
    expect(delaySentence(t, format, { critical: 0, stalled: 0, late: 0 }, false).text).toContain('Tidak ada');
  });
});

describe('what the page is made from', () => {
  const services = servicesOf(STANDARDS, [{ kind: 'smp', count: 1, sample: false, datasets: ['smp'] }] as never).filter(
    ({ state }) => state === 'counted',
  );
  const rules = { services, standards: services.flatMap(({ standards }) => standards) };
  test('a standard that cannot be counted, or a measure it does not answer, falls back', () => {
    expect(chosenRule(rules, {})?.standard.id).toBe('SNI-EDU-SMP');
    expect(chosenRule(rules, { standard: 'x', measure: 'y' })).toMatchObject({ measure: 'unit' });
    expect(chosenRule(rules, { measure: 'ratio' })?.measure).toBe('ratio');
    expect(chosenRule({ services: [], standards: [] }, {})).toBeNull();
  });
  test('critical contracts stand before stalled projects, five in all and none twice', () => {
    const list = (ids: string[]) => ({ items: ids.map((id) => ({ id })) });
    const registers = { critical: list(['a', 'b', 'c']), stalled: list(['b', 'd', 'e', 'f']) };
    expect(listedProjects(registers as unknown as BriefRegisters).map(({ id }) => id)).toEqual([
      'a',
      'b',
      'c',
      'd',
      'e',
    ]);
  });
  test('late permits are the open ones, by type; more than the server gives at once are not counted short', () => {
    const service = {
      byType: [
        { type: 'NIB', open: 4, medianDays: 1 },
        { type: 'PBG', open: 2, medianDays: null },
      ],
    };
    const items = (['PBG', 'PBG'] as PermitType[]).map((type) => ({ type }));
    const rows = (total: number) => permitRows({ service, late: { items, total } } as unknown as BriefRegisters);
    expect(rows(2).map(({ type, late }) => [type, late])).toEqual([
      ['PBG', 2],
      ['NIB', 0],
    ]);
    expect(rows(900).map(({ late }) => late)).toEqual([null, null]);
  });
});
