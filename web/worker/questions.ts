import type { AreaStatistics, AssessmentResult, Equity, Explanation, ReachInterval, TrendPoint } from '#analysis';
import type { AssessmentInput } from '#contract';
import type { FacilityOwner } from '#model/facility';
import type { FeatureCollection } from 'geojson';
import type { Polygonal, Position } from '#model/geometry';
import type { RegionCode, RegionLevel } from '#model/region';
import type { ServiceStandard } from '#model/standard';
import type { TravelMode, TravelPath } from '#model/travel';
import type { DataCaution } from './data-cautions.ts';
import type { SitingAnswers } from './siting/siting-questions.ts';

/** What a number of a region says; cells know only `radius`, `travel` and `capacity`. */
export const MEASURES = ['unit', 'ratio', 'radius', 'travel', 'capacity'] as const;
export type Measure = (typeof MEASURES)[number];

export interface GapsQuestion {
  readonly standard: ServiceStandard;
  readonly level: RegionLevel;
  readonly owners: readonly FacilityOwner[];
  readonly kemenag: boolean;
  readonly crossBorder: boolean;
  readonly mode: TravelMode;
  /** Null: the network where a real one is loaded, else the straight line. */
  readonly path: TravelPath | null;
  /** People farther than this count as not reached by `travel`; null: the standard's own minutes, else 30. */
  readonly minutes: number | null;
  /** Population register (dataset id) to count with; null: the one in use. */
  readonly register: string | null;
  /** The measures wanted; left out: all. Without `travel` no roads are loaded, and what is not wanted is not in the answer. */
  readonly measures?: readonly Measure[] | undefined;
}
export type OwnerCounts = Readonly<Record<FacilityOwner, number>>;

/** A population register and the period it counts: the years that can be chosen. */
export interface Register {
  readonly dataset: string;
  readonly title: string;
  readonly producer: string;
  readonly period: string;
  readonly date: string | null;
  readonly inUse: boolean;
  /** The smallest level it has figures for. */
  readonly level: RegionLevel;
  readonly sample: boolean;
}

/** How travel time was found: which path, its speeds' names, and whether made-up roads were used. */
export interface TravelMethod {
  readonly mode: TravelMode;
  readonly path: TravelPath;
  readonly minutes: number;
  readonly isSample: boolean;
  /** km/h of the straight-line estimate, or the span over the classes of road. */
  readonly speedKmh: { readonly least: number; readonly most: number };
  /** People whose cells lie too far from any road to be placed on the network. */
  readonly unplacedPeople: number;
}

/** How supply per 1,000 people was found: what each facility is taken to supply, and how far it reaches. */
export interface CapacityMethod {
  /** `capacity`: classrooms, beds, staff; `facilities`: each facility counts as one. */
  readonly unit: 'capacity' | 'facilities';
  /** Facilities whose own capacity is not known. */
  readonly assumed: number;
  readonly facilities: number;
  readonly limit: number;
  readonly limitUnit: 'metres' | 'minutes';
  /** `standard`: the radius or minutes of the standard itself; `default`: it has none, so a stated one was used. */
  readonly limitFrom: 'standard' | 'default';
  /** What the ratio of the standard asks for, in units per 1,000 people; null where it has none or counts other units. */
  readonly requiredPer1000: number | null;
}

/** The answer together with the question and the data that produced it. */
export interface GapsReply extends AssessmentResult {
  readonly question: GapsQuestion;
  readonly inputs: readonly AssessmentInput[];
  /** Known flaws of the facility datasets used, so that a hole in the data is not taken for a missing facility. */
  readonly cautions: readonly DataCaution[];
  /** Regions of the answer whose population is, at least in part, an estimate. */
  readonly estimated: readonly RegionCode[];
  /** Names of our own kecamatan by code, for the rows of their desa. */
  readonly kecamatanNames: Readonly<Record<RegionCode, string>>;
  /** Facilities of the standard's own kinds inside the region, whatever the toggles say; null when nothing is known of them. */
  readonly ownerCounts: OwnerCounts | null;
  readonly kemenagCount: number | null;
  /** Facilities of the same kinds in neighbouring territory. */
  readonly borderCount: number;
  readonly cellMetres: number | null;
  readonly weighted: boolean;
  readonly register: Register | null;
  readonly registers: readonly Register[];
  /** Null without facilities that have a point. Made-up roads are then among the inputs, too. */
  readonly travel: TravelMethod | null;
  readonly capacity: CapacityMethod | null;
  /** For each measure that the standard answers. */
  readonly equity: Readonly<Partial<Record<Measure, Equity>>>;
}

