import type { Geometry } from 'geojson';
import type { Position } from '#model/geometry';
import { parentOf, type RegionCode } from '#model/region';
import type { Remedy } from '#model/upload';
import { holdingRegion } from '../../import/importers/infrastructure.ts';
import { judgePoint, NEAR_BORDER_METRES } from '../../import/importers/stated-region.ts';
import { labelPointOf, partsOf } from '../../import/polygons.ts';
import type { CheckContext, RowInput } from './index.ts';
import type { Issues } from './issues.ts';
import { readPoint } from './position.ts';
import { readLocation } from './location.ts';
import { readRegion, statedOf, useOwnRegions, type ReadRegion } from './regions.ts';
import { dimensionOf, positionsOf, readShape } from './shapes.ts';
import { lineShares } from './shares.ts';

/** Where a row belongs and lies. */
export interface Place {
  readonly region: RegionCode | null;
  /** The point, or a point on the line or in the area. */
  readonly position: Position | null;
  /** Null for a row without one. */
  readonly geometry: Geometry | null;
  readonly isDoubtful: boolean;
  /** The kecamatan that a line runs through, by length, where it is in more than one. */
  readonly shares?: readonly { region: RegionCode; share: number }[];
}

export interface PlaceRules {
  /** Dimensions that the family, or the kind, may have. */
  readonly dimensions: readonly (0 | 1 | 2)[];
  readonly needsGeometry: boolean;
  readonly needsRegion: boolean;
  /** Of a row that says nothing of its place the whole regency is taken. */
  readonly mayLieAnywhere?: true;
}

/** Reads where a row lies and where it says it belongs, and holds the one against the other. */
export function readPlace(input: RowInput, rules: PlaceRules, context: CheckContext, issues: Issues): Place {
  const canDrop = !rules.needsGeometry;
  const shape = readLine(input, rules, context, issues);
  const takesPoints = rules.dimensions.includes(0);
  const point =
    shape !== null || !takesPoints
      ? { position: shape?.position ?? null, isWritten: shape !== null, isSwapped: false }
      : readPoint(input, context, canDrop, issues);
  const { position } = point;
  const stated = statedRegion(input, position, context, issues);
  const geometry: Geometry | null =
    shape?.geometry ?? (position !== null && takesPoints ? { type: 'Point', coordinates: position } : null);
  if (rules.needsGeometry && geometry === null && !point.isWritten) issues.error(null, 'geometry_missing');
  if (shape !== null && shape.geometry !== null && dimensionOf(shape.geometry) !== 0) {
    // Works along a line that crosses a border are in both kecamatan, whatever the row says: its money is not all in one.
    const shares = rules.needsRegion ? lineShares(shape.geometry, context.directory) : [];
    const found = { position, geometry, isDoubtful: false };
    if (shares.length > 1) {
      const claimed = stated.kecamatan;
      if (claimed !== null && !shares.some(({ region }) => region === claimed))
        issues.note('kecamatan', 'region_from_position', context.directory.get(claimed)?.name ?? claimed);
      return { ...found, region: shares[0]!.region, shares };
    }
    const region = regionOfShape(shape.geometry, position, stated, context, issues);
    if (region !== null || !rules.needsRegion) return { ...found, region };
    if (shares[0] !== undefined) return { ...found, region: shares[0].region, shares };
    issues.error(null, 'coordinates_outside_region', position?.join(', ') ?? null, {
      remedies: [{ kind: 'exclude_row' }],
    });
    return { ...found, region };
  }
  if (position === null) {
    const region = stated.desa ?? stated.kecamatan ?? stated.kabupaten;
    if (region === null && rules.mayLieAnywhere && !stated.isWritten && !point.isWritten) {
      issues.note(null, 'region_missing');
      return { region: context.profile.code, position: null, geometry: null, isDoubtful: false };
    }
    // Where it lies is an issue of its own already, or is simply not known.
    if (region === null && rules.needsRegion && !stated.isWritten) {
      const hasError = issues.list.some(
        ({ severity, reason }) => severity === 'error' && reason.startsWith('coordinates'),
      );
      if (!hasError) issues.error(null, point.isWritten ? 'region_missing' : 'coordinates_missing');
    } else if (region !== null && !point.isWritten && canDrop && rules.dimensions.length > 0)
      issues.note(null, 'coordinates_missing');
    return { region, position: null, geometry: null, isDoubtful: false };
  }
  const settled = settle(position, stated, rules, context, issues);
  return { ...settled, position, geometry };
}

