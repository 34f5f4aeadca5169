import { clipLine, clipRing, createPath, reservePoints, type Path } from './clip.ts';
import type { ShapeTable } from './feature-table.ts';
import type { LINE } from './mvt.ts';
import { EXTENT, POLYGON, type TileWriter } from './mvt.ts';

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
  // The index answers in its own order; rows keep theirs, so that the same tile is the same bytes.
  const found = Uint32Array.from(
    table.index.search((x - margin) / tiles, (y - margin) / tiles, (x + 1 + margin) / tiles, (y + 1 + margin) / tiles),
  ).sort();
  if (found.length === 0) return;
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
      const lastVertex = partVertices[part + 1]!;
      reservePoints(path, lastVertex - partVertices[part]!);
      const placed = path.coordinates;
      let end = 0;
      for (let vertex = partVertices[part]!; vertex < lastVertex; vertex++) {
        if (importance[vertex]! < least) continue;
        placed[end++] = coordinates[2 * vertex]! * scale - offsetX;
        placed[end++] = coordinates[2 * vertex + 1]! * scale - offsetY;
      }
      path.length = end / 2;
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

/** Rounds to whole units into `whole`, without repeated points. Returns the number of points. */
function roundPath({ coordinates, length }: Path): number {
  if (whole.length < length * 2) whole = new Int32Array(length * 4);
  const points = whole;
  let lastX = Number.NaN;
  let lastY = Number.NaN;
  let end = 0;
  for (let i = 0; i < length * 2; i += 2) {
    const px = Math.round(coordinates[i]!);
    const py = Math.round(coordinates[i + 1]!);
    if (px === lastX && py === lastY) continue;
    points[end++] = lastX = px;
    points[end++] = lastY = py;
  }
  return end / 2;
}

/** Takes out the spikes that rounding makes, to a point and back the same way, and the repetition of the first point. */
function withoutSpikes(count: number): number {
  const points = whole;
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const px = points[2 * i]!;
    const py = points[2 * i + 1]!;
    if (kept > 1 && points[2 * kept - 4] === px && points[2 * kept - 3] === py) {
      kept--;
      continue;
    }
    points[2 * kept] = px;
    points[2 * kept + 1] = py;
    kept++;
  }
  while (kept > 1 && points[0] === points[2 * kept - 2] && points[1] === points[2 * kept - 1]) kept--;
  return kept;
}

/** Writes a ring with the winding that the specification asks for: exteriors have a positive area, holes a negative. */
function writeRing(writer: TileWriter, ring: Path, isHole: boolean): boolean {
  const count = withoutSpikes(roundPath(ring));
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
  const count = roundPath(line);
  if (count < 2) return false;
  writer.line(whole, count);
  return true;
}
