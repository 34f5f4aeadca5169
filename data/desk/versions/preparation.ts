// The history of the next version is written before that version is published, in portions between which others are served.
import { randomUUID } from 'node:crypto';
import type { Database, Queryable } from '../../database/database.ts';
import { requireVersion } from './archive.ts';
import { statement } from './statements.ts';
import { takeBack } from './take-back.ts';
import { countsOf, type NextVersion, type VersionCounts } from './write-version.ts';

/** One statement of the embedded engine holds up all others: portions of some tenth of a second. */
const FEATURES_PER_TRANSACTION = 1_000;

/** A version whose history is there, and which only waits for `writeTables` and for the dataset to be raised to it. */
export interface Preparation {
  readonly token: string;
  readonly version: number;
  readonly counts: VersionCounts;
  /** SHA-256 over all of its features. */
  readonly checksum: string;
}

/**
 * Writes the history of the version that follows `current`, in transactions of their own. Until the dataset is raised to it,
 * nothing counts it; what an attempt that was stopped left is taken back by whoever changes the dataset next. `onProgress` is
 * told how many features are written. Throws `Refusal` `busy` when something else changes the dataset meanwhile.
 */
export async function prepareVersion(
  database: Database,
  next: Pick<NextVersion, 'dataset' | 'source'>,
  current: number,
  onProgress: (features: number) => Promise<void> = () => Promise.resolve(),
): Promise<Preparation> {
  const { dataset, source } = next;
  const [stage, earlier] = 'stage' in source ? [source.stage, null] : [null, source.version];
  const [token, version] = [randomUUID(), current + 1];
  await takeBack(database, dataset);
  const differing = await database.transaction(async (transaction) => {
    await requireVersion(transaction, dataset, current, null);
    await transaction.query(statement('begin-preparation'), [dataset, token, version]);
    await transaction.query(statement('join-whole-sets'));
    return transaction.query<{ feature: string }>(statement('differing-features'), [dataset, stage, earlier]);
  });
  try {
    for (let first = 0; first < differing.length; first += FEATURES_PER_TRANSACTION) {
      const features = differing.slice(first, first + FEATURES_PER_TRANSACTION).map(({ feature }) => feature);
      await database.transaction(async (transaction) => {
        await requireVersion(transaction, dataset, current, token);
        await transaction.query(statement('close-features'), [dataset, version, features]);
        await transaction.query(statement('open-features'), [dataset, version, stage, earlier, features]);
      });
      await onProgress(first + features.length);
    }
    return await database.transaction(async (transaction) => {
      await requireVersion(transaction, dataset, current, token);
      const counts = await countsOf(transaction, dataset, version);
      const [row] = await transaction.query<{ checksum: string }>(statement('standing-checksum'), [dataset]);
      return { token, version, counts, checksum: row!.checksum };
    });
  } catch (error) {
    await takeBack(database, dataset, token);
    throw error;
  }
}

/** What was prepared becomes history: to be called in the transaction that raises the dataset to it. */
export async function endPreparation(transaction: Queryable, dataset: string): Promise<void> {
  await transaction.query(statement('end-preparation'), [dataset]);
}
