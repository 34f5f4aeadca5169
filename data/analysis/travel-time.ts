import type { Position } from '#model/geometry';
import type { SpeedEstimate, TravelMode, TravelSpeeds } from '#model/travel';
import { NodeHeap } from './node-heap.ts';
import type { RoadNetwork } from './road-network.ts';
import { placeOnRoads, type PointColumns, type RoadPlaces } from './road-places.ts';
import type { ReachLists } from './spatial-index.ts';
import { NO_WAY, travelGraphOf, travelPlacesOf } from './travel-graph.ts';
import { travelNearbyOf, type PlacedFacility } from './travel-nearby.ts';
import { reachColumns, travelReachLists, type ReachColumns } from './travel-reach.ts';

const MILLISECONDS_PER_MINUTE = 60_000;
const NOBODY = -1;

/** Minutes of the estimate without roads: straight distance x detour factor at the stated speed of the mode. */
export function straightMinutes(
  metres: number,
  mode: TravelMode,
  speeds: TravelSpeeds,
  estimate: SpeedEstimate = 'central',
): number {
  return (metres * speeds.detourFactor * 60) / (speeds.modes[mode].straight[estimate] * 1000);
}

export interface TravelFieldInput {
  readonly network: RoadNetwork;
  readonly speeds: TravelSpeeds;
  readonly mode: TravelMode;
  /** Which of the three speeds; `central` unless told. */
  readonly estimate?: SpeedEstimate;
  /** Cell centres; give what `placeOnRoads` answered to place them once for several modes and estimates. */
  readonly cells: PointColumns | RoadPlaces;
  /** Beyond this nothing is searched, and the minutes are `Infinity`. */
  readonly limitMinutes?: number;
}

/**
 * Travel time of every cell to its nearest facility along the roads, kept up to date as facilities come and go.
 *
 * A cell is placed on the nearest point of the nearest road. Its minutes are those on foot to the road, along the roads in
 * the direction of travel to the facility, and on foot from the road to it; or straight on foot (x detour factor) where the
 * facility is within `directWalkMetres` and that is quicker. Costs are whole milliseconds, so sums are exact: whatever was
 * added and removed before, in whatever order, minutes and nearest are bit for bit those of a computation from nothing.
 */
export interface TravelField {
  /** Of each cell: `Infinity` when no facility can be reached, NaN when the cell cannot be placed on a road. */
  readonly minutes: Float32Array;
  /** Handle of the facility that those minutes lead to, −1 without one; of equally near ones the lowest handle. */
  readonly nearest: Int32Array;
  /** The part of the minutes that is the way on foot from the cell to the road; NaN when it cannot be placed. */
  readonly accessMinutes: Float32Array;
  /** Where the cells are on the roads; may be given to another field of the same network. */
  readonly cells: RoadPlaces;
  /** Replaces all facilities; their handles are their positions in the columns. A point of NaN counts for nothing. */
  setFacilities(facilities: PointColumns): void;
  /** Adds one facility and answers its handle; handles are never used twice until `setFacilities`. */
  add(point: Position): number;
  /**
   * Takes a facility out.
   * @throws RangeError when no facility has this handle.
   */
  remove(handle: number): void;
  /** For each of these facilities, whether in the field or not, the cells within the limit and their minutes, by cell. */
  reachLists(facilities: PointColumns, limitMinutes: number): ReachLists;
}

