import type { Remedy, RowIssue, RowOutcome, RowReason } from '#model/upload';

const LONGEST_VALUE = 120;
/** What cutting a pair of surrogates leaves; no database takes it. */
const HALF_CHARACTER = /[\ud800-\udbff]$/;

/** What was found wrong with one row, in the order it was found. */
export class Issues {
  readonly list: RowIssue[] = [];

  private add(
    severity: RowIssue['severity'],
    field: string | null,
    reason: RowReason,
    value: string | null,
    more: More,
  ) {
    const shortened =
      value !== null && value.length > LONGEST_VALUE
        ? `${value.slice(0, LONGEST_VALUE - 1).replace(HALF_CHARACTER, '')}…`
        : value;
    this.list.push({
      field,
      severity,
      reason,
      value: shortened,
      details: more.details ?? {},
      remedies: more.remedies ?? [],
    });
  }

  /** The row stays out until it is mended. */
  error(field: string | null, reason: RowReason, value: string | null = null, more: More = {}): void {
    this.add('error', field, reason, value, more);
  }

  /** The row goes in with another value than the file has. */
  correction(field: string | null, reason: RowReason, value: string | null = null, more: More = {}): void {
    this.add('correction', field, reason, value, more);
  }

  /** The row goes in as it is; somebody should know this of it. */
  note(field: string | null, reason: RowReason, value: string | null = null, more: More = {}): void {
    this.add('note', field, reason, value, more);
  }

  get outcome(): Exclude<RowOutcome, 'excluded'> {
    return outcomeOf(this.list);
  }
}

export interface More {
  details?: Record<string, string | number | null>;
  remedies?: Remedy[];
}

const WORST_FIRST = { error: 0, correction: 1, note: 2 } as const;

/** The issues of a row, those that keep it out first. */
export const worstFirst = (issues: readonly RowIssue[]): RowIssue[] =>
  [...issues].sort((a, b) => WORST_FIRST[a.severity] - WORST_FIRST[b.severity]);

/** What issues make of a row that nobody left out. */
export function outcomeOf(issues: readonly RowIssue[]): Exclude<RowOutcome, 'excluded'> {
  if (issues.some(({ severity }) => severity === 'error')) return 'rejected';
  return issues.some(({ severity }) => severity === 'correction') ? 'corrected' : 'valid';
}
