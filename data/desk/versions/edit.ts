// Single features: added, changed, moved, taken out, each a version of its dataset.
import type { Geometry } from 'geojson';
import type { Identity } from '#model/account';
import type { Position } from '#model/geometry';
import { PROJECT_TRANSITIONS, type ProjectStatus } from '#model/project';
import type { RegionProfile } from '#model/region';
import type { DeskFamily, Remedy } from '#model/upload';
import type { Database, Queryable } from '../../database/database.ts';
import { RegionDirectory, type DirectoryRegion } from '../../import/region-directory.ts';
import { statement as importStatement } from '../../import/statements.ts';
import { recordAudit } from '../audit.ts';
import { bpsCodesOf, checkRow, ExistingFeatures, type CheckContext, type ExistingFeature } from '../check/index.ts';
import { archivePublished, datasetState, type DatasetState } from './archive.ts';
import type { Content } from './difference.ts';
import { readFeature, valuesOf, type FeatureRow } from './features.ts';
import { announce, checksumOf, finishDataset, finishVersion, mayPublish } from './publish.ts';
import { Refusal, refusalOf } from './refusal.ts';
import { requireExempt } from './restricted-kinds.ts';
import { clearStage, stageRecords } from './stage.ts';
import { statement } from './statements.ts';
import { writeVersion } from './write-version.ts';

const EDITED_FAMILIES: readonly DeskFamily[] = ['facility', 'infrastructure', 'project'];
/** Somebody else publishes the same dataset at the same moment: as often is it tried again. */
const ATTEMPTS = 5;

/** What an editor says of a feature. What is left out stays; null takes it away. */
export interface FeatureChange {
  readonly values: Readonly<Record<string, string | number | boolean | null>>;
  readonly region?: string | null | undefined;
  readonly position?: Position | null | undefined;
  readonly geometry?: unknown;
  /** Answers to questions of the check, such as that two things are two. */
  readonly decisions?: readonly Remedy[] | undefined;
}

export interface Edited {
  readonly feature: string;
  readonly version: number;
}

/** What a caller with rules of its own (the register of projects) brings to an edit. */
export interface EditTerms {
  /** The caller has checked who may do it: a step of a project is no publication, and needs no right to publish. */
  readonly isAllowed?: boolean;
  /** Writes what belongs to the edit, in its transaction, once the feature is written. */
  readonly alongside?: (transaction: Queryable, feature: string) => Promise<void>;
  /** What the log says of it instead of that a feature was created or changed. */
  readonly audit?: { readonly action: string; readonly details: Readonly<Record<string, unknown>> };
}

/**
 * Whether somebody works on the features and uploads of an agency's dataset: the custodian, and its own planners. To change
 * what is published they must be allowed to publish besides (`mayPublish`).
 */
export function mayEdit(by: Identity, agency: string | null): boolean {
  if (by.role === 'walidata') return true;
  return (by.role === 'opd' || by.role === 'bappelitbangda') && agency !== null && by.agency === agency;
}

/**
 * Adds a feature. Throws `Refusal`: `unknown_dataset`, `forbidden`, `not_publishable` with `may_publish` for whose agency does
 * not publish itself or `classification` for what only exempt datasets may have, `row_refused` with field and reason, `busy`.
 */
export async function createFeature(
  database: Database,
  profile: RegionProfile,
  dataset: string,
  change: FeatureChange,
  by: Identity,
  terms: EditTerms = {},
): Promise<Edited> {
  const state = await requireEditable(database, dataset, by, terms);
  const known = await regionsOf(database);
  return edit(database, dataset, async (transaction, version) => {
    const { record, feature } = await checked(transaction, known, profile, dataset, state.family, change, null);
    requireExempt(record, (await datasetState(transaction, dataset))?.classification ?? null);
    if ((await readFeature(transaction, state.family, dataset, feature)) !== null)
      throw new Refusal('row_refused', [{ name: 'key', reason: 'duplicate_published' }]);
    await write(transaction, {
      dataset,
      state,
      version,
      record,
      feature,
      kept: null,
      by,
      action: 'feature.created',
      terms,
    });
    return feature;
  });
}

/**
 * Changes a feature that is still as it was when it had this `revision`. Throws `Refusal` as `createFeature`, and
 * `unknown_feature`, `edit_conflict` when somebody else changed it meanwhile: nothing is written then.
 */
export async function changeFeature(
  database: Database,
  profile: RegionProfile,
  dataset: string,
  feature: string,
  change: FeatureChange,
  revision: string,
  by: Identity,
  terms: EditTerms = {},
): Promise<Edited> {
  const state = await requireEditable(database, dataset, by, terms);
  const known = await regionsOf(database);
  return edit(database, dataset, async (transaction, version) => {
    const current = await requireRevision(transaction, state.family, dataset, feature, revision);
    requireTransition(state.family, current.content, change);
    const { record } = await checked(transaction, known, profile, dataset, state.family, change, current);
    requireExempt(record, (await datasetState(transaction, dataset))?.classification ?? null);
    const kept = { content: current.content, keys: keysThatStay(state.family, change) };
    await write(transaction, { dataset, state, version, record, feature, kept, by, action: 'feature.changed', terms });
    return feature;
  });
}

