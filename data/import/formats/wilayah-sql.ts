import type { Geometry, Position } from 'geojson';
import { FormatError, textOf, type SourceRecord } from './record.ts';

/** `('32.09.01.2008','Waled Desa',-6.92,108.70,'[[[-6.91,108.70],…]]')`: code, name, latitude, longitude, path. */
const ROW =
  /^\s*\('((?:[^'\\]|''|\\.)*)','((?:[^'\\]|''|\\.)*)',(-?[\d.]+|NULL),(-?[\d.]+|NULL),'(\[[^']*\])'\)[,;]\s*$/;

/**
 * Records of a boundary file of github.com/cahyadsn/wilayah_boundaries (SQL inserts of kode, nama, lat, lng, path).
 * Its paths hold `[latitude, longitude]`; the geometry returned is `[longitude, latitude]`.
 * Throws `FormatError` with the row for a value line that does not read.
 */
export function readWilayahSql(bytes: Uint8Array): SourceRecord[] {
  const records: SourceRecord[] = [];
  for (const line of textOf(bytes).split('\n')) {
    if (!line.trimStart().startsWith("('")) continue;
    const row = records.length + 1;
    const found = ROW.exec(line);
    if (!found) throw new FormatError('syntax', 'a row of values does not read', row);
    const [, code = '', name = '', lat = '', lng = '', path = ''] = found;
    records.push({
      row,
      values: {
        kode: unquoted(code),
        nama: unquoted(name),
        lat: lat === 'NULL' ? null : lat,
        lng: lng === 'NULL' ? null : lng,
      },
      geometry: geometryOf(path, row),
    });
  }
  if (records.length === 0) throw new FormatError('empty', 'the file has no rows of values');
  return records;
}

const unquoted = (text: string) => text.replaceAll("''", "'").replace(/\\(.)/g, '$1');

/** A path is the rings of one polygon, or one level deeper the polygons of several. */
function geometryOf(path: string, row: number): Geometry {
  let rings: unknown;
  try {
    rings = JSON.parse(path);
  } catch (cause) {
    throw new FormatError('syntax', 'a path is not JSON', row, { cause });
  }
  const depth = depthOf(rings);
  if (depth === 3) return { type: 'Polygon', coordinates: (rings as Position[][]).map(swapped) };
  if (depth === 4)
    return { type: 'MultiPolygon', coordinates: (rings as Position[][][]).map((part) => part.map(swapped)) };
  throw new FormatError('syntax', 'a path is not a list of rings', row);
}

const depthOf = (value: unknown): number => (Array.isArray(value) ? 1 + depthOf(value[0]) : 0);
const swapped = (ring: Position[]): Position[] =>
  ring.map(([latitude, longitude]) => [longitude ?? NaN, latitude ?? NaN]);
