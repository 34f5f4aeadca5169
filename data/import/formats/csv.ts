import { CsvError, parse } from 'csv-parse/sync';
import { FormatError, textOf, type SourceRecord } from './record.ts';

/**
 * Records of a CSV file with a header row (UTF-8; comma, semicolon or tab, whichever the header uses most).
 * Empty cells are null. Throws `FormatError` with the row for an open quote or a row with too many or too few cells.
 */
export function readCsv(bytes: Uint8Array): SourceRecord[] {
  const text = textOf(bytes);
  const header = text.slice(0, text.indexOf('\n') + 1 || text.length);
  const delimiter = [',', ';', '\t'].reduce((best, next) =>
    header.split(next).length > header.split(best).length ? next : best,
  );
  let rows: Record<string, string>[];
  try {
    rows = parse(text, { columns: true, bom: true, trim: true, skip_empty_lines: true, delimiter });
  } catch (cause) {
    const row = cause instanceof CsvError && typeof cause['records'] === 'number' ? cause['records'] + 1 : null;
    throw new FormatError('syntax', cause instanceof Error ? cause.message : String(cause), row, { cause });
  }
  if (rows.length === 0) throw new FormatError('empty', 'the file has no rows');
  return rows.map((values, index) => ({
    row: index + 1,
    values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value === '' ? null : value])),
    geometry: null,
  }));
}
