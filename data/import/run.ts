import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { RegionProfile } from '#model/region';
import { bringAgencies } from '../accounts/agencies.ts';
import type { Database } from '../database/database.ts';
import { codeDigest } from './code-digest.ts';
import { digestOf, loadDefinitions, provenanceOf, type DatasetDefinition } from './definition.ts';
import { deriveDemand, deriveNeighbours, regionsRevision } from './derive.ts';
import { fetchFile, FetchError, type FetchOptions } from './fetch.ts';
import { withColumnNames } from './column-names.ts';
import { companionsOf, FormatError, READERS } from './formats/index.ts';
import { importRecords } from './importers/index.ts';
import { cacheFolder, locateDataset, type LocatedFile } from './locate.ts';
import { Notes } from './notes.ts';
import { regionFolder } from './profile.ts';
import { SampleLayers, type SampleOptions } from './sample-layers.ts';
import { RegionDirectory, type DirectoryRegion } from './region-directory.ts';
import { statement } from './statements.ts';
import type { ImportRun } from './write.ts';

export interface ImportStep {
  /** Dataset, or `neighbours`, `demand` and `sample` for what is worked out of several. */
  dataset: string;
  step: 'fetching' | 'importing' | 'imported' | 'unchanged' | 'missing' | 'failed' | 'deriving';
  done: number;
  total: number;
}

export interface ImportOptions {
  profile: RegionProfile;
  /** Folder with the region's `sources/` and facts; that of the profile's id by default. */
  regionFolder?: string;
  /** Folder with the input files, before `$JANGKAU_DATA` and the usual places. */
  sourcesFolder?: string | undefined;
  /** Data folder of this installation, for the download cache. */
  dataFolder: string;
  /** Never ask the network. */
  offline: boolean;
  /** Import also what has not changed. */
  force?: boolean;
  /** How missing layers are made up; false leaves them out. */
  sample?: SampleOptions | false;
  onProgress?: (step: ImportStep) => void;
  signal?: AbortSignal | undefined;
  fetchOptions?: FetchOptions;
}

export interface ImportOutcome {
  dataset: string;
  /** `kept`: there is no file now, but an earlier import of one stands; or what stands was published at the desk. */
  outcome: 'imported' | 'unchanged' | 'kept' | 'missing' | 'failed';
  /** Why it failed or why the download did: codes of `FormatError` and `FetchError`, or `database`. */
  reason: string | null;
  error: Error | null;
}

export interface ImportResult {
  outcomes: ImportOutcome[];
  /** Definitions without any data; a sample stands in where the generator has such a layer. */
  missing: DatasetDefinition[];
  /** The register in use, null when no desa is counted. */
  populationDataset: string | null;
}

/**
 * Brings every dataset of a region that has a file into the database, each in one transaction; what has not changed is left
 * alone. A dataset that fails keeps its earlier version and does not stop the others. Rejects only when the database is gone
 * or the signal aborts, and then between two datasets: nothing is half-imported.
 */
export async function importAll(database: Database, options: ImportOptions): Promise<ImportResult> {
  const { profile, onProgress, signal } = options;
  const folder = options.regionFolder ?? regionFolder(profile.id);
  const definitions = await loadDefinitions(path.join(folder, 'sources'));
  const session = new ImportSession(database, options, definitions, await lastRuns(database));
  const sample =
    options.sample === false ? null : await SampleLayers.open(database, profile, folder, options.sample ?? {});
  const outcomes: ImportOutcome[] = [];
  const total = definitions.length + 3;
  let done = 0;
  const importEach = async (chosen: readonly DatasetDefinition[]) => {
    for (const definition of chosen) {
      signal?.throwIfAborted();
      const report = (step: ImportStep['step']) => onProgress?.({ dataset: definition.id, step, done, total });
      const outcome = await session.import(definition, report);
      outcomes.push(outcome);
      done++;
      report(outcome.outcome === 'kept' ? 'unchanged' : outcome.outcome);
    }
  };
  const derive = (dataset: string) => {
    signal?.throwIfAborted();
    onProgress?.({ dataset, step: 'deriving', done, total });
  };
  const made = (ids: readonly string[]) => {
    outcomes.push(...ids.map((id) => ({ dataset: id, outcome: 'imported' as const, reason: null, error: null })));
  };

  await importEach(definitions.filter(({ importer }) => importer === 'regions'));
  if (sample) made(await sample.bringBoundaries());
  await importEach(definitions.filter(({ importer }) => importer !== 'regions'));
  if (sample) made(await sample.bringPopulation());
  derive('neighbours');
  await deriveNeighbours(database);
  done++;
  derive('demand');
  const populationDataset = await deriveDemand(database, profile, definitions);
  done++;
  if (sample) {
    derive('sample');
    const onDataset = (dataset: string) => onProgress?.({ dataset, step: 'importing', done, total });
    made(await sample.bringLayers(onDataset, signal));
  }
  // Agencies are brought with the first start; datasets that are new since then have none yet.
  await bringAgencies(database, folder);
  const without = outcomes.filter(({ outcome }) => outcome === 'missing').map(({ dataset }) => dataset);
  return { outcomes, missing: definitions.filter(({ id }) => without.includes(id)), populationDataset };
}

interface LastRun {
  id: string;
  status: string;
  origin: 'import' | 'desk';
  input_sha256: string | null;
  revision: string | null;
}

