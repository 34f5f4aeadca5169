import { localMetric, type LocalMetric } from './geodesy.ts';
import { EDGE_CLASSES, type RoadNetwork } from './road-network.ts';

const MOTORWAY = EDGE_CLASSES.indexOf('motorway');

/** Points as columns of degrees. */
export interface PointColumns {
  readonly longitude: ArrayLike<number>;
  readonly latitude: ArrayLike<number>;
}

/** Points with their nearest place on a road. */
export interface RoadPlaces extends PointColumns {
  /** −1: farther from any road than `connectMetres`, or not a position (NaN). */
  readonly edge: Int32Array;
  /** How far along the edge, as a share of its length from its `from` node. */
  readonly along: Float64Array;
  /** Straight distance from the point to that place; NaN without one. */
  readonly metres: Float64Array;
}

export interface PlacingLimits {
  readonly connectMetres: number;
  /** Roads of pieces shorter than this are passed over, unless it is the longest piece. */
  readonly leastPieceMetres: number;
}

/** The nearest place on a road, motorways excepted, for each point; of equally near ones the one of the lowest edge. */
export function placeOnRoads(network: RoadNetwork, points: PointColumns, limits: PlacingLimits): RoadPlaces {
  const count = points.longitude.length;
  if (points.latitude.length !== count) {
    throw new RangeError(`${count} longitudes but ${points.latitude.length} latitudes`);
  }
  const index = segmentIndexOf(network, limits.leastPieceMetres);
  const places = {
    longitude: points.longitude,
    latitude: points.latitude,
    edge: new Int32Array(count).fill(-1),
    along: new Float64Array(count),
    metres: new Float64Array(count).fill(NaN),
  };
  for (let i = 0; i < count; i++) {
    const found = nearestSegment(index, points.longitude[i]!, points.latitude[i]!, limits.connectMetres);
    if (found === null) continue;
    const edge = index.edge[found.segment]!;
    places.edge[i] = edge;
    const passed = index.passed[found.segment]! + found.share * index.length[found.segment]!;
    places.along[i] = Math.min(1, passed / index.edgeLength[edge]!);
    places.metres[i] = found.metres;
  }
  return places;
}

/** Straight pieces of all edges in a plane of metres, sorted into square buckets. */
interface SegmentIndex {
  readonly plane: Plane;
  readonly ax: Float64Array;
  readonly ay: Float64Array;
  readonly bx: Float64Array;
  readonly by: Float64Array;
  readonly edge: Uint32Array;
  readonly length: Float64Array;
  /** Length of the edge before the segment. */
  readonly passed: Float64Array;
  readonly edgeLength: Float64Array;
  readonly west: number;
  readonly south: number;
  readonly side: number;
  readonly columns: number;
  readonly rows: number;
  readonly first: Uint32Array;
  readonly member: Uint32Array;
}

export interface Plane {
  readonly x: (longitude: number, latitude: number) => number;
  readonly y: (latitude: number) => number;
}

/** A plane of metres around a place, true to the ellipsoid within some 1e-4 across a regency. */
export function planeAround(longitude: number, latitude: number): Plane {
  const { east0, east1, east2, north0, north1 }: LocalMetric = localMetric(latitude);
  return {
    x: (lon, lat) => {
      const offset = lat - latitude;
      return (lon - longitude) * (east0 + offset * (east1 + offset * east2));
    },
    y: (lat) => {
      const half = (lat - latitude) / 2;
      return (lat - latitude) * (north0 + half * north1);
    },
  };
}

/** The plane around the middle of a network. */
export function planeOf(network: RoadNetwork): Plane {
  const { nodeLongitude, nodeLatitude } = network;
  const middle = (values: Float64Array) => {
    let least = Infinity;
    let most = -Infinity;
    for (const value of values) {
      if (value < least) least = value;
      if (value > most) most = value;
    }
    return values.length > 0 ? (least + most) / 2 : 0;
  };
  return planeAround(middle(nodeLongitude), middle(nodeLatitude));
}

const indexes = new WeakMap<RoadNetwork, Map<number, SegmentIndex>>();

