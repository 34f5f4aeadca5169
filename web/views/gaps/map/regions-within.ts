import type { BBox } from '#model/geometry';
import type { RegionCode, RegionLevel } from '#model/region';
import type { RegionLabel } from '../../../map/labels.ts';

/** The regions of a level whose label stands in a box. */
export function regionsWithin(
  labels: readonly RegionLabel[],
  level: RegionLevel,
  [west, south, east, north]: BBox,
): Set<RegionCode> {
  return new Set(
    labels
      .filter(({ level: of, position: [x, y] }) => of === level && x >= west && x <= east && y >= south && y <= north)
      .map(({ code }) => code),
  );
}
