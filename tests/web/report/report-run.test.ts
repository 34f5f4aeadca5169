import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import type { ReportPage } from '../../../web/report/report-page.ts';
import type { ReportPrinter } from '../../../web/report/report-printer.ts';
import { printRun, reportFileName, type RunProgress } from '../../../web/report/report-run.ts';
import { reportModelOf } from '../../../web/report/report-data.ts';
import type { PageWords, ReportSession } from '../../../web/report/report-session.ts';
import { region, replyOf, sourceOf } from './report-fixture.ts';

const codes = ['32.99.01', '32.99.02', '32.99.03'];

function parts(onAdd: (count: number) => void = () => undefined) {
  const calls: string[] = [];
  const printer: ReportPrinter = {
    printOne: async () => new Uint8Array(),
    printView: async () => new Uint8Array(),
    printAnnex: async () => new Uint8Array(),
    beginRun: async (kind) => void calls.push(`begin ${kind}`),
    addReport: async (_, name) => {
      calls.push(name);
      onAdd(calls.length - 1);
    },
    finishRun: async (index) => new TextEncoder().encode(index),
    abandonRun: async () => void calls.push('abandon'),
  };
  const session: ReportSession = {
    level: 'kecamatan',
    regions: codes.map((code) => ({ code, name: `Tempat ${code}`, parentName: null })),
    async modelOf(code) {
      const reply = replyOf('SNI-EDU-SMP', code, 58_908, { available: 5 });
      return reportModelOf(sourceOf([reply], [region(code, 'Gebang "Udik"', null)]), code, new Map());
    },
    pageOf: () =>
      ({ text: { heading: 'Kecamatan', finding: { text: 'kurang **8**', notes: [] } } }) as unknown as ReportPage,
  };
  return { calls, printer, session };
}
const common = { kind: 'zip', title: 'semua', words: {} as PageWords, setting: {} as never } as const;

test('a run tells its progress and ends with an index of all files', async () => {
  const { calls, printer, session } = parts();
  const told: RunProgress[] = [];
  const { bytes, isSample } = await printRun({
    ...common,
    session,
    codes,
    printer,
    onprogress: (progress) => told.push(progress),
    signal: new AbortController().signal,
  });
  expect(calls).toEqual(['begin zip', ...codes.map((code) => `rapor-${code}-gebang-udik.pdf`)]);
  expect(told.map(({ done, total }) => [done, total])).toEqual([
    [1, 3],
    [2, 3],
    [3, 3],
  ]);
  expect(isSample).toBe(false);
  const rows = parse(new TextDecoder().decode(bytes), { columns: true, bom: true }) as Record<string, string>[];
  expect(rows).toHaveLength(3);
  expect(rows[0]).toMatchObject({
    kode_kemendagri: '32.99.01',
    nama: 'Gebang "Udik"',
    penduduk: '58908',
    layanan_dinilai: '1',
    layanan_belum_memenuhi: '1',
    layanan_contoh: '0',
    temuan: 'kurang 8',
    berkas: 'rapor-32.99.01-gebang-udik.pdf',
    contoh: 'false',
  });
});
test('a cancelled run stops, leaves nothing behind and says that it was cancelled', async () => {
  const controller = new AbortController();
  const { calls, printer, session } = parts((count) => count === 1 && controller.abort());
  await expect(
    printRun({ ...common, session, codes, printer, onprogress: () => undefined, signal: controller.signal }),
  ).rejects.toThrow(/abort/i);
  expect(calls.at(-1)).toBe('abandon');
  expect(calls.filter((call) => call.startsWith('rapor'))).toHaveLength(1);
});
test('a failure of the printer reaches the asker', async () => {
  const { calls, printer, session } = parts(() => {
    throw new Error('no room');
  });
  await expect(
    printRun({ ...common, session, codes, printer, onprogress: () => undefined, signal: new AbortController().signal }),
  ).rejects.toThrow('no room');
  expect(calls.at(-1)).toBe('abandon');
});
test('a file name sorts by code, has plain letters, and says what is made up', () => {
  const place = region('32.09.30.2001', 'Dompyong Kulon', null) as never;
  expect(reportFileName({ region: place, isSample: true })).toBe('rapor-32.09.30.2001-dompyong-kulon-contoh.pdf');
});
