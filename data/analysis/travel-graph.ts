import type { SpeedEstimate, TravelMode, TravelSpeeds } from '#model/travel';
import { EDGE_CLASSES, type RoadNetwork } from './road-network.ts';
import type { RoadPlaces } from './road-places.ts';

/** No way. Costs are whole milliseconds, so that sums are exact and do not depend on the order of adding. */
export const NO_WAY = 0xffffffff;
/** A place this near the end of an edge is at its node, whatever ways the edge is open. */
const AT_NODE_METRES = 1;

const FORWARD_ONLY = 1;
const BACKWARD_ONLY = 2;

/** What one mode of travel needs for each edge and from each node to its neighbours. */
export interface TravelGraph {
  readonly nodes: number;
  readonly edgeFrom: Uint32Array;
  readonly edgeTo: Uint32Array;
  /** Milliseconds for the whole edge; `NO_WAY` when it takes too long to count. */
  readonly edgeCost: Uint32Array;
  /** Whether the edge may be used from its `from` to its `to` node, and the other way. */
  readonly forward: Uint8Array;
  readonly backward: Uint8Array;
  /** Ways into a node: those of node `n` are from `into.first[n]` up to `into.first[n + 1]`, each with where it comes from. */
  readonly into: Ways;
  /** Ways out of a node, each with where it leads. */
  readonly outOf: Ways;
  /** Edges that touch a node, whatever ways they are open. */
  readonly touching: { readonly first: Uint32Array; readonly edge: Uint32Array };
}

interface Ways {
  readonly first: Uint32Array;
  readonly node: Uint32Array;
  readonly cost: Uint32Array;
}

/** The graph of one mode at one estimate of its speeds. */
export function travelGraphOf(
  network: RoadNetwork,
  speeds: TravelSpeeds,
  mode: TravelMode,
  estimate: SpeedEstimate,
): TravelGraph {
  const { edgeFrom, edgeTo, edgeMetres, edgeClass, edgeDirection } = network;
  const { road, motorway, path, obeysOneWay } = speeds.modes[mode];
  const onFoot = speeds.modes.walk;
  const millisecondsPerMetre = EDGE_CLASSES.map((kind) => {
    const span = kind === 'motorway' ? motorway : kind === 'path' ? (path ?? onFoot.path) : road[kind];
    return span === null ? Infinity : 3600 / span[estimate];
  });
  const isOnFoot = EDGE_CLASSES.map((kind) => kind === 'path' && path === null);
  const edges = edgeFrom.length;
  const edgeCost = new Uint32Array(edges);
  const forward = new Uint8Array(edges);
  const backward = new Uint8Array(edges);
  for (let e = 0; e < edges; e++) {
    // At least one millisecond: no way is for nothing, so every way leads on.
    edgeCost[e] = costOf(Math.max(1, edgeMetres[e]! * millisecondsPerMetre[edgeClass[e]!]!));
    const isOpen = edgeCost[e] !== NO_WAY;
    const direction = obeysOneWay && !isOnFoot[edgeClass[e]!] ? edgeDirection[e] : 0;
    forward[e] = isOpen && direction !== BACKWARD_ONLY ? 1 : 0;
    backward[e] = isOpen && direction !== FORWARD_ONLY ? 1 : 0;
  }
  const nodes = network.nodeLongitude.length;
  const into = waysOf(nodes, edgeTo, edgeFrom, forward, backward, edgeCost);
  const isSame = forward.every((open, e) => open === backward[e]);
  return {
    nodes,
    edgeFrom,
    edgeTo,
    edgeCost,
    forward,
    backward,
    into,
    outOf: isSame ? into : waysOf(nodes, edgeFrom, edgeTo, forward, backward, edgeCost),
    touching: touchingOf(nodes, edgeFrom, edgeTo),
  };
}

/** Milliseconds as a whole number; `NO_WAY` beyond what fits (some 49 days). */
export function costOf(milliseconds: number): number {
  return milliseconds < NO_WAY - 1 ? Math.round(milliseconds) : NO_WAY;
}

