// A feature that goes from one dataset to another with its id and all it is: a version of each, in one transaction.
import { randomUUID } from 'node:crypto';
import type { Identity } from '#model/account';
import type { Database } from '../../database/database.ts';
import { recordAudit } from '../audit.ts';
import { archivePublished, datasetState, requireVersion } from './archive.ts';
import { announce, checksumOf, finishDataset, finishVersion } from './publish.ts';
import { Refusal, refusalOf } from './refusal.ts';
import { clearStage } from './stage.ts';
import { statement } from './statements.ts';
import { writeVersion } from './write-version.ts';

/**
 * Moves a feature to another dataset of the same family. Who may is the caller's to know. Throws `Refusal`: `unknown_dataset`,
 * `unknown_feature`, `busy` when something else changed one of them meanwhile.
 */
export async function moveFeature(
  database: Database,
  from: string,
  to: string,
  feature: string,
  by: Identity,
  { action }: { readonly action: string },
): Promise<void> {
  const [left, joined] = [await datasetState(database, from), await datasetState(database, to)];
  if (left === null || joined === null || left.family !== joined.family) throw new Refusal('unknown_dataset');
  const { family } = left;
  const versions = new Map([
    [from, await archivePublished(database, from, false)],
    [to, await archivePublished(database, to, false)],
  ]);
  try {
    await database.transaction(async (transaction) => {
      // Always in the same order, so that two moves cannot wait for each other.
      for (const dataset of [...versions.keys()].sort())
        await requireVersion(transaction, dataset, versions.get(dataset)!);
      const stage = randomUUID();
      const staged = await transaction.query(statement('stage-moved'), [stage, family, from, feature, to]);
      if (staged.length !== 1) throw new Refusal('unknown_feature');
      const now = new Date().toISOString();
      for (const dataset of [from, to]) {
        const source = { stage: dataset === to ? stage : randomUUID() };
        const gone = dataset === from ? [feature] : [];
        const version = versions.get(dataset)! + 1;
        const counts = await writeVersion(transaction, { dataset, family, version, source, isWhole: false, gone });
        const records = (dataset === from ? left : joined).records + counts.added - counts.gone;
        await finishDataset(transaction, dataset, records, { origin: 'desk', published_at: now });
        await transaction.query(statement('copy-last-run'), [dataset]);
        const checksum = await checksumOf(transaction, dataset);
        await finishVersion(transaction, { dataset, origin: 'edit', by, checksum, counts });
        await announce(transaction, family, dataset);
      }
      await clearStage(transaction, stage);
      await recordAudit(transaction, by, { action, dataset: to, subject: feature, details: { from } });
    });
  } catch (error) {
    throw refusalOf(error);
  }
}