/** Built once for a network; a network is never changed. */
function segmentIndexOf(network: RoadNetwork, leastPieceMetres: number): SegmentIndex {
  const kept = indexes.get(network) ?? new Map<number, SegmentIndex>();
  indexes.set(network, kept);
  let index = kept.get(leastPieceMetres);
  if (index === undefined) kept.set(leastPieceMetres, (index = buildSegmentIndex(network, leastPieceMetres)));
  return index;
}

function buildSegmentIndex(network: RoadNetwork, leastPieceMetres: number): SegmentIndex {
  const { edgeFrom, edgeTo, edgeClass, bendFirst, nodeComponent, componentMetres } = network;
  const plane = planeOf(network);
  const edges = edgeFrom.length;
  const usable = (edge: number) => {
    if (edgeClass[edge] === MOTORWAY) return false;
    const piece = nodeComponent[edgeFrom[edge]!]!;
    return piece === 0 || componentMetres[piece]! >= leastPieceMetres;
  };
  let segments = 0;
  for (let e = 0; e < edges; e++) if (usable(e)) segments += bendFirst[e + 1]! - bendFirst[e]! + 1;
  const ax = new Float64Array(segments);
  const ay = new Float64Array(segments);
  const bx = new Float64Array(segments);
  const by = new Float64Array(segments);
  const edge = new Uint32Array(segments);
  const length = new Float64Array(segments);
  const passed = new Float64Array(segments);
  const edgeLength = new Float64Array(edges);
  let west = Infinity;
  let south = Infinity;
  let east = -Infinity;
  let north = -Infinity;
  let totalLength = 0;
  let s = 0;
  for (let e = 0; e < edges; e++) {
    if (!usable(e)) continue;
    const end = bendFirst[e + 1]!;
    let longitude = network.nodeLongitude[edgeFrom[e]!]!;
    let latitude = network.nodeLatitude[edgeFrom[e]!]!;
    let x = plane.x(longitude, latitude);
    let y = plane.y(latitude);
    for (let b = bendFirst[e]!; b <= end; b++) {
      west = Math.min(west, x);
      east = Math.max(east, x);
      south = Math.min(south, y);
      north = Math.max(north, y);
      longitude = b < end ? network.bendLongitude[b]! : network.nodeLongitude[edgeTo[e]!]!;
      latitude = b < end ? network.bendLatitude[b]! : network.nodeLatitude[edgeTo[e]!]!;
      ax[s] = x;
      ay[s] = y;
      bx[s] = x = plane.x(longitude, latitude);
      by[s] = y = plane.y(latitude);
      edge[s] = e;
      length[s] = Math.hypot(bx[s]! - ax[s]!, by[s]! - ay[s]!);
      passed[s] = edgeLength[e]!;
      edgeLength[e]! += length[s]!;
      totalLength += length[s]!;
      s++;
    }
    west = Math.min(west, x);
    east = Math.max(east, x);
    south = Math.min(south, y);
    north = Math.max(north, y);
  }
  // Buckets about as wide as a segment is long, but not more of them than a few per segment.
  const width = segments > 0 ? east - west : 0;
  const height = segments > 0 ? north - south : 0;
  const side = Math.max(20, totalLength / Math.max(1, segments), Math.sqrt((width * height) / Math.max(1, segments)));
  const columns = Math.floor(width / side) + 1;
  const rows = Math.floor(height / side) + 1;
  const first = new Uint32Array(columns * rows + 1);
  const forEachBucket = (segment: number, visit: (bucket: number) => void) => {
    // Row by row, from where the segment enters the row to where it leaves it.
    const isRising = ay[segment]! <= by[segment]!;
    const x0 = isRising ? ax[segment]! : bx[segment]!;
    const y0 = isRising ? ay[segment]! : by[segment]!;
    const x1 = isRising ? bx[segment]! : ax[segment]!;
    const y1 = isRising ? by[segment]! : ay[segment]!;
    const firstRow = Math.min(rows - 1, Math.floor((y0 - south) / side));
    const lastRow = Math.min(rows - 1, Math.floor((y1 - south) / side));
    for (let row = firstRow; row <= lastRow; row++) {
      const enter = row === firstRow ? x0 : x0 + ((x1 - x0) * (south + row * side - y0)) / (y1 - y0);
      const leave = row === lastRow ? x1 : x0 + ((x1 - x0) * (south + (row + 1) * side - y0)) / (y1 - y0);
      // A millimetre more, so that no rounding leaves a bucket out.
      const low = Math.floor((Math.min(enter, leave) - 0.001 - west) / side);
      const high = Math.floor((Math.max(enter, leave) + 0.001 - west) / side);
      for (let c = Math.max(0, low); c <= Math.min(columns - 1, high); c++) visit(row * columns + c);
    }
  };
  for (let i = 0; i < segments; i++) forEachBucket(i, (bucket) => (first[bucket + 1]! += 1));
  for (let b = 0; b < columns * rows; b++) first[b + 1]! += first[b]!;
  const next = first.slice();
  const member = new Uint32Array(first[columns * rows]!);
  for (let i = 0; i < segments; i++) forEachBucket(i, (bucket) => (member[next[bucket]!++] = i));
  return { plane, ax, ay, bx, by, edge, length, passed, edgeLength, west, south, side, columns, rows, first, member };
}

