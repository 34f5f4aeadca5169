import type { AssessmentInput } from '#contract';
import type { RegionCode } from '#model/region';
import type { MessageKey } from '../../i18n/messages.ts';
import type { Measure } from '../../state/url-codec.ts';
import type { CompositeItem, CompositePart, CompositeReply, GapsQuestion, GapsReply } from '../../worker/questions.ts';
import { ownerKey } from './gaps-words.ts';
import { rankedItems, travelPeople, valueOf, type GapItem } from './gaps-model.ts';

/** `machine`: decimal point and commas; `excel`: decimal comma and semicolons, as Excel in Indonesian opens them. */
export type Dialect = 'machine' | 'excel';

/**
 * A code stays text in every reader; a number is written with its decimals. Machines read a share as a fraction 0–1, a choice
 * as its code and a flag as `true` or `false`; `readableTable` turns these three into what people read.
 */
export type Cell =
  | { readonly type: 'code' | 'text'; readonly value: string }
  | { readonly type: 'number'; readonly value: number | null; readonly digits: number }
  | { readonly type: 'share'; readonly value: number | null }
  | { readonly type: 'flag'; readonly value: boolean }
  | { readonly type: 'choice'; readonly value: string; readonly words: readonly MessageKey[] };
const code = (value: string): Cell => ({ type: 'code', value });
const text = (value: string): Cell => ({ type: 'text', value });
const number = (value: number | null, digits = 0): Cell => ({
  type: 'number',
  value: value !== null && Number.isFinite(value) ? value : null,
  digits,
});
const share = (value: number | null): Cell => ({ type: 'share', value });
const flag = (value: boolean): Cell => ({ type: 'flag', value });
const choice = (value: string, ...words: MessageKey[]): Cell => ({ type: 'choice', value, words });
const measureCell = (measure: Measure): Cell => choice(measure, `gaps.measure.${measure}`);
/** Decimals of a share as a fraction. */
const SHARE_DIGITS = 4;

/** What a view shows and can be taken away; `items` are the rows in the order shown. */
export type ExportSubject =
  | {
      readonly type: 'single';
      readonly reply: GapsReply;
      readonly measure: Measure;
      readonly items: readonly GapItem[];
    }
  | {
      readonly type: 'comparison';
      readonly reply: GapsReply;
      readonly measure: Measure;
      readonly items: readonly GapItem[];
      readonly other: GapsReply;
      readonly otherMeasure: Measure;
    }
  | {
      readonly type: 'composite';
      readonly reply: CompositeReply;
      readonly parts: readonly CompositePart[];
      readonly items: readonly CompositeItem[];
    };

export interface ExportRow {
  readonly code: RegionCode;
  readonly cells: readonly Cell[];
}
/** One table for CSV, XLSX and GeoJSON, so that they say the same. */
export interface ExportTable {
  readonly columns: readonly string[];
  readonly rows: readonly ExportRow[];
}

interface Source {
  readonly reply: GapsReply;
  readonly measure: Measure;
  readonly ranks: ReadonlyMap<string, number>;
}
type Columns<Item, S> = readonly (readonly [name: string, read: (item: Item, source: S) => Cell])[];
type Placed = Pick<GapItem['region'], 'code' | 'name' | 'level'>;

const regionColumns = <S>(nameOf: (code: RegionCode, source: S) => string | undefined) =>
  [
    ['kode_kemendagri', ({ region }) => code(region.code)],
    ['nama', ({ region }) => text(region.name)],
    ['tingkat', ({ region: { level } }) => choice(level, `report.level.${level}`)],
    ['kode_kecamatan', ({ region }) => code(region.code.length >= 8 ? region.code.slice(0, 8) : '')],
    ['kecamatan', ({ region }, source) => text(nameOf(region.code.slice(0, 8), source) ?? '')],
  ] satisfies Columns<{ readonly region: Placed }, S>;

