import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { csvOf, fileNameOf } from '../../../../web/views/gaps/gaps-export.ts';
import type { GapItem } from '../../../../web/views/gaps/gaps-model.ts';
import type { GapsReply } from '../../../../web/worker/questions.ts';

const item: GapItem = {
  region: { code: '32.09.30', name: 'Gebang "Udik", Timur', level: 'kecamatan' },
  population: 70864,
  need: 15,
  available: null,
  gap: null,
  needExact: 14.76,
  peoplePerUnit: 11810.6667,
  servedShare: 0.897,
  servedPeople: 63565,
  unplaced: 0,
  byOwner: { negeri: 2, swasta: 4, 'tidak-diketahui': 0 },
  perRegion: null,
};

const reply = (status: 'terbuka' | 'contoh') =>
  ({
    question: { standard: { id: 'SNI-EDU-SMP', regulation: 'SNI 03-1733-2004' }, level: 'desa' },
    inputs: [
      { status: 'terbuka', role: 'population', date: '2024-12' },
      { status, role: 'facilities', date: null },
    ],
    items: [{ ...item, gap: 9, available: 6 }, desa],
    estimated: ['32.09.30.2001'],
    kecamatanNames: { '32.09.30': 'Gebang' },
  }) as unknown as GapsReply;
const desa: GapItem = { ...item, region: { code: '32.09.30.2001', name: 'Dompyong', level: 'desa' }, gap: 3 };

test('the file reads back as it was and explains itself: codes stay text, a point for decimals, empty for not known', () => {
  const text = csvOf([item, desa], reply('contoh'), 'unit', 'machine');
  expect(text.startsWith('\uFEFF')).toBe(true);
  expect(text).toContain('"32.09.30"');
  expect(text.endsWith('\r\n')).toBe(true);
  const rows = parse(text, { columns: true, bom: true }) as Record<string, string>[];
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatchObject({
    kode_kemendagri: '32.09.30',
    nama: 'Gebang "Udik", Timur',
    penduduk: '70864',
    penduduk_estimasi: 'false',
    tersedia: '',
    kekurangan: '',
    peringkat: '1',
    penduduk_per_unit: '11810.67',
    bagian_terjangkau: '0.8970',
    standar: 'SNI-EDU-SMP',
    peraturan: 'SNI 03-1733-2004',
    tanggal_penduduk: '2024-12',
    tanggal_fasilitas: '',
    contoh: 'true',
  });
  expect(rows[1]).toMatchObject({
    kode_kecamatan: '32.09.30',
    kecamatan: 'Gebang',
    peringkat: '2',
    penduduk_estimasi: 'true',
  });
});

test('the file for Excel has decimal commas, semicolons and codes that Excel leaves alone', () => {
  const text = csvOf([item], reply('terbuka'), 'unit', 'excel');
  const [row] = parse(text, { columns: true, bom: true, delimiter: ';' }) as Record<string, string>[];
  expect(row).toMatchObject({ kode_kemendagri: '="32.09.30"', penduduk_per_unit: '11810,67', contoh: 'false' });
});

test('the name of the file tells that an input is made up', () => {
  expect(fileNameOf(reply('terbuka'), 'unit', 'kesenjangan', 'csv')).toBe('kesenjangan-SNI-EDU-SMP-unit-desa.csv');
  expect(fileNameOf(reply('contoh'), 'unit', 'kesenjangan', 'csv')).toBe(
    'kesenjangan-SNI-EDU-SMP-unit-desa-contoh.csv',
  );
});
