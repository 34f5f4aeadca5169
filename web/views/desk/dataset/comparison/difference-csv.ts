import { BYTE_ORDER_MARK, csvCell } from '#model/csv';
import type { DifferenceItem } from '#model/upload';

const COLUMNS = [
  'objek',
  'nama',
  'perubahan',
  'jarak_m',
  'bujur_lama',
  'lintang_lama',
  'bujur_baru',
  'lintang_baru',
  'wilayah',
  'isian',
  'lama',
  'baru',
] as const;
/**
 * What changed between two versions as CSV (RFC 4180, UTF-8 with a byte order mark): a line for each field that changed, one line for
 * what only came, went or moved. Codes and decimal points as they are; metres.
 */
export function differenceCsv(items: readonly DifferenceItem[]): string {
  const lines = items.flatMap((item) => {
    const start = [
      item.feature,
      item.name,
      item.kind,
      item.movedMetres === null ? null : Math.round(item.movedMetres * 10) / 10,
      ...(item.before ?? [null, null]),
      ...(item.after ?? [null, null]),
      item.region,
    ];
    const fields = item.fields.length === 0 ? [{ field: null, before: null, after: null }] : item.fields;
    return fields.map(({ field, before, after }) => [...start, field, before, after].map(csvCell).join(','));
  });
  return `${BYTE_ORDER_MARK}${[COLUMNS.join(','), ...lines].join('\r\n')}\r\n`;
}
