import { createHash } from 'node:crypto';
import type { Geometry, MultiPolygon, Polygon } from 'geojson';
import type { RegionProfile } from '../data/model/region.ts';
import { coverageOf, type Coverage } from './coverage.ts';
import {
  attributeTableOf,
  shapeTableOf,
  type LayerRow,
  type PointTable,
  type Shape,
  type ShapeTable,
} from './feature-table.ts';
import { partsOf } from './geojson-shapes.ts';
import type { TilesetRows } from './layer-rows.ts';
import { latitudeOf, longitudeOf, mercatorX, mercatorY } from './mercator.ts';
import { BUFFER, LINE, POLYGON } from './mvt.ts';
import { pointLayerOf, type PointLayer } from './point-encoder.ts';
import { TILESETS, type Tileset, type TileLayer, type TilesetName } from './schema.ts';
import { seaAround } from './sea.ts';
import type { ShapeLayer } from './shape-encoder.ts';
import type { TilesetInfo } from './tile-source.ts';

/** No point tile may weigh more when compressed with gzip. */
export const LARGEST_TILE_BYTES = 100_000;
/** Estimates may err; above this share of the limit a zoom goes to clusters. */
const PLANNED_SHARE = 0.85;

/** Vertices closer than this to the line through their neighbours are left out: half a pixel of a 512 px tile. */
const TOLERANCE_UNITS = 4;
/** For coverages, whose vertices weigh by the area they span: about a pixel by a pixel. */
const COVERAGE_TOLERANCE_UNITS = 8;

/** What clusters keep, and are made apart by. */
const CLUSTER_ATTRIBUTES = ['kind', 'type', 'sector', 'sample'];

/** The zoom from which borders between desa are worth their bytes; they are drawn from 11.5. */
const DESA_BORDERS_FROM_ZOOM = 10;

/** A layer that is ready to be cut. */
export type LoadedLayer =
  | ({ readonly minimumZoom: number; readonly toleranceUnits: number } & ShapeLayer)
  | ({ readonly minimumZoom: number; readonly type: 'point' } & PointLayer);

/** Prepares the rows of a tileset for cutting. */
export function layersOf(
  tileset: TilesetName,
  rows: TilesetRows['rows'],
  profile: RegionProfile,
  coverages: Coverages,
): LoadedLayer[] {
  if (tileset === 'regions') return regionLayers(rows, coverages);
  if (tileset === 'borders') return [borderLayer(rows, coverages)];
  return Object.entries((TILESETS[tileset] as Tileset).layers).map(([name, layer]) => {
    const layerRows = name === 'sea' ? seaRows(rows, profile) : (rows.get(`${tileset}-${name}`) ?? []);
    if (layer.geometry === 'point') {
      const points = pointLayerOf(
        name,
        pointTableOf(layer, layerRows),
        layer.buffer ?? BUFFER,
        CLUSTER_ATTRIBUTES,
        LARGEST_TILE_BYTES * PLANNED_SHARE,
      );
      return { ...points, type: 'point', minimumZoom: layer.minimumZoom };
    }
    const shapes = layerRows.map((row, index) => shapeOf(row, index, partsOf(geometryOf(row))));
    return shapeLayer(name, layer, shapeTableOf(shapes, attributeTableOf(layer, layerRows)), TOLERANCE_UNITS);
  });
}

/** The sea as the row of a layer; it is made up where any of the land is. */
function seaRows(rows: TilesetRows['rows'], profile: RegionProfile): LayerRow[] {
  const land = rows.get('ground-land') ?? [];
  if (land.length === 0) return [];
  const sea = seaAround(
    profile,
    land.map((row) => geometryOf(row) as Polygon | MultiPolygon),
  );
  return sea === null ? [] : [{ geometry: JSON.stringify(sea), sample: land.some((row) => row.sample === true) }];
}

function geometryOf(row: LayerRow): Geometry {
  return JSON.parse(row.geometry as string) as Geometry;
}

function shapeOf(row: LayerRow, index: number, parts: Shape['parts']): Shape {
  return {
    id: typeof row.feature_id === 'number' ? row.feature_id : index + 1,
    fromZoom: Number(row.from_zoom ?? 0),
    parts,
  };
}

function shapeLayer(name: string, layer: TileLayer, table: ShapeTable, toleranceUnits: number): LoadedLayer {
  const type = layer.geometry === 'line' ? LINE : POLYGON;
  return { name, type, table, buffer: layer.buffer ?? BUFFER, minimumZoom: layer.minimumZoom, toleranceUnits };
}

function pointTableOf(layer: TileLayer, rows: readonly LayerRow[]): PointTable {
  return {
    count: rows.length,
    x: Float64Array.from(rows, (row) => mercatorX(row.longitude as number)),
    y: Float64Array.from(rows, (row) => mercatorY(row.latitude as number)),
    attributes: attributeTableOf(layer, rows),
  };
}

/** Coverages of the rows last seen: regions and borders are cut from the same two. */
export class Coverages {
  readonly #held = new Map<string, Coverage>();