/** A field without facilities: everything is out of reach until some are set. */
export function createTravelField(input: TravelFieldInput): TravelField {
  const { network, speeds, mode, estimate = 'central' } = input;
  const limit = limitOf(input.limitMinutes ?? Infinity);
  const graph = travelGraphOf(network, speeds, mode, estimate);
  const places = 'edge' in input.cells ? input.cells : placeOnRoads(network, input.cells, speeds);
  const cells = travelPlacesOf(graph, network, places, speeds, estimate);
  const near = travelNearbyOf(network, graph, places, cells, speeds, estimate);
  const cellCount = places.edge.length;

  const minutes = new Float32Array(cellCount);
  const nearest = new Int32Array(cellCount).fill(NOBODY);
  /** Cost from each node to its nearest facility, and which one that is. */
  const nodeCost = new Uint32Array(graph.nodes).fill(NO_WAY);
  const nodeOwner = new Int32Array(graph.nodes).fill(NOBODY);
  /** The same for what a cell reaches without passing a node: on its own edge, or straight on foot. */
  const localCost = new Uint32Array(cellCount).fill(NO_WAY);
  const localOwner = new Int32Array(cellCount).fill(NOBODY);

  const facilities = new Map<number, PlacedFacility>();
  let nextHandle = 0;
  const heap = new NodeHeap();
  let columns: ReachColumns | null = null;
  /** Nodes whose cost or owner changed, each once. */
  let changed: number[] = [];
  const isChanged = new Uint8Array(graph.nodes);

  function offer(node: number, cost: number, owner: number): void {
    const known = nodeCost[node]!;
    if (cost > known || cost > limit || (cost === known && owner >= nodeOwner[node]!)) return;
    nodeCost[node] = cost;
    nodeOwner[node] = owner;
    if (isChanged[node] === 0) {
      isChanged[node] = 1;
      changed.push(node);
    }
    heap.put(node, cost);
  }
  function offerEnds(facility: PlacedFacility, handle: number): void {
    if (facility.edge < 0) return;
    offer(graph.edgeFrom[facility.edge]!, facility.byFrom + facility.access, handle);
    offer(graph.edgeTo[facility.edge]!, facility.byTo + facility.access, handle);
  }
  /** Dijkstra from the facilities against the direction of travel; an offer that is not better spreads no further. */
  function spread(): void {
    const { first, node: origin, cost } = graph.into;
    while (!heap.isEmpty) {
      const node = heap.take();
      const here = heap.cost;
      if (here !== nodeCost[node]) continue;
      const owner = nodeOwner[node]!;
      for (let way = first[node]!, end = first[node + 1]!; way < end; way++) {
        const there = here + cost[way]!;
        const from = origin[way]!;
        // Most offers fail, and a call for each would double the time.
        if (there < nodeCost[from]! || (there === nodeCost[from] && owner < nodeOwner[from]!))
          offer(from, there, owner);
      }
    }
  }

  function settleCell(cell: number): void {
    const edge = cells.edge[cell]!;
    if (edge < 0) return;
    let cost = localCost[cell]!;
    let owner = localOwner[cell]!;
    const from = graph.edgeFrom[edge]!;
    const byFrom = nodeCost[from]! + cells.toFrom[cell]! + cells.access[cell]!;
    if (byFrom < cost || (byFrom === cost && nodeOwner[from]! < owner)) {
      cost = byFrom;
      owner = nodeOwner[from]!;
    }
    const to = graph.edgeTo[edge]!;
    const byTo = nodeCost[to]! + cells.toTo[cell]! + cells.access[cell]!;
    if (byTo < cost || (byTo === cost && nodeOwner[to]! < owner)) {
      cost = byTo;
      owner = nodeOwner[to]!;
    }
    const isReached = cost <= limit && cost !== NO_WAY;
    minutes[cell] = isReached ? cost / MILLISECONDS_PER_MINUTE : Infinity;
    nearest[cell] = isReached ? owner : NOBODY;
  }
  function settleChanged(): void {
    const { first, edge } = graph.touching;
    for (const node of changed) {
      isChanged[node] = 0;
      for (let t = first[node]!; t < first[node + 1]!; t++) {
        for (let c = near.first[edge[t]!]!; c < near.first[edge[t]! + 1]!; c++) settleCell(near.cell[c]!);
      }
    }
    changed = [];
  }
  function offerLocal(cell: number, cost: number, handle: number): void {
    const known = localCost[cell]!;
    if (cost > known || (cost === known && handle >= localOwner[cell]!)) return;
    localCost[cell] = cost;
    localOwner[cell] = handle;
  }

  /** Facilities from columns, without taking them in. */
  function placedFacilities(points: PointColumns): PlacedFacility[] {
    const found = placeOnRoads(network, points, speeds);
    return near.facilitiesOf(points, travelPlacesOf(graph, network, found, speeds, estimate));
  }

  function settleAll(): void {
    for (const node of changed) isChanged[node] = 0;
    changed = [];
    for (let cell = 0; cell < cellCount; cell++) settleCell(cell);
  }

  const accessMinutes = new Float32Array(cellCount);
  for (let cell = 0; cell < cellCount; cell++) {
    const isPlaced = cells.edge[cell]! >= 0;
    if (!isPlaced) minutes[cell] = NaN;
    accessMinutes[cell] = isPlaced ? cells.access[cell]! / MILLISECONDS_PER_MINUTE : NaN;
  }
  settleAll();

  return {
    minutes,
    nearest,
    accessMinutes,
    cells: places,
    setFacilities(points) {
      facilities.clear();
      near.clear();
      nodeCost.fill(NO_WAY);
      nodeOwner.fill(NOBODY);
      localCost.fill(NO_WAY);
      localOwner.fill(NOBODY);
      placedFacilities(points).forEach((facility, handle) => {
        facilities.set(handle, facility);
        near.put(facility, handle);
        offerEnds(facility, handle);
        near.forEachCell(facility, (cell, cost) => offerLocal(cell, cost, handle));
      });
      nextHandle = facilities.size;
      spread();
      settleAll();
    },
    add([longitude, latitude]) {
      const handle = nextHandle++;
      const facility = placedFacilities({ longitude: [longitude], latitude: [latitude] })[0]!;
      facilities.set(handle, facility);
      near.put(facility, handle);
      offerEnds(facility, handle);
      spread();
      near.forEachCell(facility, (cell, cost) => {
        offerLocal(cell, cost, handle);
        settleCell(cell);
      });
      settleChanged();
      return handle;
    },
    remove(handle) {
      const facility = facilities.get(handle);
      if (facility === undefined) throw new RangeError(`no facility has the handle ${handle}`);
      facilities.delete(handle);
      near.take(facility, handle);
      const orphans = orphansOf(facility, handle);
      for (const node of orphans) {
        nodeCost[node] = NO_WAY;
        nodeOwner[node] = NOBODY;
      }
      // Orphans start again from what their neighbours and the facilities on their own edges offer.
      const { first, node: next, cost } = graph.outOf;
      for (const node of orphans) {
        for (let way = first[node]!; way < first[node + 1]!; way++) {
          const there = nodeCost[next[way]!]!;
          if (there !== NO_WAY) offer(node, there + cost[way]!, nodeOwner[next[way]!]!);
        }
        for (let t = graph.touching.first[node]!; t < graph.touching.first[node + 1]!; t++) {
          for (const [other, placed] of near.onEdge(graph.touching.edge[t]!)) offerEnds(placed, other);
        }
      }
      spread();
      near.forEachCell(facility, (cell) => {
        if (localOwner[cell] !== handle) return;
        localCost[cell] = NO_WAY;
        localOwner[cell] = NOBODY;
        near.forEachFacility(cell, (other, cost) => offerLocal(cell, cost, other));
        settleCell(cell);
      });
      for (const node of orphans) {
        if (isChanged[node] === 0) {
          isChanged[node] = 1;
          changed.push(node);
        }
      }
      settleChanged();
    },
    reachLists(points, limitMinutes) {
      columns ??= reachColumns(graph.nodes, cellCount);
      return travelReachLists(graph, cells, near, placedFacilities(points), limitOf(limitMinutes), columns);
    },
  };

  /** The nodes whose nearest facility is this one: from the ends of its edge, they hang together. */
  function orphansOf(facility: PlacedFacility, handle: number): number[] {
    if (facility.edge < 0) return [];
    const found: number[] = [];
    const visit = (node: number) => {
      if (nodeOwner[node] !== handle) return;
      nodeOwner[node] = NOBODY;
      found.push(node);
    };
    visit(graph.edgeFrom[facility.edge]!);
    visit(graph.edgeTo[facility.edge]!);
    const { first, node: origin } = graph.into;
    for (let at = 0; at < found.length; at++) {
      const node = found[at]!;
      for (let way = first[node]!; way < first[node + 1]!; way++) visit(origin[way]!);
    }
    return found;
  }
}

function limitOf(limitMinutes: number): number {
  if (!(limitMinutes >= 0)) throw new RangeError(`a limit of ${limitMinutes} minutes`);
  return Math.min(NO_WAY - 1, Math.floor(limitMinutes * MILLISECONDS_PER_MINUTE));
}
