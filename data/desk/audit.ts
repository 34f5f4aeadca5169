// The append-only log: who did what when, each line bound by hash to the one before.
import { PUBLIC, type Identity } from '#model/account';
import type { Queryable } from '../database/database.ts';
import { statement } from './statements.ts';

/** What a line says beside who and when. Never passwords, secrets, NIK or addresses. */
export interface AuditRecord {
  /** Dotted code: `upload.created`. */
  readonly action: string;
  readonly dataset?: string | null;
  /** Id of what was acted on. */
  readonly subject?: string | null;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** In whose name the system itself acts: no account, no agency. */
export const SYSTEM: Identity = PUBLIC;

/**
 * Appends one line in the caller's transaction, as the owner or on somebody's behalf (then only in that person's name: else
 * `DatabaseError` 42501). Other appends wait until the transaction ends, so call it last.
 */
export async function recordAudit(transaction: Queryable, by: Identity, record: AuditRecord): Promise<void> {
  await transaction.query(statement('audit-record'), [
    by.role,
    by.account,
    by.agency,
    record.action,
    record.dataset ?? null,
    record.subject ?? null,
    record.details ?? {},
  ]);
}

export interface AuditCheck {
  readonly entries: number;
  /** Number of the first line that does not fit what is before it, or that is missing; null when all fit. */
  readonly brokenAt: number | null;
  /** Hash of the newest line; null for an empty log. */
  readonly head: string | null;
}

/** One statement of the embedded engine holds up all others: lines are checked in portions. */
const LINES_PER_STATEMENT = 5_000;

/** Computes every hash anew, oldest first, and stops at the first line that does not fit. Lines appended meanwhile may be checked too. */
export async function verifyAudit(database: Queryable): Promise<AuditCheck> {
  let number = 0;
  let hash = '0'.repeat(64);
  // Read before the lines: what is appended meanwhile lies behind it.
  const [head] = await database.query<{ number: number; hash: string }>(statement('audit-head'));
  for (;;) {
    const [portion] = await database.query<{ last: number | null; hash: string | null; broken_at: number | null }>(
      statement('audit-verify'),
      [number, hash, LINES_PER_STATEMENT],
    );
    const broken = portion?.broken_at ?? null;
    if (broken !== null) return { entries: number, brokenAt: broken, head: head?.hash ?? null };
    if (portion?.last == null || portion.hash === null) break;
    number = portion.last;
    hash = portion.hash;
  }
  // A head that names a line which is not there: the end was cut off, or written anew.
  const isMissing = head === undefined || head.number > number;
  const isWhole = !isMissing && (head.number === 0 || (await isAt(database, head)));
  return {
    entries: number,
    brokenAt: isWhole ? null : isMissing ? number + 1 : head.number,
    head: number === 0 ? null : hash,
  };
}

async function isAt(database: Queryable, head: { number: number; hash: string }): Promise<boolean> {
  const rows = await database.query(statement('audit-line-is'), [head.number, head.hash]);
  return rows.length === 1;
}
