import { numberText, type CellFormat } from './cell-format.ts';
import { UploadRefusal } from './refusal.ts';
import { unescaped, type SharedTexts } from './shared-texts.ts';
import { XmlReader, type Attributes } from './xml.ts';
import type { TableRecord } from './table.ts';

export interface SheetRecord {
  /** Number of the row in the sheet, from 1. */
  at: number;
  record: TableRecord;
}
export interface SheetOptions {
  texts: SharedTexts | null;
  formats: readonly CellFormat[];
  has1904: boolean;
  columns: number;
  cellCharacters: number;
  merges: Merges;
}

/** Cells joined down a column, by column: where they begin and end. */
export type Merges = ReadonlyMap<number, readonly { first: number; last: number }[]>;

const LAST_COLUMN = 16_384;
const LAST_ROW = 1_048_576;

/**
 * Turns the XML of a sheet into records as it comes. Formulas are never worked out: their cells have the value that was saved.
 * A cell that is joined down a column fills all rows that it covers. Throws `too_many_columns`, `malformed`, `entity_expansion`.
 */
export class SheetParser {
  readonly #options: SheetOptions;
  readonly #xml: XmlReader;
  #ready: SheetRecord[] = [];
  #row = 0;
  #cells: (string | null)[] = [];
  #column = 0;
  #type = '';
  #style = 0;
  #text = '';
  #collects = false;
  #phonetic = 0;
  /** Value of the joined cell above, by column. */
  #joined = new Map<number, { last: number; value: string }>();

  constructor(options: SheetOptions) {
    this.#options = options;
    this.#xml = new XmlReader({
      open: (name, attributes) => this.#open(name, attributes),
      text: (text) => {
        if (!this.#collects) return;
        this.#text += text;
        if (this.#text.length > this.#options.cellCharacters)
          throw new UploadRefusal('sheet_too_large', { row: this.#row });
      },
      close: (name) => this.#close(name),
    });
  }

  /** Takes bytes of the sheet; returns the rows that ended within them. */
  push(bytes: Uint8Array): SheetRecord[] {
    this.#xml.write(bytes);
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }

  end(): void {
    this.#xml.end();
  }

  #open(name: string, attributes: Attributes): void {
    switch (name) {
      case 'row': {
        const before = this.#row;
        this.#row = attributes['r'] === undefined ? before + 1 : Number(attributes['r']);
        // A number that comes twice, or falls back, would be that of two rows.
        if (!Number.isInteger(this.#row) || this.#row <= before || this.#row > LAST_ROW)
          throw new UploadRefusal('malformed', { message: 'row' });
        this.#cells = [];
        this.#column = -1;
        return;
      }
      case 'c':
        this.#column = attributes['r'] === undefined ? this.#column + 1 : columnOf(attributes['r']);
        if (!(this.#column >= 0 && this.#column < LAST_COLUMN))
          throw new UploadRefusal('malformed', { row: this.#row, message: 'cell' });
        this.#type = attributes['t'] ?? 'n';
        this.#style = Number(attributes['s'] ?? 0);
        this.#text = '';
        return;
      case 'rPh':
        this.#phonetic++;
        return;
      case 'v':
        this.#collects = true;
        return;
      case 't':
        this.#collects = this.#phonetic === 0 && this.#type === 'inlineStr';
    }
  }

  #close(name: string): void {
    if (name === 'v' || name === 't') this.#collects = false;
    else if (name === 'rPh') this.#phonetic--;
    else if (name === 'c') this.#endCell();
    else if (name === 'row') this.#endRow();
  }

  #endCell(): void {
    const value = this.#value()?.trim() ?? '';
    if (value === '') return;
    if (this.#column >= this.#options.columns)
      throw new UploadRefusal('too_many_columns', { columns: this.#column + 1, limit: this.#options.columns });
    while (this.#cells.length < this.#column) this.#cells.push(null);
    this.#cells[this.#column] = value;
  }

  #value(): string | null {
    const { texts, formats, has1904 } = this.#options;
    switch (this.#type) {
      case 's':
        return this.#text === '' ? null : (texts?.at(Number(this.#text)) ?? null);
      case 'b':
        return this.#text.trim() === '1' ? 'true' : this.#text === '' ? null : 'false';
      case 'n':
        return this.#text === '' ? null : numberText(this.#text, formats[this.#style] ?? 'number', has1904);
      default:
        return unescaped(this.#text);
    }
  }

  #endRow(): void {
    for (const [column, spans] of this.#options.merges) this.#fill(column, spans);
    this.#ready.push({ at: this.#row, record: this.#cells });
  }

  #fill(column: number, spans: readonly { first: number; last: number }[]): void {
    const above = this.#joined.get(column);
    const own = this.#cells[column] ?? null;
    if (own === null && above !== undefined && this.#row <= above.last) {
      while (this.#cells.length < column) this.#cells.push(null);
      this.#cells[column] = above.value;
      return;
    }
    const span = own === null ? undefined : spanAt(spans, this.#row);
    if (own !== null && span !== undefined && span.first === this.#row)
      this.#joined.set(column, { last: span.last, value: own });
  }
}

/** The span that begins at a row, of spans in order. */
function spanAt(
  spans: readonly { first: number; last: number }[],
  row: number,
): { first: number; last: number } | undefined {
  let low = 0;
  let high = spans.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const span = spans[middle]!;
    if (span.first === row) return span;
    if (span.first < row) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}

/** Number of the column of `AB12`, from 0; NaN when it is no reference. */
export function columnOf(reference: string): number {
  let column = 0;
  let index = 0;
  for (; index < reference.length && index < 4; index++) {
    const letter = reference.charCodeAt(index) & ~0x20;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  return index === 0 ? NaN : column - 1;
}
