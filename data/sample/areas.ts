import {
  Clipper64,
  ClipperOffset,
  ClipType,
  EndType,
  FillRule,
  JoinType,
  PolyTree64,
  type Path64,
  type Paths64,
  type PolyPath64,
} from 'clipper2-ts';
import type { MultiPolygon } from 'geojson';
import type { Polygonal, Position } from '#model/geometry';
import { ringArea } from './plane.ts';

/**
 * Set operations on areas, on the whole-number grid of 1e-6 degrees on which every sample geometry lies. Near the
 * equator a degree of longitude is nearly as long as one of latitude (0.7 % less at 6.7 degrees south), so a buffer is
 * close enough to round.
 */
const GRID = 1e6;
const GRID_STEPS_PER_KM = GRID / 110.574;
/** Slivers below 400 m2 are left out, in square grid steps. */
const LEAST_AREA = 400 / (0.110574 * 0.110574);

/** Rings of an area on the grid, ready to be cut with many times. */
export type GridArea = Paths64;

export function gridAreaOf(geometry: Polygonal | MultiPolygon): GridArea {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  // Clipper counts windings: outer rings have to run one way and holes the other.
  return polygons.flatMap((rings) =>
    rings.map((ring, index) => {
      const path = gridPath(ring as Position[]);
      return ringArea(ring as Position[]) > 0 === (index === 0) ? path : path.reverse();
    }),
  );
}

const gridPath = (line: readonly Position[]): Path64 =>
  line.map(([x, y]) => ({ x: Math.round(x * GRID), y: Math.round(y * GRID) }));

/** The area that any of the geometries covers, without holes smaller than a hectare. */
export function unionOf(geometries: readonly Polygonal[]): GridArea {
  const clipper = new Clipper64();
  for (const geometry of geometries) clipper.addSubject(gridAreaOf(geometry));
  const solution: Paths64 = [];
  clipper.execute(ClipType.Union, FillRule.NonZero, solution);
  return solution.filter((path) => Math.abs(ringArea(path.map(({ x, y }) => [x, y]))) > 25 * LEAST_AREA);
}

/** The parts of an area inside another, each a valid Polygon of its own. */
export function polygonsWithin(area: GridArea, outline: GridArea): Position[][][] {
  const clipper = new Clipper64();
  clipper.addSubject(area);
  clipper.addClip(outline);
  const tree = new PolyTree64();
  clipper.execute(ClipType.Intersection, FillRule.NonZero, tree);
  return polygonsOf(tree);
}

/** The strip around lines, `widthKm` to each side. */
export function stripAlong(lines: readonly (readonly Position[])[], widthKm: number): GridArea {
  const offset = new ClipperOffset(2, 15);
  for (const line of lines) if (line.length > 1) offset.addPath(gridPath(line), JoinType.Round, EndType.Round);
  const solution: Paths64 = [];
  offset.execute(widthKm * GRID_STEPS_PER_KM, solution);
  return solution;
}

/** The area as polygons. */
export function polygonsOfArea(area: GridArea): Position[][][] {
  const clipper = new Clipper64();
  clipper.addSubject(area);
  const tree = new PolyTree64();
  clipper.execute(ClipType.Union, FillRule.NonZero, tree);
  return polygonsOf(tree);
}

function polygonsOf(tree: PolyTree64): Position[][][] {
  const result: Position[][][] = [];
  const visitOuter = (outer: PolyPath64): void => {
    const holes: Path64[] = [];
    for (let i = 0; i < outer.count; i++) {
      const hole = outer.child(i);
      if (hole.poly) holes.push(...simpleRings(hole.poly));
      for (let j = 0; j < hole.count; j++) visitOuter(hole.child(j));
    }
    const outers = outer.poly ? simpleRings(outer.poly) : [];
    // A ring that was split has its holes in one of the pieces; a hole in a pinched ring is rare enough to be dropped.
    for (const ring of outers)
      result.push([
        closedRing(ring, true),
        ...(outers.length === 1 ? holes : []).map((hole) => closedRing(hole, false)),
      ]);
  };
  for (let i = 0; i < tree.count; i++) visitOuter(tree.child(i));
  return result;
}

/** A ring that meets itself in a vertex is cut there: the pieces are simple rings. Slivers are dropped. */
function simpleRings(path: Path64): Path64[] {
  const rings: Path64[] = [];
  const stack: Path64 = [];
  const seen = new Map<string, number>();
  for (const point of path) {
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
  return rings.filter((ring) => ring.length > 2 && Math.abs(ringArea(ring.map(({ x, y }) => [x, y]))) > LEAST_AREA);
}

function closedRing(path: Path64, isAnticlockwise: boolean): Position[] {
  const ring = path.map(({ x, y }): Position => [x / GRID, y / GRID]);
  if (ringArea(ring) > 0 !== isAnticlockwise) ring.reverse();
  ring.push(ring[0]!);
  return ring;
}
