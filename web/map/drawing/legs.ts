import type { Position } from '#model/geometry';
import { distanceMetres } from '../../worker/straight-distance.ts';

/** The straight distances from point to point of a line, in metres on the ellipsoid. */
export function legsOf(line: readonly Position[]): number[] {
  return line.slice(1).flatMap((point, at) => {
    const before = line[at]!;
    const metres = distanceMetres(before[0], before[1], point[0], point[1]);
    return metres > 0 ? [metres] : [];
  });
}
