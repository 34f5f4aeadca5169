// What both engines share: one session that runs statements, and transactions on it.
import { AsyncLocalStorage } from 'node:async_hooks';
import { DatabaseError, sqlState, type Queryable, type Row, type StatementOptions } from './database.ts';
import { encodeParameters, type EncodedParameter } from './values.ts';

/** How long one statement may run when nobody says otherwise. */
export const defaultDeadlineSeconds = 60;

/** A connection that runs one statement at a time. Rejects with DatabaseError. */
export interface Session {
  /** `null` keeps whatever deadline holds: for BEGIN, COMMIT and their like, which must get through. */
  run(sql: string, parameters: readonly EncodedParameter[], deadlineSeconds: number | null): Promise<Row[]>;
}

/** The fields of a PostgreSQL error as both drivers name them. */
export interface PostgresFailure {
  message: string;
  code?: string | null | undefined;
  constraint?: string | null | undefined;
}

/** A DatabaseError that says what failed and in which statement, without the values (they may be personal data). */
export function describeFailure(failure: PostgresFailure, sql: string, cause: unknown): DatabaseError {
  const firstLine = sql.trim().split('\n', 1)[0]!.slice(0, 120);
  // Node's own codes (ECONNREFUSED) are no SQLSTATE; every SQLSTATE in use holds a digit.
  const code = /^(?=.*\d)[0-9A-Z]{5}$/.test(failure.code ?? '') ? failure.code! : sqlState.connectionLost;
  return new DatabaseError(`${failure.message} (in: ${firstLine})`, code, {
    cause,
    constraint: failure.constraint ?? null,
  });
}

const openTransaction = new AsyncLocalStorage<{ open: boolean }>();

/** Throws when called inside the `work` of a transaction that is still open: such a call could wait for itself. */
export function refuseInsideTransaction(): void {
  if (openTransaction.getStore()?.open) {
    throw new DatabaseError('Inside a transaction only its own query may be used', sqlState.misuse, { cause: null });
  }
}

/** Runs `work` between BEGIN and COMMIT on a session that nobody else uses meanwhile. */
export async function runTransaction<T>(
  session: Session,
  work: (transaction: Queryable) => Promise<T>,
  deadlineSeconds: number,
): Promise<T> {
  const scope = { open: true };
  let lastFailure: unknown = null;
  let tail: Promise<unknown> = Promise.resolve();

  const transaction: Queryable = {
    query<R extends Row>(
      sql: string,
      parameters: readonly unknown[] = [],
      options: StatementOptions = {},
    ): Promise<R[]> {
      if (!scope.open) {
        return Promise.reject(new DatabaseError('This transaction has ended', sqlState.misuse, { cause: null }));
      }
      const result = tail.then(() =>
        session.run(sql, encodeParameters(parameters), options.deadlineSeconds ?? deadlineSeconds),
      );
      tail = result.catch((error: unknown) => (lastFailure = error));
      return result as Promise<R[]>;
    },
  };

  await session.run('BEGIN', [], null);
  try {
    const result = await openTransaction.run(scope, () => work(transaction));
    await settle();
    // PostgreSQL answers COMMIT of a failed transaction with a silent rollback; after a failure ask first whether it lives
    // (it does when the failure was inside a savepoint).
    if (lastFailure !== null) {
      await session.run('SELECT 1', [], null).catch(() => {
        throw lastFailure;
      });
    }
    await session.run('COMMIT', [], null);
    return result;
  } catch (error) {
    await settle();
    // A session that died has rolled back already; the first error is the one that says why.
    await session.run('ROLLBACK', [], null).catch(() => undefined);
    throw error;
  }

  /** Waits for statements that `work` started without awaiting, then ends the scope. */
  async function settle(): Promise<void> {
    scope.open = false;
    await tail;
  }
}
