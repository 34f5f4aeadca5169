import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Geometry, Position } from 'geojson';
import { BYTE_ORDER_MARK, csvCell } from '#model/csv';
import type { Column } from './columns.ts';
import type { CatalogueRow, Cell } from './rows.ts';

type Portions = AsyncIterable<readonly CatalogueRow[]>;

/** Writes rows as a GeoJSON FeatureCollection (RFC 7946), one feature a line; resolves to how many there were. */
export async function writeGeoJson(file: string, name: string, portions: Portions): Promise<number> {
  let count = 0;
  async function* text() {
    yield `{"type":"FeatureCollection","name":${JSON.stringify(name)},"features":[\n`;
    for await (const rows of portions) {
      const lines = rows.map(({ cells, geometry }) =>
        JSON.stringify({ type: 'Feature', ...idOf(cells), properties: cells, geometry }),
      );
      yield (count > 0 ? ',\n' : '') + lines.join(',\n');
      count += rows.length;
    }
    yield '\n]}\n';
  }
  await pipeline(text, createWriteStream(file));
  return count;
}

const idOf = ({ id }: Readonly<Record<string, Cell>>) => (typeof id === 'string' ? { id } : {});

/**
 * Writes rows as CSV (RFC 4180, UTF-8 with a byte order mark: Excel takes it for another encoding without). Points get the
 * columns `bujur` and `lintang`; what has other shapes also `wkt`. Resolves to how many rows there were.
 */
export async function writeCsv(
  file: string,
  columns: readonly Column[],
  shapes: 'none' | 'points' | 'any',
  portions: Portions,
): Promise<number> {
  const places = shapes === 'none' ? [] : shapes === 'points' ? ['bujur', 'lintang'] : ['bujur', 'lintang', 'wkt'];
  let count = 0;
  async function* text() {
    yield `${BYTE_ORDER_MARK}${[...columns.map(({ name }) => name), ...places].join(',')}\r\n`;
    for await (const rows of portions) {
      count += rows.length;
      yield rows.map((row) => lineOf(row, columns, shapes)).join('');
    }
  }
  await pipeline(text, createWriteStream(file));
  return count;
}

function lineOf({ cells, geometry }: CatalogueRow, columns: readonly Column[], shapes: 'none' | 'points' | 'any') {
  const values = columns.map(({ name }) => cells[name] ?? null);
  const point = geometry?.type === 'Point' ? geometry.coordinates : [];
  const places =
    shapes === 'none'
      ? []
      : [point[0] ?? null, point[1] ?? null, ...(shapes === 'any' ? [geometry && wktOf(geometry)] : [])];
  return `${[...values, ...places].map(csvCell).join(',')}\r\n`;
}

const pair = ([longitude, latitude]: Position) => `${longitude} ${latitude}`;
const line = (positions: readonly Position[]) => `(${positions.map(pair).join(', ')})`;
const lines = (parts: readonly (readonly Position[])[]) => `(${parts.map(line).join(', ')})`;

/** A geometry as WKT (OGC 06-103r4). */
export function wktOf(geometry: Geometry): string {
  switch (geometry.type) {
    case 'Point':
      return `POINT (${pair(geometry.coordinates)})`;
    case 'MultiPoint':
      return `MULTIPOINT ${line(geometry.coordinates)}`;
    case 'LineString':
      return `LINESTRING ${line(geometry.coordinates)}`;
    case 'MultiLineString':
      return `MULTILINESTRING ${lines(geometry.coordinates)}`;
    case 'Polygon':
      return `POLYGON ${lines(geometry.coordinates)}`;
    case 'MultiPolygon':
      return `MULTIPOLYGON (${geometry.coordinates.map(lines).join(', ')})`;
    case 'GeometryCollection':
      return `GEOMETRYCOLLECTION (${geometry.geometries.map(wktOf).join(', ')})`;
  }
}
