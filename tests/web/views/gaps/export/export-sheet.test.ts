import writeExcel from 'write-excel-file/node';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { THEMES } from '../../../../../web/map/theme.ts';
import { sheetsOf } from '../../../../../web/views/gaps/export/export-sheet.ts';
import type { ExportTable } from '../../../../../web/views/gaps/gaps-export.ts';

const table: ExportTable = {
  columns: ['kode_kemendagri', 'nama', 'penduduk', 'bagian_terjangkau'],
  rows: [
    {
      code: '32.09.01',
      cells: [
        { type: 'code', value: '32.09.01' },
        { type: 'text', value: '0012' },
        { type: 'number', value: 70_864, digits: 0 },
        { type: 'number', value: 0.89701, digits: 4 },
      ],
    },
    {
      code: '32.09.02',
      cells: [
        { type: 'code', value: '32.09.02' },
        { type: 'text', value: 'Ciledug & "Kota"' },
        { type: 'number', value: null, digits: 0 },
        { type: 'number', value: null, digits: 4 },
      ],
    },
  ],
};

async function sheets() {
  const about = [{ label: 'Sumber', text: 'Dukcapil, semester II 2024' }];
  const blob = await writeExcel(
    sheetsOf(table, about, { table: 'tabel', about: 'keterangan' }, THEMES.print.sequential[1]!) as never,
  ).toBuffer();
  const files = unzipSync(new Uint8Array(blob));
  const strings = [...strFromU8(files['xl/sharedStrings.xml']!).matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(
    (match) => match[1],
  );
  const sheet = (at: number) =>
    [
      ...strFromU8(files[`xl/worksheets/sheet${at}.xml`]!).matchAll(
        /<c ([^>]*?)(?:\/>|>(?:<v>([^<]*)<\/v>)?.*?<\/c>)/g,
      ),
    ].map((match) => ({
      at: /r="([A-Z]+\d+)"/.exec(match[1]!)?.[1],
      type: /t="(\w+)"/.exec(match[1]!)?.[1] ?? 'n',
      value: match[2],
    }));
  return { strings, table: sheet(1), about: sheet(2), workbook: strFromU8(files['xl/workbook.xml']!) };
}

test('codes and texts are text cells, numbers are numbers rounded as in the CSV, unknown is no value', async () => {
  const { strings, table: cells } = await sheets();
  const cell = (at: string) => cells.find((candidate) => candidate.at === at);
  expect(cell('A2')?.type).toBe('s');
  expect(strings[Number(cell('A2')?.value)]).toBe('32.09.01');
  expect(cell('B2')?.type).toBe('s');
  expect(strings[Number(cell('B2')?.value)]).toBe('0012');
  expect(cell('C2')).toMatchObject({ type: 'n', value: '70864' });
  expect(cell('D2')).toMatchObject({ type: 'n', value: '0.897' });
  expect(cell('C3')?.value).toBeUndefined();
});
test('the second sheet is the metadata', async () => {
  const { strings, about, workbook } = await sheets();
  expect(workbook).toMatch(/name="tabel".*name="keterangan"/s);
  expect(about.map((cell) => strings[Number(cell.value)])).toEqual(['Sumber', 'Dukcapil, semester II 2024']);
});
