import {
  Clipper64,
  ClipperOffset,
  ClipType,
  EndType,
  FillRule,
  JoinType,
  type Path64,
  type Paths64,
} from 'clipper2-ts';
import type { Polygonal, Position } from '#model/geometry';

// Set operations on areas, behind which Clipper2 stands: on whole numbers, so that edges cannot be lost to rounding. What the
// numbers count (1e-7 degrees, tile units …) is the caller's business. Others were weighed against it: polygon-clipping and
// turf take seven to fifteen times as long; clipper2-wasm takes a third, but its glue code needs `unsafe-eval` in a
// browser; geos-wasm is 780 kB to load.

/** A corner, in whole numbers. */
export interface GridPoint {
  readonly x: number;
  readonly y: number;
}
/** A closed ring without its repeated last point; anticlockwise around what is inside, clockwise around a hole. */
export type GridRing = readonly GridPoint[];

/** What any of the rings cover, by winding number: a clockwise ring takes away from an anticlockwise one around it. */
export function unionOfRings(rings: readonly GridRing[]): GridRing[] {
  return execute(ClipType.Union, FillRule.NonZero, rings, []);
}

/** What an odd number of the rings cover: the reading of a ring that crosses itself. */
export function oddPartsOf(rings: readonly GridRing[]): GridRing[] {
  return execute(ClipType.Union, FillRule.EvenOdd, rings, []);
}

/** What of the first lies in none of the second (turf: `difference`). */
export function differenceOfRings(from: readonly GridRing[], taken: readonly GridRing[]): GridRing[] {
  return taken.length === 0 ? unionOfRings(from) : execute(ClipType.Difference, FillRule.NonZero, from, taken);
}

/** What lies in both (turf: `intersect`). */
export function intersectionOfRings(a: readonly GridRing[], b: readonly GridRing[]): GridRing[] {
  return execute(ClipType.Intersection, FillRule.NonZero, a, b);
}

/** The rings grown by a distance, or shrunk by a negative one, with round corners (turf: `buffer`). */
export function offsetRings(rings: readonly GridRing[], distance: number, arcTolerance = 0): GridRing[] {
  return offset(rings, distance, EndType.Polygon, arcTolerance);
}

/** The strip around lines, `distance` to each side, with round ends. */
export function stripAroundLines(lines: readonly GridRing[], distance: number, arcTolerance = 0): GridRing[] {
  return offset(
    lines.filter((line) => line.length > 1),
    distance,
    EndType.Round,
    arcTolerance,
  );
}

function execute(type: ClipType, rule: FillRule, subject: readonly GridRing[], clip: readonly GridRing[]): GridRing[] {
  const clipper = new Clipper64();
  clipper.addSubject(subject.map(withoutLevelSpikes) as Paths64);
  if (clip.length > 0) clipper.addClip(clip.map(withoutLevelSpikes) as Paths64);
  const solution: Paths64 = [];
  if (!clipper.execute(type, rule, solution)) throw new Error('clipper2 gave up on these rings');
  return solution;
}

function offset(paths: readonly GridRing[], distance: number, ends: EndType, arcTolerance: number): GridRing[] {
  const clipper = new ClipperOffset(2, arcTolerance);
  for (const path of paths) clipper.addPath(path as Path64, JoinType.Round, ends);
  const solution: Paths64 = [];
  clipper.execute(distance, solution);
  return solution;
}

/**
 * The ring without spikes that run level, out and back at the same y; they hold no area.
 *
 * clipper2-ts 2.0.1 does not finish on them: following a level edge into the next one of the same ring, `doHorizontal` keeps
 * the direction of the first (the original takes the new one), walks the wrong way and fills the memory. Without such
 * spikes all level edges in a row run the same way. Of 30,000 small random figures one in sixty hung before, none since.
 */
function withoutLevelSpikes(ring: GridRing): GridRing {
  const kept: GridPoint[] = [];
  for (const point of ring) {
    while (kept.length > 1 && isSpike(kept[kept.length - 2]!, kept[kept.length - 1]!, point)) kept.pop();
    kept.push(point);
  }
  // The ring's beginning and end meet too.
  let first = 0;
  for (;;) {
    if (kept.length - first < 3) return kept.slice(first);
    const last = kept[kept.length - 1]!;
    if (isSpike(kept[kept.length - 2]!, last, kept[first]!)) kept.pop();
    else if (isSpike(last, kept[first]!, kept[first + 1]!)) first++;
    else return first === 0 && kept.length === ring.length ? ring : kept.slice(first);
  }
}

