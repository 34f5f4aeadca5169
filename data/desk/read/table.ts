import { UploadRefusal } from './refusal.ts';
import type { ReadLimits } from './limits.ts';
import type { RawRow } from './reading.ts';

/** A record of a table before its header is known: cells by position, null where empty. */
export type TableRecord = readonly (string | null)[];

/** Records that are looked at before the header is chosen. */
export const RECORDS_FOR_HEADER = 60;
const LONGEST_NAME = 120;
const NUMBER = /^[-+]?(\d+([.,]\d+)*|\d*[.,]\d+)%?$/;
const YEAR = /^(19|20)\d\d$/;

export const isNumberLike = (cell: string) => NUMBER.test(cell);
const filled = (record: TableRecord) => record.filter((cell) => cell !== null).length;
const isHeading = (cell: string) => !isNumberLike(cell) || YEAR.test(cell);

/**
 * Turns records of a table (CSV, a sheet) into rows by column: finds the header below title lines, joins a header of two
 * lines, leaves out the line that numbers the columns (1, 2, 3 …) below it, and makes empty and equal names unique.
 */
export class Table {
  readonly #limits: ReadLimits;
  #waiting: { record: TableRecord; at: number }[] = [];
  #names: string[] | null = null;
  #width = 0;
  /** Position of the last line of the header in the file; 0 when it has none. */
  #headerAt = 0;
  #rows = 0;

  constructor(limits: ReadLimits) {
    this.#limits = limits;
  }

