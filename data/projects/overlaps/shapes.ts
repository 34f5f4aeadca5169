// How near two shapes come, and how far two lines run together, in metres on a plane that touches the earth between them.
import type { Geometry } from 'geojson';
import type { Position } from '#model/geometry';

/** Lines this near each other are one road: two surveys of it differ by as much. */
const SAME_ROAD_METRES = 15;
/** A road that crosses another one runs in another direction. */
const SAME_DIRECTION = Math.cos((30 * Math.PI) / 180);
const STEP_METRES = 5;
const MOST_STEPS = 4_000;
const METRES_PER_DEGREE = 111_195;

/** A shape in pieces: single points, paths, and rings of areas, in degrees. */
export interface Shape {
  readonly points: readonly Position[];
  readonly paths: readonly (readonly Position[])[];
  readonly rings: readonly (readonly Position[])[];
  /** West, south, east, north. */
  readonly box: readonly [number, number, number, number];
}

/** The pieces of a geometry; null for one without any. */
export function shapeOf(geometry: Geometry | null): Shape | null {
  if (geometry === null) return null;
  const points: Position[] = [];
  const paths: Position[][] = [];
  const rings: Position[][] = [];
  collect(geometry, points, paths, rings);
  const all = [...points, ...paths.flat(), ...rings.flat()];
  if (all.length === 0) return null;
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of all) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return { points, paths, rings, box };
}

function collect(geometry: Geometry, points: Position[], paths: Position[][], rings: Position[][]): void {
  switch (geometry.type) {
    case 'Point':
      return void points.push(geometry.coordinates as Position);
    case 'MultiPoint':
      return void points.push(...(geometry.coordinates as Position[]));
    case 'LineString':
      return void paths.push(geometry.coordinates as Position[]);
    case 'MultiLineString':
      return void paths.push(...(geometry.coordinates as Position[][]));
    case 'Polygon':
      return void rings.push(...(geometry.coordinates as Position[][]));
    case 'MultiPolygon':
      return void rings.push(...(geometry.coordinates as Position[][][]).flat());
    case 'GeometryCollection':
      return geometry.geometries.forEach((part) => collect(part, points, paths, rings));
  }
}

/** Whether a shape is made of lines alone. */
export const isLine = (shape: Shape): boolean =>
  shape.paths.length > 0 && shape.points.length === 0 && shape.rings.length === 0;

type Segment = readonly [x1: number, y1: number, x2: number, y2: number, isFirst: boolean, isLast: boolean];

/** Metres around the middle of both shapes. */
function planeOf(a: Shape, b: Shape): (position: Position) => [number, number] {
  const latitude = (a.box[1] + a.box[3] + b.box[1] + b.box[3]) / 4;
  const scale = Math.cos((latitude * Math.PI) / 180) * METRES_PER_DEGREE;
  const [west, south] = [a.box[0], a.box[1]];
  return ([x, y]) => [(x - west) * scale, (y - south) * METRES_PER_DEGREE];
}

function segmentsOf(
  chains: readonly (readonly Position[])[],
  plane: (position: Position) => [number, number],
): Segment[] {
  return chains.flatMap((chain) => {
    const flat = chain.map(plane);
    const last = flat.length - 2;
    return flat.slice(1).map((end, index): Segment => [...flat[index]!, ...end, index === 0, index === last]);
  });
}

/** Metres between the nearest places of two shapes; 0 where one lies in or on the other. */
export function metresApart(a: Shape, b: Shape): number {
  const plane = planeOf(a, b);
  if (holds(a, b) || holds(b, a)) return 0;
  const [aPoints, bPoints] = [a.points.map(plane), b.points.map(plane)];
  const [aSegments, bSegments] = [
    segmentsOf([...a.paths, ...a.rings], plane),
    segmentsOf([...b.paths, ...b.rings], plane),
  ];
  let least = Infinity;
  for (const [x, y] of aPoints) {
    for (const [u, v] of bPoints) least = Math.min(least, Math.hypot(u - x, v - y));
    for (const segment of bSegments) least = Math.min(least, toSegment(x, y, segment));
  }
  for (const segment of aSegments) {
    for (const [u, v] of bPoints) least = Math.min(least, toSegment(u, v, segment));
    for (const other of bSegments) {
      least = Math.min(least, betweenSegments(segment, other));
      if (least === 0) return 0;
    }
  }
  return least;
}

