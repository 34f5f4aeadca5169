import type { RegionProfile } from '#model/region';
import type { DeskFamily, FileFacts, Mapping } from '#model/upload';
import type { Position } from '#model/geometry';
import type { Queryable } from '../../database/database.ts';
import { RegionDirectory, type DirectoryRegion } from '../../import/region-directory.ts';
import { statement as importStatement } from '../../import/statements.ts';
import { bpsCodesOf, ExistingFeatures, type CheckContext, type ExistingFeature } from '../check/index.ts';
import { statement } from './statements.ts';

/** An upload as its jobs and edits need it. */
export interface UploadState {
  readonly id: string;
  readonly dataset: string | null;
  readonly family: DeskFamily | null;
  readonly agency: string | null;
  readonly state: string;
  readonly facts: FileFacts | null;
  readonly mapping: Mapping | null;
  readonly counts: Counts;
  readonly reasons: ReasonCount[];
  readonly isBusy: boolean;
  readonly fileName: string;
}
export type Counts = Record<'rows' | 'valid' | 'corrected' | 'rejected' | 'excluded', number>;
export interface ReasonCount {
  reason: string;
  severity: 'error' | 'correction' | 'note';
  rows: number;
  firstRow: number;
  /** Kind of the remedy that all of them offer; null where none is. */
  remedy: string | null;
}

/** What a check needs beside the rows, as a thread can be given it. */
export interface CheckParts {
  readonly family: DeskFamily;
  readonly profile: RegionProfile;
  readonly regions: readonly DirectoryRegion[];
  readonly dataset: string;
  readonly decimalComma: boolean;
  readonly existing: readonly ExistingFeature[];
}

/** The context of `checkRow` from its parts. */
export function contextOf({ regions, existing, ...parts }: CheckParts): CheckContext {
  return {
    ...parts,
    directory: new RegionDirectory(regions),
    bpsCodes: bpsCodesOf(regions),
    existing: new ExistingFeatures(existing),
  };
}

/** Families whose features are compared with others of the same kind. Population is replaced as a whole. */
const COMPARED = new Set<DeskFamily>(['facility', 'infrastructure', 'project', 'permit']);

/** Published features that rows of a family are compared with, when they go into the dataset. */
export async function readExisting(
  database: Queryable,
  family: DeskFamily,
  dataset: string,
): Promise<ExistingFeature[]> {
  if (!COMPARED.has(family)) return [];
  type Found = Omit<ExistingFeature, 'position'> & { longitude: number | null; latitude: number | null };
  const rows = await database.query<Found & Record<string, unknown>>(statement(`existing-${family}`), [dataset], {
    deadlineSeconds: 120,
  });
  return rows.map(({ longitude, latitude, ...feature }) => ({
    ...feature,
    position: longitude === null || latitude === null ? null : ([longitude, latitude] as Position),
  }));
}

/** All regions, for a `RegionDirectory`. */
export async function readRegions(database: Queryable): Promise<DirectoryRegion[]> {
  return database.query<DirectoryRegion & Record<string, unknown>>(importStatement('directory'));
}

/** How long the context of single edits is kept: a person mends row after row. */
const KEPT_MILLISECONDS = 60_000;

/** Contexts for edits of single rows and features, kept while somebody works on one dataset; `forget` when data changed. */
export class CheckContexts {
  private readonly database: Queryable;
  private readonly profile: RegionProfile;
  private regions: Promise<DirectoryRegion[]> | null = null;
  private kept: { key: string; context: Promise<CheckContext>; until: number } | null = null;

  constructor(database: Queryable, profile: RegionProfile) {
    [this.database, this.profile] = [database, profile];
  }

  async parts(family: DeskFamily, dataset: string, decimalComma: boolean): Promise<CheckParts> {
    const regions = await this.allRegions();
    const existing = await readExisting(this.database, family, dataset);
    return { family, profile: this.profile, regions, dataset, decimalComma, existing };
  }

  /** A context that knows no published feature: enough to guess what columns mean. */
  async withoutFeatures(family: DeskFamily, dataset: string, decimalComma: boolean): Promise<CheckContext> {
    const regions = await this.allRegions();
    return contextOf({ family, profile: this.profile, regions, dataset, decimalComma, existing: [] });
  }

  async get(family: DeskFamily, dataset: string, decimalComma: boolean): Promise<CheckContext> {
    const key = JSON.stringify([family, dataset, decimalComma]);
    if (this.kept?.key !== key || this.kept.until < Date.now()) {
      const context = this.parts(family, dataset, decimalComma).then(contextOf);
      this.kept = { key, context, until: Infinity };
      context.catch(() => this.forget());
    }
    this.kept.until = Date.now() + KEPT_MILLISECONDS;
    return this.kept.context;
  }

  private async allRegions(): Promise<DirectoryRegion[]> {
    this.regions ??= readRegions(this.database);
    return this.regions.catch((error: unknown) => {
      this.regions = null;
      throw error;
    });
  }

  forget(): void {
    [this.kept, this.regions] = [null, null];
  }
}
