import { createReadStream } from 'node:fs';
import type { Feature, Geometry, Position } from 'geojson';
import { plain } from './cell-format.ts';
import { UploadRefusal } from './refusal.ts';
import { columnName } from './table.ts';
import { crsByPlace, crsOfCode, crsOfName, mapGeometry, toDegrees, type Crs } from './crs.ts';
import { JsonPieces, parsed } from './json-pieces.ts';
import { surveyText, textOf } from './text.ts';
import type { Findings, Portion, RawRow, ReadTask } from './reading.ts';

const AT_ONCE = 256 * 1024;
/** Bytes that a vertex takes at most, written with all its digits and a height. */
const BYTES_PER_VERTEX = 64;
const OTHER_BYTES = 4_000_000;
/** Members of a feature or geometry; all others are passed over. */
const MEMBERS = new Set(['type', 'id', 'properties', 'geometry', 'coordinates', 'geometries']);

const GEOMETRIES = [
  'Point',
  'MultiPoint',
  'LineString',
  'MultiLineString',
  'Polygon',
  'MultiPolygon',
  'GeometryCollection',
];

/** Bytes of the file as UTF-8, as often as they are asked for. */
type Source = () => AsyncIterable<Buffer>;

/**
 * Rows of a GeoJSON file, feature by feature: a collection, one feature or geometry, or one feature per line. Throws
 * `projection_unknown`, `projection_missing` (not in degrees, and nothing says in what), `too_many_vertices`, `malformed`.
 */
export async function* readGeoJson(task: ReadTask): AsyncGenerator<Portion, Findings> {
  const survey = await surveyText(task.path);
  const source = async function* () {
    if (survey.encoding === 'utf-8')
      yield* createReadStream(task.path, { start: survey.markBytes, highWaterMark: AT_ONCE }) as AsyncIterable<Buffer>;
    else for await (const { text } of textOf(task.path, survey)) yield Buffer.from(text);
  };
  const { crs, layer } = await outlineOf(source, task);
  const convert = toDegrees(crs);
  let row = 0;
  let done = 0;
  for await (const { features, bytes } of featuresOf(source, task)) {
    done = Math.min(survey.bytes, done + bytes);
    const rows: RawRow[] = [];
    for (const feature of features) {
      if (++row > task.limits.rows) throw new UploadRefusal('too_many_rows', { limit: task.limits.rows });
      rows.push(rowOfFeature(feature, row, convert));
    }
    yield { rows, done, total: survey.bytes };
  }
  const { encoding } = survey;
  return {
    format: 'geojson',
    encoding,
    delimiter: null,
    crs: crs.code,
    layer,
    layers: layer === null ? [] : [layer],
    columns: null,
  };
}

/** Reads the file once for what it says of itself, which may stand behind its features. */
async function outlineOf(source: Source, task: ReadTask): Promise<{ crs: Crs; layer: string | null }> {
  const scanner = scannerFor(task);
  let type: unknown = null;
  let named: string | null = null;
  let layer: string | null = null;
  let hasFeatures = false;
  let first: Position | null = null;
  for await (const chunk of source()) {
    for (const { member, text, object } of scanner.push(chunk)) {
      if (member === null) hasFeatures = true;
      if (first === null && (member === null || member === 'geometry' || member === 'coordinates'))
        first = firstPosition(member === null ? (parsed(text) as Feature | null)?.geometry : parsed(text));
      if (object !== 0) continue;
      if (member === 'type') type = parsed(text);
      if (member === 'crs') named = nameOfCrs(parsed(text));
      if (member === 'name') layer = String(parsed(text)).slice(0, 100);
    }
  }
  scanner.end();
  if (type === 'Topology') throw new UploadRefusal('format_unknown', { found: 'topojson' });
  if (type !== 'FeatureCollection' && type !== 'Feature' && !GEOMETRIES.includes(type as string))
    throw new UploadRefusal('format_unknown', { found: 'json' });
  if (type !== 'FeatureCollection' && hasFeatures) throw new UploadRefusal('malformed', { message: 'json' });
  return { crs: named === null ? crsByPosition(first, task) : crsOfName(named), layer };
}

/** RFC 7946 knows degrees only; a file that is not in degrees is taken for the system that brings it to the region. */
function crsByPosition(first: Position | null, { bounds }: ReadTask): Crs {
  if (first === null || (Math.abs(first[0]!) <= 180 && Math.abs(first[1]!) <= 90)) return crsOfCode(4326)!;
  const crs = crsByPlace(first, bounds);
  if (crs === null) throw new UploadRefusal('projection_missing', { x: first[0]!, y: first[1]! });
  return crs;
}

function nameOfCrs(crs: unknown): string | null {
  if (crs === null) return null;
  const { properties } = crs as { properties?: { name?: unknown; code?: unknown; href?: unknown } };
  if (typeof properties?.code === 'number') return `EPSG:${properties.code}`;
  return String(properties?.name ?? properties?.href ?? JSON.stringify(crs));
}

function firstPosition(value: unknown): Position | null {
  if (Array.isArray(value)) {
    if (typeof value[0] === 'number' && typeof value[1] === 'number') return value as Position;
    for (const part of value) {
      const found = firstPosition(part);
      if (found !== null) return found;
    }
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { coordinates, geometries } = value as { coordinates?: unknown; geometries?: unknown };
  return firstPosition(coordinates ?? geometries ?? null);
}

function scannerFor({ limits }: ReadTask): JsonPieces {
  return new JsonPieces({ bytes: limits.vertices * BYTES_PER_VERTEX + OTHER_BYTES, lists: limits.vertices });
}

/** Features by chunk of the file; one that is an object of the file by itself comes when that object has ended. */
async function* featuresOf(source: Source, task: ReadTask): AsyncGenerator<{ features: Feature[]; bytes: number }> {
  const scanner = scannerFor(task);
  let members: Record<string, unknown> = {};
  let object = 0;
  const alone = (): Feature[] => {
    const { type } = members as { type?: string };
    if (type === 'Feature') return [members as unknown as Feature];
    return GEOMETRIES.includes(type!)
      ? [{ type: 'Feature', properties: null, geometry: members as unknown as Geometry }]
      : [];
  };
  for await (const chunk of source()) {
    const features: Feature[] = [];
    for (const piece of scanner.push(chunk)) {
      if (piece.object !== object) {
        features.push(...alone());
        members = {};
        object = piece.object;
      }
      if (piece.member === null) features.push(featureOf(parsed(piece.text)));
      else if (MEMBERS.has(piece.member)) members[piece.member] = parsed(piece.text);
    }
    yield { features, bytes: chunk.length };
  }
  scanner.end();
  yield { features: alone(), bytes: 0 };
}

function featureOf(value: unknown): Feature {
  if ((value as { type?: unknown } | null)?.type !== 'Feature')
    throw new UploadRefusal('malformed', { message: 'feature' });
  return value as Feature;
}

/** One feature as a row; an id of its own, which OpenStreetMap exports give, is the column `@id` unless there is one. */
export function rowOfFeature(
  { id, properties, geometry }: Feature,
  row: number,
  convert: (position: Position) => Position,
): RawRow {
  const values = Object.entries({ ...(id == null ? {} : { '@id': id }), ...properties });
  return {
    row,
    cells: Object.fromEntries(values.map(([name, value]) => [columnName(name), textOfProperty(value)])),
    geometry: geometry == null ? null : mapGeometry(geometry, convert),
  };
}

function textOfProperty(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return plain(value);
  const text = (typeof value === 'object' ? JSON.stringify(value) : String(value)).trim();
  return text === '' ? null : text;
}
