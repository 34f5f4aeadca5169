import bold from '@fontsource/encode-sans/files/encode-sans-latin-700-normal.woff?url';
import regular from '@fontsource/encode-sans/files/encode-sans-latin-400-normal.woff?url';
import semibold from '@fontsource/encode-sans/files/encode-sans-latin-600-normal.woff?url';
import * as Comlink from 'comlink';
import { readStaticFile } from '../backend/static-file.ts';
import { createReportPrinter } from './report-printer.ts';
import { unpackWoff } from './woff.ts';

const fontFrom = async (address: string): Promise<Uint8Array> => unpackWoff(await readStaticFile(address));

Comlink.expose(
  createReportPrinter(async () => {
    const [plain, medium, heavy] = await Promise.all([fontFrom(regular), fontFrom(semibold), fontFrom(bold)]);
    return { regular: plain, semibold: medium, bold: heavy };
  }),
);
