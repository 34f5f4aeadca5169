import { addPoint, clipLine, clipRing, createPath, type Path } from './clip.ts';
import type { ShapeTable } from './feature-table.ts';
import { EXTENT, LINE, POLYGON, type TileWriter } from './mvt.ts';

const path = createPath();
const spare = createPath();
let whole = new Int32Array(2048);

/** How much a vertex must matter to be drawn at a zoom: `toleranceUnits` tile units, squared, in unit mercator. */
function leastImportance(z: number, toleranceUnits: number): number {
  return (toleranceUnits / (EXTENT * 2 ** z)) ** 2;
}

export interface ShapeLayer {
  readonly name: string;
  readonly type: typeof LINE | typeof POLYGON;
  readonly table: ShapeTable;
  /** Tile units that geometry reaches beyond the tile. */
  readonly buffer: number;
}

/** Writes the lines or polygons of a layer that meet the tile. `toleranceUnits` 0 keeps every vertex. */
export function encodeShapes(
  writer: TileWriter,
  { name, type, table, buffer }: ShapeLayer,
  z: number,
  x: number,
  y: number,
  toleranceUnits: number,
): void {
  if (table.index === null) return;
  const tiles = 2 ** z;
  const margin = buffer / EXTENT;
  const found = table.index.search(
    (x - margin) / tiles,
    (y - margin) / tiles,
    (x + 1 + margin) / tiles,
    (y + 1 + margin) / tiles,
  );
  if (found.length === 0) return;
  // The index answers in its own order; rows keep theirs, so that the same tile is the same bytes.
  found.sort((a, b) => a - b);
  const { attributes, boxes, coordinates, featureParts, importance, isHole, partVertices } = table;
  const scale = tiles * EXTENT;
  const offsetX = x * EXTENT;
  const offsetY = y * EXTENT;
  const least = leastImportance(z, toleranceUnits);
  writer.startLayer(name, attributes.names, attributes.dictionary);
  for (const feature of found) {
    if (table.fromZoom[feature]! > z) continue;
    const isWithin =
      boxes[4 * feature]! * scale - offsetX >= -buffer &&
      boxes[4 * feature + 1]! * scale - offsetY >= -buffer &&
      boxes[4 * feature + 2]! * scale - offsetX <= EXTENT + buffer &&
      boxes[4 * feature + 3]! * scale - offsetY <= EXTENT + buffer;
    let isExteriorDrawn = false;
    let isDrawn = false;
    for (let part = featureParts[feature]!; part < featureParts[feature + 1]!; part++) {
      // Holes go with their exterior.
      if (isHole[part] === 1 && !isExteriorDrawn) continue;
      path.length = 0;
      for (let vertex = partVertices[part]!; vertex < partVertices[part + 1]!; vertex++) {
        if (importance[vertex]! < least) continue;
        addPoint(path, coordinates[2 * vertex]! * scale - offsetX, coordinates[2 * vertex + 1]! * scale - offsetY);
      }
      if (type === POLYGON) {
        if (!isWithin) clipRing(path, spare, -buffer, EXTENT + buffer);
        const drawn = writeRing(writer, path, isHole[part] === 1);
        if (isHole[part] === 0) isExteriorDrawn = drawn;
        isDrawn ||= drawn;
      } else if (isWithin) isDrawn = writeLine(writer, path) || isDrawn;
      else clipLine(path, spare, -buffer, EXTENT + buffer, (piece) => (isDrawn = writeLine(writer, piece) || isDrawn));
    }
    if (!isDrawn) continue;
    for (let key = 0; key < attributes.columns.length; key++) {
      const code = attributes.columns[key]![feature]!;
      if (code >= 0) writer.attribute(key, code);
    }
    writer.endFeature(table.ids[feature]!, type);
  }
  writer.endLayer();
}

/** Rounds to whole units, without repeated points or spikes that rounding makes. Returns the number of points. */
function roundRing(ring: Path): number {
  if (whole.length < ring.length * 2) whole = new Int32Array(ring.length * 4);
  let count = 0;
  for (let i = 0; i < ring.length; i++) {
    const px = Math.round(ring.coordinates[2 * i]!);
    const py = Math.round(ring.coordinates[2 * i + 1]!);
    if (count > 0 && whole[2 * count - 2] === px && whole[2 * count - 1] === py) continue;
    if (count > 1 && whole[2 * count - 4] === px && whole[2 * count - 3] === py) {
      count--;
      continue;
    }
    whole[2 * count] = px;
    whole[2 * count + 1] = py;
    count++;
  }
  while (count > 1 && whole[0] === whole[2 * count - 2] && whole[1] === whole[2 * count - 1]) count--;
  return count;
}

/** Writes a ring with the winding that the specification asks for: exteriors have a positive area, holes a negative. */
function writeRing(writer: TileWriter, ring: Path, isHole: boolean): boolean {
  const count = roundRing(ring);
  if (count < 3) return false;
  let doubleArea = 0;
  for (let i = 0, j = count - 1; i < count; j = i++) {
    doubleArea += whole[2 * j]! * whole[2 * i + 1]! - whole[2 * i]! * whole[2 * j + 1]!;
  }
  if (doubleArea === 0) return false;
  if (doubleArea > 0 === isHole) reverse(count);
  writer.ring(whole, count);
  return true;
}

function reverse(count: number): void {
  for (let i = 0, j = count - 1; i < j; i++, j--) {
    for (let axis = 0; axis < 2; axis++) {
      const held = whole[2 * i + axis]!;
      whole[2 * i + axis] = whole[2 * j + axis]!;
      whole[2 * j + axis] = held;
    }
  }
}

function writeLine(writer: TileWriter, line: Path): boolean {
  if (whole.length < line.length * 2) whole = new Int32Array(line.length * 4);
  let count = 0;
  for (let i = 0; i < line.length; i++) {
    const px = Math.round(line.coordinates[2 * i]!);
    const py = Math.round(line.coordinates[2 * i + 1]!);
    if (count > 0 && whole[2 * count - 2] === px && whole[2 * count - 1] === py) continue;
    whole[2 * count] = px;
    whole[2 * count + 1] = py;
    count++;
  }
  if (count < 2) return false;
  writer.line(whole, count);
  return true;
}
