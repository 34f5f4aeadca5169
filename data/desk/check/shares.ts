import type { Geometry } from 'geojson';
import type { Position } from '#model/geometry';
import { metresBetween } from '../../import/coordinates.ts';
import type { RegionDirectory } from '../../import/region-directory.ts';

/** A piece is in the region that holds its middle: off by half of it at each border that the line crosses. */
const PIECE_METRES = 25;
const MOST_PIECES = 20_000;

/**
 * How a line is divided among the kecamatan that it runs through, by length, largest first; what lies outside of all counts for
 * none. The shares sum to 1. Empty when all of it lies outside.
 */
export function lineShares(geometry: Geometry, directory: RegionDirectory): { region: string; share: number }[] {
  const lines =
    geometry.type === 'LineString'
      ? [geometry.coordinates]
      : geometry.type === 'MultiLineString'
        ? geometry.coordinates
        : [];
  const segments = lines.flatMap((line) =>
    line.slice(1).map((end, index) => [line[index], end] as [Position, Position]),
  );
  const whole = segments.reduce((sum, [from, to]) => sum + metresBetween(from, to), 0);
  const step = Math.max(PIECE_METRES, whole / MOST_PIECES);
  const metres = new Map<string, number>();
  for (const [from, to] of segments) {
    const length = metresBetween(from, to);
    const pieces = Math.max(1, Math.ceil(length / step));
    for (let piece = 0; piece < pieces; piece++) {
      const along = (piece + 0.5) / pieces;
      const here = directory.at(
        [from[0] + along * (to[0] - from[0]), from[1] + along * (to[1] - from[1])],
        'kecamatan',
      );
      if (here !== null) metres.set(here, (metres.get(here) ?? 0) + length / pieces);
    }
  }
  const inside = [...metres.values()].reduce((sum, length) => sum + length, 0);
  if (inside === 0) return [];
  // What is less than a thousandth is the width of the border line.
  const shares = [...metres]
    .map(([region, length]) => ({ region, share: length / inside }))
    .filter(({ share }) => share >= 0.001)
    .sort((a, b) => b.share - a.share || (a.region < b.region ? -1 : 1));
  const kept = shares.reduce((sum, { share }) => sum + share, 0);
  return shares.map(({ region, share }) => ({ region, share: share / kept }));
}
