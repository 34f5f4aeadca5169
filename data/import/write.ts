import type { Geometry, LineString, MultiPolygon, Point, Polygon } from 'geojson';
import type { Dataset } from '#model/dataset';
import type { Facility } from '#model/facility';
import type { Polygonal } from '#model/geometry';
import type { Population } from '#model/population';
import { levelOf, parentOf, type RegionCode, type RegionKind, type RegionProfile } from '#model/region';
import type { Database, Queryable } from '../database/database.ts';
import type {
  InfrastructureRecord,
  PermitPauseRecord,
  PermitRecord,
  ProjectHistoryRecord,
  ProjectProgressRecord,
  ProjectRecord,
  ProjectRegionRecord,
  ZoneRecord,
} from '../sample/records.ts';
import type { Notes } from './notes.ts';
import { labelPointOf } from './polygons.ts';
import { statement } from './statements.ts';

/** One import of one dataset: what it read, from where, and what it did to the rows. */
export interface ImportRun {
  dataset: Dataset;
  /** File name, or generator and seed; never a folder of somebody's machine. */
  input: string;
  inputSha256: string | null;
  revision: string;
  startedAt: Date;
  rowsRead: number;
  notes: Notes;
}

/** Records to write: the columns of the tables in camelCase, geometry as GeoJSON. `row` is the row of the file. */
export interface RegionRow {
  row?: number;
  code: RegionCode;
  name: string;
  kind: RegionKind;
  own: boolean;
  bpsCode: string | null;
  aliases: readonly string[];
  geometry: Polygonal | MultiPolygon;
}
export type PopulationRow = Omit<Population, 'dataset'>;
export interface FacilityRow extends Omit<Facility, 'dataset' | 'position'> {
  position: Point | null;
  attributes: Readonly<Record<string, string | number | boolean>>;
}
export interface FacilitySourceRow {
  facility: string;
  sourceKey: string;
  sourceName: string;
  distanceMetres: number | null;
}
export interface InfrastructureRow extends Omit<
  InfrastructureRecord,
  'dataset' | 'lengthMetres' | 'areaSquareMetres' | 'geometry'
> {
  row?: number;
  geometry: Geometry;
}
export type ZoneRow = Omit<ZoneRecord, 'dataset' | 'areaSquareMetres'>;
export type PermitRow = Omit<PermitRecord, 'dataset'>;
export interface PermitApplicantRow {
  permit: string;
  number: string;
  name: string;
  nik: string | null;
  npwp: string | null;
  phone: string | null;
  address: string | null;
}
export type ProjectRow = Omit<ProjectRecord, 'dataset' | 'geometry'> & {
  geometry: Point | LineString | Polygon | null;
};

const PATIENT = { deadlineSeconds: 300 };

/**
 * Replaces a dataset in one transaction: until it commits, the earlier version stays; when `write` throws, nothing changed.
 * Raises the version, keeps the report of the run, and tells `dataset_changed`. Answers the new version.
 */
export async function replaceDataset(
  database: Database,
  run: ImportRun,
  write: (transaction: Queryable) => Promise<void>,
): Promise<number> {
  const { dataset, notes } = run;
  return database.transaction(async (transaction) => {
    const [row] = await transaction.query<{ version: number }>(statement('upsert-dataset'), [
      JSON.stringify(dataset),
      0,
      run.startedAt,
    ]);
    const version = row!.version;
    await write(transaction);
    const imported = run.rowsRead - notes.rejectedCount;
    await transaction.query(statement('finish-dataset'), [dataset.id, imported]);
    const [{ id } = { id: 0 }] = await transaction.query<{ id: number }>(statement('insert-run'), [
      dataset.id,
      version,
      run.startedAt,
      new Date(),
      run.input,
      run.inputSha256,
      run.revision,
      run.rowsRead,
      imported,
      notes.correctedCount,
      notes.rejectedCount,
    ]);
    if (notes.list.length > 0) await transaction.query(statement('insert-notes'), [id, JSON.stringify(notes.list)]);
    await transaction.query(statement('forget-older-runs'), [dataset.id, version]);
    await transaction.query(statement('notify-changed'), [dataset.id]);
    return version;
  }, PATIENT);
}

/**
 * Regions of one dataset, with the regions above them that no file draws as unions of their parts, and a label point in each.
 * `nameOf` names such a region; what has no name keeps its code as its name.
 */