/** Takes a feature out. Throws `Refusal` as `changeFeature`. */
export async function removeFeature(
  database: Database,
  dataset: string,
  feature: string,
  revision: string,
  by: Identity,
): Promise<Edited> {
  const state = await requireEditable(database, dataset, by, {});
  return edit(database, dataset, async (transaction, version) => {
    await requireRevision(transaction, state.family, dataset, feature, revision);
    await write(transaction, {
      dataset,
      state,
      version,
      record: null,
      feature,
      kept: null,
      by,
      action: 'feature.removed',
      terms: {},
    });
    return feature;
  });
}

async function requireEditable(
  database: Database,
  dataset: string,
  by: Identity,
  { isAllowed = false }: EditTerms,
): Promise<DatasetState> {
  // As the one who asks: what may not be seen is not there.
  const state = await datasetState(database.as(by), dataset);
  if (state === null) throw new Refusal('unknown_dataset');
  if (!isAllowed && !mayEdit(by, state.agency)) throw new Refusal('forbidden');
  // An edit is on every map at once: the four eyes that publications need hold for it too.
  if (!isAllowed && !mayPublish(by, state.agency, state.agencyMayPublish))
    throw new Refusal('not_publishable', [{ name: 'may_publish', reason: 'missing' }]);
  if (!EDITED_FAMILIES.includes(state.family))
    throw new Refusal('forbidden', [{ name: 'family', reason: state.family }]);
  return state;
}

/** Runs one edit in a transaction that has the dataset alone, with a history that says what stands. */
async function edit(
  database: Database,
  dataset: string,
  work: (transaction: Queryable, version: number) => Promise<string>,
): Promise<Edited> {
  for (let attempt = 1; ; attempt++) {
    try {
      await archivePublished(database, dataset, false);
      return await database.transaction(async (transaction) => {
        const [locked] = await transaction.query<{ version: number }>(statement('lock-dataset'), [dataset]);
        const state = await datasetState(transaction, dataset);
        // An import came in between: its rows have no history yet.
        if (!locked || !state?.isArchived) throw new Refusal('busy');
        const version = locked.version + 1;
        return { feature: await work(transaction, version), version };
      });
    } catch (error) {
      const isBusy = error instanceof Refusal && error.code === 'busy';
      if (!isBusy || attempt === ATTEMPTS) throw refusalOf(error);
    }
  }
}

async function requireRevision(
  transaction: Queryable,
  family: DeskFamily,
  dataset: string,
  feature: string,
  revision: string,
): Promise<FeatureRow> {
  const current = await readFeature(transaction, family, dataset, feature);
  if (current === null) throw new Refusal('unknown_feature');
  if (current.revision !== revision) throw new Refusal('edit_conflict');
  return current;
}

/** Statuses of a project follow each other as `PROJECT_TRANSITIONS` says; anything else is refused. */
function requireTransition(family: DeskFamily, content: Content, { values }: FeatureChange): void {
  const [from, to] = [content['status'], values['status']];
  if (family !== 'project' || to === undefined || to === from) return;
  if (!PROJECT_TRANSITIONS[from as ProjectStatus].includes(to as ProjectStatus))
    throw new Refusal('row_refused', [{ name: 'status', reason: 'value_invalid' }]);
}

const SHAPE_KEYS = ['position', 'geometry', 'accuracy', 'length_metres', 'area_square_metres'];
const REGION_KEYS = ['region', 'regions'];

const touchesShape = ({ position, geometry }: FeatureChange) => position !== undefined || geometry !== undefined;

/** Columns that the change says nothing about, where the check would only make an approximation of them. */
function keysThatStay(family: DeskFamily, change: FeatureChange): string[] {
  const shape = touchesShape(change) ? [] : SHAPE_KEYS;
  const region = touchesShape(change) || change.region !== undefined ? [] : REGION_KEYS;
  return family === 'project' && !touchesShape(change) && change.region !== undefined
    ? shape.filter((key) => key !== 'accuracy')
    : [...shape, ...region];
}

