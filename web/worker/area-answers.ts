import {
  areaStatistics,
  fieldAreas,
  gapAreas,
  isWithin,
  peopleInGap,
  type AreaStatistics,
  type Field,
  type Selection,
} from '#analysis';
import type { Polygonal } from '#model/geometry';
import type { RegionLevel } from '#model/region';
import type { Catchments, GapArea, GapsQuestion } from './questions.ts';
import type { Scenario } from './scenarios.ts';
import type { WorkspaceData } from './workspace-data.ts';
import { outlinesOf } from './boundary-features.ts';

export type ReachMeasure = 'radius' | 'travel';

/** Metres or minutes up to which people are reached; null where the standard has no straight radius. */
export function thresholdOf({ standard }: GapsQuestion, { options }: Scenario, measure: ReachMeasure): number | null {
  if (measure === 'travel') return options.travel?.minutes ?? null;
  const { radius } = standard.tests;
  return radius?.path === 'straight' ? radius.radiusMetres : null;
}

/** What of each region is beyond reach; empty when that cannot be said. A kabupaten is told by its kecamatan. */
export async function gapAreasOf(
  data: WorkspaceData,
  question: GapsQuestion,
  scenario: Scenario,
  measure: ReachMeasure,
): Promise<readonly GapArea[]> {
  const threshold = thresholdOf(question, scenario, measure);
  const values = scenario.assessor.field(measure, question.standard, scenario.options);
  const { selection, demand } = scenario;
  if (threshold === null || values === 'unknown' || !selection) return [];
  const level: RegionLevel = question.level === 'kabupaten' ? 'kecamatan' : question.level;
  const regions = outlinesOf(await data.boundaries(), level);
  const areas =
    measure === 'radius'
      ? await gapAreas({ regions, facilities: pointsOf(selection), radiusMetres: threshold })
      : await fieldAreas({ regions, demand, values, threshold });
  const people = peopleInGap({ demand, values, threshold, level });
  return areas.map((area) => ({ ...area, people: people.get(area.code) ?? 0 }));
}

/** People, those reached and facilities in a drawn area, by kecamatan. */
export function areaStatisticsOf(
  data: WorkspaceData,
  question: GapsQuestion,
  scenario: Scenario,
  measure: ReachMeasure,
  area: Polygonal,
): AreaStatistics {
  const threshold = thresholdOf(question, scenario, measure);
  const values: Field =
    threshold === null ? 'unknown' : scenario.assessor.field(measure, question.standard, scenario.options);
  return areaStatistics({
    area,
    demand: scenario.demand,
    values: values === 'unknown' ? null : values,
    threshold: threshold ?? 0,
    facilities: scenario.selection ? pointsOf(scenario.selection) : [],
    regions: data.regions.filter((region) => region.own && region.level === 'kecamatan'),
  });
}

/** The facilities that may serve us, each with the people for whom it is the nearest, and the nearest of each cell. */
export function catchmentsOf(
  data: WorkspaceData,
  question: GapsQuestion,
  scenario: Scenario,
  measure: ReachMeasure,
): Catchments {
  const { selection, fields, demand, options, assessor } = scenario;
  const limit = thresholdOf(question, scenario, measure) ?? Infinity;
  const nearest = selection && fields.nearest(selection, measure === 'travel' ? options.travel! : 'straight');
  const values = assessor.field(measure, question.standard, options);
  if (!selection || !nearest || values === 'unknown') return { measure, items: [], nearest: new Int32Array() };
  const people = new Float64Array(selection.placed.length);
  const within = new Float64Array(selection.placed.length);
  for (let cell = 0; cell < nearest.length; cell++) {
    const facility = nearest[cell]!;
    if (facility < 0) continue;
    people[facility]! += demand.people[cell]!;
    if (values[cell]! <= limit) within[facility]! += demand.people[cell]!;
  }
  const { facilities, ownCodes } = data;
  const items = Array.from(selection.placed, (row, at) => ({
    id: facilities.id[row]!,
    name: facilities.name[row]!,
    longitude: selection.longitude[at]!,
    latitude: selection.latitude[at]!,
    people: people[at]!,
    peopleWithin: within[at]!,
    own: isWithin(facilities.region[row]!, ownCodes),
  }));
  // A copy: the engine keeps its own.
  return { measure, items, nearest: nearest.slice() };
}

function pointsOf({ longitude, latitude }: Selection): { longitude: number; latitude: number }[] {
  return Array.from(longitude, (at, facility) => ({ longitude: at, latitude: latitude[facility]! }));
}