function statedRegion(input: RowInput, position: Position | null, context: CheckContext, issues: Issues): ReadRegion {
  const decided = input.decisions.findLast((decision) => decision.kind === 'use_region');
  if (decided?.kind === 'use_region' && context.directory.get(decided.region) !== undefined) {
    issues.correction('region', 'region_name_variant', written(input), {
      details: { region: decided.region, name: context.directory.get(decided.region)!.name },
    });
    return { ...statedOf(decided.region), isWritten: true };
  }
  const cell = (name: string) => {
    const text = input.values[name]?.replace(/[\s\u00a0]+/g, ' ').trim();
    return text === undefined || text === '' || /^(-+|x+|n\/?a|null)$/i.test(text) ? null : text;
  };
  const cells = { region: cell('region'), kecamatan: cell('kecamatan'), desa: cell('desa') };
  const location = cell('location');
  if (location !== null && Object.values(cells).every((text) => text === null))
    return readLocation(location, context, issues);
  return readRegion(cells, position, context, issues);
}

const written = ({ values }: RowInput) => values['region'] ?? values['desa'] ?? values['kecamatan'] ?? null;

interface ShapePlace {
  geometry: Geometry | null;
  position: Position | null;
}

/** The line or area of a row; null when it has none, so that its point is asked for. */
function readLine(input: RowInput, rules: PlaceRules, context: CheckContext, issues: Issues): ShapePlace | null {
  const { geometry } = input;
  if (geometry === null) return null;
  const dimension = dimensionOf(geometry);
  const isPoint = geometry.type === 'Point' || (geometry.type === 'MultiPoint' && geometry.coordinates.length === 1);
  if (isPoint && rules.dimensions.includes(0)) return null;
  // An area stands for the point inside it where only points are kept.
  const becomesPoint = dimension === 2 && !rules.dimensions.includes(2) && rules.dimensions.includes(0);
  if (
    dimension === null ||
    geometry.type === 'MultiPoint' ||
    (!rules.dimensions.includes(dimension) && !becomesPoint)
  ) {
    if (rules.dimensions.length > 0) issues.error(null, 'geometry_wrong_type', geometry.type);
    return { geometry: null, position: null };
  }
  const wantsSwap = input.decisions.some(({ kind }) => kind === 'swap_coordinates');
  const read = readShape(geometry, context.profile.bounds, wantsSwap);
  if (read.geometry === null) {
    const [x, y] = positionsOf(geometry)[0] ?? [0, 0];
    const remedies: Remedy[] =
      read.reason === 'coordinates_swapped' ? [{ kind: 'swap_coordinates', position: [y, x] }] : [];
    issues.error(null, read.reason ?? 'geometry_invalid', null, { remedies });
    return { geometry: null, position: null };
  }
  if (read.isSwapped) issues.correction(null, 'coordinates_swapped');
  const parts = partsOf(read.geometry);
  const position = parts
    ? labelPointOf({ type: 'MultiPolygon', coordinates: parts })
    : middleOf(positionsOf(read.geometry));
  if (!becomesPoint) return { geometry: read.geometry, position };
  issues.correction(null, 'geometry_wrong_type', geometry.type);
  return { geometry: { type: 'Point', coordinates: position }, position };
}

const middleOf = (positions: readonly Position[]): Position => positions[Math.floor(positions.length / 2)]!;

