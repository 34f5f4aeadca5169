import type { RegionProfile } from '#model/region';
import type { ServiceStandard } from '#model/standard';
import type { BackupKeeper } from '../data/backup/keeper.ts';
import type { Database } from '../data/database/database.ts';
import type { StatedFigure } from '../data/desk/figures/stated-figures.ts';
import type { StatedCeiling } from '../data/planning/stated-ceilings.ts';
import type { TileServer } from '../tilesets/tile-answer.ts';
import type { AssessmentData } from './assessment-data.ts';
import type { DataVersion } from './data-version.ts';
import type { OpenIdSettings } from './openid.ts';
import type { Kept } from './kept.ts';
import type { Metrics } from './metrics.ts';
import type { PermitCounts } from './permit-counts.ts';
import type { PackedBytes } from './packed-bytes.ts';

/** What every route may use; made once by `createApp`. */
export interface AppContext {
  readonly database: Database;
  readonly tiles: TileServer;
  readonly profile: RegionProfile;
  readonly standards: readonly ServiceStandard[];
  readonly assessmentData: Kept<AssessmentData>;
  /** The population cells; null where no register is loaded. */
  readonly demand: Kept<PackedBytes | null>;
  /** The TopoJSON of boundaries; null before regions are loaded. */
  readonly boundaries: Kept<PackedBytes | null>;
  /** The road network as `GET /api/v1/analysis/roads` answers it; null without roads. Built when first asked for. */
  readonly roads: Kept<PackedBytes | null>;
  /** What the public may know of how many permits there are. Built when first asked for. */
  readonly permitCounts: Kept<PermitCounts>;
  readonly metrics: Metrics;
  /** What backs the database up; null where nothing does. */
  readonly backups: BackupKeeper | null;
  readonly softwareVersion: string;
  /** Where uploaded files are kept while they are drafts. */
  readonly uploadFolder: string;
  /** Figures of publications beside our own data. */
  readonly statedFigures: readonly StatedFigure[];
  /** Ceilings of kecamatan as publications state them. */
  readonly statedCeilings: readonly StatedCeiling[];
  /** Spreads the people of the register in use over the cells again, after another one was chosen or a register published. */
  recount(): Promise<void>;
  /** Tells that figures of a topic now come from another source: answers that name the one in use are not those kept by browsers. */
  figureChosen(): Promise<void>;
  /** The day it is in the region, `YYYY-MM-DD`. */
  today(): string;
  /** The time as sign-in and sessions see it. */
  now(): Date;
  /** Single sign-on; null where none is set up. */
  readonly openId: OpenIdSettings | null;
  /** The version of the data as the database has it now. */
  dataVersion(): Promise<DataVersion>;
  /** Calls back with the id of each dataset that an import has changed; returns a function that stops it. */
  onDatasetChanged(listener: (dataset: string) => void): () => void;
}
