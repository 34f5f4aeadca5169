import type { Geometry } from 'geojson';
import { Authority } from '#model/authority';
import { Condition, type InfrastructureKind } from '#model/infrastructure';
import type { Position } from '#model/geometry';
import { parentOf, type RegionCode, type RegionProfile } from '#model/region';
import type { DefinitionOf } from '../definition.ts';
import type { SourceRecord } from '../formats/index.ts';
import type { Notes } from '../notes.ts';
import { labelPointOf, partsOf, withoutHeights } from '../polygons.ts';
import type { RegionDirectory } from '../region-directory.ts';
import { writeInfrastructure, type InfrastructureRow } from '../write.ts';
import { readAttributes } from './attributes.ts';
import type { ImportContext } from './context.ts';
import { readPoint } from './facilities.ts';
import { requireColumns } from './regions.ts';
import { decoded, judgePoint, readStatedRegion, type Stated } from './stated-region.ts';

type InfrastructureDefinition = DefinitionOf<'infrastructure'>;

/** Infrastructure of one source into the database. */
export async function importInfrastructure(context: ImportContext<InfrastructureDefinition>): Promise<void> {
  const { database, run, definition, records, directory, profile } = context;
  await writeInfrastructure(database, run, readInfrastructure(definition, profile, records, directory, run.notes));
}

const DIMENSIONS: Readonly<Partial<Record<InfrastructureKind, readonly (0 | 1 | 2)[]>>> = {
  road: [1],
  coast: [1],
  fibre: [1],
  'street-light': [0],
  'road-sign': [0],
  'ict-site': [0],
  bridge: [0],
  'land-asset': [2],
};

/**
 * Things of a file with their geometry as it is, also where it runs beyond the regency. The region is the smallest that holds
 * the whole; null where it crosses regions or lies outside all.
 */
export function readInfrastructure(
  { options }: InfrastructureDefinition,
  profile: RegionProfile,
  records: readonly SourceRecord[],
  directory: RegionDirectory,
  notes: Notes,
): InfrastructureRow[] {
  requireColumns(records, [
    options.key,
    options.code,
    options.name,
    options.statedLength?.column,
    options.position?.longitude,
    options.position?.latitude,
  ]);
  const allowed = DIMENSIONS[options.kind] ?? [1, 2];
  const seen = new Set<string>();
  const rows: InfrastructureRow[] = [];
  for (const record of records) {
    const { row, values } = record;
    const text = (column: string | undefined) => {
      const cell = column === undefined ? null : (values[column] ?? null);
      return cell === null || options.placeholders.includes(cell) ? null : cell.replace(/\s+/g, ' ').trim();
    };
    const geometry = readGeometry(options, profile, record, notes);
    if (geometry === null || !allowed.includes(dimensionOf(geometry))) {
      notes.rejected(row, 'geometry_missing', options.position?.latitude ?? null);
      continue;
    }
    const key = text(options.key);
    const id = `${options.idPrefix}-${key !== null && !seen.has(key) ? key : `row-${row}`}`;
    if (key !== null) seen.add(key);
    const stated = readStatedRegion(options.region, profile.code, record, directory, notes);
    const statedLength = options.statedLength === undefined ? null : Number(values[options.statedLength.column] ?? NaN);
    rows.push({
      row,
      id,
      kind: options.kind,
      code: text(options.code),
      name: text(options.name),
      class: decoded(options.class, values),
      condition: Condition.safeParse(decoded(options.condition, values)).data ?? null,
      authority: Authority.safeParse(decoded(options.authority, values)).data ?? null,
      region: regionOf(geometry, stated, record, options, directory, notes),
      statedLengthMetres:
        statedLength !== null && statedLength >= 0 ? statedLength * options.statedLength!.metresPerUnit : null,
      geometry,
      attributes: readAttributes(options.attributes, record, notes),
    });
  }
  return rows;
}

function readGeometry(
  options: InfrastructureDefinition['options'],
  profile: RegionProfile,
  record: SourceRecord,
  notes: Notes,
): Geometry | null {
  if (options.position !== undefined || record.geometry?.type === 'Point') {
    const point = readPoint(options, profile, record, notes);
    return point === null ? null : { type: 'Point', coordinates: point };
  }
  if (record.geometry === null || record.geometry.type === 'GeometryCollection') return null;
  const { geometry, dropped } = withoutHeights(record.geometry);
  if (dropped) notes.noted(record.row, 'z_dropped');
  return geometry;
}

function dimensionOf({ type }: Geometry): 0 | 1 | 2 {
  return type.endsWith('Point') ? 0 : type.endsWith('LineString') ? 1 : 2;
}

function regionOf(
  geometry: Geometry,
  stated: Stated,
  { row, values }: SourceRecord,
  options: InfrastructureDefinition['options'],
  directory: RegionDirectory,
  notes: Notes,
): RegionCode | null {
  const parts = partsOf(geometry);
  const points = parts ? [labelPointOf({ type: 'MultiPolygon', coordinates: parts })] : positionsOf(geometry);
  const region = holdingRegion(points, directory);
  const point = points[0];
  if (point === undefined) return region;
  const column = options.region.kecamatan ?? null;
  if (options.labelFollowsRoad) {
    if (stated.kabupaten !== null && region?.slice(0, 5) !== stated.kabupaten) {
      const coded = options.region.kabupaten;
      const label = coded !== undefined && 'column' in coded ? coded.column : null;
      notes.noted(row, 'label_follows_road', label, label === null ? null : (values[label] ?? null));
    }
    return region;
  }
  if (stated.kecamatan === null || region?.startsWith(stated.kecamatan)) return region ?? stated.kecamatan;
  const written = column === null ? null : (values[column] ?? null);
  const { verdict } = judgePoint(point, stated, directory);
  // A parcel along the border stays with the kecamatan that its keeper names; farther off the measured place decides.
  if (verdict === 'near') {
    notes.noted(row, 'position_near_border', column, written);
    return stated.desa ?? stated.kecamatan;
  }
  notes.corrected(row, 'region_from_position', column, written);
  return region;
}

/** The smallest region that holds all positions; null when none does. */
export function holdingRegion(positions: readonly Position[], directory: RegionDirectory): RegionCode | null {
  let held: RegionCode | null | undefined;
  for (const position of positions) {
    const here = directory.at(position, 'desa') ?? directory.at(position, 'kecamatan');
    if (here === null) return null;
    if (held === undefined) held = here;
    while (held !== null && here !== held && !here.startsWith(`${held}.`)) held = parentOf(held);
    if (held === null) return null;
  }
  // The whole regency is no place; a thing in several kecamatan belongs to none of them.
  return held === undefined || held === null || held.length < 8 ? null : held;
}

function positionsOf(geometry: Geometry): Position[] {
  switch (geometry.type) {
    case 'Point':
      return [geometry.coordinates as Position];
    case 'LineString':
    case 'MultiPoint':
      return geometry.coordinates as Position[];
    case 'MultiLineString':
      return geometry.coordinates.flat() as Position[];
    default:
      return [];
  }
}
