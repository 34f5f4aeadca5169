import type { Geometry } from 'geojson';

/** One row of a file before anybody knows what it means. Row 1 is the first record after the header. */
export interface SourceRecord {
  row: number;
  /** Text as in the file, numbers as text; null where the file has nothing. */
  values: Readonly<Record<string, string | null>>;
  geometry: Geometry | null;
}

/** Where a file is, and what of it to read: for the formats of several files or layers. */
export interface SourceFile {
  path: string;
  /** Names of the layer in a file of several, best first; empty when there is one. */
  layers: readonly string[];
  /** Box in degrees outside which features may be left out; null for all. Only formats with an index heed it. */
  bounds: readonly [number, number, number, number] | null;
}

/** A file that cannot be read at all. `code` says how, `row` where, when known. */
export class FormatError extends Error {
  readonly code: 'encoding' | 'syntax' | 'column_missing' | 'layer_missing' | 'crs_missing' | 'too_large' | 'empty';
  readonly row: number | null;
  constructor(code: FormatError['code'], message: string, row: number | null = null, options?: { cause: unknown }) {
    super(message, options);
    this.name = 'FormatError';
    this.code = code;
    this.row = row;
  }
}

/** The bytes as text. Throws `FormatError` `encoding` when they are not UTF-8; a byte order mark is dropped. */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new FormatError('encoding', 'the file is not UTF-8 text', null, { cause });
  }
}