/** Whether an area of one shape holds the other's first place. */
function holds(area: Shape, other: Shape): boolean {
  if (area.rings.length === 0) return false;
  const [x, y] = other.points[0] ?? other.paths[0]?.[0] ?? other.rings[0]![0]!;
  let isInside = false;
  for (const ring of area.rings) {
    for (let index = 1; index < ring.length; index++) {
      const [[x1, y1], [x2, y2]] = [ring[index - 1]!, ring[index]!];
      if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) isInside = !isInside;
    }
  }
  return isInside;
}

function toSegment(x: number, y: number, [x1, y1, x2, y2]: Segment): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / squared));
  return Math.hypot(x1 + along * dx - x, y1 + along * dy - y);
}

/** Whether a place is past the end of the line that a segment begins or ends: there is no road beside it any more. */
function isPastEnd(x: number, y: number, [x1, y1, x2, y2, isFirst, isLast]: Segment): boolean {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const along = (x - x1) * dx + (y - y1) * dy;
  return (isFirst && along < 0) || (isLast && along > dx * dx + dy * dy);
}

function betweenSegments(a: Segment, b: Segment): number {
  const side = ([x1, y1, x2, y2]: Segment, x: number, y: number) =>
    Math.sign((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1));
  const crosses = side(a, b[0], b[1]) * side(a, b[2], b[3]) < 0 && side(b, a[0], a[1]) * side(b, a[2], a[3]) < 0;
  if (crosses) return 0;
  return Math.min(
    toSegment(a[0], a[1], b),
    toSegment(a[2], a[3], b),
    toSegment(b[0], b[1], a),
    toSegment(b[2], b[3], a),
  );
}

/** Metres that two shapes of lines run together, and the share of the shorter one that this is. Which is named first does not matter. */
export function sharedLength(a: Shape, b: Shape): { metres: number; share: number } {
  const plane = planeOf(a, b);
  const [aSegments, bSegments] = [segmentsOf(a.paths, plane), segmentsOf(b.paths, plane)];
  const lengthOf = (segments: readonly Segment[]) =>
    segments.reduce((sum, [x1, y1, x2, y2]) => sum + Math.hypot(x2 - x1, y2 - y1), 0);
  const shorter = Math.min(lengthOf(aSegments), lengthOf(bSegments));
  // A line that runs to and fro beside a short one is not together with it for longer than the short one is.
  const metres = Math.min(lengthBeside(aSegments, bSegments), lengthBeside(bSegments, aSegments));
  return { metres, share: shorter === 0 ? 0 : Math.min(1, metres / shorter) };
}

/** Metres of the first lines that have one of the second beside them in the same direction. */
function lengthBeside(lines: readonly Segment[], others: readonly Segment[]): number {
  const total = lines.reduce((sum, [x1, y1, x2, y2]) => sum + Math.hypot(x2 - x1, y2 - y1), 0);
  const step = Math.max(STEP_METRES, total / MOST_STEPS);
  let beside = 0;
  for (const line of lines) {
    const [x1, y1, x2, y2] = line;
    const length = Math.hypot(x2 - x1, y2 - y1);
    if (length === 0) continue;
    const near = others.filter((other) => mayLieBeside(line, length, other));
    if (near.length === 0) continue;
    const pieces = Math.max(1, Math.ceil(length / step));
    for (let piece = 0; piece < pieces; piece++) {
      const along = (piece + 0.5) / pieces;
      const [x, y] = [x1 + along * (x2 - x1), y1 + along * (y2 - y1)];
      if (near.some((other) => toSegment(x, y, other) <= SAME_ROAD_METRES && !isPastEnd(x, y, other)))
        beside += length / pieces;
    }
  }
  return beside;
}

function mayLieBeside([x1, y1, x2, y2]: Segment, length: number, [u1, v1, u2, v2]: Segment): boolean {
  const far = SAME_ROAD_METRES;
  const isApart =
    Math.max(u1, u2) < Math.min(x1, x2) - far ||
    Math.min(u1, u2) > Math.max(x1, x2) + far ||
    Math.max(v1, v2) < Math.min(y1, y2) - far ||
    Math.min(v1, v2) > Math.max(y1, y2) + far;
  if (isApart) return false;
  const other = Math.hypot(u2 - u1, v2 - v1);
  // A corner of a few metres points anywhere.
  if (other < far || length < far) return true;
  return Math.abs((x2 - x1) * (u2 - u1) + (y2 - y1) * (v2 - v1)) >= SAME_DIRECTION * length * other;
}
