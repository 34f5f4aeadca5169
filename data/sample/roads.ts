import { Delaunay } from 'd3-delaunay';
import type { InfrastructureRecord } from './records.ts';
import { cheapestPath } from './paths.ts';
import { distanceKm, lineLengthMetres, smoothed, type PlanePoint } from './plane.ts';
import { noiseOf, randomOf } from './random.ts';
import type { SampleDesa, Territory } from './territory.ts';
import type { Position } from '#model/geometry';

/**
 * Kilometres of kabupaten road per km2: 1,240 km on 1,077 km2 (DPUTR figures in jabarpublisher, 4 July 2025; domain
 * brief section 6, seen in a news copy only).
 */
const ROAD_KM_PER_KM2 = 1.15;
/** Kilometres by condition in the same report: good 844, fair 207, light damage 36, heavy damage 153. */
const CONDITION_SHARES = [
  ['good', 844 / 1240],
  ['fair', 207 / 1240],
  ['light-damage', 36 / 1240],
  ['heavy-damage', 153 / 1240],
] as const;
/** Kilometres of provincial road per km2: 145 km on 1,077 km2 (lines of the provincial road agency, measured). */
const PROVINCIAL_KM_PER_KM2 = 0.135;

export interface SampleRoad {
  record: InfrastructureRecord;
  line: Position[];
  from: SampleDesa;
  to: SampleDesa;
}

/** Roads of the kabupaten: one connected network over the middles of all desa. */
export function layKabupatenRoads(territory: Territory, seed: number, dataset: string): SampleRoad[] {
  const { desa } = territory;
  const random = randomOf(seed, 'roads');
  const edges = candidateEdges(desa);
  const layer = roadLayer(territory, seed);

  // A spanning tree first (Kruskal), then the best of the rest until the length is right.
  const root = desa.map((_, index) => index);
  const rootOf = (index: number): number => {
    while (root[index] !== index) index = root[index] = root[root[index]!]!;
    return index;
  };
  const tree: Edge[] = [];
  const rest: Edge[] = [];
  for (const edge of edges) {
    const a = rootOf(edge.from);
    const b = rootOf(edge.to);
    if (a === b) rest.push(edge);
    else {
      root[a] = b;
      tree.push(edge);
    }
  }
  const roads: SampleRoad[] = [];
  let lengthKm = 0;
  const lay = (edge: Edge, mode: 'needed' | 'optional'): void => {
    const from = desa[edge.from]!;
    const to = desa[edge.to]!;
    const line = layer.lineBetween(from, to, mode);
    if (line === null) return;
    const lengthMetres = lineLengthMetres(line);
    lengthKm += lengthMetres / 1000;
    const number = String(roads.length + 1).padStart(3, '0');
    const isSeatRoad = from === from.kecamatan.seat && to === to.kecamatan.seat;
    const touchesSeat = from === from.kecamatan.seat || to === to.kecamatan.seat;
    roads.push({
      from,
      to,
      line,
      record: {
        id: `${dataset}-${number}`,
        kind: 'road',
        code: `CONTOH-${number}`,
        name: `Ruas ${from.name} – ${to.name}`,
        class:
          isSeatRoad || touchesSeat
            ? 'collector'
            : edge.km > 3
              ? 'local'
              : random.pick(['local', 'local', 'neighbourhood']),
        condition: null,
        authority: 'kabupaten',
        region: from.kecamatan === to.kecamatan ? from.kecamatan.code : null,
        statedLengthMetres: Math.round(lengthMetres / 10) * 10,
        lengthMetres,
        areaSquareMetres: null,
        geometry: { type: 'LineString', coordinates: line },
        attributes: {
          widthMetres: random.pick([3, 3.5, 4, 4.5, 5, 6]),
          surface: random.pick(['asphalt', 'asphalt', 'concrete']),
        },
        dataset,
      },
    });
  };
  for (const edge of tree) lay(edge, 'needed');
  const target = ROAD_KM_PER_KM2 * territory.areaKm2;
  for (const edge of rest) {
    if (lengthKm >= target) break;
    lay(edge, 'optional');
  }
  rateConditions(roads, random.shuffled(roads));
  return roads;
}

/** Gives out conditions by length; the order is random, so damage is found everywhere. */
function rateConditions(roads: readonly SampleRoad[], order: readonly SampleRoad[]): void {
  const total = roads.reduce((sum, road) => sum + road.record.lengthMetres!, 0);
  let done = 0;
  for (const road of order) {
    let limit = 0;
    road.record.condition =
      CONDITION_SHARES.find(([, share]) => (done + road.record.lengthMetres! / 2) / total < (limit += share))?.[0] ??
      'heavy-damage';
    done += road.record.lengthMetres!;
  }
}

