import type { Authority } from '#model/authority';
import type { FacilityKind, FacilityOwner } from '#model/facility';
import type { RegionCode, RegionLevel } from '#model/region';

/** Population cells as columns of equal length. A cell belongs to the desa that holds its centre. */
export interface Demand {
  /** Metric grid: cell (column, row) covers `originEastMetres + column * cellMetres`, same northwards. */
  readonly grid: { crs: string; proj4: string; cellMetres: number; originEastMetres: number; originNorthMetres: number };
  readonly column: Uint16Array;
  readonly row: Uint16Array;
  /** Index into `desaCodes`. */
  readonly desa: Uint16Array;
  /** Whole people; the cells of a desa sum to its population exactly. */
  readonly people: Uint32Array;
  readonly desaCodes: readonly RegionCode[];
  /** Whether built-up weights were used, or population was spread evenly. */
  readonly weighted: boolean;
  readonly dataset: string;
}

/** Facilities as columns of equal length; longitude and latitude are null together where no valid point is known. */
export interface FacilityColumns {
  readonly id: readonly string[];
  readonly kind: readonly FacilityKind[];
  readonly owner: readonly FacilityOwner[];
  readonly authority: readonly Authority[];
  readonly region: readonly RegionCode[];
  readonly longitude: readonly (number | null)[];
  readonly latitude: readonly (number | null)[];
  readonly dataset: readonly string[];
}

export interface AssessedRegion {
  readonly code: RegionCode;
  readonly name: string;
  readonly level: RegionLevel;
  readonly parent: RegionCode | null;
  /** Own territory; neighbours only lend their facilities. */
  readonly own: boolean;
  readonly population: number | null;
}
