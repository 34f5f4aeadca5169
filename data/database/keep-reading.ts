import type { Database, Queryable } from './database.ts';

/**
 * What `read` found, until `stateOf` answers something else. Everybody who asks meanwhile waits for one reading; a failed one is
 * forgotten.
 */
export function keptByState<T>(
  stateOf: (database: Database) => Promise<string>,
  read: (database: Database) => Promise<T>,
): (database: Database) => Promise<T> {
  const kept = new WeakMap<Database, { state: string; found: Promise<T> }>();
  return async (database) => {
    const state = await stateOf(database);
    const known = kept.get(database);
    if (known?.state === state) return known.found;
    const entry = { state, found: read(database) };
    kept.set(database, entry);
    entry.found.catch(() => {
      if (kept.get(database) === entry) kept.delete(database);
    });
    return entry.found;
  };
}

/**
 * All rows of a statement, read in portions, because one long statement of the embedded engine would hold up all others.
 * $1 of the statement is the last id of the portion before (first ''), $2 how many rows at most; it orders by id.
 */
export async function readInPortions<Row extends { readonly id: string }>(
  database: Queryable,
  sql: string,
  portion: number,
): Promise<Row[]> {
  const all: Row[] = [];
  for (let last = ''; ;) {
    const rows = await database.query<Row & Record<string, unknown>>(sql, [last, portion]);
    for (const row of rows) all.push(row);
    if (rows.length < portion) return all;
    last = rows.at(-1)!.id;
  }
}
