// PostGIS on a PostgreSQL server, through a pool of connections.
import pg from 'pg';
import { DatabaseError, sqlState, type Database, type Queryable, type Row, type StatementOptions } from './database.ts';
import {
  defaultDeadlineSeconds,
  describeFailure,
  refuseInsideTransaction,
  requireChannelName,
  runTransaction,
  type PostgresFailure,
  type Session,
} from './session.ts';
import { decoders, encodeParameters } from './values.ts';

export interface ServerOptions {
  deadlineSeconds?: number;
  /** Connections at most; one more is used once somebody listens. */
  connections?: number;
}

const millisecondsBeforeReconnect = 1000;

/** Connects to the server of the URL. Throws `DatabaseError` when it does not answer. */
export async function openServer(url: string, options: ServerOptions = {}): Promise<Database> {
  const deadline = options.deadlineSeconds ?? defaultDeadlineSeconds;
  const connection: pg.ClientConfig = {
    connectionString: url,
    application_name: 'jangkau',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    types: { getTypeParser: (type: number) => decoders[type] ?? String } as pg.CustomTypesConfig,
    // As the embedded engine has them, so that dates and numbers read the same.
    options: `-c timezone=UTC -c datestyle=ISO -c intervalstyle=postgres -c statement_timeout=${deadline * 1000}`,
  };
  const pool = new pg.Pool({ ...connection, max: options.connections ?? 10 });
  // An idle connection that the server drops is replaced by the pool; without a listener it would end the program.
  pool.on('error', () => undefined);

  const withSession = async <T>(work: (session: Session) => Promise<T>): Promise<T> => {
    if (closed) throw new DatabaseError('The database is closed', sqlState.closed, { cause: null });
    const client = await pool.connect().catch((error: unknown) => {
      throw describeFailure(error as PostgresFailure, 'connect', error);
    });
    let broken = false;
    const onError = () => (broken = true);
    client.on('error', onError);
    try {
      return await work(sessionOf(client, deadline));
    } finally {
      client.off('error', onError);
      client.release(broken);
    }
  };

  const listening = new Listening(connection);
  let closed: Promise<void> | null = null;

  const database: Database = {
    engine: 'server',
    async query<R extends Row>(
      sql: string,
      parameters: readonly unknown[] = [],
      each: StatementOptions = {},
    ): Promise<R[]> {
      refuseInsideTransaction();
      const encoded = encodeParameters(parameters);
      return (await withSession((session) => session.run(sql, encoded, each.deadlineSeconds ?? deadline))) as R[];
    },
    async transaction<T>(work: (transaction: Queryable) => Promise<T>, each: StatementOptions = {}): Promise<T> {
      refuseInsideTransaction();
      return withSession((session) => runTransaction(session, work, each.deadlineSeconds ?? deadline));
    },
    async listen(channel, onMessage) {
      requireChannelName(channel);
      return listening.add(channel, onMessage);
    },
    close() {
      closed ??= (async () => {
        await listening.stop();
        await pool.end();
      })();
      return closed;
    },
  };
  try {
    await database.query('SELECT 1');
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

/** Statements on one connection; a deadline other than the connection's own is set before the statement. */
function sessionOf(client: pg.PoolClient, ownDeadline: number): Session {
  let current = ownDeadline;
  return {
    async run(sql, parameters, deadlineSeconds) {
      try {
        if (deadlineSeconds !== current) {
          await client.query(`SET statement_timeout = ${Math.round(deadlineSeconds * 1000)}`);
          current = deadlineSeconds;
        }
        const result: pg.QueryResult | pg.QueryResult[] =
          parameters.length > 0 ? await client.query(sql, [...parameters]) : await client.query(sql);
        return ((Array.isArray(result) ? result.at(-1) : result)?.rows ?? []) as Row[];
      } catch (error) {
        throw describeFailure(error as PostgresFailure, sql, error);
      }
    },
  };
}

/** One connection for all channels, opened with the first listener and opened again when it is lost. */
class Listening {
  readonly #connection: pg.ClientConfig;
  readonly #listeners = new Map<string, Set<(payload: string) => void>>();
  #client: Promise<pg.Client> | null = null;
  #stopped = false;

  constructor(connection: pg.ClientConfig) {
    this.#connection = connection;
  }

  async add(channel: string, onMessage: (payload: string) => void): Promise<() => Promise<void>> {
    const listener = (payload: string) => onMessage(payload);
    const others = this.#listeners.get(channel) ?? new Set();
    this.#listeners.set(channel, others.add(listener));
    await (await this.#connect()).query(`LISTEN "${channel}"`);
    return async () => {
      if (!others.delete(listener) || others.size > 0) return;
      this.#listeners.delete(channel);
      if (this.#client !== null && !this.#stopped) await (await this.#client).query(`UNLISTEN "${channel}"`);
    };
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    const client = await this.#client?.catch(() => null);
    await client?.end();
  }

  #connect(): Promise<pg.Client> {
    this.#client ??= this.#open();
    return this.#client;
  }

  async #open(): Promise<pg.Client> {
    const client = new pg.Client(this.#connection);
    const onLost = () => {
      if (this.#stopped || this.#client === null) return;
      this.#client = null;
      setTimeout(() => this.#reopen(), millisecondsBeforeReconnect).unref();
    };
    client.on('error', onLost);
    client.on('end', onLost);
    client.on('notification', ({ channel, payload }) => {
      for (const onMessage of [...(this.#listeners.get(channel) ?? [])]) onMessage(payload ?? '');
    });
    try {
      await client.connect();
      for (const channel of this.#listeners.keys()) await client.query(`LISTEN "${channel}"`);
    } catch (error) {
      this.#client = null;
      throw describeFailure(error as PostgresFailure, 'LISTEN', error);
    }
    return client;
  }

  #reopen(): void {
    if (this.#stopped || this.#client !== null) return;
    this.#connect().catch(() => setTimeout(() => this.#reopen(), millisecondsBeforeReconnect).unref());
  }
}
