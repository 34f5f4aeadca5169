import { describe, expect, test } from 'vitest';
import { readTitle, spelledOut, titleSimilarity } from '../../../../data/projects/overlaps/title.ts';

test.each([
  ['Rehab SDN I Gebang Ilir', 'rehabilitasi sd negeri 1 gebang ilir'],
  ['Pemb. Jl. Lingkungan Ds. Waled', 'pembangunan jalan lingkungan desa waled'],
  ['Pening. Ruas Jln Ciledug–Losari Thp. II', 'peningkatan ruas jalan ciledug losari tahap 2'],
  ['Pembangunan Puskesmas (contoh)', 'pembangunan puskesmas'],
])('%s is spelt out', (title, spelt) => expect(spelledOut(title)).toBe(spelt));

describe('a title', () => {
  test.each([
    ['Rehabilitasi 3 Ruang Kelas SDN 1 Gebang Ilir', ['repair'], 'sd', ['classroom'], ['gebang', 'ilir'], ['1']],
    ['Pembangunan 2 RKB SMPN 1 Kaliwedi TA 2026', ['build'], 'smp', ['classroom'], ['kaliwedi'], ['1']],
    ['Pemb. Perpustakaan SDN 2 Sumber', ['build'], 'sd', ['library'], ['sumber'], ['2']],
    ['Pengawasan Pembangunan Puskesmas Pangenan', ['study'], 'puskesmas', [], ['pangenan'], []],
    ['Pemeliharaan Rutin Jalan Ciledug - Losari', ['maintain'], 'road', [], ['ciledug', 'losari'], []],
    ['Pemeliharaan Berkala Jalan Ciledug - Losari', ['repair'], 'road', [], ['ciledug', 'losari'], []],
    ['Pembangunan TPT Jalan Ciledug - Losari', ['build'], 'retaining', [], ['ciledug', 'losari'], []],
    ['Peningkatan Jalan Depan Kantor Desa Weru', ['repair'], 'road', [], ['depan'], []],
    ['Pengadaan Lahan Puskesmas Pangenan', ['land'], 'puskesmas', [], ['pangenan'], []],
  ])('%s', (title, works, object, parts, names, numbers) => {
    const read = readTitle(title);
    expect({ ...read, works: [...read.works], parts: [...read.parts] }).toMatchObject({
      works,
      object,
      parts,
      names,
      numbers,
    });
  });

  test('tells its corner of the village, its stage and its stretch', () => {
    expect(readTitle('Pembangunan Jalan Lingkungan RT 02 RW 05 Desa Kaliwedi')).toMatchObject({
      corners: ['rt2', 'rw5'],
      where: ['kaliwedi'],
      numbers: [],
    });
    expect(readTitle('Peningkatan Jalan Ciledug - Losari Tahap II').stage).toBe('2');
    expect(readTitle('Lanjutan Pembangunan Gedung Puskesmas Pangenan').stage).toBe('later');
    expect(readTitle('Peningkatan Jalan A - B (STA 0+000 - 1+200)')).toMatchObject({ stretch: [0, 1200], numbers: [] });
  });
});

test('similarity is of names and numbers, whatever the order and the abbreviations', () => {
  const of = (a: string, b: string) => titleSimilarity(readTitle(a), readTitle(b));
  expect(of('Rehab SDN 1 Gebang Ilir', 'Rehabilitasi SD Negeri I Gebang Ilir')).toBe(1);
  expect(of('Peningkatan Jl. Losari-Ciledug', 'Pemeliharaan Berkala Jalan Ciledug – Losari')).toBe(1);
  expect(of('Rehab SDN 1 Babakanlosari', 'Rehab SDN 1 Babakan Losari')).toBe(1);
  expect(of('Rehab SDN 1 Gebang', 'Rehab SDN 2 Waled')).toBe(0);
});
