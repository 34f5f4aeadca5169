// What a cell of a spreadsheet says, whichever way it was written. Nothing here knows about fields.

const PLACEHOLDERS = new Set(
  [
    '-',
    '--',
    '---',
    '–',
    '—',
    '.',
    '?',
    'x',
    'xx',
    'xxx',
    'n/a',
    'na',
    '#n/a',
    'null',
    '<null>',
    'nihil',
    'nil',
    'none',
  ].concat(['tidak ada', 'tidak ada data', 'tidak diketahui', 'belum ada', 'kosong']),
);

export interface CleanCell {
  /** Null for an empty cell and for a placeholder. */
  readonly text: string | null;
  readonly wasPlaceholder: boolean;
  /** Whether spaces stood where none belong. */
  readonly wasUntidy: boolean;
}

/** A cell with one space between words and none around them; dashes, `XX`, `n/a` and their like are no value. */
export function cleanCell(cell: string | null): CleanCell {
  if (cell === null) return { text: null, wasPlaceholder: false, wasUntidy: false };
  // Zero-width characters and no-break spaces come along from web pages and PDF files.
  const text = cell
    .replace(/[^\P{Cc}\t\n\r]|[\u{200b}-\u{200d}\u{feff}]/gu, '')
    .replace(/[\s\u00a0]+/g, ' ')
    .trim();
  if (text === '') return { text: null, wasPlaceholder: false, wasUntidy: false };
  if (PLACEHOLDERS.has(text.toLowerCase())) return { text: null, wasPlaceholder: true, wasUntidy: false };
  return { text, wasPlaceholder: false, wasUntidy: text !== cell };
}

/** A text as spellings are compared: lower case, letters and digits only, one space between words. */
export const plainWords = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/**
 * A number as Indonesian and English programs write it: `1.234,5`, `1,234.5`, `1 234,5`, `(5)`. A single separator with three
 * digits behind it divides thousands, unless `decimalComma` says that the comma (or, when false, the point) is the decimal one.
 * Null when it is no number.
 */
export function readNumber(text: string, decimalComma: boolean): number | null {
  const negative = /^\(.*\)$/.test(text) || /^[-−]/.test(text);
  const bare = text
    .replace(/^\(|\)$/g, '')
    .replace(/^[-+−]\s*/, '')
    .replace(/\s/g, '');
  if (!/^\d[\d.,]*$|^[.,]\d+$/.test(bare)) return null;
  const digits = withDecimalPoint(bare, decimalComma);
  if (digits === null) return null;
  const number = Number(digits);
  return Number.isFinite(number) ? (negative ? -number : number) : null;
}

function withDecimalPoint(text: string, decimalComma: boolean): string | null {
  const [commas, points] = [count(text, ','), count(text, '.')];
  if (commas > 0 && points > 0) {
    const decimal = text.lastIndexOf(',') > text.lastIndexOf('.') ? ',' : '.';
    const thousands = decimal === ',' ? '.' : ',';
    if (count(text, decimal) > 1) return null;
    const [whole, rest] = text.split(decimal) as [string, string];
    return isGrouped(whole, thousands) ? `${whole.replaceAll(thousands, '')}.${rest}` : null;
  }
  const separator = commas > 0 ? ',' : '.';
  const times = commas + points;
  if (times === 0) return text;
  if (times > 1) return isGrouped(text, separator) ? text.replaceAll(separator, '') : null;
  const isDecimal = decimalComma === (separator === ',') || !isGrouped(text, separator) || text.startsWith('0');
  return isDecimal ? text.replace(separator, '.') : text.replace(separator, '');
}

const count = (text: string, character: string) => text.split(character).length - 1;
const isGrouped = (text: string, separator: string) => new RegExp(`^\\d{1,3}(\\${separator}\\d{3})*$`).test(text);

const MULTIPLES: readonly (readonly [RegExp, number])[] = [
  [/\s*(triliun|t)$/i, 1e12],
  [/\s*(miliar|milyar|m)$/i, 1e9],
  [/\s*(juta|jt)$/i, 1e6],
  [/\s*(ribu|rb)$/i, 1e3],
];

