import { asciiJson, parseUtf8Json } from './ascii-json.ts';
import {
  EDGE_CLASSES,
  EDGE_DIRECTIONS,
  type BuiltRoads,
  type NetworkReport,
  type RoadDataset,
  type RoadNetwork,
} from './road-network.ts';
import { STEPS_PER_DEGREE } from './road-noding.ts';

const MAGIC = 0x4a4b5231;
const HEADER_BYTES = 24;

/** The buffer is not a road network, or is damaged; `reason` is stable, the message has the numbers. */
export class RoadNetworkFormatError extends Error {
  readonly reason: 'too_short' | 'magic' | 'version' | 'length' | 'description' | 'value';
  constructor(reason: RoadNetworkFormatError['reason'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RoadNetworkFormatError';
    this.reason = reason;
  }
}

/**
 * A road network and its report as one transferable little-endian buffer: header of six uint32 (magic, bytes of the
 * description, nodes, edges, bends, pieces); description as ASCII JSON (`datasets`, `report`), padded to four bytes; nodes
 * (int32 longitude, int32 latitude in 1e-7 degrees, uint32 piece); pieces (float32 metres); edges (uint32 from, uint32
 * to, float32 metres, uint32 bends, uint16 dataset, uint8 class, uint8 direction); bends (int32 longitude, int32
 * latitude, each as the difference from the point before it on the edge). Each field is a run of its own.
 */
export function encodeRoadNetwork({ network, report }: BuiltRoads): ArrayBuffer {
  const description = asciiJson({ datasets: network.datasets, report });
  const nodes = network.nodeLongitude.length;
  const edges = network.edgeFrom.length;
  const bends = network.bendLongitude.length;
  const pieces = network.componentMetres.length;
  const layout = layoutOf(description.length, nodes, edges, bends, pieces);
  const buffer = new ArrayBuffer(layout.totalBytes);
  const view = new DataView(buffer);
  [MAGIC, description.length, nodes, edges, bends, pieces].forEach((value, i) => view.setUint32(4 * i, value, true));
  for (let i = 0; i < description.length; i++) view.setUint8(HEADER_BYTES + i, description.charCodeAt(i));
  for (let n = 0; n < nodes; n++) {
    view.setInt32(layout.nodeLongitude + 4 * n, stepsOf(network.nodeLongitude[n]!), true);
    view.setInt32(layout.nodeLatitude + 4 * n, stepsOf(network.nodeLatitude[n]!), true);
    view.setUint32(layout.nodePiece + 4 * n, network.nodeComponent[n]!, true);
  }
  for (let p = 0; p < pieces; p++) view.setFloat32(layout.pieceMetres + 4 * p, network.componentMetres[p]!, true);
  for (let e = 0; e < edges; e++) {
    const from = network.edgeFrom[e]!;
    view.setUint32(layout.edgeFrom + 4 * e, from, true);
    view.setUint32(layout.edgeTo + 4 * e, network.edgeTo[e]!, true);
    view.setFloat32(layout.edgeMetres + 4 * e, network.edgeMetres[e]!, true);
    view.setUint32(layout.edgeBends + 4 * e, network.bendFirst[e + 1]! - network.bendFirst[e]!, true);
    view.setUint16(layout.edgeDataset + 2 * e, network.edgeDataset[e]!, true);
    view.setUint8(layout.edgeClass + e, network.edgeClass[e]!);
    view.setUint8(layout.edgeDirection + e, network.edgeDirection[e]!);
    let x = stepsOf(network.nodeLongitude[from]!);
    let y = stepsOf(network.nodeLatitude[from]!);
    for (let b = network.bendFirst[e]!; b < network.bendFirst[e + 1]!; b++) {
      const [nextX, nextY] = [stepsOf(network.bendLongitude[b]!), stepsOf(network.bendLatitude[b]!)];
      view.setInt32(layout.bendLongitude + 4 * b, nextX - x, true);
      view.setInt32(layout.bendLatitude + 4 * b, nextY - y, true);
      [x, y] = [nextX, nextY];
    }
  }
  return buffer;
}

/**
 * Reads what `encodeRoadNetwork` wrote.
 * @throws RoadNetworkFormatError when the buffer is cut, of another kind or version, or contradicts itself.
 */
export function decodeRoadNetwork(buffer: ArrayBuffer): BuiltRoads {
  if (buffer.byteLength < HEADER_BYTES) {
    throw new RoadNetworkFormatError('too_short', `${buffer.byteLength} bytes; the header alone has ${HEADER_BYTES}`);
  }
  const view = new DataView(buffer);
  const [magic, descriptionBytes, nodes, edges, bends, pieces] = [0, 4, 8, 12, 16, 20].map((at) =>
    view.getUint32(at, true),
  ) as [number, number, number, number, number, number];
  if (magic !== MAGIC) {
    // "JKR" is the kind, the last character its version.
    throw magic >>> 8 === MAGIC >>> 8
      ? new RoadNetworkFormatError(
          'version',
          `road network of version "${String.fromCharCode(magic & 0xff)}", expected "1"`,
        )
      : new RoadNetworkFormatError('magic', `not a road network: begins with 0x${magic.toString(16)}`);
  }
  const layout = layoutOf(descriptionBytes, nodes, edges, bends, pieces);
  if (layout.totalBytes !== buffer.byteLength) {
    throw new RoadNetworkFormatError(
      'length',
      `${buffer.byteLength} bytes, but ${nodes} nodes, ${edges} edges and ${bends} bends need ${layout.totalBytes}`,
    );
  }
  const { datasets, report } = readDescription(new Uint8Array(buffer, HEADER_BYTES, descriptionBytes));
  const read32 = (at: number, count: number, limit: number, what: string) => {
    const values = new Uint32Array(count);
    for (let i = 0; i < count; i++) values[i] = checked(view.getUint32(at + 4 * i, true), limit, what, i);
    return values;
  };
  const readMetres = (at: number, count: number, what: string) => {
    const values = new Float32Array(count);
    for (let i = 0; i < count; i++) values[i] = checked(view.getFloat32(at + 4 * i, true), Infinity, what, i);
    return values;
  };
  const read8 = (at: number, limit: number, what: string) =>
    Uint8Array.from({ length: edges }, (_, i) => checked(view.getUint8(at + i), limit, what, i));

  const nodeX = new Int32Array(nodes);
  const nodeY = new Int32Array(nodes);
  for (let n = 0; n < nodes; n++) {
    nodeX[n] = checkedSteps(view.getInt32(layout.nodeLongitude + 4 * n, true), 180);
    nodeY[n] = checkedSteps(view.getInt32(layout.nodeLatitude + 4 * n, true), 90);
  }
  const edgeFrom = read32(layout.edgeFrom, edges, nodes, 'node');
  const bendFirst = new Uint32Array(edges + 1);
  const bendLongitude = new Float64Array(bends);
  const bendLatitude = new Float64Array(bends);
  for (let e = 0; e < edges; e++) {
    const first = bendFirst[e]!;
    const end = first + view.getUint32(layout.edgeBends + 4 * e, true);
    if (end > bends) throw new RoadNetworkFormatError('value', `edge ${e} ends at bend ${end} of ${bends}`);
    bendFirst[e + 1] = end;
    let x = nodeX[edgeFrom[e]!]!;
    let y = nodeY[edgeFrom[e]!]!;
    for (let b = first; b < end; b++) {
      x = checkedSteps(x + view.getInt32(layout.bendLongitude + 4 * b, true), 180);
      y = checkedSteps(y + view.getInt32(layout.bendLatitude + 4 * b, true), 90);
      bendLongitude[b] = x / STEPS_PER_DEGREE;
      bendLatitude[b] = y / STEPS_PER_DEGREE;
    }
  }
  if (bendFirst[edges] !== bends) {
    throw new RoadNetworkFormatError('value', `the edges have ${bendFirst[edges]} bends, the header says ${bends}`);
  }
  const network: RoadNetwork = {
    nodeLongitude: Float64Array.from(nodeX, (x) => x / STEPS_PER_DEGREE),
    nodeLatitude: Float64Array.from(nodeY, (y) => y / STEPS_PER_DEGREE),
    nodeComponent: read32(layout.nodePiece, nodes, pieces, 'piece'),
    componentMetres: readMetres(layout.pieceMetres, pieces, 'metres of piece'),
    edgeFrom,
    edgeTo: read32(layout.edgeTo, edges, nodes, 'node'),
    edgeMetres: readMetres(layout.edgeMetres, edges, 'metres of edge'),
    edgeClass: read8(layout.edgeClass, EDGE_CLASSES.length, 'class'),
    edgeDirection: read8(layout.edgeDirection, EDGE_DIRECTIONS.length, 'direction'),
    edgeDataset: Uint16Array.from({ length: edges }, (_, e) =>
      checked(view.getUint16(layout.edgeDataset + 2 * e, true), datasets.length, 'dataset', e),
    ),
    bendFirst,
    bendLongitude,
    bendLatitude,
    datasets,
  };
  return { network, report };
}

function layoutOf(descriptionBytes: number, nodes: number, edges: number, bends: number, pieces: number) {
  let at = HEADER_BYTES;
  const run = (bytes: number) => {
    const begin = at;
    at += Math.ceil(bytes / 4) * 4;
    return begin;
  };
  run(descriptionBytes);
  return {
    nodeLongitude: run(4 * nodes),
    nodeLatitude: run(4 * nodes),
    nodePiece: run(4 * nodes),
    pieceMetres: run(4 * pieces),
    edgeFrom: run(4 * edges),
    edgeTo: run(4 * edges),
    edgeMetres: run(4 * edges),
    edgeBends: run(4 * edges),
    edgeDataset: run(2 * edges),
    edgeClass: run(edges),
    edgeDirection: run(edges),
    bendLongitude: run(4 * bends),
    bendLatitude: run(4 * bends),
    totalBytes: at,
  };
}

function stepsOf(degrees: number): number {
  return Math.round(degrees * STEPS_PER_DEGREE);
}

function checkedSteps(steps: number, limitDegrees: number): number {
  if (Math.abs(steps) <= limitDegrees * STEPS_PER_DEGREE) return steps;
  throw new RoadNetworkFormatError('value', `${steps / STEPS_PER_DEGREE} is beyond ${limitDegrees} degrees`);
}

function checked(value: number, limit: number, what: string, at: number): number {
  if (value >= 0 && value < limit) return value;
  throw new RoadNetworkFormatError('value', `${what} ${value} at ${at}, expected less than ${limit}`);
}

function readDescription(bytes: Uint8Array): { datasets: readonly RoadDataset[]; report: NetworkReport } {
  let value: unknown;
  try {
    value = parseUtf8Json(bytes);
  } catch (cause) {
    throw new RoadNetworkFormatError('description', 'the description is not UTF-8 JSON', { cause });
  }
  const found = value as { datasets?: Partial<RoadDataset>[]; report?: Partial<NetworkReport> } | null;
  const isDescription =
    Array.isArray(found?.datasets) &&
    found.datasets.every((dataset) => typeof dataset?.id === 'string' && typeof dataset.sample === 'boolean') &&
    REPORT_COUNTS.every((field) => Number.isFinite(found.report?.[field])) &&
    (found.report?.largestShare === null || Number.isFinite(found.report?.largestShare)) &&
    Array.isArray(found.report?.isolated);
  if (!isDescription) throw new RoadNetworkFormatError('description', 'the description lacks a field');
  return found as { datasets: readonly RoadDataset[]; report: NetworkReport };
}

const REPORT_COUNTS = [
  'lines',
  'emptyLines',
  'repeatedStretches',
  'nodes',
  'edges',
  'kilometres',
  'sampleKilometres',
  'crossings',
  'snappedEnds',
  'deadEnds',
  'components',
] as const satisfies readonly (keyof NetworkReport)[];
