import { RoadClass } from '#model/infrastructure';
import type { Position } from '#model/geometry';
import type { SpeedClass } from '#model/travel';
import { distanceMetres } from './geodesy.ts';
import { nodeRoads, type NodedRoads } from './road-noding.ts';

/** One line of a road as received; a MultiLineString is as many lines, which may share their id. */
export interface RoadLine {
  readonly id: string;
  readonly roadClass: RoadClass | null;
  readonly coordinates: readonly Position[];
  /** `forward`: only in the order of the coordinates. */
  readonly oneWay: 'no' | 'forward' | 'backward';
  readonly sample: boolean;
  readonly dataset: string;
  /** 0 or absent: on the ground; a bridge has 1 or more, a tunnel −1 or less. Lines of different levels cross without meeting. */
  readonly level?: number;
  /** `motorway` (jalan tol): for cars alone, and no home or facility is on it. `path`: too narrow for cars. */
  readonly kind?: 'motorway' | 'path';
}

/** Codes of `edgeClass`, by position: a motorway or path is that, whatever its class. */
export const EDGE_CLASSES: readonly (SpeedClass | 'motorway' | 'path')[] = [
  ...RoadClass.options,
  'unknown',
  'motorway',
  'path',
];
/** Codes of `edgeDirection`, by position. */
export const EDGE_DIRECTIONS: readonly RoadLine['oneWay'][] = ['no', 'forward', 'backward'];

/** Where a network came from; `edgeDataset` is a position in the list of these. */
export interface RoadDataset {
  readonly id: string;
  readonly sample: boolean;
}

/**
 * Roads as a graph: nodes are junctions, ends and changes of class; an edge is the road between two of them, with its
 * line. Coordinates are whole steps of 1e-7 degrees (about 1 cm), so that a network survives being written and read.
 */
export interface RoadNetwork {
  readonly nodeLongitude: Float64Array;
  readonly nodeLatitude: Float64Array;
  /** The piece of network each node belongs to: 0 is the longest one. */
  readonly nodeComponent: Uint32Array;
  /** Total length of each piece in metres, longest first. */
  readonly componentMetres: Float32Array;
  readonly edgeFrom: Uint32Array;
  readonly edgeTo: Uint32Array;
  readonly edgeMetres: Float32Array;
  readonly edgeClass: Uint8Array;
  readonly edgeDirection: Uint8Array;
  readonly edgeDataset: Uint16Array;
  /** The bends of edge `e` between its nodes are those from `bendFirst[e]` up to, not including, `bendFirst[e + 1]`. */
  readonly bendFirst: Uint32Array;
  readonly bendLongitude: Float64Array;
  readonly bendLatitude: Float64Array;
  readonly datasets: readonly RoadDataset[];
}

/** A piece of road that no other road reaches: mostly a gap in the drawing. */
export interface IsolatedPiece {
  /** One of its nodes. */
  readonly position: Position;
  readonly kilometres: number;
  /** Ids of up to three lines in it. */
  readonly lines: readonly string[];
}

/** What became of the lines, for whoever keeps the road data. */
export interface NetworkReport {
  readonly lines: number;
  /** Lines without two different points, left out. */
  readonly emptyLines: number;
  /** Stretches drawn twice on exactly the same points, kept once. */
  readonly repeatedStretches: number;
  readonly nodes: number;
  readonly edges: number;
  readonly kilometres: number;
  readonly sampleKilometres: number;
  /** Places where two lines crossed or touched without a common point, and got one. */
  readonly crossings: number;
  /** Ends that stopped just short of another road and were joined to it. */
  readonly snappedEnds: number;
  /** Ends that lead nowhere, after joining. */
  readonly deadEnds: number;
  readonly components: number;
  /** Share of the length in the longest piece, 0-1; null without roads. */
  readonly largestShare: number | null;
  /** Every piece but the longest one, longest first; at most 100 are listed. */
  readonly isolated: readonly IsolatedPiece[];
}

/** A network together with what became of its lines. */
export interface BuiltRoads {
  readonly network: RoadNetwork;
  readonly report: NetworkReport;
}

const ISOLATED_LISTED = 100;

/**
 * The routable network of these lines, and the report on how well they hang together.
 *
 * Lines that cross or touch on the same level get a common node; an end within `toleranceMetres` (15 unless told) of
 * another road is joined to it by a short link; what is drawn twice on the same points counts once.
 * @throws RangeError when a coordinate is not a longitude and latitude in degrees.
 */
