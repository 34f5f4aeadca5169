import KDBush from 'kdbush';
import type { SpeedEstimate, TravelSpeeds } from '#model/travel';
import type { RoadNetwork } from './road-network.ts';
import { planeOf, type PointColumns, type RoadPlaces } from './road-places.ts';
import { costOf, type TravelGraph, type TravelPlaces } from './travel-graph.ts';

/** A facility on the graph; costs in milliseconds as in `TravelPlaces`, `x` and `y` in the plane of metres. */
export interface PlacedFacility {
  readonly edge: number;
  readonly along: number;
  readonly access: number;
  readonly byFrom: number;
  readonly byTo: number;
  readonly x: number;
  readonly y: number;
}

/** What cells and facilities reach of one another without passing a node: on a common edge, or straight on foot. */
export interface TravelNearby {
  /** Cells of edge `e`: `cell[first[e]]` up to `cell[first[e + 1]]`. */
  readonly first: Uint32Array;
  readonly cell: Uint32Array;
  facilitiesOf(points: PointColumns, places: TravelPlaces): PlacedFacility[];
  put(facility: PlacedFacility, handle: number): void;
  take(facility: PlacedFacility, handle: number): void;
  clear(): void;
  /** Facilities on an edge. */
  onEdge(edge: number): ReadonlyMap<number, PlacedFacility>;
  /** Placed cells that reach the facility so, with the cost; a cell may come twice. */
  forEachCell(facility: PlacedFacility, visit: (cell: number, cost: number) => void): void;
  /** The same, seen from a placed cell, among the facilities put and not taken. */
  forEachFacility(cell: number, visit: (handle: number, cost: number) => void): void;
}

const NONE: ReadonlyMap<number, PlacedFacility> = new Map();

/** Of these cells, without facilities yet. */
export function travelNearbyOf(
  network: RoadNetwork,
  graph: TravelGraph,
  places: RoadPlaces,
  cells: TravelPlaces,
  speeds: TravelSpeeds,
  estimate: SpeedEstimate,
): TravelNearby {
  const plane = planeOf(network);
  const cellCount = cells.edge.length;
  const edges = graph.edgeFrom.length;
  const first = new Uint32Array(edges + 1);
  for (let c = 0; c < cellCount; c++) if (cells.edge[c]! >= 0) first[cells.edge[c]! + 1]! += 1;
  for (let e = 0; e < edges; e++) first[e + 1]! += first[e]!;
  const placedCells = first[edges]!;
  const next = first.slice();
  const cell = new Uint32Array(placedCells);
  for (let c = 0; c < cellCount; c++) if (cells.edge[c]! >= 0) cell[next[cells.edge[c]!]!++] = c;

  // Straight on foot: cells in a tree, facilities in square buckets as wide as the reach.
  const reach = speeds.directWalkMetres;
  const walkCostPerMetre = (3600 * speeds.detourFactor) / speeds.modes.walk.straight[estimate];
  const x = new Float64Array(cellCount);
  const y = new Float64Array(cellCount);
  const tree = placedCells > 0 && reach > 0 ? new KDBush(placedCells) : null;
  for (let c = 0; c < cellCount; c++) {
    x[c] = plane.x(places.longitude[c]!, places.latitude[c]!);
    y[c] = plane.y(places.latitude[c]!);
  }
  for (const c of cell) tree?.add(x[c]!, y[c]!);
  tree?.finish();
  const byEdge = new Map<number, Map<number, PlacedFacility>>();
  const byBucket = new Map<string, Map<number, PlacedFacility>>();
  const bucketOf = (value: number) => Math.floor(value / reach);
  const keyOf = (facility: PlacedFacility) => `${bucketOf(facility.x)},${bucketOf(facility.y)}`;

  const walkCost = (c: number, facility: PlacedFacility): number | null => {
    const dx = x[c]! - facility.x;
    const dy = y[c]! - facility.y;
    const squared = dx * dx + dy * dy;
    return squared <= reach * reach ? costOf(Math.sqrt(squared) * walkCostPerMetre) : null;
  };
  /** Along the edge that both are on; null against a one-way road. */
  const edgeCost = (c: number, facility: PlacedFacility): number | null => {
    const ahead = facility.along - cells.along[c]!;
    const isOpen =
      (ahead >= 0 && graph.forward[facility.edge] === 1) || (ahead <= 0 && graph.backward[facility.edge] === 1);
    return isOpen ? cells.access[c]! + Math.abs(ahead) + facility.access : null;
  };
  const putInto = <Key>(map: Map<Key, Map<number, PlacedFacility>>, key: Key, facility: PlacedFacility, h: number) => {
    const there = map.get(key);
    if (there === undefined) map.set(key, new Map([[h, facility]]));
    else there.set(h, facility);
  };
  const takeFrom = <Key>(map: Map<Key, Map<number, PlacedFacility>>, key: Key, handle: number) => {
    const there = map.get(key);
    there?.delete(handle);
    if (there?.size === 0) map.delete(key);
  };

  return {
    first,
    cell,
    facilitiesOf: (points, found) =>
      Array.from(found.edge, (edge, i) => ({
        edge,
        along: found.along[i]!,
        access: found.access[i]!,
        byFrom: found.byFrom[i]!,
        byTo: found.byTo[i]!,
        x: plane.x(points.longitude[i]!, points.latitude[i]!),
        y: plane.y(points.latitude[i]!),
      })),
    put(facility, handle) {
      if (facility.edge >= 0) putInto(byEdge, facility.edge, facility, handle);
      putInto(byBucket, keyOf(facility), facility, handle);
    },
    take(facility, handle) {
      if (facility.edge >= 0) takeFrom(byEdge, facility.edge, handle);
      takeFrom(byBucket, keyOf(facility), handle);
    },
    clear() {
      byEdge.clear();
      byBucket.clear();
    },
    onEdge: (edge) => byEdge.get(edge) ?? NONE,
    forEachCell(facility, visit) {
      const { edge } = facility;
      for (let i = edge < 0 ? 0 : first[edge]!; i < (edge < 0 ? 0 : first[edge + 1]!); i++) {
        const cost = edgeCost(cell[i]!, facility);
        if (cost !== null) visit(cell[i]!, cost);
      }
      if (tree === null || Number.isNaN(facility.x) || Number.isNaN(facility.y)) return;
      // A little wider than the reach: `walkCost` alone decides, so that both directions of the question agree.
      for (const found of tree.within(facility.x, facility.y, reach * 1.001)) {
        const cost = walkCost(cell[found]!, facility);
        if (cost !== null) visit(cell[found]!, cost);
      }
    },
    forEachFacility(c, visit) {
      for (const [handle, facility] of byEdge.get(cells.edge[c]!) ?? NONE) {
        const cost = edgeCost(c, facility);
        if (cost !== null) visit(handle, cost);
      }
      if (!(reach > 0)) return;
      const column = bucketOf(x[c]!);
      const row = bucketOf(y[c]!);
      for (let dx = -1; dx <= 1; dx++) {
        for (let dy = -1; dy <= 1; dy++) {
          for (const [handle, facility] of byBucket.get(`${column + dx},${row + dy}`) ?? NONE) {
            const cost = walkCost(c, facility);
            if (cost !== null) visit(handle, cost);
          }
        }
      }
    },
  };
}
