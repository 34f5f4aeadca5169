import { PdfTable } from './pdf-table.ts';
import { A4, PdfSheet, type SheetFonts, type TextStyle } from './pdf-sheet.ts';
import type { ReportColours } from './report-pdf.ts';
import type { ViewColumn } from './view-columns.ts';

/** A view of the workspace, ready for print. */
export interface ViewReport {
  readonly title: string;
  readonly finding: string;
  readonly note: string;
  readonly sample: string | null;
  /** The map with its legend and scale bar, as PNG. */
  readonly picture: { readonly png: Uint8Array; readonly aspect: number; readonly alt: string };
  readonly tableTitle: string;
  readonly columns: readonly ViewColumn[];
  readonly rows: readonly (readonly string[])[];
  /** Said under the table where rows were left out. */
  readonly leftOut: string;
  readonly methodTitle: string;
  readonly method: readonly { readonly label: string; readonly text: string }[];
  readonly foot: string;
  readonly pageWords: (page: number, pages: number) => string;
}

const MARGIN = 34;
const WIDTH = A4.width - 2 * MARGIN;
const BOTTOM = A4.height - 44;
const ROW = 11.6;
/** Room for the head of the table and a few rows under the map. */
const LEAST_TABLE = 110;
/** The view on two pages: answer, map and the worst rows; then the other rows, method and sources. */
export async function printView(
  view: ViewReport,
  { fonts, colours, language, now }: { fonts: SheetFonts; colours: ReportColours; language: string; now: Date },
): Promise<Uint8Array> {
  const sheet = new PdfSheet(fonts, { title: view.title, subject: view.finding, language, now });
  const { document } = sheet;
  const table = new PdfTable(sheet, view.columns, { left: MARGIN, width: WIDTH, colours, mostLines: 1 });
  const drawTable = (top: number, rows: ViewReport['rows']): number =>
    table.draw(
      rows.map((cells) => ({ cells })),
      top,
    );
  sheet.page();
  let y = MARGIN;
  if (view.sample) y += sheet.paragraph('P', view.sample, MARGIN, y, WIDTH, style(8, colours.sample, 'semibold')) + 4;
  y += sheet.paragraph('H1', view.title, MARGIN, y, WIDTH, { ...style(20, colours.ink, 'bold'), leading: 1.2 }) + 5;
  y += sheet.paragraph('P', view.finding, MARGIN, y, WIDTH, style(12, colours.ink)) + 3;
  if (view.note) y += sheet.paragraph('P', view.note, MARGIN, y, WIDTH, style(8.4, colours.ink2));
  y += 8;
  const [width, height] = fitted(view.picture.aspect, WIDTH, BOTTOM - y - 8 - LEAST_TABLE);
  sheet.tag('Figure', () => document.image(view.picture.png.buffer as ArrayBuffer, MARGIN, y, { width, height }), {
    alt: view.picture.alt,
  });
  y += height + 10;
  y += sheet.paragraph('H2', view.tableTitle, MARGIN, y, WIDTH, style(11, colours.ink, 'bold')) + 3;
  const first = Math.max(1, Math.floor((BOTTOM - y) / ROW) - 1);
  drawTable(y, view.rows.slice(0, first));
  foot(1);

  sheet.page();
  y = MARGIN;
  if (view.rows.length > first) y = drawTable(y, view.rows.slice(first));
  if (view.leftOut) y += sheet.paragraph('P', view.leftOut, MARGIN, y + 2, WIDTH, style(7, colours.ink3)) + 2;
  y += 8;
  y += sheet.paragraph('H2', view.methodTitle, MARGIN, y, WIDTH, style(10, colours.ink, 'bold')) + 2;
  const size = methodSize(BOTTOM - y - 6);
  for (const { label, text } of view.method) {
    const laid = sheet.lay(`**${label}**: ${text}`, WIDTH, {
      ...style(size, colours.ink2),
      strong: 'semibold',
      leading: 1.25,
    });
    if (y + laid.height > BOTTOM) break;
    const top = y;
    sheet.tag('P', () => sheet.draw(laid, MARGIN, top));
    y += laid.height + 1;
  }
  foot(2);
  return sheet.finish();

  /** The largest readable size at which method and sources fit; the smallest where none does. */
  function methodSize(room: number): number {
    const sizes = [7.6, 7, 6.4, 5.8];
    return (
      sizes.find(
        (size) =>
          view.method.reduce(
            (sum, { label, text }) =>
              sum + sheet.lay(`${label}: ${text}`, WIDTH, { ...style(size, colours.ink2), leading: 1.25 }).height + 1,
            0,
          ) <= room,
      ) ?? 5.8
    );
  }

  function foot(page: number): void {
    const top = BOTTOM + 6;
    sheet.paragraph('P', view.foot, MARGIN, top, WIDTH - 90, { ...style(6.4, colours.ink3), maxLines: 3 });
    sheet.paragraph('P', view.pageWords(page, 2), MARGIN + WIDTH - 84, top, 84, {
      ...style(6.4, colours.ink3),
      align: 'right',
    });
  }
}

function fitted(aspect: number, width: number, height: number): [number, number] {
  return width / aspect <= height ? [width, width / aspect] : [height * aspect, height];
}
const style = (size: number, colour: string, weight: TextStyle['weight'] = 'regular'): TextStyle => ({
  size,
  colour,
  weight,
});
