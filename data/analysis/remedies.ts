import type { Remedy, RuleFinding } from './explain.ts';

/** What decides between remedies. */
export interface RemedyGrounds {
  readonly findings: readonly RuleFinding[];
  /** Whether nothing is known of some kind that serves the same people (a madrasah beside a school): then units are told too few. */
  readonly isKinMissing: boolean;
  /** Whether facilities of the place have no point, or people of it meet no road: then reach is told too low. */
  readonly isAnyUnplaced: boolean;
  /** An open project whose name says the kind lies within reach. */
  readonly isProjectPlanned: boolean;
  /** A facility in other territory lies within reach of the place. */
  readonly isForeignInReach: boolean;
  /** Whether people were allowed to be served across the border. */
  readonly crossBorder: boolean;
  /** People who are not reached along the roads but would be at the usual detour over the straight distance. */
  readonly isRoadToBlame: boolean;
}

/** From this share of people on, a place counts as reached: what is lacking there is room, not nearness. */
const REACHED_SHARE = 0.95;

/**
 * Remedies that would help, cheapest first:
 *
 * | remedy | proposed when |
 * | --- | --- |
 * | none | every rule is met |
 * | complete-data | a rule cannot be judged; or one fails while nothing is known of a kind that serves the same people; or reach fails while facilities have no point or people no road |
 * | await-project | a rule fails, and an open project names this kind within reach |
 * | agree-across-border | a count of units fails or is shared, or reach fails with the border closed, and a facility across it is in reach |
 * | improve-road | travel fails for people whom the straight distance × detour factor would reach |
 * | enlarge-facility | ratio or supply per person fails, alone or while (nearly) everybody is within reach: what lacks is room |
 * | build-facility | reach or a minimum per region fails, or the ratio fails with no unit there and nobody known to be near one |
 */
export function remediesFor(grounds: RemedyGrounds): Remedy[] {
  const { findings } = grounds;
  const failed = new Set(findings.flatMap(({ test, outcome }) => (outcome === 'failed' ? [test] : [])));
  const isAnyFailed = failed.size > 0;
  const isMissing = findings.length === 0 || findings.some(({ outcome }) => outcome === 'missing');
  const isReachFailed = failed.has('radius') || failed.has('travel');
  // Where a unit is shared by several regions, it may as well be the neighbour's.
  const isShared = isAnyFailed && findings.some(({ outcome }) => outcome === 'shared');
  const isCountFailed = failed.has('ratio') || failed.has('perRegion') || failed.has('capacity');
  const isNear = isNearlyReached(findings);
  const isRoomLacking = failed.has('ratio') || failed.has('capacity');
  const isPlaceLacking = isReachFailed || failed.has('perRegion');
  // Where no unit stands and none is near, there is nothing to enlarge.
  const isNoneThere =
    !isNear && findings.some(({ test, outcome, actual }) => test === 'ratio' && outcome === 'failed' && actual === 0);
  const table: readonly (readonly [Remedy, boolean])[] = [
    ['none', !isAnyFailed && !isMissing],
    ['complete-data', isMissing || (isAnyFailed && grounds.isKinMissing) || (isReachFailed && grounds.isAnyUnplaced)],
    ['await-project', isAnyFailed && grounds.isProjectPlanned],
    [
      'agree-across-border',
      grounds.isForeignInReach && (isCountFailed || isShared || (isReachFailed && !grounds.crossBorder)),
    ],
    ['improve-road', failed.has('travel') && grounds.isRoadToBlame],
    ['enlarge-facility', isRoomLacking && !isNoneThere && (isNear || !isPlaceLacking)],
    ['build-facility', isPlaceLacking || (isRoomLacking && isNoneThere)],
  ];
  return table.flatMap(([remedy, applies]) => (applies ? [remedy] : []));
}

/** Whether some rule of reach was judged, and each that was is met for nearly everybody (or for the cell). */
function isNearlyReached(findings: readonly RuleFinding[]): boolean {
  const judged = findings.filter(
    ({ test, outcome }) => (test === 'radius' || test === 'travel') && outcome !== 'missing',
  );
  return (
    judged.length > 0 &&
    judged.every(({ outcome, unit, actual }) => outcome === 'met' || (unit === 'share' && actual! >= REACHED_SHARE))
  );
}
