// PostGIS on a PostgreSQL server, through a pool of connections.
import pg from 'pg';
import type { Identity } from '#model/account';
import {
  DatabaseError,
  sqlState,
  type Database,
  type Queryable,
  type Row,
  type StatementOptions,
  type Transactional,
} from './database.ts';
import { assume, identityKey } from './identity.ts';
import { Listeners, requireChannelName, type Listener } from './listeners.ts';
import {
  defaultDeadlineSeconds,
  describeFailure,
  refuseInsideTransaction,
  runTransaction,
  type PostgresFailure,
  type Session,
} from './session.ts';
import { decoders, encodeParameters } from './values.ts';

export interface ServerOptions {
  deadlineSeconds?: number;
  /** Connections at most; one more is used once somebody listens. */
  connections?: number;
  /**
   * `postgres://…` of another login for what is asked on somebody's behalf: one that may take on the roles of
   * 0020-access.sql and owns nothing, so that even a statement that takes its role off (`RESET ROLE`) reads nothing.
   */
  requestsUrl?: string | undefined;
}

const millisecondsBeforeReconnect = 1000;

/** Connects to the server of the URL. Throws `DatabaseError` when it does not answer. */
export async function openServer(url: string, options: ServerOptions = {}): Promise<Database> {
  const deadline = options.deadlineSeconds ?? defaultDeadlineSeconds;
  const connection: pg.ClientConfig = {
    connectionString: url,
    application_name: 'jangkau',
    // Holds for reaching the server and for waiting until one of the pool's connections is free.
    connectionTimeoutMillis: 30_000,
    keepAlive: true,
    types: { getTypeParser: (type: number) => decoders[type] ?? String } as pg.CustomTypesConfig,
    // As the embedded engine has them, so that dates and numbers read the same.
    options: `-c timezone=UTC -c datestyle=ISO -c intervalstyle=postgres -c statement_timeout=${deadline * 1000}`,
  };
  const pool = new pg.Pool({ ...connection, max: options.connections ?? 10 });
  // An idle connection that the server drops is replaced by the pool; without a listener it would end the program.
  pool.on('error', () => undefined);
  const { requestsUrl } = options;
  const requests =
    requestsUrl === undefined
      ? pool
      : new pg.Pool({ ...connection, connectionString: requestsUrl, max: options.connections ?? 10 });
  requests.on('error', () => undefined);

  const running = new Set<Promise<unknown>>();
  let closed: Promise<void> | null = null;

  const withSession = <T>(identity: Identity | null, work: (session: Session) => Promise<T>): Promise<T> => {
    if (closed) return Promise.reject(new DatabaseError('The database is closed', sqlState.closed, { cause: null }));
    const result = onConnection(identity === null ? pool : requests, deadline, identity, work);
    const entry = result.catch(() => undefined).finally(() => running.delete(entry));
    running.add(entry);
    return result;
  };

  const listening = new Listening(connection);

  const statementsOf = (identity: Identity | null): Transactional => ({
    async query<R extends Row>(
      sql: string,
      parameters: readonly unknown[] = [],
      each: StatementOptions = {},
    ): Promise<R[]> {
      refuseInsideTransaction();
      const encoded = encodeParameters(parameters);
      const run = (session: Session) => session.run(sql, encoded, each.deadlineSeconds ?? deadline);
      return (await withSession(identity, run)) as R[];
    },
    async transaction<T>(work: (transaction: Queryable) => Promise<T>, each: StatementOptions = {}): Promise<T> {
      refuseInsideTransaction();
      return withSession(identity, (session) => runTransaction(session, work, each.deadlineSeconds ?? deadline));
    },
  });

  const database: Database = {
    engine: 'server',
    ...statementsOf(null),
    as: statementsOf,
    async listen(channel, onMessage, onGap) {
      refuseInsideTransaction();
      requireChannelName(channel);
      return listening.add(channel, { onMessage, onGap });
    },
    close() {
      closed ??= (async () => {
        // The pool forgets who still waits for a connection when it ends.
        await Promise.all(running);
        await listening.stop();
        await pool.end();
        if (requests !== pool) await requests.end();
      })();
      return closed;
    },
  };
  try {
    await database.query('SELECT 1');
    if (requests !== pool) await refusePowerful(requests);
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

/** Throws `DatabaseError` for a login of requests that reads without taking on a role: it would be no second wall. */
async function refusePowerful(requests: pg.Pool): Promise<void> {
  const { rows } = await requests
    .query<{ powerful: boolean }>(
      `SELECT rolsuper OR rolbypassrls OR EXISTS (
         SELECT FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
           AND (pg_has_role(relowner, 'USAGE') OR has_table_privilege(oid, 'SELECT'))
           AND relname NOT IN ('spatial_ref_sys')
       ) AS powerful
       FROM pg_roles WHERE rolname = current_user`,
    )
    .catch((error: unknown) => {
      throw describeFailure(error as PostgresFailure, 'connect', error);
    });
  if (rows[0]?.powerful === false) return;
  throw new DatabaseError('The login for requests may read tables by itself', sqlState.misuse, { cause: null });
}

/** As whom each connection answers at the moment. */
const assumed = new WeakMap<pg.PoolClient, string>();

/** Lends a connection of the pool to `work`, answering as the identity. */
async function onConnection<T>(
  pool: pg.Pool,
  deadline: number,
  identity: Identity | null,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw describeFailure(error as PostgresFailure, 'connect', error);
  });
  const session = sessionOf(client, deadline);
  let broken = false;
  const onError = () => (broken = true);
  client.on('error', onError);
  try {
    const key = identityKey(identity);
    if ((assumed.get(client) ?? identityKey(null)) !== key) {
      const statements = assume(identity);
      // Unknown until all of them ran: the next one then assumes anew.
      assumed.set(client, '?');
      await session.run(statements, [], null);
      assumed.set(client, key);
    }
    return await work(session);
  } finally {
    await session.reset().catch(onError);
    client.off('error', onError);
    client.release(broken);
  }
}