/**
 * Whole rupiah: `Rp 1.500.000,00`, `1,5 miliar`. `reason` tells why not: no number, or parts of a rupiah. Dots between groups of
 * three digits divide thousands whatever the file's decimal sign, for nobody pays in thousandths of a rupiah.
 */
export function readRupiah(text: string): {
  rupiah: number | null;
  reason: 'number_invalid' | 'rupiah_not_whole' | null;
} {
  let bare = text.replace(/^\s*(rp|idr)\.?\s*/i, '').replace(/\s*,-+$/, '');
  let multiple = 1;
  for (const [word, times] of MULTIPLES) {
    if (!word.test(bare)) continue;
    bare = bare.replace(word, '');
    multiple = times;
    break;
  }
  // `1,5 miliar` is a decimal whichever sign it has; `1.500` alone is a thousand and five hundred.
  const number =
    multiple === 1 ? readNumber(bare, !/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare)) : readNumber(bare, bare.includes(','));
  if (number === null) return { rupiah: null, reason: 'number_invalid' };
  const rupiah = multiple === 1 ? number : Number((number * multiple).toFixed(3));
  if (!Number.isInteger(rupiah)) return { rupiah: null, reason: 'rupiah_not_whole' };
  return Number.isSafeInteger(rupiah) ? { rupiah, reason: null } : { rupiah: null, reason: 'number_invalid' };
}

const MONTHS: Readonly<Record<string, number>> = Object.fromEntries(
  [
    ['januari', 'january', 'jan'],
    ['februari', 'february', 'pebruari', 'feb', 'peb'],
    ['maret', 'march', 'mar', 'mrt'],
    ['april', 'apr'],
    ['mei', 'may'],
    ['juni', 'june', 'jun'],
    ['juli', 'july', 'jul'],
    ['agustus', 'august', 'agu', 'agt', 'ags', 'aug'],
    ['september', 'sep', 'sept'],
    ['oktober', 'october', 'okt', 'oct'],
    ['november', 'nopember', 'nov', 'nop'],
    ['desember', 'december', 'des', 'dec'],
  ].flatMap((names, index) => names.map((name) => [name, index + 1])),
);

export interface ReadDate {
  /** `YYYY-MM-DD`; null when the cell is no date. */
  readonly date: string | null;
  /** What it may have meant where it is none: a serial number of a spreadsheet, month before day. */
  readonly meant: string | null;
}

/** A calendar date: ISO (with or without time), `dd/mm/yyyy`, `d-m-yy`, `12 Maret 2026`. Day before month, as Indonesia writes. */
export function readDate(text: string): ReadDate {
  const nothing: ReadDate = { date: null, meant: null };
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})([T ].*)?$/.exec(text);
  if (iso) return { date: calendarDate(+iso[1]!, +iso[2]!, +iso[3]!), meant: null };
  const local = /^(\d{1,2})\s*[-/.\s]\s*(\d{1,2})\s*[-/.\s]\s*(\d{4}|\d{2})(\s+\d{1,2}[:.]\d{2}.*)?$/.exec(text);
  if (local) {
    const year = fullYear(local[3]!);
    const date = calendarDate(year, +local[2]!, +local[1]!);
    return { date, meant: date === null ? calendarDate(year, +local[1]!, +local[2]!) : null };
  }
  const words = /^(?:[a-z]+,\s*)?(\d{1,2})[\s-]+([a-z]+)\.?[\s-]+(\d{4}|\d{2})$/i.exec(text);
  if (words) {
    const month = MONTHS[words[2]!.toLowerCase()];
    return month === undefined ? nothing : { date: calendarDate(fullYear(words[3]!), month, +words[1]!), meant: null };
  }
  // Days since 1899-12-30, as spreadsheets count: of the years 2000 to 2100, so that no code passes for a date.
  if (/^\d{5}(\.0+)?$/.test(text) && +text >= 36526 && +text <= 73415)
    return { date: null, meant: new Date(Date.UTC(1899, 11, 30) + +text * 86_400_000).toISOString().slice(0, 10) };
  return nothing;
}

const fullYear = (text: string) => (text.length === 4 ? +text : +text + (+text < 70 ? 2000 : 1900));

function calendarDate(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists && year >= 1900 && year <= 2200 ? date.toISOString().slice(0, 10) : null;
}