export function buildRoadNetwork(
  lines: readonly RoadLine[],
  options: { readonly toleranceMetres?: number } = {},
): BuiltRoads {
  const datasets: RoadDataset[] = [];
  const datasetOf = new Map<string, number>();
  const lineDataset = Uint16Array.from(lines, ({ dataset, sample }) => {
    const key = JSON.stringify([dataset, sample]);
    if (!datasetOf.has(key)) datasetOf.set(key, datasets.push({ id: dataset, sample }) - 1);
    return datasetOf.get(key)!;
  });
  const noded = nodeRoads(lines, options.toleranceMetres ?? 15);
  const lineClass = Uint8Array.from(lines, (line) => EDGE_CLASSES.indexOf(line.kind ?? line.roadClass ?? 'unknown'));
  const chains = chainStretches(noded, lineClass, lineDataset);
  const edges = chains.length;

  const nodeOf = new Map<number, number>();
  for (const { vertices } of chains) {
    for (const vertex of [vertices[0]!, vertices.at(-1)!]) if (!nodeOf.has(vertex)) nodeOf.set(vertex, nodeOf.size);
  }
  const nodeVertex = [...nodeOf.keys()];
  const { longitude, latitude } = noded;
  const edgeFrom = Uint32Array.from(chains, ({ vertices }) => nodeOf.get(vertices[0]!)!);
  const edgeTo = Uint32Array.from(chains, ({ vertices }) => nodeOf.get(vertices.at(-1)!)!);
  const edgeMetres = Float32Array.from(chains, ({ vertices }) => {
    let metres = 0;
    for (let i = 1; i < vertices.length; i++) {
      const [a, b] = [vertices[i - 1]!, vertices[i]!];
      metres += distanceMetres(longitude[a]!, latitude[a]!, longitude[b]!, latitude[b]!);
    }
    return metres;
  });
  const bendFirst = new Uint32Array(edges + 1);
  chains.forEach(({ vertices }, edge) => (bendFirst[edge + 1] = bendFirst[edge]! + vertices.length - 2));
  const bends = chains.flatMap(({ vertices }) => vertices.slice(1, -1));
  const { nodeComponent, componentMetres } = componentsOf(nodeVertex.length, edgeFrom, edgeTo, edgeMetres);
  const network: RoadNetwork = {
    nodeLongitude: Float64Array.from(nodeVertex, (vertex) => longitude[vertex]!),
    nodeLatitude: Float64Array.from(nodeVertex, (vertex) => latitude[vertex]!),
    nodeComponent,
    componentMetres,
    edgeFrom,
    edgeTo,
    edgeMetres,
    edgeClass: Uint8Array.from(chains, ({ line }) => lineClass[line]!),
    edgeDirection: Uint8Array.from(chains, ({ direction }) => direction),
    edgeDataset: Uint16Array.from(chains, ({ line }) => lineDataset[line]!),
    bendFirst,
    bendLongitude: Float64Array.from(bends, (vertex) => longitude[vertex]!),
    bendLatitude: Float64Array.from(bends, (vertex) => latitude[vertex]!),
    datasets,
  };
  return { network, report: reportOf(network, noded, lines, chains) };
}

interface Chain {
  /** From node to node. */
  vertices: number[];
  line: number;
  /** Position in `EDGE_DIRECTIONS`. */
  direction: number;
}

/** Joins stretches end to end wherever a vertex has exactly two that are alike; closed rings begin at their first vertex. */
function chainStretches(noded: NodedRoads, lineClass: Uint8Array, lineDataset: Uint16Array): Chain[] {
  const { from, to, line, direction } = noded;
  const stretches = from.length;
  const first = new Uint32Array(noded.longitude.length + 1);
  for (let s = 0; s < stretches; s++) {
    first[from[s]! + 1]! += 1;
    first[to[s]! + 1]! += 1;
  }
  for (let v = 0; v < noded.longitude.length; v++) first[v + 1]! += first[v]!;
  const next = first.slice();
  const incident = new Uint32Array(2 * stretches);
  for (let s = 0; s < stretches; s++) {
    incident[next[from[s]!]!++] = s;
    incident[next[to[s]!]!++] = s;
  }
  const directionFrom = (s: number, vertex: number) =>
    direction[s] === 0 || from[s] === vertex ? direction[s]! : 3 - direction[s]!;
  const isAlike = (s: number, vertex: number, t: number) =>
    lineClass[line[s]!] === lineClass[line[t]!] &&
    lineDataset[line[s]!] === lineDataset[line[t]!] &&
    // `s` arrives at the vertex and `t` leaves it.
    directionFrom(s, from[s] === vertex ? to[s]! : from[s]!) === directionFrom(t, vertex);
  const isNode = (vertex: number) => {
    const at = first[vertex]!;
    return first[vertex + 1]! - at !== 2 || !isAlike(incident[at]!, vertex, incident[at + 1]!);
  };

  const used = new Uint8Array(stretches);
  const chains: Chain[] = [];
  const follow = (start: number, begin: number) => {
    const vertices = [begin];
    let vertex = begin;
    let stretch = start;
    for (;;) {
      used[stretch] = 1;
      vertex = from[stretch] === vertex ? to[stretch]! : from[stretch]!;
      vertices.push(vertex);
      if (vertex === begin || isNode(vertex)) break;
      const at = first[vertex]!;
      stretch = incident[at] === stretch ? incident[at + 1]! : incident[at]!;
    }
    chains.push({ vertices, line: line[start]!, direction: directionFrom(start, begin) });
  };
  for (let s = 0; s < stretches; s++) {
    if (used[s] === 0 && isNode(from[s]!)) follow(s, from[s]!);
    if (used[s] === 0 && isNode(to[s]!)) follow(s, to[s]!);
  }
  for (let s = 0; s < stretches; s++) if (used[s] === 0) follow(s, from[s]!);
  return chains;
}

