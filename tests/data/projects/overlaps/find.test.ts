import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findOverlaps, type Comparable } from '../../../../data/projects/overlaps/find.ts';
import { metresApart, sharedLength, shapeOf } from '../../../../data/projects/overlaps/shapes.ts';
import { line, point, projectOf, VILLAGE } from './project-of.ts';

const SCHOOLS = { agency: 'disdik', opd: 'Dinas Pendidikan' } as const;
const idsOf = async (projects: readonly Comparable[]) =>
  (await findOverlaps(projects)).map(({ a, b }) => `${a} ${b}`).sort();

test('of five true duplicates and three near misses exactly the five are found (B2)', async () => {
  const projects = [
    // True: the same road from two purses; a stretch of it; the same school next year; the same village road as a point; a clinic twice.
    projectOf('a1', 'Peningkatan Jalan Ciledug - Losari', line([0, 0], [1000, 0])),
    projectOf('a2', 'Pening. Jl. Losari–Ciledug', line([4, 3], [998, 4]), VILLAGE),
    projectOf('b1', 'Rekonstruksi Jalan Waled - Pabedilan', line([0, 5000], [3000, 5000])),
    projectOf('b2', 'Betonisasi Jalan Desa Cibogo', line([2500, 5005], [2800, 5005]), { ...VILLAGE, fiscalYear: 2027 }),
    projectOf('c1', 'Rehabilitasi Ruang Kelas SDN 1 Gebang Ilir', point(9000, 0), SCHOOLS),
    projectOf('c2', 'Rehab SD Negeri I Gebang Ilir', point(9120, 0), {
      ...SCHOOLS,
      fiscalYear: 2025,
      fundingSource: 'DAK_FISIK',
    }),
    projectOf('d1', 'Pembangunan Posyandu Desa Kaliwedi', point(0, 9000), VILLAGE),
    projectOf('d2', 'Pembangunan Posyandu Melati Desa Kaliwedi', point(150, 9000), {
      agency: 'dinkes',
      opd: 'Dinas Kesehatan',
    }),
    projectOf('e1', 'Rehabilitasi Gedung PKM Pangenan', point(9000, 9000), {
      agency: 'dinkes',
      opd: 'Dinas Kesehatan',
    }),
    projectOf('e2', 'Renovasi Puskesmas Pangenan', point(9000, 9010), { agency: 'cktr', opd: 'Dinas Cipta Karya' }),
    // Near misses: another stretch of the same road; another part of the same school; two years apart.
    projectOf('f1', 'Peningkatan Jalan Ciledug - Losari', line([1000, 0], [2000, 0]), { ...VILLAGE }),
    projectOf('g1', 'Pembangunan Jamban SDN 1 Gebang Ilir', point(9000, 5), {
      agency: 'cktr',
      opd: 'Dinas Cipta Karya',
    }),
    projectOf('h1', 'Renovasi Puskesmas Pangenan', point(9000, 9010), { fiscalYear: 2028, agency: 'cktr' }),
  ];
  expect(await idsOf(projects)).toEqual(['a1 a2', 'b1 b2', 'c1 c2', 'd1 d2', 'e1 e2']);
});

