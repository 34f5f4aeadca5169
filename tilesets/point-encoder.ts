import KDBush from 'kdbush';
import Supercluster from 'supercluster';
import type { PointTable } from './feature-table.ts';
import { latitudeOf, longitudeOf, mercatorX, mercatorY } from './mercator.ts';
import { EXTENT, POINT, type TileWriter } from './mvt.ts';

/** Below this zoom a group of more than `FEW_POINTS` is drawn as clusters. */
const CLUSTERS_BELOW_ZOOM = 11;
const FEW_POINTS = 400;
/** Small groups stay single points while together they are no more than this: some 40 kB of the tile's budget. */
const MOST_SINGLE_POINTS = 1500;
/** Of a cluster, in pixels of a 512 px tile. */
const CLUSTER_RADIUS_PIXELS = 40;
/** What a feature weighs in a compressed tile (measured: 28 bytes per facility with name and id, 9 per cluster). */
const POINT_BYTES = 28;
const CLUSTER_BYTES = 9;
/** Deepest zoom at which points still merge; clusters this close are one place. */
const DEEPEST_CLUSTERS = 16;
/** Level that stands for "every point by itself". */
const NO_CLUSTERS = DEEPEST_CLUSTERS + 1;

interface Mark {
  readonly row: number;
}

/** One tree per group of equal attributes, so that hiding a kind on the client leaves the other counts right. */
interface ClusterGroup {
  readonly tree: Supercluster<Mark, Mark>;
  /** Attribute code by column; −1 where a cluster says nothing. */
  readonly codes: Int32Array;
  /** Added to the cluster's id to make it unique in the layer. */
  readonly firstId: number;
}

export interface PointLayer {
  readonly name: string;
  readonly table: PointTable;
  readonly buffer: number;
  readonly index: KDBush | null;
  readonly groups: readonly ClusterGroup[];
  readonly largestTileBytes: number;
  /** Cluster level chosen for a zoom, filled as zooms are asked for. */
  readonly levels: Map<number, number>;
}

/**
 * Prepares points for tiles. Clusters are made within equal values of the attributes `groupBy`, which clusters keep.
 * `largestTileBytes` bounds the estimate of a compressed tile.
 */
export function pointLayerOf(
  name: string,
  table: PointTable,
  buffer: number,
  groupBy: readonly string[],
  largestTileBytes: number,
): PointLayer {
  const index = table.count > 0 ? new KDBush(table.count) : null;
  for (let row = 0; row < table.count; row++) index?.add(table.x[row]!, table.y[row]!);
  index?.finish();
  const groups = table.count > FEW_POINTS ? clusterGroupsOf(table, groupBy) : [];
  return { name, table, buffer, index, groups, largestTileBytes, levels: new Map() };
}

function clusterGroupsOf(table: PointTable, groupBy: readonly string[]): ClusterGroup[] {
  const { names, columns } = table.attributes;
  const kept = names.flatMap((name, column) => (groupBy.includes(name) ? [column] : []));
  const rowsByKey = new Map<string, number[]>();
  for (let row = 0; row < table.count; row++) {
    const key = kept.map((column) => columns[column]![row]).join();
    const rows = rowsByKey.get(key);
    if (rows) rows.push(row);
    else rowsByKey.set(key, [row]);
  }
  let firstId = table.count + 1;
  let singlePoints = 0;
  const smallFirst = [...rowsByKey.values()].sort((a, b) => a.length - b.length);
  return smallFirst.map((rows) => {
    singlePoints += rows.length;
    const staySingle = rows.length <= FEW_POINTS && singlePoints <= MOST_SINGLE_POINTS;
    const tree = new Supercluster<Mark, Mark>({
      radius: CLUSTER_RADIUS_PIXELS,
      extent: 512,
      maxZoom: DEEPEST_CLUSTERS,
      minPoints: staySingle ? Infinity : 2,
    });
    tree.load(
      rows.map((row) => ({
        type: 'Feature',
        properties: { row },
        geometry: { type: 'Point', coordinates: [longitudeOf(table.x[row]!), latitudeOf(table.y[row]!)] },
      })),
    );
    const codes = new Int32Array(names.length).fill(-1);
    for (const column of kept) codes[column] = columns[column]![rows[0]!]!;
    const group = { tree, codes, firstId };
    // supercluster's ids: (index << 5) + zoom + 1 + number of points.
    firstId += (rows.length << 5) + 32 + rows.length;
    return group;
  });
}

