import bold from '@fontsource/encode-sans/files/encode-sans-latin-700-normal.woff?url';
import regular from '@fontsource/encode-sans/files/encode-sans-latin-400-normal.woff?url';
import semibold from '@fontsource/encode-sans/files/encode-sans-latin-600-normal.woff?url';
import * as Comlink from 'comlink';
import { createReportPrinter } from './report-printer.ts';
import { unpackWoff } from './woff.ts';

async function fontFrom(address: string): Promise<Uint8Array> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`HTTP ${response.status} ${address}`);
  return unpackWoff(new Uint8Array(await response.arrayBuffer()));
}

Comlink.expose(
  createReportPrinter(async () => {
    const [plain, medium, heavy] = await Promise.all([fontFrom(regular), fontFrom(semibold), fontFrom(bold)]);
    return { regular: plain, semibold: medium, bold: heavy };
  }),
);
