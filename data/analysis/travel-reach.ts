import { NodeHeap } from './node-heap.ts';
import type { ReachLists } from './spatial-index.ts';
import { NO_WAY, type TravelGraph, type TravelPlaces } from './travel-graph.ts';
import type { PlacedFacility, TravelNearby } from './travel-nearby.ts';

/** From this share of the nodes on, asking every cell is faster than going from node to cells and sorting them. */
const MANY_NODES_SHARE = 1 / 16;

/** Costs of all nodes and cells, `NO_WAY` between two searches: making them anew takes longer than a short search. */
export interface ReachColumns {
  readonly nodeCost: Uint32Array;
  readonly cellCost: Uint32Array;
}
export function reachColumns(nodes: number, cells: number): ReachColumns {
  return { nodeCost: new Uint32Array(nodes).fill(NO_WAY), cellCost: new Uint32Array(cells).fill(NO_WAY) };
}

/** For each facility the cells that reach it within `limit` milliseconds, by cell; the cost in minutes. */
export function travelReachLists(
  graph: TravelGraph,
  cells: TravelPlaces,
  nearby: TravelNearby,
  facilities: readonly PlacedFacility[],
  limit: number,
  { nodeCost, cellCost }: ReachColumns,
): ReachLists {
  const first = new Uint32Array(facilities.length + 1);
  let cell = new Uint32Array(1024);
  let cost = new Float64Array(1024);
  let size = 0;

  const heap = new NodeHeap();
  let reachedNodes: number[] = [];
  let reachedCells: number[] = [];
  const offerNode = (node: number, value: number) => {
    if (value > limit || value >= nodeCost[node]!) return;
    if (nodeCost[node] === NO_WAY) reachedNodes.push(node);
    nodeCost[node] = value;
    heap.put(node, value);
  };
  const offerCell = (at: number, value: number) => {
    if (value > limit || value >= cellCost[at]!) return;
    if (cellCost[at] === NO_WAY) reachedCells.push(at);
    cellCost[at] = value;
  };

  const makeRoom = (count: number) => {
    const total = size + count;
    if (total <= cell.length) return;
    const room = Math.max(total, 2 * cell.length);
    const [cells32, costs64] = [new Uint32Array(room), new Float64Array(room)];
    cells32.set(cell.subarray(0, size));
    costs64.set(cost.subarray(0, size));
    [cell, cost] = [cells32, costs64];
  };
  /** Asks every cell what the ends of its edge are at. */
  const listAllCells = () => {
    makeRoom(cells.edge.length);
    for (let at = 0; at < cells.edge.length; at++) {
      const on = cells.edge[at]!;
      if (on < 0) continue;
      let least = cellCost[at]!;
      const access = cells.access[at]!;
      const byFrom = nodeCost[graph.edgeFrom[on]!]! + cells.toFrom[at]! + access;
      if (byFrom < least) least = byFrom;
      const byTo = nodeCost[graph.edgeTo[on]!]! + cells.toTo[at]! + access;
      if (byTo < least) least = byTo;
      if (least > limit) continue;
      cell[size] = at;
      cost[size++] = least / 60_000;
    }
    for (const at of reachedCells) cellCost[at] = NO_WAY;
  };
  /** Asks the cells on the edges of the reached nodes alone. */
  const listCellsOfNodes = () => {
    const { first: edgesFrom, edge } = graph.touching;
    for (const node of reachedNodes) {
      const here = nodeCost[node]!;
      for (let t = edgesFrom[node]!; t < edgesFrom[node + 1]!; t++) {
        const touched = edge[t]!;
        for (let i = nearby.first[touched]!; i < nearby.first[touched + 1]!; i++) {
          const at = nearby.cell[i]!;
          if (graph.edgeFrom[touched] === node) offerCell(at, here + cells.toFrom[at]! + cells.access[at]!);
          if (graph.edgeTo[touched] === node) offerCell(at, here + cells.toTo[at]! + cells.access[at]!);
        }
      }
    }
    makeRoom(reachedCells.length);
    for (const at of Uint32Array.from(reachedCells).sort()) {
      cell[size] = at;
      cost[size++] = cellCost[at]! / 60_000;
      cellCost[at] = NO_WAY;
    }
  };

  facilities.forEach((facility, index) => {
    if (facility.edge >= 0) {
      offerNode(graph.edgeFrom[facility.edge]!, facility.byFrom + facility.access);
      offerNode(graph.edgeTo[facility.edge]!, facility.byTo + facility.access);
    }
    const { first: begin, node: origin, cost: wayCost } = graph.into;
    while (!heap.isEmpty) {
      const node = heap.take();
      const here = heap.cost;
      if (here !== nodeCost[node]) continue;
      for (let way = begin[node]!; way < begin[node + 1]!; way++) offerNode(origin[way]!, here + wayCost[way]!);
    }
    nearby.forEachCell(facility, offerCell);
    if (reachedNodes.length >= graph.nodes * MANY_NODES_SHARE) listAllCells();
    else listCellsOfNodes();
    for (const node of reachedNodes) nodeCost[node] = NO_WAY;
    reachedNodes = [];
    reachedCells = [];
    first[index + 1] = size;
  });
  return { first, cell: cell.slice(0, size), cost: cost.slice(0, size) };
}
