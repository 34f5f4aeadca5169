import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { isMaskedNumber, maskedRow } from '../../../../data/desk/stage/masked.ts';

const rowOf = (cells: Record<string, string | null>) => ({ cells, edits: {}, issues: [], values: {} });
const shown = (text: string) => maskedRow(rowOf({ a: text }), null).cells['a'];

describe('numbers of persons as a browser gets them', () => {
  test.each([
    ['3209010101010001', '••••••••••••0001'],
    ["'3209010101010001", "'••••••••••••0001"],
    ['3209010101010001.0', '••••••••••••0001.0'],
    ['320901 010101 0001', '•••••• •••••• 0001'],
    ['3209.0101.0101.0001', '••••.••••.••••.0001'],
    ['KTP 3209010101010001, KK 3209010101010099', 'KTP ••••••••••••0001, KK ••••••••••••0099'],
  ])('%s is shown as %s', (text, expected) => expect(shown(text)).toBe(expected));

  test.each([
    '108.4912345678901234',
    '-6.765432 108.491234',
    '-6,7654321;108,4912345',
    '32.09.31.2001',
    '20212345',
    '1.250.000',
  ])('%s is nobody’s number', (text) => expect(shown(text)).toBe(text));

  it('hides sixteen digits in any text, and every digit but four of a column that holds them', () => {
    const digits = fc.stringMatching(/^\d{16}$/);
    const words = fc.stringMatching(/^[a-z ]{0,12}$/);
    fc.assert(
      fc.property(words, digits, words, (before, number, after) => {
        expect(shown(`${before}${number}${after}`)).toBe(`${before}${'•'.repeat(12)}${number.slice(-4)}${after}`);
        const cells = maskedRow(rowOf({ nik: number.slice(1), other: 'x' }), 'nik').cells;
        expect(cells).toEqual({ nik: `${'•'.repeat(11)}${number.slice(-4)}`, other: 'x' });
        expect(isMaskedNumber(cells['nik']!)).toBe(true);
      }),
    );
  });

  test.each(['3209010101010001', '-6543', ' 2026', '•••• lain', ''])('%j was typed by somebody', (text) =>
    expect(isMaskedNumber(text)).toBe(false),
  );
});
