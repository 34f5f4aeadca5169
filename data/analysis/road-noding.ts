import Flatbush from 'flatbush';
import { orient2d } from 'robust-predicates';
import { metresPerDegree } from './geodesy.ts';
import type { RoadLine } from './road-network.ts';

/** Coordinates are whole steps of this many to a degree, about 1 cm: equal places have equal numbers. */
export const STEPS_PER_DEGREE = 1e7;
/** A crossing this near a vertex of either line is that vertex. */
const SAME_PLACE_METRES = 0.5;
/** An end is not joined to a road that its own line already meets within this many tolerances. */
const NEAR_ENOUGH_TOLERANCES = 4;

/** Lines cut into straight stretches that meet only at common vertices. */
export interface NodedRoads {
  /** Of each vertex, in degrees. */
  readonly longitude: Float64Array;
  readonly latitude: Float64Array;
  /** Of each stretch: its vertices, the line it is part of, and its position in `EDGE_DIRECTIONS`. */
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly line: Uint32Array;
  readonly direction: Uint8Array;
  readonly emptyLines: number;
  readonly repeatedStretches: number;
  readonly crossings: number;
  readonly snappedEnds: number;
}

/**
 * Cuts lines where they meet. Whether two stretches cross is decided exactly (robust predicates on whole steps); the place
 * of a crossing is rounded to a step. Lines of different levels meet only where they share a vertex or an end.
 * @throws RangeError when a coordinate is not a longitude and latitude in degrees.
 */
