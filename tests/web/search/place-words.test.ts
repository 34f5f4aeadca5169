import { expect, test } from 'vitest';
import { createTranslate, INDONESIAN } from '../../../web/i18n/messages.ts';
import { placeWords } from '../../../web/search/place-words.ts';

const t = createTranslate(INDONESIAN);

test('a desa is named with its kecamatan, a kelurahan as what it is', () => {
  const kecamatan = { kind: 'kecamatan', name: 'Gebang' } as const;
  expect(placeWords(t, { kind: 'desa', name: 'Gebang Kulon' }, kecamatan)).toBe('Desa Gebang Kulon, Kec. Gebang');
  expect(placeWords(t, { kind: 'kelurahan', name: 'Sumber' }, null)).toBe('Kelurahan Sumber');
});
test('kecamatan and kabupaten stand alone', () => {
  const kabupaten = { kind: 'kabupaten', name: 'Kabupaten Contoh' } as const;
  expect(placeWords(t, { kind: 'kecamatan', name: 'Gebang' }, kabupaten)).toBe('Kec. Gebang');
  expect(placeWords(t, kabupaten, null)).toBe('Kabupaten Contoh');
});
