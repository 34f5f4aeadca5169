import { describe, expect, test } from 'vitest';
import type { FileColumn } from '#model/upload';
import { isBusiness, readQuantity, sectorOf } from '../../../../data/desk/check/projects.ts';
import { checkRow, fieldValues, guessMapping } from '../../../../data/desk/check/index.ts';
import type { ProjectDeskRecord } from '../../../../data/desk/check/records.ts';
import { miniContext } from './context.ts';

type Table = Readonly<Record<string, readonly (string | null)[]>>;

/** Reads a table as the desk does that nobody helps: the guessed mapping, then each row. */
async function read(table: Table, fileName: string) {
  const context = await miniContext('project', [], { dataset: 'rup' });
  const rows = Math.max(...Object.values(table).map((cells) => cells.length));
  const columns: FileColumn[] = Object.entries(table).map(([name, cells]) => {
    const examples = [...new Set(cells.filter((cell) => cell !== null))];
    return { name, examples, empty: cells.filter((cell) => cell === null).length, distinct: examples.length };
  });
  const mapping = guessMapping({ columns, rows }, context, fileName);
  const checked = Array.from({ length: rows }, (_, index) => {
    const cells = Object.fromEntries(Object.entries(table).map(([name, list]) => [name, list[index] ?? null]));
    return checkRow(
      { row: index + 1, values: fieldValues(cells, {}, mapping), geometry: null, decisions: [] },
      context,
    );
  });
  return { mapping, checked, records: checked.map(({ record }) => record as ProjectDeskRecord | null) };
}

describe('a list of procurement plans (RUP)', () => {
  const table: Table = {
    No: ['1', '2', '3'],
    'Kode RUP': ['51234567', '51234568', '51234569'],
    'Satuan Kerja': ['DINAS PEKERJAAN UMUM DAN TATA RUANG', 'DINAS PENDIDIKAN', 'SEKRETARIAT DAERAH'],
    'Nama Paket': [
      'Rehabilitasi Jalan Awan - Batu Karang',
      'Rehab Ruang Kelas SDN 1 Awan',
      'Belanja Alat Tulis Kantor',
    ],
    'Pagu (Rp)': ['1.250.000.000', '300.000.000', null],
    'Metode Pemilihan': ['Tender', 'E-Purchasing', 'Dikecualikan'],
    'Sumber Dana': ['APBD', 'DAK', 'APBDP'],
    'Lokasi Pekerjaan': ['Jawa Barat, Mini (Kab.), Awan', 'Desa Batu Lor Kec. Batu Karang', null],
  };

  test('is understood by its headings; what it does not say has a default that is seen', async () => {
    const { mapping } = await read(table, 'RUP 2026.xlsx');
    expect(mapping.columns).toEqual({
      procurementCode: 'Kode RUP',
      opd: 'Satuan Kerja',
      name: 'Nama Paket',
      ceilingRupiah: 'Pagu (Rp)',
      method: 'Metode Pemilihan',
      fundingSource: 'Sumber Dana',
      location: 'Lokasi Pekerjaan',
    });
    expect(mapping.constants).toEqual({ status: 'rup_diumumkan', origin: 'RENJA', fiscalYear: '2026' });
  });

  test('gives every row, with the place as far as it is told and money that is missing left so', async () => {
    const { checked, records } = await read(table, 'RUP 2026.xlsx');
    expect(checked.map(({ outcome }) => outcome)).toEqual(['valid', 'valid', 'valid']);
    expect(records).toMatchObject([
      {
        id: 'rup-51234567',
        procurementCode: '51234567',
        sector: 'roads',
        method: 'TENDER',
        ceilingRupiah: 1_250_000_000,
        accuracy: 'tidak_diketahui',
        regions: [{ region: '99.01.01', share: 1 }],
      },
      {
        sector: 'education',
        method: 'E_PURCHASING',
        fundingSource: 'DAK_FISIK',
        accuracy: 'desa',
        regions: [{ region: '99.01.02.2001', share: 1 }],
      },
      {
        sector: 'government',
        method: null,
        ceilingRupiah: null,
        fundingSource: 'APBD',
        regions: [{ region: '99.01', share: 1 }],
      },
    ]);
    expect(checked[2]!.issues.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining(['region_missing', 'choice_unknown', 'choice_understood']),
    );
  });
});

