import { z } from 'zod';
import { Authority } from './authority.ts';
import { Classification } from './dataset.ts';
import { FacilityKind, FacilityOwner } from './facility.ts';
import { Position } from './geometry.ts';
import { Condition, InfrastructureKind } from './infrastructure.ts';
import { ApplicantKind, BusinessScale, PermitRisk, PermitStatus, PermitType } from './permit.ts';
import { FundingSource, LandStatus, ProcurementMethod, ProjectOrigin, ProjectStatus } from './project.ts';
import { ServiceSector } from './standard.ts';

/** Families that the data desk takes in. */
export const DeskFamily = z.enum(['facility', 'infrastructure', 'project', 'permit', 'population']);
export type DeskFamily = z.infer<typeof DeskFamily>;

/** Bytes that one file may have at most: refused while it is sent, and before anything is sent. */
export const LARGEST_FILE_BYTES = 250_000_000;

/** Formats that are read: what a spreadsheet program or a GIS writes. */
export const UploadFormat = z.enum(['csv', 'xlsx', 'geojson', 'shapefile', 'gpkg', 'kml', 'flatgeobuf']);
export type UploadFormat = z.infer<typeof UploadFormat>;

/**
 * `draf`: read, being mended; `diperiksa`: handed to whoever publishes; `terbit`: its rows are the published version;
 * `diarsipkan`: a later version took its place, or its publication was undone. `gagal` and `dibatalkan` never became data.
 */
export const UploadState = z.enum(['draf', 'diperiksa', 'terbit', 'diarsipkan', 'gagal', 'dibatalkan']);
export type UploadState = z.infer<typeof UploadState>;

/** Why a file was refused as a whole. */
export const FileRefusal = z.enum([
  'file_empty',
  'file_too_large',
  'format_unknown',
  'format_mismatch',
  'archive_bomb',
  'archive_path',
  'archive_encrypted',
  'archive_without_layer',
  'projection_missing',
  'projection_unknown',
  'sheet_too_large',
  'entity_expansion',
  'too_many_rows',
  'too_many_columns',
  'too_many_vertices',
  'no_rows',
  'no_columns',
  'encoding_unknown',
  'malformed',
  'took_too_long',
  'interrupted',
  'disk_full',
]);
export type FileRefusal = z.infer<typeof FileRefusal>;

/** What a cell is read as. */
export const FieldType = z.enum([
  'text',
  'code',
  'integer',
  'number',
  'rupiah',
  'date',
  'year',
  'boolean',
  'choice',
  'longitude',
  'latitude',
  /** Both in one cell: `-6,76; 108,48`, `6°45'34" LS, 108°29'40" BT`. */
  'coordinates',
  /** A code or a name of a kecamatan or desa. */
  'kecamatan',
  'desa',
  'region',
]);
export type FieldType = z.infer<typeof FieldType>;

/** A column of our tables that a column of the file may fill. Words: `field.<family>.<name>` in the interface. */
export interface DeskField {
  readonly name: string;
  readonly type: FieldType;
  readonly required?: boolean;
  readonly choices?: readonly string[];
  /** Never shown to the public, never in a listing (UU 27/2022 art. 4). */
  readonly personal?: boolean;
}

const PLACE: readonly DeskField[] = [
  { name: 'region', type: 'region' },
  { name: 'kecamatan', type: 'kecamatan' },
  { name: 'desa', type: 'desa' },
  { name: 'longitude', type: 'longitude' },
  { name: 'latitude', type: 'latitude' },
  { name: 'coordinates', type: 'coordinates' },
];