const COLUMNS: Columns<GapItem, Source> = [
  ...regionColumns<Source>((kecamatan, { reply }) => reply.kecamatanNames[kecamatan]),
  ['peringkat', (item, { ranks }) => number(ranks.get(item.region.code) ?? null)],
  ['penduduk', (item) => number(item.population)],
  ['penduduk_estimasi', (item, { reply }) => flag(reply.estimated.includes(item.region.code))],
  ['kebutuhan', (item) => number(item.need)],
  ['tersedia', (item) => number(item.available)],
  ['kekurangan', (item) => number(item.gap)],
  ['penduduk_per_unit', (item) => number(item.peoplePerUnit, 2)],
  ['penduduk_terjangkau', (item) => number(item.servedPeople)],
  ['bagian_terjangkau', (item) => share(item.servedShare)],
  ['penduduk_dalam_waktu', (item) => number(item.travel?.reachedPeople ?? null)],
  ['bagian_dalam_waktu', (item) => share(item.travel?.reachedShare ?? null)],
  ['penduduk_tanpa_jalan', (item) => number(item.travel ? Math.round(travelPeople(item.travel).unplaced) : null)],
  ['batas_menit', (_, { reply }) => number(reply.travel?.minutes ?? null)],
  [
    'cara_jalan',
    (_, { reply: { travel } }) =>
      travel
        ? choice(`${travel.mode} ${travel.path}`, `report.mode.${travel.mode}`, `report.path.${travel.path}`)
        : text(''),
  ],
  ['unit_per_1000', (item) => number(item.capacity?.unitsPer1000 ?? null, 4)],
  ['tanpa_koordinat', (item) => number(item.unplaced)],
  ['ukuran', (_, { measure }) => measureCell(measure)],
  ['standar', (_, { reply }) => text(reply.question.standard.id)],
  ['peraturan', (_, { reply }) => text(reply.question.standard.regulation)],
  ['tanggal_penduduk', (_, { reply }) => code(datesOf(reply.inputs, 'population'))],
  ['tanggal_fasilitas', (_, { reply }) => code(datesOf(reply.inputs, 'facilities'))],
  ['contoh', (_, { reply }) => flag(isMadeUp(reply.inputs))],
];
/** Without it Excel takes UTF-8 for its own code page. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** The rows of a view with everything that explains them away from the page. */
export function tableOf(subject: ExportSubject): ExportTable {
  switch (subject.type) {
    case 'single':
      return fill(COLUMNS, subject.items, sourceOf(subject.reply, subject.measure));
    case 'comparison':
      return comparisonTable(subject);
    case 'composite':
      return compositeTable(subject);
  }
}

/** The columns of the first side, then the value of each side and their difference. */
function comparisonTable(subject: Extract<ExportSubject, { type: 'comparison' }>): ExportTable {
  const others = new Map(subject.other.items.map((item) => [item.region.code, item]));
  const otherOf = (item: GapItem): GapItem | undefined => others.get(item.region.code);
  const valueA = (item: GapItem): number | null => valueOf(item, subject.measure);
  const valueB = (item: GapItem): number | null => {
    const other = otherOf(item);
    return other ? valueOf(other, subject.otherMeasure) : null;
  };
  const difference = (item: GapItem): number | null => {
    const [a, b] = [valueA(item), valueB(item)];
    return a === null || b === null || subject.measure !== subject.otherMeasure ? null : b - a;
  };
  const { question, register } = subject.other;
  const columns: Columns<GapItem, Source> = [
    ...COLUMNS,
    ['nilai', (item) => number(valueA(item), 4)],
    ['pembanding_nilai', (item) => number(valueB(item), 4)],
    ['selisih', (item) => number(difference(item), 4)],
    ['pembanding_ukuran', () => measureCell(subject.otherMeasure)],
    ['pembanding_standar', () => text(question.standard.id)],
    ['pembanding_penduduk', (item) => number(otherOf(item)?.population ?? null)],
    ['pembanding_register', () => text(register?.dataset ?? question.register ?? '')],
    [
      'pembanding_pemilik',
      () =>
        choice(
          question.owners.join(' '),
          ...question.owners.map((owner) => `owner.${ownerKey(question.standard.facilityKinds, owner)}` as const),
        ),
    ],
    ['pembanding_kemenag', () => flag(question.kemenag)],
    ['pembanding_lintas_batas', () => flag(question.crossBorder)],
    ['pembanding_contoh', () => flag(isMadeUp(subject.other.inputs))],
  ];
  return fill(columns, subject.items, sourceOf(subject.reply, subject.measure));
}

