import type { GapsReply } from '../../worker/gaps-session.ts';
import type { Measure } from '../../state/url-codec.ts';
import type { GapItem } from './gaps-model.ts';

/** Machine-readable: decimal point, empty for "not known", codes quoted so that no reader takes them for a number. */
const COLUMNS: readonly (readonly [name: string, read: (item: GapItem) => string])[] = [
  ['kode_kemendagri', (item) => quoted(item.region.code)],
  ['nama', (item) => quoted(item.region.name)],
  ['tingkat', (item) => item.region.level],
  ['penduduk', (item) => numeric(item.population)],
  ['kebutuhan', (item) => numeric(item.need)],
  ['tersedia', (item) => numeric(item.available)],
  ['kekurangan', (item) => numeric(item.gap)],
  ['penduduk_per_unit', (item) => numeric(item.peoplePerUnit, 2)],
  ['penduduk_terjangkau', (item) => numeric(item.servedPeople)],
  ['bagian_terjangkau', (item) => numeric(item.servedShare, 4)],
  ['tanpa_koordinat', (item) => numeric(item.unplaced)],
];

/** One row per region and a header; RFC 4180 line ends. */
export function csvOf(items: readonly GapItem[]): string {
  const header = COLUMNS.map(([name]) => name).join(',');
  return [header, ...items.map((item) => COLUMNS.map(([, read]) => read(item)).join(','))].join('\r\n') + '\r\n';
}

/** Name of a file: what it is, by which rule, and that it is made up where any input is. */
export function fileNameOf(reply: GapsReply, measure: Measure, word: string, extension: string): string {
  const { standard, level } = reply.question;
  const sample = reply.inputs.some((input) => input.status === 'contoh') ? '-contoh' : '';
  return `${word}-${standard.id}-${measure}-${level}${sample}.${extension}`;
}

/** The text beside the table: every line was already written for people by the caller. */
export function metadataOf(lines: readonly string[]): string {
  return lines.join('\n') + '\n';
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
function numeric(value: number | null, digits = 0): string {
  return value === null ? '' : value.toFixed(digits);
}
