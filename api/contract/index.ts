import { z } from 'zod';
import { Dataset, ImportNote } from '#model/dataset';
import { Facility, FacilityKind, FacilityOwner } from '#model/facility';
import { BBox, Position } from '#model/geometry';
import { RegionCode, RegionKind, RegionLevel, RegionProfile } from '#model/region';
import { EvidenceGrade, ServiceStandard } from '#model/standard';
import { PermitStage, PermitType } from '#model/permit';
import { FundingSource, LandStatus, ProcurementMethod, ProjectOrigin, ProjectStatus } from '#model/project';
import {
  AnalysisBoundaries,
  AnalysisFacilities,
  AnalysisProjects,
  AnalysisRegisters,
  BOUNDARIES_PATH,
  TrendAnswer,
} from './analysis.ts';
import { get, items, nothing, page } from './endpoint.ts';

export * from './analysis.ts';
export * from './problem.ts';
export type { Endpoint, Method } from './endpoint.ts';

/** `108.3,-6.9,108.8,-6.5` → box. Query strings are text, so every number is parsed here and nowhere else. */
const BBoxText = z
  .string()
  .max(100)
  .transform((text, context) => {
    const parts = text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
    const box = BBox.safeParse(parts);
    if (box.success) return box.data;
    context.addIssue({ code: 'custom', message: 'bbox' });
    return z.NEVER;
  });
const NumberText = (schema: z.ZodNumber) =>
  z
    .string()
    .regex(/^-?\d{1,9}(\.\d{1,15})?$/, { message: 'number' })
    .transform(Number)
    .pipe(schema);
const Limit = (maximum: number, standard: number) => NumberText(z.number().int().min(1).max(maximum)).default(standard);
const BooleanText = z.enum(['true', 'false']).transform((text) => text === 'true');
const Kind = z.string().max(40).toLowerCase().pipe(FacilityKind);
/** Opaque: where the next page begins. */
const Cursor = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9_-]+$/, { message: 'cursor' });

/** A figure never travels alone. `source` names its producer; `date` is null when that recorded none. */
export const Sourced = z.object({
  value: z.number().int().nonnegative().nullable(),
  source: z.string(),
  dataset: z.string(),
  date: z.string().nullable(),
  /** True where the value, or a part of it, was divided among regions that the register left out. */
  estimated: z.boolean(),
});

export const RegionItem = z.object({
  code: RegionCode,
  name: z.string(),
  level: RegionLevel,
  kind: RegionKind,
  parent: RegionCode.nullable(),
  own: z.boolean(),
  bpsCode: z.string().nullable(),
  aliases: z.array(z.string()),
  areaKm2: z.number().positive(),
  population: Sourced.nullable(),
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  labelPoint: Position,
  dataset: z.string(),
});
export type RegionItem = z.infer<typeof RegionItem>;

export const FacilityItem = Facility.extend({ sample: z.boolean() });
export type FacilityItem = z.infer<typeof FacilityItem>;
export const NearFacilityItem = FacilityItem.extend({ position: Position, distanceMetres: z.number().nonnegative() });

/** A dataset that entered a figure, and how. */
export const AssessmentInput = z.object({
  dataset: z.string(),
  title: z.string(),
  producer: z.string(),
  date: z.string().nullable(),
  status: z.enum(['resmi', 'terbuka', 'contoh']),
  /** `roads`: the network that travel time was found on; only the workspace tells it. */
  role: z.enum(['population', 'facilities', 'regions', 'roads']),
  records: z.number().int().nonnegative(),
});
export type AssessmentInput = z.infer<typeof AssessmentInput>;

