import { isInside, type BBox, type Position } from '#model/geometry';
import type { ReasonCode } from '#model/dataset';

/** A position read from two cells, and what had to be done to it. Position null: there is none that can be used. */
export interface ReadPosition {
  position: Position | null;
  /** Null when the cells were right as they stood. */
  reason: ReasonCode | null;
}

/** Surveys and spreadsheets leave a place that is not known at 0, 0 or a few hundred metres from it. */
const ZERO_DEGREES = 0.05;

/**
 * The position that two cells name, as `[longitude, latitude]`. Repairs, in this order: a decimal comma, values in each
 * other's column, a lost minus sign. Nothing is repaired unless the result lies in the bounds and the value as it stood did
 * not. What lies near 0, 0 or elsewhere on earth is no position.
 */
export function readPosition(longitude: string | null, latitude: string | null, bounds: BBox): ReadPosition {
  if (longitude === null || latitude === null) return { position: null, reason: 'coordinates_missing' };
  const [x, y] = [degreesOf(longitude), degreesOf(latitude)];
  if (x === null || y === null) return { position: null, reason: 'coordinates_not_a_number' };
  return repairPosition([x, y], bounds);
}

/** As `readPosition`, for a pair of numbers that claims to be `[longitude, latitude]`. */
export function repairPosition([x, y]: readonly [number, number], bounds: BBox): ReadPosition {
  if (isInside([x, y], bounds)) return { position: [x, y], reason: null };
  if (Math.abs(x) < ZERO_DEGREES && Math.abs(y) < ZERO_DEGREES) return { position: null, reason: 'coordinates_zero' };
  if (isInside([y, x], bounds)) return { position: [y, x], reason: 'coordinates_swapped' };
  for (const [longitude, latitude] of [
    [x, -y],
    [-x, y],
    [-x, -y],
  ] as const) {
    if (isInside([longitude, latitude], bounds))
      return { position: [longitude, latitude], reason: 'coordinates_sign_lost' };
    if (isInside([latitude, longitude], bounds))
      return { position: [latitude, longitude], reason: 'coordinates_swapped' };
  }
  return { position: null, reason: 'coordinates_out_of_bounds' };
}

function degreesOf(text: string): number | null {
  const plain = text.trim().replace(',', '.');
  return /^[-+]?\d+(\.\d*)?$/.test(plain) ? Number(plain) : null;
}

const METRES_PER_DEGREE = 111_195;

/** Metres between two positions on a sphere of radius 6,371 km; within 0.6 % of the ellipsoid, enough to tell "near". */
export function metresBetween([x1, y1]: Position, [x2, y2]: Position): number {
  const middle = ((y1 + y2) / 2) * (Math.PI / 180);
  return METRES_PER_DEGREE * Math.hypot((x2 - x1) * Math.cos(middle), y2 - y1);
}

/** Metres from a position to the nearest point of a ring of positions, on a plane that touches the earth at the position. */
export function metresToRing([x, y]: Position, ring: readonly Position[]): number {
  const scale = Math.cos((y * Math.PI) / 180);
  let nearest = Infinity;
  for (let index = 1; index < ring.length; index++) {
    const [ax, ay] = ring[index - 1]!;
    const [bx, by] = ring[index]!;
    const [px, py] = [(ax - x) * scale, ay - y];
    const [dx, dy] = [(bx - ax) * scale, by - ay];
    const lengthSquared = dx * dx + dy * dy;
    const along = lengthSquared === 0 ? 0 : Math.min(1, Math.max(0, -(px * dx + py * dy) / lengthSquared));
    nearest = Math.min(nearest, (px + along * dx) ** 2 + (py + along * dy) ** 2);
  }
  return Math.sqrt(nearest) * METRES_PER_DEGREE;
}
