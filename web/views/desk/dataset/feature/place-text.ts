import type { BBox, Position } from '#model/geometry';
import { isInside } from '#model/geometry';
import { POSITION_DECIMALS } from '../../../../map/pin-position.ts';
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

/** As it is typed: latitude first, with the decimal sign of the language. */
export function placeText([longitude, latitude]: Position, decimalComma: boolean): string {
  const written = (degrees: number): string => {
    const text = String(Number(degrees.toFixed(POSITION_DECIMALS)));
    return decimalComma ? text.replace('.', ',') : text;
  };
  return `${written(latitude)}; ${written(longitude)}`;
}
