import type { MultiPolygon, Point } from 'geojson';
import type { Polygonal, Position } from '#model/geometry';

/** Kilometres east and north of the middle of the region. */
export type PlanePoint = [eastKm: number, northKm: number];

export interface Plane {
  toPlane(position: readonly [number, number]): PlanePoint;
  /** Rounded to 1e-6 degrees (0.1 m), so that the same point is always written the same way. */
  toPosition(point: readonly [number, number]): Position;
}

const EQUATORIAL_KM = 6378.137;
const ECCENTRICITY_SQUARED = 0.00669437999014;

/** A flat view of the surroundings of a position: true to 1e-4 over a regency, which is enough to draw a sample on. */
export function planeAround([longitude0, latitude0]: readonly [number, number]): Plane {
  const sine = Math.sin((latitude0 * Math.PI) / 180);
  const w = Math.sqrt(1 - ECCENTRICITY_SQUARED * sine * sine);
  const kmPerLongitude = (Math.PI / 180) * (EQUATORIAL_KM / w) * Math.cos((latitude0 * Math.PI) / 180);
  const kmPerLatitude = ((Math.PI / 180) * EQUATORIAL_KM * (1 - ECCENTRICITY_SQUARED)) / w ** 3;
  return {
    toPlane: ([longitude, latitude]) => [
      (longitude - longitude0) * kmPerLongitude,
      (latitude - latitude0) * kmPerLatitude,
    ],
    toPosition: ([east, north]) => [
      roundTo(longitude0 + east / kmPerLongitude, 6),
      roundTo(latitude0 + north / kmPerLatitude, 6),
    ],
  };
}

export function roundTo(value: number, decimals: number): number {
  const factor = 10 ** decimals;
  return Math.round(value * factor) / factor;
}

export function distanceKm([x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number]): number {
  return Math.hypot(x2 - x1, y2 - y1);
}

/** Signed area of a ring, positive when it runs anticlockwise; in the square of the unit of its coordinates. */
export function ringArea(ring: readonly (readonly [number, number])[]): number {
  let twice = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [x1, y1] = ring[j]!;
    const [x2, y2] = ring[i]!;
    twice += x1 * y2 - x2 * y1;
  }
  return twice / 2;
}

/** Area on the WGS 84 ellipsoid in km2, edges taken as straight in the equal-area cylinder projection. */
export function geodesicAreaKm2(geometry: Polygonal | MultiPolygon): number {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const eccentricity = Math.sqrt(ECCENTRICITY_SQUARED);
  const equalArea = ([longitude, latitude]: readonly number[]): PlanePoint => {
    const sine = Math.sin((latitude! * Math.PI) / 180);
    const q =
      (1 - ECCENTRICITY_SQUARED) *
      (sine / (1 - ECCENTRICITY_SQUARED * sine * sine) + Math.atanh(eccentricity * sine) / eccentricity);
    return [((longitude! * Math.PI) / 180) * EQUATORIAL_KM, (EQUATORIAL_KM * q) / 2];
  };
  let total = 0;
  for (const rings of polygons) {
    rings.forEach((ring, index) => {
      const area = Math.abs(ringArea(ring.map(equalArea)));
      total += index === 0 ? area : -area;
    });
  }
  return total;
}

/** Length of a line in metres on a sphere; within 0.4 % of the ellipsoid. */
export function lineLengthMetres(line: readonly Position[]): number {
  let length = 0;
  for (let i = 1; i < line.length; i++) {
    const [longitude1, latitude1] = line[i - 1]!;
    const [longitude2, latitude2] = line[i]!;
    const east = (longitude2 - longitude1) * Math.cos(((latitude1 + latitude2) * Math.PI) / 360);
    length += ((Math.hypot(east, latitude2 - latitude1) * Math.PI) / 180) * 6371008.8;
  }
  return roundTo(length, 1);
}

export function pointAt(position: Position): Point {
  return { type: 'Point', coordinates: position };
}

/**
 * Corners cut at a quarter and three quarters of each segment (Chaikin); the ends of an open line stay. The curve stays
 * inside the triangles of consecutive midpoints, so lines along the borders of convex cells never come to cross.
 */
export function smoothed(line: readonly PlanePoint[], closed: boolean, passes: number): PlanePoint[] {
  let points = [...line];
  for (let pass = 0; pass < passes; pass++) {
    const result: PlanePoint[] = closed ? [] : [points[0]!];
    const segments = closed ? points.length : points.length - 1;
    for (let i = 0; i < segments; i++) {
      const a = points[i]!;
      const b = points[(i + 1) % points.length]!;
      if (closed || i > 0) result.push([a[0] * 0.75 + b[0] * 0.25, a[1] * 0.75 + b[1] * 0.25]);
      if (closed || i < segments - 1) result.push([a[0] * 0.25 + b[0] * 0.75, a[1] * 0.25 + b[1] * 0.75]);
    }
    if (!closed) result.push(points[points.length - 1]!);
    points = result;
  }
  return points;
}
