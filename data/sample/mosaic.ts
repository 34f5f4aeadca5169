import { Delaunay } from 'd3-delaunay';
import type { MultiPolygon } from 'geojson';
import type { Position } from '#model/geometry';
import Flatbush from 'flatbush';
import { ringArea, smoothed, type Plane, type PlanePoint } from './plane.ts';

/** A border between two labels, drawn once: whoever stands on either side gets the very same vertices. */
export interface Arc {
  left: number;
  right: number;
  /** Vertex ids of both ends; equal for a closed line. */
  start: number;
  end: number;
  line: PlanePoint[];
}

/** Many small convex cells that tile the plane around the region: every area of the sample is a set of them. */
export interface Mosaic {
  readonly size: number;
  at(cell: number): PlanePoint;
  neighboursOf(cell: number): readonly number[];
  /** The cell that holds a point; searches from `near`. */
  cellAt(point: PlanePoint, near?: number): number;
  areaKm2(cell: number): number;
  /** All borders between cells of different label, smoothed. */
  bordersBetween(labels: ArrayLike<number>): Arc[];
}

/** The Voronoi cells of the points. Cells at the rim are unbounded: keep them out of every area. */
export function mosaicOf(points: readonly PlanePoint[], plane: Plane): Mosaic {
  const delaunay = Delaunay.from(points);
  const voronoi = delaunay.voronoi([-1e4, -1e4, 1e4, 1e4]);
  const { triangles, halfedges } = delaunay;
  const { circumcenters } = voronoi;
  const nextEdge = (edge: number): number => (edge % 3 === 2 ? edge - 2 : edge + 1);
  const vertexAt = (triangle: number): PlanePoint => [circumcenters[triangle * 2]!, circumcenters[triangle * 2 + 1]!];

  function bordersBetween(labels: ArrayLike<number>): Arc[] {
    // Three edges of a triangle are the three cell borders that meet in its circumcentre.
    const isBorder = (edge: number): boolean =>
      halfedges[edge]! >= 0 && labels[triangles[edge]!] !== labels[triangles[nextEdge(edge)]!];
    const degree = (triangle: number): number =>
      Number(isBorder(triangle * 3)) + Number(isBorder(triangle * 3 + 1)) + Number(isBorder(triangle * 3 + 2));
    const done = new Uint8Array(triangles.length);
    const raw: (Arc & { closed: boolean })[] = [];

    const follow = (firstEdge: number): void => {
      const start = Math.floor(firstEdge / 3);
      const line = [vertexAt(start)];
      let edge = firstEdge;
      for (;;) {
        const twin = halfedges[edge]!;
        done[edge] = done[twin] = 1;
        const here = Math.floor(twin / 3);
        line.push(vertexAt(here));
        if (here === start || degree(here) !== 2) break;
        edge = [here * 3, here * 3 + 1, here * 3 + 2].find((other) => other !== twin && isBorder(other))!;
      }
      const end = Math.floor(halfedges[edge]! / 3);
      const a = triangles[firstEdge]!;
      const b = triangles[nextEdge(firstEdge)]!;
      const [x0, y0] = line[0]!;
      const [x1, y1] = line[1]!;
      const side = (x1 - x0) * (points[a]![1] - y0) - (y1 - y0) * (points[a]![0] - x0);
      const [left, right] = side > 0 ? [labels[a]!, labels[b]!] : [labels[b]!, labels[a]!];
      const closed = start === end && degree(start) === 2;
      if (closed) line.pop();
      raw.push({ left, right, start, end, line, closed });
    };

    // First the lines between junctions, then the rings that have none.
    for (const wanted of [3, 2])
      for (let edge = 0; edge < triangles.length; edge++)
        if (!done[edge] && isBorder(edge) && degree(Math.floor(edge / 3)) === wanted) follow(edge);
    return withoutCrossings(raw, plane);
  }

  const neighbours = points.map((_, cell) => [...delaunay.neighbors(cell)]);
  // A cell is the sum of the triangles from its centre to each of its edges.
  const areas = new Float64Array(points.length);
  halfedges.forEach((twin, edge) => {
    if (twin < edge) return;
    const a = vertexAt(Math.floor(edge / 3));
    const b = vertexAt(Math.floor(twin / 3));
    for (const cell of [triangles[edge]!, triangles[twin]!]) areas[cell]! += Math.abs(ringArea([points[cell]!, a, b]));
  });

  return {
    size: points.length,
    at: (cell) => points[cell]!,
    neighboursOf: (cell) => neighbours[cell]!,
    cellAt: (point, near) => delaunay.find(point[0], point[1], near),
    areaKm2: (cell) => areas[cell]!,
    bordersBetween,
  };
}

/**
 * The borders drawn as curves. The rounder curve is used where it crosses nothing; else the polyline through the middles
 * of the cell edges, which cannot: each of its segments cuts off a corner of a convex cell, and no two the same.
 */
