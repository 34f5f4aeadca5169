/** A closed ring of grid corners, `column, row` each, without its repeated last corner; anticlockwise around cells. */
export type CornerRing = readonly (readonly [column: number, row: number])[];

/**
 * The outlines of a set of cells of a `columns` × `rows` grid, rows counted northwards: anticlockwise around the cells,
 * clockwise around holes, corners only where they turn. Cells that meet in a corner only belong to two rings.
 */
export function outlinesOfCells(
  columns: number,
  rows: number,
  has: (column: number, row: number) => boolean,
): CornerRing[] {
  const isIn = (column: number, row: number) =>
    column >= 0 && row >= 0 && column < columns && row < rows && has(column, row);
  const width = columns + 1;
  // An edge is known by the corner it leaves and its direction: 0 east, 1 north, 2 west, 3 south, with the cell on its left.
  const open = new Set<number>();
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (!isIn(column, row)) continue;
      if (!isIn(column, row - 1)) open.add((row * width + column) * 4);
      if (!isIn(column + 1, row)) open.add((row * width + column + 1) * 4 + 1);
      if (!isIn(column, row + 1)) open.add(((row + 1) * width + column + 1) * 4 + 2);
      if (!isIn(column - 1, row)) open.add(((row + 1) * width + column) * 4 + 3);
    }
  }
  const stepTo = [1, width, -1, -width];
  const rings: CornerRing[] = [];
  for (const start of open) {
    const ring: [number, number][] = [];
    let corner = start >> 2;
    let direction = start & 3;
    // Sets are walked in order of insertion: the first edge of a ring leaves a corner where it turns, or is met again below.
    for (let edge = start; open.delete(edge); edge = corner * 4 + direction) {
      corner += stepTo[direction]!;
      // Left first: where cells meet in a corner only, each keeps its own ring.
      const next = [direction + 1, direction, direction + 3].find((turn) => open.has(corner * 4 + (turn & 3)));
      const turned = next === undefined ? start & 3 : next & 3;
      if (turned !== direction) ring.push([corner % width, Math.floor(corner / width)]);
      direction = turned;
    }
    rings.push(ring);
  }
  return rings;
}
