import type { Queryable } from '../database/database.ts';
import { SESSION_LIMITS } from './sessions.ts';
import { statement } from './statements.ts';

/** Removes sessions, links, sign-ons and attempts that can have no effect any more. */
export async function cleanUpAccounts(database: Queryable, now: Date): Promise<void> {
  await database.query(statement('clean-up'), [now, SESSION_LIMITS.absoluteMilliseconds / 1000]);
}
