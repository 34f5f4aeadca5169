import type { Identity } from '#model/account';
import type { Database, Queryable } from '../../database/database.ts';
import { recordAudit } from '../audit.ts';
import { mayEdit } from '../versions/edit.ts';
import { Refusal } from '../versions/refusal.ts';
import { statement } from './statements.ts';

/**
 * Remembers that two facilities are two things; it holds as long as their ids do. Who may edit one of them says so. Throws
 * `Refusal` `unknown_feature` or `forbidden`.
 */
export async function keepApart(
  database: Database,
  first: string,
  second: string,
  reason: string,
  by: Identity,
): Promise<void> {
  const dataset = await requireEither(database, first, second, by);
  await database.transaction(async (transaction) => {
    await transaction.query(statement('decide'), [first, second, 'not_duplicate', reason, by.account]);
    await recordAudit(transaction, by, {
      action: 'duplicate.kept_apart',
      dataset,
      subject: first,
      details: { first, second, reason },
    });
  });
}

/** Takes that back, so that the pair is listed again. Throws `Refusal` as `keepApart`, `unknown_feature` when nothing was decided. */
export async function reopenPair(database: Database, first: string, second: string, by: Identity): Promise<void> {
  const dataset = await requireEither(database, first, second, by);
  await database.transaction(async (transaction) => {
    const gone = await transaction.query(statement('reopen'), [first, second]);
    if (gone.length === 0) throw new Refusal('unknown_feature');
    await recordAudit(transaction, by, {
      action: 'duplicate.reopened',
      dataset,
      subject: first,
      details: { first, second },
    });
  });
}

/** The dataset of the first one, where who asks sees both and may edit one. */
async function requireEither(database: Database, first: string, second: string, by: Identity): Promise<string> {
  const read = async (asker: Queryable, facility: string) =>
    (await asker.query<{ dataset: string; agency: string | null }>(statement('datasets-of'), [facility]))[0];
  const [one, other] = await Promise.all([read(database.as(by), first), read(database.as(by), second)]);
  if (one === undefined || other === undefined || first === second) throw new Refusal('unknown_feature');
  if (!mayEdit(by, one.agency) && !mayEdit(by, other.agency)) throw new Refusal('forbidden');
  return one.dataset;
}