export async function writeRegions(
  database: Database,
  run: ImportRun,
  rows: readonly RegionRow[],
  profile: RegionProfile,
  nameOf: (code: RegionCode) => string | null = () => null,
): Promise<number> {
  return replaceDataset(database, run, async (transaction) => {
    const id = run.dataset.id;
    await noteInvalidRings(transaction, rows, run.notes);
    const records = rows.map((row) => ({ ...row, level: levelOf(row.code), parent: parentOf(row.code) }));
    await writeAll(transaction, 'upsert-regions', records, id);
    const codes = rows.map(({ code }) => code);
    for (const level of ['kecamatan', 'kabupaten'] as const) {
      const missing = await transaction.query<{ code: RegionCode }>(statement('missing-parents'), [level, id]);
      const parents = missing.filter(({ code }) => !codes.includes(code));
      const derived = parents.map(({ code }) => ({
        code,
        name: code === profile.code ? profile.name : (nameOf(code) ?? code),
        level,
        kind: level === 'kecamatan' ? level : kabupatenKindOf(code),
        parent: parentOf(code),
        own: isOwn(code, profile),
        aliases: [],
      }));
      await writeAll(transaction, 'derive-parents', derived, id);
      codes.push(...derived.map(({ code }) => code));
    }
    await removeRegionsExcept(transaction, id, codes);
    const shapes = await transaction.query<{ code: string; geometry: MultiPolygon }>(statement('region-shapes'), [id]);
    const labels = shapes.map(({ geometry }) => labelPointOf(geometry as Polygonal));
    await transaction.query(statement('label-regions'), [
      shapes.map(({ code }) => code),
      labels.map(([longitude]) => longitude),
      labels.map(([, latitude]) => latitude),
    ]);
  });
}

/** A kota has a second part of 71 or more in its Kemendagri code. */
export const kabupatenKindOf = (code: RegionCode): RegionKind =>
  Number(code.slice(3, 5)) >= 71 ? 'kota' : 'kabupaten';

export const isOwn = (code: RegionCode, profile: RegionProfile): boolean =>
  code === profile.code || code.startsWith(`${profile.code}.`);

/** Takes away the regions of a dataset that are not in `codes`; what stood in them is counted one level up. */
export async function removeRegionsExcept(
  transaction: Queryable,
  dataset: string,
  codes: readonly string[],
): Promise<void> {
  const gone = await transaction.query<{ code: string }>(statement('gone-regions'), [dataset, codes]);
  if (gone.length === 0) return;
  const goneCodes = [gone.map(({ code }) => code)];
  for (const name of [
    'lift-facilities',
    'lift-permits',
    'lift-infrastructure',
    'lift-project-regions',
    'delete-regions',
  ]) {
    await transaction.query(statement(name), goneCodes);
  }
}

/** BPS codes and spellings of regions that are there already. */
export async function writeCodes(
  database: Database,
  run: ImportRun,
  rows: readonly { code: RegionCode; bpsCode: string; name: string }[],
): Promise<number> {
  return replaceDataset(database, run, async (transaction) => {
    const codes = rows.map(({ code }) => code);
    const bpsCodes = rows.map(({ bpsCode }) => bpsCode);
    await transaction.query(statement('clear-bps-codes'), [codes, bpsCodes]);
    await transaction.query(statement('set-bps-codes'), [codes, bpsCodes, rows.map(({ name }) => name)]);
    await transaction.query(statement('set-parent-bps-codes'), [codes]);
  });
}

/** People by region of one register, with the sums of the levels above. */
export async function writePopulation(
  database: Database,
  run: ImportRun,
  rows: readonly PopulationRow[],
): Promise<number> {
  return replaceDataset(database, run, async (transaction) => {
    await transaction.query(statement('delete-population'), [run.dataset.id]);
    await inPortions(
      rows,
      (json) => transaction.query(statement('insert-population'), [json, run.dataset.id]),
      Infinity,
    );
  });
}

/** Facilities of one source; `sources` also names facilities of other datasets that it knows, `placed` gives those a point. */
export async function writeFacilities(
  database: Database,
  run: ImportRun,
  rows: readonly FacilityRow[],
  sources: readonly FacilitySourceRow[] = [],
  placed: readonly { id: string; position: readonly [number, number] }[] = [],
): Promise<number> {
  return replaceDataset(database, run, async (transaction) => {
    const id = run.dataset.id;
    await transaction.query(statement('delete-facilities'), [id]);
    await transaction.query(statement('delete-facility-sources'), [id]);
    const brought = [
      id,
      rows.map((row) => row.id),
      rows.map(({ kind }) => kind),
      rows.map(({ nationalCode }) => nationalCode),
    ];
    const ofDesk = await transaction.query<FacilitySourceRow & { dataset: string } & Record<string, unknown>>(
      statement('clashing-of-desk'),
      brought,
    );
    await transaction.query(statement('delete-clashing-facilities'), brought);
    await writeAll(transaction, 'insert-facilities', rows, id);
    await inPortions(sources, (json) => transaction.query(statement('insert-facility-sources'), [json, id]));
    for (const { dataset, ...source } of ofDesk)
      await transaction.query(statement('insert-facility-sources'), [JSON.stringify([source]), dataset]);
    if (placed.length > 0) {
      await transaction.query(statement('place-facilities'), [
        placed.map((place) => place.id),
        placed.map(({ position }) => position[0]),
        placed.map(({ position }) => position[1]),
      ]);
    }
  });
}