/** The finest level whose fullest tile at this zoom keeps within the budget. */
function levelFor(layer: PointLayer, z: number): number {
  if (layer.groups.length === 0) return NO_CLUSTERS;
  let level = layer.levels.get(z);
  if (level === undefined) {
    level = z < CLUSTERS_BELOW_ZOOM ? z : NO_CLUSTERS;
    while (level > 0 && fullestTileBytes(layer, z, level) > layer.largestTileBytes) {
      level = level === NO_CLUSTERS ? Math.min(z, DEEPEST_CLUSTERS) : level - 1;
    }
    layer.levels.set(z, level);
  }
  return level;
}

function fullestTileBytes(layer: PointLayer, z: number, level: number): number {
  const tiles = 2 ** z;
  const bytesByTile = new Map<number, number>();
  let fullest = 0;
  const count = (x: number, y: number, bytes: number): void => {
    const tile = Math.floor(y * tiles) * tiles + Math.floor(x * tiles);
    const sum = (bytesByTile.get(tile) ?? 0) + bytes;
    bytesByTile.set(tile, sum);
    if (sum > fullest) fullest = sum;
  };
  if (level === NO_CLUSTERS) {
    for (let row = 0; row < layer.table.count; row++) count(layer.table.x[row]!, layer.table.y[row]!, POINT_BYTES);
  } else {
    for (const { tree } of layer.groups) {
      for (const { geometry, properties } of tree.getClusters([-180, -90, 180, 90], level)) {
        const bytes = 'cluster' in properties ? CLUSTER_BYTES : POINT_BYTES;
        count(mercatorX(geometry.coordinates[0]!), mercatorY(geometry.coordinates[1]!), bytes);
      }
    }
  }
  return fullest;
}

/** Writes the points of a tile, or the clusters of the level that suits its zoom; `coarser` levels up when given. */
export function encodePoints(
  writer: TileWriter,
  layer: PointLayer,
  z: number,
  x: number,
  y: number,
  coarser = 0,
): void {
  if (layer.index === null) return;
  const usual = levelFor(layer, z);
  const level = coarser === 0 ? usual : Math.max(0, Math.min(usual, z + 1, NO_CLUSTERS) - coarser);
  const tiles = 2 ** z;
  const margin = layer.buffer / EXTENT;
  const west = (x - margin) / tiles;
  const north = (y - margin) / tiles;
  const east = (x + 1 + margin) / tiles;
  const south = (y + 1 + margin) / tiles;
  const { attributes } = layer.table;
  writer.startLayer(layer.name, attributes.names, attributes.dictionary);
  if (level === NO_CLUSTERS) {
    const rows = Uint32Array.from(layer.index.range(west, north, east, south)).sort();
    for (const row of rows) writeRow(writer, layer, row, z, x, y);
  } else {
    for (const group of layer.groups) {
      const box: [number, number, number, number] = [
        longitudeOf(west),
        latitudeOf(south),
        longitudeOf(east),
        latitudeOf(north),
      ];
      for (const { geometry, properties } of group.tree.getClusters(box, level)) {
        if ('cluster' in properties) {
          writeCluster(writer, layer, group, properties, geometry.coordinates as [number, number], z, x, y);
        } else writeRow(writer, layer, properties.row, z, x, y);
      }
    }
  }
  writer.endLayer();
}

function writeRow(writer: TileWriter, { table }: PointLayer, row: number, z: number, x: number, y: number): void {
  const { columns } = table.attributes;
  writer.point(tileUnits(table.x[row]!, z, x), tileUnits(table.y[row]!, z, y));
  for (let key = 0; key < columns.length; key++) {
    const code = columns[key]![row]!;
    if (code >= 0) writer.attribute(key, code);
  }
  writer.endFeature(row + 1, POINT);
}

function writeCluster(
  writer: TileWriter,
  { table }: PointLayer,
  { codes, firstId }: ClusterGroup,
  { cluster_id, point_count }: { cluster_id: number; point_count: number },
  [longitude, latitude]: [number, number],
  z: number,
  x: number,
  y: number,
): void {
  const { names, dictionary } = table.attributes;
  writer.point(tileUnits(mercatorX(longitude), z, x), tileUnits(mercatorY(latitude), z, y));
  for (let key = 0; key < codes.length; key++) {
    if (names[key] === 'count') writer.attribute(key, dictionary.codeOf(point_count));
    else if (codes[key]! >= 0) writer.attribute(key, codes[key]!);
  }
  writer.endFeature(firstId + cluster_id, POINT);
}

function tileUnits(unit: number, z: number, column: number): number {
  return Math.round((unit * 2 ** z - column) * EXTENT);
}
