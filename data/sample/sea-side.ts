import type { Polygonal } from '#model/geometry';
import type { RegionProfile } from '#model/region';
import type { KecamatanFacts } from './facts.ts';
import { distanceKm, type Plane, type PlanePoint } from './plane.ts';

/** Where the sea lies, as far as the facts tell: coastal kecamatan in the order of the shore. */
export interface SeaSide {
  /** Middles of the coastal kecamatan along the shore. */
  shore: PlanePoint[];
  isSeaward(point: PlanePoint): boolean;
}

/**
 * The side of the chain of coastal kecamatan on which the sea's label point lies, or `null` for an inland region. The
 * chain is ordered by the bearing from that point, which sees a shore as a fan, and runs on straight at both ends.
 */
export function seaSideOf(profile: RegionProfile, facts: readonly KecamatanFacts[], plane: Plane): SeaSide | null {
  const coastal = facts.filter((kecamatan) => kecamatan.coastal);
  if (profile.sea === null || coastal.length < 2) return null;
  const eye = plane.toPlane(profile.sea.labelPoint);
  const seen = coastal
    .map((kecamatan) => plane.toPlane(kecamatan.position))
    .map((point) => ({ point, bearing: Math.atan2(point[1] - eye[1], point[0] - eye[0]) }))
    .sort((a, b) => a.bearing - b.bearing);
  // The widest gap of the fan is where it ends: start behind it.
  let widest = -1;
  let first = 0;
  seen.forEach(({ bearing }, i) => {
    const previous = seen[(i + seen.length - 1) % seen.length]!.bearing;
    const gap = (bearing - previous + 4 * Math.PI) % (2 * Math.PI);
    if (gap > widest) [widest, first] = [gap, i];
  });
  const shore = seen.map((_, i) => seen[(first + i) % seen.length]!.point);
  const far = 200;
  const beyond = (from: PlanePoint, to: PlanePoint): PlanePoint => {
    const length = distanceKm(from, to);
    return [to[0] + ((to[0] - from[0]) / length) * far, to[1] + ((to[1] - from[1]) / length) * far];
  };
  const before = beyond(shore[1]!, shore[0]!);
  const after = beyond(shore[shore.length - 2]!, shore[shore.length - 1]!);
  // The far corner lies behind the eye, seen from the shore.
  const middle: PlanePoint = [(before[0] + after[0]) / 2, (before[1] + after[1]) / 2];
  const inland: PlanePoint = [
    shore.reduce((sum, [x]) => sum + x, 0) / shore.length,
    shore.reduce((sum, [, y]) => sum + y, 0) / shore.length,
  ];
  const outward = beyond(inland, eye);
  const corner: PlanePoint = [middle[0] + 2 * (outward[0] - inland[0]), middle[1] + 2 * (outward[1] - inland[1])];
  const ring = [before, ...shore, after, corner];
  const isInRing = ([x, y]: PlanePoint): boolean => {
    let inside = false;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [xi, yi] = ring[i]!;
      const [xj, yj] = ring[j]!;
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
    }
    return inside;
  };
  return { shore, isSeaward: isInRing };
}

/**
 * The coast where no line is known: the stretches of the borders of coastal kecamatan that lie on the sea side and are
 * shared with no other kecamatan of the list.
 */
export function guessCoast(
  regions: readonly { code: string; geometry: Polygonal }[],
  profile: RegionProfile,
  facts: readonly KecamatanFacts[],
  plane: Plane,
): PlanePoint[][] {
  const sea = seaSideOf(profile, facts, plane);
  if (sea === null) return [];
  const kecamatan = regions.filter(({ code }) => code.length === 8);
  const ringsOf = (geometry: Polygonal) =>
    geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const uses = new Map<string, number>();
  for (const { geometry } of kecamatan)
    for (const [ring] of ringsOf(geometry))
      for (const [x, y] of new Set(ring!)) uses.set(`${x},${y}`, (uses.get(`${x},${y}`) ?? 0) + 1);
  const isCoastal = new Set(facts.flatMap(({ code, coastal }) => (coastal ? [code] : [])));
  const lines: PlanePoint[][] = [];
  for (const { code, geometry } of kecamatan) {
    if (!isCoastal.has(code)) continue;
    for (const [ring] of ringsOf(geometry)) {
      let line: PlanePoint[] = [];
      for (const position of ring!) {
        const point = plane.toPlane(position);
        const isShore = uses.get(`${position[0]},${position[1]}`) === 1 && sea.isSeaward(point);
        if (isShore) line.push(point);
        if ((!isShore || position === ring![ring!.length - 1]) && line.length > 0) {
          if (line.length > 1) lines.push(line);
          line = [];
        }
      }
    }
  }
  return lines;
}