export const GapItem = z.object({
  region: z.object({ code: RegionCode, name: z.string(), level: RegionLevel }),
  population: z.number().int().nonnegative().nullable(),
  /** Units needed: ceil(people / people per unit), or the minimum per region; null where the standard asks neither. */
  need: z.number().int().nonnegative().nullable(),
  /** Units counted in the region; null when no dataset of the kind is loaded ("belum ada data"). */
  available: z.number().int().nonnegative().nullable(),
  /** need − available; negative is surplus; null when either is null. */
  gap: z.number().int().nullable(),
  /** Un-rounded need, for fair ranking: people / people per unit. Null for 0 people or no ratio rule. */
  needExact: z.number().nonnegative().nullable(),
  peoplePerUnit: z.number().nonnegative().nullable(),
  /** Share (0–1) of people whose cell centre lies within the radius; null where the standard has none or nobody lives there. */
  servedShare: z.number().min(0).max(1).nullable(),
  servedPeople: z.number().int().nonnegative().nullable(),
  /** Facilities counted in the region that have no valid point: they enter `available` but not `servedShare`. */
  unplaced: z.number().int().nonnegative(),
  byOwner: z.object({ negeri: z.number().int(), swasta: z.number().int(), 'tidak-diketahui': z.number().int() }),
  /** For a rule "at least n in each desa" seen from above: how many desa lack it. */
  perRegion: z
    .object({
      minimum: z.number().int(),
      level: z.enum(['kecamatan', 'desa']),
      total: z.number().int(),
      lacking: z.number().int(),
    })
    .nullable(),
});
export type GapItem = z.infer<typeof GapItem>;

export const StandardItem = ServiceStandard;

export const GapsAnswer = z.object({
  standard: StandardItem,
  options: z.object({
    level: RegionLevel,
    owners: z.array(FacilityOwner),
    kemenag: z.boolean(),
    crossBorder: z.boolean(),
  }),
  inputs: z.array(AssessmentInput),
  /** True when any input is made up. */
  sample: z.boolean(),
  method: z.object({
    populationMethod: z.enum(['cells-even', 'cells-weighted']),
    cellMetres: z.number(),
    distance: z.literal('straight'),
  }),
  items: z.array(GapItem),
  totals: z.object({
    population: z.number().int().nullable(),
    /** Sum over the items; differs from `needOfWhole`, which rounds once. Never show one as the other. */
    need: z.number().int().nullable(),
    available: z.number().int().nullable(),
    gap: z.number().int().nullable(),
    needOfWhole: z.number().int().nullable(),
    gapOfWhole: z.number().int().nullable(),
    servedShare: z.number().nullable(),
    /** Counted in the whole but in no item, because only a larger region than the items is known. */
    unassigned: z.number().int().nonnegative(),
  }),
});
export type GapsAnswer = z.infer<typeof GapsAnswer>;

export const DatasetItem = Dataset.extend({
  version: z.number().int().nonnegative(),
  records: z.number().int().nonnegative(),
  importedAt: z.string().nullable(),
  rejections: z.number().int().nonnegative(),
  corrections: z.number().int().nonnegative(),
});
export type DatasetItem = z.infer<typeof DatasetItem>;

const NamedRegion = z.object({ code: RegionCode, name: z.string(), kind: RegionKind });

export const SearchItem = z.object({
  type: z.enum(['kabupaten', 'kecamatan', 'desa', 'facility', 'project']),
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  /** Where it lies, with the region above: a desa's name says little without its kecamatan. */
  region: NamedRegion.extend({ parent: NamedRegion.nullable() }).nullable(),
  position: Position.nullable(),
  score: z.number().min(0).max(1),
  sample: z.boolean(),
});
export type SearchItem = z.infer<typeof SearchItem>;

export const ProjectItem = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  origin: ProjectOrigin,
  sector: z.string(),
  opd: z.string(),
  subActivityCode: z.string().nullable(),
  fiscalYear: z.number().int(),
  proposedRupiah: z.number().int().nullable(),
  ceilingRupiah: z.number().int().nullable(),
  contractRupiah: z.number().int().nullable(),
  spentRupiah: z.number().int().nullable(),
  fundingSource: FundingSource,
  method: ProcurementMethod.nullable(),
  provider: z.string().nullable(),
  volume: z.number().nullable(),
  unit: z.string().nullable(),
  status: ProjectStatus,
  physicalPercent: z.number().nullable(),
  financialPercent: z.number().nullable(),
  plannedPercent: z.number().nullable(),
  critical: z.boolean().nullable(),
  landStatus: LandStatus.nullable(),
  accuracy: z.string(),
  updatedOn: z.string().nullable(),
  regions: z.array(z.object({ code: RegionCode, share: z.number() })),
  position: Position.nullable(),
  dataset: z.string(),
  sample: z.boolean(),
});
export type ProjectItem = z.infer<typeof ProjectItem>;