/** Statements on one connection; a deadline other than the connection's own is set before the statement. */
function sessionOf(client: pg.PoolClient, ownDeadline: number): Session & { reset(): Promise<void> } {
  let current = ownDeadline;
  return {
    async run(sql, parameters, deadlineSeconds) {
      try {
        if (deadlineSeconds !== null && deadlineSeconds !== current) await setDeadline(deadlineSeconds);
        const result: pg.QueryResult | pg.QueryResult[] =
          parameters.length > 0 ? await client.query(sql, [...parameters]) : await client.query(sql);
        return ((Array.isArray(result) ? result.at(-1) : result)?.rows ?? []) as Row[];
      } catch (error) {
        throw describeFailure(error as PostgresFailure, sql, error);
      }
    },
    /** Gives the connection back as it was taken. */
    async reset() {
      if (current !== ownDeadline) await client.query('RESET statement_timeout');
    },
  };

  async function setDeadline(seconds: number): Promise<void> {
    try {
      await client.query(`SET statement_timeout = ${Math.max(1, Math.round(seconds * 1000))}`);
      current = seconds;
    } catch (error) {
      // In a failed transaction only ROLLBACK is heard, and that must come through under any deadline.
      if ((error as PostgresFailure).code !== inFailedTransaction) throw error;
    }
  }
}

const inFailedTransaction = '25P02';

/** One connection for all channels, opened with the first listener and opened again when it is lost. */
class Listening {
  readonly #connection: pg.ClientConfig;
  readonly #listeners = new Listeners();
  #client: Promise<pg.Client> | null = null;
  #tail: Promise<unknown> = Promise.resolve();
  #stopped = false;

  constructor(connection: pg.ClientConfig) {
    this.#connection = connection;
  }

  async add(channel: string, listener: Listener): Promise<() => Promise<void>> {
    this.#listeners.add(channel, listener);
    try {
      const client = await this.#connect();
      await this.#inTurn(() => client.query(`LISTEN "${channel}"`));
    } catch (error) {
      this.#listeners.remove(channel, listener);
      throw describeFailure(error as PostgresFailure, 'LISTEN', error);
    }
    return async () => {
      if (!this.#listeners.remove(channel, listener) || this.#stopped) return;
      // A lost connection listens to nothing, and the next one only to what is still wanted.
      const client = await this.#client?.catch(() => null);
      if (client) await this.#inTurn(() => client.query(`UNLISTEN "${channel}"`)).catch(() => undefined);
    };
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    const client = await this.#client?.catch(() => null);
    await client?.end();
  }

  /** A connection takes one statement at a time. */
  #inTurn(statement: () => Promise<unknown>): Promise<unknown> {
    const result = this.#tail.then(statement);
    this.#tail = result.catch(() => undefined);
    return result;
  }

  #connect(): Promise<pg.Client> {
    this.#client ??= this.#open();
    return this.#client;
  }

  async #open(): Promise<pg.Client> {
    const client = new pg.Client(this.#connection);
    client.on('notification', ({ channel, payload }) => this.#listeners.deliver(channel, payload ?? ''));
    client.on('error', () => undefined);
    try {
      await client.connect();
      for (const channel of this.#listeners.channels()) await client.query(`LISTEN "${channel}"`);
    } catch (error) {
      this.#client = null;
      await client.end().catch(() => undefined);
      throw error;
    }
    client.once('end', () => {
      this.#client = null;
      this.#reopenSoon();
    });
    return client;
  }

  #reopenSoon(): void {
    setTimeout(() => {
      if (this.#stopped) return;
      this.#connect().then(
        () => this.#listeners.reportGap(),
        () => this.#reopenSoon(),
      );
    }, millisecondsBeforeReconnect).unref();
  }
}
