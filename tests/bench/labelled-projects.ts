// Projects of which it is known which are one, written by hand as lists of agencies, villages and the province write them, with what
// looks like a duplicate and is none; and titles of which it is known what place they speak of. Invented names.
import type { Geometry } from 'geojson';

type Place = readonly [east: number, north: number];
/** A project: where, from whose list, and in which group of duplicates (none where it is alone). */
export interface LabelledProject {
  readonly group: string | null;
  readonly name: string;
  readonly by: 'pupr' | 'disdik' | 'dinkes' | 'desa' | 'prov' | 'dlh';
  readonly year: number;
  readonly at: Place | readonly Place[];
}
const one = (
  group: string | null,
  name: string,
  by: LabelledProject['by'],
  year: number,
  at: LabelledProject['at'],
): LabelledProject => ({ group, name, by, year, at });

/** Each block lies 20 km from the next; metres within. */
export const BLOCKS: readonly (readonly LabelledProject[])[] = [
  // Roads: the whole and a stretch of it, another stretch, its retaining wall, its routine upkeep, its supervision, a crossing.
  [
    one('a', 'Peningkatan Jalan Cikadu - Rancabolang', 'pupr', 2026, [
      [0, 0],
      [2400, 100],
    ]),
    one('a', 'Pening. Jl. Rancabolang-Cikadu', 'prov', 2027, [
      [200, 10],
      [1100, 48],
    ]),
    one(null, 'Peningkatan Jalan Cikadu - Rancabolang', 'prov', 2026, [
      [2400, 100],
      [4000, 100],
    ]),
    one(null, 'Pembangunan TPT Jalan Cikadu - Rancabolang', 'desa', 2026, [
      [300, 14],
      [700, 30],
    ]),
    one(null, 'Pemeliharaan Rutin Jalan Cikadu - Rancabolang', 'pupr', 2027, [
      [0, 0],
      [2400, 100],
    ]),
    one(null, 'Pengawasan Teknis Peningkatan Jalan Cikadu - Rancabolang', 'pupr', 2026, [
      [0, 0],
      [2400, 100],
    ]),
    one(null, 'Rekonstruksi Jalan Simpang Tiga - Pasirhuni', 'prov', 2026, [
      [800, -900],
      [800, 1200],
    ]),
  ],
  // Village roads: the same paved twice; another lane of the hamlet; a parallel lane; drainage beside it.
  [
    one('b', 'Betonisasi Jalan Desa Sukarendah Blok Manis', 'desa', 2026, [
      [0, 0],
      [420, 0],
    ]),
    one('b', 'Pembangunan Jalan Lingkungan Blok Manis Ds. Sukarendah', 'pupr', 2026, [
      [-10, 4],
      [400, 6],
    ]),
    one(null, 'Betonisasi Jalan Desa Sukarendah Blok Wage', 'desa', 2026, [
      [600, 0],
      [1000, 0],
    ]),
    one(null, 'Rabat Beton Gang Melati Desa Sukarendah', 'desa', 2027, [
      [0, 40],
      [420, 40],
    ]),
    one(null, 'Normalisasi Drainase Jalan Desa Sukarendah', 'pupr', 2026, [
      [0, 5],
      [420, 5],
    ]),
    one('c', 'Pavingisasi Jalan Lingkungan RT 03 RW 01 Desa Sukarendah', 'desa', 2026, [
      [0, 3000],
      [150, 3000],
    ]),
    one('c', 'Peningkatan Jl. Lingkungan RT 3/1 Desa Sukarendah', 'pupr', 2027, [
      [5, 3002],
      [148, 3003],
    ]),
    one(null, 'Pavingisasi Jalan Lingkungan RT 04 RW 01 Desa Sukarendah', 'pupr', 2026, [
      [150, 3000],
      [150, 3180],
    ]),
  ],
  // Schools in one yard: same rooms twice, other school, other works, next stage, furniture.
  [
    one('d', 'Rehabilitasi 3 Ruang Kelas SDN 1 Pasirhuni', 'disdik', 2026, [0, 0]),
    one('d', 'Rehab Ruang Kelas SD Negeri I Pasirhuni', 'prov', 2026, [45, 10]),
    one(null, 'Rehabilitasi 3 Ruang Kelas SDN 2 Pasirhuni', 'disdik', 2026, [60, 20]),
    one(null, 'Pembangunan Jamban SDN 1 Pasirhuni', 'disdik', 2026, [20, 0]),
    one(null, 'Pembangunan 2 RKB SDN 1 Pasirhuni', 'prov', 2026, [10, 5]),
    one(null, 'Pengadaan Mebelair SDN 1 Pasirhuni', 'disdik', 2026, [0, 0]),
    one(null, 'Pembangunan Pagar SDN 1 Pasirhuni', 'desa', 2027, [0, 0]),
    one(null, 'Rehab Ruang Kelas SDN 1 Pasirhuni', 'prov', 2029, [0, 0]),
    one('e', 'Pembangunan Perpustakaan SMPN 2 Rancabolang', 'disdik', 2026, [0, 4000]),
    one('e', 'Pemb. Ruang Perpus SMP Negeri 2 Rancabolang', 'prov', 2027, [30, 4010]),
    one(null, 'Pembangunan Laboratorium IPA SMPN 2 Rancabolang', 'prov', 2027, [30, 4010]),
  ],
  // Health: one building under two names, stages, furniture, posts of one village, a post and a centre.
  [
    one('f', 'Rehabilitasi Gedung Puskesmas Cikadu', 'dinkes', 2026, [0, 0]),
    one('f', 'Renovasi UPTD PKM Cikadu', 'prov', 2026, [35, 20]),
    one(null, 'Pengadaan Alkes Puskesmas Cikadu', 'dinkes', 2026, [0, 0]),
    one(null, 'Pembangunan IPAL Puskesmas Cikadu', 'dlh', 2026, [10, 0]),
    one(null, 'Rehab Pustu Cikadu', 'dinkes', 2026, [120, 0]),
    one(null, 'Pembangunan Puskesmas Rancabolang Tahap I', 'dinkes', 2026, [0, 5000]),
    one(null, 'Pembangunan Puskesmas Rancabolang Tahap II', 'prov', 2027, [0, 5000]),
    one('g', 'Pembangunan Posyandu Mawar Desa Bojongsari', 'desa', 2026, [0, 9000]),
    one('g', 'Pemb. Posyandu Desa Bojongsari', 'dinkes', 2027, [90, 9050]),
    one(null, 'Rehab Posyandu Anggrek Desa Bojongsari', 'desa', 2026, [100, 9060]),
  ],
  // Water, waste, halls, a bridge; misspelt names; a grant and the village on one market.
  [
    one('h', 'Pembangunan SPAM Desa Bojongsari', 'pupr', 2026, [0, 0]),
    one('h', 'Sumur Bor Air Bersih Ds. Bojongsari', 'desa', 2026, [130, 40]),
    one(null, 'Pembangunan MCK Desa Bojongsari', 'desa', 2026, [100, 30]),
    one('i', 'Rehab Balai Desa Bojong Sari', 'desa', 2026, [0, 4000]),
    one('i', 'Rehabilitasi Kantor Kuwu Bojongsari', 'pupr', 2027, [15, 4000]),
    one('j', 'Pembangunan Jembatan Kali Cibeureum Ruas Cikadu - Pasirhuni', 'pupr', 2026, [0, 8000]),
    one('j', 'Penggantian Jembatan Cibeureum', 'prov', 2027, [22, 8000]),
    one(null, 'Pembangunan Jembatan Gantung Cilaja', 'desa', 2026, [180, 8050]),
    one('k', 'Revitalisasi Pasar Rakyat Rancabolang', 'pupr', 2026, [0, 12000]),
    one('k', 'Revitalisasi Pasar Rancabolong', 'prov', 2026, [80, 12010]),
    one('l', 'Pembangunan TPS 3R Desa Cikadu', 'dlh', 2026, [0, 16000]),
    one('l', 'Pembangunan Tempat Pengolahan Sampah Reduce Reuse Recycle Cikadu', 'desa', 2026, [60, 16000]),
  ],
];

const ORIGIN = [108, -6.8] as const;
/** A place or a way of a block as a geometry. */
export function geometryOf(block: number, at: LabelledProject['at']): Geometry {
  const position = ([east, north]: Place): [number, number] => [
    ORIGIN[0] + block * 0.2 + east / (111_195 * Math.cos((ORIGIN[1] * Math.PI) / 180)),
    ORIGIN[1] + north / 111_195,
  ];
  return typeof at[0] === 'number'
    ? { type: 'Point', coordinates: position(at as Place) }
    : { type: 'LineString', coordinates: (at as readonly Place[]).map(position) };
}
