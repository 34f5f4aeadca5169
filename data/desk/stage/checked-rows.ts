// Rows as they are read, checked and written: the same for a whole upload and for a single mend.
import type { Geometry } from 'geojson';
import type { Mapping, Remedy, RowIssue, RowOutcome } from '#model/upload';
import type { Queryable } from '../../database/database.ts';
import {
  checkRow,
  duplicateIssue,
  fieldValues,
  outcomeOf,
  spotOf,
  traitsOf,
  worstFirst,
  type CheckContext,
  type CheckedRow,
  type Duplicate,
  type RowInput,
  type RowTraits,
} from '../check/index.ts';
import { isRestricted } from '../versions/restricted-kinds.ts';
import type { Counts, ReasonCount } from './context.ts';
import { statement } from './statements.ts';

/** A row as it is stored before its check. */
export interface StoredRow {
  readonly row: number;
  readonly cells: Record<string, string | null>;
  readonly edits: Record<string, string | null>;
  readonly decisions: Remedy[];
  readonly geometry: Geometry | null;
}

/** A checked row as `write-checks.sql` takes it. */
export interface WrittenCheck {
  readonly row: number;
  outcome: RowOutcome;
  issues: RowIssue[];
  readonly checked: CheckedRow['values'];
  record: unknown;
  readonly feature: string | null;
  readonly region: string | null;
  readonly longitude: number | null;
  readonly latitude: number | null;
  readonly spot: number | null;
  readonly nationalCode: string | null;
  duplicateOf: number | null;
  reasons: string[];
}

/**
 * Checks a stored row. `repeats` answers which earlier row of the file it is the same as; it is asked for every row that is not
 * left out.
 */
export function checkStoredRow(
  stored: StoredRow,
  mapping: Mapping,
  context: CheckContext,
  repeats: (traits: RowTraits) => Duplicate | null,
): WrittenCheck {
  const input: RowInput = {
    row: stored.row,
    values: fieldValues(stored.cells, stored.edits, mapping),
    geometry: stored.geometry,
    decisions: stored.decisions,
  };
  return writtenOf(input, checkRow(input, context), context, repeats);
}

function writtenOf(
  input: RowInput,
  checked: CheckedRow,
  context: CheckContext,
  repeats: (traits: RowTraits) => Duplicate | null,
): WrittenCheck {
  const traits = traitsOf(input, checked, context);
  const duplicate = checked.outcome === 'excluded' ? null : repeats(traits);
  const issues = duplicate === null ? checked.issues : [...checked.issues, duplicateIssue(traits, duplicate)];
  const outcome = checked.outcome === 'excluded' ? 'excluded' : outcomeOf(issues);
  const isNear = traits.kind !== null && traits.name !== null && traits.position !== null;
  return {
    row: input.row,
    outcome,
    issues: worstFirst(issues),
    checked: checked.values,
    record: outcome === 'valid' || outcome === 'corrected' ? checked.record : null,
    feature: checked.feature,
    region: checked.region,
    longitude: checked.position?.[0] ?? null,
    latitude: checked.position?.[1] ?? null,
    spot: isNear ? spotOf(traits.position!) : null,
    nationalCode: traits.nationalCode,
    duplicateOf: duplicate?.row ?? null,
    reasons: [...new Set(issues.map(({ reason }) => reason))],
  };
}

interface RecordWithShape {
  readonly geometry?: Geometry | null;
}

/**
 * Asks the database whether the rings of areas cross themselves: the statement that publishes infrastructure repairs them, which
 * is said; projects are not repaired, so their row is refused.
 */
export async function noteInvalidAreas(
  database: Queryable,
  rows: readonly WrittenCheck[],
  family: CheckContext['family'],
): Promise<void> {
  const areas = rows.flatMap(({ row, record }) => {
    const geometry = (record as RecordWithShape | null)?.geometry ?? null;
    return geometry !== null && geometry.type.endsWith('Polygon') ? [{ row, geometry }] : [];
  });
  if (areas.length === 0) return;
  const invalid = await database.query<{ row: number }>(statement('invalid-areas'), [JSON.stringify(areas)]);
  const numbers = new Set(invalid.map(({ row }) => row));
  for (const row of rows) {
    if (!numbers.has(row.row)) continue;
    const isRepaired = family === 'infrastructure';
    const reason = isRepaired ? 'geometry_repaired' : 'geometry_invalid';
    const severity = isRepaired ? 'correction' : 'error';
    row.issues = [...row.issues, { field: null, severity, reason, value: null, details: {}, remedies: [] }];
    row.reasons = [...row.reasons, reason];
    row.outcome = outcomeOf(row.issues);
    if (!isRepaired) row.record = null;
  }
}

