// Accounts: rows of `account` and what follows from changing them.
import type { Account, Agency, Identity } from '#model/account';
import type { Queryable } from '../database/database.ts';
import { statement } from './statements.ts';

interface AccountRow extends Record<string, unknown> {
  id: string;
  email: string;
  name: string;
  role: Account['role'];
  agency: string | null;
  agency_name: string | null;
  status: Account['status'];
  created_at: string;
  last_sign_in_at: string | null;
  password_hash: string | null;
  openid_subject: string | null;
}

/** An account with what proves that somebody is it; that part never leaves the server. */
export interface KnownAccount {
  readonly account: Account;
  readonly passwordHash: string | null;
  readonly openIdSubject: string | null;
}

const known = (row: AccountRow): KnownAccount => ({
  account: {
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    agency: row.agency,
    agencyName: row.agency_name,
    status: row.status,
    createdAt: row.created_at,
    lastSignInAt: row.last_sign_in_at,
  },
  passwordHash: row.password_hash,
  openIdSubject: row.openid_subject,
});

/** Finds one account by what is given; null when there is none. */
export async function findAccount(
  database: Queryable,
  by: { id?: string; email?: string; openIdSubject?: string },
): Promise<KnownAccount | null> {
  const [row] = await database.query<AccountRow>(statement('account-find'), [
    by.id ?? null,
    by.email ?? null,
    by.openIdSubject ?? null,
  ]);
  return row ? known(row) : null;
}

/** All accounts, by name. */
export async function listAccounts(database: Queryable): Promise<Account[]> {
  const rows = await database.query<AccountRow>(statement('accounts'));
  return rows.map((row) => known(row).account);
}

/** Makes an account that waits for its invitation. Null when the e-mail has one already. */
export async function insertAccount(
  database: Queryable,
  { email, name, role, agency }: Pick<Account, 'email' | 'name' | 'role' | 'agency'>,
): Promise<string | null> {
  const [row] = await database.query<{ id: string }>(statement('account-insert'), [email, name, role, agency]);
  return row?.id ?? null;
}

/** Writes name, role, agency and status of an account. */
export async function updateAccount(
  database: Queryable,
  { id, name, role, agency, status }: Pick<Account, 'id' | 'name' | 'role' | 'agency' | 'status'>,
): Promise<void> {
  await database.query(statement('account-update'), [id, name, role, agency, status]);
}

/** Sets the password; somebody invited may sign in from now on. */
export async function setPassword(database: Queryable, account: string, passwordHash: string): Promise<void> {
  await database.query(statement('account-password'), [account, passwordHash]);
}

/** Binds an account to a person at the single sign-on; somebody invited may sign in from now on. */
export async function bindOpenId(database: Queryable, account: string, subject: string): Promise<void> {
  await database.query(statement('account-openid'), [account, subject]);
}

/** Notes when somebody signed in. */
export async function noteSignIn(database: Queryable, account: string, now: Date): Promise<void> {
  await database.query(statement('account-signed-in'), [account, now]);
}

/** Whether somebody can sign in as administrator. */
export async function hasAdministrator(database: Queryable): Promise<boolean> {
  return (await database.query(statement('administrators'))).length > 0;
}

/** Ids of the administrators, held until the transaction ends, so that two changes at once do not leave none. */
export async function holdAdministrators(transaction: Queryable): Promise<string[]> {
  const rows = await transaction.query<{ id: string }>(statement('administrators-hold'));
  return rows.map(({ id }) => id);
}

/** One agency; null when there is none. */
export async function findAgency(database: Queryable, id: string): Promise<Agency | null> {
  const agencies = await listAgencies(database);
  return agencies.find((agency) => agency.id === id) ?? null;
}

/** All agencies, by name. */
export async function listAgencies(database: Queryable): Promise<Agency[]> {
  const rows = await database.query<{ id: string; name: string; short_name: string; may_publish: boolean }>(
    statement('agencies'),
  );
  return rows.map(({ id, name, short_name, may_publish }) => ({
    id,
    name,
    shortName: short_name,
    mayPublish: may_publish,
  }));
}

/** Says whether an agency publishes its own data by itself. */
export async function setMayPublish(database: Queryable, agency: string, mayPublish: boolean): Promise<void> {
  await database.query(statement('agency-may-publish'), [agency, mayPublish]);
}

/** Whom an account speaks for. */
export const identityOf = ({ id, role, agency }: Account): Identity => ({ role, account: id, agency });