/** Columns by family. `key` is the agency's own id of a row: with it a later upload finds the same thing again. */
export const DESK_FIELDS: Readonly<Record<DeskFamily, readonly DeskField[]>> = {
  facility: [
    { name: 'name', type: 'text', required: true },
    { name: 'kind', type: 'choice', required: true, choices: FacilityKind.options },
    { name: 'owner', type: 'choice', choices: FacilityOwner.options },
    { name: 'authority', type: 'choice', choices: Authority.options },
    { name: 'nationalCode', type: 'code' },
    { name: 'key', type: 'code' },
    ...PLACE,
    { name: 'address', type: 'text' },
    { name: 'phone', type: 'text' },
    { name: 'capacity', type: 'integer' },
  ],
  infrastructure: [
    { name: 'kind', type: 'choice', required: true, choices: InfrastructureKind.options },
    { name: 'name', type: 'text' },
    { name: 'code', type: 'code' },
    { name: 'key', type: 'code' },
    { name: 'class', type: 'text' },
    { name: 'condition', type: 'choice', choices: Condition.options },
    { name: 'authority', type: 'choice', choices: Authority.options },
    { name: 'statedLengthMetres', type: 'number' },
    ...PLACE,
  ],
  project: [
    { name: 'name', type: 'text', required: true },
    { name: 'key', type: 'code' },
    { name: 'description', type: 'text' },
    { name: 'origin', type: 'choice', required: true, choices: ProjectOrigin.options },
    /** Read from the code of the sub-activity, the name or the agency where no column says it. */
    { name: 'sector', type: 'choice', choices: ServiceSector.options },
    { name: 'opd', type: 'text', required: true },
    { name: 'subActivityCode', type: 'code' },
    { name: 'assetCode', type: 'code' },
    { name: 'fiscalYear', type: 'year', required: true },
    { name: 'proposedRupiah', type: 'rupiah' },
    { name: 'plannedRupiah', type: 'rupiah' },
    { name: 'ceilingRupiah', type: 'rupiah' },
    { name: 'contractRupiah', type: 'rupiah' },
    { name: 'spentRupiah', type: 'rupiah' },
    { name: 'fundingSource', type: 'choice', required: true, choices: FundingSource.options },
    { name: 'status', type: 'choice', required: true, choices: ProjectStatus.options },
    { name: 'method', type: 'choice', choices: ProcurementMethod.options },
    { name: 'procurementCode', type: 'code' },
    { name: 'tenderCode', type: 'code' },
    /** Kept of a business only, never of a natural person. */
    { name: 'provider', type: 'text' },
    { name: 'volume', type: 'number' },
    { name: 'unit', type: 'text' },
    { name: 'landStatus', type: 'choice', choices: LandStatus.options },
    { name: 'physicalPercent', type: 'number' },
    { name: 'financialPercent', type: 'number' },
    { name: 'plannedPercent', type: 'number' },
    { name: 'updatedOn', type: 'date' },
    /** A place in words, from which only the region is read. */
    { name: 'location', type: 'text' },
    ...PLACE,
  ],
  permit: [
    { name: 'number', type: 'code', required: true, personal: true },
    { name: 'type', type: 'choice', required: true, choices: PermitType.options },
    { name: 'kbli', type: 'code' },
    { name: 'risk', type: 'choice', choices: PermitRisk.options },
    { name: 'businessScale', type: 'choice', choices: BusinessScale.options },
    { name: 'applicantKind', type: 'choice', required: true, choices: ApplicantKind.options },
    { name: 'applicantName', type: 'text', personal: true },
    { name: 'nik', type: 'code', personal: true },
    { name: 'npwp', type: 'code', personal: true },
    { name: 'phone', type: 'text', personal: true },
    { name: 'address', type: 'text', personal: true },
    { name: 'status', type: 'choice', required: true, choices: PermitStatus.options },
    { name: 'appliedOn', type: 'date', required: true },
    { name: 'completeOn', type: 'date' },
    { name: 'issuedOn', type: 'date' },
    { name: 'rejectedOn', type: 'date' },
    { name: 'validUntil', type: 'date' },
    { name: 'serviceDays', type: 'integer' },
    /** Pauses of the service clock as the export writes them: `2026-01-05/2026-01-09; 2026-02-01/`. */
    { name: 'pauses', type: 'text' },
    { name: 'landSquareMetres', type: 'integer' },
    { name: 'buildingSquareMetres', type: 'integer' },
    { name: 'investmentRupiah', type: 'rupiah' },
    { name: 'levyRupiah', type: 'rupiah' },
    ...PLACE,
  ],
  population: [
    { name: 'region', type: 'region' },
    { name: 'kecamatan', type: 'kecamatan' },
    { name: 'desa', type: 'desa' },
    { name: 'people', type: 'integer', required: true },
    { name: 'male', type: 'integer' },
    { name: 'female', type: 'integer' },
    { name: 'households', type: 'integer' },
  ],
};

/** How the columns of a file fill our fields; remembered per agency and shape of the file (its column names). */
export const Mapping = z.object({
  /** Field → column of the file. */
  columns: z.record(z.string(), z.string()),
  /** Field → one value for every row, where no column says it. */
  constants: z.record(z.string(), z.string()),
  /** Field → spelling in the file → choice. */
  values: z.record(z.string(), z.record(z.string(), z.string())),
});
export type Mapping = z.infer<typeof Mapping>;

