import { PdfTable, type PdfTableRow } from './pdf-table.ts';
import { A4, PdfSheet, type SheetFonts, type TextStyle } from './pdf-sheet.ts';
import type { ReportColours } from './report-pdf.ts';
import type { ViewColumn } from './view-columns.ts';

/** The annex of the minutes of a planning forum: a ranked list with what it was made from. Plain data, so that a worker can take it. */
export interface AnnexReport {
  readonly title: string;
  /** The place that it speaks of. */
  readonly subtitle: string;
  /** Said first where a part is made up. */
  readonly sample: string | null;
  /** When it was made, with which weights, and how it stands to the ceiling; a paragraph each. */
  readonly facts: readonly string[];
  readonly columns: readonly ViewColumn[];
  readonly rows: readonly PdfTableRow[];
  /** The sum under the list. */
  readonly total: string;
  readonly notes: readonly string[];
  /** Who signs, side by side. */
  readonly signatures: readonly string[];
  /** "Page {page} of {pages}". */
  readonly page: string;
}

/** 12 mm. */
const MARGIN = 34;
const WIDTH = A4.width - 2 * MARGIN;
const BOTTOM = A4.height - 44;
/** Name, room for a signature, and a line. */
const SIGNATURE = 74;

/** The annex on as many A4 pages as it needs; the head of the table stands on each, sum, notes and signatures on the last. */
export async function printAnnex(
  annex: AnnexReport,
  { fonts, colours, language, now }: { fonts: SheetFonts; colours: ReportColours; language: string; now: Date },
): Promise<Uint8Array> {
  const sheet = new PdfSheet(fonts, { title: annex.title, subject: annex.subtitle, language, now });
  const table = new PdfTable(sheet, annex.columns, { left: MARGIN, width: WIDTH, colours, mostLines: 3 });
  const { document } = sheet;
  const text = (size: number, colour: string, weight: TextStyle['weight'] = 'regular'): TextStyle => ({
    size,
    colour,
    weight,
  });
  const lead = [
    ...(annex.sample ? [{ tag: 'P' as const, words: annex.sample, style: text(8, colours.sample, 'semibold') }] : []),
    { tag: 'H1' as const, words: annex.title, style: { ...text(16, colours.ink, 'bold'), leading: 1.2 } },
    { tag: 'P' as const, words: annex.subtitle, style: text(11, colours.ink) },
    ...annex.facts.map((words) => ({ tag: 'P' as const, words, style: text(8, colours.ink2) })),
  ];
  const leadHeight = lead.reduce((sum, { words, style }) => sum + sheetHeight(words, style) + 2, 0) + 6;
  const tailHeight =
    8 +
    sheetHeight(annex.total, text(9, colours.ink, 'semibold')) +
    annex.notes.reduce((sum, note) => sum + sheetHeight(note, text(7, colours.ink3)) + 1, 0) +
    SIGNATURE;
  const pages = paginate();

  pages.forEach((rows, at) => {
    sheet.page();
    let y: number = MARGIN;
    if (at === 0) {
      for (const { tag, words, style } of lead) y += sheet.paragraph(tag, words, MARGIN, y, WIDTH, style) + 2;
      y += 6;
    }
    if (rows.length > 0 || at === 0) y = table.draw(rows, y);
    if (at === pages.length - 1) tail(y);
    sheet.paragraph(
      'P',
      annex.page.replace('{page}', String(at + 1)).replace('{pages}', String(pages.length)),
      MARGIN,
      BOTTOM + 8,
      WIDTH,
      { ...text(6.6, colours.ink3), align: 'right' },
    );
  });
  return sheet.finish();

  function sheetHeight(words: string, style: TextStyle): number {
    return sheet.lay(words, WIDTH, style).height;
  }

  /** Rows of each page: as many as fit; the end stands on a page of its own where it no longer does. */
  function paginate(): PdfTableRow[][] {
    const out: PdfTableRow[][] = [[]];
    let room = BOTTOM - MARGIN - leadHeight - table.headHeight;
    for (const row of annex.rows) {
      const height = table.heightOf(row);
      if (height > room) {
        out.push([]);
        room = BOTTOM - MARGIN - table.headHeight;
      }
      out.at(-1)!.push(row);
      room -= height;
    }
    if (tailHeight > room) out.push([]);
    return out;
  }

  function tail(top: number): void {
    let y = top + 4;
    y += sheet.paragraph('P', annex.total, MARGIN, y, WIDTH, text(9, colours.ink, 'semibold')) + 4;
    for (const note of annex.notes) y += sheet.paragraph('P', note, MARGIN, y, WIDTH, text(7, colours.ink3)) + 1;
    const width = WIDTH / annex.signatures.length;
    y += 12;
    annex.signatures.forEach((who, at) => {
      const left = MARGIN + at * width;
      sheet.paragraph('P', who, left, y, width - 24, text(8, colours.ink));
      sheet.artifact(() => {
        document
          .lineWidth(0.5)
          .moveTo(left, y + 54)
          .lineTo(left + width - 48, y + 54)
          .stroke(colours.ink2);
      });
    });
  }
}
