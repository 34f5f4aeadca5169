import writeSheet, { type Row } from 'write-excel-file/node';
import type { FileFacts, Mapping, RowIssue } from '#model/upload';
import type { Queryable } from '../../database/database.ts';
import english from '../words/en.json' with { type: 'json' };
import indonesian from '../words/id.json' with { type: 'json' };
import { statement } from './statements.ts';

const WORDS = { id: indonesian, en: english } as const;
export type WordsLanguage = keyof typeof WORDS;

const ROWS_PER_PORTION = 1000;
/** What a person may mend in a spreadsheet, and what fits into memory; the rest follows after the next upload. */
const MOST_ROWS = 50_000;
/** As many cells as 50,000 rows of a usual list have: the sheet is made in the server's own memory. */
const MOST_CELLS = 1_000_000;
const LONGEST_CELL = 32_000;

interface RejectedRow extends Record<string, unknown> {
  readonly row: number;
  readonly cells: Record<string, string | null>;
  readonly edits: Record<string, string | null>;
  readonly issues: RowIssue[];
}

/**
 * The rejected rows of an upload as a spreadsheet: their cells as text as they came, or as somebody typed them, with the number of
 * the row and the reasons behind. Uploaded again, its columns are understood as those of the file were.
 */
export async function rejectedSheet(
  database: Queryable,
  id: string,
  facts: FileFacts,
  mapping: Mapping | null,
  language: WordsLanguage,
): Promise<Buffer> {
  const words = WORDS[language];
  const columns = facts.columns.map(({ name }) => name);
  const headings: Row = [...columns, words.row, words.reason].map((value) => ({ value, fontWeight: 'bold' as const }));
  const data: Row[] = [headings];
  const fieldOf = new Map(Object.entries(mapping?.columns ?? {}).map(([field, column]) => [column, field]));
  let last = 0;
  const most = Math.min(MOST_ROWS, Math.floor(MOST_CELLS / headings.length));
  while (data.length <= most) {
    const rows = await database.query<RejectedRow>(statement('rejected-rows'), [
      id,
      last,
      Math.min(ROWS_PER_PORTION, most + 1 - data.length),
    ]);
    for (const { row, cells, edits, issues } of rows) {
      const text = (column: string) => edits[fieldOf.get(column) ?? ''] ?? cells[column] ?? null;
      data.push([
        ...columns.map((column) => textCell(text(column))),
        { value: row, type: Number },
        textCell(reasonsOf(issues, mapping, language)),
      ]);
    }
    if (rows.length === 0) break;
    last = rows.at(-1)!.row;
  }
  return writeSheet(data, {
    sheet: words.sheet,
    stickyRowsCount: 1,
    columns: [...columns.map(() => ({ width: 18 })), { width: 8 }, { width: 60 }],
  }).toBuffer();
}

/** Whether a file is such a sheet come back: it holds a part of the rows, not the whole dataset. */
export function isRejectedSheet({ columns }: FileFacts): boolean {
  const names = new Set(columns.map(({ name }) => name));
  return Object.values(WORDS).some((words) => names.has(words.row) && names.has(words.reason));
}

/** Always text: a code keeps its zeros, and nothing is taken for a formula. */
const textCell = (text: string | null) =>
  text === null ? null : { value: text.slice(0, LONGEST_CELL), type: String, format: '@' };

/** The reasons of a row in words, errors only, with the row, the name and the distance where there are such. */
function reasonsOf(issues: readonly RowIssue[], mapping: Mapping | null, language: WordsLanguage): string {
  const words = WORDS[language];
  return issues
    .filter(({ severity }) => severity === 'error')
    .map(({ reason, field, value, details }) => {
      const column = field === null ? '' : (mapping?.columns[field] ?? field);
      const sentence = words.reasons[reason].replace('{field}', column);
      const more = (['row', 'name', 'metres'] as const).flatMap((name) => {
        const detail = details[name];
        return detail === undefined || detail === null
          ? []
          : [words.details[name].replace(`{${name}}`, String(detail))];
      });
      const shown = value !== null && !sentence.includes(value) ? [value] : [];
      const behind = [...shown, ...more].join('; ');
      return behind === '' ? sentence : `${sentence} (${behind})`;
    })
    .join('. ');
}
