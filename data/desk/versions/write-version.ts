// The heart of every publication: what the next version has new, otherwise or no more, into history and tables.
import type { DeskFamily } from '#model/upload';
import type { Queryable } from '../../database/database.ts';

import { Refusal } from './refusal.ts';
import { statement } from './statements.ts';
import { takeBackAll } from './take-back.ts';

/** Where the features of the next version are: a stage, or an earlier version. */
export type VersionSource = { readonly stage: string } | { readonly version: number };

export interface NextVersion {
  readonly dataset: string;
  readonly family: DeskFamily;
  readonly version: number;
  readonly source: VersionSource;
  /** Whether what is not in the source goes. */
  readonly isWhole: boolean;
  /** Ids that go besides. */
  readonly gone?: readonly string[];
}

/** What hangs on the rows of a family, before and after they are written; each takes dataset and version. */
const AROUND: Readonly<Record<DeskFamily, { before: readonly string[]; after: readonly string[] }>> = {
  facility: {
    before: ['put-facility-forget-sources', 'put-facility-forget-known', 'put-facility-free-codes'],
    after: ['put-facility-sources'],
  },
  infrastructure: { before: [], after: [] },
  project: {
    before: ['put-project-forget', 'put-project-forget-history'],
    after: ['put-project-regions', 'put-project-history'],
  },
  permit: { before: ['put-permit-forget'], after: ['put-permit-pauses'] },
  population: { before: [], after: [] },
};

export interface VersionCounts {
  readonly added: number;
  readonly moved: number;
  readonly movedFar: number;
  readonly changed: number;
  readonly gone: number;
  readonly same: number;
}

/**
 * Writes the features of the next version, history and tables at once; what is alike stays untouched. The history must say what
 * is published now (`archivePublished`). Answers how the version differs from the one before. To be called in a transaction
 * that holds the dataset (`lock-dataset.sql`). Throws `Refusal` when a row is another dataset's. For whole datasets, which may
 * be large, see `prepareVersion`.
 */
export async function writeVersion(transaction: Queryable, next: NextVersion): Promise<VersionCounts> {
  const { dataset, version, source, isWhole, gone = [] } = next;
  const [stage, earlier] = 'stage' in source ? [source.stage, null] : [null, source.version];
  await takeBackAll(transaction, dataset);
  if (isWhole) await transaction.query(statement('join-whole-sets'));
  await transaction.query(statement('close-replaced'), [dataset, version, stage, earlier, isWhole, gone]);
  await transaction.query(statement('open-replacing'), [dataset, version, stage, earlier]);
  await writeTables(transaction, next);
  return countsOf(transaction, dataset, version);
}

/** How a version differs from the one before, by the history. */
export async function countsOf(transaction: Queryable, dataset: string, version: number): Promise<VersionCounts> {
  const [counts] = await transaction.query<
    Omit<VersionCounts, 'same'> & { standing: number } & Record<string, unknown>
  >(statement('adjacent-counts'), [dataset, version]);
  const { standing, ...differing } = counts!;
  return { ...differing, same: standing - differing.added - differing.moved - differing.changed };
}

/** Brings the table of a family to what the history has opened and ended with a version. */
export async function writeTables(
  transaction: Queryable,
  { dataset, family, version }: Pick<NextVersion, 'dataset' | 'family' | 'version'>,
): Promise<void> {
  const { before, after } = AROUND[family];
  await transaction.query(statement('delete-gone'), [family, dataset, version]);
  for (const name of before) await transaction.query(statement(name), [dataset, version]);
  const [{ written } = { written: 0 }] = await transaction.query<{ written: number }>(statement('put-features'), [
    family,
    dataset,
    version,
  ]);
  const [{ opened } = { opened: 0 }] = await transaction.query<{ opened: number }>(statement('count-opened'), [
    dataset,
    version,
  ]);
  // The embedded engine was seen to end a statement early without an error; an id may also be another dataset's.
  if (written !== opened) throw new Refusal('not_publishable', [{ name: 'rows', reason: 'feature_id_taken' }]);
  for (const name of after) await transaction.query(statement(name), [dataset, version]);
}