  of(rows: readonly LayerRow[]): Coverage {
    const hash = createHash('sha256');
    for (const row of rows) hash.update(row.geometry as string);
    const key = hash.digest('hex');
    const coverage = this.#held.get(key) ?? coverageOf(rows.map((row) => geometryOf(row) as Polygon | MultiPolygon));
    this.#held.delete(key);
    this.#held.set(key, coverage);
    for (const oldest of this.#held.keys()) if (this.#held.size > 2) this.#held.delete(oldest);
    return coverage;
  }
}

function regionLayers(rows: TilesetRows['rows'], coverages: Coverages): LoadedLayer[] {
  const { kabupaten, kecamatan, desa } = TILESETS.regions.layers;
  const kabupatenRows = rows.get('regions-kabupaten') ?? [];
  const kecamatanRows = rows.get('regions-kecamatan') ?? [];
  const desaRows = rows.get('regions-desa') ?? [];
  const ofKecamatan = coverages.of(kecamatanRows);
  const ofDesa = coverages.of(desaRows);
  const kabupatenShapes = kabupatenRows.map((row, index) => {
    const members = kecamatanRows.flatMap(({ parent }, member) => (parent === row.code ? [member] : []));
    return shapeOf(row, index, members.length > 0 ? ofKecamatan.dissolve(members) : partsOf(geometryOf(row)));
  });
  const layerOf = (
    name: string,
    layer: TileLayer,
    layerRows: readonly LayerRow[],
    shapes: readonly Shape[],
  ): LoadedLayer =>
    shapeLayer(name, layer, shapeTableOf(shapes, attributeTableOf(layer, layerRows)), COVERAGE_TOLERANCE_UNITS);
  return [
    layerOf('kabupaten', kabupaten, kabupatenRows, kabupatenShapes),
    layerOf(
      'kecamatan',
      kecamatan,
      kecamatanRows,
      kecamatanRows.map((row, index) => shapeOf(row, index, ofKecamatan.polygons[index]!)),
    ),
    layerOf(
      'desa',
      desa,
      desaRows,
      desaRows.map((row, index) => shapeOf(row, index, ofDesa.polygons[index]!)),
    ),
  ];
}

/**
 * Each border once, at the highest level it separates. Lines of kecamatan and desa come from different surveys, so the
 * outer line and those between kecamatan are taken from kecamatan, and only those within a kecamatan from desa.
 */
function borderLayer(rows: TilesetRows['rows'], coverages: Coverages): LoadedLayer {
  const kecamatanRows = rows.get('regions-kecamatan') ?? [];
  const desaRows = rows.get('regions-desa') ?? [];
  const ofKecamatan = coverages.of(kecamatanRows);
  const ofDesa = coverages.of(desaRows);
  const hasKecamatan = kecamatanRows.length > 0;
  const parentOf = (desa: number): unknown => desaRows[desa]!.parent;
  const levels = [
    { level: 'kabupaten', fromZoom: 0, parts: (hasKecamatan ? ofKecamatan : ofDesa).border((a, b) => a === b) },
    {
      level: 'kecamatan',
      fromZoom: 0,
      parts: hasKecamatan
        ? ofKecamatan.border((a, b) => a !== b)
        : ofDesa.border((a, b) => parentOf(a) !== parentOf(b)),
    },
    {
      level: 'desa',
      fromZoom: DESA_BORDERS_FROM_ZOOM,
      parts: ofDesa.border((a, b) => a !== b && parentOf(a) === parentOf(b)),
    },
  ];
  const lines = levels.flatMap(({ level, fromZoom, parts }) => {
    const source = level === 'desa' || !hasKecamatan ? desaRows : kecamatanRows;
    const sample = source.some((row) => row.sample === true);
    return parts.map((part) => ({ level, fromZoom, part, sample }));
  });
  const shapes = lines.map(({ fromZoom, part }, index): Shape => ({ id: index + 1, fromZoom, parts: [part] }));
  const layer: TileLayer = TILESETS.borders.layers.border;
  return shapeLayer('border', layer, shapeTableOf(shapes, attributeTableOf(layer, lines)), COVERAGE_TOLERANCE_UNITS);
}

/** `[west, south, east, north]` in degrees; `null` without features. */
export function boundsOf(layers: readonly LoadedLayer[]): TilesetInfo['bounds'] {
  let minX = Infinity;
  let minY = Infinity;
  let maxX = -Infinity;
  let maxY = -Infinity;
  for (const layer of layers) {
    const box = layer.type === 'point' ? layer.index : layer.table.index;
    if (box === null) continue;
    const points = layer.type === 'point' ? layer.table : null;
    if (points === null) {
      const index = layer.table as ShapeTable;
      minX = Math.min(minX, index.index!.minX);
      minY = Math.min(minY, index.index!.minY);
      maxX = Math.max(maxX, index.index!.maxX);
      maxY = Math.max(maxY, index.index!.maxY);
    } else {
      for (let row = 0; row < points.count; row++) {
        minX = Math.min(minX, points.x[row]!);
        maxX = Math.max(maxX, points.x[row]!);
        minY = Math.min(minY, points.y[row]!);
        maxY = Math.max(maxY, points.y[row]!);
      }
    }
  }
  return minX > maxX ? null : [longitudeOf(minX), latitudeOf(maxY), longitudeOf(maxX), latitudeOf(minY)];
}