export function nodeRoads(lines: readonly RoadLine[], toleranceMetres: number): NodedRoads {
  const xs: number[] = [];
  const ys: number[] = [];
  const vertexAt = new Map<string, number>();
  const vertexOf = (x: number, y: number) => {
    const key = `${x},${y}`;
    let vertex = vertexAt.get(key);
    if (vertex === undefined) {
      vertex = xs.push(x) - 1;
      ys.push(y);
      vertexAt.set(key, vertex);
    }
    return vertex;
  };

  // Segments of a line follow one another, from `lineFirst[line]` on.
  const from: number[] = [];
  const to: number[] = [];
  const lineOf: number[] = [];
  const lineFirst = new Uint32Array(lines.length + 1);
  let emptyLines = 0;
  let south = Infinity;
  let north = -Infinity;
  lines.forEach(({ id, coordinates }, line) => {
    let before = -1;
    for (const [longitude, latitude] of coordinates) {
      if (!(longitude >= -180 && longitude <= 180 && latitude >= -90 && latitude <= 90)) {
        throw new RangeError(`road ${id}: [${longitude}, ${latitude}] is not a longitude and latitude in degrees`);
      }
      if (latitude < south) south = latitude;
      if (latitude > north) north = latitude;
      // Adding 0 makes 0 of −0.
      const vertex = vertexOf(
        Math.round(longitude * STEPS_PER_DEGREE) + 0,
        Math.round(latitude * STEPS_PER_DEGREE) + 0,
      );
      if (before >= 0 && vertex !== before) {
        from.push(before);
        to.push(vertex);
        lineOf.push(line);
      }
      before = vertex;
    }
    lineFirst[line + 1] = from.length;
    if (lineFirst[line + 1] === lineFirst[line]) emptyLines++;
  });
  const segments = from.length;
  const levelOf = (segment: number) => lines[lineOf[segment]!]!.level ?? 0;
  const scale = metresPerDegree(segments > 0 ? (south + north) / 2 : 0);
  const eastMetres = scale.east / STEPS_PER_DEGREE;
  const northMetres = scale.north / STEPS_PER_DEGREE;
  const metresBetween = (xa: number, ya: number, xb: number, yb: number) =>
    Math.hypot((xb - xa) * eastMetres, (yb - ya) * northMetres);

  /** Vertices inside each segment at which it is to be cut. */
  const cuts = new Map<number, number[]>();
  const cut = (segment: number, vertex: number) => {
    if (vertex === from[segment] || vertex === to[segment]) return false;
    const there = cuts.get(segment);
    if (there === undefined) cuts.set(segment, [vertex]);
    else if (there.includes(vertex)) return false;
    else there.push(vertex);
    return true;
  };

  const index = segments > 0 ? new Flatbush(segments) : null;
  const west = Float64Array.from(from, (a, s) => Math.min(xs[a]!, xs[to[s]!]!));
  const east = Float64Array.from(from, (a, s) => Math.max(xs[a]!, xs[to[s]!]!));
  const low = Float64Array.from(from, (a, s) => Math.min(ys[a]!, ys[to[s]!]!));
  const high = Float64Array.from(from, (a, s) => Math.max(ys[a]!, ys[to[s]!]!));
  for (let s = 0; s < segments; s++) index?.add(west[s]!, low[s]!, east[s]!, high[s]!);
  index?.finish();

  const met = new Set<number>();
  for (let s = 0; s < segments; s++) {
    const a = from[s]!;
    const b = to[s]!;
    const level = levelOf(s);
    const found = index!.search(
      west[s]!,
      low[s]!,
      east[s]!,
      high[s]!,
      (other) => other > s && levelOf(other) === level,
    );
    for (const t of found) {
      const c = from[t]!;
      const d = to[t]!;
      const sideC = orient2d(xs[a]!, ys[a]!, xs[b]!, ys[b]!, xs[c]!, ys[c]!);
      const sideD = orient2d(xs[a]!, ys[a]!, xs[b]!, ys[b]!, xs[d]!, ys[d]!);
      if ((sideC > 0 && sideD > 0) || (sideC < 0 && sideD < 0)) continue;
      const sideA = orient2d(xs[c]!, ys[c]!, xs[d]!, ys[d]!, xs[a]!, ys[a]!);
      const sideB = orient2d(xs[c]!, ys[c]!, xs[d]!, ys[d]!, xs[b]!, ys[b]!);
      if ((sideA > 0 && sideB > 0) || (sideA < 0 && sideB < 0)) continue;
      // Most pairs follow one another on their line.
      if ((a === c || a === d || b === c || b === d) && (sideA !== 0 || sideB !== 0)) continue;
      if (sideA !== 0 && sideB !== 0 && sideC !== 0 && sideD !== 0) {
        const share = sideC / (sideC - sideD);
        const x = Math.round(xs[c]! + (xs[d]! - xs[c]!) * share);
        const y = Math.round(ys[c]! + (ys[d]! - ys[c]!) * share);
        const near = [a, b, c, d].find((v) => metresBetween(x, y, xs[v]!, ys[v]!) <= SAME_PLACE_METRES);
        const vertex = near ?? vertexOf(x, y);
        const cutFirst = cut(s, vertex);
        if (cut(t, vertex) || cutFirst) met.add(vertex);
        continue;
      }
      // One line ends on the other, or both run on the same straight: a vertex between the ends of the other cuts it.
      for (const [vertex, side, other] of [
        [a, sideA, t],
        [b, sideB, t],
        [c, sideC, s],
        [d, sideD, s],
      ] as const) {
        if (side === 0 && isBetween(vertex, other) && cut(other, vertex)) met.add(vertex);
      }
    }
  }
  /** Whether a vertex known to be on the straight through a segment lies within its box. */
  function isBetween(vertex: number, segment: number): boolean {
    const x = xs[vertex]!;
    const y = ys[vertex]!;
    return x >= west[segment]! && x <= east[segment]! && y >= low[segment]! && y <= high[segment]!;
  }

  const degree = new Uint32Array(segments > 0 ? xs.length + 2 * lines.length : 0);
  for (let s = 0; s < segments; s++) {
    degree[from[s]!]! += 1;
    degree[to[s]!]! += 1;
  }
  for (const vertices of cuts.values()) for (const vertex of vertices) degree[vertex]! += 2;

  const links: { from: number; to: number; line: number }[] = [];
  const searchX = toleranceMetres / eastMetres;
  const searchY = toleranceMetres / northMetres;
  const joinEnd = (line: number, isStart: boolean) => {
    const firstSegment = lineFirst[line]!;
    const lastSegment = lineFirst[line + 1]! - 1;
    const end = isStart ? from[firstSegment]! : to[lastSegment]!;
    if (degree[end] !== 1) return;
    const own = verticesNearEnd(line, isStart);
    const [x, y] = [xs[end]!, ys[end]!];
    let best: { segment: number; x: number; y: number; vertex: number | null } | null = null;
    let bestMetres = toleranceMetres;
    for (const s of index!.search(x - searchX, y - searchY, x + searchX, y + searchY)) {
      const [a, b] = [from[s]!, to[s]!];
      if (own.has(a) || own.has(b) || cuts.get(s)?.some((vertex) => own.has(vertex))) continue;
      const dx = (xs[b]! - xs[a]!) * eastMetres;
      const dy = (ys[b]! - ys[a]!) * northMetres;
      const along = ((x - xs[a]!) * eastMetres * dx + (y - ys[a]!) * northMetres * dy) / (dx * dx + dy * dy);
      const share = Math.min(1, Math.max(0, along));
      let px = Math.round(xs[a]! + (xs[b]! - xs[a]!) * share);
      let py = Math.round(ys[a]! + (ys[b]! - ys[a]!) * share);
      const vertex = [a, b].find((v) => metresBetween(px, py, xs[v]!, ys[v]!) <= SAME_PLACE_METRES) ?? null;
      if (vertex !== null) [px, py] = [xs[vertex]!, ys[vertex]!];
      if (levelOf(s) !== (lines[line]!.level ?? 0) && !isEndOfLine(vertex, s)) continue;
      const metres = metresBetween(x, y, px, py);
      if (metres < bestMetres || (metres === bestMetres && best === null)) {
        best = { segment: s, x: px, y: py, vertex };
        bestMetres = metres;
      }
    }
    if (best === null) return;
    const target = best.vertex ?? vertexOf(best.x, best.y);
    if (target === end) return;
    if (cut(best.segment, target)) degree[target]! += 2;
    degree[target]! += 1;
    // The link continues the line, so it runs the way the line runs.
    links.push(isStart ? { from: target, to: end, line } : { from: end, to: target, line });
  };
  /** The vertices that the line meets within a few tolerances of its end, crossings with other lines included. */
  function verticesNearEnd(line: number, isStart: boolean): Set<number> {
    const near = new Set<number>();
    const reach = NEAR_ENOUGH_TOLERANCES * toleranceMetres;
    const step = isStart ? 1 : -1;
    let passed = 0;
    for (
      let s = isStart ? lineFirst[line]! : lineFirst[line + 1]! - 1;
      s >= lineFirst[line]! && s < lineFirst[line + 1]!;
      s += step
    ) {
      const [begin, finish] = isStart ? [from[s]!, to[s]!] : [to[s]!, from[s]!];
      near.add(begin);
      for (const vertex of cuts.get(s) ?? []) {
        if (passed + metresBetween(xs[begin]!, ys[begin]!, xs[vertex]!, ys[vertex]!) <= reach) near.add(vertex);
      }
      passed += metresBetween(xs[begin]!, ys[begin]!, xs[finish]!, ys[finish]!);
      if (passed > reach) break;
      near.add(finish);
    }
    return near;
  }
  function isEndOfLine(vertex: number | null, segment: number): boolean {
    const line = lineOf[segment]!;
    return vertex !== null && (vertex === from[lineFirst[line]!] || vertex === to[lineFirst[line + 1]! - 1]);
  }
  for (let line = 0; line < lines.length && toleranceMetres > 0; line++) {
    if (lineFirst[line] === lineFirst[line + 1]) continue;
    joinEnd(line, true);
    joinEnd(line, false);
  }

  // Cut, and keep of several stretches between the same vertices the one of the highest class.
  const stretches: { from: number; to: number; line: number; direction: number }[] = [];
  const stretchAt = new Map<number, number>();
  const vertices = xs.length;
  let repeatedStretches = 0;
  const keep = (a: number, b: number, line: number) => {
    const key = a < b ? a * vertices + b : b * vertices + a;
    const direction = DIRECTION[lines[line]!.oneWay];
    const there = stretchAt.get(key);
    if (there === undefined) {
      stretchAt.set(key, stretches.push({ from: a, to: b, line, direction }) - 1);
      return;
    }
    repeatedStretches++;
    const kept = stretches[there]!;
    const other = kept.from === a || direction === 0 ? direction : 3 - direction;
    // Driven one way by one line and the other way by the other: both ways are open.
    if (kept.direction !== other) kept.direction = 0;
    if (rankOf(lines[line]!) < rankOf(lines[kept.line]!)) kept.line = line;
  };
  for (let s = 0; s < segments; s++) {
    const [x0, y0] = [xs[from[s]!]!, ys[from[s]!]!];
    const inner = (cuts.get(s) ?? [])
      .map((vertex) => ({ vertex, metres: metresBetween(x0, y0, xs[vertex]!, ys[vertex]!) }))
      .sort((a, b) => a.metres - b.metres);
    let begin = from[s]!;
    for (const { vertex } of inner) {
      keep(begin, vertex, lineOf[s]!);
      begin = vertex;
    }
    keep(begin, to[s]!, lineOf[s]!);
  }
  for (const link of links) keep(link.from, link.to, link.line);
  return {
    longitude: Float64Array.from(xs, (x) => x / STEPS_PER_DEGREE),
    latitude: Float64Array.from(ys, (y) => y / STEPS_PER_DEGREE),
    from: Uint32Array.from(stretches, (stretch) => stretch.from),
    to: Uint32Array.from(stretches, (stretch) => stretch.to),
    line: Uint32Array.from(stretches, (stretch) => stretch.line),
    direction: Uint8Array.from(stretches, (stretch) => stretch.direction),
    emptyLines,
    repeatedStretches,
    crossings: met.size,
    snappedEnds: links.length,
  };
}

const DIRECTION = { no: 0, forward: 1, backward: 2 } as const;
const RANK = { arterial: 0, collector: 1, local: 2, neighbourhood: 3 } as const;

function rankOf(line: RoadLine): number {
  if (line.kind === 'path') return 5;
  return line.roadClass === null ? 4 : RANK[line.roadClass];
}
