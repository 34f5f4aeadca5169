import { z } from 'zod';
import { EDITORS, STAFF } from '#model/account';
import { Classification } from '#model/dataset';
import { Position } from '#model/geometry';
import {
  DatasetVersion,
  DeskFamily,
  DifferenceCounts,
  DifferenceItem,
  DifferenceKind,
  Mapping,
  Remedy,
  RowOutcome,
  RowReason,
  Upload,
  UploadMetadata,
  UploadRow,
  UploadState,
} from '#model/upload';
import { counted, DatasetId, endpoint, items, Limit, Offset, page, wholeNumber } from './endpoint.ts';

const UploadId = z.strictObject({ id: z.uuid() });
const OneDataset = z.strictObject({ id: DatasetId });
const FieldValues = z.record(z.string().max(60), z.union([z.string().max(4000), z.number(), z.boolean(), z.null()]));

/** A dataset as the desk lists it: the own agency's, or all for the custodian. */
export const DeskDataset = z.object({
  id: z.string(),
  title: z.string(),
  family: DeskFamily.or(z.enum(['region', 'zone'])),
  agency: z.string().nullable(),
  producer: z.string(),
  classification: Classification,
  status: z.enum(['resmi', 'terbuka', 'contoh']),
  version: z.number().int().nonnegative(),
  records: z.number().int().nonnegative(),
  date: z.string().nullable(),
  publishedAt: z.string().nullable(),
  updateCycleMonths: z.number().int().nullable(),
  /** When the next edition is due by its cycle; null where it has none or no date. */
  dueOn: z.string().nullable(),
  isStale: z.boolean(),
  /** Whether the desk can take an upload for who asks. */
  mayEdit: z.boolean(),
  /** Whether who asks publishes and undoes, and edits single features, which everybody sees at once. */
  mayPublish: z.boolean(),
  openUploads: z.number().int().nonnegative(),
});
export type DeskDataset = z.infer<typeof DeskDataset>;

/** A feature in the editor; `revision` changes with each change and must be sent back. */
export const DeskFeature = z.object({
  id: z.string(),
  dataset: z.string(),
  family: DeskFamily,
  name: z.string(),
  /** Fields of `DESK_FIELDS` for its family, without place columns. */
  values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  region: z.string().nullable(),
  regionName: z.string().nullable(),
  position: Position.nullable(),
  /** GeoJSON geometry where it is no point. */
  geometry: z.unknown().nullable(),
  revision: z.string(),
  changedAt: z.string().nullable(),
  changedBy: z.string().nullable(),
});
export type DeskFeature = z.infer<typeof DeskFeature>;

const FeatureChange = z.strictObject({
  values: FieldValues,
  region: z.string().max(20).nullable().optional(),
  position: Position.nullable().optional(),
  geometry: z.unknown().optional(),
  /** Answers to what was refused: that two things are two (`keep_both`). */
  decisions: z.array(Remedy).max(20).optional(),
});

