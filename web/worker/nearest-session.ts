import { nearestFacilities } from '#analysis';
import type { Position } from '#model/geometry';

export interface PointColumns {
  readonly longitude: readonly (number | null)[];
  readonly latitude: readonly (number | null)[];
}
export interface NearestFacility {
  /** Row of the columns that were given. */
  readonly index: number;
  readonly distanceMetres: number;
}

/** The facilities nearest to a position by straight distance. Runs on the device: the position goes nowhere. */
export function nearestTo(position: Position, facilities: PointColumns, count: number): NearestFacility[] {
  return nearestFacilities(position, facilities, count);
}
