import { expect, test } from 'vitest';
import type { Region, RegionsByCode } from '../../../web/search/region-names.ts';
import { briefPlace, fullPlace, nearestDesa } from '../../../web/search/region-names.ts';
import { createTranslate, INDONESIAN } from '../../../web/i18n/messages.ts';

const t = createTranslate(INDONESIAN);
const region = (
  code: string,
  name: string,
  level: Region['level'],
  kind: Region['kind'],
  own: boolean,
  labelPoint: Region['labelPoint'] = [108, -6],
): Region => ({
  code,
  name,
  level,
  kind,
  parent: null,
  own,
  bpsCode: null,
  aliases: [],
  areaKm2: 1,
  population: null,
  bbox: [107, -7, 109, -6],
  labelPoint,
  dataset: 'regions',
});
const regions: RegionsByCode = new Map(
  [
    region('99.01', 'Kabupaten Ujian', 'kabupaten', 'kabupaten', true),
    region('99.01.01', 'Awan', 'kecamatan', 'kecamatan', true),
    region('99.01.01.2001', 'Awan Kidul', 'desa', 'desa', true, [108.2, -6.5]),
    region('99.01.01.2002', 'Awan Lor', 'desa', 'desa', true, [108.2, -6.4]),
    region('99.71', 'Kota Ujian', 'kabupaten', 'kota', false),
    region('99.71.01', 'Tengah', 'kecamatan', 'kecamatan', false),
    region('99.71.01.1001', 'Pasar', 'desa', 'kelurahan', false, [108.3, -6.5]),
  ].map((item) => [item.code, item]),
);

test('in brief our own places are named by their kecamatan, others by their kota', () => {
  expect(briefPlace(t, regions, '99.01.01.2001')).toBe('Kec. Awan');
  expect(briefPlace(t, regions, '99.71.01.1001')).toBe('Kota Ujian');
  expect(briefPlace(t, regions, '99.01')).toBe('Kabupaten Ujian');
  expect(briefPlace(t, regions, '88.01.01')).toBeNull();
});
test('in full the kota is added only beyond the border', () => {
  expect(fullPlace(t, regions, '99.01.01.2001')).toBe('Desa Awan Kidul, Kec. Awan');
  expect(fullPlace(t, regions, '99.71.01.1001')).toBe('Kelurahan Pasar, Kec. Tengah, Kota Ujian');
  expect(fullPlace(t, regions, '99.01.01')).toBe('Kec. Awan');
  expect(fullPlace(t, regions, '88.01.01')).toBeNull();
});
test('a point is named after the desa whose label is nearest', () => {
  expect(nearestDesa(regions, [108.21, -6.44])?.name).toBe('Awan Lor');
  expect(nearestDesa(regions, [108.29, -6.52])?.name).toBe('Pasar');
  expect(nearestDesa(new Map(), [108, -6])).toBeNull();
});
