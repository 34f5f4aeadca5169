import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { csvOf, fileNameOf } from '../../../../web/views/gaps/gaps-export.ts';
import type { GapItem } from '../../../../web/views/gaps/gaps-model.ts';
import type { GapsReply } from '../../../../web/worker/gaps-session.ts';

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

test('the file reads back as it was: codes stay text, a point for decimals, empty for not known', () => {
  const text = csvOf([item]);
  expect(text).toContain('"32.09.30"');
  expect(text.endsWith('\r\n')).toBe(true);
  const rows = parse(text, { columns: true }) as Record<string, string>[];
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({
    kode_kemendagri: '32.09.30',
    nama: 'Gebang "Udik", Timur',
    penduduk: '70864',
    tersedia: '',
    kekurangan: '',
    penduduk_per_unit: '11810.67',
    bagian_terjangkau: '0.8970',
  });
});

test('the name of the file tells that an input is made up', () => {
  const reply = (status: 'terbuka' | 'contoh') =>
    ({
      question: { standard: { id: 'SNI-KES-POSY' }, level: 'kecamatan' },
      inputs: [{ status }],
    }) as unknown as GapsReply;
  expect(fileNameOf(reply('terbuka'), 'unit', 'kesenjangan', 'csv')).toBe(
    'kesenjangan-SNI-KES-POSY-unit-kecamatan.csv',
  );
  expect(fileNameOf(reply('contoh'), 'unit', 'kesenjangan', 'csv')).toBe(
    'kesenjangan-SNI-KES-POSY-unit-kecamatan-contoh.csv',
  );
});
