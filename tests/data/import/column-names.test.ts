import { expect, test } from 'vitest';
import { withColumnNames } from '../../../data/import/column-names.ts';

const record = (values: Record<string, string | null>) => ({ row: 1, values, geometry: null });

test('another name of a column gives way to the one the definition uses, whatever its case', () => {
  expect(withColumnNames([record({ NO_RUAS: '7', lain: 'x' })], { nomor_ruas: ['kode', 'no_ruas'] })).toEqual([
    record({ nomor_ruas: '7', lain: 'x' }),
  ]);
});

test('a column that has the name already is not replaced', () => {
  const records = [record({ nomor_ruas: '7', kode: '8' })];
  expect(withColumnNames(records, { nomor_ruas: ['kode'] })).toEqual(records);
});

test('the first of the other names that the file has is taken', () => {
  const records = [record({ kode: '8', no_ruas: '7' })];
  expect(withColumnNames(records, { nomor_ruas: ['no_ruas', 'kode'] })).toEqual([
    record({ kode: '8', nomor_ruas: '7' }),
  ]);
});