export const deskContract = {
  deskDatasets: endpoint('GET', '/api/v1/desk/datasets', 'Datasets of the desk', STAFF, {
    response: items(DeskDataset),
  }),
  /** Body: the bytes of the file. 422 `file_refused` with `parameters` naming the `FileRefusal` when it is refused at once. */
  createUpload: endpoint(
    'POST',
    '/api/v1/desk/uploads',
    'Takes in a file; it is read and checked afterwards',
    EDITORS,
    {
      query: z.strictObject({ file: z.string().min(1).max(200), dataset: DatasetId.optional() }),
      takesBytes: true,
      response: Upload,
    },
  ),
  uploads: endpoint('GET', '/api/v1/desk/uploads', 'Uploads, newest first', STAFF, {
    query: z.strictObject({
      state: UploadState.optional(),
      dataset: DatasetId.optional(),
      limit: Limit(100, 50),
      offset: Offset,
    }),
    response: counted(Upload),
  }),
  upload: endpoint('GET', '/api/v1/desk/uploads/:id', 'One upload and how far it is', STAFF, {
    params: UploadId,
    response: Upload,
  }),
  /** Stops what is at work; a draft is thrown away. Published ones stay. */
  cancelUpload: endpoint('DELETE', '/api/v1/desk/uploads/:id', 'Cancels or throws away an upload', EDITORS, {
    params: UploadId,
  }),
  /** Chooses dataset, layer, columns and description; rows are checked anew. */
  changeUpload: endpoint('PATCH', '/api/v1/desk/uploads/:id', 'Sets where it goes and what its columns mean', EDITORS, {
    params: UploadId,
    body: z.strictObject({
      dataset: DatasetId.optional(),
      /** Instead of `dataset`: a new one of this family. */
      newDataset: z.strictObject({ family: DeskFamily, title: z.string().trim().min(3).max(200) }).optional(),
      layer: z.string().max(200).optional(),
      mapping: Mapping.optional(),
      metadata: UploadMetadata.partial().optional(),
      keepsRest: z.boolean().optional(),
    }),
    response: Upload,
  }),
  uploadRows: endpoint('GET', '/api/v1/desk/uploads/:id/rows', 'Rows with what was found wrong', STAFF, {
    params: UploadId,
    query: z.strictObject({
      outcome: RowOutcome.optional(),
      /** Only rows with this reason. */
      reason: RowReason.optional(),
      /** Rejected rows with this many rows before and after each ("bermasalah dan tetangganya"). */
      neighbours: wholeNumber(0, 3).optional(),
      from: wholeNumber(1, 10_000_000).optional(),
      limit: Limit(500, 100),
      offset: Offset,
    }),
    response: counted(UploadRow),
  }),
  /** How often each reason occurs, worst first: the summary above the table. */
  uploadReasons: endpoint('GET', '/api/v1/desk/uploads/:id/reasons', 'What was found wrong, counted', STAFF, {
    params: UploadId,
    response: items(
      z.object({
        reason: RowReason,
        severity: z.enum(['error', 'correction', 'note']),
        rows: z.number().int().positive(),
        firstRow: z.number().int().positive(),
        /** Kind of the remedy that fits all of them, where one does. */
        remedy: z.string().nullable(),
      }),
    ),
  }),
  /** Columns instead of rows; at most 20,000 points, all the rejected ones among them. */
  uploadPositions: endpoint('GET', '/api/v1/desk/uploads/:id/positions', 'Where the rows lie', STAFF, {
    params: UploadId,
    response: z.object({
      rows: z.array(z.number().int()),
      longitudes: z.array(z.number()),
      latitudes: z.array(z.number()),
      outcomes: z.array(RowOutcome),
      /** Rows with a point that are not among these. */
      leftOut: z.number().int().nonnegative(),
      withoutPosition: z.number().int().nonnegative(),
    }),
  }),
  changeUploadRow: endpoint('PATCH', '/api/v1/desk/uploads/:id/rows/:row', 'Mends one row', EDITORS, {
    params: z.strictObject({ id: z.uuid(), row: wholeNumber(1, 10_000_000) }),
    body: z.strictObject({
      /** Field → what was typed; null takes an edit back. */
      edits: z.record(z.string().max(60), z.string().max(4000).nullable()).optional(),
      remedy: Remedy.optional(),
      excluded: z.boolean().optional(),
      /** Takes back what remedies decided about the row; typed values stay. */
      undecided: z.literal(true).optional(),
    }),
    response: z.object({ row: UploadRow, upload: Upload }),
  }),
  mendUploadRows: endpoint(
    'POST',
    '/api/v1/desk/uploads/:id/remedies',
    'One remedy for every row with a reason',
    EDITORS,
    {
      params: UploadId,
      body: z.strictObject({ reason: RowReason, remedy: z.string().max(40) }),
      response: z.object({ mended: z.number().int().nonnegative(), upload: Upload }),
    },
  ),
  /** XLSX of the rejected rows: their cells as they came, row number and reason in words of the language asked for. */
  rejectedRows: endpoint('GET', '/api/v1/desk/uploads/:id/rejected.xlsx', 'Rejected rows as a spreadsheet', STAFF, {
    params: UploadId,
    query: z.strictObject({ language: z.enum(['id', 'en']).default('id') }),
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  }),
  /** What publication would change against the version that is published. */
  uploadDifference: endpoint('GET', '/api/v1/desk/uploads/:id/difference', 'What publication would change', STAFF, {
    params: UploadId,
    query: z.strictObject({ kind: DifferenceKind.optional(), limit: Limit(1000, 200), offset: Offset }),
    response: z.object({
      counts: DifferenceCounts,
      items: z.array(DifferenceItem),
      total: z.number().int().nonnegative(),
    }),
  }),
  submitUpload: endpoint('POST', '/api/v1/desk/uploads/:id/submission', 'Hands a draft to whoever publishes', EDITORS, {
    params: UploadId,
    response: Upload,
  }),
  returnUpload: endpoint(
    'POST',
    '/api/v1/desk/uploads/:id/return',
    'Gives it back as a draft, with a remark',
    EDITORS,
    {
      params: UploadId,
      body: z.strictObject({ remark: z.string().trim().min(3).max(1000) }),
      response: Upload,
    },
  ),
  /** One transaction: either all of it is published or nothing is. 409 `not_publishable` names what is missing. */
  publishUpload: endpoint(
    'POST',
    '/api/v1/desk/uploads/:id/publication',
    'Publishes its rows as a new version',
    EDITORS,
    {
      params: UploadId,
      response: z.object({ upload: Upload, version: DatasetVersion }),
    },
  ),
  datasetVersions: endpoint(
    'GET',
    '/api/v1/desk/datasets/:id/versions',
    'Published states of a dataset, newest first',
    STAFF,
    {
      params: OneDataset,
      response: items(DatasetVersion),
    },
  ),
  /** "Batalkan penerbitan": the rows of that version become the newest version, exactly as they were. */
  restoreVersion: endpoint(
    'POST',
    '/api/v1/desk/datasets/:id/versions/:version/restoration',
    'Brings an earlier version back',
    EDITORS,
    {
      params: z.strictObject({ id: DatasetId, version: wholeNumber(1, 1_000_000) }),
      body: z.strictObject({ remark: z.string().trim().min(3).max(1000) }),
      response: DatasetVersion,
    },
  ),
  versionDifference: endpoint(
    'GET',
    '/api/v1/desk/datasets/:id/difference',
    'What changed between two versions',
    STAFF,
    {
      params: OneDataset,
      query: z.strictObject({
        from: wholeNumber(1, 1_000_000),
        to: wholeNumber(1, 1_000_000),
        kind: DifferenceKind.optional(),
        limit: Limit(1000, 200),
        offset: Offset,
      }),
      response: z.object({
        counts: DifferenceCounts,
        items: z.array(DifferenceItem),
        total: z.number().int().nonnegative(),
      }),
    },
  ),
  deskFeatures: endpoint(
    'GET',
    '/api/v1/desk/datasets/:id/features',
    'Features of a dataset, also of closed ones',
    STAFF,
    {
      params: OneDataset,
      query: z.strictObject({
        q: z.string().trim().max(100).optional(),
        region: z.string().max(20).optional(),
        limit: Limit(500, 100),
        cursor: z.string().max(200).optional(),
      }),
      response: page(DeskFeature).extend({ total: z.number().int().nonnegative() }),
    },
  ),
  deskFeature: endpoint('GET', '/api/v1/desk/datasets/:id/features/:feature', 'One feature with its history', STAFF, {
    params: z.strictObject({ id: DatasetId, feature: z.string().min(1).max(120) }),
    response: DeskFeature.extend({
      history: z.array(
        z.object({
          version: z.number().int(),
          at: z.string(),
          by: z.string().nullable(),
          kind: DifferenceKind,
          fields: DifferenceItem.shape.fields,
        }),
      ),
    }),
  }),
  createFeature: endpoint('POST', '/api/v1/desk/datasets/:id/features', 'Adds one feature; a new version', EDITORS, {
    params: OneDataset,
    body: FeatureChange,
    response: z.object({ feature: DeskFeature, version: z.number().int() }),
  }),
  /** 409 `edit_conflict` when somebody else changed it since `revision`; ask again and decide. 422 `row_refused` names fields. */
  changeFeature: endpoint(
    'PUT',
    '/api/v1/desk/datasets/:id/features/:feature',
    'Changes one feature; a new version',
    EDITORS,
    {
      params: z.strictObject({ id: DatasetId, feature: z.string().min(1).max(120) }),
      body: FeatureChange.extend({ revision: z.string().max(100) }),
      response: z.object({ feature: DeskFeature, version: z.number().int() }),
    },
  ),
  removeFeature: endpoint(
    'DELETE',
    '/api/v1/desk/datasets/:id/features/:feature',
    'Takes one feature out; a new version',
    EDITORS,
    {
      params: z.strictObject({ id: DatasetId, feature: z.string().min(1).max(120) }),
      query: z.strictObject({ revision: z.string().max(100) }),
      response: z.object({ version: z.number().int() }),
    },
  ),
} as const;
