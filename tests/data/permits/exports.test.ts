// Exports of the systems that issue permits, as they come: columns found, words translated, the clock and the person apart.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { DESK_FIELDS } from '#model/upload';
import { checkRow, fieldValues, guessMapping } from '../../../data/desk/check/index.ts';
import { miniContext } from '../desk/check/context.ts';

type Cells = Record<string, string>;
interface Permit {
  readonly id: string;
  readonly applicant: Readonly<Record<string, string | null>>;
  readonly [field: string]: unknown;
}

/** What an export becomes without anybody touching it. */
async function take(name: string) {
  const text = await readFile(path.join('tests/fixtures/desk/permits', `${name}.csv`), 'utf8');
  const rows: Cells[] = parse(text, { columns: true, delimiter: [',', ';'] });
  const context = await miniContext('permit', [], { dataset: 'permits', decimalComma: name === 'simbg' });
  const columns = Object.keys(rows[0]!).map((column) => {
    const examples = rows.map((row) => row[column]!).filter((cell) => cell !== '');
    return { name: column, examples, empty: rows.length - examples.length, distinct: new Set(examples).size };
  });
  const mapping = guessMapping({ columns, rows: rows.length }, context, `${name}.csv`);
  const checked = rows.map((cells, index) =>
    checkRow(
      {
        row: index + 2,
        values: fieldValues(Object.fromEntries(Object.entries(cells).map(([k, v]) => [k, v || null])), {}, mapping),
        geometry: null,
        decisions: [],
      },
      context,
    ),
  );
  const errors = checked.flatMap(({ issues }, index) =>
    issues.filter(({ severity }) => severity === 'error').map(({ field, reason }) => `${index + 2} ${field} ${reason}`),
  );
  return { mapping, errors, permits: checked.map(({ record }) => record as Permit) };
}
const pick = (permits: readonly Permit[], ...fields: string[]) =>
  permits.map((permit) => fields.map((field) => permit[field]));

describe('exports of permits fill our fields as they come', () => {
  test('licences of OSS: one application each, though a firm has one NIB for all', async () => {
    const { mapping, errors, permits } = await take('oss');
    expect(mapping.columns).toMatchObject({
      number: 'id_permohonan_izin',
      appliedOn: 'day_of_tgl_pengajuan',
      issuedOn: 'day_of_tgl_izin',
      status: 'uraian_status_respon',
    });
    expect(errors).toEqual([]);
    expect(pick(permits, 'type', 'risk', 'applicantKind', 'businessScale', 'status', 'appliedOn', 'issuedOn')).toEqual([
      ['SS', 'MT', 'badan_usaha', 'kecil', 'terbit', '2026-01-12', '2026-01-21'],
      ['IZIN', 'T', 'perseorangan', 'mikro', 'pemeriksaan_berkas', '2026-02-03', null],
      ['NIB', 'R', 'badan_usaha', 'mikro', 'terbit', '2026-02-10', '2026-02-10'],
      ['PB-UMKU', 'MR', 'badan_usaha', 'menengah', 'dicabut', '2026-03-02', '2026-03-16'],
    ]);
    expect(pick(permits, 'region', 'accuracy', 'investmentRupiah', 'landSquareMetres')).toEqual([
      ['99.01.01.2001', 'titik', 1_250_000_000, 450],
      ['99.01.02.2001', 'titik', 25_000_000, 60],
      ['99.01.02.2001', 'desa', 15_000_000, null],
      ['99.01.01.2002', 'titik', 6_000_000_000, 9000],
    ]);
  });

  test('buildings of SIMBG: the day of a complete file starts the clock, without it nothing is computed', async () => {
    const { errors, permits } = await take('simbg');
    expect(errors).toEqual([]);
    expect(pick(permits, 'type', 'status', 'completeOn', 'issuedOn', 'levyRupiah', 'buildingSquareMetres')).toEqual([
      ['PBG', 'terbit', '2026-01-15', '2026-02-20', 1_350_000, 72],
      ['PBG', 'menunggu_pembayaran', '2026-02-25', null, 28_400_000, 840],
      ['PBG', 'dikembalikan', null, null, null, 45],
      ['SLF', 'verifikasi_teknis', '2026-03-11', null, null, 300],
      ['PBG', 'pemeriksaan_berkas', '2026-03-11', null, null, 500],
    ]);
    expect(pick(permits, 'applicantKind', 'region')).toEqual([
      ['perseorangan', '99.01.01.2001'],
      ['badan_usaha', '99.01.02.2002'],
      ['perseorangan', '99.01.02.2001'],
      ['pemerintah', '99.01.01.2002'],
      ['badan_usaha', '99.01.01.2001'],
    ]);
  });

  test('local permits of SiCantik: refused ones, promises, and when they end', async () => {
    const { errors, permits } = await take('sicantik');
    expect(errors).toEqual([]);
    expect(pick(permits, 'type', 'status', 'issuedOn', 'rejectedOn', 'validUntil', 'serviceDays')).toEqual([
      ['PRAKTIK-NAKES', 'terbit', '2026-01-14', null, '2031-01-14', 7],
      ['REKLAME', 'ditolak', null, '2026-02-10', null, 5],
      ['PRAKTIK-NAKES', 'dikembalikan', null, null, null, 7],
      ['LAINNYA', 'verifikasi_teknis', null, null, null, 3],
    ]);
    expect(permits.map(({ applicant }) => applicant['nik'])).toEqual([
      '9901010101900001',
      null,
      '9901020202910002',
      null,
    ]);
  });

  test('who applied is in no column of the permit, nor in its id', async () => {
    const personal = DESK_FIELDS.permit.filter((field) => field.personal).map((field) => field.name);
    for (const name of ['oss', 'simbg', 'sicantik']) {
      for (const { applicant, ...permit } of (await take(name)).permits) {
        const open = JSON.stringify(permit);
        expect(Object.keys(permit).filter((field) => personal.includes(field))).toEqual([]);
        const secrets = Object.values(applicant).filter((value) => value !== null && value !== '');
        expect(secrets.length).toBeGreaterThan(2);
        for (const secret of secrets) expect(open).not.toContain(secret);
      }
    }
  });
});
