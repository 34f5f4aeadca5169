import type { Position } from '#model/geometry';
import { metresPerDegree } from '../../../worker/straight-distance.ts';

/** Pixels of the world at zoom 0, as MapLibre draws it. */
const WORLD_PIXELS = 512;

/** How many px a distance takes at a latitude and a zoom: on this map a circle of metres is a circle of px. */
export function pixelsOf(metres: number, latitude: number, zoom: number): number {
  const degrees = metres / metresPerDegree(latitude).east;
  return (degrees / 360) * WORLD_PIXELS * 2 ** zoom;
}

export interface Moved {
  readonly east: number;
  readonly north: number;
}
/** Metres that an arrow key moves a site, with Shift a tenth of it. */
const STEP_METRES = 100;
const ARROWS: Readonly<Record<string, Moved>> = {
  ArrowLeft: { east: -1, north: 0 },
  ArrowRight: { east: 1, north: 0 },
  ArrowUp: { east: 0, north: 1 },
  ArrowDown: { east: 0, north: -1 },
};

/** The metres that a key moves a site; null for any other key. */
export function metresOfKey(key: string, isFine: boolean): Moved | null {
  const way = ARROWS[key];
  if (!way) return null;
  const metres = isFine ? STEP_METRES / 10 : STEP_METRES;
  return { east: way.east * metres, north: way.north * metres };
}

/** The position that many metres away, by the same metres as the engine measures; six decimals are a tenth of a metre. */
export function movedBy([longitude, latitude]: Position, { east, north }: Moved): Position {
  const to = latitude + north / metresPerDegree(latitude).north;
  const scale = metresPerDegree((latitude + to) / 2);
  return [Number((longitude + east / scale.east).toFixed(6)), Number(to.toFixed(6))];
}