export async function writeInfrastructure(
  database: Database,
  run: ImportRun,
  rows: readonly InfrastructureRow[],
): Promise<number> {
  return replaceDataset(database, run, async (transaction) => {
    await noteInvalidRings(transaction, rows, run.notes);
    await transaction.query(statement('delete-infrastructure'), [run.dataset.id]);
    await writeAll(transaction, 'insert-infrastructure', rows, run.dataset.id);
  });
}

export async function writeZones(database: Database, run: ImportRun, rows: readonly ZoneRow[]): Promise<number> {
  return replaceDataset(database, run, async (transaction) => {
    await transaction.query(statement('delete-zones'), [run.dataset.id]);
    await writeAll(transaction, 'insert-zones', rows, run.dataset.id);
  });
}

export async function writePermits(
  database: Database,
  run: ImportRun,
  rows: readonly PermitRow[],
  applicants: readonly PermitApplicantRow[],
  pauses: readonly PermitPauseRecord[] = [],
): Promise<number> {
  return replaceDataset(database, run, async (transaction) => {
    await transaction.query(statement('delete-permits'), [run.dataset.id]);
    await writeAll(transaction, 'insert-permits', rows, run.dataset.id);
    await inPortions(applicants, (json) => transaction.query(statement('insert-permit-applicants'), [json]));
    await inPortions(pauses, (json) => transaction.query(statement('insert-permit-pauses'), [json]));
  });
}

export async function writeProjects(
  database: Database,
  run: ImportRun,
  rows: readonly ProjectRow[],
  regions: readonly ProjectRegionRecord[],
  history: readonly ProjectHistoryRecord[],
  progress: readonly ProjectProgressRecord[] = [],
): Promise<number> {
  return replaceDataset(database, run, async (transaction) => {
    await transaction.query(statement('delete-projects'), [run.dataset.id]);
    await writeAll(transaction, 'insert-projects', rows, run.dataset.id);
    await inPortions(regions, (json) => transaction.query(statement('insert-project-regions'), [json]));
    await inPortions(history, (json) => transaction.query(statement('insert-project-history'), [json]));
    await transaction.query(statement('delete-project-progress'), [run.dataset.id]);
    await inPortions(progress, (json) =>
      transaction.query(statement('insert-project-progress'), [json, run.dataset.id]),
    );
  });
}

/** Notes rows whose rings cross themselves; the statement that writes them repairs them. */
async function noteInvalidRings(
  transaction: Queryable,
  rows: readonly { row?: number; geometry: Geometry }[],
  notes: Notes,
): Promise<void> {
  const areas = rows.filter(({ geometry }) => geometry.type.endsWith('Polygon'));
  await inPortions(
    areas.map(({ row, geometry }) => ({ row, geometry })),
    async (json) => {
      const invalid = await transaction.query<{ row: number }>(statement('invalid-geometries'), [json]);
      for (const { row } of invalid) notes.corrected(row, 'ring_invalid');
    },
  );
}

/**
 * Runs a statement that writes records and checks that it wrote each: the embedded engine was seen to end a statement early,
 * without an error, when GEOS threw inside it. Throws then, and the transaction is undone.
 */
async function writeAll(
  transaction: Queryable,
  name: string,
  records: readonly unknown[],
  dataset: string,
): Promise<void> {
  let written = 0;
  await inPortions(records, async (json) => {
    written += (await transaction.query(statement(name), [json, dataset])).length;
  });
  if (written !== records.length)
    throw new Error(`${name}: ${written} of ${records.length} records written (${dataset})`);
}

/** Calls `write` with JSON arrays of some hundred records, so that no parameter grows past a few megabytes. */
async function inPortions<R>(
  records: readonly R[],
  write: (json: string) => Promise<unknown>,
  size = 500,
): Promise<void> {
  for (let start = 0; start < records.length; start += size) {
    await write(JSON.stringify(records.slice(start, start + size)));
  }
}
