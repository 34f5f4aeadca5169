import type { GapsReply } from '../../worker/gaps-session.ts';
import type { Measure } from '../../state/url-codec.ts';
import { rankedItems, type GapItem } from './gaps-model.ts';

/** `machine`: decimal point and commas; `excel`: decimal comma and semicolons, as Excel in Indonesian opens them. */
export type Dialect = 'machine' | 'excel';

/** A code stays text in every reader; a number is written with its decimals. */
type Cell =
  | { readonly type: 'code' | 'text'; readonly value: string }
  | { readonly type: 'number'; readonly value: number | null; readonly digits: number };
const code = (value: string): Cell => ({ type: 'code', value });
const text = (value: string): Cell => ({ type: 'text', value });
const number = (value: number | null, digits = 0): Cell => ({ type: 'number', value, digits });

interface Source {
  readonly reply: GapsReply;
  readonly measure: Measure;
  readonly ranks: ReadonlyMap<string, number>;
}
const COLUMNS: readonly (readonly [name: string, read: (item: GapItem, source: Source) => Cell])[] = [
  ['kode_kemendagri', (item) => code(item.region.code)],
  ['nama', (item) => text(item.region.name)],
  ['tingkat', (item) => text(item.region.level)],
  ['kode_kecamatan', (item) => code(item.region.code.slice(0, 8))],
  ['kecamatan', (item, { reply }) => text(reply.kecamatanNames[item.region.code.slice(0, 8)] ?? '')],
  ['peringkat', (item, { ranks }) => number(ranks.get(item.region.code) ?? null)],
  ['penduduk', (item) => number(item.population)],
  ['penduduk_estimasi', (item, { reply }) => text(String(reply.estimated.includes(item.region.code)))],
  ['kebutuhan', (item) => number(item.need)],
  ['tersedia', (item) => number(item.available)],
  ['kekurangan', (item) => number(item.gap)],
  ['penduduk_per_unit', (item) => number(item.peoplePerUnit, 2)],
  ['penduduk_terjangkau', (item) => number(item.servedPeople)],
  ['bagian_terjangkau', (item) => number(item.servedShare, 4)],
  ['tanpa_koordinat', (item) => number(item.unplaced)],
  ['ukuran', (_, { measure }) => text(measure)],
  ['standar', (_, { reply }) => text(reply.question.standard.id)],
  ['peraturan', (_, { reply }) => text(reply.question.standard.regulation)],
  ['tanggal_penduduk', (_, { reply }) => code(datesOf(reply, 'population'))],
  ['tanggal_fasilitas', (_, { reply }) => code(datesOf(reply, 'facilities'))],
  ['contoh', (_, { reply }) => text(String(isMadeUp(reply)))],
];
/** Without it Excel takes UTF-8 for its own code page. */
export const BYTE_ORDER_MARK = '\uFEFF';

/**
 * One row per region and a header, so that the file explains itself away from the page; RFC 4180 line ends, empty for
 * "not known". `peringkat` is the place by the measure shown, 1 the worst; several dates are joined by a space.
 */
export function csvOf(items: readonly GapItem[], reply: GapsReply, measure: Measure, dialect: Dialect): string {
  const ranks = new Map(
    rankedItems(reply.items, measure, (a, b) => (a < b ? -1 : 1)).map(({ item, rank }) => [item.region.code, rank]),
  );
  const source = { reply, measure, ranks };
  const separator = dialect === 'excel' ? ';' : ',';
  const rows = items.map((item) => COLUMNS.map(([, read]) => written(read(item, source), dialect)).join(separator));
  const header = COLUMNS.map(([name]) => name).join(separator);
  return BYTE_ORDER_MARK + [header, ...rows].join('\r\n') + '\r\n';
}

function written(cell: Cell, dialect: Dialect): string {
  if (cell.type === 'number') {
    const digits = cell.value === null ? '' : cell.value.toFixed(cell.digits);
    return dialect === 'excel' ? digits.replace('.', ',') : digits;
  }
  if (cell.value === '') return '';
  // Excel reads "32.09.01" as a date or a number even in quotes; as a formula it stays what it is.
  return quoted(cell.type === 'code' && dialect === 'excel' ? `="${cell.value}"` : cell.value);
}

function datesOf({ inputs }: GapsReply, role: 'population' | 'facilities'): string {
  const dates = inputs.flatMap((input) => (input.role === role && input.date !== null ? [input.date] : []));
  return [...new Set(dates)].join(' ');
}

function isMadeUp({ inputs }: GapsReply): boolean {
  return inputs.some((input) => input.status === 'contoh');
}

/** Name of a file: what it is, by which rule, and that it is made up where any input is. */
export function fileNameOf(reply: GapsReply, measure: Measure, word: string, extension: string): string {
  const { standard, level } = reply.question;
  const sample = isMadeUp(reply) ? '-contoh' : '';
  return `${word}-${standard.id}-${measure}-${level}${sample}.${extension}`;
}

/** The text beside the table: every line was already written for people by the caller. */
export function metadataOf(lines: readonly string[]): string {
  return lines.join('\n') + '\n';
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