/** Whether the way back from the middle is the way there, on one level; a point that is repeated is one as well. */
function isSpike(before: GridPoint, middle: GridPoint, after: GridPoint): boolean {
  return before.y === middle.y && middle.y === after.y && (middle.x - before.x) * (after.x - middle.x) <= 0;
}

/** Signed area in square units: positive for an anticlockwise ring. */
export function gridArea(ring: GridRing): number {
  let doubled = 0;
  let before = ring[ring.length - 1];
  for (const point of ring) {
    doubled += (before!.x - point.x) * (before!.y + point.y);
    before = point;
  }
  return doubled / 2;
}

/** Whether a point lies in a ring, by even-odd; a point of its edge may fall on either side. */
export function isInRing({ x, y }: GridPoint, ring: GridRing): boolean {
  let isInside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[i]!;
    const b = ring[j]!;
    if (a.y > y !== b.y > y && x < a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x)) isInside = !isInside;
  }
  return isInside;
}

/** An area's rings on the grid of `unitsPerDegree`, outer ones anticlockwise and holes clockwise whatever they were. */
export function gridRingsOf(geometry: Polygonal, unitsPerDegree: number): GridRing[] {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return polygons.flatMap((rings) =>
    rings.flatMap((ring, index) => {
      const onGrid = ring.map(([longitude, latitude]) => ({
        x: Math.round(longitude * unitsPerDegree),
        y: Math.round(latitude * unitsPerDegree),
      }));
      onGrid.pop();
      if (onGrid.length < 3) return [];
      return [gridArea(onGrid) > 0 === (index === 0) ? onGrid : onGrid.reverse()];
    }),
  );
}

/**
 * The polygons that the result of a set operation draws, each simple and wound as RFC 7946 asks (outer rings anticlockwise);
 * a ring that meets itself in a point is parted there. Rings below `leastArea` (square units) are left out: an outer one
 * with all that is in it, and a hole is filled.
 */
export function polygonsOfRings(rings: readonly GridRing[], unitsPerDegree: number, leastArea = 0): Position[][][] {
  const outers: { ring: GridRing; area: number; holes: GridRing[] }[] = [];
  const holes: GridRing[] = [];
  for (const ring of rings.flatMap(simpleRings)) {
    const area = gridArea(ring);
    if (Math.abs(area) <= leastArea) continue;
    if (area > 0) outers.push({ ring, area, holes: [] });
    else holes.push(ring);
  }
  outers.sort((a, b) => a.area - b.area);
  for (const hole of holes) outers.find(({ ring }) => isRingInside(hole, ring))?.holes.push(hole);
  const closed = (ring: GridRing): Position[] =>
    [...ring, ring[0]!].map(({ x, y }): Position => [x / unitsPerDegree, y / unitsPerDegree]);
  return outers.toReversed().map((outer) => [outer.ring, ...outer.holes].map(closed));
}

/** Whether a ring that crosses another nowhere, but may touch it, lies inside it: by the majority of its edges' middles. */
function isRingInside(inner: GridRing, outer: GridRing): boolean {
  let votes = 0;
  for (let i = 0; i < inner.length && i < 9; i++) {
    const a = inner[i]!;
    const b = inner[(i + 1) % inner.length]!;
    votes += isInRing({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, outer) ? 1 : -1;
  }
  return votes > 0;
}

function simpleRings(ring: GridRing): GridRing[] {
  const rings: GridRing[] = [];
  const stack: GridPoint[] = [];
  const seen = new Map<string, number>();
  for (const point of ring) {
    const key = `${point.x},${point.y}`;
    const at = seen.get(key);
    if (at !== undefined) {
      const loop = stack.splice(at);
      for (const left of loop) seen.delete(`${left.x},${left.y}`);
      rings.push(loop);
    }
    seen.set(key, stack.length);
    stack.push(point);
  }
  rings.push(stack);
  return rings.filter((part) => part.length > 2);
}
