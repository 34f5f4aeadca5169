import { createHash } from 'node:crypto';
import type { Queryable } from '../database/database.ts';
import { statement } from './queries/statements.ts';

/** A table as a backup reads and writes it. */
export interface TableShape {
  readonly name: string;
  readonly columns: readonly string[];
  /** Answers the rows as lines of CSV, in an order that follows from the rows alone. */
  readonly readRows: string;
  readonly quotedName: string;
  readonly quotedColumns: readonly string[];
  readonly types: readonly string[];
}

/** Rows of one portion lie about here; larger than any one row but a giant polygon. */
const PORTION_BYTES = 1_000_000;
const MOST_ROWS = 5000;
const SLOWEST_STATEMENT = { deadlineSeconds: 3600 };

/** The tables that a backup holds, in the order of their names. */
export async function readTableShapes(queryable: Queryable): Promise<TableShape[]> {
  const rows = await queryable.query<{
    name: string;
    columns: string[];
    read_rows: string;
    quoted_name: string;
    quoted_columns: string[];
    types: string[];
  }>(statement('tables'));
  return rows.map((row) => ({
    name: row.name,
    columns: row.columns,
    readRows: row.read_rows,
    quotedName: row.quoted_name,
    quotedColumns: row.quoted_columns,
    types: row.types,
  }));
}

/** The settings under which values read as the same text everywhere; rows that a policy hides would be an error. */
export async function settleText(transaction: Queryable): Promise<void> {
  await transaction.query(
    `SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'; SET LOCAL IntervalStyle = 'postgres';
     SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 1; SET LOCAL row_security = off`,
  );
}

/** The lines of a table, in portions of about a megabyte. Inside a transaction with `settleText` only. */
export async function* linesOf(transaction: Queryable, table: TableShape): AsyncGenerator<string[]> {
  const declare = `DECLARE backup_rows NO SCROLL CURSOR FOR ${table.readRows}`;
  await transaction.query(declare, [], SLOWEST_STATEMENT);
  for (let count = 100; ;) {
    const fetch = `FETCH ${count} FROM backup_rows`;
    const rows = await transaction.query<{ line: string }>(fetch, [], SLOWEST_STATEMENT);
    if (rows.length === 0) break;
    const lines = rows.map(({ line }) => line);
    yield lines;
    if (lines.length < count) break;
    const perRow = lines.reduce((sum, line) => sum + line.length, 0) / lines.length;
    count = Math.min(MOST_ROWS, Math.max(1, Math.floor(PORTION_BYTES / Math.max(1, perRow))));
  }
  await transaction.query('CLOSE backup_rows');
}

export interface TableDigest {
  readonly rows: number;
  readonly sha256: string;
}

/** Number and checksum of a table's rows as they are now. Inside a transaction with `settleText` only. */
export async function digestOf(transaction: Queryable, table: TableShape): Promise<TableDigest> {
  const hash = createHash('sha256');
  let rows = 0;
  for await (const lines of linesOf(transaction, table)) {
    for (const line of lines) hash.update(line).update('\n');
    rows += lines.length;
  }
  return { rows, sha256: hash.digest('hex') };
}

/** The statement that writes rows given as one array of texts per column. */
export function writeStatement(table: TableShape, columns: readonly string[]): string {
  const places = columns.map((name) => table.columns.indexOf(name));
  const names = places.map((place) => table.quotedColumns[place]).join(', ');
  const values = places.map((place, index) => `r.c${index}::${table.types[place]}`).join(', ');
  const arrays = columns.map((_, index) => `$${index + 1}::text[]`).join(', ');
  const row = columns.map((_, index) => `c${index}`).join(', ');
  return `INSERT INTO ${table.quotedName} (${names}) OVERRIDING SYSTEM VALUE SELECT ${values} FROM unnest(${arrays}) AS r (${row})`;
}
