// What was prepared for a version that never came to be.
import type { Database, Queryable } from '../../database/database.ts';
import { statement } from './statements.ts';

/** As in `preparation.ts`: one statement of the embedded engine holds up all others. */
const FEATURES_PER_STATEMENT = 1_000;

/** Takes back, in portions, what was prepared for a dataset and is not published: all, or only what `token` prepared. */
export async function takeBack(database: Database, dataset: string, token: string | null = null): Promise<void> {
  for (;;) {
    const taken = await database.query(statement('take-back'), [dataset, token, FEATURES_PER_STATEMENT]);
    if (taken.length === 0) break;
  }
  await database.query(statement('forget-preparation'), [dataset, token]);
}

/** The same at once, for a transaction that writes the next version itself. */
export async function takeBackAll(transaction: Queryable, dataset: string): Promise<void> {
  const [known] = await transaction.query(statement('preparation'), [dataset]);
  if (known === undefined) return;
  await transaction.query(statement('take-back'), [dataset, null, null]);
  await transaction.query(statement('forget-preparation'), [dataset, null]);
}