async function lastRuns(database: Database): Promise<Map<string, LastRun>> {
  const rows = await database.query<LastRun & Record<string, unknown>>(statement('last-runs'));
  return new Map(rows.map((row) => [row.id, row]));
}

/** Datasets, other than boundaries, that an importer asks while it reads. */
function leansOn(definition: DatasetDefinition): string[] {
  if (definition.importer === 'facilities') return definition.options.matches;
  const other = definition.importer === 'population' ? definition.options.estimateMissingFrom : undefined;
  return other === undefined ? [] : [other];
}

/** The sha256 of a file, or of it and those that belong to it, as far as they are there. */
async function digestOfFiles(bytes: Uint8Array, companions: readonly string[]): Promise<string> {
  const hash = createHash('sha256').update(bytes);
  for (const companion of companions) {
    hash.update(await readFile(companion).catch(() => new Uint8Array()));
  }
  return hash.digest('hex');
}

class ImportSession {
  private readonly database: Database;
  private readonly options: ImportOptions;
  private readonly definitions: readonly DatasetDefinition[];
  private readonly last: Map<string, LastRun>;
  private directory: RegionDirectory | null = null;

  constructor(
    database: Database,
    options: ImportOptions,
    definitions: readonly DatasetDefinition[],
    last: Map<string, LastRun>,
  ) {
    this.database = database;
    this.options = options;
    this.definitions = definitions;
    this.last = last;
  }

  async import(definition: DatasetDefinition, report: (step: ImportStep['step']) => void): Promise<ImportOutcome> {
    const { id } = definition;
    if (this.last.get(id)?.origin === 'desk') return { dataset: id, outcome: 'kept', reason: null, error: null };
    const { located, error: fetchError } = await this.locate(definition, report);
    const last = this.last.get(id);
    const kept = last !== undefined && last.status !== 'contoh';
    if (located === null) {
      return { dataset: id, outcome: kept ? 'kept' : 'missing', reason: fetchError?.code ?? null, error: fetchError };
    }
    try {
      const bytes = await readFile(located.path);
      const inputSha256 = await digestOfFiles(bytes, companionsOf(located.path));
      const revision = await this.revisionOf(definition);
      if (kept && !this.options.force && last.input_sha256 === inputSha256 && last.revision === revision) {
        return { dataset: id, outcome: 'unchanged', reason: null, error: null };
      }
      report('importing');
      const startedAt = new Date();
      const bounds = definition.importer === 'osm-roads' ? this.options.profile.bounds : null;
      const file = { path: located.path, layers: located.layers, bounds };
      const records = withColumnNames(await READERS[located.format](bytes, file), definition.columnNames);
      const run: ImportRun = {
        dataset: provenanceOf(definition),
        input: located.name,
        inputSha256,
        revision,
        startedAt,
        rowsRead: records.length,
        notes: new Notes(),
      };
      const { database } = this;
      const { profile } = this.options;
      // Boundaries are read without asking the regions there are; the directory would be stale after each of them.
      const directory = definition.importer === 'regions' ? new RegionDirectory([]) : await this.regions();
      await importRecords({ database, profile, definition, records, directory, run });
      if (definition.family === 'region') this.directory = null;
      this.last.set(id, { id, status: definition.status, origin: 'import', input_sha256: inputSha256, revision });
      return { dataset: id, outcome: 'imported', reason: null, error: null };
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return { dataset: id, outcome: 'failed', reason: error instanceof FormatError ? error.code : 'database', error };
    }
  }

  private async locate(
    definition: DatasetDefinition,
    report: (step: ImportStep['step']) => void,
  ): Promise<{ located: LocatedFile | null; error: FetchError | null }> {
    const { profile, sourcesFolder, dataFolder, offline, signal, fetchOptions } = this.options;
    const where = { region: profile.id, sourcesFolder, dataFolder };
    const located = await locateDataset(definition, where);
    if (located !== null || offline || definition.fetch === undefined) return { located, error: null };
    report('fetching');
    try {
      const target = path.join(cacheFolder(where), definition.fetch.file);
      await fetchFile(definition.fetch, target, { connectSeconds: 4, stallSeconds: 10, ...fetchOptions, signal });
    } catch (error) {
      if (!(error instanceof FetchError) || error.code === 'cancelled') throw error;
      return { located: null, error };
    }
    return { located: await locateDataset(definition, where), error: null };
  }

  /** Equal for two imports that would give the same rows: same definition, code, boundaries before it, and datasets asked. */
  private async revisionOf(definition: DatasetDefinition): Promise<string> {
    const isRegion = definition.family === 'region';
    const later = this.definitions.filter(({ order }) => isRegion && order >= definition.order).map(({ id }) => id);
    const boundaries = await regionsRevision(
      this.database,
      ({ id, status }) => !later.includes(id) && !(definition.importer === 'regions' && status === 'contoh'),
    );
    return digestOf(
      codeDigest('import'),
      definition,
      this.options.profile.bounds,
      boundaries,
      leansOn(definition).map((id) => [this.last.get(id)?.revision, this.last.get(id)?.input_sha256]),
    );
  }

  private async regions(): Promise<RegionDirectory> {
    this.directory ??= new RegionDirectory(
      await this.database.query<DirectoryRegion & Record<string, unknown>>(statement('directory')),
    );
    return this.directory;
  }
}