/** The smallest region that holds a line or area; along a border the stated one. */
function regionOfShape(
  geometry: Geometry,
  position: Position | null,
  stated: ReadRegion,
  context: CheckContext,
  issues: Issues,
): RegionCode | null {
  const parts = partsOf(geometry);
  const region = holdingRegion(parts && position ? [position] : positionsOf(geometry), context.directory);
  if (stated.kecamatan === null || region?.startsWith(stated.kecamatan)) return region ?? stated.kecamatan;
  const near =
    position !== null && ['inside', 'near'].includes(judgePoint(position, stated, context.directory).verdict);
  if (near) return stated.desa ?? stated.kecamatan;
  issues.note('kecamatan', 'region_from_position', context.directory.get(stated.kecamatan)?.name ?? stated.kecamatan);
  return region;
}

interface Settled {
  region: RegionCode | null;
  isDoubtful: boolean;
}

function settle(
  position: Position,
  stated: ReadRegion,
  rules: PlaceRules,
  context: CheckContext,
  issues: Issues,
): Settled {
  const { directory } = context;
  const desaHere = directory.at(position, 'desa');
  const here = desaHere ?? directory.at(position, 'kecamatan');
  const claimed = stated.desa ?? stated.kecamatan;
  if (claimed === null) return { region: unstated(position, here, stated, rules, context, issues), isDoubtful: false };
  const { verdict, metres } = judgePoint(position, stated, directory);
  const claim = directory.get(stated.kecamatan ?? claimed)?.name ?? claimed;
  const details = {
    metres: Math.round(metres),
    stated: claim,
    region: here,
    name:
      here === null ? null : (directory.get(parentOf(here) && here.length > 8 ? parentOf(here)! : here)?.name ?? here),
  };
  if (verdict === 'near') issues.note('kecamatan', 'position_near_border', claim, { details });
  if (verdict === 'doubtful' || verdict === 'wrong') {
    const moved: Remedy[] = here === null ? [] : useOwnRegions([here], directory);
    const dropped: Remedy[] = rules.needsGeometry ? [] : [{ kind: 'drop_position' }];
    const more = { details, remedies: [...moved, ...dropped] };
    // Kilometres off, the point is that of another thing; a border that is drawn differently explains less than that.
    if (verdict === 'wrong') issues.error('kecamatan', 'position_outside_stated_region', claim, more);
    else issues.note('kecamatan', 'position_outside_stated_region', claim, more);
    return { region: claimed, isDoubtful: true };
  }
  const refines = stated.desa === null && desaHere !== null && desaHere.startsWith(`${claimed}.`);
  return { region: refines ? desaHere : claimed, isDoubtful: false };
}

/** The region of a point that no statement is held against. */
function unstated(
  position: Position,
  here: RegionCode | null,
  stated: ReadRegion,
  rules: PlaceRules,
  context: CheckContext,
  issues: Issues,
): RegionCode | null {
  const { directory, profile } = context;
  if (here !== null && (directory.get(here)!.own || stated.kabupaten === here.slice(0, 5))) {
    if (!stated.isWritten)
      issues.note(null, 'region_from_position', null, { details: { region: here, name: directory.get(here)!.name } });
    return here;
  }
  if (stated.isWritten && stated.kabupaten === null) return null;
  const metres = directory.metresTo(position, profile.code);
  if (metres <= NEAR_BORDER_METRES) {
    const nearest = nearestRegion(position, context);
    issues.note(null, 'position_near_border', null, {
      details: { metres: Math.round(metres), region: nearest, name: directory.get(nearest)?.name ?? null },
    });
    return nearest;
  }
  const beyond = here ?? directory.at(position, 'kabupaten');
  if (rules.needsRegion || beyond === null)
    issues.error(null, 'coordinates_outside_region', position.join(', '), {
      details: {
        metres: Math.round(metres),
        region: beyond,
        name: beyond === null ? null : directory.get(beyond)!.name,
      },
      remedies: [{ kind: 'exclude_row' }],
    });
  return beyond;
}

function nearestRegion(position: Position, { directory, profile }: CheckContext): RegionCode {
  const kecamatan = directory.childrenOf(profile.code);
  const desa = kecamatan.flatMap((code) => directory.childrenOf(code));
  const codes = desa.length > 0 ? desa : kecamatan;
  let [nearest, least] = [profile.code, Infinity];
  for (const code of codes) {
    const metres = directory.metresTo(position, code);
    if (metres < least) [nearest, least] = [code, metres];
  }
  return nearest;
}
