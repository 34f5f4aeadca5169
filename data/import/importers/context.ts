import type { RegionProfile } from '#model/region';
import type { Database } from '../../database/database.ts';
import type { DatasetDefinition } from '../definition.ts';
import type { SourceRecord } from '../formats/index.ts';
import type { RegionDirectory } from '../region-directory.ts';
import type { ImportRun } from '../write.ts';

/** What an importer is given: the records of a file, what its columns mean, and the regions known by now. */
export interface ImportContext<D extends DatasetDefinition = DatasetDefinition> {
  database: Database;
  profile: RegionProfile;
  definition: D;
  records: readonly SourceRecord[];
  directory: RegionDirectory;
  run: ImportRun;
}