/** One value per population cell, in the order of the demand surface; NaN where nothing is known. */
export interface CellField {
  /** The measure, and what of the question decides its values: equal keys, equal values. */
  readonly key: string;
  readonly measure: 'radius' | 'travel' | 'capacity';
  /** Metres (radius; Infinity: none there), minutes (travel; Infinity: no way), units per 1,000 people (capacity). */
  readonly values: Float32Array;
  /** Columns count eastwards from the west of the grid, rows northwards from its south. */
  readonly column: Uint16Array;
  readonly row: Uint16Array;
  /** The desa of each cell, as a row of `desaCodes`. */
  readonly desa: Uint16Array;
  readonly desaCodes: readonly RegionCode[];
  /** People of each cell. */
  readonly people: Uint32Array;
  readonly columns: number;
  readonly rows: number;
  /** Longitude, latitude of the grid's corners: north-west, north-east, south-east, south-west. */
  readonly corners: readonly (readonly [number, number])[];
  readonly cellMetres: number;
}

export interface GapArea {
  readonly code: RegionCode;
  /** Null when all of it is served. */
  readonly geometry: Polygonal | null;
  readonly areaSquareMetres: number;
  /** People of the cells in it. */
  readonly people: number;
}

/** One facility, and the people for whom it is the nearest. */
export interface Catchment {
  readonly id: string;
  readonly name: string;
  readonly longitude: number;
  readonly latitude: number;
  readonly people: number;
  /** People for whom it is the nearest and who are within the standard's reach. */
  readonly peopleWithin: number;
  readonly own: boolean;
}

/** The facilities that may serve the region, and for each population cell the one that is nearest. */
export interface Catchments {
  /** How nearness was judged: by straight lines, or by minutes of travel. */
  readonly measure: 'radius' | 'travel';
  readonly items: readonly Catchment[];
  /** Row of `items` for each cell in the order of the demand surface; -1: none can be reached. */
  readonly nearest: Int32Array;
}

/** One part of a composite: weights are whole percent and sum to 100. */
export interface CompositePart {
  readonly question: GapsQuestion;
  readonly measure: Measure;
  readonly weightPercent: number;
}
export interface CompositeItem {
  readonly region: { readonly code: RegionCode; readonly name: string; readonly level: RegionLevel };
  readonly population: number | null;
  /** 0 (best of the regions) to 100 (worst); null where any part is not known. */
  readonly score: number | null;
  /** Each part's own 0-100 before weighting, in the order of the parts. */
  readonly parts: readonly (number | null)[];
}
/**
 * Scores tell nothing of shares: their 0 is the best region, not nothing at all, so a Gini of them would say as little as one of
 * degrees Celsius. The inequality of each part is in `replies`.
 */
export interface CompositeReply {
  readonly level: RegionLevel;
  readonly items: readonly CompositeItem[];
  readonly replies: readonly GapsReply[];
}

/** Where an explanation is asked for. */
export type Place = { readonly code: RegionCode } | { readonly position: Position };

export type BoundaryFeatures = FeatureCollection<Polygonal, { readonly code: RegionCode; readonly name: string }>;

/** Every question that the worker answers, with its answer. All but `nearest` need the workspace's data, loaded once. */
export interface Answers extends SitingAnswers {
  assess(question: GapsQuestion): GapsReply;
  composite(parts: readonly CompositePart[], level: RegionLevel): CompositeReply;
  cells(question: GapsQuestion, measure: CellField['measure']): CellField;
  gapAreas(question: GapsQuestion, measure: 'radius' | 'travel'): readonly GapArea[];
  /** Travel where the standard has no straight radius. */
  catchments(question: GapsQuestion, measure: 'radius' | 'travel'): Catchments;
  /** Seeded: the same question has the same interval. */
  intervals(question: GapsQuestion, measure: 'radius' | 'travel'): readonly ReachInterval[];
  explain(question: GapsQuestion, place: Place): Explanation;
  areaStatistics(question: GapsQuestion, measure: 'radius' | 'travel', area: Polygonal): AreaStatistics;
  /** One region, or the whole for null. */
  trend(question: GapsQuestion, measure: Measure, code: RegionCode | null): readonly TrendPoint[];
  boundaries(level: RegionLevel): BoundaryFeatures;
}

export type { AreaStatistics, Equity, Explanation, ReachInterval, TrendPoint };
