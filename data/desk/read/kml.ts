import { createReadStream } from 'node:fs';
import type { Geometry, Position } from 'geojson';
import { UploadRefusal } from './refusal.ts';
import { columnName } from './table.ts';
import { XmlReader, type Attributes } from './xml.ts';
import type { Findings, Portion, RawRow, ReadTask } from './reading.ts';

/** Folders in folders that are named; deeper ones are read, but not named. */
const DEEPEST = 20;
const SHAPES = new Set(['Point', 'LineString', 'LinearRing', 'Polygon', 'MultiGeometry']);

/**
 * Rows of a KML file, one per placemark: its `name`, `description`, the `folder` it is in, and the data that it carries
 * (`ExtendedData`, which GDAL's own reader leaves out). Coordinates are WGS 84 by definition (OGC 12-007r2, 6.2).
 * Throws `entity_expansion`, `too_many_vertices`, `too_many_rows`, `malformed`.
 */
export async function* readKml(task: ReadTask): AsyncGenerator<Portion, Findings> {
  const source = createReadStream(task.path, { highWaterMark: 1 << 18 });
  const parser = new KmlParser(task.limits);
  let done = 0;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    done += chunk.length;
    yield { rows: parser.push(chunk), done, total: null };
  }
  yield { rows: parser.end(), done, total: done };
  return {
    format: 'kml',
    encoding: 'utf-8',
    delimiter: null,
    crs: 'EPSG:4326',
    layer: null,
    layers: [],
    columns: null,
  };
}

/** A polygon that is being read: its rings, the outer one first. */
interface Shape {
  type: string;
  positions: Position[];
  parts: Geometry[];
  rings: { isOuter: boolean; ring: Position[] }[];
}

class KmlParser {
  readonly #limits: ReadTask['limits'];
  readonly #xml: XmlReader;
  #ready: RawRow[] = [];
  #row = 0;
  /** Elements that are open, by name. */
  #open: string[] = [];
  #folders: string[] = [];
  #cells: Record<string, string | null> | null = null;
  #geometry: Geometry | null = null;
  #shapes: Shape[] = [];
  #isOuter = true;
  #vertices = 0;
  #dataName = '';
  #text: string[] | null = null;
  #characters = 0;

