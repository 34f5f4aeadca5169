// One-time links: whoever has one may set a password. Nobody is written to; the custodian hands them over.
import type { Queryable, Transactional } from '../database/database.ts';
import { recordAudit, SYSTEM } from '../desk/audit.ts';
import { hasAdministrator } from './accounts.ts';
import { digestOf, looksLikeSecret, newSecret } from './secrets.ts';
import { statement } from './statements.ts';

const HOUR = 3_600_000;
const LIFE_MILLISECONDS = { first_administrator: 24 * HOUR, invitation: 72 * HOUR, reset: 24 * HOUR } as const;

export type LinkPurpose = keyof typeof LIFE_MILLISECONDS;

/** A link that can be used now. */
export interface OpenLink extends Record<string, unknown> {
  readonly purpose: LinkPurpose;
  readonly account: string | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly expires_at: string;
}

export interface NewLink {
  /** The secret part of the address. */
  readonly token: string;
  readonly expiresAt: Date;
}

/** Makes a link for an account; earlier ones of that account stop working. */
export async function makeLink(
  transaction: Queryable,
  purpose: 'invitation' | 'reset',
  account: string,
  now: Date,
): Promise<NewLink> {
  await transaction.query(statement('links-void'), [account]);
  return insert(transaction, purpose, account, now);
}

async function insert(
  transaction: Queryable,
  purpose: LinkPurpose,
  account: string | null,
  now: Date,
): Promise<NewLink> {
  const token = newSecret();
  const expiresAt = new Date(now.getTime() + LIFE_MILLISECONDS[purpose]);
  await transaction.query(statement('link-make'), [digestOf(token), purpose, account, now, expiresAt]);
  return { token, expiresAt };
}

/** A new link for the first administrator, the one before void; null, and no link at all, where an administrator can sign in. */
export async function makeAdministratorLink(database: Transactional, now: Date): Promise<NewLink | null> {
  return database.transaction(async (transaction) => {
    await transaction.query(statement('links-void'), [null]);
    if (await hasAdministrator(transaction)) return null;
    const link = await insert(transaction, 'first_administrator', null, now);
    await recordAudit(transaction, SYSTEM, { action: 'administrator.link_made' });
    return link;
  });
}

/** What a secret opens; null when it was used, voided, made up, or is too old. */
export async function findLink(database: Queryable, token: string, now: Date): Promise<OpenLink | null> {
  if (!looksLikeSecret(token)) return null;
  const [link] = await database.query<OpenLink>(statement('link-find'), [digestOf(token), now]);
  return link ?? null;
}

/** Uses a link up, in the transaction that does what it is for. Null when somebody else was first. */
export async function takeLink(transaction: Queryable, token: string, now: Date): Promise<OpenLink | null> {
  const link = await findLink(transaction, token, now);
  if (link === null) return null;
  const taken = await transaction.query(statement('link-take'), [digestOf(token)]);
  return taken.length === 1 ? link : null;
}
