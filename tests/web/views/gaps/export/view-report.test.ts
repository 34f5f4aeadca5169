import { expect, test } from 'vitest';
import { createFormat } from '../../../../../web/i18n/format.ts';
import { createTranslate, INDONESIAN } from '../../../../../web/i18n/messages.ts';
import { WORKSPACE_INDONESIAN } from '../../../../../web/i18n/workspace/indonesian.ts';
import { viewReportOf } from '../../../../../web/views/gaps/export/view-report.ts';
import type { ExportSubject } from '../../../../../web/views/gaps/gaps-export.ts';
import type { RegionFigure } from '../../../../../web/views/gaps/region-figure.ts';

/** Desa 0 to 49 in the order of their names, each lacking as many units as its number. */
const items = Array.from({ length: 50 }, (_, at) => ({
  region: { code: `32.99.01.20${String(at).padStart(2, '0')}`, name: `Desa ${at}`, level: 'desa' },
  population: 1000,
  need: at,
  available: 0,
  gap: at,
}));
const subject = {
  type: 'single',
  measure: 'unit',
  items,
  reply: { items, inputs: [], kecamatanNames: { '32.99.01': 'Losari' } },
} as unknown as ExportSubject;
const figure = {
  level: 'desa',
  measure: 'unit',
  unit: 'unit',
  items: items.map(({ region, gap }) => ({ code: region.code, value: gap })),
  write: String,
} as unknown as RegionFigure;

test('the print holds the worst rows with their kecamatan, and says of how many and where the others are', () => {
  const view = viewReportOf(
    createTranslate({ ...INDONESIAN, ...WORKSPACE_INDONESIAN }),
    createFormat('id', { id: 'Asia/Jakarta', label: 'WIB' }),
    subject,
    figure,
    {
      title: 'Judul',
      sentence: 'Temuan',
      note: '',
      about: [],
      address: '',
      now: new Date(0),
      picture: { png: new Uint8Array(), aspect: 1 },
    },
  );
  expect(view.rows).toHaveLength(40);
  expect([view.rows[0]?.[0], view.rows[39]?.[0]]).toEqual(['Desa 49, Losari', 'Desa 10, Losari']);
  expect(view.tableTitle).toBe('40 terparah dari 50 desa: unit');
  expect(view.leftOut).toBe('10 wilayah lain yang lebih ringan ada dalam unduhan Excel (XLSX).');
});