  constructor(limits: ReadTask['limits']) {
    this.#limits = limits;
    this.#xml = new XmlReader({
      open: (name, attributes) => this.#begin(name, attributes),
      text: (text) => this.#take(text),
      close: (name) => this.#close(name),
    });
  }

  push(bytes: Uint8Array): RawRow[] {
    this.#xml.write(bytes);
    return this.#ready.splice(0);
  }

  end(): RawRow[] {
    this.#xml.end();
    return this.#ready.splice(0);
  }

  #begin(name: string, attributes: Attributes): void {
    const parent = this.#open.at(-1);
    this.#open.push(name);
    if (this.#open.length > 200) throw new UploadRefusal('malformed', { message: 'nesting' });
    if (name === 'Folder' || name === 'Document') this.#folders.push('');
    else if (name === 'Placemark') {
      this.#cells = {};
      this.#geometry = null;
      this.#vertices = 0;
    } else if (name === 'Data' || name === 'SimpleData') this.#dataName = attributes['name'] ?? '';
    else if (name === 'outerBoundaryIs' || name === 'innerBoundaryIs') this.#isOuter = name === 'outerBoundaryIs';
    else if (SHAPES.has(name) && this.#cells !== null)
      this.#shapes.push({ type: name, positions: [], parts: [], rings: [] });
    const isWanted =
      name === 'coordinates' ||
      name === 'SimpleData' ||
      (name === 'value' && parent === 'Data') ||
      (name === 'name' && (parent === 'Placemark' || parent === 'Folder')) ||
      (name === 'description' && parent === 'Placemark');
    this.#text = isWanted ? [] : null;
    this.#characters = 0;
  }

  #take(text: string): void {
    if (this.#text === null) return;
    this.#characters += text.length;
    const name = this.#open.at(-1)!;
    // Fewer than four characters are no position: more than the limit of them cannot be meant.
    if (name === 'coordinates' && this.#characters / 64 > this.#limits.vertices)
      throw new UploadRefusal('too_many_vertices', { limit: this.#limits.vertices });
    if (name !== 'coordinates' && this.#characters > this.#limits.cellCharacters)
      throw new UploadRefusal('malformed', { row: this.#row + 1, message: 'cell_too_long' });
    this.#text.push(text);
  }

  #close(name: string): void {
    this.#open.pop();
    const parent = this.#open.at(-1);
    const text = this.#text === null ? null : this.#text.join('').trim();
    this.#text = null;
    if (name === 'coordinates' && text !== null) this.#addPositions(text);
    else if (name === 'SimpleData' || (name === 'value' && parent === 'Data')) this.#set(this.#dataName, text);
    else if (name === 'name' && parent === 'Folder')
      this.#folders[this.#folders.length - 1] = (text ?? '').slice(0, 200);
    else if (name === 'name' && parent === 'Placemark') this.#set('name', text);
    else if (name === 'description' && parent === 'Placemark') this.#set('description', text);
    else if (SHAPES.has(name) && this.#cells !== null) this.#endShape();
    else if (name === 'Placemark') this.#endRow();
    else if (name === 'Folder' || name === 'Document') this.#folders.pop();
  }

  #set(name: string, text: string | null): void {
    if (this.#cells === null || text === null) return;
    const column = columnName(name) || 'data';
    this.#cells[column] ??= text === '' ? null : text;
  }

  /** `108.5,-6.7,0 108.6,-6.8,0` */
  #addPositions(text: string): void {
    const shape = this.#shapes.at(-1);
    if (shape === undefined) return;
    for (const [tuple] of text.matchAll(/[^\s]+/g)) {
      if (++this.#vertices > this.#limits.vertices)
        throw new UploadRefusal('too_many_vertices', { row: this.#row + 1, limit: this.#limits.vertices });
      const [longitude, latitude] = tuple.split(',', 2);
      shape.positions.push([longitude ? Number(longitude) : NaN, latitude ? Number(latitude) : NaN]);
    }
  }

  #endShape(): void {
    const shape = this.#shapes.pop()!;
    const outside = this.#shapes.at(-1);
    if (shape.type === 'LinearRing' && outside?.type === 'Polygon') {
      outside.rings.push({ isOuter: this.#isOuter, ring: shape.positions });
      return;
    }
    const geometry = geometryOf(shape);
    if (geometry === null) return;
    if (outside?.type === 'MultiGeometry') outside.parts.push(geometry);
    else this.#geometry ??= geometry;
  }

  #endRow(): void {
    if (this.#cells === null) return;
    if (++this.#row > this.#limits.rows) throw new UploadRefusal('too_many_rows', { limit: this.#limits.rows });
    const folder = this.#folders
      .slice(0, DEEPEST)
      .filter((name) => name !== '')
      .join(' / ');
    const { name = null, description = null, ...data } = this.#cells;
    this.#ready.push({
      row: this.#row,
      cells: { name, description, folder: folder === '' ? null : folder, ...data },
      geometry: this.#geometry,
    });
    this.#cells = null;
    this.#shapes = [];
  }
}

/** The geometry of a shape; null for one without positions, or with one that is no number. */
function geometryOf({ type, positions, parts, rings }: Shape): Geometry | null {
  const isSound = (ring: Position[]) =>
    ring.length > 0 && ring.every(([x, y]) => Number.isFinite(x) && Number.isFinite(y));
  if (type === 'Polygon') {
    const outer = rings.find(({ isOuter }) => isOuter)?.ring;
    if (outer === undefined || !rings.every(({ ring }) => isSound(ring))) return null;
    const holes = rings.filter(({ isOuter }) => !isOuter).map(({ ring }) => ring);
    return { type: 'Polygon', coordinates: [outer, ...holes] };
  }
  if (type === 'MultiGeometry') return together(parts);
  if (!isSound(positions)) return null;
  return type === 'Point'
    ? { type: 'Point', coordinates: positions[0]! }
    : { type: 'LineString', coordinates: positions };
}

/** Parts of one kind as one geometry of several, others as a collection. */
function together(parts: Geometry[]): Geometry | null {
  const [first] = parts;
  if (first === undefined || parts.length === 1) return first ?? null;
  const kind = first.type;
  if ((kind !== 'Point' && kind !== 'LineString' && kind !== 'Polygon') || parts.some(({ type }) => type !== kind))
    return { type: 'GeometryCollection', geometries: parts };
  return {
    type: `Multi${kind}`,
    coordinates: parts.map((part) => (part as { coordinates: unknown }).coordinates),
  } as Geometry;
}