/** Looks at rings of buckets around the point until no nearer segment can lie further out. */
function nearestSegment(index: SegmentIndex, longitude: number, latitude: number, withinMetres: number) {
  const { ax, ay, bx, by, west, south, side, columns, rows, first, member } = index;
  if (member.length === 0 || Number.isNaN(longitude) || Number.isNaN(latitude)) return null;
  const x = index.plane.x(longitude, latitude);
  const y = index.plane.y(latitude);
  const column = Math.min(columns - 1, Math.max(0, Math.floor((x - west) / side)));
  const row = Math.min(rows - 1, Math.max(0, Math.floor((y - south) / side)));
  let best = -1;
  let bestSquared = withinMetres * withinMetres;
  let bestShare = 0;
  for (let ring = 0; ; ring++) {
    const left = column - ring;
    const right = column + ring;
    const bottom = row - ring;
    const top = row + ring;
    for (let r = Math.max(0, bottom); r <= Math.min(rows - 1, top); r++) {
      const isWholeRow = r === bottom || r === top;
      for (let c = isWholeRow ? Math.max(0, left) : left; c <= right; c += isWholeRow || ring === 0 ? 1 : 2 * ring) {
        if (c < 0 || c >= columns) continue;
        const bucket = r * columns + c;
        for (let m = first[bucket]!; m < first[bucket + 1]!; m++) {
          const s = member[m]!;
          const dx = bx[s]! - ax[s]!;
          const dy = by[s]! - ay[s]!;
          const px = x - ax[s]!;
          const py = y - ay[s]!;
          const squaredLength = dx * dx + dy * dy;
          let share = squaredLength > 0 ? (px * dx + py * dy) / squaredLength : 0;
          let offX = px;
          let offY = py;
          if (share >= 1) {
            share = 1;
            offX = x - bx[s]!;
            offY = y - by[s]!;
          } else if (share > 0) {
            offX = px - share * dx;
            offY = py - share * dy;
          } else share = 0;
          const squared = offX * offX + offY * offY;
          if (squared < bestSquared || (squared === bestSquared && (best < 0 || s < best))) {
            best = s;
            bestSquared = squared;
            bestShare = share;
          }
        }
      }
    }
    // The unseen buckets are up to four strips beside the square of rings.
    let unseen = Infinity;
    if (left > 0) unseen = Math.min(unseen, x - (west + left * side));
    if (right < columns - 1) unseen = Math.min(unseen, west + (right + 1) * side - x);
    if (bottom > 0) unseen = Math.min(unseen, y - (south + bottom * side));
    if (top < rows - 1) unseen = Math.min(unseen, south + (top + 1) * side - y);
    if (unseen > 0 && unseen * unseen > bestSquared) break;
  }
  return best < 0 ? null : { segment: best, share: bestShare, metres: Math.sqrt(bestSquared) };
}
