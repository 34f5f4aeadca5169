import { describe, expect, it } from 'vitest';
import type { DeskFamily } from '#model/upload';
import { fieldValues, guessMapping, shapeOf } from '../../../../data/desk/check/index.ts';
import { miniContext } from './context.ts';

async function guess(family: DeskFamily, table: Record<string, string[]>, fileName = 'data.csv') {
  const rows = Math.max(...Object.values(table).map((cells) => cells.length));
  const columns = Object.entries(table).map(([name, cells]) => {
    const examples = [...new Set(cells)];
    return { name, examples, empty: rows - cells.length, distinct: examples.length };
  });
  return guessMapping({ columns, rows }, await miniContext(family), fileName);
}

describe('a mapping is guessed', () => {
  it('from headings as agencies write them', async () => {
    const { columns } = await guess('facility', {
      No: ['1', '2'],
      'NAMA PUSKESMAS': ['Puskesmas Awan', 'Puskesmas Batu'],
      KODE_KEC: ['99.01.01', '99.01.02'],
      Long: ['110,02', '110,15'],
      Lat: ['-7,02', '-7,03'],
      Alamat: ['Jl. Raya 1', 'Jl. Desa 2'],
      'No. Telp': ['0231 1', '0231 2'],
    });
    expect(columns).toEqual({
      name: 'NAMA PUSKESMAS',
      kecamatan: 'KODE_KEC',
      longitude: 'Long',
      latitude: 'Lat',
      address: 'Alamat',
      phone: 'No. Telp',
    });
  });

  it('never with a postal code as the key of rows, nor with the code of the whole regency as their place', async () => {
    const { columns } = await guess('facility', {
      nama: ['SDN 1 Awan', 'SDN 2 Awan'],
      'KODE POS': ['45162', '45163'],
      nearest_road_lokasi_kode: ['99.01', '9901'],
      KECAMATAN: ['Awan', 'Batu Karang'],
    });
    expect(columns).toEqual({ name: 'nama', kecamatan: 'KECAMATAN' });
  });

  it('never with a column whose values come again as the key of rows', async () => {
    const table = { nama: ['SDN 1 Awan', 'SDN 2 Awan', 'SDN 3 Awan'], nearest_road_kode: ['R1', 'R2', 'R3'] };
    expect((await guess('facility', table)).columns).toEqual({ name: 'nama', key: 'nearest_road_kode' });
    const again = { ...table, nearest_road_kode: ['R1', 'R2', 'R1'] };
    expect((await guess('facility', again)).columns).toEqual({ name: 'nama' });
    expect((await guess('facility', { ...again, ID: ['a1', 'a2'] })).columns).toEqual({
      name: 'nama',
      key: 'ID',
    });
  });

  it('by what stands in the columns where headings mislead or are missing', async () => {
    const { columns } = await guess('facility', {
      nama: ['SDN 1 Awan', 'SDN 2 Awan'],
      bujur: ['-7.02', '-7.03'],
      lintang: ['110.02', '110.03'],
      kolom1: ['Awan', 'Batu Karang'],
    });
    expect(columns).toEqual({ name: 'nama', longitude: 'lintang', latitude: 'bujur', kecamatan: 'kolom1' });
  });

  it('with metres of a projection, with both coordinates in one cell, with a geometry alone', async () => {
    const metres = await guess('facility', { nama: ['A'], X: ['392286.5'], Y: ['9220562.9'] });
    expect(metres.columns).toMatchObject({ longitude: 'X', latitude: 'Y' });
    const pair = await guess('facility', { nama: ['A'], 'Lat/Long': ['-7.02, 110.02'] });
    expect(pair.columns).toEqual({ name: 'nama', coordinates: 'Lat/Long' });
    const none = await guess('facility', { NAMOBJ: ['A'] });
    expect(none.columns).toEqual({ name: 'NAMOBJ' });
  });

  it('with the kind of all rows by their names, or by that of the file', async () => {
    const names = { nama: ['Puskesmas Awan', 'UPTD Puskesmas Batu'] };
    expect((await guess('facility', names)).constants).toEqual({ kind: 'puskesmas' });
    expect((await guess('facility', { nama: ['Awan', 'Batu'] }, 'daftar_posyandu 2026.xlsx')).constants).toEqual({
      kind: 'posyandu',
    });
    expect((await guess('facility', { nama: ['Awan', 'Batu'] })).constants).toEqual({});
  });

  it('for projects, permits and people', async () => {
    const project = await guess('project', {
      'Nama Paket': ['Rehab SDN 1'],
      'Pagu (Rp)': ['Rp 1.500.000,00'],
      'Tahun Anggaran': ['2026'],
      'Sumber Dana': ['APBD'],
      Kecamatan: ['Awan'],
    });
    expect(project.columns).toMatchObject({
      name: 'Nama Paket',
      ceilingRupiah: 'Pagu (Rp)',
      fiscalYear: 'Tahun Anggaran',
      fundingSource: 'Sumber Dana',
    });
    const permit = await guess('permit', {
      'Nomor Permohonan': ['A-1'],
      'Tgl Permohonan': ['12/03/2026'],
      'Tgl Terbit': ['20/03/2026'],
      KBLI: ['47111'],
      NIK: ['3209300101800001'],
    });
    expect(permit.columns).toEqual({
      number: 'Nomor Permohonan',
      appliedOn: 'Tgl Permohonan',
      issuedOn: 'Tgl Terbit',
      kbli: 'KBLI',
      nik: 'NIK',
    });
    const people = await guess('population', {
      Desa: ['Awan Kulon'],
      'Laki-laki': ['10'],
      Perempuan: ['12'],
      Jumlah: ['22'],
      KK: ['5'],
    });
    expect(people.columns).toEqual({
      desa: 'Desa',
      male: 'Laki-laki',
      female: 'Perempuan',
      people: 'Jumlah',
      households: 'KK',
    });
  });
});

it('a shape is the same whatever the order of columns, and with the columns of the spreadsheet of rejected rows', () => {
  const shape = shapeOf('facility', ['Nama', 'Bujur']);
  expect(shapeOf('facility', ['bujur', 'NAMA', 'Baris', 'Alasan'])).toBe(shape);
  expect(shapeOf('project', ['Nama', 'Bujur'])).not.toBe(shape);
});

it('what was typed comes before the cell, the cell before the constant, and a settled spelling stands for its choice', () => {
  const mapping = {
    columns: { name: 'a', kind: 'b' },
    constants: { kind: 'clinic', owner: 'swasta' },
    values: { kind: { PKM: 'puskesmas' } },
  };
  expect(fieldValues({ a: 'A', b: 'PKM' }, {}, mapping)).toEqual({ name: 'A', kind: 'puskesmas', owner: 'swasta' });
  expect(fieldValues({ a: 'A', b: '' }, { name: 'B' }, mapping)).toEqual({
    name: 'B',
    kind: 'clinic',
    owner: 'swasta',
  });
  expect(fieldValues({ a: 'A' }, { owner: '' }, mapping)).toMatchObject({ owner: '' });
});
