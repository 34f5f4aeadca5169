import type { FastifyInstance } from 'fastify';
import type { AuditEntry } from '#model/account';
import { verifyAudit } from '../../data/desk/audit.ts';
import { statement } from '../../data/desk/statements.ts';
import type { AppContext } from '../app-context.ts';
import { accountContract } from '../contract/accounts.ts';
import { serve } from '../endpoint.ts';

interface AuditRow extends Record<string, unknown> {
  number: number;
  at: string;
  account: string | null;
  account_name: string | null;
  role: AuditEntry['role'];
  agency: string | null;
  action: string;
  dataset: string | null;
  subject: string | null;
  details: Record<string, unknown>;
  previous_hash: string;
  hash: string;
}

/** The log, as far as the database shows it to who asks, and the check of its chain. */
export function auditRoutes(app: FastifyInstance, { database, profile }: AppContext): void {
  serve(app, accountContract.audit, async (query, _params, { identity }) => {
    const filter = [
      query.account ?? null,
      query.agency ?? null,
      query.action ?? null,
      query.dataset ?? null,
      query.from ?? null,
      query.until ?? null,
      profile.timeZone,
    ];
    return database.as(identity).transaction(async (transaction) => {
      const rows = await transaction.query<AuditRow>(statement('audit-lines'), [...filter, query.limit, query.offset]);
      const [count] = await transaction.query<{ total: number }>(statement('audit-count'), filter);
      return { items: rows.map(entryOf), total: count?.total ?? 0 };
    });
  });

  serve(app, accountContract.verifyAudit, async () => verifyAudit(database));
}

function entryOf({ account_name, previous_hash, ...row }: AuditRow): AuditEntry {
  return { ...row, accountName: account_name, previousHash: previous_hash };
}
