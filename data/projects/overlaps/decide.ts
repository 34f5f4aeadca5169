import type { Identity } from '#model/account';
import type { OverlapDecision } from '#model/overlap';
import { DatabaseError, type Database } from '../../database/database.ts';
import { recordAudit } from '../../desk/audit.ts';
import { Refusal } from '../../desk/versions/refusal.ts';
import { pairKey } from './find.ts';
import { mayDecide, readSides } from './list.ts';
import { candidatePairs } from './pairs.ts';
import { statement } from './statements.ts';

const UNIQUE_VIOLATION = '23505';

export type Decision = OverlapDecision['decision'];

/**
 * Remembers whether two projects are one, with the reason; it holds as long as their ids do, through re-runs and re-publication.
 * Throws `Refusal` `unknown_feature` where one of them is not there for who decides or no pair, `forbidden`, `edit_conflict` when
 * somebody else decided at the same moment.
 */
export async function decideOverlap(
  database: Database,
  a: string,
  b: string,
  { decision, reason }: { readonly decision: Decision; readonly reason: string },
  by: Identity,
): Promise<void> {
  const dataset = await requirePair(database, a, b, by);
  const pairs = await candidatePairs(database);
  if (!pairs.some((pair) => pairKey(pair.a, pair.b) === pairKey(a, b))) throw new Refusal('unknown_feature');
  await append(database, a, b, decision, reason, by, dataset);
}

/** Takes a decision back, so that the pair is open again. Throws `Refusal` as `decideOverlap`, `unknown_feature` when nothing was decided. */
export async function withdrawDecision(database: Database, a: string, b: string, by: Identity): Promise<void> {
  const dataset = await requirePair(database, a, b, by);
  const decided = await database.query<{ first: string; second: string }>(statement('decisions'));
  if (!decided.some(({ first, second }) => pairKey(first, second) === pairKey(a, b)))
    throw new Refusal('unknown_feature');
  await append(database, a, b, 'withdrawn', null, by, dataset);
}

/** Everything that was decided about a pair and taken back again, the newest first, as far as whoever asks sees both. */
export async function decisionsOf(
  database: Database,
  a: string,
  b: string,
  by: Identity,
): Promise<{ decision: Decision | 'withdrawn'; reason: string | null; decidedBy: string; decidedAt: string }[]> {
  return database.as(by).query(statement('decision-log'), [a, b]);
}

async function append(
  database: Database,
  a: string,
  b: string,
  decision: Decision | 'withdrawn',
  reason: string | null,
  by: Identity,
  dataset: string,
): Promise<void> {
  try {
    await database.transaction(async (transaction) => {
      await transaction.query(statement('decide'), [a, b, decision, reason, by.account]);
      await recordAudit(transaction, by, {
        action: decision === 'withdrawn' ? 'overlap.reopened' : 'overlap.decided',
        dataset,
        subject: a,
        details: { a, b, decision, reason },
      });
    });
  } catch (error) {
    // Two at the same moment: the second finds the number of its line taken.
    if (error instanceof DatabaseError && error.code === UNIQUE_VIOLATION)
      throw new Refusal('edit_conflict', undefined, { cause: error });
    throw error;
  }
}

/** The dataset of the first one, where who asks sees both and may decide. */
async function requirePair(database: Database, a: string, b: string, by: Identity): Promise<string> {
  const sides = await readSides(database.as(by), [a, b]);
  const [one, other] = [sides.get(a), sides.get(b)];
  if (one === undefined || other === undefined || a === b) throw new Refusal('unknown_feature');
  if (!mayDecide(by, [one.agency, other.agency])) throw new Refusal('forbidden');
  return one.dataset;
}
