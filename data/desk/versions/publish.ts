import type { Identity } from '#model/account';
import { ReasonCode } from '#model/dataset';
import { RowReason, UploadMetadata, type DeskFamily } from '#model/upload';
import type { RegionProfile } from '#model/region';
import type { z } from 'zod';
import type { Database, Queryable } from '../../database/database.ts';
import { recordAudit } from '../audit.ts';
import { archiveApplicants, archivePublished, datasetState, requireVersion } from './archive.ts';
import { endPreparation, prepareVersion } from './preparation.ts';
import { PublishingJob } from './publishing-job.ts';
import { Refusal, refusalOf } from './refusal.ts';
import { requireExemptUpload } from './restricted-kinds.ts';
import { balanceSamples } from './samples.ts';
import { clearStage, stageUpload, uploadToPublish, type UploadToPublish } from './stage.ts';
import { statement } from './statements.ts';
import { writeTables, type VersionCounts } from './write-version.ts';
import { takeBack } from './take-back.ts';

const Metadata = UploadMetadata.partial();
type Metadata = z.infer<typeof Metadata>;

const PATIENT = { deadlineSeconds: 300 };

/** Whether somebody publishes what is an agency's: the custodian always, its own planners where the agency may. */
export function mayPublish(by: Identity, agency: string | null, agencyMayPublish: boolean): boolean {
  if (by.role === 'walidata') return true;
  return (
    (by.role === 'opd' || by.role === 'bappelitbangda') && agency !== null && by.agency === agency && agencyMayPublish
  );
}

/** What is missing before an upload can be published, by name and reason; empty when nothing is. */
function missingForPublication(upload: UploadToPublish): { name: string; reason: string }[] {
  const missing: { name: string; reason: string }[] = [];
  const lacks = (name: string, reason = 'missing') => missing.push({ name, reason });
  if (!['draf', 'diperiksa'].includes(upload.state)) lacks('state', upload.state);
  if (upload.dataset === null || upload.family === null) lacks('dataset');
  const metadata = Metadata.safeParse(upload.metadata ?? {}).data;
  if (metadata === undefined) lacks('metadata', 'invalid');
  else {
    if (!metadata.title) lacks('title');
    if (!metadata.date) lacks('date');
    if (!metadata.source) lacks('source');
  }
  if (upload.counts.unchecked > 0) lacks('rows', 'unchecked');
  else if (upload.counts.published === 0) lacks('rows');
  return missing;
}

export interface Published {
  readonly dataset: string;
  readonly version: number;
  readonly family: DeskFamily;
}

/**
 * Publishes the rows of an upload as the next version of its dataset, all of them or none. What takes long (archiving what
 * stands, preparing the features) happens before the transaction, in portions. Throws `Refusal`: `unknown_upload`,
 * `forbidden`, `not_publishable` with what is missing, `busy` when something else changed the dataset or the upload meanwhile.
 */
export async function publishUpload(
  database: Database,
  id: string,
  by: Identity,
  profile: RegionProfile,
): Promise<Published> {
  const upload = await uploadToPublish(database, id);
  if (upload === null) throw new Refusal('unknown_upload');
  if (!mayPublish(by, upload.agency, upload.mayPublish)) throw new Refusal('forbidden');
  if (upload.isBusy) throw new Refusal('busy');
  const missing = missingForPublication(upload);
  if (missing.length > 0) throw new Refusal('not_publishable', missing);
  const standing = await datasetState(database, upload.dataset!);
  if (standing !== null && standing.family !== upload.family)
    throw new Refusal('not_publishable', [{ name: 'dataset', reason: 'other_family' }]);
  if (standing !== null && by.role !== 'walidata' && standing.agency !== by.agency) throw new Refusal('forbidden');
  if (upload.family === 'infrastructure')
    await requireExemptUpload(database, id, Metadata.parse(upload.metadata ?? {}).classification ?? 'terbuka');
  const job = await PublishingJob.begin(database, id, upload.counts.rows + upload.counts.published);
  try {
    return await publishRows(database, id, upload, standing === null, by, profile, job);
  } catch (error) {
    await job.end();
    throw refusalOf(error);
  }
}

