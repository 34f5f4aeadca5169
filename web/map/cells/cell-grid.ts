import type { BBox, Position } from '#model/geometry';

/** The parts of a field of cells that its place on the map needs. */
export interface CellPlacement {
  readonly column: Uint16Array;
  /** 0 is the southernmost. */
  readonly row: Uint16Array;
  readonly columns: number;
  readonly rows: number;
  /** North-west, north-east, south-east, south-west. */
  readonly corners: readonly (readonly [number, number])[];
}

/** In the texture there is no NaN and no infinity: shaders may not tell them from numbers. Values are 0 and more. */
export const OUTSIDE = -2;
export const UNKNOWN = -1;
export const NO_WAY = 1e30;

/** Every place of the grid, north row first, as a texture wants it: a value, or a code where there is none. */
export function textureOf(field: CellPlacement & { readonly values: Float32Array }): Float32Array {
  const { values, column, row, columns, rows } = field;
  const grid = new Float32Array(columns * rows).fill(OUTSIDE);
  for (let cell = 0; cell < values.length; cell++) {
    const value = values[cell]!;
    grid[(rows - 1 - row[cell]!) * columns + column[cell]!] = Number.isNaN(value)
      ? UNKNOWN
      : value === Infinity
        ? NO_WAY
        : value;
  }
  return grid;
}

/** The same of one byte each, for what is lit (255) of the cells; `isLit` is 1 or 0 for each cell. */
export function litTextureOf({ column, row, columns, rows }: CellPlacement, isLit: Uint8Array): Uint8Array {
  const grid = new Uint8Array(columns * rows);
  for (let cell = 0; cell < isLit.length; cell++)
    if (isLit[cell]) grid[(rows - 1 - row[cell]!) * columns + column[cell]!] = 255;
  return grid;
}

/** The box around the cells that are lit: west, south, east, north; null when none is. */
export function boxOfCells({ column, row, columns, rows, corners }: CellPlacement, isLit: Uint8Array): BBox | null {
  let [left, right, bottom, top] = [columns, -1, rows, -1];
  for (let cell = 0; cell < isLit.length; cell++) {
    if (!isLit[cell]) continue;
    [left, right] = [Math.min(left, column[cell]!), Math.max(right, column[cell]!)];
    [bottom, top] = [Math.min(bottom, row[cell]!), Math.max(top, row[cell]!)];
  }
  const [northWest, , southEast] = corners;
  if (right < 0 || !northWest || !southEast) return null;
  const longitude = (at: number) => northWest[0] + ((southEast[0] - northWest[0]) * at) / columns;
  const latitude = (at: number) => southEast[1] + ((northWest[1] - southEast[1]) * at) / rows;
  return [longitude(left), latitude(bottom), longitude(right + 1), latitude(top + 1)];
}

/** Finds the cell (its number in the field) at a position; null outside the cells. */
export function cellFinder(field: CellPlacement): (position: Position) => number | null {
  const { column, row, columns, rows } = field;
  const [northWest, northEast, southEast, southWest] = field.corners;
  if (!northWest || !northEast || !southEast || !southWest) return () => null;
  const cellOf = new Int32Array(columns * rows).fill(-1);
  for (let cell = 0; cell < column.length; cell++) cellOf[row[cell]! * columns + column[cell]!] = cell;
  return (position) => {
    const [u, v] = shareOf(position, southWest, southEast, northEast, northWest);
    const [x, y] = [Math.floor(u * columns), Math.floor(v * rows)];
    if (x < 0 || y < 0 || x >= columns || y >= rows) return null;
    const cell = cellOf[y * columns + x]!;
    return cell < 0 ? null : cell;
  };
}

type Corner = readonly [number, number];

/** How far east and north, 0–1, a position lies between four corners; Newton's method on the bilinear map. */
function shareOf([x, y]: Position, sw: Corner, se: Corner, ne: Corner, nw: Corner): [number, number] {
  let [u, v] = [0.5, 0.5];
  for (let step = 0; step < 6; step++) {
    const at = (k: 0 | 1) =>
      (1 - u) * (1 - v) * sw[k] + u * (1 - v) * se[k] + u * v * ne[k] + (1 - u) * v * nw[k] - (k === 0 ? x : y);
    const du = (k: 0 | 1) => (1 - v) * (se[k] - sw[k]) + v * (ne[k] - nw[k]);
    const dv = (k: 0 | 1) => (1 - u) * (nw[k] - sw[k]) + u * (ne[k] - se[k]);
    const determinant = du(0) * dv(1) - dv(0) * du(1);
    if (determinant === 0) return [-1, -1];
    const [errorX, errorY] = [at(0), at(1)];
    u -= (errorX * dv(1) - errorY * dv(0)) / determinant;
    v -= (errorY * du(0) - errorX * du(1)) / determinant;
  }
  return [u, v];
}
