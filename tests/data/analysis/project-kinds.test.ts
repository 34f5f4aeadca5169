import { expect, it } from 'vitest';
import { kindsNamed } from '#analysis';

it.each([
  ['Ruang kelas SMP Negeri 1 Batu', ['smp']],
  ['Rehabilitasi SDN 2 Awan', ['sd']],
  ['Pembangunan Puskesmas Pembantu Desa Awan', ['pustu']],
  ['Rehab puskesmas dan posyandu', ['puskesmas', 'posyandu']],
  ['TAMAN KANAK-KANAK Pertiwi', ['tk']],
  ['Pemeliharaan Alun-alun', ['park']],
  ['Pembangunan TPS3R', ['waste-site']],
  ['Peningkatan jalan Awan - Batu Karang', []],
  // No word of its own: neither "msd" nor "pasaran" names a kind.
  ['Pengadaan MSD untuk pasaran', []],
])('%s names %j', (name, kinds) => {
  expect(new Set(kindsNamed(name))).toEqual(new Set(kinds));
});
