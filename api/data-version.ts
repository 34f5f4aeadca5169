import type { Queryable } from '../data/database/database.ts';
import { statement } from './queries/load.ts';

const versionSql = statement('data-version');

export interface DataVersion {
  /** Different after every committed change of the data. */
  readonly version: string;
  /** Whether regions, a population register and facilities are there. */
  readonly loaded: boolean;
}

/** The version of the data as the database has it now. */
export async function readDataVersion(database: Queryable): Promise<DataVersion> {
  const [row] = await database.query<{ version: string; loaded: boolean }>(versionSql);
  return row ?? { version: '', loaded: false };
}
