import type { Position } from '#model/geometry';

/** An address holds this many corners. */
export const MOST_CORNERS = 60;
/** About a metre: what an address keeps. */
const DIGITS = 5;

/**
 * The corners of a drawn ring as an address can keep them, without the closing one: five decimals, and of a free hand only
 * those that matter (Visvalingam: the corner whose triangle is smallest goes first). Null when no area is left.
 */
export function cornersOf(ring: readonly Position[]): Position[] | null {
  const corners = ring.map(([longitude, latitude]): Position => [
    Number(longitude.toFixed(DIGITS)),
    Number(latitude.toFixed(DIGITS)),
  ]);
  const kept = corners.filter((corner, at) => !isSame(corner, corners[(at + 1) % corners.length]!));
  while (kept.length > MOST_CORNERS) {
    let smallest = 0;
    for (let at = 1; at < kept.length; at++) if (triangleAt(kept, at) < triangleAt(kept, smallest)) smallest = at;
    kept.splice(smallest, 1);
  }
  return kept.length < 3 || isFlat(kept) ? null : kept;
}

/** The ring that corners mean, closed. */
export function ringOf(corners: readonly Position[]): Position[] {
  return [...corners, corners[0] as Position];
}

/** A box around the middle of a view that leaves a margin of a tenth on each side. */
export function boxWithin([west, south, east, north]: readonly [number, number, number, number]): Position[] {
  const [x, y] = [(east - west) / 10, (north - south) / 10];
  return [
    [west + x, south + y],
    [east - x, south + y],
    [east - x, north - y],
    [west + x, north - y],
  ];
}

function isSame(a: Position, b: Position): boolean {
  return a[0] === b[0] && a[1] === b[1];
}
function triangleAt(corners: readonly Position[], at: number): number {
  const [a, b, c] = [corners.at(at - 1)!, corners[at]!, corners[(at + 1) % corners.length]!];
  return Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]));
}
/** Corners on one line enclose nothing. */
function isFlat(corners: readonly Position[]): boolean {
  return corners.every((_, at) => triangleAt(corners, at) === 0);
}
