import { Archive } from './archive.ts';
import { UploadRefusal } from './refusal.ts';
import { readSharedTexts } from './shared-texts.ts';
import { columnOf, SheetParser, type Merges, type SheetOptions } from './sheet.ts';
import { RECORDS_FOR_HEADER, Table } from './table.ts';
import { readWorkbook, type Workbook } from './workbook.ts';
import type { Findings, Portion, ReadTask } from './reading.ts';

const MOST_MERGES = 200_000;
const MERGE = /<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"/g;

/** What one pass over a sheet's bytes finds before it is parsed. */
interface SheetSurvey {
  bytes: number;
  merges: Merges;
}

/**
 * Rows of a workbook: of the sheet that is asked for, else of the first visible one that holds a table. Throws
 * `archive_without_layer` when there is no such sheet, `sheet_too_large`, `entity_expansion`, `malformed`.
 */
export async function* readXlsx(task: ReadTask): AsyncGenerator<Portion, Findings> {
  const archive = await Archive.open(task.path, task.limits);
  try {
    const workbook = await readWorkbook(archive);
    const { sharedTexts, formats, has1904 } = workbook;
    const texts =
      sharedTexts === null ? null : await readSharedTexts(archive, sharedTexts, task.limits.sharedTextBytes);
    const options = {
      texts,
      formats,
      has1904,
      columns: task.limits.columns,
      cellCharacters: task.limits.cellCharacters,
    };
    const sheet = await chosenSheet(archive, workbook, options, task.layer);
    const survey = await surveyOf(archive, sheet.part);
    const table = new Table(task.limits);
    yield* rowsOf(archive, sheet.part, survey, new SheetParser({ ...options, merges: survey.merges }), table);
    const layers = workbook.sheets.map(({ name }) => name);
    return {
      format: 'xlsx',
      encoding: null,
      delimiter: null,
      crs: null,
      layer: sheet.name,
      layers,
      columns: table.columns,
    };
  } finally {
    archive.close();
  }
}

async function* rowsOf(
  archive: Archive,
  part: string,
  survey: SheetSurvey,
  parser: SheetParser,
  table: Table,
): AsyncGenerator<Portion> {
  let done = 0;
  const source = await archive.stream(part);
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      done += chunk.length;
      const rows = parser.push(chunk).flatMap(({ record, at }) => table.add(record, at));
      yield { rows, done, total: survey.bytes };
    }
    parser.end();
  } finally {
    source.destroy();
  }
  yield { rows: table.end(), done: survey.bytes, total: survey.bytes };
}

type Sheet = Workbook['sheets'][number];

async function chosenSheet(
  archive: Archive,
  { sheets }: Workbook,
  options: Omit<SheetOptions, 'merges'>,
  wanted: string | null,
): Promise<Sheet> {
  const present = sheets.filter(({ part }) => archive.entries.has(part));
  if (wanted !== null) {
    const sheet = present.find(({ name }) => name === wanted);
    if (sheet === undefined) throw new UploadRefusal('archive_without_layer', { layer: wanted.slice(0, 100) });
    return sheet;
  }
  const visible = present.filter(({ hidden }) => !hidden);
  for (const sheet of visible.length > 1 ? visible : []) if (await holdsTable(archive, sheet, options)) return sheet;
  const sheet = visible[0] ?? present[0];
  if (sheet === undefined) throw new UploadRefusal('archive_without_layer');
  return sheet;
}

/** Whether the first rows have two with two cells each: a cover page has none. */
async function holdsTable(archive: Archive, { part }: Sheet, options: Omit<SheetOptions, 'merges'>): Promise<boolean> {
  const parser = new SheetParser({ ...options, merges: new Map() });
  const source = await archive.stream(part);
  let seen = 0;
  let wide = 0;
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      for (const { record } of parser.push(chunk)) {
        const cells = record.filter((cell) => cell !== null).length;
        if (cells > 0) seen++;
        if (cells > 1 && ++wide > 1) return true;
      }
      if (seen > RECORDS_FOR_HEADER) return false;
    }
    return false;
  } finally {
    source.destroy();
  }
}

/** Counts the bytes of a sheet and finds the cells joined down a column, which stand behind all rows. */
async function surveyOf(archive: Archive, part: string): Promise<SheetSurvey> {
  const merges = new Map<number, { first: number; last: number }[]>();
  let bytes = 0;
  let count = 0;
  let rest = '';
  for await (const chunk of (await archive.stream(part)) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    const text = rest + chunk.toString('latin1');
    let end = 0;
    for (const found of text.matchAll(MERGE)) {
      end = found.index + found[0].length;
      const [first, last] = [Number(found[2]), Number(found[4])];
      if (found[1] !== found[3] || last <= first) continue;
      if (++count > MOST_MERGES) throw new UploadRefusal('sheet_too_large', { merged: MOST_MERGES });
      const column = columnOf(found[1]!);
      if (!merges.has(column)) merges.set(column, []);
      merges.get(column)!.push({ first, last });
    }
    // A tag may be cut between two pieces.
    rest = text.slice(Math.max(end, text.length - 200));
  }
  for (const spans of merges.values()) spans.sort((a, b) => a.first - b.first);
  return { bytes, merges };
}
