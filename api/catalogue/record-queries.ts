import { createHash } from 'node:crypto';
import type { Identity } from '#model/account';
import type { Database, Queryable } from '../../data/database/database.ts';
import type { CatalogueItem, DownloadFormat } from '../contract/catalogue.ts';
import { dueDate } from '../desk-datasets.ts';
import { statement } from '../queries/load.ts';
import type { CatalogueRecord } from './record.ts';

type Box = [number, number, number, number];
export type CatalogueDataset = Omit<CatalogueItem, 'dueOn' | 'isStale' | 'bbox' | 'downloads'>;

export const MEDIA_TYPES: Readonly<Record<DownloadFormat, string>> = {
  geojson: 'application/geo+json',
  csv: 'text/csv',
  gpkg: 'application/geopackage+sqlite3',
  fgb: 'application/vnd.flatgeobuf',
};

/** Datasets that `database` shows to whom it answers; one alone when it is named. */
export function readDatasets(database: Queryable, id: string | null = null): Promise<CatalogueDataset[]> {
  return database.query<CatalogueDataset & Record<string, unknown>>(statement('catalogue'), [id]);
}

/** The box of each dataset in degrees; none for those without a place. `database` answers as the owner. */
export async function readBoxes(database: Database): Promise<ReadonlyMap<string, Box>> {
  type Row = { dataset: string; west: number; south: number; east: number; north: number };
  const rows = await database.query<Row>(statement('catalogue-boxes'));
  return new Map(rows.map(({ dataset, west, south, east, north }) => [dataset, [west, south, east, north]]));
}

/** Whether somebody who sees the dataset may also read its rows. */
export const mayRead = (by: Identity, { classification }: Pick<CatalogueDataset, 'classification'>): boolean =>
  classification === 'terbuka' || by.role !== 'publik';

/** Formats that a dataset can be downloaded in; none where nothing has been published. A register has no shapes of its own. */
export const formatsOf = ({ family, version }: Pick<CatalogueDataset, 'family' | 'version'>): DownloadFormat[] =>
  version === 0 ? [] : family === 'population' ? ['csv'] : ['csv', 'geojson', 'gpkg', 'fgb'];

/** A dataset as the catalogue answers it to somebody. `today` is a day of the region, `YYYY-MM-DD`. */
export function itemOf(
  dataset: CatalogueDataset,
  by: Identity,
  { boxes, today }: { boxes: ReadonlyMap<string, Box>; today: string },
): CatalogueItem {
  const dueOn = dueDate(dataset.date, dataset.updateCycleMonths);
  const reads = mayRead(by, dataset);
  return {
    ...dataset,
    dueOn,
    isStale: dueOn !== null && dueOn < today,
    bbox: reads ? (boxes.get(dataset.id) ?? null) : null,
    downloads: reads ? formatsOf(dataset) : [],
  };
}

/** A dataset as other catalogues take it in. `sizeOf` knows the bytes of a file that has been made. */
export function recordOf(item: CatalogueItem, sizeOf: (format: DownloadFormat) => number | null): CatalogueRecord {
  return {
    ...item,
    downloads: item.downloads.map((format) => ({
      format,
      mediaType: MEDIA_TYPES[format],
      path: `/api/v1/catalogue/${item.id}/download?format=${format}`,
      byteSize: sizeOf(format),
    })),
  };
}

/** Digest of everything that a download of the dataset says: its rows by their version, and its description. */
export function stateOf(dataset: CatalogueDataset): string {
  return createHash('sha256').update(JSON.stringify(dataset)).digest('hex').slice(0, 16);
}
