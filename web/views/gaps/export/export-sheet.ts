import type { CellObject, SheetData } from 'write-excel-file/browser';
import type { Sheet } from 'write-excel-file/browser';
import { digitsOf, roundedValue, type Cell, type ExportTable } from '../gaps-export.ts';
import type { AboutLine } from './export-about.ts';

export interface SheetNames {
  readonly table: string;
  readonly about: string;
}
const WIDEST = 34;

/**
 * The two sheets of a workbook: the table, whose codes are text so that no leading zero or dot is lost, and the metadata.
 * `highlight` is the ground of the header row.
 */
export function sheetsOf(
  { columns, rows }: ExportTable,
  about: readonly AboutLine[],
  names: SheetNames,
  highlight: string,
): Sheet<never>[] {
  const header = columns.map((name): CellObject => ({
    value: name,
    type: String,
    fontWeight: 'bold',
    backgroundColor: highlight,
  }));
  return [
    {
      sheet: names.table,
      data: [header, ...rows.map(({ cells }) => cells.map(sheetCell))] as SheetData,
      columns: columns.map((name, at) => ({
        width: Math.min(
          WIDEST,
          2 + Math.max(name.length, ...rows.map(({ cells }) => String(roundedValue(cells[at]!) ?? '').length)),
        ),
      })),
      stickyRowsCount: 1,
      stickyColumnsCount: 2,
    },
    {
      sheet: names.about,
      data: about.map(({ label, text }) => [
        { value: label, type: String, fontWeight: 'bold', alignVertical: 'top' },
        { value: text, type: String, wrap: true, alignVertical: 'top' },
      ]) as SheetData,
      columns: [{ width: 26 }, { width: 110 }],
    },
  ];
}

function sheetCell(cell: Cell): CellObject | null {
  const value = roundedValue(cell);
  if (value === null) return null;
  if (typeof value === 'string') return { value, type: String, format: '@' };
  const digits = digitsOf(cell);
  return { value, type: Number, format: digits === 0 ? '#,##0' : `#,##0.${'0'.repeat(digits)}` };
}
