import { expect, test } from 'vitest';
import { createTranslate, INDONESIAN } from '../../../../../web/i18n/messages.ts';
import { WORKSPACE_INDONESIAN } from '../../../../../web/i18n/workspace/indonesian.ts';
import { readableTable } from '../../../../../web/views/gaps/export/readable-table.ts';
import { writeCsv, type ExportTable } from '../../../../../web/views/gaps/gaps-export.ts';

const table: ExportTable = {
  columns: ['kode_kemendagri', 'bagian_terjangkau', 'cara_jalan', 'contoh', 'bagian_1_skor'],
  rows: [
    {
      code: '32.09.01',
      cells: [
        { type: 'code', value: '32.09.01' },
        { type: 'share', value: 0.89701 },
        {
          type: 'choice',
          value: 'motorcycle straight',
          words: ['report.mode.motorcycle', 'report.path.straight'],
        },
        { type: 'flag', value: false },
        { type: 'number', value: 12.5, digits: 2 },
      ],
    },
  ],
};
const t = createTranslate({ ...INDONESIAN, ...WORKSPACE_INDONESIAN });

test('people read words and percent, and the name of the column says so', () => {
  expect(writeCsv(readableTable(table, t), 'excel').slice(1)).toBe(
    'kode_kemendagri;persen_terjangkau;cara_jalan;contoh;bagian_1_skor\r\n' +
      '"=""32.09.01""";89,70;"sepeda motor, perkiraan jarak lurus × 1,3";"tidak";12,50\r\n',
  );
});
test('machines read fractions and codes', () => {
  expect(writeCsv(table, 'machine').slice(1)).toBe(
    'kode_kemendagri,bagian_terjangkau,cara_jalan,contoh,bagian_1_skor\r\n' +
      '"32.09.01",0.8970,"motorcycle straight","false",12.50\r\n',
  );
});