async function publishRows(
  database: Database,
  id: string,
  upload: UploadToPublish,
  isFirst: boolean,
  by: Identity,
  profile: RegionProfile,
  job: PublishingJob,
): Promise<Published> {
  const [dataset, family] = [upload.dataset!, upload.family!];
  const metadata = Metadata.parse(upload.metadata ?? {});
  if (isFirst) await createDataset(database, upload, metadata, profile);
  const current = await archivePublished(database, dataset, true);
  const stage = await stageUpload(database, id, current, (rows) => job.beat(rows));
  if (database.engine === 'embedded') await database.query(statement('analyze-stage'));
  const source = { stage };
  const prepared = await prepareVersion(database, { dataset, source }, current, (features) =>
    job.beat(upload.counts.rows + features),
  );
  const { version, counts, checksum } = prepared;
  if (database.engine === 'embedded') await database.query(statement('analyze-history'));
  try {
    // Another process that stages the same upload may have emptied the stage meanwhile; sums of people come on top.
    const standing = counts.added + counts.moved + counts.changed + counts.same;
    if (standing < upload.counts.published) throw new Refusal('busy');
    await database.transaction(async (transaction) => {
      await requireVersion(transaction, dataset, current, prepared.token);
      const [locked] = await transaction.query<{ changedAt: string; owner: string | null }>(statement('lock-upload'), [
        id,
      ]);
      if (locked?.changedAt !== upload.changedAt || locked.owner !== job.owner) throw new Refusal('busy');
      await transaction.query(statement('join-whole-sets'));
      await writeTables(transaction, { dataset, family, version });
      if (family === 'permit') {
        await transaction.query(statement('delete-applicants'), [dataset, upload.keepsRest ? id : null]);
        await transaction.query(statement('put-applicants'), [id, dataset]);
        await archiveApplicants(transaction, dataset, version);
      }
      const records = upload.keepsRest ? standing : upload.counts.published;
      await finishDataset(transaction, dataset, records, catalogueOf(upload, metadata));
      await endPreparation(transaction, dataset);
      await writeRun(transaction, upload, id, checksum);
      await finishVersion(transaction, { dataset, origin: 'upload', by, upload: id, checksum, counts });
      await transaction.query(statement('finish-upload'), [id, dataset, version]);
      await announce(transaction, family, dataset);
      const details = {
        version,
        file: upload.fileName,
        rows: upload.counts.published,
        rejected: upload.counts.rejected,
        ...counts,
      };
      await recordAudit(transaction, by, { action: 'dataset.published', dataset, subject: id, details });
    }, PATIENT);
  } catch (error) {
    await takeBack(database, dataset, prepared.token);
    throw error;
  }
  await clearStage(database, stage);
  await refreshStatistics(database, family);
  return { dataset, version, family };
}

/** The embedded engine has no background process that would count rows; without counts its plans are poor. */
export async function refreshStatistics(database: Database, family: DeskFamily): Promise<void> {
  if (database.engine === 'embedded') await database.query(statement(`analyze-${family}`));
}

/** A new dataset begins empty, as version 1: its first publication can be undone like any other. */
async function createDataset(
  database: Database,
  upload: UploadToPublish,
  metadata: Metadata,
  profile: RegionProfile,
): Promise<void> {
  const record = {
    id: upload.dataset,
    family: upload.family,
    agency: upload.agency,
    producer: profile.name,
    custodian: null,
    source_url: null,
    coverage: profile.name,
    known_flaws: [],
    version: 1,
    records: 0,
    imported_at: null,
    ...catalogueOf(upload, metadata),
    published_at: null,
  };
  await database.query(statement('create-dataset'), [JSON.stringify(record)]);
}

