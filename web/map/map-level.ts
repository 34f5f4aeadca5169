/** What the map speaks of: regions of one level, or the population cells. */
export const MAP_LEVELS = ['kecamatan', 'desa', 'cells'] as const;
export type MapLevel = (typeof MAP_LEVELS)[number];

/** The zoom from which a level is shown, from the coarsest on. */
const BEGINS_AT: Readonly<Record<MapLevel, number>> = { kecamatan: 0, desa: 11.2, cells: 13.2 };
/** A level is left only this far below the zoom at which it began, so that a small turn of the wheel does not flicker. */
const STAYS_UNTIL_BELOW = 0.3;

/**
 * The level that a map shows at a zoom.
 * @param previous the level shown until now; null at the start.
 * @param hasCells whether the measure knows cells: units and ratios are said of regions only.
 */
export function levelAt(zoom: number, previous: MapLevel | null = null, hasCells = true): MapLevel {
  const before = previous === null ? -1 : MAP_LEVELS.indexOf(previous);
  const reached = MAP_LEVELS.filter(
    (level, at) => (hasCells || level !== 'cells') && zoom >= BEGINS_AT[level] - (at <= before ? STAYS_UNTIL_BELOW : 0),
  );
  return reached.at(-1) ?? 'kecamatan';
}
