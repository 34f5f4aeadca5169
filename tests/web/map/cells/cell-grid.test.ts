import { describe, expect, test } from 'vitest';
import {
  boxOfCells,
  cellFinder,
  litTextureOf,
  NO_WAY,
  OUTSIDE,
  textureOf,
  UNKNOWN,
} from '../../../../web/map/cells/cell-grid.ts';

/** Three columns, two rows; the cell in the middle of the south is not there. Row 0 lies in the south. */
const field = {
  values: Float32Array.from([1, 3, 4, NaN, Infinity]),
  column: Uint16Array.from([0, 2, 0, 1, 2]),
  row: Uint16Array.from([0, 0, 1, 1, 1]),
  columns: 3,
  rows: 2,
  corners: [
    [108, -6],
    [108.3, -6],
    [108.3, -6.2],
    [108, -6.2],
  ] as const,
};

test('a texture begins in the north-west and has a code where there is no number', () => {
  expect([...textureOf(field)]).toEqual([4, UNKNOWN, Math.fround(NO_WAY), 1, OUTSIDE, 3]);
});

test('what is lit stands in the places of the cells', () => {
  expect([...litTextureOf(field, Uint8Array.from([1, 0, 0, 1, 0]))]).toEqual([0, 255, 0, 255, 0, 0]);
});

test('what is lit has a box around it', () => {
  const box = boxOfCells(field, Uint8Array.from([0, 0, 1, 1, 0]))!.map((degrees) => Number(degrees.toFixed(6)));
  expect(box).toEqual([108, -6.1, 108.2, -6]);
  expect(boxOfCells(field, new Uint8Array(5))).toBeNull();
});

describe('the cell at a position', () => {
  const find = cellFinder(field);
  test.each([
    ['south-west', [108.05, -6.15], 0],
    ['south-east', [108.25, -6.15], 1],
    ['north-west', [108.05, -6.05], 2],
    ['north, middle', [108.15, -6.05], 3],
    ['a place of the grid without a cell', [108.15, -6.15], null],
    ['west of the grid', [107.99, -6.05], null],
    ['north of the grid', [108.05, -5.99], null],
  ] as const)('%s', (_, [longitude, latitude], cell) => expect(find([longitude, latitude])).toBe(cell));

  test('on a grid that leans, the middle of each cell is found', () => {
    const leaning = cellFinder({
      ...field,
      corners: [
        [108.01, -5.99],
        [108.32, -6.02],
        [108.3, -6.23],
        [107.98, -6.2],
      ],
    });
    const [nw, ne, se, sw] = [
      [108.01, -5.99],
      [108.32, -6.02],
      [108.3, -6.23],
      [107.98, -6.2],
    ] as const;
    for (const [cell, column] of field.column.entries()) {
      const [u, v] = [(column + 0.5) / 3, (field.row[cell]! + 0.5) / 2];
      const at = (k: 0 | 1) => (1 - u) * (1 - v) * sw[k] + u * (1 - v) * se[k] + u * v * ne[k] + (1 - u) * v * nw[k];
      expect(leaning([at(0), at(1)])).toBe(cell);
    }
  });
});
