import { z } from 'zod';
import { EVERYONE } from '#model/account';
import { DatasetVersion } from '#model/upload';
import { DatasetItem } from './index.ts';
import { DatasetId, endpoint, items } from './endpoint.ts';

export const DownloadFormat = z.enum(['geojson', 'csv', 'gpkg', 'fgb']);
export type DownloadFormat = z.infer<typeof DownloadFormat>;

/** Shares of rows (0–1) that are as they should be; null where the question does not fit the dataset or nothing is known. */
export const QualityShares = z.object({
  /** Rows that an import or an upload took in, among those it read. */
  accepted: z.number().min(0).max(1).nullable(),
  /** Valid geometry, among rows with one. */
  validGeometry: z.number().min(0).max(1).nullable(),
  /** With a place at all. */
  placed: z.number().min(0).max(1).nullable(),
  /** Known region codes. */
  validCode: z.number().min(0).max(1).nullable(),
  /** Points inside the region that their row states. */
  insideRegion: z.number().min(0).max(1).nullable(),
  /** 1 when the content has a date, else 0. */
  dated: z.number().min(0).max(1),
  /** 1 when within its cycle, 0 when stale, null without a cycle or date. */
  onTime: z.number().min(0).max(1).nullable(),
  /** 1 when a licence is stated, else 0. */
  licensed: z.number().min(0).max(1),
});
export type QualityShares = z.infer<typeof QualityShares>;

/** A dataset in the catalogue: provenance, and what people ask first. */
export const CatalogueItem = DatasetItem.extend({
  agency: z.string().nullable(),
  agencyName: z.string().nullable(),
  contact: z.string().nullable(),
  scale: z.string().nullable(),
  publishedAt: z.string().nullable(),
  /** When the next edition is due by its cycle; null without a cycle or date. */
  dueOn: z.string().nullable(),
  isStale: z.boolean(),
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
  downloads: z.array(DownloadFormat),
});
export type CatalogueItem = z.infer<typeof CatalogueItem>;

const Pair = z.tuple([z.number(), z.number()]);
/** Shapes for a small drawing, `[longitude, latitude]`, roughened to about 100 m. */
export const Sketch = z.object({
  points: z.array(Pair),
  lines: z.array(z.array(Pair)),
  /** Border of the own territory. */
  outline: z.array(z.array(Pair)),
});
export type Sketch = z.infer<typeof Sketch>;

const OneDataset = z.strictObject({ id: DatasetId });

export const catalogueContract = {
  /** Datasets that whoever asks may know of: a signed-in person sees more. */
  catalogue: endpoint('GET', '/api/v1/catalogue', 'Datasets with everything that describes them', EVERYONE, {
    response: items(CatalogueItem),
  }),
  catalogueEntry: endpoint(
    'GET',
    '/api/v1/catalogue/:id',
    'One dataset: description, columns, first rows, versions, quality',
    EVERYONE,
    {
      params: OneDataset,
      response: CatalogueItem.extend({
        columns: z.array(
          z.object({
            name: z.string(),
            type: z.enum(['text', 'number', 'date', 'boolean', 'geometry']),
            filled: z.number().min(0).max(1),
          }),
        ),
        /** First rows as a download has them; empty for those who may not read them. */
        preview: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))),
        versions: z.array(
          DatasetVersion.pick({
            version: true,
            state: true,
            origin: true,
            publishedAt: true,
            records: true,
            date: true,
            counts: true,
          }),
        ),
        quality: QualityShares,
        /** Rows that a download has; null for those who may not read them. */
        rows: z.number().int().nullable(),
        /** Entries that are a facility of another dataset, where their row is. */
        knownElsewhere: z.number().int(),
        /** Null for those who may not read its rows, and where nothing has a place. */
        sketch: Sketch.nullable(),
      }),
    },
  ),
  catalogueDcat: endpoint('GET', '/api/v1/catalogue.jsonld', 'The open catalogue as DCAT 3', EVERYONE, {
    contentType: 'application/ld+json',
  }),
  datasetDcat: endpoint('GET', '/api/v1/catalogue/:id/dcat.jsonld', 'One dataset as DCAT 3', EVERYONE, {
    params: OneDataset,
    contentType: 'application/ld+json',
  }),
  datasetIso: endpoint(
    'GET',
    '/api/v1/catalogue/:id/metadata.xml',
    'One dataset as ISO 19115 (ISO 19139 XML)',
    EVERYONE,
    {
      params: OneDataset,
      contentType: 'application/xml',
    },
  ),
  /** A ZIP of the file and its metadata (JSON and text). 403 for who may not read its rows. */
  datasetDownload: endpoint(
    'GET',
    '/api/v1/catalogue/:id/download',
    'The rows of a dataset with their metadata',
    EVERYONE,
    {
      params: OneDataset,
      query: z.strictObject({ format: DownloadFormat }),
      contentType: 'application/zip',
    },
  ),
  /** Quality by dataset and by agency, worst first; an agency's is the mean of its datasets that can be judged. */
  scorecard: endpoint('GET', '/api/v1/catalogue-quality', 'Data quality of every dataset and agency', EVERYONE, {
    response: z.object({
      datasets: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          agency: z.string().nullable(),
          agencyName: z.string().nullable(),
          date: z.string().nullable(),
          dueOn: z.string().nullable(),
          isStale: z.boolean(),
          records: z.number().int(),
          sample: z.boolean(),
          shares: QualityShares,
          /** Mean of the shares that can be told (0–1); null for a dataset without rows. */
          score: z.number().min(0).max(1).nullable(),
        }),
      ),
      agencies: z.array(
        z.object({
          agency: z.string(),
          agencyName: z.string(),
          datasets: z.number().int(),
          stale: z.number().int(),
          score: z.number().min(0).max(1).nullable(),
        }),
      ),
    }),
  }),
} as const;
