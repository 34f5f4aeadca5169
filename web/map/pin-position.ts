import type { Position } from '#model/geometry';

/** Decimals of a degree that a pin keeps: a tenth of a metre, finer than any receiver that people carry. */
export const POSITION_DECIMALS = 6;
const DEGREES_PER_METRE = 1 / 111_195;

/** A position rounded to what a map can mean. */
export const roundedPosition = ([longitude, latitude]: Position): Position => [
  Number(longitude.toFixed(POSITION_DECIMALS)),
  Number(latitude.toFixed(POSITION_DECIMALS)),
];

/** The position that many metres to the east and to the north. */
export function movedBy([longitude, latitude]: Position, east: number, north: number): Position {
  const shrink = Math.cos((latitude * Math.PI) / 180);
  return roundedPosition([longitude + (east * DEGREES_PER_METRE) / shrink, latitude + north * DEGREES_PER_METRE]);
}
