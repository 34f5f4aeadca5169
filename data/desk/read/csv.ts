import { Readable } from 'node:stream';
import { CsvError, parse, type Options } from 'csv-parse';
import { parse as parseNow } from 'csv-parse/sync';
import { UploadRefusal } from './refusal.ts';
import { isNumberLike, Table } from './table.ts';
import { surveyText, textOf, type TextSurvey } from './text.ts';
import type { Findings, Portion, RawRow, ReadTask } from './reading.ts';

const DELIMITERS = [',', ';', '\t', '|'];
const SAMPLE_CHARACTERS = 200_000;
const SAMPLE_RECORDS = 200;
const ROWS_AT_ONCE = 500;
/** Excel's own first line that names the delimiter. */
const SEPARATOR_LINE = /^sep=([,;\t|])\r?\n/i;

interface Dialect {
  delimiter: string;
  quote: string;
  /** Characters before the first line. */
  skip: number;
}

/** Rows of a delimited text file, whatever its delimiter, quote and encoding. Throws `malformed` with the line of an open quote. */
export async function* readCsv(task: ReadTask): AsyncGenerator<Portion, Findings> {
  const survey = await surveyText(task.path);
  const dialect = dialectOf(await sampleOf(task.path, survey));
  const table = new Table(task.limits);
  let done = 0;
  const text = async function* () {
    let skip = dialect.skip;
    for await (const piece of textOf(task.path, survey)) {
      done = piece.bytes;
      if (piece.text.length > skip) yield skip > 0 ? piece.text.slice(skip) : piece.text;
      skip = Math.max(0, skip - piece.text.length);
    }
  };
  const parser = parse(optionsOf(dialect, task.limits.cellCharacters * 10));
  const source = Readable.from(text(), { objectMode: true, highWaterMark: 1 });
  // Also an error of the file itself, not only of the parser, ends the loop below.
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let rows: RawRow[] = [];
  let record = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      rows.push(...table.add(cells.map(cellOf), ++record));
      if (rows.length < ROWS_AT_ONCE) continue;
      yield { rows, done, total: survey.bytes };
      rows = [];
    }
  } catch (error) {
    throw csvRefusal(error);
  } finally {
    source.destroy();
  }
  rows.push(...table.end());
  yield { rows, done: survey.bytes, total: survey.bytes };
  const { encoding } = survey;
  const { delimiter } = dialect;
  return { format: 'csv', encoding, delimiter, crs: null, layer: null, layers: [], columns: table.columns };
}

const cellOf = (cell: string) => (cell === '' ? null : cell);

function optionsOf({ delimiter, quote }: Omit<Dialect, 'skip'>, recordCharacters: number): Options {
  return {
    delimiter,
    quote,
    escape: quote,
    trim: true,
    relax_quotes: true,
    relax_column_count: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    // An open quote would otherwise take the rest of the file for one cell.
    max_record_size: recordCharacters,
  };
}

function csvRefusal(error: unknown): unknown {
  if (!(error instanceof CsvError)) return error;
  const line = Number(error['lines'] ?? 0);
  return new UploadRefusal('malformed', { line, message: error.code }, { cause: error });
}

async function sampleOf(path: string, survey: TextSurvey): Promise<string> {
  let sample = '';
  for await (const { text, bytes } of textOf(path, survey)) {
    sample += text;
    if (sample.length < SAMPLE_CHARACTERS || bytes === survey.bytes) continue;
    // The last line is cut off.
    const end = Math.max(sample.lastIndexOf('\n'), sample.lastIndexOf('\r'));
    return end > 0 ? sample.slice(0, end) : sample;
  }
  return sample;
}

/** Delimiter and quote of a text: the pair by which most lines have as many cells as each other and the first of them is a header. */
export function dialectOf(sample: string): Dialect {
  const named = SEPARATOR_LINE.exec(sample);
  const skip = named?.[0].length ?? 0;
  const text = sample.slice(skip);
  const quote = quoteOf(text);
  if (named) return { delimiter: named[1]!, quote, skip };
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of DELIMITERS) {
    if (!text.includes(delimiter)) continue;
    const score = scoreOf(text, delimiter, quote);
    if (score > best.score) best = { delimiter, score };
  }
  return { delimiter: best.delimiter, quote, skip };
}

/** The double quote, unless cells stand in single ones. */
function quoteOf(text: string): string {
  const count = (quote: string) =>
    text.match(new RegExp(`(^|[,;\\t|])${quote}[^${quote}\\n]*${quote}(?=[,;\\t|\\r\\n]|$)`, 'gm'))?.length ?? 0;
  return text.includes("'") && count("'") > 2 * count('"') ? "'" : '"';
}

function scoreOf(text: string, delimiter: string, quote: string): number {
  let records: string[][];
  try {
    records = parseNow(text, {
      ...optionsOf({ delimiter, quote }, SAMPLE_CHARACTERS),
      to: SAMPLE_RECORDS,
      skip_empty_lines: true,
    }) as unknown as string[][];
  } catch {
    // An open quote somewhere: judged by its first lines alone, the reader says which line it is.
    records = text.split(/\r\n|\n|\r/, SAMPLE_RECORDS).map((line) => line.split(delimiter));
  }
  const counts = new Map<number, number>();
  for (const { length } of records) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [width, count] = [...counts].reduce(
    (most, next) => (next[1] * Math.sqrt(next[0] - 1) > most[1] * Math.sqrt(most[0] - 1) ? next : most),
    [1, 0],
  );
  if (width < 2) return 0;
  const first = records.find(({ length }) => length === width)!;
  const share = count / records.length;
  // Decimal commas split every line alike too, but not the header.
  const hasHeader = !first.some((cell) => isNumberLike(cell.trim()));
  const within = delimiter === ',' ? (text.match(/\d,\d/g)?.length ?? 0) / Math.max(1, text.split(',').length - 1) : 0;
  return share * Math.sqrt(width - 1) * (hasHeader ? 1 : 0.5) * (within > 0.5 ? 0.7 : 1);
}
