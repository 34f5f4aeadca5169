import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanCell, readDate, readNumber, readRupiah } from '../../../../data/desk/check/cells.ts';
import { readDegrees, readPair } from '../../../../data/desk/check/angles.ts';
import { facilityNameKey, isSimilarName } from '../../../../data/desk/check/facility-names.ts';
import { readPauses } from '../../../../data/desk/check/pauses.ts';

describe('a cell', () => {
  it.each([
    ['  SDN\u00a01   Sumber ', 'SDN 1 Sumber', false],
    ['-', null, true],
    ['XX', null, true],
    ['n/a', null, true],
    ['', null, false],
  ])('%j is %j', (cell, text, wasPlaceholder) => {
    expect(cleanCell(cell)).toMatchObject({ text, wasPlaceholder });
  });

  it.each([
    ['1.234.567', true, 1_234_567],
    ['1.234,5', true, 1234.5],
    ['1,234.5', true, 1234.5],
    ['1.5', true, 1.5],
    ['1.500', true, 1500],
    ['1.500', false, 1.5],
    ['1,500', false, 1500],
    ['0.125', true, 0.125],
    ['(12)', false, -12],
    ['12a', false, null],
    ['1.23.4', true, null],
    ['', false, null],
  ])('%j (decimal comma: %j) is the number %j', (cell, comma, number) => {
    expect(readNumber(cell, comma)).toBe(number);
  });

  it('reads what it wrote, in both notations', () => {
    const written = (value: number, locale: string) => value.toLocaleString(locale, { maximumFractionDigits: 2 });
    fc.assert(
      fc.property(fc.integer({ min: -1e11, max: 1e11 }), (hundredths) => {
        const value = hundredths / 100;
        expect(readNumber(written(value, 'id-ID'), true)).toBe(value);
        expect(readNumber(written(value, 'en-US'), false)).toBe(value);
      }),
    );
  });

  it.each([
    ['Rp 1.500.000,00', 1_500_000, null],
    ['Rp1.500.000', 1_500_000, null],
    ['1500000', 1_500_000, null],
    ['1,500,000.00', 1_500_000, null],
    ['1,5 miliar', 1_500_000_000, null],
    ['250 juta', 250_000_000, null],
    ['Rp 1.500.000,-', 1_500_000, null],
    ['Rp 1.500.000,50', null, 'rupiah_not_whole'],
    ['gratis', null, 'number_invalid'],
  ])('%j is %j rupiah', (cell, rupiah, reason) => {
    expect(readRupiah(cell)).toEqual({ rupiah, reason });
  });

  it.each([
    ['12/03/2026', '2026-03-12', null],
    ['2026-03-12', '2026-03-12', null],
    ['2026-03-12T08:00:00', '2026-03-12', null],
    ['12 Maret 2026', '2026-03-12', null],
    ['Kamis, 12 Agt 2026', '2026-08-12', null],
    ['1-2-26', '2026-02-01', null],
    ['03/25/2026', null, '2026-03-25'],
    ['46093', null, '2026-03-12'],
    ['31/02/2026', null, null],
    ['kemarin', null, null],
  ])('%j is the date %j', (cell, date, meant) => {
    expect(readDate(cell)).toEqual({ date, meant });
  });

  it.each([
    ['-6,7595', -6.7595, null],
    [`6°45'34" LS`, -6.75944, 'latitude'],
    [`108°29'40" BT`, 108.49444, 'longitude'],
    ['108° 29,667′ BT', 108.49445, 'longitude'],
    ['S 6 45 34.2', -6.7595, 'latitude'],
    ['6d45m34s LS', -6.75944, 'latitude'],
    ['108.494 E', 108.494, 'longitude'],
    ['6.7595 Lintang Selatan', -6.7595, 'latitude'],
  ])('%j is %j degrees', (cell, degrees, axis) => {
    const read = readDegrees(cell)!;
    expect(read.degrees).toBeCloseTo(degrees, 4);
    expect(read.axis).toBe(axis);
  });

  it.each(['utara', `6°75'00" LS`, '', '12/3'])('%j is no degrees', (cell) => {
    expect(readDegrees(cell)).toBeNull();
  });

  it.each([
    '-6,7595; 108,4945',
    '-6.7595, 108.4945',
    '-6.7595,108.4945',
    '-6,7595,108,4945',
    '-6.7595 108.4945',
    'POINT(-6.7595 108.4945)',
  ])('%j are two of them', (cell) => {
    expect(readPair(cell)?.map(({ degrees }) => degrees)).toEqual([-6.7595, 108.4945]);
  });

  it('never throws, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (cell, comma) => {
        const { text } = cleanCell(cell);
        readNumber(text ?? '', comma);
        readRupiah(text ?? '');
        readDate(text ?? '');
        readDegrees(text ?? '', comma);
        readPair(text ?? '');
        readPauses(text);
        facilityNameKey(cell);
      }),
    );
  });
});

describe('the name of a facility', () => {
  it.each([
    ['UPTD Puskesmas Sendang', 'PKM SENDANG'],
    ['SDN II Sumber', 'SD Negeri 2 Sumber'],
    ['Puskesmas Sindang Laut', 'Puskesmas Sindanglaut'],
    ['MTsN 1 Cirebon', 'MTs Negeri 1 Cirebon'],
  ])('is one in %j and %j', (a, b) => {
    expect(facilityNameKey(a)).toBe(facilityNameKey(b));
  });

  it.each([
    ['Puskesmas Sindanglaut', 'Puskesmas Sindanglauut', true],
    ['SDN 1 Sumber', 'SDN 2 Sumber', false],
    ['Puskesmas Susukan', 'Puskesmas Susukan Lebak', false],
    ['Puskesmas Karangsembung', 'Puskesmas Karangwareng', false],
  ])('%j and %j may be one misspelt: %j', (a, b, isSimilar) => {
    expect(isSimilarName(facilityNameKey(a), facilityNameKey(b))).toBe(isSimilar);
  });
});

describe('pauses', () => {
  it('are read in both ways of writing', () => {
    expect(readPauses('2026-01-05/2026-01-09; 2026-02-01/')).toEqual([
      { startsOn: '2026-01-05', endsOn: '2026-01-09', reason: 'dikembalikan' },
      { startsOn: '2026-02-01', endsOn: null, reason: 'dikembalikan' },
    ]);
    expect(readPauses('05/01/2026 s.d. 09/01/2026 (menunggu pembayaran)')).toEqual([
      { startsOn: '2026-01-05', endsOn: '2026-01-09', reason: 'menunggu_pembayaran' },
    ]);
    expect(readPauses('2026-01-09/2026-01-05')).toBeNull();
    expect(readPauses('lama')).toBeNull();
  });
});
