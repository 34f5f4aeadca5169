import type { Laid, PdfSheet } from './pdf-sheet.ts';
import type { ReportColours } from './report-pdf.ts';
import type { ViewColumn } from './view-columns.ts';

export interface PdfTableRow {
  readonly cells: readonly string[];
  /** Set in a heavier face: what must not be overlooked. */
  readonly strong?: boolean;
}
export interface PdfTableSetting {
  readonly left: number;
  readonly width: number;
  readonly colours: ReportColours;
  /** Lines of a cell at most; what is longer ends in an ellipsis. */
  readonly mostLines: number;
}

const SIZE = 7.4;
const LEADING = 1.32;
/** Room above and below the text of a row. */
const PADDING = 1.83;
const GAP = 6;

/** Rows of cells with a head and rules between them, tagged as a table; its owner decides where a page ends. */
export class PdfTable {
  private readonly sheet: PdfSheet;
  private readonly columns: readonly ViewColumn[];
  private readonly setting: PdfTableSetting;
  private readonly head: PdfTableRow;
  private readonly laid = new WeakMap<PdfTableRow, readonly Laid[]>();

  constructor(sheet: PdfSheet, columns: readonly ViewColumn[], setting: PdfTableSetting) {
    this.sheet = sheet;
    this.columns = columns;
    this.setting = setting;
    this.head = { cells: columns.map(({ head }) => head), strong: true };
  }

  /** Height of a row in points. */
  heightOf(row: PdfTableRow): number {
    return Math.max(1, ...this.cellsOf(row).map(({ lines }) => lines.length)) * SIZE * LEADING + PADDING;
  }

  /** Height of the head in points. */
  get headHeight(): number {
    return this.heightOf(this.head);
  }

  /** Draws the head and the rows from `top` downwards; returns where they end. */
  draw(rows: readonly PdfTableRow[], top: number): number {
    const { sheet } = this;
    const { left, width, colours } = this.setting;
    const { document } = sheet;
    const table = document.struct('Table', {});
    document.addStructure(table);
    const rules = [top];
    const add = (tag: 'TH' | 'TD', row: PdfTableRow): void => {
      const line = rules.at(-1)!;
      const cells = this.cellsOf(row).map((laid, at) =>
        document.struct(tag, {}, [() => sheet.draw(laid, this.edge(at), line + 1)]),
      );
      table.add(document.struct('TR', {}, cells));
      rules.push(line + this.heightOf(row));
    };
    add('TH', this.head);
    for (const row of rows) add('TD', row);
    table.end();
    sheet.artifact(() => {
      rules.forEach((y, at) =>
        document
          .lineWidth(at < 2 ? 0.8 : 0.3)
          .moveTo(left, y)
          .lineTo(left + width, y)
          .stroke(at < 2 ? colours.ink : colours.innerLinePlain),
      );
    });
    return rules.at(-1)! + 2;
  }

  private edge(column: number): number {
    const { left, width } = this.setting;
    return this.columns.slice(0, column).reduce((sum, { share }) => sum + share * width, left);
  }

  /** The cells of a row broken into lines; once for each row, for it is measured before it is drawn. */
  private cellsOf(row: PdfTableRow): readonly Laid[] {
    const known = this.laid.get(row);
    if (known) return known;
    const { colours, width, mostLines } = this.setting;
    const cells = row.cells.map((cell, at) => {
      const { share, align } = this.columns[at]!;
      return this.sheet.lay(cell, share * width - GAP, {
        size: SIZE,
        leading: LEADING,
        colour: row === this.head ? colours.ink2 : colours.ink,
        weight: row.strong ? 'semibold' : 'regular',
        align,
        tabular: align === 'right',
        maxLines: mostLines,
      });
    });
    this.laid.set(row, cells);
    return cells;
  }
}
