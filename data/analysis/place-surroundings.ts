import type { FacilityKind } from '#model/facility';
import type { Position } from '#model/geometry';
import type { ProjectStatus } from '#model/project';
import type { RegionCode } from '#model/region';
import type { ServiceStandard } from '#model/standard';
import type { TravelOptions } from './assessment.ts';
import type { Demand } from './demand.ts';
import type { Alternative, PlannedProject } from './explain.ts';
import type { FacilityColumns, Selection } from './facility-selection.ts';
import { distanceMetres } from './geodesy.ts';
import { kindsNamed } from './project-kinds.ts';
import type { ReachFields } from './reach-fields.ts';
import { isInside, isWithin } from './region-tree.ts';
import { nearestFacilities } from './spatial-index.ts';

/** Development projects as columns of equal length. */
export interface ProjectColumns {
  readonly id: readonly string[];
  readonly name: readonly string[];
  readonly sector: readonly string[];
  readonly status: readonly ProjectStatus[];
  readonly fiscalYear: readonly number[];
  readonly ceilingRupiah: readonly (number | null)[];
  readonly regions: readonly (readonly RegionCode[])[];
  readonly longitude: readonly (number | null)[];
  readonly latitude: readonly (number | null)[];
  readonly sample: readonly boolean[];
}

const ALTERNATIVES = 5;
const PROJECTS = 10;
/** Refused, merged into another, or built: nothing of these is still to come. */
export const CLOSED_STATUSES: ReadonlySet<ProjectStatus> = new Set([
  'ditolak',
  'digabung',
  'pho',
  'pemeliharaan',
  'fho',
  'dimanfaatkan',
]);

/** Where a region's people are on average, and the cell nearest to that; null without cells. */
export function middleOf(demand: Demand, fields: ReachFields, code: RegionCode): { at: Position; cell: number } | null {
  const { longitude, latitude } = fields.positions;
  const isIn = demand.desaCodes.map((desa) => isInside(desa, code));
  let weight = 0;
  let east = 0;
  let north = 0;
  for (const isCounted of [true, false]) {
    for (let cell = 0; cell < demand.desa.length; cell++) {
      if (!isIn[demand.desa[cell]!]) continue;
      // A region without people has a middle, too: each cell then counts alike.
      const people = isCounted ? demand.people[cell]! : 1;
      weight += people;
      east += people * longitude[cell]!;
      north += people * latitude[cell]!;
    }
    if (weight > 0) break;
  }
  if (weight === 0) return null;
  const at: Position = [east / weight, north / weight];
  return { at, cell: nearestCell(fields, at, (cell) => isIn[demand.desa[cell]!]!)!.cell };
}

/** The cell whose centre is nearest to a position, of those wanted. */
export function nearestCell(
  fields: ReachFields,
  [x, y]: Position,
  isWanted: (cell: number) => boolean = () => true,
): { cell: number; metres: number } | null {
  const { longitude, latitude } = fields.positions;
  const narrowing = Math.cos((y * Math.PI) / 180);
  let nearest = -1;
  let least = Infinity;
  for (let cell = 0; cell < longitude.length; cell++) {
    const squared = ((longitude[cell]! - x) * narrowing) ** 2 + (latitude[cell]! - y) ** 2;
    if (squared < least && isWanted(cell)) {
      least = squared;
      nearest = cell;
    }
  }
  return nearest < 0 ? null : { cell: nearest, metres: distanceMetres(x, y, longitude[nearest]!, latitude[nearest]!) };
}

