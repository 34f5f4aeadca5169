// Two records of one facility become one: the other is from then on a source that knows it.
import { randomUUID } from 'node:crypto';
import type { Identity } from '#model/account';
import type { MergedField } from '#model/duplicate';
import type { Database, Queryable } from '../../database/database.ts';
import { recordAudit } from '../audit.ts';
import { archivePublished, datasetState, requireVersion } from '../versions/archive.ts';
import type { Content } from '../versions/difference.ts';
import { mayEdit } from '../versions/edit.ts';
import { mayPublish } from '../versions/publish.ts';
import { columnName, readFeature, type FeatureRow } from '../versions/features.ts';
import { announce, checksumOf, finishDataset, finishVersion, refreshStatistics } from '../versions/publish.ts';
import { Refusal, refusalOf } from '../versions/refusal.ts';
import { clearStage } from '../versions/stage.ts';
import { writeVersion } from '../versions/write-version.ts';
import { statement } from './statements.ts';

export interface Merger {
  /** The record that stays, and the one that goes. */
  readonly keep: string;
  readonly other: string;
  /** What of the other one is better. */
  readonly fields: readonly MergedField[];
  /** Revisions of both as they were when somebody decided. */
  readonly revisions: { readonly keep: string; readonly other: string };
}

interface Home extends Record<string, unknown> {
  dataset: string;
  name: string;
  agency: string | null;
}
interface Source extends Record<string, unknown> {
  dataset: string;
  key: string;
  name: string;
}

/**
 * Makes one facility of two, as one transaction: a new version of each dataset that says something of the one that goes (and of
 * the one that stays, where it changes). Each can be undone by itself like any other version. Answers the versions. Throws
 * `Refusal`: `unknown_feature`, `forbidden`, `edit_conflict` when one of them was changed meanwhile, `busy`, `not_publishable`.
 */
export async function mergeFacilities(
  database: Database,
  merger: Merger,
  by: Identity,
): Promise<{ dataset: string; version: number }[]> {
  const { keep, other } = merger;
  // As the one who asks: what may not be seen is not there.
  const [home, away] = await Promise.all([homeOf(database.as(by), keep), homeOf(database.as(by), other)]);
  const sources = await sourcesOf(database, other, away);
  const changes = merger.fields.length > 0 || sources.some(({ dataset }) => dataset === home.dataset);
  // The record that goes must be gone before another takes its national code: its dataset first, that of the kept one last.
  const between = new Set([...sources.map(({ dataset }) => dataset)].filter((one) => one !== away.dataset));
  between.delete(home.dataset);
  const datasets = [
    ...(away.dataset === home.dataset ? [] : [away.dataset]),
    ...between,
    ...(changes || away.dataset === home.dataset ? [home.dataset] : []),
  ];
  const versions = new Map<string, number>();
  for (const dataset of datasets) {
    const state = await datasetState(database, dataset);
    if (state === null || !mayEdit(by, state.agency)) throw new Refusal('forbidden');
    // A merge is published at once.
    if (!mayPublish(by, state.agency, state.agencyMayPublish))
      throw new Refusal('not_publishable', [{ name: 'may_publish', reason: 'missing' }]);
    versions.set(dataset, await archivePublished(database, dataset, false));
  }
  try {
    await database.transaction(async (transaction) => {
      for (const dataset of datasets.toSorted()) await requireVersion(transaction, dataset, versions.get(dataset)!);
      const kept = await requireRevision(transaction, home.dataset, keep, merger.revisions.keep);
      const gone = await requireRevision(transaction, away.dataset, other, merger.revisions.other);
      if (JSON.stringify(await sourcesOf(transaction, other, away)) !== JSON.stringify(sources))
        throw new Refusal('busy');
      const content = { ...kept.content, ...takenFrom(gone.content, merger.fields) };
      for (const dataset of datasets) {
        const stage = randomUUID();
        const own = JSON.stringify(sources.filter((source) => source.dataset === dataset));
        if (dataset === home.dataset)
          await transaction.query(statement('stage-kept'), [stage, keep, JSON.stringify(content), own]);
        else {
          const places = [gone.content['position'] ?? null, content['position'] ?? null];
          await transaction.query(statement('stage-known'), [stage, dataset, keep, own, ...places]);
        }
        const version = versions.get(dataset)! + 1;
        const isSourceAtHome = dataset === home.dataset && dataset !== away.dataset;
        const ended = isSourceAtHome
          ? sources.filter((one) => one.dataset === dataset).map(({ key }) => `source:${key}`)
          : dataset === away.dataset
            ? [other]
            : [];
        await writeNext(transaction, dataset, version, stage, ended, by);
      }
      await transaction.query(statement('decide'), [keep, other, 'merged', `→ ${keep}`, by.account]);
      await recordAudit(transaction, by, {
        action: 'duplicate.merged',
        dataset: away.dataset,
        subject: other,
        details: { keep, other, name: gone.name, fields: merger.fields, keptIn: home.dataset },
      });
    });
  } catch (error) {
    throw refusalOf(error);
  }
  await refreshStatistics(database, 'facility');
  return datasets.map((dataset) => ({ dataset, version: versions.get(dataset)! + 1 }));
}

async function writeNext(
  transaction: Queryable,
  dataset: string,
  version: number,
  stage: string,
  gone: readonly string[],
  by: Identity,
): Promise<void> {
  const counts = await writeVersion(transaction, {
    dataset,
    family: 'facility',
    version,
    source: { stage },
    isWhole: false,
    gone,
  });
  await clearStage(transaction, stage);
  const state = await datasetState(transaction, dataset);
  await finishDataset(transaction, dataset, state!.records + counts.added - counts.gone, {
    origin: 'desk',
    published_at: new Date().toISOString(),
  });
  const checksum = await checksumOf(transaction, dataset);
  await finishVersion(transaction, { dataset, origin: 'edit', by, checksum, counts });
  await announce(transaction, 'facility', dataset);
}

async function homeOf(database: Queryable, facility: string): Promise<Home> {
  const [home] = await database.query<Home>(statement('datasets-of'), [facility]);
  if (home === undefined) throw new Refusal('unknown_feature');
  return home;
}

/** Under which key which dataset has a facility; its own dataset has it in any case. */
async function sourcesOf(database: Queryable, facility: string, { dataset, name }: Home): Promise<Source[]> {
  const sources = await database.query<Source>(statement('sources-of'), [facility]);
  const isOwn = sources.some((one) => one.dataset === dataset);
  return isOwn ? sources : [...sources, { dataset, key: facility, name }];
}

async function requireRevision(
  transaction: Queryable,
  dataset: string,
  facility: string,
  revision: string,
): Promise<FeatureRow> {
  const row = await readFeature(transaction, 'facility', dataset, facility);
  if (row === null) throw new Refusal('unknown_feature');
  if (row.revision !== revision) throw new Refusal('edit_conflict');
  return row;
}

function takenFrom(content: Content, fields: readonly MergedField[]): Content {
  const columns = fields.flatMap((field) =>
    field === 'position' ? ['position', 'accuracy', 'region'] : [columnName(field)],
  );
  return Object.fromEntries(columns.map((column) => [column, content[column] ?? null]));
}