/** Why a row is rejected, or what was understood. Words: `deskReason.<code>` in the interface. */
export const RowReason = z.enum([
  'value_missing',
  'value_invalid',
  'value_too_long',
  'choice_unknown',
  'choice_understood',
  'number_invalid',
  'number_negative',
  'rupiah_not_whole',
  'date_invalid',
  'date_order',
  'code_as_number',
  'nik_invalid',
  'kbli_invalid',
  'coordinates_missing',
  'coordinates_not_a_number',
  'coordinates_zero',
  'coordinates_swapped',
  'coordinates_sign_lost',
  'coordinates_outside_region',
  'position_outside_stated_region',
  'position_near_border',
  'position_from_region',
  'region_unknown',
  'region_name_variant',
  'region_ambiguous',
  'region_from_position',
  'region_missing',
  'geometry_missing',
  'geometry_wrong_type',
  'geometry_invalid',
  'geometry_repaired',
  'duplicate_in_file',
  'duplicate_published',
  'national_code_taken',
  'sum_mismatch',
  'placeholder_value',
  'whitespace_removed',
]);
export type RowReason = z.infer<typeof RowReason>;

/** A repair that one press does. Words: `remedy.<kind>` in the interface. */
export const Remedy = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('swap_coordinates'), position: Position }),
  z.object({ kind: z.literal('use_position'), position: Position }),
  /** Takes the region for the one stated ("pindahkan ke kecamatan ini", "Pakai 32.09.31"). */
  z.object({ kind: z.literal('use_region'), region: z.string(), name: z.string() }),
  /** Leaves the point out and counts the row where it is stated. */
  z.object({ kind: z.literal('drop_position') }),
  z.object({ kind: z.literal('use_value'), field: z.string(), value: z.string() }),
  /** The row is a published feature: it takes its place ("Perbarui yang lama"). */
  z.object({ kind: z.literal('update_existing'), feature: z.string(), name: z.string(), distanceMetres: z.number() }),
  /** Both stay ("Bukan ganda"). */
  z.object({ kind: z.literal('keep_both'), feature: z.string() }),
  z.object({ kind: z.literal('exclude_row') }),
]);
export type Remedy = z.infer<typeof Remedy>;

export const RowIssue = z.object({
  /** Field concerned; null for the row as a whole. */
  field: z.string().nullable(),
  severity: z.enum(['error', 'correction', 'note']),
  reason: RowReason,
  /** The cell as it came, shortened; null where there is none. */
  value: z.string().nullable(),
  /** What belongs into the sentence: other row, name, metres, region. */
  details: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  remedies: z.array(Remedy),
});
export type RowIssue = z.infer<typeof RowIssue>;

/** `rejected` rows stay out until they are mended; `excluded` ones were left out by a person. */
export const RowOutcome = z.enum(['valid', 'corrected', 'rejected', 'excluded']);
export type RowOutcome = z.infer<typeof RowOutcome>;

/** One row of an upload as a browser gets it: numbers of persons with their last four digits. Row 1 is the first record after the header. */
export const UploadRow = z.object({
  row: z.number().int().positive(),
  /** Cells as they came, by column of the file. */
  cells: z.record(z.string(), z.string().nullable()),
  /** Values typed in at the desk, by field; they win over the cells. */
  edits: z.record(z.string(), z.string().nullable()),
  outcome: RowOutcome,
  issues: z.array(RowIssue),
  /** Values as they would be published, by field; null where the row cannot be read. */
  values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  region: z.string().nullable(),
  regionName: z.string().nullable(),
  position: Position.nullable(),
  /** Id of the feature it becomes or replaces. */
  feature: z.string().nullable(),
});
export type UploadRow = z.infer<typeof UploadRow>;

/** What is said of the dataset as a whole: filled at the desk, required before publication where the catalogue needs it. */
export const UploadMetadata = z.object({
  title: z.string().trim().min(3).max(200),
  abstract: z.string().trim().max(4000),
  /** Date of the content: `2026`, `2026-03`, `2026-03-12`; null until known, and then it cannot be published. */
  date: z
    .string()
    .regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/, { message: 'date' })
    .nullable(),
  classification: Classification,
  updateCycleMonths: z.number().int().positive().max(240).nullable(),
  licence: z.string().trim().max(200).nullable(),
  source: z.string().trim().max(500),
  lineage: z.string().trim().max(4000),
  knownFlaws: z.array(z.string().trim().min(1).max(500)).max(30),
  contact: z.string().trim().max(300).nullable(),
  scale: z.string().trim().max(60).nullable(),
});
export type UploadMetadata = z.infer<typeof UploadMetadata>;

/** What is at work on an upload, and how far. */
export const UploadJob = z.object({
  kind: z.enum(['reading', 'checking', 'publishing']),
  done: z.number().int().nonnegative(),
  /** Rows or bytes in all; null while unknown. */
  total: z.number().int().nonnegative().nullable(),
});
export type UploadJob = z.infer<typeof UploadJob>;

