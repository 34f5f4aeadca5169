import type { Geometry } from 'geojson';
import type { Dataset } from '#model/dataset';
import type { Queryable } from '../../data/database/database.ts';
import { statement } from '../queries/load.ts';
import { columnsOf, rowsKindOf, type RowsKind } from './columns.ts';

export type Cell = string | number | boolean | null;
/** One row of a download. */
export interface CatalogueRow {
  readonly cells: Readonly<Record<string, Cell>>;
  readonly geometry: Geometry | null;
}
export type RowsOf = Pick<Dataset, 'id' | 'family' | 'classification' | 'status'>;

/** On the embedded engine everybody waits for a statement: some thousand rows take a tenth of a second. */
const ROWS_AT_ONCE = 2000;
const STATEMENTS: Readonly<Record<RowsKind, string>> = {
  facility: statement('catalogue-rows-facility'),
  infrastructure: statement('catalogue-rows-infrastructure'),
  project: statement('catalogue-rows-project'),
  permit: statement('catalogue-rows-permit'),
  'permit-public': statement('catalogue-rows-permit-public'),
  zone: statement('catalogue-rows-zone'),
  region: statement('catalogue-rows-region'),
  population: statement('catalogue-rows-population'),
};

/** The first rows of a dataset in the order of their ids, as `database` shows them to whom it answers. */
export async function firstRows(database: Queryable, dataset: RowsOf, count: number): Promise<CatalogueRow[]> {
  return (await portion(database, dataset, '', count)).rows;
}

/** All rows of a dataset in the order of their ids, some thousand at a time. */
export async function* everyRow(database: Queryable, dataset: RowsOf): AsyncGenerator<CatalogueRow[]> {
  let last: string | null = '';
  while (last !== null) {
    const found: Portion = await portion(database, dataset, last, ROWS_AT_ONCE);
    if (found.rows.length > 0) yield found.rows;
    last = found.rows.length < ROWS_AT_ONCE ? null : found.last;
  }
}

interface Portion {
  readonly rows: CatalogueRow[];
  readonly last: string | null;
}

async function portion(database: Queryable, dataset: RowsOf, after: string, count: number): Promise<Portion> {
  const kind = rowsKindOf(dataset);
  const isSample = dataset.status === 'contoh';
  const names = columnsOf(kind, false).map(({ name }) => name);
  const found = await database.query<Record<string, Cell> & { key: string; geometry: string | null }>(
    STATEMENTS[kind],
    [dataset.id, after, count],
  );
  const rows = found.map((row) => ({
    cells: {
      ...Object.fromEntries(names.map((name) => [name, row[name] ?? null])),
      ...(isSample ? { contoh: true } : {}),
    },
    geometry: row.geometry === null ? null : (JSON.parse(row.geometry) as Geometry),
  }));
  return { rows, last: found.at(-1)?.key ?? null };
}

/** How many rows there are, and the share of them (0–1) that has each column filled; `geometry` counts as a column. */
export async function filledShares(
  database: Queryable,
  dataset: RowsOf,
): Promise<{ rows: number; filled: ReadonlyMap<string, number> }> {
  const kind = rowsKindOf(dataset);
  const names = [...columnsOf(kind, false).map(({ name }) => name), 'geometry'];
  // Names of our own table, no text from outside.
  const counts = names.map((name) => `count("${name}")::integer AS "${name}"`).join(', ');
  const sql = `SELECT count(*)::integer AS "rows of all", ${counts} FROM (${STATEMENTS[kind]}) AS row`;
  const [counted = {}] = await database.query<Record<string, number>>(sql, [dataset.id, '', null]);
  const rows = counted['rows of all'] ?? 0;
  return { rows, filled: new Map(names.map((name) => [name, rows === 0 ? 0 : (counted[name] ?? 0) / rows])) };
}
