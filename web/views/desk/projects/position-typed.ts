import { Position } from '#model/geometry';
import { readPair } from '../../../../data/desk/check/angles.ts';

/**
 * A typed coordinate, decimal or in degrees, minutes and seconds (`-6,7649; 108,4779`, `6°45'53" LS 108°28'40" BT`). Latitude
 * stands first, as map services write it, unless the hemispheres or the sizes say otherwise. Null for anything else.
 */
export function positionTyped(text: string): Position | null {
  const pair = readPair(text);
  if (!pair) return null;
  const [first, second] = pair;
  const isLongitudeFirst = first.axis === 'longitude' || second.axis === 'latitude' || Math.abs(first.degrees) > 90;
  const position = isLongitudeFirst ? [first.degrees, second.degrees] : [second.degrees, first.degrees];
  return Position.safeParse(position).data ?? null;
}
