import type { Queryable, Row } from '../database/database.ts';
import { statement } from './queries/statements.ts';

/** One row of `backup_run`. */
export interface StoredRun extends Row {
  id: number;
  occasion: 'scheduled' | 'asked' | 'command';
  account: string | null;
  started_at: string;
  finished_at: string | null;
  outcome: 'complete' | 'failed' | null;
  failure: string | null;
  file_name: string | null;
  file_bytes: number | null;
  sha256: string | null;
  encrypted: boolean | null;
  tables: number | null;
  rows: number | null;
  restore_tested_at: string | null;
  restore_failure: string | null;
  removed_at: string | null;
}

/** The newest backups, newest first. */
export async function readRuns(database: Queryable, limit: number): Promise<StoredRun[]> {
  return database.query<StoredRun>(statement('runs'), [limit]);
}
