import { ancestorAt, candidateLimits, coverageIntervals, isInside, straightMinutes } from '#analysis';
import type { ReachInterval, ReachLimit, UncertaintySources } from '#analysis';
import type { LocationAccuracy } from '#model/facility';
import type { TravelMode, TravelPath } from '#model/travel';
import type { z } from 'zod';
import { TRAVEL_SPEEDS } from '../../data/standards/travel-speeds.ts';
import { thresholdOf, type ReachMeasure } from './area-answers.ts';
import type { GapsQuestion } from './questions.ts';
import type { Scenario } from './scenarios.ts';
import type { WorkspaceData } from './workspace-data.ts';

/**
 * Standard error of a facility's point along each axis, in metres, by how far it can be trusted: a point stands on the
 * grounds of its facility, a doubtful one somewhere in the same desa. Our assumption (grade C), not a measurement.
 */
const ERROR_METRES: Readonly<Record<z.infer<typeof LocationAccuracy>, number>> = {
  point: 30,
  doubtful: 1_000,
  desa: 1_000,
  unknown: 1_000,
};
/** How far people may live otherwise than the surface says, of 0 to 1; grade C as well. */
const SPREAD_OF_EVEN_SURFACE = 0.5;
const SPREAD_OF_WEIGHTED_SURFACE = 0.25;

/** How sure the shares of people reached are: of the whole, then of each region of the question. Empty when not known. */
export function intervalsOf(
  data: WorkspaceData,
  question: GapsQuestion,
  scenario: Scenario,
  measure: ReachMeasure,
): ReachInterval[] {
  const { demand, fields, selection, options, assessor } = scenario;
  const threshold = thresholdOf(question, scenario, measure);
  if (!selection || threshold === null || assessor.field(measure, question.standard, options) === 'unknown') return [];
  const travel = measure === 'travel' ? (options.travel ?? null) : null;
  const errorMetres = Float64Array.from(selection.placed, (row) => ERROR_METRES[data.facilities.accuracy[row]!]);
  const sources: UncertaintySources = {
    speed: travel && speedSpan(travel.mode, travel.path),
    location: { errorMetres, costPerMetre: travel ? straightMinutes(1, travel.mode, TRAVEL_SPEEDS) : 1 },
    population: { spread: demand.weighted ? SPREAD_OF_WEIGHTED_SURFACE : SPREAD_OF_EVEN_SURFACE },
  };
  const count = selection.placed.length;
  const limits = candidateLimits(threshold, sources, count);
  const limit: ReachLimit = travel
    ? { unit: 'minutes', value: limits, mode: travel.mode, path: travel.path }
    : { unit: 'metres', value: limits };
  const access = travel && fields.accessMinutes(travel.mode, travel.path);
  const regions = data.regions
    .filter((region) => region.own && region.level === question.level)
    .map((region) => region.code);
  const indexOf = new Map(regions.map((code, index) => [code, index]));
  return coverageIntervals({
    cells: { ...fields.positions, people: demand.people, desa: demand.desa },
    regions,
    regionOfDesa: demand.desaCodes.map((desa) => indexOf.get(ancestorAt(desa, question.level)) ?? -1),
    facilities: selection,
    lists: fields.reachLists(selection, 0, count, limit),
    access,
    threshold,
    sources,
    unplaced: access && Uint8Array.from(access, (minutes) => (Number.isNaN(minutes) ? 1 : 0)),
    maybeServed: maybeServed(data, scenario),
  });
}

/** Slowest and fastest speed by the central one; over the classes of road their mean, since a way uses several. */
function speedSpan(mode: TravelMode, path: TravelPath): { least: number; most: number } {
  const speeds = TRAVEL_SPEEDS.modes[mode];
  const spans = path === 'straight' ? [speeds.straight] : Object.values(speeds.road);
  const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    least: meanOf(spans.map(({ low, central }) => low / central)),
    most: meanOf(spans.map(({ high, central }) => high / central)),
  };
}

/** Cells of the regions in which a facility stands of which only that is known; null where there is none. */
function maybeServed({ facilities }: WorkspaceData, { demand, selection }: Scenario): Uint8Array | null {
  const placed = new Set(selection?.placed);
  const regions = new Set(
    (selection?.serving ?? []).filter((row) => !placed.has(row)).map((row) => facilities.region[row]!),
  );
  if (regions.size === 0) return null;
  const isMaybe = demand.desaCodes.map((desa) => [...regions].some((region) => isInside(desa, region)));
  return Uint8Array.from(demand.desa, (desa) => (isMaybe[desa] ? 1 : 0));
}