/** Through roads of the province between the seats of kecamatan with most people. */
export function layProvincialRoads(territory: Territory, seed: number, dataset: string): InfrastructureRecord[] {
  const layer = roadLayer(territory, seed);
  const target = PROVINCIAL_KM_PER_KM2 * territory.areaKm2;
  const seats = [...territory.kecamatan]
    .sort((a, b) => b.desa.reduce((s, d) => s + d.people, 0) - a.desa.reduce((s, d) => s + d.people, 0))
    .map((kecamatan) => kecamatan.seat);
  const records: InfrastructureRecord[] = [];
  const linked = seats.slice(0, 1);
  let lengthKm = 0;
  for (const seat of seats.slice(1)) {
    if (lengthKm >= target) break;
    const nearest = linked.reduce((a, b) =>
      distanceKm(b.label, seat.label) < distanceKm(a.label, seat.label) ? b : a,
    );
    linked.push(seat);
    const line = layer.lineBetween(seat, nearest, 'joining');
    if (line === null) continue;
    const lengthMetres = lineLengthMetres(line);
    lengthKm += lengthMetres / 1000;
    const number = String(records.length + 1).padStart(3, '0');
    records.push({
      id: `${dataset}-${number}`,
      kind: 'road',
      code: `CONTOH-P${number}`,
      name: `Jalan Provinsi ${nearest.kecamatan.name} – ${seat.kecamatan.name}`,
      class: records.length < 4 ? 'arterial' : 'collector',
      condition: records.length % 5 === 4 ? 'fair' : 'good',
      authority: 'provinsi',
      region: null,
      statedLengthMetres: Math.round(lengthMetres / 10) * 10,
      lengthMetres,
      areaSquareMetres: null,
      geometry: { type: 'LineString', coordinates: line },
      attributes: {},
      dataset,
    });
  }
  return records;
}

interface Edge {
  from: number;
  to: number;
  km: number;
}

/** Pairs of desa that are neighbours in the Delaunay net of their middles, those nearest for their size first. */
function candidateEdges(desa: readonly SampleDesa[]): Edge[] {
  const delaunay = Delaunay.from(desa.map((one) => one.label));
  const edges: Edge[] = [];
  for (let from = 0; from < desa.length; from++)
    for (const to of delaunay.neighbors(from))
      if (to > from) edges.push({ from, to, km: distanceKm(desa[from]!.label, desa[to]!.label) });
  // Long for the size of the desa comes last: where desa are large, roads are long, and yet there are some.
  const rank = ({ from, to, km }: Edge): number => km / Math.sqrt(desa[from]!.areaKm2 + desa[to]!.areaKm2);
  return edges.sort((a, b) => rank(a) - rank(b) || a.from - b.from || a.to - b.to);
}

/**
 * `needed`: laid in any case. `optional`: given up when it would be a detour of more than half its length. `joining`:
 * ends where it meets a line that was laid before.
 */
type RoadMode = 'needed' | 'optional' | 'joining';

interface RoadLayer {
  /** A winding line between the middles of two desa over land of the region, or `null` when there is none. */
  lineBetween(from: SampleDesa, to: SampleDesa, mode: RoadMode): Position[] | null;
}

/** Lays one line after the other; later ones avoid the cells of earlier ones, so that lines do not lie on each other. */
export function roadLayer(territory: Territory, seed: number): RoadLayer {
  const { mosaic, plane, desaOfCell } = territory;
  const ease = noiseOf(seed, 'road-ease', 1.5, 2);
  const used = new Uint8Array(mosaic.size);
  const laid: Position[] = [];
  const isOwn = (cell: number): boolean => desaOfCell[cell]! >= 0;
  // Along the rim a smoothed line could leave the region.
  const easeOf = Float64Array.from({ length: mosaic.size }, (_, cell) => {
    if (!isOwn(cell)) return Infinity;
    const atRim = mosaic.neighboursOf(cell).some((next) => !isOwn(next));
    return (1.3 + 0.3 * ease(...mosaic.at(cell))) * (atRim ? 4 : 1);
  });
  return {
    lineBetween: (from, to, mode) => {
      const isJoining = mode === 'joining';
      const cost = (cell: number): number =>
        easeOf[cell]! + (used[cell]! > 0 ? (isJoining ? -0.6 : 1.6 * used[cell]!) : 0);
      const cells = cheapestPath(mosaic, from.cells[0]!, to.cells[0]!, cost, isJoining ? 0.1 : 0.7);
      if (cells === null) return null;
      const meets = isJoining ? cells.findIndex((cell, i) => i > 0 && used[cell]! > 0) : -1;
      const way = [from.label, ...cells.slice(1, meets > 0 ? meets : -1).map((cell) => mosaic.at(cell))];
      way.push(meets > 0 ? nearestOf(laid, mosaic.at(cells[meets]!), plane) : to.label);
      const line = evened(way);
      const km = line.reduce((sum, point, i) => (i === 0 ? 0 : sum + distanceKm(line[i - 1]!, point)), 0);
      if (mode === 'optional' && km > 1.5 * distanceKm(from.label, to.label)) return null;
      for (const cell of isJoining ? cells : cells.slice(1, -1)) used[cell] = Math.min(3, used[cell]! + 1);
      const positions = smoothed(line, false, 2).map(plane.toPosition);
      const result = positions.filter(
        ([x, y], i) => i === 0 || x !== positions[i - 1]![0] || y !== positions[i - 1]![1],
      );
      if (isJoining) laid.push(...result);
      return result.length > 1 ? result : null;
    },
  };
}

function nearestOf(positions: readonly Position[], point: PlanePoint, plane: Territory['plane']): PlanePoint {
  let best = point;
  let least = Infinity;
  for (const position of positions) {
    const candidate = plane.toPlane(position);
    const km = distanceKm(candidate, point);
    if (km < least) [least, best] = [km, candidate];
  }
  return best;
}

/** The line with its zigzag taken out: each inner point moved halfway to the middle of its neighbours. */
function evened(line: readonly PlanePoint[]): PlanePoint[] {
  return line.map((point, i) => {
    const before = line[i - 1];
    const after = line[i + 1];
    if (!before || !after) return point;
    return [point[0] / 2 + (before[0] + after[0]) / 4, point[1] / 2 + (before[1] + after[1]) / 4];
  });
}
