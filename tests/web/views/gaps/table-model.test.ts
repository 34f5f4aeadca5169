import { expect, test } from 'vitest';
import { createFormat } from '../../../../web/i18n/format.ts';
import { createTranslate, INDONESIAN } from '../../../../web/i18n/messages.ts';
import { WORKSPACE_INDONESIAN } from '../../../../web/i18n/workspace/indonesian.ts';
import { boundsFor, valueOf, type GapItem } from '../../../../web/views/gaps/gaps-model.ts';
import { figureOf } from '../../../../web/views/gaps/region-figure.ts';
import { beyondOf, singleTable, sortedRows, type TableModel } from '../../../../web/views/gaps/table-model.ts';
import type { GapsReply, Measure } from '../../../../web/worker/questions.ts';

const t = createTranslate({ ...INDONESIAN, ...WORKSPACE_INDONESIAN });
const format = createFormat('id', { id: 'Asia/Jakarta', label: 'WIB' });
const standard = { id: 'SNI-EDU-SMP', facilityKinds: ['smp'], tests: { ratio: { peoplePerUnit: 4800 } } };
const row = (name: string, values: Partial<GapItem>): GapItem =>
  ({
    region: { code: `32.09.${name}`, name, level: 'kecamatan' },
    population: 58_908,
    available: 9,
    need: 13,
    gap: 4,
    servedPeople: null,
    servedShare: null,
    travel: null,
    ...values,
  }) as GapItem;

function tableOf(measure: Measure, items: readonly GapItem[], totals: object): TableModel {
  const reply = {
    question: { standard, level: 'kecamatan', minutes: null },
    items,
    totals: { travel: null, servedShare: null, population: null, need: null, ...totals },
    kecamatanNames: {},
    inputs: [],
  } as unknown as GapsReply;
  const bounds = boundsFor(
    measure,
    reply.question.standard,
    items.map((item) => valueOf(item, measure)),
  );
  return singleTable({ t, format }, figureOf(t, format, reply, measure, 'SMP', bounds), reply, null);
}
const plain = (text: string | undefined) => text?.replaceAll(/[\u202f\u00a0]/g, ' ');
const texts = (table: TableModel, key: keyof TableModel['rows'][number]['cells']) =>
  table.rows.map(({ cells }) => plain(cells[key]?.text));

test('missing units: a surplus has a plus, and the sum of what is missing is not lessened by it', () => {
  const table = tableOf('unit', [row('A', {}), row('B', { gap: -2 }), row('C', { gap: 0 })], {
    population: 176_724,
    need: 39,
    available: 27,
    needOfWhole: 37,
    gapOfWhole: 10,
  });
  expect(texts(table, 'value')).toEqual(['4', '+2', '0']);
  expect(table.rows.map(({ rank }) => rank)).toEqual([1, 3, 2]);
  expect(table.totals.map(({ name, cells }) => [name, cells.need, cells.value])).toEqual([
    ['Jumlah 3 kecamatan', '39', '4'],
    ['Kabupaten, dihitung sekaligus', '37', '10'],
  ]);
});

const travel = (bands: readonly [number, number, number, number, number], reachedPeople: number) => ({
  bands,
  reachedPeople,
  reachedShare: reachedPeople / (bands[0] + bands[1] + bands[2] + bands[3]),
});

test('travel: reached, beyond and off the roads add up to the people placed and not placed', () => {
  const a = row('A', { population: 1000, travel: travel([500, 100, 200, 100, 100], 600) });
  const b = row('B', { population: 500, travel: travel([300, 100, 50, 50, 0], 400) });
  const table = tableOf('travel', [a, b], { population: 1500, travel: travel([800, 200, 250, 150, 100], 1000) });
  expect(texts(table, 'beyond')).toEqual(['300', '100']);
  expect(texts(table, 'unplaced')).toEqual(['100', '0']);
  expect(texts(table, 'value')).toEqual(['33,3 %', '20,0 %']);
  expect(texts(table, 'met')).toEqual(['66,7 %', '80,0 %']);
  expect(beyondOf(a, 'travel')! + a.travel!.reachedPeople + a.travel!.bands[4]).toBe(1000);
  expect(table.totals).toHaveLength(1);
  const { cells } = table.totals[0]!;
  expect([cells.population, cells.beyond, cells.unplaced, plain(cells.value), plain(cells.met)]).toEqual([
    '1.500',
    '400',
    '100',
    '28,6 %',
    '71,4 %',
  ]);
});

test('nobody off the roads, no column for them; a sum that lacks a part is not shown', () => {
  const table = tableOf('travel', [row('A', { travel: travel([8, 0, 0, 2, 0], 8) }), row('B', {})], {
    travel: travel([8, 0, 0, 2, 0], 8),
  });
  expect(table.columns.map(({ key }) => key)).not.toContain('unplaced');
  expect(table.totals).toEqual([]);
  expect(texts(table, 'value')).toEqual(['20,0 %', t('missing')]);
});

test('what is not known stands last in both directions', () => {
  const table = tableOf('unit', [row('A', { gap: null }), row('B', { gap: 1 }), row('C', { gap: 7 })], {});
  const order = (descending: boolean) =>
    sortedRows(table, { column: 'value', descending }, format.compareNames).map(({ name }) => name);
  expect(order(true)).toEqual(['C', 'B', 'A']);
  expect(order(false)).toEqual(['B', 'C', 'A']);
});