/** The score, then for each part its standard, measure, weight, own 0–100 and what it adds to the score. */
function compositeTable({ reply, parts, items }: Extract<ExportSubject, { type: 'composite' }>): ExportTable {
  const ranked = reply.items.map((item) => item.score).filter((score) => score !== null);
  const names = kecamatanNamesOf({ type: 'composite', reply, parts, items });
  const columns: Columns<CompositeItem, null> = [
    ...regionColumns<null>((kecamatan) => names[kecamatan]),
    ['peringkat', ({ score }) => number(score === null ? null : 1 + ranked.filter((other) => other > score).length)],
    ['penduduk', (item) => number(item.population)],
    ['skor', (item) => number(item.score, 2)],
    ...parts.flatMap((part, at): Columns<CompositeItem, null> => [
      [`bagian_${at + 1}_standar`, () => text(part.question.standard.id)],
      [`bagian_${at + 1}_ukuran`, () => measureCell(part.measure)],
      [`bagian_${at + 1}_bobot_persen`, () => number(part.weightPercent)],
      [`bagian_${at + 1}_skor`, (item) => number(item.parts[at] ?? null, 2)],
      [
        `bagian_${at + 1}_sumbangan`,
        (item) => {
          const own = item.parts[at] ?? null;
          return number(own === null ? null : (own * part.weightPercent) / 100, 2);
        },
      ],
    ]),
    ['contoh', () => flag(isMadeUp(inputsOf({ type: 'composite', reply, parts, items })))],
  ];
  return fill(columns, items, null);
}

function fill<Item extends { readonly region: Placed }, S>(
  columns: Columns<Item, S>,
  items: readonly Item[],
  source: S,
): ExportTable {
  return {
    columns: columns.map(([name]) => name),
    rows: items.map((item) => ({
      code: item.region.code,
      cells: columns.map(([, read]) => read(item, source)),
    })),
  };
}

function sourceOf(reply: GapsReply, measure: Measure): Source {
  const ranks = new Map(
    rankedItems(reply.items, measure, (a, b) => (a < b ? -1 : 1)).map(({ item, rank }) => [item.region.code, rank]),
  );
  return { reply, measure, ranks };
}

/**
 * One row per region and a header, so that the file explains itself away from the page; RFC 4180 line ends, empty for
 * "not known". `peringkat` is the place by the measure shown, 1 the worst; several dates are joined by a space.
 */
export function csvOf(items: readonly GapItem[], reply: GapsReply, measure: Measure, dialect: Dialect): string {
  return writeCsv(tableOf({ type: 'single', items, reply, measure }), dialect);
}

/** A table as CSV, with a byte order mark. */
export function writeCsv({ columns, rows }: ExportTable, dialect: Dialect): string {
  const separator = dialect === 'excel' ? ';' : ',';
  const lines = rows.map(({ cells }) => cells.map((cell) => written(cell, dialect)).join(separator));
  return BYTE_ORDER_MARK + [columns.join(separator), ...lines].join('\r\n') + '\r\n';
}

/** The number as every format carries it: rounded to the decimals of its column. */
export function roundedValue(cell: Cell): number | string | null {
  switch (cell.type) {
    case 'number':
    case 'share':
      return cell.value === null ? null : Number(cell.value.toFixed(digitsOf(cell)));
    case 'flag':
      return String(cell.value);
    default:
      return cell.value === '' ? null : cell.value;
  }
}

