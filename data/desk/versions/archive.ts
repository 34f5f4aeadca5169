// The history must say what is published before something else is: rows of an import get their first entries here.
import type { DeskFamily } from '#model/upload';
import type { Database, Queryable } from '../../database/database.ts';

import { Refusal } from './refusal.ts';
import { statement } from './statements.ts';
import { takeBack } from './take-back.ts';

/** One statement of the embedded engine holds up all others: portions of some tenth of a second. */
const FEATURES_PER_STATEMENT = 2_000;

export interface DatasetState {
  readonly family: DeskFamily;
  readonly version: number;
  readonly agency: string | null;
  /** Whether that agency publishes without the custodian. */
  readonly agencyMayPublish: boolean;
  readonly origin: 'import' | 'desk';
  readonly status: string;
  readonly classification: string;
  readonly records: number;
  readonly isArchived: boolean;
}

/** What stands of a dataset; null where there is none of a family of the desk. */
export async function datasetState(database: Queryable, dataset: string): Promise<DatasetState | null> {
  const [state] = await database.query<DatasetState & Record<string, unknown>>(statement('dataset-state'), [dataset]);
  const isDesk = state && ['facility', 'infrastructure', 'project', 'permit', 'population'].includes(state.family);
  return isDesk ? state : null;
}

/**
 * Makes the history say exactly what is published now, as a version that can be brought back, in portions outside of any
 * transaction: a part of it that was written before a stop is used by the next attempt. Answers the version. With `isThorough`
 * also a dataset that has a version is compared row by row: imports of other datasets may have touched it. Throws `Refusal`
 * `busy` when the dataset changes meanwhile.
 */
export async function archivePublished(database: Database, dataset: string, isThorough: boolean): Promise<number> {
  const state = await datasetState(database, dataset);
  if (state === null) throw new Refusal('unknown_dataset');
  if (state.isArchived && !isThorough) return state.version;
  await takeBack(database, dataset);
  const { family } = state;
  const ids = (await database.query<{ feature: string }>(statement('feature-ids'), [family, dataset])).map(
    ({ feature }) => feature,
  );
  const portions = Array.from({ length: Math.ceil(ids.length / FEATURES_PER_STATEMENT) }, (_, index) =>
    ids.slice(index * FEATURES_PER_STATEMENT, (index + 1) * FEATURES_PER_STATEMENT),
  );
  let { version } = state;
  if (state.isArchived) {
    if (!(await hasDiverged(database, family, dataset, ids, portions))) return version;
    const [raised] = await database.query<{ version: number }>(statement('raise-version'), [dataset]);
    version = raised!.version;
  }
  for (const portion of portions) {
    await database.transaction(async (transaction) => {
      await requireVersion(transaction, dataset, version, null);
      await transaction.query(statement('close-changed'), [family, dataset, version, portion]);
      await transaction.query(statement('open-published'), [family, dataset, version, portion]);
    });
  }
  await database.transaction(async (transaction) => {
    await requireVersion(transaction, dataset, version, null);
    await transaction.query(statement('close-missing'), [dataset, version, ids]);
    if (family === 'permit') await archiveApplicants(transaction, dataset, version);
    const [{ checksum } = { checksum: '' }] = await transaction.query<{ checksum: string }>(
      statement('standing-checksum'),
      [dataset],
    );
    await transaction.query(statement('archive-version'), [dataset]);
    await transaction.query(statement('insert-version'), [dataset, 'import', null, null, null, null, checksum, null]);
  });
  return version;
}

/** Keeps who applied for the permits of a dataset as it is now, for a version. */
export async function archiveApplicants(transaction: Queryable, dataset: string, version: number): Promise<void> {
  await transaction.query(statement('archive-applicants'), [dataset, version]);
  await transaction.query(statement('open-applicants'), [dataset, version]);
}

/**
 * Throws `Refusal` `busy` unless the dataset is at this version; it is then held until the transaction ends. With `preparation`
 * also unless its next version is prepared under this token, or by nobody (null).
 */
export async function requireVersion(
  transaction: Queryable,
  dataset: string,
  version: number,
  preparation?: string | null,
): Promise<void> {
  const [locked] = await transaction.query<{ version: number; preparation: string | null }>(statement('lock-dataset'), [
    dataset,
  ]);
  if (locked?.version !== version) throw new Refusal('busy');
  if (preparation !== undefined && locked.preparation !== preparation) throw new Refusal('busy');
}

async function hasDiverged(
  database: Queryable,
  family: DeskFamily,
  dataset: string,
  ids: readonly string[],
  portions: readonly (readonly string[])[],
): Promise<boolean> {
  const [{ standing } = { standing: 0 }] = await database.query<{ standing: number }>(statement('count-standing'), [
    dataset,
  ]);
  if (standing !== ids.length) return true;
  for (const portion of portions) {
    const [{ diverged } = { diverged: 0 }] = await database.query<{ diverged: number }>(statement('count-diverged'), [
      family,
      dataset,
      portion,
    ]);
    if (diverged > 0) return true;
  }
  return false;
}
