import type { Position } from '#model/geometry';

/** The point of a row, or null when it has none. */
export function positionOf(row: { longitude: number | null; latitude: number | null }): Position | null {
  return row.longitude === null || row.latitude === null ? null : [row.longitude, row.latitude];
}
