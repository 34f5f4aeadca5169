/** A row as the driver returns it: column name to value. */
export type Row = Record<string, unknown>;

/** What a caller may ask inside or outside a transaction. `parameters` fill `$1`, `$2`, … */
export interface Queryable {
  /** Rows of one statement. Throws `DatabaseError` with the cause and the statement's name. */
  query<R extends Row = Row>(sql: string, parameters?: readonly unknown[]): Promise<R[]>;
}

/** One PostGIS, whichever engine runs it. Same SQL, same types, same errors on both. */
export interface Database extends Queryable {
  readonly engine: 'embedded' | 'server';
  /** Runs `work` in one transaction: commits when it resolves, rolls back and rethrows when it rejects. */
  transaction<T>(work: (transaction: Queryable) => Promise<T>): Promise<T>;
  /** Calls `onMessage` for each NOTIFY on the channel; resolves to a function that stops listening. */
  listen(channel: string, onMessage: (payload: string) => void): Promise<() => Promise<void>>;
  /** Waits for running work, writes what must be written, releases the data folder. Safe to call twice. */
  close(): Promise<void>;
}

/** A statement that failed. `code` is the SQLSTATE (`57014` for a passed deadline). */
export class DatabaseError extends Error {
  readonly code: string;
  constructor(message: string, code: string, options: { cause: unknown }) {
    super(message, options);
    this.name = 'DatabaseError';
    this.code = code;
  }
}
