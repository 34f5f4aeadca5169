import type { Translate } from '../../../i18n/messages.ts';
import type { Cell, ExportTable } from '../gaps-export.ts';

/**
 * The table as people read it in a spreadsheet: choices and yes or no in the words of the interface, shares in percent, which
 * the name of their column then says (`bagian_terjangkau` becomes `persen_terjangkau`).
 */
export function readableTable({ columns, rows }: ExportTable, t: Translate): ExportTable {
  return {
    columns: columns.map((name, at) =>
      rows[0]?.cells[at]?.type === 'share' ? name.replace(/^bagian_/, 'persen_') : name,
    ),
    rows: rows.map(({ code, cells }) => ({ code, cells: cells.map((cell) => readableCell(cell, t)) })),
  };
}

function readableCell(cell: Cell, t: Translate): Cell {
  switch (cell.type) {
    case 'share':
      return { type: 'number', value: cell.value === null ? null : cell.value * 100, digits: 2 };
    case 'flag':
      return { type: 'text', value: t(cell.value ? 'report.cell.yes' : 'report.cell.no') };
    case 'choice':
      return { type: 'text', value: cell.words.map((key) => t(key)).join(', ') };
    default:
      return cell;
  }
}