/** Decimals that a number is written with. */
export function digitsOf(cell: Cell): number {
  return cell.type === 'number' ? cell.digits : cell.type === 'share' ? SHARE_DIGITS : 0;
}

function written(cell: Cell, dialect: Dialect): string {
  if (cell.type === 'number' || cell.type === 'share') {
    const digits = cell.value === null ? '' : cell.value.toFixed(digitsOf(cell));
    return dialect === 'excel' ? digits.replace('.', ',') : digits;
  }
  if (cell.type === 'flag') return quoted(String(cell.value));
  if (cell.value === '') return '';
  // Excel reads "32.09.01" as a date or a number even in quotes; as a formula it stays what it is.
  return quoted(cell.type === 'code' && dialect === 'excel' ? `="${cell.value}"` : cell.value);
}

function datesOf(inputs: readonly AssessmentInput[], role: AssessmentInput['role']): string {
  const dates = inputs.flatMap((input) => (input.role === role && input.date !== null ? [input.date] : []));
  return [...new Set(dates)].join(' ');
}

/** Every dataset that entered a view, each once per role. */
export function inputsOf(subject: ExportSubject): AssessmentInput[] {
  const replies =
    subject.type === 'composite'
      ? subject.reply.replies
      : subject.type === 'comparison'
        ? [subject.reply, subject.other]
        : [subject.reply];
  const found = new Map(
    replies.flatMap((reply) => reply.inputs.map((input) => [`${input.role}|${input.dataset}`, input] as const)),
  );
  return [...found.values()];
}

/** The questions that a view answers. */
export function questionsOf(subject: ExportSubject): GapsQuestion[] {
  switch (subject.type) {
    case 'single':
      return [subject.reply.question];
    case 'comparison':
      return [subject.reply.question, subject.other.question];
    case 'composite':
      return subject.parts.map(({ question }) => question);
  }
}

export function isMadeUp(inputs: readonly AssessmentInput[]): boolean {
  return inputs.some((input) => input.status === 'contoh');
}

/** The rows of a view with the worst first; those of which nothing is known come last, in the order shown. */
export function worstFirst(subject: ExportSubject): readonly (GapItem | CompositeItem)[] {
  if (subject.type === 'composite')
    return [...subject.items].sort((a, b) => (b.score ?? -Infinity) - (a.score ?? -Infinity) || 0);
  const ranked = rankedItems(subject.items, subject.measure, (a, b) => (a < b ? -1 : 1)).map(({ item }) => item);
  const known = new Set(ranked);
  return [...ranked, ...subject.items.filter((item) => !known.has(item))];
}

/** Names of our own kecamatan by code. */
export function kecamatanNamesOf(subject: ExportSubject): GapsReply['kecamatanNames'] {
  return (subject.type === 'composite' ? subject.reply.replies[0] : subject.reply)?.kecamatanNames ?? {};
}

/** Name of a file: what it is, by which rule, and that it is made up where any input is. */
export function fileNameOf(reply: GapsReply, measure: Measure, word: string, extension: string): string {
  return fileNameFor({ type: 'single', reply, measure, items: [] }, word, extension);
}

/** The same for any view. */
export function fileNameFor(subject: ExportSubject, word: string, extension: string): string {
  const sample = isMadeUp(inputsOf(subject)) ? '-contoh' : '';
  const what =
    subject.type === 'composite'
      ? `gabungan-${subject.reply.level}`
      : `${subject.reply.question.standard.id}-${subject.measure}-${subject.reply.question.level}` +
        (subject.type === 'comparison' ? '-bandingan' : '');
  return `${word}-${what}${sample}.${extension}`;
}

/** The text beside the table: every line was already written for people by the caller. */
export function metadataOf(lines: readonly string[]): string {
  return lines.join('\n') + '\n';
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
