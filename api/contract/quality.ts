import { z } from 'zod';
import { CUSTODIAN } from '#model/account';
import { Authority } from '#model/authority';
import { Condition } from '#model/infrastructure';
import { RegionCode } from '#model/region';
import { EvidenceGrade } from '#model/standard';
import { endpoint, get, items, nothing } from './endpoint.ts';

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

export const qualityContract = {
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
