import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Account, Identity } from '#model/account';
import {
  findAccount,
  hasAdministrator,
  holdAdministrators,
  identityOf,
  insertAccount,
  setPassword,
  type KnownAccount,
} from '../../data/accounts/accounts.ts';
import { findLink, takeLink, type OpenLink } from '../../data/accounts/links.ts';
import {
  hashPassword,
  isOutdatedHash,
  passwordFits,
  PasswordQueueError,
  weaknessOf,
} from '../../data/accounts/passwords.ts';
import { deviceOf, endSession, endSessions, openSession, sessionsOf } from '../../data/accounts/sessions.ts';
import {
  attemptOf,
  changeAttempt,
  countAttempt,
  forgiveAttempt,
  ThrottledError,
} from '../../data/accounts/throttle.ts';
import { recordAudit, SYSTEM } from '../../data/desk/audit.ts';
import type { AppContext } from '../app-context.ts';
import { accountContract } from '../contract/accounts.ts';
import { serve } from '../endpoint.ts';
import { AppError } from '../problem.ts';
import { clearCookie, writeCookie } from '../session.ts';
import { originOf, sessionAnswer, signIn } from '../sign-in.ts';

/** Sign-in and sign-out, the own sessions and password, and one-time links. */
export function sessionRoutes(app: FastifyInstance, context: AppContext): void {
  const { database, now, profile } = context;
  const hasOpenId = context.openId !== null;
  const around = () => ({ database, now: now(), hasOpenId });

  serve(app, accountContract.session, async (_query, _params, { request }) =>
    sessionAnswer(database, { hasOpenId, session: request.session }),
  );

  serve(app, accountContract.signIn, async (_query, _params, { body, request, reply }) => {
    const known = await findAccount(database, { email: body.email });
    const attempt = await attemptOf(database, body.email, known?.account.id ?? null, originOf(request));
    const count = () => countAttempt(database, attempt, now());
    await heard(reply, count);
    const mayEnter = known !== null && known.account.status === 'active';
    // As much work for somebody unknown, invited or shut as for somebody who may enter.
    const fits = await heard(reply, () => passwordFits(mayEnter ? known.passwordHash : null, body.password));
    if (known === null || !fits) {
      // Whose e-mail nobody has is not written down: it may be a person's all the same.
      await database.transaction((transaction) =>
        recordAudit(transaction, SYSTEM, { action: 'session.refused', subject: known?.account.id ?? null }),
      );
      throw new AppError('sign_in_failed');
    }
    await forgiveAttempt(database, attempt);
    if (known.passwordHash !== null && isOutdatedHash(known.passwordHash))
      await setPassword(database, known.account.id, await hashPassword(body.password));
    return signIn(around(), { request, reply }, known, 'password');
  });

  serve(app, accountContract.signOut, async (_query, _params, { identity, request, reply }) => {
    const { session } = request;
    clearCookie(reply, 'session');
    if (session === null || identity.account === null) return;
    const { account } = identity;
    await database.transaction(async (transaction) => {
      await endSession(transaction, session.id, account);
      await recordAudit(transaction, identity, { action: 'session.closed', subject: account });
    });
  });

  serve(app, accountContract.sessions, async (_query, _params, { identity, request }) => {
    const lines = await sessionsOf(database, identity, now());
    return {
      items: lines.map(({ id, created_at, seen_at, device }) => ({
        id,
        current: id === request.session?.id,
        createdAt: created_at,
        lastSeenAt: seen_at,
        device,
      })),
    };
  });

  serve(app, accountContract.signOutEverywhere, async (_query, _params, { identity, reply }) => {
    const account = accountOf(identity);
    clearCookie(reply, 'session');
    await database.transaction(async (transaction) => {
      const sessions = await endSessions(transaction, account);
      await recordAudit(transaction, identity, {
        action: 'session.closed_everywhere',
        subject: account,
        details: { sessions },
      });
    });
  });

  serve(app, accountContract.changePassword, async (_query, _params, { body, identity, request, reply }) => {
    const id = accountOf(identity);
    const known = await findAccount(database, { id });
    if (known === null) throw new AppError('sign_in_required');
    const attempt = changeAttempt(id);
    await heard(reply, () => countAttempt(database, attempt, now()));
    if (!(await heard(reply, () => passwordFits(known.passwordHash, body.current))))
      throw new AppError('sign_in_failed', [{ name: 'current', reason: 'wrong' }]);
    await refuseWeak(body.password, known.account);
    const passwordHash = await heard(reply, () => hashPassword(body.password));
    const secret = await database.transaction(async (transaction) => {
      await setPassword(transaction, id, passwordHash);
      // The one that goes on is new as well: whoever had a copy of the cookie is out.
      await endSessions(transaction, id);
      const opened = await openSession(transaction, id, {
        device: deviceOf(request.headers['user-agent']),
        now: now(),
      });
      await recordAudit(transaction, identity, { action: 'account.password_changed', subject: id });
      return opened;
    });
    await forgiveAttempt(database, attempt);
    writeCookie(reply, 'session', secret);
  });

  serve(app, accountContract.link, async (_query, { token }) => {
    const link = await findLink(database, token, now());
    if (link === null) throw new AppError('unknown_link');
    return { purpose: link.purpose, email: link.email, name: link.name, expiresAt: link.expires_at };
  });

  serve(app, accountContract.useLink, async (_query, { token }, { body, request, reply }) => {
    const link = await findLink(database, token, now());
    if (link === null) throw new AppError('unknown_link');
    const person = personOf(link, body);
    await refuseWeak(body.password, person);
    const passwordHash = await heard(reply, () => hashPassword(body.password));
    const id = await database.transaction(async (transaction) => {
      const taken = await takeLink(transaction, token, now());
      if (taken === null) throw new AppError('unknown_link');
      const account = taken.account ?? (await insertFirst(person));
      await setPassword(transaction, account, passwordHash);
      await endSessions(transaction, account);
      const known = await findAccount(transaction, { id: account });
      if (known === null) throw new AppError('unknown_link');
      await recordAudit(transaction, identityOf(known.account), {
        action: `account.${ACTIONS[taken.purpose]}`,
        subject: account,
      });
      return account;

      async function insertFirst({ email, name }: Pick<Account, 'email' | 'name'>): Promise<string> {
        await holdAdministrators(transaction);
        if (await hasAdministrator(transaction)) throw new AppError('unknown_link');
        const inserted = await insertAccount(transaction, { email, name, role: 'walidata', agency: null });
        if (inserted === null) throw new AppError('conflict', [{ name: 'email', reason: 'taken' }]);
        return inserted;
      }
    });
    const known = (await findAccount(database, { id })) as KnownAccount;
    return signIn(around(), { request, reply }, known, 'link');
  });

  const refuseWeak = async (password: string, { email, name }: Pick<Account, 'email' | 'name'>) => {
    const own = [email, email.split('@')[0] ?? '', name, profile.name, profile.shortName];
    const weakness = await weaknessOf(password, own);
    if (weakness !== null) throw new AppError('weak_password', [{ name: 'password', reason: weakness }]);
  };
}

