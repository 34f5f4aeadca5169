import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { MultiLineString, LineString, MultiPolygon, Polygon } from 'geojson';
import type { FacilityKind } from '#model/facility';
import type { Position } from '#model/geometry';
import type { RegionProfile } from '#model/region';
import type { Database } from '../database/database.ts';
import {
  generateSample,
  NOTHING_KNOWN,
  parseKecamatanFacts,
  type KecamatanFacts,
  type KnownData,
  type KnownRegion,
  type Sample,
  type SampleDataset,
} from '../sample/index.ts';
import { codeDigest } from './code-digest.ts';
import { digestOf } from './definition.ts';
import { regionsRevision } from './derive.ts';
import { Notes } from './notes.ts';
import { statement } from './statements.ts';
import {
  removeRegionsExcept,
  writeFacilities,
  writeInfrastructure,
  writePermits,
  writePopulation,
  writeProjects,
  writeRegions,
  writeZones,
  type ImportRun,
} from './write.ts';

export interface SampleOptions {
  /** `YYYY-MM-DD`, when the sample is first made; later starts leave it as it is. Default: the day it is. */
  today?: string;
  seed?: number;
}

interface KnownLayers {
  boundaries: boolean;
  population: boolean;
  facilityKinds: FacilityKind[];
  infrastructureKinds: ('road' | 'road-kabupaten' | 'river' | 'coast')[];
  networkKinds: ('ict-site' | 'fibre')[];
  projects: boolean;
  permits: boolean;
  /** Sample datasets that somebody published over or edited at the desk: left alone. */
  ofDesk: string[];
}

/** Brings made-up layers into the database where real data gives none, and takes them away once it does. */
export class SampleLayers {
  private readonly database: Database;
  private readonly profile: RegionProfile;
  private readonly facts: readonly KecamatanFacts[];
  private readonly today: string;
  private readonly seed: number;
  private invented: Sample | null = null;
  private readonly wanted: string[] = [];

  private constructor(
    database: Database,
    profile: RegionProfile,
    facts: readonly KecamatanFacts[],
    { today = new Date().toISOString().slice(0, 10), seed = 1 }: SampleOptions,
  ) {
    this.database = database;
    this.profile = profile;
    this.facts = facts;
    this.today = today;
    this.seed = seed;
  }

  /** Reads the facts of the region. Throws when they are missing or malformed. */
  static async open(
    database: Database,
    profile: RegionProfile,
    regionFolder: string,
    options: SampleOptions,
  ): Promise<SampleLayers> {
    const facts = parseKecamatanFacts(await readFile(path.join(regionFolder, profile.factsFile), 'utf8'));
    return new SampleLayers(database, profile, facts, options);
  }

  /** Boundaries, unless real ones of the desa are there. Answers the datasets written. */
  async bringBoundaries(): Promise<string[]> {
    if (!(await this.known()).boundaries) return this.bringInvented('region');
    // At once: what is imported next must see the boundaries as they will be at the next start.
    await this.removeStale([], 'region');
    return [];
  }

  /** People of the desa, unless a real register counts them. Answers the datasets written. */
  async bringPopulation(): Promise<string[]> {
    if ((await this.known()).population) return [];
    return this.bringInvented('population');
  }

  /** Every other layer that real data lacks; call it when the register in use is chosen. Answers the datasets written. */
  async bringLayers(onDataset: (id: string) => void, signal: AbortSignal | undefined): Promise<string[]> {
    const { database } = this;
    const layers = await this.known();
    const [inUse] = await database.query(statement('sample-state'));
    const revision = digestOf(
      codeDigest('sample'),
      this.facts,
      this.profile,
      this.seed,
      layers,
      inUse,
      await regionsRevision(database),
    );
    const [last] = await database.query<{ revision: string }>(statement('derived-revision'), ['sample']);
    if (last?.revision === revision) return [];
    const { datasets } = this.generate(await this.knownData(layers));
    const written: string[] = [];
    for (const dataset of datasets) {
      if (dataset.layer === 'region' || dataset.layer === 'population') continue;
      const needed = withoutKnown(dataset, layers);
      if (needed === null) continue;
      signal?.throwIfAborted();
      onDataset(needed.dataset.id);
      await this.write(needed, revision);
      written.push(needed.dataset.id);
    }
    await this.removeStale([...this.wanted, ...written], null);
    await database.query(statement('set-derived'), ['sample', revision]);
    return written;
  }

  private async known(): Promise<KnownLayers> {
    const [layers] = await this.database.query<KnownLayers & Record<string, unknown>>(statement('known-layers'));
    return layers!;
  }

