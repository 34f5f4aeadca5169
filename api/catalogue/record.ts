import type { Dataset } from '#model/dataset';

/** One way to get a dataset: a file of it. */
export interface CatalogueDownload {
  readonly format: 'geojson' | 'csv' | 'gpkg' | 'fgb';
  readonly mediaType: string;
  /** Path from the root of this server. */
  readonly path: string;
  /** Size of the file; null until somebody asked for it and it was made. */
  readonly byteSize: number | null;
}

/** A dataset as a catalogue describes it to people and to other catalogues. */
export interface CatalogueRecord extends Dataset {
  /** Name of the producing agency where one is named, else the producer as written. */
  readonly agencyName: string | null;
  readonly contact: string | null;
  readonly scale: string | null;
  readonly version: number;
  readonly records: number;
  /** ISO 8601; when this version was published or imported. */
  readonly publishedAt: string | null;
  /** West, south, east, north in degrees; null where nothing has a place. */
  readonly bbox: readonly [number, number, number, number] | null;
  /** Empty for a closed dataset. */
  readonly downloads: readonly CatalogueDownload[];
}

/** What is said of the whole catalogue. */
export interface CatalogueHead {
  /** `https://…` without a slash at the end. */
  readonly origin: string;
  readonly title: string;
  readonly custodian: string;
  readonly regionName: string;
}
