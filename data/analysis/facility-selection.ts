import type { Authority } from '#model/authority';
import type { FacilityKind, FacilityOwner } from '#model/facility';
import type { RegionCode } from '#model/region';
import type { ServiceStandard } from '#model/standard';
import { isWithin } from './region-tree.ts';

/** Facilities as columns of equal length; longitude and latitude are null together where no valid point is known. */
export interface FacilityColumns {
  readonly id: readonly string[];
  readonly kind: readonly FacilityKind[];
  readonly owner: readonly FacilityOwner[];
  readonly authority: readonly Authority[];
  readonly region: readonly RegionCode[];
  readonly longitude: readonly (number | null)[];
  readonly latitude: readonly (number | null)[];
  /** Classrooms, beds, staff; left out where no dataset tells any. */
  readonly capacity?: readonly (number | null)[] | undefined;
  readonly dataset: readonly string[];
}

export interface SelectionOptions {
  /** Owners whose facilities count as available. */
  readonly owners: readonly FacilityOwner[];
  /** Whether madrasah and other Kemenag facilities count beside those that the standard names. */
  readonly kemenag: boolean;
  /** Whether people may be served by a facility outside their own territory. */
  readonly crossBorder: boolean;
}

/** Which facilities count for a standard, and which of them can serve people. */
export interface Selection {
  /** Names the choice: equal keys, equal facilities. */
  readonly key: string;
  /** Rows of facilities that count where they stand, on either side of the border. */
  readonly counted: readonly number[];
  /** Rows of those that may serve our people, with or without a point: none is nobody served, unplaced ones are not known. */
  readonly serving: readonly number[];
  /** Rows of those whose point is known, too, with their points in the same order. */
  readonly placed: Int32Array;
  readonly longitude: Float64Array;
  readonly latitude: Float64Array;
}

/** Chooses facilities by standard and toggles; null when no dataset is about any of the kinds, so nothing is known. */
export function createSelector(
  facilities: FacilityColumns,
  known: readonly FacilityKind[],
  ownCodes: ReadonlySet<RegionCode>,
): (standard: ServiceStandard, options: SelectionOptions) => Selection | null {
  const knownKinds = new Set(known);
  const isOwn = facilities.region.map((code) => isWithin(code, ownCodes));
  return (standard, { owners, kemenag, crossBorder }) => {
    const kinds = kindsOf(standard, kemenag);
    if (!kinds.some((kind) => knownKinds.has(kind))) return null;
    const counted: number[] = [];
    for (let facility = 0; facility < facilities.kind.length; facility++) {
      if (kinds.includes(facilities.kind[facility]!) && owners.includes(facilities.owner[facility]!)) {
        counted.push(facility);
      }
    }
    const serving = crossBorder ? counted : counted.filter((facility) => isOwn[facility]);
    const placed = serving.filter((facility) => facilities.longitude[facility] != null);
    return {
      key: `${kinds.join()}|${[...new Set(owners)].sort().join()}|${crossBorder}`,
      counted,
      serving,
      placed: Int32Array.from(placed),
      longitude: Float64Array.from(placed, (facility) => facilities.longitude[facility]!),
      latitude: Float64Array.from(placed, (facility) => facilities.latitude[facility]!),
    };
  };
}

/** The kinds that a standard counts, those of Kemenag on request, each once and in one order. */
export function kindsOf(standard: ServiceStandard, kemenag: boolean): FacilityKind[] {
  return [...new Set([...standard.facilityKinds, ...(kemenag ? standard.kemenagKinds : [])])].sort();
}