/** The facilities nearest to a place, on either side of the border, with the minutes from its cell. */
export function alternativesFor(
  { at, cell }: { at: Position; cell: number },
  facilities: FacilityColumns & { readonly name: readonly string[] },
  selection: Selection,
  ownCodes: ReadonlySet<RegionCode>,
  fields: ReachFields,
  travel: TravelOptions | undefined,
): Alternative[] {
  const { longitude, latitude } = selection;
  const found = nearestFacilities(
    at,
    { longitude: Array.from(longitude), latitude: Array.from(latitude) },
    ALTERNATIVES,
  );
  const minutes = travel ? minutesFrom(cell, found, selection, fields, travel) : found.map(() => null);
  return found.map(({ index, distanceMetres: metres }, rank) => {
    const row = selection.placed[index]!;
    return {
      id: facilities.id[row]!,
      name: facilities.name[row]!,
      kind: facilities.kind[row]!,
      region: facilities.region[row]!,
      own: isWithin(facilities.region[row]!, ownCodes),
      position: [longitude[index]!, latitude[index]!],
      distanceMetres: metres,
      minutes: minutes[rank]!,
    };
  });
}

/** Null where there is no way on the network, or none within four times the estimate. */
function minutesFrom(
  cell: number,
  found: readonly { index: number; distanceMetres: number }[],
  selection: Selection,
  fields: ReachFields,
  { mode, path }: TravelOptions,
): (number | null)[] {
  if (path === 'straight') return found.map(({ distanceMetres: metres }) => fields.straightMinutes(metres, mode));
  const farthest = Math.max(0, ...found.map(({ distanceMetres: metres }) => metres));
  const rows = found.map(({ index }) => index);
  const chosen: Selection = {
    ...selection,
    longitude: Float64Array.from(rows, (row) => selection.longitude[row]!),
    latitude: Float64Array.from(rows, (row) => selection.latitude[row]!),
  };
  const value = Math.max(30, 4 * fields.straightMinutes(farthest, mode));
  const {
    first,
    cell: reached,
    cost,
  } = fields.reachLists(chosen, 0, rows.length, { unit: 'minutes', value, mode, path });
  return rows.map((_, facility) => {
    for (let i = first[facility]!; i < first[facility + 1]!; i++) if (reached[i] === cell) return cost[i]!;
    return null;
  });
}

/**
 * Open projects for this service at a place: those in its region, those with a point within reach of it, and those without
 * one that name a region around it. Those that name the kind come first, then the nearest, then the earliest year.
 */
export function projectsFor(
  standard: ServiceStandard,
  kinds: readonly FacilityKind[],
  at: Position,
  code: RegionCode,
  reachMetres: number,
  projects: ProjectColumns,
): PlannedProject[] {
  const found: PlannedProject[] = [];
  for (let row = 0; row < projects.id.length; row++) {
    if (CLOSED_STATUSES.has(projects.status[row]!)) continue;
    const named = kindsNamed(projects.name[row]!);
    const isSameKind = named.some((kind) => kinds.includes(kind));
    // One that names another kind is not for this service, whatever its sector.
    if (!isSameKind && (named.length > 0 || projects.sector[row] !== standard.sector)) continue;
    const longitude = projects.longitude[row];
    const latitude = projects.latitude[row];
    const metres = longitude == null || latitude == null ? null : distanceMetres(at[0], at[1], longitude, latitude);
    const regions = projects.regions[row]!;
    const isHere =
      regions.some((region) => isInside(region, code)) ||
      (metres === null ? regions.some((region) => isInside(code, region)) : metres <= reachMetres);
    if (!isHere) continue;
    found.push({
      id: projects.id[row]!,
      name: projects.name[row]!,
      status: projects.status[row]!,
      fiscalYear: projects.fiscalYear[row]!,
      ceilingRupiah: projects.ceilingRupiah[row]!,
      distanceMetres: metres,
      relation: isSameKind ? 'same-kind' : 'same-sector',
      sample: projects.sample[row]!,
    });
  }
  return found
    .sort(
      (a, b) =>
        (a.relation === b.relation ? 0 : a.relation === 'same-kind' ? -1 : 1) ||
        (a.distanceMetres ?? Infinity) - (b.distanceMetres ?? Infinity) ||
        a.fiscalYear - b.fiscalYear ||
        (a.id < b.id ? -1 : 1),
    )
    .slice(0, PROJECTS);
}
