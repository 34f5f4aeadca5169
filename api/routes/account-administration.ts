import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Account } from '#model/account';
import {
  findAccount,
  findAgency,
  holdAdministrators,
  insertAccount,
  listAccounts,
  listAgencies,
  setMayPublish,
  updateAccount,
} from '../../data/accounts/accounts.ts';
import { makeLink } from '../../data/accounts/links.ts';
import { endSessions } from '../../data/accounts/sessions.ts';
import type { Queryable } from '../../data/database/database.ts';
import { recordAudit } from '../../data/desk/audit.ts';
import type { AppContext } from '../app-context.ts';
import { accountContract } from '../contract/accounts.ts';
import { serve } from '../endpoint.ts';
import { AppError } from '../problem.ts';

/** Accounts and agencies. The tables are closed to every role: the owner's connection is used, behind the role check of the contract. */
export function accountAdministrationRoutes(app: FastifyInstance, { database, now }: AppContext): void {
  serve(app, accountContract.accounts, async () => ({ items: await listAccounts(database) }));

  serve(app, accountContract.createAccount, async (_query, _params, { body, identity, request }) => {
    const made = await database.transaction(async (transaction) => {
      await requireAgency(transaction, body);
      const id = await insertAccount(transaction, body);
      if (id === null) throw new AppError('conflict', [{ name: 'email', reason: 'taken' }]);
      const link = await makeLink(transaction, 'invitation', id, now());
      await recordAudit(transaction, identity, {
        action: 'account.invited',
        subject: id,
        details: { name: body.name, role: body.role, agency: body.agency },
      });
      return { link, account: await requireAccount(transaction, id) };
    });
    return {
      account: made.account,
      link: addressOf(request, made.link.token),
      expiresAt: made.link.expiresAt.toISOString(),
    };
  });

  serve(app, accountContract.changeAccount, async (_query, { id }, { body, identity }) =>
    database.transaction(async (transaction) => {
      const administrators = await holdAdministrators(transaction);
      const before = await requireAccount(transaction, id);
      const known = await findAccount(transaction, { id });
      const canEnter = known !== null && (known.passwordHash !== null || known.openIdSubject !== null);
      const after = {
        id,
        name: body.name ?? before.name,
        role: body.role ?? before.role,
        agency: body.agency === undefined ? before.agency : body.agency,
        // Who never accepted the invitation is invited again when the account is opened.
        status: body.status === 'active' && !canEnter ? 'invited' : (body.status ?? before.status),
      } as const;
      await requireAgency(transaction, after);
      const wasLast = administrators.length === 1 && administrators[0] === id;
      if (wasLast && (after.role !== 'walidata' || after.status !== 'active'))
        throw new AppError('conflict', [{ name: 'role', reason: 'last_administrator' }]);
      const changes = Object.fromEntries(
        (['name', 'role', 'agency', 'status'] as const)
          .filter((key) => before[key] !== after[key])
          .map((key) => [key, { from: before[key], to: after[key] }]),
      );
      if (Object.keys(changes).length === 0) return before;
      await updateAccount(transaction, after);
      // What a session may do follows from the account; who is somebody else now signs in anew.
      if (Object.keys(changes).some((key) => key !== 'name')) await endSessions(transaction, id);
      await recordAudit(transaction, identity, { action: 'account.changed', subject: id, details: changes });
      return requireAccount(transaction, id);
    }),
  );

  serve(app, accountContract.resetAccount, async (_query, { id }, { identity, request }) => {
    const link = await database.transaction(async (transaction) => {
      const account = await requireAccount(transaction, id);
      if (account.status === 'disabled') throw new AppError('conflict', [{ name: 'status', reason: 'disabled' }]);
      const made = await makeLink(transaction, account.status === 'invited' ? 'invitation' : 'reset', id, now());
      await endSessions(transaction, id);
      await recordAudit(transaction, identity, { action: 'account.link_made', subject: id });
      return made;
    });
    return { link: addressOf(request, link.token), expiresAt: link.expiresAt.toISOString() };
  });

  serve(app, accountContract.agencies, async () => ({ items: await listAgencies(database) }));

  serve(app, accountContract.changeAgency, async (_query, { id }, { body, identity }) =>
    database.transaction(async (transaction) => {
      const before = await findAgency(transaction, id);
      if (before === null) throw new AppError('unknown_item');
      if (before.mayPublish === body.mayPublish) return before;
      await setMayPublish(transaction, id, body.mayPublish);
      await recordAudit(transaction, identity, {
        action: 'agency.changed',
        subject: id,
        details: { mayPublish: { from: before.mayPublish, to: body.mayPublish } },
      });
      return { ...before, mayPublish: body.mayPublish };
    }),
  );
}

/** Address of the page of a one-time link, on the host by which the custodian asked. */
const addressOf = (request: FastifyRequest, token: string) => `${request.protocol}://${request.host}/tautan/${token}`;

async function requireAccount(database: Queryable, id: string): Promise<Account> {
  const known = await findAccount(database, { id });
  if (known === null) throw new AppError('unknown_account');
  return known.account;
}

/** Throws `invalid_parameter` for an agency that there is not, or a planner without one. */
async function requireAgency(database: Queryable, { role, agency }: Pick<Account, 'role' | 'agency'>): Promise<void> {
  if (role === 'opd' && agency === null)
    throw new AppError('invalid_parameter', [{ name: 'agency', reason: 'missing' }]);
  if (agency !== null && (await findAgency(database, agency)) === null)
    throw new AppError('invalid_parameter', [{ name: 'agency', reason: 'unknown' }]);
}
