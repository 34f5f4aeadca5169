import type { Geometry } from 'geojson';
import type { BBox } from '#model/geometry';
import type { UploadFormat } from '#model/upload';
import type { ReadLimits } from './limits.ts';

/** One row of a file before anybody knows what it means. */
export interface RawRow {
  /** Row 1 is the first record after the header; empty rows count but do not come. */
  row: number;
  /** Text as in the file by column; null where the file has nothing, absent where the row has no such property. */
  cells: Record<string, string | null>;
  /** GeoJSON in EPSG:4326; null for a table, or a feature without one. */
  geometry: Geometry | null;
}

/** What a reader of one format needs. */
export interface ReadTask {
  path: string;
  /** Name that the person gave the file. */
  name: string;
  /** Layer or sheet that is wanted; null for the first that holds anything. */
  layer: string | null;
  /** Box of the region: decides where a file leaves it open. */
  bounds: BBox;
  limits: ReadLimits;
  /** Folder that is emptied afterwards, for what must be unpacked. */
  folder: string;
}

/** Rows as they become known. `done` and `total` in bytes or rows, whichever the format can tell. */
export interface Portion {
  rows: RawRow[];
  done: number;
  total: number | null;
}

/** What the reader of a format knows at the end. */
export interface Findings {
  format: UploadFormat;
  encoding: string | null;
  delimiter: string | null;
  crs: string | null;
  layer: string | null;
  layers: string[];
  /** Columns in the order of the file; null when they are only known from the rows. */
  columns: string[] | null;
}

/** The file of the layer itself, out of its archive and, for GDAL, alone with its companions in a folder. */
export interface OpenedTask extends ReadTask {
  format: UploadFormat;
  /** Name and names of the layers as the archive has them; null when the file says it itself. */
  layerName: string | null;
  layers: string[] | null;
}

/** Reads one format: throws `UploadRefusal`, or anything at all for a damaged file. */
export type FormatReader = (task: OpenedTask) => AsyncGenerator<Portion, Findings>;
