/**
 * Cuts lines and rings to a square, in floating tile units. Crossings are computed with the ends of a segment in a fixed
 * order, so that two polygons that share an edge get the very same crossing whichever way round each runs.
 */
export interface Path {
  /** x, y pairs. */
  coordinates: Float64Array;
  /** Number of points, not of numbers. */
  length: number;
}

export function createPath(): Path {
  return { coordinates: new Float64Array(1024), length: 0 };
}

/** Makes room for so many points from the start of the path. */
export function reservePoints(path: Path, count: number): void {
  if (count * 2 > path.coordinates.length) path.coordinates = new Float64Array(count * 4);
}

export function addPoint(path: Path, x: number, y: number): void {
  const at = path.length * 2;
  if (at + 2 > path.coordinates.length) {
    const grown = new Float64Array(path.coordinates.length * 2);
    grown.set(path.coordinates);
    path.coordinates = grown;
  }
  path.coordinates[at] = x;
  path.coordinates[at + 1] = y;
  path.length++;
}

/** Where the segment crosses `edge` on the axis: the other coordinate. */
function crossing(edge: number, a: number, aOther: number, b: number, bOther: number): number {
  return a < b
    ? aOther + ((edge - a) / (b - a)) * (bOther - aOther)
    : bOther + ((edge - b) / (a - b)) * (aOther - bOther);
}

function clipRingSide(from: Path, to: Path, axis: 0 | 1, edge: number, keepBelow: boolean): void {
  to.length = 0;
  const { coordinates, length } = from;
  if (length === 0) return;
  const other = 1 - axis;
  const last = (length - 1) * 2;
  let previous = coordinates[last + axis]!;
  let previousOther = coordinates[last + other]!;
  let previousInside = keepBelow ? previous <= edge : previous >= edge;
  for (let i = 0; i < length * 2; i += 2) {
    const current = coordinates[i + axis]!;
    const currentOther = coordinates[i + other]!;
    const inside = keepBelow ? current <= edge : current >= edge;
    if (inside !== previousInside) {
      const cross = crossing(edge, previous, previousOther, current, currentOther);
      if (axis === 0) addPoint(to, edge, cross);
      else addPoint(to, cross, edge);
    }
    if (inside) addPoint(to, coordinates[i]!, coordinates[i + 1]!);
    previous = current;
    previousOther = currentOther;
    previousInside = inside;
  }
}

/**
 * Sutherland–Hodgman: the part of a ring (first point not repeated) within [minimum, maximum] on both axes. A ring that
 * leaves and comes back stays one ring, joined along the edge of the square: its area is right, and the joints lie in
 * the buffer where they are not seen. Leaves the result in `path`; `spare` is scratch.
 */
export function clipRing(path: Path, spare: Path, minimum: number, maximum: number): void {
  clipRingSide(path, spare, 0, minimum, false);
  clipRingSide(spare, path, 0, maximum, true);
  clipRingSide(path, spare, 1, minimum, false);
  clipRingSide(spare, path, 1, maximum, true);
}

/** Liang–Barsky, segment by segment: calls `emit` with each connected piece of the line within the square. */
export function clipLine(path: Path, piece: Path, minimum: number, maximum: number, emit: (piece: Path) => void): void {
  piece.length = 0;
  const { coordinates, length } = path;
  for (let i = 0; i + 1 < length; i++) {
    const ax = coordinates[2 * i]!;
    const ay = coordinates[2 * i + 1]!;
    const bx = coordinates[2 * i + 2]!;
    const by = coordinates[2 * i + 3]!;
    const dx = bx - ax;
    const dy = by - ay;
    let enter = 0;
    let leave = 1;
    let outside = false;
    for (let side = 0; side < 4 && !outside; side++) {
      const step = side < 2 ? dx : dy;
      const start = side < 2 ? ax : ay;
      const towards = side % 2 === 0 ? -step : step;
      const room = side % 2 === 0 ? start - minimum : maximum - start;
      if (towards === 0) outside = room < 0;
      else if (towards < 0) enter = Math.max(enter, room / towards);
      else leave = Math.min(leave, room / towards);
    }
    if (outside || enter > leave) {
      if (piece.length > 1) emit(piece);
      piece.length = 0;
      continue;
    }
    if (enter > 0 || piece.length === 0) {
      if (piece.length > 1) emit(piece);
      piece.length = 0;
      addPoint(piece, ax + enter * dx, ay + enter * dy);
    }
    addPoint(piece, ax + leave * dx, ay + leave * dy);
    if (leave < 1) {
      emit(piece);
      piece.length = 0;
    }
  }
  if (piece.length > 1) emit(piece);
  piece.length = 0;
}
