// What must not become public, whatever the description of its dataset says: data centres, operation centres and their cables.
import type { InfrastructureKind } from '#model/infrastructure';
import type { Queryable } from '../../database/database.ts';
import { Refusal } from './refusal.ts';
import { statement } from './statements.ts';

const RESTRICTED_KINDS: readonly InfrastructureKind[] = ['ict-site', 'fibre'];

/** Whether a record, as `checkRow` makes it, is of a kind that only exempt datasets may have. */
export function isRestricted(record: unknown): boolean {
  const { kind } = (record ?? {}) as { kind?: unknown };
  return (RESTRICTED_KINDS as readonly unknown[]).includes(kind);
}

/** Throws `Refusal` `not_publishable` when a record of such a kind would be in a dataset that is not exempt. */
export function requireExempt(record: unknown, classification: string | null): void {
  if (classification !== 'dikecualikan' && isRestricted(record)) throw refusal();
}

/**
 * Throws `Refusal` `not_publishable` when an upload of infrastructure would publish features of such a kind, its own or those
 * that stay beside them, in a dataset that is not exempt.
 */
export async function requireExemptUpload(database: Queryable, id: string, classification: string): Promise<void> {
  if (classification === 'dikecualikan') return;
  const found = await database.query(statement('restricted-in-upload'), [id, RESTRICTED_KINDS]);
  if (found.length > 0) throw refusal();
}

/** The same of a dataset as it stands, for a transaction that has just written it. */
export async function requireExemptDataset(transaction: Queryable, dataset: string): Promise<void> {
  const found = await transaction.query(statement('restricted-in-dataset'), [dataset, RESTRICTED_KINDS]);
  if (found.length > 0) throw refusal();
}

const refusal = () => new Refusal('not_publishable', [{ name: 'classification', reason: 'restricted_kind' }]);
