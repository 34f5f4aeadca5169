import type { Queryable } from '../data/database/database.ts';
import { statement } from './queries/load.ts';

const versionSql = statement('data-version');

export interface DataVersion {
  /** Rises with every committed import. */
  readonly version: number;
  /** Whether regions, a population register and facilities are there. */
  readonly loaded: boolean;
}

/** The version of the data as the database has it now. */
export async function readDataVersion(database: Queryable): Promise<DataVersion> {
  const [row] = await database.query<{ version: number; loaded: boolean }>(versionSql);
  return row ?? { version: 0, loaded: false };
}
