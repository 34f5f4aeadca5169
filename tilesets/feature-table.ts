import Flatbush from 'flatbush';
import { ValueDictionary, type AttributeValue } from './mvt.ts';
import type { TileLayer } from './schema.ts';

/** A row of a layer's SELECT. */
export type LayerRow = Record<string, unknown>;

/** Attributes in columns: a code per row into the dictionary, −1 where the value is not known. */
export interface AttributeTable {
  readonly names: readonly string[];
  readonly columns: readonly Int32Array[];
  readonly dictionary: ValueDictionary;
}

/** Reads the attributes that the schema names out of rows, with the types it names. */
export function attributeTableOf(layer: TileLayer, rows: readonly LayerRow[]): AttributeTable {
  const dictionary = new ValueDictionary();
  const names = Object.keys(layer.attributes);
  const columns = names.map((name) => {
    const type = layer.attributes[name]!;
    return Int32Array.from(rows, (row) => {
      const value = typed(row[name], type);
      return value === null ? -1 : dictionary.codeOf(value);
    });
  });
  return { names, columns, dictionary };
}

function typed(value: unknown, type: 'string' | 'number' | 'boolean'): AttributeValue | null {
  if (value === null || value === undefined) return null;
  if (type === 'string') return String(value);
  if (type === 'boolean') return value === true;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/**
 * A vertex: x and y in unit mercator, and optionally how much it matters, as a squared length in the same unit. At a
 * zoom, vertices that matter less than the tolerance are left out.
 */
export type Vertex = readonly [x: number, y: number, importance: number];

/** Lines or polygons in typed arrays: feature → parts (lines or rings) → vertices. */
export interface ShapeTable {
  readonly count: number;
  readonly ids: Float64Array;
  readonly fromZoom: Uint8Array;
  readonly attributes: AttributeTable;
  /** First part of each feature, and one past the last. */
  readonly featureParts: Uint32Array;
  /** First vertex of each part, and one past the last. Rings do not repeat their first vertex. */
  readonly partVertices: Uint32Array;
  readonly isHole: Uint8Array;
  readonly coordinates: Float64Array;
  readonly importance: Float32Array;
  /** minX, minY, maxX, maxY per feature. */
  readonly boxes: Float64Array;
  readonly index: Flatbush | null;
}

/** One feature to be stored: for polygons each part list is exterior then holes, rings closed as GeoJSON has them. */
export interface Shape {
  readonly id: number;
  readonly fromZoom: number;
  readonly parts: readonly { readonly vertices: readonly Vertex[]; readonly isHole: boolean }[];
}

/** Packs shapes; `attributes` has a row per shape in the same order. */
export function shapeTableOf(shapes: readonly Shape[], attributes: AttributeTable): ShapeTable {
  let partCount = 0;
  let vertexCount = 0;
  for (const shape of shapes) {
    partCount += shape.parts.length;
    for (const part of shape.parts) vertexCount += part.vertices.length;
  }
  const table = {
    count: shapes.length,
    ids: Float64Array.from(shapes, (shape) => shape.id),
    fromZoom: Uint8Array.from(shapes, (shape) => shape.fromZoom),
    attributes,
    featureParts: new Uint32Array(shapes.length + 1),
    partVertices: new Uint32Array(partCount + 1),
    isHole: new Uint8Array(partCount),
    coordinates: new Float64Array(vertexCount * 2),
    importance: new Float32Array(vertexCount),
    boxes: new Float64Array(shapes.length * 4),
  };
  const index = shapes.length > 0 ? new Flatbush(shapes.length) : null;
  let part = 0;
  let vertex = 0;
  shapes.forEach((shape, feature) => {
    let minX = Infinity;
    let minY = Infinity;
    let maxX = -Infinity;
    let maxY = -Infinity;
    for (const { vertices, isHole } of shape.parts) {
      table.isHole[part] = isHole ? 1 : 0;
      for (const [x, y, importance] of vertices) {
        table.coordinates[2 * vertex] = x;
        table.coordinates[2 * vertex + 1] = y;
        table.importance[vertex++] = importance;
        if (x < minX) minX = x;
        if (x > maxX) maxX = x;
        if (y < minY) minY = y;
        if (y > maxY) maxY = y;
      }
      table.partVertices[++part] = vertex;
    }
    table.featureParts[feature + 1] = part;
    table.boxes.set([minX, minY, maxX, maxY], feature * 4);
    index?.add(minX, minY, maxX, maxY);
  });
  index?.finish();
  return { ...table, index };
}

/** Points in typed arrays. */
export interface PointTable {
  readonly count: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly attributes: AttributeTable;
}
