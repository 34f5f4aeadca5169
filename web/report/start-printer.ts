import * as Comlink from 'comlink';
import type { ReportPrinter } from './report-printer.ts';

let printer: Comlink.Remote<ReportPrinter> | null = null;

/** The printer in a worker of its own, started by the first report and kept. */
export function startPrinter(): Comlink.Remote<ReportPrinter> {
  printer ??= Comlink.wrap<ReportPrinter>(
    new Worker(new URL('./report.worker.ts', import.meta.url), { type: 'module', name: 'report' }),
  );
  return printer;
}