function withoutCrossings(raw: readonly (Arc & { closed: boolean })[], plane: Plane): Arc[] {
  const snap = (point: PlanePoint): PlanePoint => plane.toPlane(plane.toPosition(point));
  const draw = (index: number, isRound: boolean): PlanePoint[] => {
    const { line, closed } = raw[index]!;
    let curve = throughMiddles(line, closed);
    if (isRound) curve = smoothed(throughMiddles(throughMiddles(curve, closed), closed), closed, 1);
    curve = curve.map(snap);
    return closed ? [...curve, curve[0]!] : curve;
  };
  const lines = raw.map((_, index) => draw(index, true));
  const isPlain = new Uint8Array(raw.length);
  for (;;) {
    const crossing = [...crossingLines(lines)].filter((index) => !isPlain[index]);
    if (crossing.length === 0) break;
    for (const index of crossing) {
      isPlain[index] = 1;
      lines[index] = draw(index, false);
    }
  }
  return raw.map(({ left, right, start, end }, index) => ({ left, right, start, end, line: lines[index]! }));
}

/** The middles of the segments, and the ends of an open line. */
function throughMiddles(line: readonly PlanePoint[], closed: boolean): PlanePoint[] {
  if (!closed && line.length < 3) return [...line];
  if (closed && line.length < 5) return [...line];
  const middles = line.slice(closed ? 0 : 1).map((point, i): PlanePoint => {
    const previous = closed ? line[(i + line.length - 1) % line.length]! : line[i]!;
    return [(previous[0] + point[0]) / 2, (previous[1] + point[1]) / 2];
  });
  return closed ? middles : [line[0]!, ...middles, line[line.length - 1]!];
}

/** Indexes of the lines that touch or cross another one, or themselves, other than end to end. */
function crossingLines(lines: readonly (readonly PlanePoint[])[]): Set<number> {
  const found = new Set<number>();
  const count = lines.reduce((sum, line) => sum + line.length - 1, 0);
  if (count === 0) return found;
  const segments: [PlanePoint, PlanePoint, number][] = [];
  const index = new Flatbush(count);
  lines.forEach((line, owner) => {
    for (let i = 1; i < line.length; i++) {
      const a = line[i - 1]!;
      const b = line[i]!;
      segments.push([a, b, owner]);
      index.add(Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1]));
    }
  });
  index.finish();
  const isSame = (a: PlanePoint, b: PlanePoint): boolean => a[0] === b[0] && a[1] === b[1];
  const turn = (a: PlanePoint, b: PlanePoint, c: PlanePoint): number =>
    Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
  segments.forEach(([a, b, owner], i) => {
    const near = index.search(
      Math.min(a[0], b[0]),
      Math.min(a[1], b[1]),
      Math.max(a[0], b[0]),
      Math.max(a[1], b[1]),
      (other) => other > i,
    );
    for (const j of near) {
      const [c, d, other] = segments[j]!;
      if (isSame(a, c) || isSame(a, d) || isSame(b, c) || isSame(b, d)) continue;
      if (turn(a, b, c) * turn(a, b, d) > 0 || turn(c, d, a) * turn(c, d, b) > 0) continue;
      found.add(owner).add(other);
    }
  });
  return found;
}

/**
 * The area of all labels that `isMember` accepts, as a valid MultiPolygon (outer rings anticlockwise), or `null` when
 * there is none. Three borders meet in a vertex at most, so each ring closes in one way only and touches no other.
 */
export function areaOf(arcs: readonly Arc[], isMember: (label: number) => boolean, plane: Plane): MultiPolygon | null {
  const outgoing = new Map<number, Arc[]>();
  const pieces: Arc[] = [];
  for (const arc of arcs) {
    const left = isMember(arc.left);
    if (left === isMember(arc.right)) continue;
    const piece = left
      ? arc
      : { left: arc.right, right: arc.left, start: arc.end, end: arc.start, line: [...arc.line].reverse() };
    pieces.push(piece);
    const list = outgoing.get(piece.start);
    if (list) list.push(piece);
    else outgoing.set(piece.start, [piece]);
  }
  const used = new Set<Arc>();
  const outer: Position[][][] = [];
  const holes: Position[][] = [];
  for (const first of pieces) {
    if (used.has(first)) continue;
    const ring: PlanePoint[] = [];
    let piece = first;
    for (;;) {
      used.add(piece);
      ring.push(...piece.line.slice(1));
      if (piece.end === first.start) break;
      piece = outgoing.get(piece.end)!.find((candidate) => !used.has(candidate))!;
    }
    ring.unshift(ring[ring.length - 1]!);
    const positions = withoutRepeats(ring.map(plane.toPosition));
    if (positions.length < 4) continue;
    if (ringArea(positions) > 0) outer.push([positions]);
    else holes.push(positions);
  }
  if (outer.length === 0) return null;
  for (const hole of holes) {
    const home = outer.length === 1 ? outer[0] : outer.find(([ring]) => isPointInRing(hole[0]!, ring!));
    home?.push(hole);
  }
  return { type: 'MultiPolygon', coordinates: outer };
}

function withoutRepeats(ring: readonly Position[]): Position[] {
  return ring.filter(([x, y], i) => i === 0 || x !== ring[i - 1]![0] || y !== ring[i - 1]![1]);
}

function isPointInRing([x, y]: Position, ring: readonly Position[]): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i]!;
    const [xj, yj] = ring[j]!;
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}