/** What the upload says of the dataset, in the names of the table; what it leaves out stays as it is. */
function catalogueOf(upload: UploadToPublish, metadata: Metadata): Record<string, unknown> {
  return {
    ...(upload.agencyName === null ? {} : { producer: upload.agencyName }),
    title: metadata.title,
    abstract: metadata.abstract ?? '',
    date: metadata.date,
    classification: metadata.classification ?? 'terbuka',
    update_cycle_months: metadata.updateCycleMonths ?? null,
    licence: metadata.licence ?? null,
    source: metadata.source,
    lineage: metadata.lineage ?? '',
    known_flaws: metadata.knownFlaws ?? [],
    contact: metadata.contact ?? null,
    scale: metadata.scale ?? null,
    status: 'resmi',
    origin: 'desk',
    published_at: new Date().toISOString(),
  };
}

/** The catalogue record of the next version. `record` is in the names of the table. */
export async function finishDataset(
  transaction: Queryable,
  dataset: string,
  records: number,
  record: Record<string, unknown>,
): Promise<void> {
  await transaction.query(statement('finish-version'), [dataset, records, JSON.stringify(record)]);
}

/** SHA-256 over the features that stand, in the order of their ids. */
export async function checksumOf(transaction: Queryable, dataset: string): Promise<string> {
  const [row] = await transaction.query<{ checksum: string }>(statement('standing-checksum'), [dataset]);
  return row!.checksum;
}

/** Remembers what stands now as a version. */
export async function finishVersion(
  transaction: Queryable,
  version: {
    dataset: string;
    origin: 'upload' | 'edit' | 'restore';
    by: Identity;
    upload?: string | null;
    restoredFrom?: number;
    remark?: string;
    checksum: string;
    counts: VersionCounts;
  },
): Promise<void> {
  const { dataset, origin, by, upload = null, restoredFrom = null, remark = null, checksum, counts } = version;
  await transaction.query(statement('archive-version'), [dataset]);
  await transaction.query(statement('insert-version'), [
    dataset,
    origin,
    by.account,
    upload,
    restoredFrom,
    remark,
    checksum,
    counts,
  ]);
}

/** Samples give way or come back; every open map is told when the transaction commits. */
export async function announce(transaction: Queryable, family: DeskFamily, dataset: string): Promise<void> {
  for (const changed of [dataset, ...(await balanceSamples(transaction, family, dataset))])
    await transaction.query(statement('notify-changed'), [changed]);
}

/** Reasons of the desk that the public report knows under another name; those of the same name need no line. */
const TOLD_AS: Partial<Record<RowReason, ReasonCode>> = {
  coordinates_outside_region: 'coordinates_out_of_bounds',
  region_ambiguous: 'region_unknown',
  region_missing: 'region_unknown',
  geometry_repaired: 'ring_invalid',
  geometry_invalid: 'ring_invalid',
  duplicate_in_file: 'duplicate_record',
  duplicate_published: 'duplicate_record',
  choice_unknown: 'value_invalid',
  choice_understood: 'value_normalised',
  whitespace_removed: 'value_normalised',
};

async function writeRun(transaction: Queryable, upload: UploadToPublish, id: string, checksum: string): Promise<void> {
  const { counts } = upload;
  const [run] = await transaction.query<{ id: number }>(statement('insert-run'), [
    upload.dataset,
    upload.createdAt,
    upload.fileName,
    upload.fileSha256,
    `desk ${checksum}`,
    counts.rows,
    counts.published,
    counts.corrected,
    counts.rejected,
  ]);
  const reasons = RowReason.options.map((reason) => [
    reason,
    TOLD_AS[reason] ?? ReasonCode.safeParse(reason).data ?? 'value_invalid',
  ]);
  await transaction.query(statement('insert-notes'), [
    run!.id,
    id,
    upload.family,
    reasons.map(([reason]) => reason),
    reasons.map(([, told]) => told),
  ]);
}
