import { z } from 'zod';
import { Account, Agency, AgencyId, AuditEntry, CUSTODIAN, EVERYONE, Role, STAFF } from '#model/account';
import { counted, endpoint, items, Limit, Offset } from './endpoint.ts';

const Password = z.string().min(1).max(1000);
const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(200)
  .pipe(z.email({ message: 'email' }));
const Token = z.string().regex(/^[A-Za-z0-9_-]{20,100}$/, { message: 'token' });
/** Where to go after sign-in: a path of this site, nothing else. */
const LocalPath = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[^\\\s]*$/, { message: 'local_path' });

/** Who is signed in, and what that opens. `role` is `publik` for nobody. */
export const SessionAnswer = z.object({
  role: Role,
  account: Account.nullable(),
  agency: Agency.nullable(),
  /** Whether single sign-on is set up. */
  hasOpenId: z.boolean(),
  /** Whether the first administrator is still to be made (through the link that the first start prints). */
  needsAdministrator: z.boolean(),
  expiresAt: z.string().nullable(),
});
export type SessionAnswer = z.infer<typeof SessionAnswer>;

export const AccountSession = z.object({
  id: z.string(),
  current: z.boolean(),
  createdAt: z.string(),
  lastSeenAt: z.string(),
  /** Browser and system in few words, as the browser said; never an address. */
  device: z.string().nullable(),
});

/** Why single sign-on did not lead in: no account has the e-mail, the provider does not vouch for it, it was refused there, or went wrong. */
export const OpenIdFailure = z.enum([
  'openid_unknown_account',
  'openid_email_unverified',
  'openid_refused',
  'openid_failed',
]);
export type OpenIdFailure = z.infer<typeof OpenIdFailure>;

export const accountContract = {
  session: endpoint('GET', '/api/v1/session', 'Who is signed in', EVERYONE, { response: SessionAnswer }),
  signIn: endpoint('POST', '/api/v1/session', 'Signs in with a password', EVERYONE, {
    body: z.strictObject({ email: Email, password: Password }),
    response: SessionAnswer,
  }),
  signOut: endpoint('DELETE', '/api/v1/session', 'Signs out here', EVERYONE),
  sessions: endpoint('GET', '/api/v1/sessions', 'Where the account is signed in', STAFF, {
    response: items(AccountSession),
  }),
  signOutEverywhere: endpoint('DELETE', '/api/v1/sessions', 'Ends every session of the account', STAFF),
  changePassword: endpoint(
    'PUT',
    '/api/v1/session/password',
    'Changes the own password; ends every other session',
    STAFF,
    {
      body: z.strictObject({ current: Password, password: Password }),
    },
  ),
  /** What a one-time link is for, so that its page can say it. 404 `unknown_link` when used, expired or made up. */
  link: endpoint('GET', '/api/v1/links/:token', 'What a one-time link is for', EVERYONE, {
    params: z.strictObject({ token: Token }),
    response: z.object({
      purpose: z.enum(['first_administrator', 'invitation', 'reset']),
      email: z.string().nullable(),
      name: z.string().nullable(),
      expiresAt: z.string(),
    }),
  }),
  useLink: endpoint('POST', '/api/v1/links/:token', 'Sets a password by a one-time link and signs in', EVERYONE, {
    params: z.strictObject({ token: Token }),
    body: z.strictObject({
      password: Password,
      email: Email.optional(),
      name: z.string().trim().min(2).max(120).optional(),
    }),
    response: SessionAnswer,
  }),
  /** Redirects (302) to the provider; `to` is where the person wanted to go. */
  openIdStart: endpoint('GET', '/api/v1/openid/start', 'Begins single sign-on', EVERYONE, {
    query: z.strictObject({ to: LocalPath.default('/meja') }),
    contentType: 'text/html',
  }),
  /** Where the provider sends the person back to; redirects (302) to `to`, or to `/masuk?failure=<OpenIdFailure>`. */
  openIdCallback: endpoint('GET', '/api/v1/openid/callback', 'Ends single sign-on', EVERYONE, {
    query: z.record(z.string().max(100), z.string().max(2000)),
    contentType: 'text/html',
  }),
  accounts: endpoint('GET', '/api/v1/accounts', 'Accounts', CUSTODIAN, { response: items(Account) }),
  createAccount: endpoint('POST', '/api/v1/accounts', 'Invites somebody; answers the one-time link', CUSTODIAN, {
    body: z.strictObject({
      email: Email,
      name: z.string().trim().min(2).max(120),
      role: Role.exclude(['publik']),
      agency: AgencyId.nullable(),
    }),
    response: z.object({ account: Account, link: z.string(), expiresAt: z.string() }),
  }),
  changeAccount: endpoint(
    'PATCH',
    '/api/v1/accounts/:id',
    'Changes name, role, agency, or whether it may sign in',
    CUSTODIAN,
    {
      params: z.strictObject({ id: z.uuid() }),
      body: z.strictObject({
        name: z.string().trim().min(2).max(120).optional(),
        role: Role.exclude(['publik']).optional(),
        agency: AgencyId.nullable().optional(),
        status: z.enum(['active', 'disabled']).optional(),
      }),
      response: Account,
    },
  ),
  resetAccount: endpoint(
    'POST',
    '/api/v1/accounts/:id/link',
    'A new one-time link for an account; ends its sessions',
    CUSTODIAN,
    {
      params: z.strictObject({ id: z.uuid() }),
      response: z.object({ link: z.string(), expiresAt: z.string() }),
    },
  ),
  agencies: endpoint('GET', '/api/v1/agencies', 'Agencies (perangkat daerah)', EVERYONE, { response: items(Agency) }),
  changeAgency: endpoint('PATCH', '/api/v1/agencies/:id', 'Whether an agency publishes by itself', CUSTODIAN, {
    params: z.strictObject({ id: AgencyId }),
    body: z.strictObject({ mayPublish: z.boolean() }),
    response: Agency,
  }),
  audit: endpoint('GET', '/api/v1/audit', 'The log of who did what, newest first; an agency sees its own', STAFF, {
    query: z.strictObject({
      account: z.uuid().optional(),
      agency: AgencyId.optional(),
      action: z.string().max(60).optional(),
      dataset: z.string().max(60).optional(),
      from: z.iso.date().optional(),
      until: z.iso.date().optional(),
      limit: Limit(200, 50),
      offset: Offset,
    }),
    response: counted(AuditEntry),
  }),
  verifyAudit: endpoint('POST', '/api/v1/audit/verification', 'Checks the chain of hashes of the log', CUSTODIAN, {
    response: z.object({
      entries: z.number().int().nonnegative(),
      /** Number of the first line that does not fit; null when all do. */
      brokenAt: z.number().int().positive().nullable(),
      head: z.string().nullable(),
    }),
  }),
} as const;
