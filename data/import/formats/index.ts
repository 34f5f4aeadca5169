import { readCsv } from './csv.ts';
import { readWithGdal } from './gdal.ts';
import { readGeoJson } from './geojson.ts';
import { readWilayahSql } from './wilayah-sql.ts';
import type { SourceFile, SourceRecord } from './record.ts';

export { FormatError, type SourceFile, type SourceRecord } from './record.ts';

/** How each format is read. A new one is a file here and a line. */
export const READERS = {
  csv: readCsv,
  geojson: readGeoJson,
  'wilayah-sql': readWilayahSql,
  gpkg: readWithGdal('.gpkg'),
  /** A `.zip`, or a `.shp` beside its companions. */
  shapefile: readWithGdal('.shp'),
  flatgeobuf: readWithGdal('.fgb'),
  kml: readWithGdal('.kml'),
} as const satisfies Record<string, (bytes: Uint8Array, file: SourceFile) => SourceRecord[] | Promise<SourceRecord[]>>;

/** The files that belong to one: of a `.shp` also its columns and its coordinate system. */
export function companionsOf(file: string): string[] {
  return file.toLowerCase().endsWith('.shp') ? ['dbf', 'prj', 'cpg'].map((end) => file.slice(0, -3) + end) : [];
}
