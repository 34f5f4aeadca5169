// Features as they would be published, prepared outside of the transaction that publishes them.
import { randomUUID } from 'node:crypto';
import type { DeskFamily } from '#model/upload';
import type { Database, Queryable } from '../../database/database.ts';
import { Refusal } from './refusal.ts';
import { statement } from './statements.ts';

/** One statement of the embedded engine holds up all others: portions of some tenth of a second. */
const ROWS_PER_STATEMENT = 1_000;

export interface UploadToPublish {
  readonly dataset: string | null;
  readonly isNew: boolean;
  readonly family: DeskFamily | null;
  readonly agency: string | null;
  readonly agencyName: string | null;
  readonly mayPublish: boolean;
  readonly state: string;
  readonly isBusy: boolean;
  /** What is published and not in the upload stays. */
  readonly keepsRest: boolean;
  readonly metadata: Record<string, unknown> | null;
  readonly fileName: string;
  readonly fileSha256: string | null;
  readonly createdAt: string;
  readonly changedAt: string;
  readonly counts: {
    readonly rows: number;
    readonly published: number;
    readonly corrected: number;
    readonly unchecked: number;
    readonly rejected: number;
    readonly lastRow: number;
  };
}

/** An upload as a publication needs it; null where there is none. */
export async function uploadToPublish(database: Queryable, id: string): Promise<UploadToPublish | null> {
  const [upload] = await database.query<UploadToPublish & Record<string, unknown>>(statement('upload-to-publish'), [
    id,
  ]);
  return upload ?? null;
}

/**
 * Prepares the rows of an upload as features of its dataset, unless that was done for this state of both. Answers the stage,
 * which is the upload's id; `onProgress` is told the rows that are done. Throws `Refusal` `not_publishable` when rows do not
 * become features one by one.
 */
export async function stageUpload(
  database: Database,
  id: string,
  version: number,
  onProgress: (rows: number) => Promise<void> = () => Promise.resolve(),
): Promise<string> {
  // Whoever looks at the difference while somebody publishes would take the rows away under the publication.
  const before = underWay.get(id) ?? Promise.resolve();
  const staged = before.catch(() => undefined).then(() => stageAlone(database, id, version, onProgress));
  underWay.set(id, staged);
  try {
    return await staged;
  } finally {
    if (underWay.get(id) === staged) underWay.delete(id);
  }
}

/** The last preparation of each upload that is at work in this process. */
const underWay = new Map<string, Promise<unknown>>();

async function stageAlone(
  database: Database,
  id: string,
  version: number,
  onProgress: (rows: number) => Promise<void>,
): Promise<string> {
  const upload = await uploadToPublish(database, id);
  if (upload === null || upload.family === null || upload.dataset === null) throw new Refusal('unknown_upload');
  const { family, dataset, changedAt, counts } = upload;
  const [known] = await database.query<{ changedAt: string; dataset: string; version: number }>(
    statement('stage-state'),
    [id],
  );
  if (known?.changedAt === changedAt && known.dataset === dataset && known.version === version) return id;
  await clearStage(database, id);
  const step = family === 'population' ? Math.max(1, counts.lastRow) : ROWS_PER_STATEMENT;
  let staged = 0;
  for (let first = 1; first <= counts.lastRow; first += step) {
    const rows = await database.query(statement(`stage-${family}`), [id, dataset, first, first + step - 1, null], {
      deadlineSeconds: 300,
    });
    staged += rows.length;
    await onProgress(Math.min(first + step - 1, counts.lastRow));
  }
  // Sums of people are more rows than the upload has; nothing may be fewer.
  if (staged < counts.published || (family !== 'population' && staged !== counts.published))
    throw new Refusal('not_publishable', [{ name: 'rows', reason: 'not_whole' }]);
  if (upload.keepsRest) await database.query(statement('stage-rest'), [id, family, dataset], { deadlineSeconds: 300 });
  await database.query(statement('finish-stage'), [id, changedAt, dataset, version]);
  return id;
}

/** Prepares single records, as `checkRow` makes them, inside a transaction. Answers the stage and the ids of the features. */
export async function stageRecords(
  transaction: Queryable,
  family: DeskFamily,
  dataset: string,
  records: readonly unknown[],
): Promise<{ stage: string; features: string[] }> {
  const stage = randomUUID();
  const rows = await transaction.query<{ feature: string }>(statement(`stage-${family}`), [
    stage,
    dataset,
    0,
    0,
    JSON.stringify(records),
  ]);
  return { stage, features: rows.map(({ feature }) => feature) };
}

/** Forgets what was prepared. */
export async function clearStage(database: Queryable, stage: string): Promise<void> {
  await database.query(statement('clear-stage'), [stage]);
}
