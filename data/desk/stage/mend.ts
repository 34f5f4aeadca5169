// A person mends rows: what was typed or decided is kept, and the rows concerned are checked anew at once.
import { DESK_FIELDS, type Mapping, type Remedy, type RowIssue, type RowOutcome } from '#model/upload';
import type { Database, Queryable } from '../../database/database.ts';
import {
  sameThing,
  spotOf,
  spotsAround,
  traitsOf,
  type CheckContext,
  type Duplicate,
  type RowTraits,
} from '../check/index.ts';
import {
  checkStoredRow,
  noteInvalidAreas,
  Tally,
  writeChecks,
  type StoredRow,
  type WrittenCheck,
} from './checked-rows.ts';
import type { UploadState } from './context.ts';
import { isMaskedNumber } from './masked.ts';
import { statement } from './statements.ts';

/** What somebody does to one row. */
export interface RowChange {
  /** Field → what was typed; null takes an edit back. */
  readonly edits?: Readonly<Record<string, string | null>>;
  readonly remedy?: Remedy;
  readonly excluded?: boolean;
  readonly undecided?: boolean;
}

export class MendRefusal extends Error {
  readonly code: 'unknown_item' | 'busy' | 'conflict' | 'invalid_field';
  constructor(code: MendRefusal['code']) {
    super(code);
    this.code = code;
  }
}

type Changeable = Pick<StoredRow, 'edits' | 'decisions'>;
const POSITION_REMEDIES = new Set(['swap_coordinates', 'use_position', 'drop_position']);
const FEATURE_REMEDIES = new Set(['update_existing', 'keep_both']);
const POSITION_FIELDS = new Set(['longitude', 'latitude', 'coordinates']);
const REGION_FIELDS = new Set(['region', 'kecamatan', 'desa']);

/** Edits and decisions of a row after a change: what was typed last, and the last decision of each sort. */
export function changed({ edits, decisions }: Changeable, change: RowChange): Changeable {
  let nextEdits = { ...edits };
  let next = [...decisions];
  if (change.undecided) next = next.filter(({ kind }) => kind === 'exclude_row');
  if (change.excluded !== undefined) {
    next = next.filter(({ kind }) => kind !== 'exclude_row');
    if (change.excluded) next.push({ kind: 'exclude_row' });
  }
  for (const [field, value] of Object.entries(change.edits ?? {})) {
    if (value !== null && isMaskedNumber(value)) continue;
    // What was typed is the newer word: a decision about the same thing goes.
    if (POSITION_FIELDS.has(field)) next = next.filter(({ kind }) => !POSITION_REMEDIES.has(kind));
    if (REGION_FIELDS.has(field)) next = next.filter(({ kind }) => kind !== 'use_region');
    if (value !== null) nextEdits[field] = value;
    else nextEdits = Object.fromEntries(Object.entries(nextEdits).filter(([name]) => name !== field));
  }
  const { remedy } = change;
  if (remedy === undefined) return { edits: nextEdits, decisions: next };
  if (remedy.kind === 'use_value') return { edits: { ...nextEdits, [remedy.field]: remedy.value }, decisions: next };
  const replaced = (kind: string) =>
    kind === remedy.kind
      ? remedy.kind !== 'keep_both'
      : (POSITION_REMEDIES.has(kind) && POSITION_REMEDIES.has(remedy.kind)) ||
        (FEATURE_REMEDIES.has(kind) && remedy.kind === 'update_existing');
  return { edits: nextEdits, decisions: [...next.filter(({ kind }) => !replaced(kind)), remedy] };
}

/** A draft that nobody is at work on, held until the transaction ends. Throws `MendRefusal`. */
async function lockDraft(transaction: Queryable, id: string): Promise<UploadState & { mapping: Mapping }> {
  const [upload] = await transaction.query<UploadState & Record<string, unknown>>(statement('lock-upload'), [id]);
  if (upload === undefined) throw new MendRefusal('unknown_item');
  if (upload.isBusy) throw new MendRefusal('busy');
  if (upload.state !== 'draf' || upload.mapping === null) throw new MendRefusal('conflict');
  return upload as UploadState & { mapping: Mapping };
}

/**
 * Changes one row and checks it anew, with the rows that repeat it or that it repeats. `after` runs in the same transaction.
 * Throws `MendRefusal`: `unknown_item`, `busy`, `conflict` when it is no draft, `invalid_field`.
 */
export async function mendRow(
  database: Database,
  id: string,
  row: number,
  change: RowChange,
  context: CheckContext,
  after: (transaction: Queryable) => Promise<void>,
): Promise<void> {
  const fields = new Set(DESK_FIELDS[context.family].map(({ name }) => name));
  const named = [
    ...Object.keys(change.edits ?? {}),
    ...(change.remedy?.kind === 'use_value' ? [change.remedy.field] : []),
  ];
  if (!named.every((field) => fields.has(field))) throw new MendRefusal('invalid_field');
  await database.transaction(async (transaction) => {
    const upload = await lockDraft(transaction, id);
    const [stored] = await transaction.query<StoredRow & Record<string, unknown>>(statement('one-row'), [id, row]);
    if (stored === undefined) throw new MendRefusal('unknown_item');
    const { edits, decisions } = changed(stored, change);
    await transaction.query(statement('edit-row'), [id, row, edits, JSON.stringify(decisions)]);
    await recheck(transaction, upload, [row], context);
    await after(transaction);
  });
}

const MOST_ROWS_AT_ONCE = 300;
const ROWS_PER_PORTION = 500;