/** Writes checks; throws when the database wrote fewer than that: it was seen to end a statement early without an error. */
export async function writeChecks(database: Queryable, upload: string, rows: readonly WrittenCheck[]): Promise<void> {
  if (rows.length === 0) return;
  const written = await database.query(statement('write-checks'), [upload, JSON.stringify(rows)]);
  if (written.length !== rows.length) throw new Error(`write-checks: ${written.length} of ${rows.length} rows written`);
  if (rows.some(({ record }) => isRestricted(record))) await database.query(statement('exempt-upload'), [upload]);
}

export const NO_COUNTS: Counts = { rows: 0, valid: 0, corrected: 0, rejected: 0, excluded: 0 };

/** Adds the checks of rows to, or takes them from, what is counted of an upload. */
export class Tally {
  readonly counts: Counts;
  private readonly byReason: Map<string, ReasonCount & { offers: Map<string, number> }>;

  constructor(counts: Counts = NO_COUNTS, reasons: readonly ReasonCount[] = []) {
    this.counts = { ...counts };
    this.byReason = new Map(
      reasons.map((reason) => [
        `${reason.severity} ${reason.reason}`,
        { ...reason, offers: new Map(reason.remedy === null ? [] : [[reason.remedy, reason.rows]]) },
      ]),
    );
  }

  add({ row, outcome, issues }: Pick<WrittenCheck, 'row' | 'outcome' | 'issues'>): void {
    this.counts.rows += 1;
    this.counts[outcome] += 1;
    if (outcome === 'excluded') return;
    for (const { reason, severity, remedies } of distinct(issues)) {
      const key = `${severity} ${reason}`;
      const known = this.byReason.get(key) ?? {
        reason,
        severity,
        rows: 0,
        firstRow: row,
        remedy: null,
        offers: new Map(),
      };
      known.rows += 1;
      known.firstRow = Math.min(known.firstRow, row);
      for (const kind of new Set(remedies.map((remedy) => remedy.kind)))
        known.offers.set(kind, (known.offers.get(kind) ?? 0) + 1);
      this.byReason.set(key, known);
    }
  }

  remove({ outcome, issues }: { outcome: RowOutcome | null; issues: readonly RowIssue[] }): void {
    this.counts.rows -= 1;
    if (outcome === null) return;
    this.counts[outcome] -= 1;
    if (outcome === 'excluded') return;
    for (const { reason, severity, remedies } of distinct(issues)) {
      const known = this.byReason.get(`${severity} ${reason}`);
      if (known === undefined) continue;
      known.rows -= 1;
      for (const kind of new Set(remedies.map((remedy) => remedy.kind)))
        known.offers.set(kind, (known.offers.get(kind) ?? 0) - 1);
    }
  }

  /** Worst first, then the most frequent. */
  get reasons(): ReasonCount[] {
    const worst = { error: 0, correction: 1, note: 2 };
    return [...this.byReason.values()]
      .filter(({ rows }) => rows > 0)
      .map(({ offers, ...reason }) => ({
        ...reason,
        // The first remedy of a row is the one that mends it; what all rows offer can be pressed once for all.
        remedy: [...offers].find(([, rows]) => rows >= reason.rows)?.[0] ?? null,
      }))
      .sort((a, b) => worst[a.severity] - worst[b.severity] || b.rows - a.rows || a.firstRow - b.firstRow);
  }
}

/** One issue of each reason and severity: rows are counted, not cells. */
function distinct(issues: readonly RowIssue[]): RowIssue[] {
  const seen = new Map<string, RowIssue>();
  for (const issue of issues) {
    const key = `${issue.severity} ${issue.reason}`;
    const known = seen.get(key);
    seen.set(key, known === undefined ? issue : { ...known, remedies: [...known.remedies, ...issue.remedies] });
  }
  return [...seen.values()];
}
