import { expect, test } from 'vitest';
import { litCells } from '../../../../../web/views/gaps/map/lit-cells.ts';

const field = { desa: Uint16Array.from([0, 0, 1, 2]), desaCodes: ['99.01.01.2001', '99.01.01.2002', '99.01.02.1001'] };
const nearest = Int32Array.from([0, 1, 1, -1]);
const lit = (...given: Parameters<typeof litCells> extends [unknown, ...infer Rest] ? Rest : never) =>
  litCells(field, ...given) && [...litCells(field, ...given)!];

test('cells stay lit with their desa or with the kecamatan around it', () => {
  expect(lit(null, null)).toBeNull();
  expect(lit(new Set(['99.01.01.2002']), null)).toEqual([0, 0, 1, 0]);
  expect(lit(new Set(['99.01.01']), null)).toEqual([1, 1, 1, 0]);
  expect(lit(new Set(), null)).toEqual([0, 0, 0, 0]);
});

test('a catchment lights the cells that are nearest to its facility, within what is lit', () => {
  expect(lit(null, { nearest, row: 1 })).toEqual([0, 1, 1, 0]);
  expect(lit(new Set(['99.01.01.2001']), { nearest, row: 1 })).toEqual([0, 1, 0, 0]);
});