test('a list of contracts and what was done on them names businesses only', async () => {
  const { mapping, records } = await read(
    {
      'Nama Paket Pekerjaan': ['Pembangunan Puskesmas Awan', 'Rehab Balai Desa Kertasari'],
      OPD: ['Dinas Kesehatan', 'DPMD'],
      'Tahun Anggaran': ['2026', '2026'],
      'Nilai Kontrak': ['2.000.000.000', '150.000.000'],
      Penyedia: ['PT Maju Jaya', 'Budi Santoso'],
      'Realisasi Keuangan': ['500.000.000', '0'],
      'Progres Fisik (%)': ['27,5', '10'],
      Volume: ['1 unit', '3'],
      'Kode Tender': ['8812034', null],
    },
    'realisasi.csv',
  );
  expect(mapping.columns).toMatchObject({
    contractRupiah: 'Nilai Kontrak',
    provider: 'Penyedia',
    spentRupiah: 'Realisasi Keuangan',
    physicalPercent: 'Progres Fisik (%)',
    tenderCode: 'Kode Tender',
    volume: 'Volume',
  });
  expect(mapping.constants).toMatchObject({ status: 'pelaksanaan' });
  expect(records).toMatchObject([
    {
      provider: 'PT Maju Jaya',
      contractRupiah: 2_000_000_000,
      spentRupiah: 500_000_000,
      physicalPercent: 27.5,
      volume: 1,
      unit: 'unit',
      tenderCode: '8812034',
    },
    { provider: null, spentRupiah: 0, volume: null, unit: null },
  ]);
});

test('a list of proposals is named by what is proposed, with the indicative ceiling', async () => {
  const { mapping, records } = await read(
    {
      'Sub Kegiatan': ['Rehabilitasi Jalan', 'Rehabilitasi Jalan'],
      Usulan: ['Rehab Jl. Desa Kertasari', 'Pemb. TPT Awan Kulon'],
      'Perangkat Daerah': ['Dinas PUTR', 'Dinas PUTR'],
      'Pagu Indikatif': ['200.000.000', '90.000.000'],
      Lokasi: ['Kertasari', 'Desa Awan Kulon'],
      Tahun: ['2027', '2027'],
    },
    'usulan sipd.xlsx',
  );
  expect(mapping.columns).toEqual({
    name: 'Usulan',
    description: 'Sub Kegiatan',
    opd: 'Perangkat Daerah',
    plannedRupiah: 'Pagu Indikatif',
    location: 'Lokasi',
    fiscalYear: 'Tahun',
  });
  expect(mapping.constants).toEqual({ status: 'usulan', origin: 'RENJA', fundingSource: 'APBD' });
  // Two desa are called Kertasari: neither is taken.
  expect(records).toMatchObject([
    { plannedRupiah: 200_000_000, regions: [{ region: '99.01' }], accuracy: 'tidak_diketahui' },
    { regions: [{ region: '99.01.01.2001' }], accuracy: 'desa' },
  ]);
});

test.each([
  ['PT Maju Jaya', true],
  ['CV. Karya Mandiri', true],
  ['Karya Mandiri, CV', true],
  ['Koperasi Tani Makmur', true],
  ['PT A - PT B KSO', true],
  ['Universitas Gadjah Mada', true],
  ['Budi Santoso', false],
  ['UD Sumber Rejeki', false],
  ['H. Ptolomeus', false],
])('%s is a business: %s', (name, expected) => expect(isBusiness(name)).toBe(expected));

test.each([
  ['1,5', 'km', { volume: 1.5, unit: 'km' }],
  ['3 Ruang Kelas', null, { volume: 3, unit: 'classroom' }],
  ['120', 'm²', { volume: 120, unit: 'm2' }],
  ['0', 'km', { volume: null, unit: null }],
  ['3', null, { volume: null, unit: null }],
  [null, 'km', { volume: null, unit: null }],
])('quantity %s %s', (volume, unit, expected) => expect(readQuantity(volume, unit, true)).toEqual(expected));

test.each([
  ['1.03.10.2.01.0009', 'Apa saja', 'roads'],
  ['', 'Pembangunan Posyandu Melati', 'health'],
  ['', 'Peningkatan Saluran Drainase', 'wastewater'],
  ['', 'Belanja Modal', 'government'],
])('sector of %s %s', (subActivityCode, name, sector) =>
  expect(sectorOf({ subActivityCode, name, opd: '' })).toBe(sector),
);

test('money that no sum of a register could hold is refused in its row', async () => {
  const { checked } = await read(
    {
      'Nama Paket': ['Jalan A', 'Jalan B'],
      'Satuan Kerja': ['Dinas PU', 'Dinas PU'],
      'Pagu (Rp)': ['100.000.000.000.000', '100.000.000.000.001'],
    },
    'RUP 2026.xlsx',
  );
  expect(checked.map(({ record }) => (record as ProjectDeskRecord | null)?.ceilingRupiah ?? null)).toEqual([
    100_000_000_000_000,
    null,
  ]);
  expect(checked[1]!.issues).toContainEqual(
    expect.objectContaining({ field: 'ceilingRupiah', reason: 'number_invalid' }),
  );
});