function componentsOf(nodes: number, from: Uint32Array, to: Uint32Array, metres: Float32Array) {
  const root = Uint32Array.from({ length: nodes }, (_, node) => node);
  const rootOf = (node: number) => {
    while (root[node] !== node) node = root[node] = root[root[node]!]!;
    return node;
  };
  for (let e = 0; e < from.length; e++) root[rootOf(from[e]!)] = rootOf(to[e]!);
  const lengths = new Map<number, number>();
  for (let e = 0; e < from.length; e++) {
    const piece = rootOf(from[e]!);
    lengths.set(piece, (lengths.get(piece) ?? 0) + metres[e]!);
  }
  const ordered = [...lengths].sort(([a, lengthA], [b, lengthB]) => lengthB - lengthA || a - b);
  const numberOf = new Map(ordered.map(([piece], number) => [piece, number]));
  return {
    nodeComponent: Uint32Array.from({ length: nodes }, (_, node) => numberOf.get(rootOf(node))!),
    componentMetres: Float32Array.from(ordered, ([, length]) => length),
  };
}

function reportOf(
  network: RoadNetwork,
  noded: NodedRoads,
  lines: readonly RoadLine[],
  chains: readonly Chain[],
): NetworkReport {
  const { edgeFrom, edgeTo, edgeMetres, edgeDataset, nodeComponent, componentMetres } = network;
  const degree = new Uint32Array(nodeComponent.length);
  const nodeOfPiece = new Map<number, number>();
  const linesOfPiece = new Map<number, Set<string>>();
  let sampleMetres = 0;
  for (let e = 0; e < edgeFrom.length; e++) {
    degree[edgeFrom[e]!]! += 1;
    degree[edgeTo[e]!]! += 1;
    if (network.datasets[edgeDataset[e]!]!.sample) sampleMetres += edgeMetres[e]!;
    const piece = nodeComponent[edgeFrom[e]!]!;
    if (piece === 0 || piece > ISOLATED_LISTED) continue;
    if (!nodeOfPiece.has(piece)) nodeOfPiece.set(piece, edgeFrom[e]!);
    const ids = linesOfPiece.get(piece) ?? new Set();
    if (ids.size < 3) linesOfPiece.set(piece, ids.add(lines[chains[e]!.line]!.id));
  }
  const totalMetres = componentMetres.reduce((sum, metres) => sum + metres, 0);
  return {
    lines: lines.length,
    emptyLines: noded.emptyLines,
    repeatedStretches: noded.repeatedStretches,
    nodes: nodeComponent.length,
    edges: edgeFrom.length,
    kilometres: totalMetres / 1000,
    sampleKilometres: sampleMetres / 1000,
    crossings: noded.crossings,
    snappedEnds: noded.snappedEnds,
    deadEnds: degree.reduce((count, value) => count + (value === 1 ? 1 : 0), 0),
    components: componentMetres.length,
    largestShare: totalMetres > 0 ? componentMetres[0]! / totalMetres : null,
    isolated: [...nodeOfPiece]
      .sort(([a], [b]) => a - b)
      .map(([piece, node]) => ({
        position: [network.nodeLongitude[node]!, network.nodeLatitude[node]!],
        kilometres: componentMetres[piece]! / 1000,
        lines: [...linesOfPiece.get(piece)!],
      })),
  };
}