  private async bringInvented(layer: 'region' | 'population'): Promise<string[]> {
    const revision = digestOf(codeDigest('sample'), this.facts, this.profile, this.seed);
    const present = await this.database.query<{ id: string }>(statement('samples-of'), [layer, revision]);
    if (present.length > 0) {
      this.wanted.push(...present.map(({ id }) => id));
      return [];
    }
    this.invented ??= this.generate(NOTHING_KNOWN);
    const written: string[] = [];
    for (const dataset of this.invented.datasets.filter((one) => one.layer === layer)) {
      await this.write(dataset, revision);
      written.push(dataset.dataset.id);
    }
    this.wanted.push(...written);
    return written;
  }

  private generate(known: KnownData): Sample {
    const { profile, facts, today, seed } = this;
    return generateSample({ profile, facts, today, seed, known });
  }

  private async knownData({ boundaries, facilityKinds, infrastructureKinds }: KnownLayers): Promise<KnownData> {
    const { database } = this;
    const lines = async (kind: 'coast' | 'river') => {
      const rows = await database.query<{ geometry: Watery }>(statement('known-water'), [kind]);
      return rows.flatMap(({ geometry }) => linesOf(geometry));
    };
    const sites = await database.query<Site>(statement('known-sites'));
    const water = {
      ...(infrastructureKinds.includes('coast') ? { coastLines: await lines('coast') } : {}),
      ...(infrastructureKinds.includes('river') ? { riverLines: await lines('river') } : {}),
    };
    return {
      regions: boundaries
        ? await database.query<KnownRegion & Record<string, unknown>>(statement('known-regions'))
        : null,
      facilityKinds,
      infrastructureKinds,
      ...water,
      projectSites: sites.map(({ longitude, latitude, ...site }) => ({ ...site, position: [longitude, latitude] })),
    };
  }

  private async write(sample: SampleDataset, revision: string): Promise<void> {
    const { database } = this;
    const run: ImportRun = {
      dataset: sample.dataset,
      input: `sample, seed ${this.seed}`,
      inputSha256: null,
      revision,
      startedAt: new Date(),
      rowsRead: sample.records.length,
      notes: new Notes(),
    };
    switch (sample.layer) {
      case 'region':
        await writeRegions(database, run, sample.records, this.profile);
        return;
      case 'population': {
        // Of boundaries that are real not each desa of the facts may be there.
        const codes = await database.query<{ code: string }>(statement('region-codes'));
        const present = new Set(codes.map(({ code }) => code));
        const records = sample.records.filter(({ region }) => present.has(region));
        await writePopulation(database, { ...run, rowsRead: records.length }, records);
        return;
      }
      case 'facility':
        await writeFacilities(database, run, sample.records);
        return;
      case 'infrastructure':
        await writeInfrastructure(database, run, sample.records);
        return;
      case 'zone':
        await writeZones(database, run, sample.records);
        return;
      case 'permit':
        await writePermits(database, run, sample.records, sample.applicants, sample.pauses);
        return;
      case 'project':
        await writeProjects(database, run, sample.records, sample.regions, sample.history, sample.progress);
        return;
      default:
        sample satisfies never;
    }
  }

  private async removeStale(wanted: readonly string[], family: 'region' | null): Promise<void> {
    const stale = await this.database.query<{ id: string }>(statement('stale-samples'), [wanted, family]);
    for (const { id } of stale) {
      await this.database.transaction(async (transaction) => {
        for (const table of ['facilities', 'infrastructure', 'zones', 'permits', 'projects', 'population']) {
          await transaction.query(statement(`delete-${table}`), [id]);
        }
        await removeRegionsExcept(transaction, id, []);
        await transaction.query(statement('delete-dataset'), [id]);
        await transaction.query(statement('notify-changed'), [id]);
      });
    }
  }
}

/** What of a made-up dataset real data does not give and nobody edited; null when nothing is left. */
function withoutKnown(sample: SampleDataset, known: KnownLayers): SampleDataset | null {
  if (known.ofDesk.includes(sample.dataset.id)) return null;
  if (sample.layer === 'project') return known.projects ? null : sample;
  if (sample.layer === 'permit') return known.permits ? null : sample;
  if (sample.layer !== 'infrastructure') return sample;
  const real: readonly string[] = known.networkKinds;
  const records = sample.records.filter(({ kind }) => !real.includes(kind));
  return records.length === 0 ? null : { ...sample, records };
}

type Watery = Polygon | MultiPolygon | LineString | MultiLineString;
interface Site extends Record<string, unknown> {
  id: string;
  kind: FacilityKind;
  name: string;
  region: string;
  longitude: number;
  latitude: number;
}

/** Lines as they are, polygons as their outer rings. */
function linesOf(geometry: Watery): Position[][] {
  switch (geometry.type) {
    case 'LineString':
      return [geometry.coordinates as Position[]];
    case 'MultiLineString':
      return geometry.coordinates as Position[][];
    case 'Polygon':
      return geometry.coordinates.slice(0, 1) as Position[][];
    case 'MultiPolygon':
      return geometry.coordinates.flatMap((rings) => rings.slice(0, 1)) as Position[][];
  }
}
