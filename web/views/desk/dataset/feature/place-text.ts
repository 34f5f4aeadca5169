import type { BBox, Position } from '#model/geometry';
import { isInside } from '#model/geometry';
import { readPair } from '../../../../../data/desk/check/angles.ts';

interface TypedPlace {
  readonly position: Position;
  /** Longitude and latitude were written in the other order, which only one of the two can be. */
  readonly isSwapped: boolean;
}

/**
 * A place as people write it: `-6,7595; 108,4945`, `6°45'34" LS, 108°29'40" BT`, latitude first or last. Null when it is none. What
 * lies outside the region is returned as it stands, latitude first.
 */
export function placeOfText(text: string, bounds: BBox): TypedPlace | null {
  const pair = readPair(text.trim());
  if (pair === null) return null;
  const [first, second] = pair;
  const isLongitudeFirst = first.axis === 'longitude' || second.axis === 'latitude';
  const [latitude, longitude] = isLongitudeFirst ? [second, first] : [first, second];
  const written: Position = [longitude.degrees, latitude.degrees];
  const swapped: Position = [latitude.degrees, longitude.degrees];
  const isNamed = first.axis !== null || second.axis !== null;
  const isSwapped = !isNamed && !isInside(written, bounds) && isInside(swapped, bounds);
  const position = isSwapped ? swapped : written;
  return Math.abs(position[0]) <= 180 && Math.abs(position[1]) <= 90 ? { position, isSwapped } : null;
}

/** Six decimals: a tenth of a metre, finer than any receiver that people carry. */
const DECIMALS = 6;
const DEGREES_PER_METRE = 1 / 111_195;

/** A position rounded to what a map can mean. */
export const roundedPosition = ([longitude, latitude]: Position): Position => [
  Number(longitude.toFixed(DECIMALS)),
  Number(latitude.toFixed(DECIMALS)),
];

/** The position that many metres to the east and to the north. */
export function movedBy([longitude, latitude]: Position, east: number, north: number): Position {
  const shrink = Math.cos((latitude * Math.PI) / 180);
  return roundedPosition([longitude + (east * DEGREES_PER_METRE) / shrink, latitude + north * DEGREES_PER_METRE]);
}

/** As it is typed: latitude first, with the decimal sign of the language. */
export function placeText([longitude, latitude]: Position, decimalComma: boolean): string {
  const written = (degrees: number): string => {
    const text = String(Number(degrees.toFixed(DECIMALS)));
    return decimalComma ? text.replace('.', ',') : text;
  };
  return `${written(latitude)}; ${written(longitude)}`;
}