/**
 * Permits of a kecamatan and type. Counts of 1–4 are withheld (null), and with them whatever else would give them away, over
 * every combination of filters.
 */
export const PermitCount = z.object({
  region: RegionCode,
  regionName: z.string(),
  type: PermitType,
  count: z.number().int().nullable(),
});

export const TilesetItem = z.object({
  name: z.string(),
  version: z.string(),
  tilejson: z.string(),
  family: z.string(),
  sample: z.boolean(),
});

/** What the public pages ask; `staff.ts` has the rest, so that they need not load it. The promise of the server: parses requests, types the client, generates OpenAPI, checks answers in tests. */
export const contract = {
  profile: get(
    '/api/v1/profile',
    'Region profile of this instance',
    nothing,
    RegionProfile.omit({ factsFile: true, holidays: true }),
  ),
  regions: get(
    '/api/v1/regions',
    'Regions of a level, with area and population; foreign adds loaded neighbours',
    z.strictObject({ level: RegionLevel.optional(), parent: RegionCode.optional(), foreign: BooleanText.optional() }),
    items(RegionItem),
  ),
  region: get(
    '/api/v1/regions/:code',
    'One region with its neighbours and the population of every register',
    nothing,
    RegionItem.extend({
      neighbours: z.array(z.object({ code: RegionCode, name: z.string() })),
      populations: z.array(Sourced.extend({ period: z.string(), inUse: z.boolean() })),
    }),
    z.strictObject({ code: RegionCode }),
  ),
  facilities: get(
    '/api/v1/facilities',
    'Facilities by kind, region and box; region takes any level',
    z.strictObject({
      kind: Kind.optional(),
      region: RegionCode.optional(),
      bbox: BBoxText.optional(),
      limit: Limit(1000, 100),
      cursor: Cursor.optional(),
    }),
    page(FacilityItem),
  ),
  facilitiesNear: get(
    '/api/v1/facilities/near',
    'Facilities with a valid point, nearest first; geodesic straight distance',
    z.strictObject({
      lon: NumberText(z.number().min(-180).max(180)),
      lat: NumberText(z.number().min(-90).max(90)),
      kind: Kind.optional(),
      limit: Limit(100, 10),
    }),
    items(NearFacilityItem),
  ),
  facilityKinds: get(
    '/api/v1/facility-kinds',
    'How many facilities of each kind stand in the own region and how many have a point',
    nothing,
    items(
      z.object({
        kind: FacilityKind,
        count: z.number().int(),
        placed: z.number().int(),
        sample: z.boolean(),
        datasets: z.array(z.string()),
      }),
    ),
  ),
  standards: get('/api/v1/standards', 'Service standards with clause and evidence grade', nothing, items(StandardItem)),
  gaps: get(
    '/api/v1/gaps',
    'Need, availability and reach of a service by a named standard',
    z.strictObject({
      standard: z.string().max(40),
      level: RegionLevel.default('kecamatan'),
      parent: RegionCode.optional(),
      owners: z
        .string()
        .max(60)
        .transform((text) => text.split(','))
        .pipe(z.array(FacilityOwner).min(1))
        .optional(),
      kemenag: BooleanText.default(true),
      crossBorder: BooleanText.default(true),
    }),
    GapsAnswer,
  ),
  /** Everything the engine needs in the browser, for one kind set; columns instead of rows. */
  analysisFacilities: get(
    '/api/v1/analysis/facilities',
    'Facilities as columns for the analysis worker',
    z.strictObject({
      kinds: z
        .string()
        .max(400)
        .transform((text) => text.toLowerCase().split(','))
        .pipe(z.array(FacilityKind).min(1))
        .optional(),
    }),
    AnalysisFacilities,
  ),
  analysisRegisters: get(
    '/api/v1/analysis/registers',
    'Population registers and the people of every region in each of them',
    nothing,
    AnalysisRegisters,
  ),
  analysisProjects: get(
    '/api/v1/analysis/projects',
    'Development projects as columns for the analysis worker',
    nothing,
    AnalysisProjects,
  ),
  analysisBoundaries: get(
    BOUNDARIES_PATH,
    'Outlines of kecamatan, desa and neighbours as one TopoJSON',
    nothing,
    AnalysisBoundaries,
  ),
  trend: get(
    '/api/v1/trend',
    'Need, availability and reach of one region by one standard in every recorded version of the data, oldest first',
    z.strictObject({ standard: z.string().max(40), region: RegionCode }),
    TrendAnswer,
  ),
  datasets: get('/api/v1/datasets', 'Every dataset with provenance and import result', nothing, items(DatasetItem)),
  dataset: get(
    '/api/v1/datasets/:id',
    'One dataset and what its last import did to each row',
    z.strictObject({
      limit: Limit(1000, 100),
      offset: NumberText(z.number().int().min(0).max(1_000_000)).default(0),
      outcome: ImportNote.shape.outcome.optional(),
    }),
    DatasetItem.extend({ notes: z.array(ImportNote), noteCount: z.number().int() }),
    z.strictObject({ id: z.string().regex(/^[a-z0-9-]{1,60}$/, { message: 'dataset_id' }) }),
  ),
  search: get(
    '/api/v1/search',
    'Places, facilities and projects by name or code; typos forgiven',
    z.strictObject({
      q: z.string().trim().min(1).max(100),
      limit: Limit(50, 10),
      type: SearchItem.shape.type.optional(),
    }),
    items(SearchItem),
  ),
  projects: get(
    '/api/v1/projects',
    'Development projects by region, year, status and sector',
    z.strictObject({
      region: RegionCode.optional(),
      year: NumberText(z.number().int().min(2000).max(2100)).optional(),
      status: ProjectStatus.optional(),
      limit: Limit(500, 100),
      cursor: Cursor.optional(),
    }),
    page(ProjectItem).extend({ total: z.object({ count: z.number().int(), ceilingRupiah: z.number().int() }) }),
  ),
  project: get(
    '/api/v1/projects/:id',
    'One project with its history',
    nothing,
    ProjectItem.extend({ history: z.array(z.object({ status: ProjectStatus, changedOn: z.string() })) }),
    z.strictObject({ id: z.string().regex(/^[A-Za-z0-9-]{1,60}$/, { message: 'project_id' }) }),
  ),
  permitSummary: get(
    '/api/v1/permits/summary',
    'Permits counted by kecamatan and type; small counts withheld',
    z.strictObject({
      /** Last year of a class of years in `years`. */
      until: NumberText(z.number().int().min(1900).max(2100)).optional(),
      stage: PermitStage.optional(),
    }),
    z.object({
      items: z.array(PermitCount),
      regions: z.array(PermitCount.omit({ type: true })),
      types: z.array(PermitCount.pick({ type: true, count: true })),
      total: z.number().int().nullable(),
      /** Permits without a place, over all years and stages; null when so few that they are withheld. */
      withoutPosition: z.number().int().nullable(),
      /** Years counted together, newest first; the oldest class is open. */
      years: z.array(z.object({ from: z.number().int().nullable(), until: z.number().int() })),
      sample: z.boolean(),
    }),
  ),
  tilesets: get('/tiles', 'Tilesets and where their TileJSON is', nothing, items(TilesetItem)),
} as const;

export type Contract = typeof contract;
export type EndpointName = keyof Contract;
/** What a client writes into the query string (before parsing). */
export type QueryOf<N extends EndpointName> = z.input<Contract[N]['query']>;
export type AnswerOf<N extends EndpointName> = z.output<NonNullable<Contract[N]['response']>>;
export { EvidenceGrade };
