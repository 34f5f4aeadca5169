import type { FastifyInstance, FastifyRequest } from 'fastify';
import { bindOpenId, findAccount, type KnownAccount } from '../../data/accounts/accounts.ts';
import { recordAudit, SYSTEM } from '../../data/desk/audit.ts';
import type { AppContext } from '../app-context.ts';
import { accountContract, type OpenIdFailure } from '../contract/accounts.ts';
import { serve } from '../endpoint.ts';
import { createOpenIdClient, OpenIdError, type OpenIdPerson } from '../openid.ts';
import { AppError } from '../problem.ts';
import { clearCookie, readCookie, writeCookie } from '../session.ts';
import { signIn } from '../sign-in.ts';

const COOKIE_SECONDS = 600;

/** Single sign-on. Nobody gets an account by it: a person is found by an e-mail for which the provider vouches. */
export function openIdRoutes(app: FastifyInstance, { database, now, openId }: AppContext): void {
  const client = openId === null ? null : createOpenIdClient(openId);

  serve(app, accountContract.openIdStart, async ({ to }, _params, { request, reply }) => {
    if (client === null) throw new AppError('not_found');
    const callback = new URL(accountContract.openIdCallback.path, originOf(request)).href;
    try {
      const { url, secret } = await client.begin(database, { callback, to, now: now() });
      writeCookie(reply, 'openid', secret, COOKIE_SECONDS);
      return reply.redirect(url.href, 302);
    } catch (error) {
      if (!(error instanceof OpenIdError)) throw error;
      request.log.error({ err: error }, 'the single sign-on does not answer');
      return reply.redirect(failureAddress('openid_failed'), 302);
    }
  });

  serve(app, accountContract.openIdCallback, async (_query, _params, { request, reply }) => {
    if (client === null) throw new AppError('not_found');
    const secret = readCookie(request, 'openid');
    clearCookie(reply, 'openid');
    const refuse = async (failure: OpenIdFailure, account: string | null = null) => {
      await database.transaction((transaction) =>
        recordAudit(transaction, SYSTEM, {
          action: 'session.refused',
          subject: account,
          details: { method: 'openid', reason: failure },
        }),
      );
      return reply.redirect(failureAddress(failure), 302);
    };
    let answer;
    try {
      const url = new URL(request.url, originOf(request));
      answer = await client.finish(database, { url, secret, now: now() });
    } catch (error) {
      if (!(error instanceof OpenIdError)) throw error;
      request.log.warn({ err: error }, 'single sign-on failed');
      return refuse(error.reason === 'refused' ? 'openid_refused' : 'openid_failed');
    }
    const found = await accountOf(answer.person);
    if ('failure' in found) return refuse(found.failure, found.account);
    const { known } = found;
    if (known.openIdSubject === null) {
      await database.transaction(async (transaction) => {
        await bindOpenId(transaction, known.account.id, answer.person.subject);
        await recordAudit(transaction, SYSTEM, { action: 'account.openid_bound', subject: known.account.id });
      });
    }
    await signIn({ database, now: now(), hasOpenId: true }, { request, reply }, known, 'openid');
    return reply.redirect(answer.to, 302);
  });

  /** The account of a person: the one bound to them, or that of their e-mail when the provider vouches for it. */
  async function accountOf(
    person: OpenIdPerson,
  ): Promise<{ known: KnownAccount } | { failure: OpenIdFailure; account: string | null }> {
    const bound = await findAccount(database, { openIdSubject: person.subject });
    if (bound !== null) {
      if (bound.account.status === 'active') return { known: bound };
      return { failure: 'openid_unknown_account', account: bound.account.id };
    }
    if (person.email === null || !person.isEmailVerified) return { failure: 'openid_email_unverified', account: null };
    const known = await findAccount(database, { email: person.email });
    if (known === null) return { failure: 'openid_unknown_account', account: null };
    // Somebody else at the provider has the e-mail now, or the account is shut.
    if (known.openIdSubject !== null || known.account.status === 'disabled')
      return { failure: 'openid_unknown_account', account: known.account.id };
    return { known };
  }
}

const originOf = (request: FastifyRequest) => `${request.protocol}://${request.host}`;
const failureAddress = (failure: OpenIdFailure) => `/masuk?failure=${failure}`;
