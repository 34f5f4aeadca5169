import type { DatasetVersion } from '#model/upload';
import type { Queryable } from '../../database/database.ts';
import { statement } from './statements.ts';

/** Published states of a dataset, newest first; only one when it is named. Empty before the desk touched it. */
export function readVersions(
  database: Queryable,
  dataset: string,
  version: number | null = null,
): Promise<DatasetVersion[]> {
  return database.query<DatasetVersion & Record<string, unknown>>(statement('versions'), [dataset, version]);
}
