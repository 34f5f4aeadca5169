import { readCsv } from './csv.ts';
import { readGeoJson } from './geojson.ts';
import { readWilayahSql } from './wilayah-sql.ts';
import type { SourceRecord } from './record.ts';

export { FormatError, type SourceRecord } from './record.ts';

/** How each format is read. A new one is a file here and a line. */
export const READERS: Readonly<Record<'csv' | 'geojson' | 'wilayah-sql', (bytes: Uint8Array) => SourceRecord[]>> = {
  csv: readCsv,
  geojson: readGeoJson,
  'wilayah-sql': readWilayahSql,
};
