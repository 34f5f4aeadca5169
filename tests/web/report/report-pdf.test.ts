import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { createFormat } from '../../../web/i18n/format.ts';
import { createTranslate, INDONESIAN } from '../../../web/i18n/messages.ts';
import { WORKSPACE_INDONESIAN } from '../../../web/i18n/workspace/indonesian.ts';
import { THEMES } from '../../../web/map/theme.ts';
import { reportModelOf } from '../../../web/report/report-data.ts';
import { MAP_SIZE, type ReportPage } from '../../../web/report/report-page.ts';
import { printReport } from '../../../web/report/report-pdf.ts';
import { createReportPrinter } from '../../../web/report/report-printer.ts';
import { reportStandards } from '../../../web/report/report-services.ts';
import { reportTextOf } from '../../../web/report/report-words.ts';
import { STANDARDS } from '../../../data/standards/index.ts';
import { explanation, loadFonts, region, replyOf, sourceOf } from './report-fixture.ts';

const setting = { colours: THEMES.print, language: 'id', now: new Date('2026-11-24T03:30:00Z') };
const t = createTranslate({ ...INDONESIAN, ...WORKSPACE_INDONESIAN });
const format = createFormat('id', { id: 'Asia/Jakarta', label: 'WIB' });
const PLACE = '32.99.01';

function pageOf(name: string, long: boolean): ReportPage {
  const people = 58_908;
  const replies = reportStandards(STANDARDS, 'kecamatan').map((standard) =>
    replyOf(standard.id, PLACE, people, { available: 0, servedPeople: 1_000, reachedShare: 0.5, status: 'contoh' }),
  );
  const source = sourceOf(replies, [region(PLACE, name, '32.99')]);
  const longName = 'Sekolah Menengah Pertama Negeri Satu Atap Karangsembung Suranenggala Kulon Bagian Timur Laut';
  const told = explanation({
    alternatives: explanation().alternatives.map((one) => ({ ...one, name: long ? longName : one.name })),
    projects: Array.from({ length: 6 }, (_, at) => ({
      ...explanation().projects[0]!,
      id: `p${at}`,
      name: long ? `Pembangunan ${longName} ${at}` : `Pembangunan ${at}`,
    })),
  });
  const model = reportModelOf(source, PLACE, new Map(replies.map((reply) => [reply.question.standard.id, told])));
  const notes = long
    ? model.notes.map((note) =>
        note.type === 'dataset' ? { ...note, dataset: { ...note.dataset, title: `${longName}, ${longName}` } } : note,
      )
    : model.notes;
  return {
    text: reportTextOf(
      t,
      format,
      { ...model, notes },
      { regionName: 'Kabupaten Contoh', address: 'https://jangkau.example/rapor/32.99.01', now: setting.now },
    ),
    map: {
      ...MAP_SIZE,
      shapes: [
        {
          role: 'region',
          rings: [
            [
              [20, 20],
              [200, 30],
              [120, 150],
            ],
          ],
        },
      ],
      symbols: [{ group: 'health', at: [90, 60] }],
      labels: [],
      scale: { metres: 2000, length: 60 },
      groups: ['health'],
    },
    scaleLabel: '2 km',
  };
}

async function read(bytes: Uint8Array) {
  const document = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let at = 1; at <= document.numPages; at++) {
    const { items } = await (await document.getPage(at)).getTextContent();
    pages.push(
      items
        .map((item) => ('str' in item ? item.str : ''))
        .join(' ')
        .replace(/\s+/g, ' '),
    );
  }
  const { info } = await document.getMetadata();
  return { document, pages, info: info as Record<string, unknown> };
}

test('the PDF opens again and says what the words say', async () => {
  const page = pageOf('Losari', false);
  const { document, pages, info } = await read(await printReport(page, { ...setting, fonts: loadFonts() }));
  expect(document.numPages).toBe(1);
  const [text] = pages;
  expect(text).toContain('Kecamatan Losari');
  expect(text).toContain('58.908 jiwa');
  expect(text).toContain('Batas wilayah bersifat indikatif');
  expect(text).toContain('https://jangkau.example/rapor/32.99.01');
  for (const row of page.text.table.rows) expect(text).toContain(row.name.text);
  expect(info['Title']).toBe('Rapor Layanan Kecamatan Losari (32.99.01)');
  expect(info['Language']).toBe('id');
  const tree = await (await document.getPage(1)).getStructTree();
  const roles = JSON.stringify(tree);
  for (const role of ['H1', 'H2', 'Table', 'TH', 'TD', 'Figure']) expect(roles).toContain(`"role":"${role}"`);
});

test.each(['Karangsembung', 'Suranenggala Karangwareng Pangenan Susukanlebak Kapetakan'])(
  'the longest names still make one page: %s',
  async (name) => {
    const { document, pages } = await read(await printReport(pageOf(name, true), { ...setting, fonts: loadFonts() }));
    expect(document.numPages).toBe(1);
    expect(pages[0]).toContain('halaman 1 dari 1');
  },
);

test('signs that the font lacks are written otherwise, not as empty boxes', async () => {
  const page = pageOf('Losari', false);
  const text = { ...page.text, heading: 'Desa ≤ 5 → Łódź 漢' };
  const { pages } = await read(await printReport({ ...page, text }, { ...setting, fonts: loadFonts() }));
  expect(pages[0]).toContain('Desa <= 5 > ');
  expect(pages[0]).toContain('?');
});

test('a run makes a ZIP with every PDF and the index, or one PDF with an outline', async () => {
  const printer = createReportPrinter(async () => loadFonts());
  await printer.beginRun('zip', 'semua', setting);
  await printer.addReport(pageOf('Losari', false), 'rapor-a.pdf');
  await printer.addReport(pageOf('Gebang', false), 'rapor-b.pdf');
  const files = unzipSync(await printer.finishRun('kode\r\n'));
  expect(Object.keys(files)).toEqual(['rapor-a.pdf', 'rapor-b.pdf', 'index.csv']);
  expect((await read(files['rapor-b.pdf']!)).pages[0]).toContain('Kecamatan Gebang');

  await printer.beginRun('merged', 'semua', setting);
  await printer.addReport(pageOf('Losari', false), '');
  await printer.addReport(pageOf('Gebang', false), '');
  const { document } = await read(await printer.finishRun(''));
  expect(document.numPages).toBe(2);
  expect((await document.getOutline())?.map((entry) => entry.title)).toEqual(['Kecamatan Losari', 'Kecamatan Gebang']);
});
test('an abandoned run takes no more reports', async () => {
  const printer = createReportPrinter(async () => loadFonts());
  await printer.beginRun('zip', 'semua', setting);
  await printer.abandonRun();
  await expect(printer.addReport(pageOf('Losari', false), 'a.pdf')).rejects.toThrow('no run');
});
