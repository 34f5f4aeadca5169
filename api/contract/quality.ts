import { z } from 'zod';
import { CUSTODIAN, EDITORS, STAFF } from '#model/account';
import { Authority } from '#model/authority';
import { MergedField, PairReason } from '#model/duplicate';
import { FacilityKind } from '#model/facility';
import { Position } from '#model/geometry';
import { Condition } from '#model/infrastructure';
import { RegionCode } from '#model/region';
import { EvidenceGrade } from '#model/standard';
import { counted, DatasetId, endpoint, get, items, Limit, nothing, Offset } from './endpoint.ts';

/** `population` in people, `area` in square kilometres, `road_condition` in kilometres of kabupaten roads. */
export const FigureTopicName = z.enum(['population', 'area', 'road_condition']);
const kilometres = z.number().nonnegative();
const Parts = z.partialRecord(Condition, kilometres);

/** One source's figure. `evidence` is null for what our own data say. */
export const FigureItem = z.object({
  /** Dataset, or id of a stated figure. */
  source: z.string(),
  origin: z.enum(['dataset', 'measured', 'stated']),
  title: z.string(),
  producer: z.string(),
  date: z.string().nullable(),
  value: z.number().nonnegative(),
  parts: Parts.nullable(),
  /** Share (0–1) of roads that are good or fair; null for other topics. */
  steadyShare: z.number().min(0).max(1).nullable(),
  inUse: z.boolean(),
  /** Whether the custodian may choose it: of people, only a register that counts every desa. */
  mayChoose: z.boolean(),
  sample: z.boolean(),
  evidence: EvidenceGrade.nullable(),
  note: z.string().nullable(),
});
export type FigureItem = z.infer<typeof FigureItem>;

export const FigureTopicItem = z.object({
  topic: FigureTopicName,
  region: RegionCode,
  regionName: z.string(),
  figures: z.array(FigureItem),
  /** Largest difference between two of them as a share (0–1) of the one in use, else of the first. */
  spread: z.number().nonnegative().nullable(),
  /** Why the one in use is; null where nobody chose and the standing preference holds. */
  chosen: z.object({ reason: z.string(), at: z.string() }).nullable(),
});
export type FigureTopicItem = z.infer<typeof FigureTopicItem>;

export const RoadLengthItem = z.object({
  /** Null: what lies in no kecamatan. */
  region: RegionCode.nullable(),
  regionName: z.string().nullable(),
  metres: z.record(z.enum([...Condition.options, 'unknown']), z.number().nonnegative()),
  steadyShare: z.number().min(0).max(1).nullable(),
});
export type RoadLengthItem = z.infer<typeof RoadLengthItem>;

/** One of two facilities that may be one. */
export const DuplicateSide = z.object({
  id: z.string(),
  dataset: z.string(),
  datasetTitle: z.string(),
  agency: z.string().nullable(),
  date: z.string().nullable(),
  sample: z.boolean(),
  name: z.string(),
  region: z.string(),
  regionName: z.string().nullable(),
  /** Fields of `DESK_FIELDS` of a facility, without place columns. */
  values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  position: Position.nullable(),
  /** Titles of other datasets that know it. */
  knownBy: z.array(z.string()),
  revision: z.string(),
});
export type DuplicateSide = z.infer<typeof DuplicateSide>;

export const DuplicatePair = z.object({
  first: DuplicateSide,
  second: DuplicateSide,
  /** Between their points; null where one has none. */
  metres: z.number().nonnegative().nullable(),
  /** Of their names as they are compared, 0–1. */
  similarity: z.number().min(0).max(1),
  reasons: z.array(PairReason),
  /** 0–1, surest first. */
  score: z.number().min(0).max(1),
  differing: z.array(MergedField),
  mayMerge: z.boolean(),
  mayDecide: z.boolean(),
  /** That they are two, and why. */
  decision: z.object({ reason: z.string(), at: z.string(), by: z.string().nullable() }).nullable(),
});
export type DuplicatePair = z.infer<typeof DuplicatePair>;

const FacilityId = z.string().min(1).max(120);
const TwoFacilities = z.strictObject({ first: FacilityId, second: FacilityId });
const pairsOf = z.number().int().positive();

export const qualityContract = {
  /** Counts are over every pair that who asks may see, open ones or decided ones. */
  duplicates: endpoint('GET', '/api/v1/desk/duplicates', 'Facilities that may be one, surest first', STAFF, {
    query: z.strictObject({
      kind: FacilityKind.optional(),
      dataset: DatasetId.optional(),
      agency: z.string().max(40).optional(),
      state: z.enum(['open', 'apart']).default('open'),
      limit: Limit(100, 20),
      offset: Offset,
    }),
    response: counted(DuplicatePair).extend({
      kinds: z.array(z.object({ id: FacilityKind, pairs: pairsOf })),
      datasets: z.array(z.object({ id: z.string(), title: z.string(), pairs: pairsOf })),
      agencies: z.array(z.object({ id: z.string(), pairs: pairsOf })),
    }),
  }),
  keepApart: endpoint('PUT', '/api/v1/desk/duplicates/:first/:second', 'Says that they are two, with why', EDITORS, {
    params: TwoFacilities,
    body: z.strictObject({ reason: z.string().trim().min(5).max(1000) }),
  }),
  reopenDuplicate: endpoint('DELETE', '/api/v1/desk/duplicates/:first/:second', 'Takes that back', EDITORS, {
    params: TwoFacilities,
  }),
  /** 409 `edit_conflict` when one of them was changed meanwhile. */
  mergeDuplicate: endpoint('POST', '/api/v1/desk/duplicates/merger', 'Makes one facility of two', EDITORS, {
    body: z.strictObject({
      /** The record that stays. */
      keep: FacilityId,
      other: FacilityId,
      fields: z.array(MergedField).max(MergedField.options.length),
      revisions: z.strictObject({ keep: z.string().max(100), other: z.string().max(100) }),
    }),
    response: z.object({ versions: z.array(z.object({ dataset: z.string(), version: z.number().int() })) }),
  }),
  figures: get(
    '/api/v1/figures',
    'Figures that sources state differently, and the one in use',
    nothing,
    items(FigureTopicItem),
  ),
  chooseFigure: endpoint('PUT', '/api/v1/desk/figures/:topic', 'Chooses the figure to go on with', CUSTODIAN, {
    params: z.strictObject({ topic: FigureTopicName }),
    body: z.strictObject({ source: z.string().max(60), reason: z.string().trim().min(5).max(1000) }),
    response: FigureTopicItem,
  }),
  roadCondition: get(
    '/api/v1/roads/condition',
    'Length and condition of roads by kecamatan; a road across a border is divided where it crosses',
    z.strictObject({ authority: Authority.optional() }),
    z.object({
      items: z.array(RoadLengthItem),
      totalMetres: z.number().nonnegative(),
      steadyShare: z.number().min(0).max(1).nullable(),
      sources: z.array(
        z.object({ id: z.string(), title: z.string(), date: z.string().nullable(), sample: z.boolean() }),
      ),
      sample: z.boolean(),
    }),
  ),
} as const;