describe('two projects at one place are two', () => {
  test.each<[string, string, string, Partial<Comparable>]>([
    ['schools of one yard', 'Rehab SDN 1 Gebang', 'Rehab SDN 2 Gebang', {}],
    ['works and their supervision', 'Pembangunan Puskesmas Beber', 'Pengawasan Pembangunan Puskesmas Beber', {}],
    ['building and mending', 'Pembangunan Puskesmas Beber', 'Rehabilitasi Puskesmas Beber', {}],
    ['building and its furniture', 'Rehab Puskesmas Beber', 'Pengadaan Alkes Puskesmas Beber', {}],
    ['stage one and stage two', 'Pembangunan Puskesmas Beber Tahap I', 'Pembangunan Puskesmas Beber Tahap II', {}],
    [
      'works and what goes on with them',
      'Pembangunan Puskesmas Beber',
      'Lanjutan Pembangunan Puskesmas Beber',
      { fiscalYear: 2027 },
    ],
    ['a school and a health centre', 'Rehab SDN 1 Beber', 'Rehab Puskesmas Beber', {}],
    ['health posts of two names', 'Rehab Posyandu Melati', 'Rehab Posyandu Mawar', {}],
    ['what was refused', 'Rehab Puskesmas Beber', 'Rehab Puskesmas Beber', { status: 'ditolak' }],
    ['made up and real', 'Rehab Puskesmas Beber', 'Rehab Puskesmas Beber', { sample: true }],
    [
      'two packages of one agency, year and fund',
      'Pembangunan Posyandu Melati',
      'Pembangunan Posyandu Mawar',
      { agency: 'pupr', opd: 'Dinas PUPR', fundingSource: 'APBD' },
    ],
  ])('%s', async (_what, a, b, more) => {
    const two = [projectOf('a', a, point(0, 0)), projectOf('b', b, point(60, 0), { ...VILLAGE, ...more })];
    expect(await findOverlaps(two)).toEqual([]);
  });
});

test('a pair says why', async () => {
  const code = '1.02.02.2.01.0006';
  const [pair] = await findOverlaps([
    projectOf('b', 'Rehab Puskesmas Beber', point(0, 0), { subActivityCode: code }),
    projectOf('a', 'Rehabilitasi PKM Beber', point(0, 100), { ...VILLAGE, fiscalYear: 2027, subActivityCode: code }),
  ]);
  expect(pair).toMatchObject({
    a: 'a',
    b: 'b',
    reasons: [
      { code: 'near', metres: 100 },
      { code: 'same_kind', kind: 'puskesmas' },
      { code: 'same_sub_activity', subActivityCode: code },
      { code: 'similar_title', similarity: 1 },
      { code: 'other_agency' },
      { code: 'other_year', years: 1 },
      { code: 'other_fund' },
    ],
  });
  expect(pair!.score).toBeCloseTo(0.45 * 0.5 + 0.35 + 0.2, 2);
});

test('without a shape only one desa and nearly the same words make a pair', async () => {
  const desa = '99.01.01.2001';
  const one = projectOf('a', 'Rehabilitasi Balai Desa Kertasari', null, { desa });
  const other = projectOf('b', 'Rehab Balai Desa Kertasari', null, { ...VILLAGE, desa });
  expect(await idsOf([one, other])).toEqual(['a b']);
  expect(await idsOf([one, { ...other, desa: null }])).toEqual([]);
  expect(await idsOf([one, { ...other, name: 'Rehab Balai Desa Mertasari Lor' }])).toEqual([]);
});

describe('shapes', () => {
  const shape = (geometry: ReturnType<typeof line>) => shapeOf(geometry)!;

  test('roads that run together share their length, and those that cross or lie apart nothing', () => {
    const road = shape(line([0, 0], [1000, 0]));
    expect(sharedLength(road, shape(line([200, 8], [600, 8]))).metres).toBeCloseTo(400, -1.3);
    expect(sharedLength(road, shape(line([500, -300], [500, 300]))).metres).toBe(0);
    expect(sharedLength(road, shape(line([0, 40], [1000, 40]))).metres).toBe(0);
    // The last 90 m only, and not what lies before the other one begins.
    expect(sharedLength(road, shape(line([910, 0], [2000, 0]))).metres).toBeCloseTo(90, -0.5);
    expect(sharedLength(road, shape(line([1005, 0], [2000, 0]))).metres).toBe(0);
  });

  const places = fc.array(fc.tuple(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 3000 })), {
    minLength: 2,
    maxLength: 6,
  });
  test('are as far apart and as long together whichever is named first; a line is wholly beside itself', () => {
    fc.assert(
      fc.property(places, places, (a, b) => {
        const [one, other] = [shape(line(...a)), shape(line(...b))];
        expect(metresApart(one, other)).toBeCloseTo(metresApart(other, one), 6);
        expect(sharedLength(one, other).metres).toBeCloseTo(sharedLength(other, one).metres, 6);
        expect(metresApart(one, one)).toBe(0);
        const { share } = sharedLength(one, one);
        expect(share === 0 || share > 0.999).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
