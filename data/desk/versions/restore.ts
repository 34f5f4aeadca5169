import type { Identity } from '#model/account';
import type { Database } from '../../database/database.ts';
import { recordAudit } from '../audit.ts';
import { archiveApplicants, archivePublished, datasetState, requireVersion } from './archive.ts';
import { endPreparation, prepareVersion } from './preparation.ts';
import { announce, finishDataset, finishVersion, refreshStatistics, type Published } from './publish.ts';
import { Refusal, refusalOf } from './refusal.ts';
import { requireExemptDataset } from './restricted-kinds.ts';
import { statement } from './statements.ts';
import { writeTables } from './write-version.ts';
import { takeBack } from './take-back.ts';

/**
 * "Batalkan penerbitan": the features and the catalogue record of an earlier version become the next version, exactly as they
 * were. Which agency produces it stays as it is now. A state that files were imported to is open to imports again. Throws
 * `Refusal`: `unknown_dataset`, `unknown_version`, `busy`, `not_publishable` when something else took the place of a row.
 */
export async function restoreVersion(
  database: Database,
  dataset: string,
  earlier: number,
  by: Identity,
  remark: string,
): Promise<Published> {
  const state = await datasetState(database, dataset);
  if (state === null) throw new Refusal('unknown_dataset');
  const { family } = state;
  const [kept] = await database.query<{
    metadata: Record<string, unknown>;
    run: Record<string, unknown>;
    records: number;
    upload: string | null;
    checksum: string;
  }>(statement('version-record'), [dataset, earlier]);
  if (kept === undefined || earlier === state.version) throw new Refusal('unknown_version');
  const current = await archivePublished(database, dataset, true);
  const source = { version: earlier };
  const prepared = await prepareVersion(database, { dataset, source }, current);
  const { version, counts, checksum } = prepared;
  if (database.engine === 'embedded') await database.query(statement('analyze-history'));
  try {
    if (checksum !== kept.checksum) throw new Error(`version ${earlier} of ${dataset} is not whole`);
    await database.transaction(
      async (transaction) => {
        await requireVersion(transaction, dataset, current, prepared.token);
        await transaction.query(statement('join-whole-sets'));
        await writeTables(transaction, { dataset, family, version });
        if (family === 'permit') {
          await transaction.query(statement('delete-applicants'), [dataset, null]);
          await transaction.query(statement('restore-applicants'), [dataset, earlier]);
          await archiveApplicants(transaction, dataset, version);
        }
        await finishDataset(transaction, dataset, kept.records, kept.metadata);
        await requireExemptDataset(transaction, dataset);
        await endPreparation(transaction, dataset);
        await transaction.query(statement('copy-run'), [dataset, kept.run]);
        await finishVersion(transaction, {
          dataset,
          origin: 'restore',
          by,
          upload: kept.upload,
          restoredFrom: earlier,
          remark,
          checksum,
          counts,
        });
        await transaction.query(statement('restore-upload'), [kept.upload, dataset]);
        await announce(transaction, family, dataset);
        await recordAudit(transaction, by, {
          action: 'dataset.restored',
          dataset,
          subject: null,
          details: { version, restoredFrom: earlier, remark, ...counts },
        });
      },
      { deadlineSeconds: 300 },
    );
  } catch (error) {
    await takeBack(database, dataset, prepared.token);
    throw refusalOf(error);
  }
  await refreshStatistics(database, family);
  return { dataset, version, family };
}