/**
 * Applies to every row with a reason the remedy of that kind that the row itself offers. Few rows are checked anew at once; of
 * many only the change is written, and `needsCheck` says that all must be checked.
 */
export async function mendRows(
  database: Database,
  id: string,
  reason: string,
  kind: string,
  context: CheckContext,
  after: (transaction: Queryable, mended: number) => Promise<void>,
): Promise<{ mended: number; needsCheck: boolean }> {
  return database.transaction(async (transaction) => {
    const upload = await lockDraft(transaction, id);
    const mended: number[] = [];
    let last = 0;
    for (;;) {
      const rows = await transaction.query<Changeable & { row: number; issues: RowIssue[] } & Record<string, unknown>>(
        statement('rows-with-reason'),
        [id, reason, last, ROWS_PER_PORTION],
      );
      const changes = rows.flatMap(({ row, issues, ...stored }) => {
        const offered = issues.filter((issue) => issue.reason === reason).flatMap(({ remedies }) => remedies);
        const remedy = offered.find((one) => one.kind === kind);
        if (remedy === undefined) return [];
        return [{ row, ...changed(stored, remedy.kind === 'exclude_row' ? { excluded: true } : { remedy }) }];
      });
      if (changes.length > 0) await transaction.query(statement('edit-rows'), [id, JSON.stringify(changes)]);
      mended.push(...changes.map(({ row }) => row));
      if (rows.length < ROWS_PER_PORTION) break;
      last = rows.at(-1)!.row;
    }
    const needsCheck = mended.length > MOST_ROWS_AT_ONCE;
    if (!needsCheck) await recheck(transaction, upload, mended, context);
    await after(transaction, mended.length);
    return { mended: mended.length, needsCheck };
  });
}

/** Checks rows anew in their order, then those that stand in relation to them, and corrects what is counted of the upload. */
async function recheck(
  transaction: Queryable,
  upload: UploadState & { mapping: Mapping },
  rows: readonly number[],
  context: CheckContext,
): Promise<void> {
  const tally = new Tally(upload.counts, upload.reasons);
  const waiting = new Set(rows);
  const done = new Set<number>();
  while (waiting.size > 0) {
    const row = Math.min(...waiting);
    waiting.delete(row);
    done.add(row);
    const dependents = await recheckRow(transaction, upload, row, context, tally);
    // Only later rows depend on earlier ones, so this ends.
    for (const dependent of dependents) if (dependent > row && !done.has(dependent)) waiting.add(dependent);
  }
  await transaction.query(statement('set-counts'), [upload.id, tally.counts, JSON.stringify(tally.reasons)]);
}

interface Before {
  readonly outcome: RowOutcome | null;
  readonly issues: RowIssue[];
}

async function recheckRow(
  transaction: Queryable,
  upload: UploadState & { mapping: Mapping },
  row: number,
  context: CheckContext,
  tally: Tally,
): Promise<number[]> {
  const { id, mapping } = upload;
  const [stored] = await transaction.query<StoredRow & Before & Record<string, unknown>>(statement('one-row'), [
    id,
    row,
  ]);
  if (stored === undefined) return [];
  const before = await transaction.query<{ row: number }>(statement('row-dependents'), [id, row]);
  // First alone: what it is compared by follows from the check itself.
  const alone = checkStoredRow(stored, mapping, context, () => null);
  const traits = traitsOf({ row, values: {}, geometry: null, decisions: stored.decisions }, asChecked(alone), context);
  const others = await candidates(transaction, id, traits, context);
  const earlier = others.filter((other) => other.row < row);
  const check = checkStoredRow(stored, mapping, context, (own) => firstSame(own, earlier));
  await noteInvalidAreas(transaction, [check], context.family);
  await writeChecks(transaction, id, [check]);
  tally.remove(stored);
  tally.add(check);
  const later = others.filter((other) => other.row > row && sameThing(other, traits) !== null);
  return [...before, ...later].map((other) => other.row);
}

const asChecked = ({ outcome, issues, checked, feature, region, longitude, latitude, record }: WrittenCheck) => ({
  outcome,
  issues,
  values: checked,
  feature,
  region,
  position: longitude === null || latitude === null ? null : ([longitude, latitude] as [number, number]),
  record,
});

function firstSame(own: RowTraits, earlier: readonly RowTraits[]): Duplicate | null {
  for (const other of earlier) {
    const duplicate = sameThing(own, other);
    if (duplicate !== null) return duplicate;
  }
  return null;
}

interface Candidate {
  readonly row: number;
  readonly feature: string | null;
  readonly checked: WrittenCheck['checked'] | null;
  readonly decisions: Remedy[];
  readonly longitude: number | null;
  readonly latitude: number | null;
}

async function candidates(
  transaction: Queryable,
  id: string,
  traits: RowTraits,
  context: CheckContext,
): Promise<RowTraits[]> {
  const spots = traits.position !== null && traits.kind !== null ? spotsAround(spotOf(traits.position)) : [];
  const found = await transaction.query<Candidate & Record<string, unknown>>(statement('row-candidates'), [
    id,
    traits.row,
    traits.feature,
    spots,
    traits.nationalCode,
  ]);
  return found.map(({ row, feature, checked, decisions, longitude, latitude }) =>
    traitsOf(
      { row, values: {}, geometry: null, decisions },
      {
        outcome: 'valid',
        issues: [],
        values: checked ?? {},
        feature,
        region: null,
        position: longitude === null || latitude === null ? null : [longitude, latitude],
        record: null,
      },
      context,
    ),
  );
}
