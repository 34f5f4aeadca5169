import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DeskFeature } from '#staff-contract';
import {
  bodyOf,
  choicesOf,
  differing,
  disagreements,
  draftOf,
  formFields,
  merged,
  PLACE,
  valueOf,
  type Draft,
} from '../../../../../web/views/desk/dataset/feature/feature-form.ts';
import { deskField } from '../../../../../web/views/desk/upload/mapping-model.ts';

const feature: DeskFeature = {
  id: 'a:1',
  dataset: 'puskesmas',
  family: 'facility',
  name: 'Puskesmas Awan',
  values: { name: 'Puskesmas Awan', kind: 'puskesmas', owner: null, phone: null, capacity: 12 },
  region: '99.01.01',
  regionName: 'Awan',
  position: [110.02, -7.02],
  geometry: null,
  revision: 'r1',
  changedAt: null,
  changedBy: null,
};
const start = draftOf(feature, true);
const typed = (texts: Record<string, string>, part: Partial<Draft> = {}): Draft => ({
  ...start,
  ...part,
  texts: { ...start.texts, ...texts },
});

test('a form that nobody touched says nothing, in either language', () => {
  for (const comma of [true, false]) {
    const draft = draftOf({ ...feature, values: { ...feature.values, capacity: 1234.5 } }, comma);
    expect(differing('facility', draft, draft, comma)).toEqual([]);
    expect(bodyOf('facility', draft, draft, comma)).toEqual({ values: {} });
  }
});

test('only what was changed is sent; a place that was not touched is not', () => {
  expect(bodyOf('facility', start, typed({ phone: ' 0231 5 ', capacity: '' }), true)).toEqual({
    values: { phone: '0231 5', capacity: null },
  });
  expect(bodyOf('facility', start, typed({}, { position: [110.03, -7.02] }), true)).toEqual({
    values: {},
    position: [110.03, -7.02],
  });
  expect(bodyOf('facility', start, typed({}, { position: null }), true)).toEqual({
    values: {},
    region: '99.01.01',
    position: null,
  });
});

test('a new one sends everything that is filled, a line its geometry alone', () => {
  const line = {
    type: 'LineString' as const,
    coordinates: [
      [110, -7],
      [110.1, -7],
    ],
  };
  const draft: Draft = { texts: { kind: 'road', name: 'Jalan Uji' }, position: null, geometry: line, region: null };
  expect(bodyOf('infrastructure', null, draft, true)).toEqual({
    values: { kind: 'road', name: 'Jalan Uji' },
    geometry: line,
  });
});

test('numbers are read as people write them, and what is none goes to the check as it is', () => {
  const capacity = deskField('facility', 'capacity')!;
  const ceiling = deskField('project', 'ceilingRupiah')!;
  const year = deskField('project', 'fiscalYear')!;
  expect(valueOf(capacity, '1.250', true)).toBe(1250);
  expect(valueOf(capacity, '1,250', false)).toBe(1250);
  expect(valueOf(capacity, 'banyak', true)).toBe('banyak');
  expect(valueOf(ceiling, 'Rp 1,5 miliar', true)).toBe(1_500_000_000);
  expect(valueOf(year, '2026', true)).toBe(2026);
});

test('a project only goes on to the stages that follow; a new one begins anywhere', () => {
  const status = deskField('project', 'status')!;
  expect(choicesOf('project', status, 'kontrak')).toEqual(['kontrak', 'pelaksanaan', 'putus_kontrak']);
  expect(choicesOf('project', status, 'ditolak')).toEqual(['ditolak']);
  expect(choicesOf('project', status, null)).toEqual(status.choices);
});

test('two editors disagree where both changed; what one changed alone is that one’s', () => {
  const mine = typed({ phone: '1', address: 'Jalan Satu' });
  const theirs = typed({ phone: '2', capacity: '40' }, { position: [110.05, -7.02] });
  expect(disagreements('facility', start, mine, theirs, true)).toEqual([
    { name: 'address', changedBy: 'mine' },
    { name: 'phone', changedBy: 'both' },
    { name: 'capacity', changedBy: 'theirs' },
    { name: PLACE, changedBy: 'theirs' },
  ]);
  const both = merged('facility', mine, theirs, new Set(['address', 'phone']));
  expect(both.texts).toMatchObject({ address: 'Jalan Satu', phone: '1', capacity: '40' });
  expect(both.position).toEqual([110.05, -7.02]);
});

test('whatever two people type, every entry that differs is put to somebody, and keeping all of mine keeps it', () => {
  const names = formFields('facility')
    .filter(({ type }) => type === 'text')
    .map(({ name }) => name);
  const texts = fc.record(Object.fromEntries(names.map((name) => [name, fc.constantFrom('', 'a', 'b')])));
  fc.assert(
    fc.property(texts, texts, (one, other) => {
      const [mine, theirs] = [typed(one), typed(other)];
      const open = disagreements('facility', start, mine, theirs, true).map(({ name }) => name);
      expect(new Set(open)).toEqual(new Set(differing('facility', mine, theirs, true)));
      const kept = merged('facility', mine, theirs, new Set(open));
      expect(differing('facility', kept, mine, true)).toEqual([]);
    }),
  );
});