/** Every open edge as a way seen from `here` to `there`: an edge open forward is one from `here`, one open backward from `there`. */
function waysOf(
  nodes: number,
  here: Uint32Array,
  there: Uint32Array,
  forward: Uint8Array,
  backward: Uint8Array,
  edgeCost: Uint32Array,
): Ways {
  const first = new Uint32Array(nodes + 1);
  for (let e = 0; e < here.length; e++) {
    if (here[e] === there[e]) continue;
    first[here[e]! + 1]! += forward[e]!;
    first[there[e]! + 1]! += backward[e]!;
  }
  for (let n = 0; n < nodes; n++) first[n + 1]! += first[n]!;
  const next = first.slice();
  const node = new Uint32Array(first[nodes]!);
  const cost = new Uint32Array(first[nodes]!);
  const put = (at: number, to: number, e: number) => {
    node[next[at]!] = to;
    cost[next[at]!++] = edgeCost[e]!;
  };
  for (let e = 0; e < here.length; e++) {
    if (here[e] === there[e]) continue;
    if (forward[e] === 1) put(here[e]!, there[e]!, e);
    if (backward[e] === 1) put(there[e]!, here[e]!, e);
  }
  return { first, node, cost };
}

function touchingOf(nodes: number, edgeFrom: Uint32Array, edgeTo: Uint32Array) {
  const first = new Uint32Array(nodes + 1);
  for (let e = 0; e < edgeFrom.length; e++) {
    first[edgeFrom[e]! + 1]! += 1;
    if (edgeTo[e] !== edgeFrom[e]) first[edgeTo[e]! + 1]! += 1;
  }
  for (let n = 0; n < nodes; n++) first[n + 1]! += first[n]!;
  const next = first.slice();
  const edge = new Uint32Array(first[nodes]!);
  for (let e = 0; e < edgeFrom.length; e++) {
    edge[next[edgeFrom[e]!]!++] = e;
    if (edgeTo[e] !== edgeFrom[e]) edge[next[edgeTo[e]!]!++] = e;
  }
  return { first, edge };
}

/** Where points stand on the graph, in milliseconds. */
export interface TravelPlaces {
  readonly edge: Int32Array;
  /** From the start of the edge to the place. */
  readonly along: Uint32Array;
  /** On foot between the point and the place. */
  readonly access: Uint32Array;
  /** From the place to each end of the edge, and from each end to the place; `NO_WAY` against a one-way road. */
  readonly toFrom: Uint32Array;
  readonly toTo: Uint32Array;
  readonly byFrom: Uint32Array;
  readonly byTo: Uint32Array;
}

/** Costs of places found by `placeOnRoads`. */
export function travelPlacesOf(
  graph: TravelGraph,
  network: RoadNetwork,
  places: RoadPlaces,
  speeds: TravelSpeeds,
  estimate: SpeedEstimate,
): TravelPlaces {
  const count = places.edge.length;
  const found: TravelPlaces = {
    edge: places.edge,
    along: new Uint32Array(count),
    access: new Uint32Array(count),
    toFrom: new Uint32Array(count),
    toTo: new Uint32Array(count),
    byFrom: new Uint32Array(count),
    byTo: new Uint32Array(count),
  };
  const millisecondsPerMetre = 3600 / speeds.offRoad[estimate];
  for (let i = 0; i < count; i++) {
    const e = places.edge[i]!;
    if (e < 0) continue;
    const whole = graph.edgeCost[e]!;
    const along = whole === NO_WAY ? 0 : Math.round(whole * places.along[i]!);
    const rest = whole - along;
    const metres = network.edgeMetres[e]!;
    const isAtFrom = places.along[i]! * metres <= AT_NODE_METRES;
    const isAtTo = (1 - places.along[i]!) * metres <= AT_NODE_METRES;
    found.along[i] = along;
    found.access[i] = costOf(places.metres[i]! * millisecondsPerMetre);
    found.toFrom[i] = isAtFrom ? 0 : graph.backward[e] === 1 ? along : NO_WAY;
    found.byFrom[i] = isAtFrom ? 0 : graph.forward[e] === 1 ? along : NO_WAY;
    found.toTo[i] = isAtTo ? 0 : graph.forward[e] === 1 ? rest : NO_WAY;
    found.byTo[i] = isAtTo ? 0 : graph.backward[e] === 1 ? rest : NO_WAY;
  }
  return found;
}
