import type { Identity } from '#model/account';

/** A row as the driver returns it: column name to value. */
export type Row = Record<string, unknown>;

export interface StatementOptions {
  /** How long one statement may run before it is cancelled with SQLSTATE 57014. Default: the database's own (60 s). */
  deadlineSeconds?: number;
}

/**
 * What a caller may ask inside or outside a transaction. `parameters` fill `$1`, `$2`, …
 *
 * Values are the same on both engines. Rows hold: int8 and numeric as number (int8 past 2^53 as bigint), date as
 * 'YYYY-MM-DD', timestamptz as ISO 8601 with Z, json and jsonb as parsed values, bytea as Uint8Array, arrays as arrays,
 * geometry as hex EWKB (ask for ST_AsGeoJSON or ST_AsBinary instead). Parameters may be null, string, number, bigint,
 * boolean, Date, Uint8Array, arrays of these (for `unnest($1::text[])`), or plain objects (sent as JSON; an array meant as
 * JSON must be passed through `JSON.stringify`).
 *
 * Many rows go in with one `INSERT … SELECT … FROM unnest($1::text[], $2::integer[], …)` per some ten thousand rows.
 */
export interface Queryable {
  /**
   * Rows of one statement. Without parameters the text may hold several statements separated by semicolons; the rows are
   * then those of the last one. Throws `DatabaseError` with the cause and the statement's first line.
   */
  query<R extends Row = Row>(sql: string, parameters?: readonly unknown[], options?: StatementOptions): Promise<R[]>;
}

/** A database that can also keep statements together. */
export interface Transactional extends Queryable {
  /**
   * Runs `work` in one transaction: commits when it resolves, rolls back and rethrows when it rejects. Inside `work` only the
   * transaction's own `query` may be used; the database's throws, because on the embedded engine it would wait for ever.
   * A `work` that swallows a failed statement's error is rolled back too, and that error is thrown.
   * The deadline holds for each statement, not for the whole.
   */
  transaction<T>(work: (transaction: Queryable) => Promise<T>, options?: StatementOptions): Promise<T>;
}

/** One PostGIS, whichever engine runs it. Same SQL, same types, same errors on both. Its own statements run as the owner. */
export interface Database extends Transactional {
  readonly engine: 'embedded' | 'server';
  /** The same database answering as somebody: privileges and row-level security of that role hold. */
  as(identity: Identity): Transactional;
  /**
   * Calls `onMessage` for each NOTIFY on the channel; resolves to a function that stops listening. The channel is a lower-case
   * name. `onGap` is called when the connection was lost and is back: messages may have been missed meanwhile.
   */
  listen(channel: string, onMessage: (payload: string) => void, onGap?: () => void): Promise<() => Promise<void>>;
  /** Waits for running work, writes what must be written, releases the data folder. Safe to call twice. */
  close(): Promise<void>;
}

/** A statement that failed. `code` is the SQLSTATE (`57014` for a passed deadline). */
export class DatabaseError extends Error {
  readonly code: string;
  /** Name of the constraint that was violated, when one was. */
  readonly constraint: string | null;
  constructor(message: string, code: string, options: { cause: unknown; constraint?: string | null }) {
    super(message, options);
    this.name = 'DatabaseError';
    this.code = code;
    this.constraint = options.constraint ?? null;
  }
}

/** SQLSTATEs that this layer raises itself. */
export const sqlState = {
  deadlinePassed: '57014',
  engineStopped: '57P02',
  connectionLost: '08006',
  closed: '57P03',
  misuse: '25001',
} as const;
