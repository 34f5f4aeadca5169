import { createHash } from 'node:crypto';
import type { Authority } from '#model/authority';
import { FacilityKind, FacilityOwner } from '#model/facility';
import type { Position } from '#model/geometry';
import { normaliseName, type RegionCode, type RegionProfile } from '#model/region';
import { metresBetween, readPosition, repairPosition, type ReadPosition } from '../coordinates.ts';
import type { DefinitionOf } from '../definition.ts';
import type { SourceRecord } from '../formats/index.ts';
import type { Notes } from '../notes.ts';
import type { RegionDirectory } from '../region-directory.ts';
import { statement } from '../statements.ts';
import { writeFacilities, type FacilityRow } from '../write.ts';
import { readAttributes } from './attributes.ts';
import type { ImportContext } from './context.ts';
import { matchFacilities, type KnownFacility } from './matching.ts';
import { requireColumns } from './regions.ts';
import { decoded, judgePoint, readStatedRegion, type Stated } from './stated-region.ts';

type FacilitiesDefinition = DefinitionOf<'facilities'>;
type Options = FacilitiesDefinition['options'];

/** A facility as one source knows it, before other sources are asked. */
export interface ReadFacility extends FacilityRow {
  row: number;
  /** Key of the source itself, unique within it. */
  sourceKey: string;
  point: Position | null;
}

/** Facilities of one source into the database; those that an earlier dataset holds too are counted once. */
export async function importFacilities(context: ImportContext<FacilitiesDefinition>): Promise<void> {
  const { database, run, definition, records, directory, profile } = context;
  const { matches } = definition.options;
  const read = readFacilities(definition, profile, records, directory, run.notes);
  const known =
    matches.length === 0
      ? []
      : await database.query<KnownFacility & Record<string, unknown>>(statement('facilities-of'), [matches]);
  const { own, sources, placed } = matchFacilities(read, known, definition.options.idPrefix, directory, run.notes);
  await writeFacilities(database, run, own, sources, placed);
}

/**
 * Facilities of a file, each in the smallest region known. A facility without a usable point keeps its stated region; one
 * without either stays out. See `judgePoint` for points outside the region they state.
 */
export function readFacilities(
  { options }: FacilitiesDefinition,
  profile: RegionProfile,
  records: readonly SourceRecord[],
  directory: RegionDirectory,
  notes: Notes,
): ReadFacility[] {
  const { region, position } = options;
  requireColumns(records, [
    options.key,
    options.name,
    options.nationalCode,
    region.kecamatan,
    region.desa,
    position?.longitude,
    position?.latitude,
  ]);
  const read: ReadFacility[] = [];
  const duplicates = new Duplicates(notes);
  for (const record of records) {
    const { row, values } = record;
    const named = readName(options, record);
    const kind = readKind(options, record, named, notes);
    if (kind === null) {
      notes.rejected(row, 'kind_unknown', 'column' in options.kind ? options.kind.column : null, named);
      continue;
    }
    // Without a name of its own a facility is called by its kind; the interface has the word for it.
    if (named === null) notes.corrected(row, 'placeholder_value', options.name, values[options.name] ?? null);
    const owner = readOwner(options, record, named);
    const stated = readStatedRegion(region, profile.code, record, directory, notes);
    const point = readPoint(options, profile, record, notes);
    const placed = place(point, stated, region.trust, record, options, directory, notes);
    if (placed.region === null) {
      notes.rejected(row, 'region_unknown', region.kecamatan ?? null, named);
      continue;
    }
    const nationalCode = options.nationalCode === undefined ? null : (values[options.nationalCode] ?? null);
    const sourceKey = (options.key === undefined ? null : values[options.key]) ?? fingerprint(kind, named, point);
    const facility: ReadFacility = {
      row,
      sourceKey,
      point: placed.point,
      id: `${options.idPrefix}-${sourceKey}`,
      kind,
      name: named ?? kind,
      owner,
      authority: authorityOf(options, kind, owner),
      region: placed.region,
      accuracy: placed.accuracy,
      position: placed.point === null ? null : { type: 'Point', coordinates: placed.point },
      address: readAddress(options, record),
      phone: options.phone === undefined ? null : (values[options.phone] ?? null),
      capacity: options.capacity === undefined ? null : wholeOrNull(values[options.capacity] ?? null),
      nationalCode,
      attributes: {
        ...readAttributes(options.attributes, record, notes),
        ...(named === null ? { unnamed: true } : {}),
      },
    };
    if (!duplicates.isRepeat(facility)) read.push(facility);
  }
  return read;
}

function readName(options: Options, { values }: SourceRecord): string | null {
  const name = (values[options.name] ?? '').replace(/\s+/g, ' ').trim();
  return name === '' || options.placeholderNames.some((placeholder) => placeholder.toLowerCase() === name.toLowerCase())
    ? null
    : name;
}

function readKind(
  options: Options,
  { row, values }: SourceRecord,
  name: string | null,
  notes: Notes,
): FacilityKind | null {
  const stated = FacilityKind.safeParse(decoded(options.kind, values)).data ?? null;
  const byName = name === null ? undefined : options.kindByName.find(({ prefix }) => startsWithWord(name, prefix));
  if (byName && byName.kind !== stated)
    notes.corrected(row, 'value_normalised', 'column' in options.kind ? options.kind.column : null, stated);
  return byName?.kind ?? stated;
}

function readOwner(options: Options, { values }: SourceRecord, name: string | null): FacilityOwner {
  const byName = name === null ? undefined : options.ownerByName.find(({ prefix }) => startsWithWord(name, prefix));
  return byName?.owner ?? FacilityOwner.safeParse(decoded(options.owner, values)).data ?? 'tidak-diketahui';
}

