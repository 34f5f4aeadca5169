import type { RegionCode } from '#model/region';
import type { PrintSetting, ReportPrinter, RunKind } from './report-printer.ts';
import { BYTE_ORDER_MARK } from '../views/gaps/gaps-export.ts';
import type { ReportModel } from './report-data.ts';
import type { PageWords, ReportSession } from './report-session.ts';

export interface RunProgress {
  readonly done: number;
  readonly total: number;
  readonly name: string;
  /** Null until it can be said. */
  readonly secondsLeft: number | null;
}
export interface ReportRun {
  readonly session: ReportSession;
  readonly codes: readonly RegionCode[];
  readonly kind: RunKind;
  /** Title of a merged document. */
  readonly title: string;
  readonly words: PageWords;
  readonly printer: Pick<ReportPrinter, keyof ReportPrinter>;
  readonly setting: PrintSetting;
  readonly onprogress: (progress: RunProgress) => void;
  readonly signal: AbortSignal;
  readonly clock?: () => number;
}

/** Below this many reports a guess of the time left would jump about. */
const FIRST_GUESS = 5;

/**
 * All reports as one file. While one is drawn the engine works out the next. Rejects with the reason of the signal when it
 * is aborted, and then leaves nothing behind.
 */
export async function printRun(run: ReportRun): Promise<{ readonly bytes: Uint8Array; readonly isSample: boolean }> {
  const { session, codes, printer, signal, words, onprogress } = run;
  const clock = run.clock ?? (() => performance.now());
  const begun = clock();
  const index: string[] = [INDEX_HEADER];
  let isSample = false;
  let drawing: Promise<void> = Promise.resolve();
  try {
    await printer.beginRun(run.kind, run.title, run.setting);
    for (const [at, code] of codes.entries()) {
      signal.throwIfAborted();
      const model = await session.modelOf(code, signal);
      const page = session.pageOf(model, words);
      const file = reportFileName(model);
      await drawing;
      signal.throwIfAborted();
      drawing = printer.addReport(page, file);
      // Whoever waits next sees the failure; it must not count as unheard before.
      drawing.catch(() => undefined);
      index.push(indexRow(model, page.text.finding.text, file));
      isSample ||= model.isSample;
      const done = at + 1;
      const spent = (clock() - begun) / 1000;
      onprogress({
        done,
        total: codes.length,
        name: page.text.heading,
        secondsLeft: done < FIRST_GUESS ? null : (spent / done) * (codes.length - done),
      });
    }
    await drawing;
    signal.throwIfAborted();
    const bytes = await printer.finishRun(BYTE_ORDER_MARK + index.join('\r\n') + '\r\n');
    return { bytes, isSample };
  } catch (error) {
    await drawing.catch(() => undefined);
    await printer.abandonRun();
    throw error;
  }
}

/** `rapor-32.09.30-gebang-contoh.pdf`: sorts by code, says the place, and that something is made up. */
export function reportFileName({ region, isSample }: Pick<ReportModel, 'region' | 'isSample'>): string {
  const name = region.name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `rapor-${region.code}-${name}${isSample ? '-contoh' : ''}.pdf`;
}

const INDEX_HEADER =
  'kode_kemendagri,nama,induk,penduduk,layanan_dinilai,layanan_belum_memenuhi,layanan_tanpa_data,layanan_contoh,temuan,berkas,contoh';

/** The counts are of services with real data; made-up ones have a column of their own. */
function indexRow(model: ReportModel, finding: string, file: string): string {
  const { known, lacking, beyond, missing, sample, isAllSample } = model.count;
  return [
    quoted(model.region.code),
    quoted(model.region.name),
    quoted(model.parentName ?? ''),
    model.people.value ?? '',
    isAllSample ? 0 : known,
    isAllSample ? 0 : lacking + beyond,
    missing,
    sample,
    quoted(finding.replaceAll('**', '')),
    quoted(file),
    String(model.isSample),
  ].join(',');
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