/** The record that a feature becomes, by the check that uploads pass. */
async function checked(
  transaction: Queryable,
  known: Regions,
  profile: RegionProfile,
  dataset: string,
  family: DeskFamily,
  change: FeatureChange,
  current: FeatureRow | null,
): Promise<{ record: unknown; feature: string }> {
  const values: Record<string, string | null> = {};
  const before = current === null ? {} : valuesOf(family, current.content);
  for (const [name, value] of Object.entries({ ...before, ...change.values }))
    values[name] = value === null ? null : String(value);
  const stays = current !== null && !touchesShape(change);
  const position = change.position ?? null;
  const geometry = (change.geometry ?? null) as Geometry | null;
  // A place that is not touched is not judged anew: an import may have known better than the check.
  if (stays) values['region'] = change.region === undefined ? current.region : change.region;
  else if (change.region !== undefined) values['region'] = change.region;
  const isShaped = family === 'infrastructure' && stays;
  const point: Geometry | null = position === null ? null : { type: 'Point', coordinates: position };
  const shape = isShaped ? shapeOf(current) : (geometry ?? point);
  const context = await contextOf(transaction, known, profile, dataset, family, values, position, current);
  const result = checkRow({ row: 1, values, geometry: shape, decisions: change.decisions ?? [] }, context);
  if (result.record === null || result.feature === null) {
    const errors = result.issues.filter(({ severity }) => severity === 'error');
    throw new Refusal(
      'row_refused',
      errors.map(({ field, reason }) => ({ name: field ?? 'row', reason })),
    );
  }
  return { record: result.record, feature: result.feature };
}

function shapeOf(row: FeatureRow): Geometry | null {
  if (row.longitude !== null && row.latitude !== null)
    return { type: 'Point', coordinates: [row.longitude, row.latitude] };
  return row.geometry as Geometry | null;
}

async function contextOf(
  transaction: Queryable,
  { directory, bpsCodes }: Regions,
  profile: RegionProfile,
  dataset: string,
  family: DeskFamily,
  values: Readonly<Record<string, string | null>>,
  position: Position | null,
  current: FeatureRow | null,
): Promise<CheckContext> {
  const kind = values[family === 'project' ? 'fiscalYear' : 'kind'] ?? null;
  const rows = await transaction.query<
    Omit<ExistingFeature, 'position'> & { longitude: number | null; latitude: number | null } & Record<string, unknown>
  >(statement('existing-near'), [
    family,
    dataset,
    current?.feature ?? null,
    kind,
    values['key'] ?? null,
    values['nationalCode'] ?? null,
    values['name'] ?? null,
    position?.[0] ?? null,
    position?.[1] ?? null,
  ]);
  const features = rows.map(({ longitude, latitude, ...row }): ExistingFeature => ({
    ...row,
    position: longitude === null || latitude === null ? null : [longitude, latitude],
  }));
  return {
    family,
    profile,
    directory,
    bpsCodes,
    dataset,
    decimalComma: false,
    existing: new ExistingFeatures(features),
    ...(current === null ? {} : { editing: current.feature }),
  };
}

interface Regions {
  readonly state: string;
  readonly directory: RegionDirectory;
  readonly bpsCodes: ReadonlyMap<string, string>;
}
/** Outlines are megabytes and hardly ever change: kept until they do. */
const keptRegions = new WeakMap<Database, Regions>();

async function regionsOf(database: Database): Promise<Regions> {
  const [row] = await database.query<{ state: string }>(statement('regions-state'));
  const known = keptRegions.get(database);
  if (known?.state === row!.state) return known;
  const list = await database.query<DirectoryRegion & Record<string, unknown>>(importStatement('directory'));
  const read = { state: row!.state, directory: new RegionDirectory(list), bpsCodes: bpsCodesOf(list) };
  keptRegions.set(database, read);
  return read;
}

interface Edit {
  readonly dataset: string;
  readonly state: DatasetState;
  readonly version: number;
  /** Null takes the feature out. */
  readonly record: unknown;
  readonly feature: string;
  readonly kept: { readonly content: Content; readonly keys: readonly string[] } | null;
  readonly by: Identity;
  readonly action: 'feature.created' | 'feature.changed' | 'feature.removed';
  readonly terms: EditTerms;
}

async function write(transaction: Queryable, one: Edit): Promise<void> {
  const { dataset, state, version, record, feature, kept, by, action, terms } = one;
  const { family } = state;
  const { stage } = await stageRecords(transaction, family, dataset, record === null ? [] : [record]);
  if (kept !== null)
    await transaction.query(statement('keep-columns'), [stage, feature, JSON.stringify(kept.content), kept.keys]);
  const gone = record === null ? [feature] : [];
  const counts = await writeVersion(transaction, { dataset, family, version, source: { stage }, isWhole: false, gone });
  await clearStage(transaction, stage);
  const [{ records } = { records: state.records }] = await transaction.query<{ records: number }>(
    statement('dataset-state'),
    [dataset],
  );
  const now = new Date().toISOString();
  await finishDataset(transaction, dataset, records + counts.added - counts.gone, {
    origin: 'desk',
    published_at: now,
  });
  await transaction.query(statement('copy-last-run'), [dataset]);
  const checksum = await checksumOf(transaction, dataset);
  await finishVersion(transaction, { dataset, origin: 'edit', by, checksum, counts });
  await announce(transaction, family, dataset);
  await terms.alongside?.(transaction, feature);
  const said = terms.audit ?? { action, details: {} };
  await recordAudit(transaction, by, {
    action: said.action,
    dataset,
    subject: feature,
    details: { ...said.details, version },
  });
}