const startsWithWord = (name: string, prefix: string) =>
  `${name.toLowerCase()} `.startsWith(`${prefix.toLowerCase()} `);

function authorityOf({ authority }: Options, kind: FacilityKind, owner: FacilityOwner): Authority {
  return (
    authority[`${kind}/${owner}`] ??
    authority[kind] ??
    authority[owner] ??
    (owner === 'swasta' ? 'swasta' : 'kabupaten')
  );
}

function readAddress({ address }: Options, { values }: SourceRecord): string | null {
  const parts = address.map((column) => values[column] ?? null).filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(', ');
}

/** A key for a source that has none: the same thing at the same place keeps it when rows are added or sorted anew. */
function fingerprint(kind: string, name: string | null, point: Position | null): string {
  return createHash('sha256')
    .update(JSON.stringify([kind, name, point]))
    .digest('hex')
    .slice(0, 10);
}

const wholeOrNull = (text: string | null) => (text !== null && /^\d+$/.test(text) ? Number(text) : null);

/** The point of a row, repaired where it can be, with a note of what was wrong. */
export function readPoint(
  { position }: Pick<Options, 'position'>,
  profile: RegionProfile,
  { row, values, geometry }: SourceRecord,
  notes: Notes,
): Position | null {
  let read: ReadPosition;
  let written: string | null = null;
  if (position !== undefined) {
    const [longitude, latitude] = [values[position.longitude] ?? null, values[position.latitude] ?? null];
    read = readPosition(longitude, latitude, profile.bounds);
    written = `${longitude ?? ''}, ${latitude ?? ''}`;
  } else if (geometry?.type === 'Point') {
    const [longitude = NaN, latitude = NaN] = geometry.coordinates;
    read = repairPosition([longitude, latitude], profile.bounds);
    written = `${longitude}, ${latitude}`;
  } else {
    read = { position: null, reason: 'coordinates_missing' };
  }
  if (read.reason !== null) notes.corrected(row, read.reason, position?.latitude ?? null, written);
  return read.position;
}

interface Place {
  region: RegionCode | null;
  point: Position | null;
  accuracy: FacilityRow['accuracy'];
}

function place(
  point: Position | null,
  stated: Stated,
  trust: 'statement' | 'position',
  { row, values }: SourceRecord,
  options: Options,
  directory: RegionDirectory,
  notes: Notes,
): Place {
  const named = stated.desa ?? stated.kecamatan;
  if (point === null) return { region: named, point: null, accuracy: 'unknown' };
  const desaHere = directory.at(point, 'desa');
  const here = desaHere ?? directory.at(point, 'kecamatan');
  if (trust === 'position' || named === null) {
    const disagrees = here !== null && stated.kecamatan !== null && !here.startsWith(stated.kecamatan);
    const column = options.region.kecamatan ?? null;
    if (disagrees) notes.noted(row, 'region_from_position', column, column === null ? null : (values[column] ?? null));
    return { region: here ?? named, point, accuracy: 'point' };
  }
  const { verdict, metres } = judgePoint(point, stated, directory);
  const distance = String(Math.round(metres));
  if (verdict === 'wrong') {
    notes.corrected(row, 'position_outside_stated_region', options.position?.latitude ?? null, distance);
    return { region: named, point: null, accuracy: 'unknown' };
  }
  if (verdict === 'doubtful') {
    notes.noted(row, 'position_doubtful', options.position?.latitude ?? null, distance);
    return { region: named, point, accuracy: 'doubtful' };
  }
  if (verdict === 'near') notes.noted(row, 'position_near_border', options.position?.latitude ?? null, distance);
  if (stated.desa === null && desaHere !== null && desaHere.startsWith(`${named}.`)) {
    notes.noted(row, 'region_from_position', options.region.desa ?? null, desaHere);
    return { region: desaHere, point, accuracy: 'point' };
  }
  return { region: named, point, accuracy: 'point' };
}

const SAME_PLACE_METRES = 50;

/** Finds what one source lists twice: the same key, or the same name and kind at one place without different national codes. */
class Duplicates {
  private readonly notes: Notes;
  private readonly keys = new Set<string>();
  private readonly byName = new Map<string, ReadFacility[]>();
  private readonly places = new Set<string>();

  constructor(notes: Notes) {
    this.notes = notes;
  }

  isRepeat(facility: ReadFacility): boolean {
    const nameKey = `${facility.kind} ${normaliseName(facility.name)}`;
    const alike = this.byName.get(nameKey) ?? [];
    const repeats =
      this.keys.has(facility.sourceKey) ||
      (facility.attributes['unnamed'] !== true && alike.some((other) => isSame(facility, other)));
    if (repeats) {
      this.notes.rejected(facility.row, 'duplicate_record', null, facility.name);
      return true;
    }
    this.keys.add(facility.sourceKey);
    this.byName.set(nameKey, [...alike, facility]);
    if (facility.point !== null) {
      const spot = facility.point.join(' ');
      if (this.places.has(spot)) this.notes.noted(facility.row, 'duplicate_position', null, spot);
      this.places.add(spot);
    }
    return false;
  }
}

function isSame(a: ReadFacility, b: ReadFacility): boolean {
  if (a.nationalCode !== null && b.nationalCode !== null && a.nationalCode !== b.nationalCode) return false;
  if (a.point === null || b.point === null) return a.point === b.point && a.region === b.region;
  return metresBetween(a.point, b.point) <= SAME_PLACE_METRES;
}
