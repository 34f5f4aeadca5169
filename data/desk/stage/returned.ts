// A list of projects given back to who brought it: under its own columns, with what is known now.
import writeSheet, { type Row } from 'write-excel-file/node';
import { BYTE_ORDER_MARK, csvCell } from '#model/csv';
import { DESK_FIELDS, type FileFacts, type Mapping } from '#model/upload';
import type { Queryable } from '../../database/database.ts';
import type { Content } from '../versions/difference.ts';
import { valuesOf } from '../versions/features.ts';
import english from '../words/en.json' with { type: 'json' };
import indonesian from '../words/id.json' with { type: 'json' };
import type { WordsLanguage } from './rejected.ts';
import { statement } from './statements.ts';

const WORDS = { id: indonesian, en: english } as const;
const ROWS_PER_PORTION = 500;
/** As many rows as are given back at once: the sheet is made in the server's own memory. */
const MOST_ROWS = 20_000;

/** What we know beside the columns of the file, in this order. Fields of the desk that a column of the file holds are not said twice. */
const ADDED = [
  'status',
  'ceilingRupiah',
  'contractRupiah',
  'spentRupiah',
  'physicalPercent',
  'plannedPercent',
  'financialPercent',
  'updatedOn',
] as const;

type Scalar = string | number | boolean | null;
interface ReturnedRow extends Record<string, unknown> {
  row: number;
  cells: Record<string, string | null>;
  edits: Record<string, string | null>;
  checked: Record<string, Scalar>;
  feature: string | null;
  content: Content | null;
  accuracy: string | null;
  longitude: number | null;
  latitude: number | null;
  regions: string | null;
}

/**
 * The rows of an upload of projects under the columns of its file, in their order; the first row is the headings. A cell whose
 * value is no longer what the file said holds ours, spelt as the file spells it; every other cell is as it came. Behind them
 * stands what the file has no column for. `database` answers as whoever asks.
 */
export async function returnedTable(
  database: Queryable,
  id: string,
  facts: FileFacts,
  mapping: Mapping,
  language: WordsLanguage,
): Promise<(string | number | null)[][]> {
  const rows: ReturnedRow[] = [];
  for (let last = 0; rows.length < MOST_ROWS;) {
    const portion = await database.query<ReturnedRow>(statement('returned-rows'), [id, last, ROWS_PER_PORTION]);
    rows.push(...portion);
    if (portion.length < ROWS_PER_PORTION) break;
    last = portion.at(-1)!.row;
  }
  const columns = facts.columns.map(({ name }) => name);
  const fieldOf = new Map(Object.entries(mapping.columns).map(([field, column]) => [column, field]));
  const spellings = spellingsOf(rows, mapping);
  const added = ADDED.filter((field) => !Object.hasOwn(mapping.columns, field));
  const words = WORDS[language].returned;
  const place = [words.regions, words.accuracy, words.longitude, words.latitude, words.id];
  return [
    [...columns, ...added.map((field) => words[field]), ...place],
    ...rows.map((row) => {
      const values = row.content === null ? null : valuesOf('project', row.content);
      const cells = columns.map((column) => {
        const field = fieldOf.get(column);
        const asItCame = (field === undefined ? null : row.edits[field]) ?? row.cells[column] ?? null;
        const isOurs =
          values !== null && field !== undefined && KEPT.has(field) && values[field] !== (row.checked[field] ?? null);
        return isOurs ? written(field, values[field] ?? null, spellings, facts.decimalComma ?? false) : asItCame;
      });
      const more = added.map((field) => cellOf(values?.[field] ?? null));
      return [...cells, ...more, row.regions, row.accuracy, row.longitude, row.latitude, row.feature];
    }),
  ];
}

/** Fields that a project keeps as they are: a key or a location only ever stands in the file. */
const KEPT = new Set(
  DESK_FIELDS.project
    .map(({ name }) => name)
    .filter(
      (name) =>
        !['key', 'location', 'region', 'kecamatan', 'desa', 'longitude', 'latitude', 'coordinates'].includes(name),
    ),
);

const cellOf = (value: Scalar): string | number | null => (typeof value === 'boolean' ? String(value) : value);

/** How the file spells each choice: as somebody said, else as it stands in the first row that has it. */
function spellingsOf(rows: readonly ReturnedRow[], mapping: Mapping): ReadonlyMap<string, string> {
  const spellings = new Map<string, string>();
  const learn = (field: string, choice: Scalar, spelling: string | null) => {
    const key = `${field} ${choice}`;
    if (spelling !== null && spelling.trim() !== '' && !spellings.has(key)) spellings.set(key, spelling);
  };
  for (const [field, values] of Object.entries(mapping.values))
    for (const [spelling, choice] of Object.entries(values)) learn(field, choice, spelling);
  for (const { name, choices } of DESK_FIELDS.project) {
    const column = mapping.columns[name];
    if (choices === undefined || column === undefined) continue;
    for (const { checked, cells, edits } of rows)
      if (edits[name] == null) learn(name, checked[name] ?? null, cells[column] ?? null);
  }
  return spellings;
}

function written(
  field: string,
  value: Scalar,
  spellings: ReadonlyMap<string, string>,
  decimalComma: boolean,
): string | number | null {
  const spelling = spellings.get(`${field} ${value}`);
  if (spelling !== undefined) return spelling;
  if (typeof value === 'number' && !Number.isInteger(value) && decimalComma) return String(value).replace('.', ',');
  return cellOf(value);
}

/** The table as CSV, and as a spreadsheet whose texts are no formulas. */
export const returnedCsv = (table: readonly (readonly (string | number | null)[])[]): string =>
  `${BYTE_ORDER_MARK}${table.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;

export async function returnedSheet(
  table: readonly (readonly (string | number | null)[])[],
  language: WordsLanguage,
): Promise<Buffer> {
  const data = table.map((row, index): Row =>
    row.map((value) =>
      value === null
        ? null
        : typeof value === 'number'
          ? { value, type: Number }
          : { value, type: String, format: '@', ...(index === 0 ? { fontWeight: 'bold' as const } : {}) },
    ),
  );
  return writeSheet(data, { sheet: WORDS[language].returned.sheet, stickyRowsCount: 1 }).toBuffer();
}