  /** Columns found so far, in the order of the file. */
  get columns(): string[] {
    return (this.#names ?? []).slice(0, this.#width);
  }

  /** Takes the record at line or record `at` (from 1); returns rows that are known now. Throws `too_many_rows`, `too_many_columns`. */
  add(record: TableRecord, at: number): RawRow[] {
    if (this.#names !== null) {
      const row = this.#rowOf(record, at);
      return row === null ? [] : [row];
    }
    if (filled(record) === 0) return [];
    this.#waiting.push({ record, at });
    return this.#waiting.length < RECORDS_FOR_HEADER ? [] : this.#begin();
  }

  /** The rows of a short table. Throws `no_columns` when there is nothing at all. */
  end(): RawRow[] {
    return this.#names === null ? this.#begin() : [];
  }

  #begin(): RawRow[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    if (waiting.length === 0) throw new UploadRefusal('no_columns');
    const { lines, names } = headerOf(waiting.map(({ record }) => record));
    if (names.length > this.#limits.columns)
      throw new UploadRefusal('too_many_columns', { columns: names.length, limit: this.#limits.columns });
    this.#names = uniqueNames(names);
    this.#width = names.length;
    this.#headerAt = lines === 0 ? 0 : waiting[lines - 1]!.at;
    return waiting
      .slice(lines)
      .map(({ record, at }) => this.#rowOf(record, at))
      .filter((row) => row !== null);
  }

  #rowOf(record: TableRecord, at: number): RawRow | null {
    let last = record.length;
    while (last > 0 && record[last - 1] === null) last--;
    if (last === 0) return null;
    if (last > this.#width) this.#widen(last);
    if (++this.#rows > this.#limits.rows) throw new UploadRefusal('too_many_rows', { limit: this.#limits.rows });
    const names = this.#names!;
    const cells: Record<string, string | null> = {};
    for (let index = 0; index < this.#width; index++) cells[names[index]!] = record[index] ?? null;
    return { row: at - this.#headerAt, cells, geometry: null };
  }

  /** Cells beyond the header keep a column of their own: nothing of a file is lost silently. */
  #widen(width: number): void {
    if (width > this.#limits.columns)
      throw new UploadRefusal('too_many_columns', { columns: width, limit: this.#limits.columns });
    this.#names = uniqueNames([...this.#names!, ...Array<string>(width - this.#width).fill('')]);
    this.#width = width;
  }
}

/** How many of the first records are header (with what stands above it), and the names. */
function headerOf(records: readonly TableRecord[]): { lines: number; names: string[] } {
  const widths = records.map(filled);
  const typical = mode(widths.slice(Math.min(records.length - 1, 3))) ?? widths[0]!;
  const at = records.findIndex(
    (record, index) =>
      widths[index]! >= Math.max(Math.min(2, typical), Math.ceil(typical * 0.5)) && isHeader(record, records, index),
  );
  if (at < 0) return { lines: 0, names: Array<string>(Math.max(...records.map(lengthOf))).fill('') };
  let names = namesOf(records[at]!);
  let lines = at + 1;
  const second = records[lines];
  if (second && isSecondLine(records[at]!, second, records[lines + 1])) {
    names = joined(records[at]!, second);
    lines++;
  }
  const numbering = records[lines];
  if (numbering && numbersTheColumns(numbering)) lines++;
  return { lines, names };
}

const lengthOf = (record: TableRecord) => record.findLastIndex((cell) => cell !== null) + 1;
const namesOf = (record: TableRecord) => record.slice(0, lengthOf(record)).map((cell) => cell ?? '');

/** Texts throughout, except years and a few numbers, and something below it that is not as it is. */
function isHeader(record: TableRecord, records: readonly TableRecord[], index: number): boolean {
  const cells = record.filter((cell) => cell !== null);
  const headings = cells.filter(isHeading).length;
  if (headings < cells.length * 0.75 || new Set(cells).size < cells.length * 0.5) return false;
  // A single line is its own header: a file with columns and no rows is told as such.
  const below = records.slice(index + 1, index + 21);
  if (below.length === 0 || cells.every((cell) => !isNumberLike(cell))) return true;
  // Years as headings need numbers below them, else the line is data.
  return (
    record.some(
      (cell, at) => cell !== null && !isNumberLike(cell) && below.some((other) => isNumberLike(other[at] ?? '')),
    ) || cells.length === headings
  );
}

/** A second line of a header: texts, filling the gaps that joined cells leave in the first, above numbers. */
function isSecondLine(first: TableRecord, second: TableRecord, third: TableRecord | undefined): boolean {
  const width = Math.max(lengthOf(first), lengthOf(second));
  let gaps = 0;
  let filledGaps = 0;
  let below = 0;
  for (let index = 0; index < width; index++) {
    const [above, own] = [first[index] ?? null, ownOf(first, second, index)];
    if (own !== null && !isHeading(own)) return false;
    if (own !== null) below++;
    if (above === null) gaps++;
    if (above === null && own !== null) filledGaps++;
  }
  // Where a heading stands alone over its column the second line is empty.
  return gaps > 0 && filledGaps === gaps && below < width && third !== undefined && filled(third) > below;
}

/** What the second line says itself: a heading joined down both lines says nothing new. */
function ownOf(first: TableRecord, second: TableRecord, index: number): string | null {
  const own = second[index] ?? null;
  return own === first[index] ? null : own;
}

/** `Jumlah` over `L` and `P` becomes `Jumlah L` and `Jumlah P`. */
function joined(first: TableRecord, second: TableRecord): string[] {
  const width = Math.max(lengthOf(first), lengthOf(second));
  let above = '';
  return Array.from({ length: width }, (_, index) => {
    above = first[index] ?? above;
    const own = ownOf(first, second, index);
    return own === null ? above : `${above} ${own}`.trim();
  });
}

/** `1 2 3 4` or `(1) (2) (3)`, as forms of the administration number their columns. */
function numbersTheColumns(record: TableRecord): boolean {
  const numbers = record.filter((cell) => cell !== null).map((cell) => /^\(?(\d{1,3})\)?$/.exec(cell)?.[1]);
  return numbers.length >= 3 && numbers.every((number, index) => Number(number) === index + 1);
}

/** Names without control characters, none empty, none twice, none longer than a screen is wide. */
export function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name, index) => {
    const base = columnName(name) || `kolom_${index + 1}`;
    let unique = base;
    for (let count = 2; taken.has(unique); count++) unique = `${base} (${count})`;
    taken.add(unique);
    return unique;
  });
}

/** A column's name as it is shown; `__proto__` would be no own property of an object. */
export function columnName(name: string): string {
  const clean = name
    .slice(0, 4 * LONGEST_NAME)
    .replace(/[\p{Cc}\u200b\ufeff\s]+/gu, ' ')
    .trim();
  return clean === '__proto__' ? 'proto' : clean.slice(0, LONGEST_NAME);
}

function mode(values: readonly number[]): number | null {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: number | null = null;
  for (const [value, count] of counts) {
    const most = best === null ? 0 : counts.get(best)!;
    if (count > most || (count === most && value > best!)) best = value;
  }
  return best;
}