/** How a column of the file looks: for the mapping page. */
export const FileColumn = z.object({
  name: z.string(),
  /** First different values, shortened. */
  examples: z.array(z.string()),
  empty: z.number().int().nonnegative(),
  distinct: z.number().int().nonnegative().nullable(),
});
export type FileColumn = z.infer<typeof FileColumn>;

/** What the reader found out about a file. */
export const FileFacts = z.object({
  format: UploadFormat,
  encoding: z.string().nullable(),
  delimiter: z.string().nullable(),
  decimalComma: z.boolean().nullable(),
  /** `EPSG:32749`; null for a table without geometry. */
  crs: z.string().nullable(),
  geometry: z.enum(['none', 'point', 'line', 'polygon', 'mixed']),
  layer: z.string().nullable(),
  layers: z.array(z.string()),
  rows: z.number().int().nonnegative(),
  columns: z.array(FileColumn),
});
export type FileFacts = z.infer<typeof FileFacts>;

export const Upload = z.object({
  id: z.uuid(),
  /** Dataset that it would become a version of; null until chosen. */
  dataset: z.string().nullable(),
  /** Whether that dataset is new with it. */
  isNew: z.boolean(),
  family: DeskFamily.nullable(),
  agency: z.string().nullable(),
  agencyName: z.string().nullable(),
  createdBy: z.string(),
  createdAt: z.string(),
  changedAt: z.string(),
  fileName: z.string(),
  fileBytes: z.number().int().nonnegative(),
  state: UploadState,
  job: UploadJob.nullable(),
  /** Why it failed; null otherwise. */
  refusal: FileRefusal.nullable(),
  refusalDetails: z.record(z.string(), z.union([z.string(), z.number()])),
  facts: FileFacts.nullable(),
  mapping: Mapping.nullable(),
  /** Where the mapping came from. */
  mappingOrigin: z.enum(['guessed', 'remembered', 'chosen']).nullable(),
  metadata: UploadMetadata.nullable(),
  counts: z.object({
    rows: z.number().int().nonnegative(),
    valid: z.number().int().nonnegative(),
    corrected: z.number().int().nonnegative(),
    rejected: z.number().int().nonnegative(),
    excluded: z.number().int().nonnegative(),
  }),
  /** Version that its publication made; null before. */
  version: z.number().int().positive().nullable(),
  /**
   * What is published and not in the file stays, so that a few repaired rows do not take the rest away. False: the file is the
   * whole dataset. Never true of people by region, whose sums are of a whole register.
   */
  keepsRest: z.boolean(),
  /** What the custodian wrote when it was given back. */
  remark: z.string().nullable(),
});
export type Upload = z.infer<typeof Upload>;

/** How many features two states of a dataset have apart. */
export const DifferenceCounts = z.object({
  added: z.number().int().nonnegative(),
  moved: z.number().int().nonnegative(),
  /** Of the moved ones those by more than 100 m. */
  movedFar: z.number().int().nonnegative().optional(),
  changed: z.number().int().nonnegative(),
  gone: z.number().int().nonnegative(),
  same: z.number().int().nonnegative(),
});
export const DifferenceKind = z.enum(['added', 'moved', 'changed', 'gone']);
export const DifferenceItem = z.object({
  feature: z.string(),
  name: z.string(),
  kind: DifferenceKind,
  /** Metres between the two positions, where both are points. */
  movedMetres: z.number().nullable(),
  before: Position.nullable(),
  after: Position.nullable(),
  region: z.string().nullable(),
  fields: z.array(
    z.object({
      field: z.string(),
      before: z.union([z.string(), z.number(), z.boolean(), z.null()]),
      after: z.union([z.string(), z.number(), z.boolean(), z.null()]),
    }),
  ),
});
export type DifferenceItem = z.infer<typeof DifferenceItem>;

/** One published state of a dataset. */
export const DatasetVersion = z.object({
  dataset: z.string(),
  version: z.number().int().positive(),
  state: z.enum(['terbit', 'diarsipkan']),
  origin: z.enum(['import', 'upload', 'edit', 'restore']),
  publishedAt: z.string(),
  publishedBy: z.string().nullable(),
  agencyName: z.string().nullable(),
  records: z.number().int().nonnegative(),
  date: z.string().nullable(),
  upload: z.uuid().nullable(),
  /** The version that a `restore` brought back. */
  restoredFrom: z.number().int().positive().nullable(),
  remark: z.string().nullable(),
  /** SHA-256 over its rows in the order of their ids: equal for equal content. */
  checksum: z.string(),
  counts: DifferenceCounts.nullable(),
});
export type DatasetVersion = z.infer<typeof DatasetVersion>;
