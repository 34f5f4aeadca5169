import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { printAnnex, type AnnexReport } from './annex-pdf.ts';
import type { PdfSheet, SheetFonts } from './pdf-sheet.ts';
import { drawPage, printReport, sheetFor, type ReportColours } from './report-pdf.ts';
import type { ReportPage } from './report-page.ts';
import { printView, type ViewReport } from './view-pdf.ts';

export interface PrintSetting {
  readonly colours: ReportColours;
  readonly language: string;
  readonly now: Date;
}
/** How many reports leave together: a ZIP with a file each, or one file. */
export type RunKind = 'zip' | 'merged';

/** Draws reports; one run at a time. Everything that goes in and out is plain data, so that it can live in a worker. */
export interface ReportPrinter {
  /** One report as a PDF. */
  printOne(page: ReportPage, setting: PrintSetting): Promise<Uint8Array>;
  /** A view of the workspace as a PDF. */
  printView(view: PrintableView, setting: PrintSetting): Promise<Uint8Array>;
  /** The annex of the minutes of a planning forum as a PDF. */
  printAnnex(annex: AnnexReport, setting: PrintSetting): Promise<Uint8Array>;
  /** Begins a run and forgets an unfinished one. `title` names a merged document. */
  beginRun(kind: RunKind, title: string, setting: PrintSetting): Promise<void>;
  /** Adds a report to the run. */
  addReport(page: ReportPage, fileName: string): Promise<void>;
  /** The file of the run; a ZIP also holds the index, a CSV. */
  finishRun(index: string): Promise<Uint8Array>;
  /** Forgets the run. */
  abandonRun(): Promise<void>;
}

/** The same with the words of its pages written out, for functions do not travel between threads. */
export type PrintableView = Omit<ViewReport, 'pageWords'> & { readonly pages: readonly [string, string] };

interface Run {
  add(page: ReportPage, fileName: string): Promise<void>;
  finish(index: string): Promise<Uint8Array>;
}

export function createReportPrinter(loadFonts: () => Promise<SheetFonts>): ReportPrinter {
  let fonts: Promise<SheetFonts> | null = null;
  let run: Run | null = null;
  const loaded = (): Promise<SheetFonts> => {
    fonts ??= loadFonts().catch((error: unknown) => {
      // The next report tries to load them again.
      fonts = null;
      throw error;
    });
    return fonts;
  };
  return {
    printOne: async (page, setting) => printReport(page, { ...setting, fonts: await loaded() }),
    printView: async ({ pages, ...view }, setting) =>
      printView({ ...view, pageWords: (page) => pages[page - 1] ?? '' }, { ...setting, fonts: await loaded() }),
    printAnnex: async (annex, setting) => printAnnex(annex, { ...setting, fonts: await loaded() }),
    async beginRun(kind, title, setting) {
      const printing = { ...setting, fonts: await loaded() };
      run =
        kind === 'zip'
          ? zipRun((page) => printReport(page, printing), setting.now)
          : mergedRun(sheetFor(title, title, printing), setting.colours);
    },
    async addReport(page, fileName) {
      if (!run) throw new Error('no run has begun');
      await run.add(page, fileName);
    },
    async finishRun(index) {
      if (!run) throw new Error('no run has begun');
      const bytes = await run.finish(index);
      run = null;
      return bytes;
    },
    async abandonRun() {
      run = null;
    },
  };
}

function mergedRun(sheet: PdfSheet, colours: ReportColours): Run {
  return {
    async add(page) {
      drawPage(sheet, page, colours, page.text.heading);
    },
    finish: () => sheet.finish(),
  };
}

function zipRun(print: (page: ReportPage) => Promise<Uint8Array>, now: Date): Run {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, chunk) => {
    if (error) failure = error;
    else chunks.push(chunk);
  });
  const put = (file: ZipPassThrough | ZipDeflate, bytes: Uint8Array): void => {
    file.mtime = now;
    zip.add(file);
    file.push(bytes as Uint8Array<ArrayBuffer>, true);
    if (failure) throw failure;
  };
  return {
    async add(page, fileName) {
      // A PDF is compressed already.
      put(new ZipPassThrough(fileName), await print(page));
    },
    async finish(index) {
      put(new ZipDeflate('index.csv', { level: 6 }), new TextEncoder().encode(index));
      zip.end();
      return new Uint8Array(await new Blob(chunks).arrayBuffer());
    },
  };
}