const ACTIONS = {
  first_administrator: 'administrator_made',
  invitation: 'invitation_accepted',
  reset: 'password_reset',
} as const;

/** Account of somebody signed in; the role check has made sure that there is one. */
function accountOf({ account }: Identity): string {
  if (account === null) throw new AppError('sign_in_required');
  return account;
}

/** Whose password a link sets: the account's, or for the first administrator what they say. */
function personOf(
  { email, name }: OpenLink,
  said: { email?: string | undefined; name?: string | undefined },
): Pick<Account, 'email' | 'name'> {
  const person = { email: email ?? said.email, name: name ?? said.name };
  const missing = (['email', 'name'] as const).filter((key) => person[key] === undefined);
  if (missing.length > 0) {
    throw new AppError(
      'invalid_parameter',
      missing.map((key) => ({ name: key, reason: 'missing' })),
    );
  }
  return { email: person.email ?? '', name: person.name ?? '' };
}

/** Runs what may be refused for its frequency; that is told as `too_many_requests`, with the seconds to wait as `Retry-After` too. */
async function heard<T>(reply: FastifyReply, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ThrottledError || error instanceof PasswordQueueError) {
      const seconds = error instanceof ThrottledError ? error.seconds : 1;
      void reply.header('retry-after', seconds);
      throw new AppError('too_many_requests', [{ name: 'retryAfterSeconds', reason: String(seconds) }], {
        cause: error,
      });
    }
    throw error;
  }
}
