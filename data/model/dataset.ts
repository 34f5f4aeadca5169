import { z } from 'zod';

/** Access class after UU 14/2008 (KIP) and UU 27/2022 (PDP). */
export const Classification = z.enum(['terbuka', 'terbatas', 'dikecualikan']);
/** `resmi`: from the producing agency; `terbuka`: from an open copy, not confirmed by it; `contoh`: made up. */
export const DatasetStatus = z.enum(['resmi', 'terbuka', 'contoh']);
export type DatasetStatus = z.infer<typeof DatasetStatus>;

/** Provenance of a dataset: the minimum record of SNI 8843-1 that can be filled without a GIS. */
export const Dataset = z.object({
  id: z.string(),
  title: z.string(),
  family: z.enum(['region', 'population', 'facility', 'infrastructure', 'permit', 'project', 'zone']),
  abstract: z.string(),
  producer: z.string(),
  custodian: z.string().nullable(),
  source: z.string(),
  sourceUrl: z.string().nullable(),
  /** Date of the content as written by its producer: `2024`, `2024-12`, `2022-12-27`; null when not recorded. */
  date: z.string().nullable(),
  licence: z.string().nullable(),
  updateCycleMonths: z.number().int().positive().nullable(),
  classification: Classification,
  status: DatasetStatus,
  coverage: z.string(),
  lineage: z.string(),
  knownFlaws: z.array(z.string()),
});
export type Dataset = z.infer<typeof Dataset>;

/** Why a row was rejected or corrected: a stable code that the interface translates. */
export const ReasonCode = z.enum([
  'coordinates_swapped',
  'coordinates_zero',
  'coordinates_missing',
  'coordinates_sign_lost',
  'coordinates_not_a_number',
  'coordinates_out_of_bounds',
  'position_outside_stated_region',
  'position_near_border',
  'position_doubtful',
  'position_from_other_source',
  'region_from_position',
  'region_unknown',
  'region_name_variant',
  'label_follows_road',
  'duplicate_record',
  'duplicate_position',
  'matched_other_source',
  'only_in_this_source',
  'ring_invalid',
  'part_far_off',
  'z_dropped',
  'geometry_missing',
  'placeholder_unit',
  'placeholder_value',
  'value_missing',
  'value_invalid',
  'value_normalised',
  'value_estimated',
  'outside_scope',
  'code_unknown',
  'kind_unknown',
]);
export type ReasonCode = z.infer<typeof ReasonCode>;

/** What an import did to one row of the file. Row 1 is the first record after the header. */
export const ImportNote = z.object({
  row: z.number().int().positive(),
  column: z.string().nullable(),
  outcome: z.enum(['corrected', 'rejected', 'noted']),
  reason: ReasonCode,
  value: z.string().nullable(),
});
export type ImportNote = z.infer<typeof ImportNote>;
