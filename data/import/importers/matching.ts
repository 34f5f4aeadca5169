import { distance as editDistance } from 'fastest-levenshtein';
import type { FacilityKind } from '#model/facility';
import type { Position } from '#model/geometry';
import { normaliseName, type RegionCode } from '#model/region';
import { metresBetween } from '../coordinates.ts';
import type { Notes } from '../notes.ts';
import type { RegionDirectory } from '../region-directory.ts';
import type { FacilityRow, FacilitySourceRow } from '../write.ts';
import type { ReadFacility } from './facilities.ts';
import { judgePoint } from './stated-region.ts';

/** A facility that an earlier dataset brought. */
export interface KnownFacility {
  id: string;
  kind: FacilityKind;
  name: string;
  nationalCode: string | null;
  region: RegionCode;
  accuracy: FacilityRow['accuracy'];
  longitude: number | null;
  latitude: number | null;
}

export interface Matched {
  /** What only this source knows. */
  own: FacilityRow[];
  /** Which facility, of this or an earlier dataset, each row of this source is. */
  sources: FacilitySourceRow[];
  /** Facilities of earlier datasets that get their point from this source. */
  placed: { id: string; position: Position }[];
}

const NEAR_METRES = 2_000;

/**
 * Finds each facility among those known. Of two keys that disagree the name wins: lists are seen whose column of national codes
 * slipped by a row, while names and points stayed together. In this order: same code and name, same name, same code where the
 * names are nearly equal or the points near, a name that begins the other within 2 km. Only one row may be one facility.
 */
export function matchFacilities(
  read: readonly ReadFacility[],
  known: readonly KnownFacility[],
  idPrefix: string,
  directory: RegionDirectory,
  notes: Notes,
): Matched {
  const matched: Matched = { own: [], sources: [], placed: [] };
  const codes = new Map(known.flatMap((one) => (one.nationalCode === null ? [] : [[one.nationalCode, one] as const])));
  const taken = new Set<string>();
  const match = new Map<ReadFacility, KnownFacility>();
  for (const rule of RULES) {
    for (const facility of read) {
      if (match.has(facility)) continue;
      const fitting = known.filter((one) => one.kind === facility.kind && !taken.has(one.id) && rule(facility, one));
      if (fitting.length !== 1) continue;
      taken.add(fitting[0]!.id);
      match.set(facility, fitting[0]!);
    }
  }
  for (const facility of read) {
    const { row, sourceKey, point, ...record } = facility;
    const one = match.get(facility);
    const codeHolder = facility.nationalCode === null ? undefined : codes.get(facility.nationalCode);
    if (one === undefined) {
      const isRepeat =
        known.length > 0 &&
        known.some((other) => other.kind === facility.kind && sameName(facility, other) && taken.has(other.id));
      if (isRepeat) {
        notes.rejected(row, 'duplicate_record', null, facility.name);
        continue;
      }
      if (known.length > 0) notes.noted(row, 'only_in_this_source', null, facility.name);
      // A national code that another facility holds would make two things one.
      const code = codeHolder === undefined ? facility.nationalCode : null;
      const id = code !== null ? `${idPrefix}-${code}` : record.id;
      matched.own.push({ ...record, id, nationalCode: code });
      matched.sources.push({ facility: id, sourceKey, sourceName: facility.name, distanceMetres: null });
      continue;
    }
    const knownPoint = pointOf(one);
    const apart = point === null || knownPoint === null ? null : metresBetween(point, knownPoint);
    matched.sources.push({ facility: one.id, sourceKey, sourceName: facility.name, distanceMetres: apart });
    notes.noted(row, 'matched_other_source', null, one.id);
    if (codeHolder !== undefined && codeHolder.id !== one.id)
      notes.noted(row, 'value_invalid', null, facility.nationalCode);
    if (point !== null && one.accuracy !== 'point' && fits(point, one, directory)) {
      matched.placed.push({ id: one.id, position: point });
      notes.noted(row, 'position_from_other_source', null, one.id);
    }
  }
  return matched;
}

const sameName = (facility: ReadFacility, one: KnownFacility) =>
  normaliseName(facility.name) === normaliseName(one.name);
const sameCode = (facility: ReadFacility, one: KnownFacility) =>
  facility.nationalCode !== null && facility.nationalCode === one.nationalCode;

function apartMetres(facility: ReadFacility, one: KnownFacility): number {
  const knownPoint = pointOf(one);
  return facility.point === null || knownPoint === null ? Infinity : metresBetween(facility.point, knownPoint);
}

function similarName(facility: ReadFacility, one: KnownFacility): boolean {
  const [a, b] = [normaliseName(facility.name), normaliseName(one.name)];
  return editDistance(a, b) <= Math.max(a.length, b.length) / 6;
}

function beginsName(facility: ReadFacility, one: KnownFacility): boolean {
  const [a, b] = [normaliseName(facility.name), normaliseName(one.name)];
  return a.startsWith(b) || b.startsWith(a);
}

const RULES: readonly ((facility: ReadFacility, one: KnownFacility) => boolean)[] = [
  (facility, one) => sameCode(facility, one) && sameName(facility, one),
  sameName,
  (facility, one) =>
    sameCode(facility, one) && (similarName(facility, one) || apartMetres(facility, one) <= NEAR_METRES),
  (facility, one) => beginsName(facility, one) && apartMetres(facility, one) <= NEAR_METRES,
];

const pointOf = ({ longitude, latitude }: KnownFacility): Position | null =>
  longitude === null || latitude === null ? null : [longitude, latitude];

function fits(point: Position, { region }: KnownFacility, directory: RegionDirectory): boolean {
  const stated = {
    kabupaten: region.slice(0, 5),
    kecamatan: region.length >= 8 ? region.slice(0, 8) : null,
    desa: null,
  };
  return ['inside', 'near'].includes(judgePoint(point, stated, directory).verdict);
}
