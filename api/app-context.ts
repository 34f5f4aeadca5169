import type { RegionProfile } from '#model/region';
import type { ServiceStandard } from '#model/standard';
import type { Database } from '../data/database/database.ts';
import type { TileServer } from '../tilesets/tile-answer.ts';
import type { AssessmentData } from './assessment-data.ts';
import type { Metrics } from './metrics.ts';

/** What every route may use; made once by `createApp`. */
export interface AppContext {
  readonly database: Database;
  readonly tiles: TileServer;
  readonly profile: RegionProfile;
  readonly standards: readonly ServiceStandard[];
  readonly assessmentData: AssessmentData;
  readonly metrics: Metrics;
}
