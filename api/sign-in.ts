// What happens around a sign-in whichever way somebody proved who they are.
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  noteSignIn,
  findAgency,
  hasAdministrator,
  identityOf,
  type KnownAccount,
  findAccount,
} from '../data/accounts/accounts.ts';
import { newSecret } from '../data/accounts/secrets.ts';
import { deviceOf, endSession, openSession, resumeSession } from '../data/accounts/sessions.ts';
import { addressRange, isKnownDevice, rememberOrigin, type Origin } from '../data/accounts/throttle.ts';
import { recordAudit } from '../data/desk/audit.ts';
import type { Database } from '../data/database/database.ts';
import type { SessionAnswer } from './contract/accounts.ts';
import { readCookie, writeCookie } from './session.ts';

/** How somebody proved who they are. */
export type SignInMethod = 'password' | 'link' | 'openid';

const DEVICE_SECONDS = 180 * 86_400;

/** Where a request comes from, as far as sign-in minds. */
export const originOf = (request: FastifyRequest): Origin => ({
  range: addressRange(request.ip),
  device: readCookie(request, 'device'),
});

/**
 * Opens a new session, whatever cookie came along (a session that stood there before ends), remembers the device, and answers who
 * is signed in now.
 */
export async function signIn(
  { database, now, hasOpenId }: { database: Database; now: Date; hasOpenId: boolean },
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  known: KnownAccount,
  method: SignInMethod,
): Promise<SessionAnswer> {
  const { account } = known;
  const origin = originOf(request);
  // A device cookie that somebody made up is not taken over.
  const isOurs = origin.device !== null && (await isKnownDevice(database, origin.device));
  const device = isOurs && origin.device !== null ? origin.device : newSecret();
  const before = request.session;
  const secret = await database.transaction(async (transaction) => {
    if (before !== null && before.identity.account !== null)
      await endSession(transaction, before.id, before.identity.account);
    const opened = await openSession(transaction, account.id, {
      device: deviceOf(request.headers['user-agent']),
      now,
    });
    await noteSignIn(transaction, account.id, now);
    await rememberOrigin(transaction, account.id, { ...origin, device }, now);
    await recordAudit(transaction, identityOf(account), {
      action: 'session.opened',
      subject: account.id,
      details: { method },
    });
    return opened;
  });
  writeCookie(reply, 'session', secret);
  writeCookie(reply, 'device', device, DEVICE_SECONDS);
  const session = await resumeSession(database, secret, now);
  request.session = session;
  return sessionAnswer(database, { hasOpenId, session });
}

/** Who is signed in, and what the sign-in page needs to know. */
export async function sessionAnswer(
  database: Database,
  { hasOpenId, session }: { hasOpenId: boolean; session: FastifyRequest['session'] },
): Promise<SessionAnswer> {
  const id = session?.identity.account;
  const known = id ? await findAccount(database, { id }) : null;
  if (session === null || known === null) {
    const needsAdministrator = !(await hasAdministrator(database));
    return { role: 'publik', account: null, agency: null, hasOpenId, needsAdministrator, expiresAt: null };
  }
  const { account } = known;
  return {
    role: account.role,
    account,
    agency: account.agency === null ? null : await findAgency(database, account.agency),
    hasOpenId,
    needsAdministrator: false,
    expiresAt: session.expiresAt.toISOString(),
  };
}
