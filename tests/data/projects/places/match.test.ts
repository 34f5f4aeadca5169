import { describe, expect, test } from 'vitest';
import { Gazetteer, type NamedPlace } from '../../../../data/projects/places/gazetteer.ts';
import { placesOf, type Placeless } from '../../../../data/projects/places/match.ts';

const regions = [
  ['99.01.01', 'Waled'],
  ['99.01.01.2001', 'Waled Kota'],
  ['99.01.01.2002', 'Waled Desa'],
  ['99.01.01.2003', 'Mertasari'],
  ['99.01.02', 'Gebang'],
  ['99.01.02.2001', 'Gebang Ilir'],
  ['99.01.02.2002', 'Gebang Udik'],
  ['99.01.03', 'Losari'],
  ['99.01.03.2001', 'Mertasari'],
].map(([code, name]) => ({ code: code!, name: name!, position: [108, -7] as [number, number] }));
const place = (
  kind: 'road' | 'facility',
  id: string,
  name: string,
  facilityKind: string | null,
  region: string | null,
  more: Partial<NamedPlace> = {},
): NamedPlace => ({
  kind,
  id,
  name,
  facilityKind,
  code: null,
  region,
  dataset: 'uji',
  sample: false,
  position: [108, -7],
  pieces: [id],
  ...more,
});
const gazetteer = new Gazetteer(
  [
    place('facility', 'sd-1', 'SD NEGERI 1 GEBANG ILIR', 'sd', '99.01.02.2001', { code: '20210001' }),
    place('facility', 'sd-2', 'SD NEGERI 2 GEBANG ILIR', 'sd', '99.01.02.2001'),
    place('facility', 'sd-3', 'SD NEGERI 1 GEBANG UDIK', 'sd', '99.01.02.2002'),
    place('facility', 'pkm', 'UPTD Puskesmas Gebang', 'puskesmas', '99.01.02'),
    place('facility', 'pos-1', 'Posyandu Melati', 'posyandu', '99.01.01.2001'),
    place('facility', 'pos-2', 'Posyandu Melati', 'posyandu', '99.01.02.2001'),
    place('facility', 'made-up', 'SD Negeri 1 Waled', 'sd', '99.01.01', { sample: true }),
    place('road', 'r-1', 'CILEDUG - LOSARI', null, null, { code: '027' }),
    place('road', 'r-2', 'Jl. Losari - Gebang', null, null),
    place('road', 'r-3', 'Jalan Raya Babakanlosari', null, '99.01.03'),
  ],
  regions,
);
const find = (name: string, more: Partial<Placeless> = {}) =>
  placesOf({ name, assetCode: null, region: null, sample: false, ...more }, gazetteer, () => true);

test.each([
  ['Rehabilitasi Jalan Ciledug–Losari', 'r-1', 'ciledug losari'],
  ['Pening. Jl. Losari - Ciledug', 'r-1', 'ciledug losari'],
  ['Rehab 3 Ruang Kelas SDN 1 Gebang Ilir', 'sd-1', '1 gebang ilir'],
  ['Pemb. Jamban SD Negeri II Gebang Ilir', 'sd-2', '2 gebang ilir'],
  ['Renovasi PKM Gebang', 'pkm', 'gebang'],
  ['Pembangunan TPT Desa Waled Kota Kec. Waled', '99.01.01.2001', 'waled kota'],
  ['Pembangunan Jalan Lingkungan Desa Mertasari Kec. Losari', '99.01.03.2001', 'mertasari'],
  ['Peningkatan Jalan Babakan Losari', 'r-3', 'babakanlosari'],
  ['Pengadaan Mebel Kecamatan Gebang', '99.01.02', 'gebang'],
])('%s', (title, id, words) => {
  const [first] = find(title);
  expect(first).toMatchObject({ id, words });
  expect(first!.confidence).toBeGreaterThanOrEqual(0.7);
});

describe('confidence', () => {
  test('is shared by places that the title does not tell apart, unless the region does', () => {
    const posyandu = find('Rehab Posyandu Melati');
    expect(posyandu.map(({ id }) => id).sort()).toEqual(['pos-1', 'pos-2']);
    expect(posyandu.every(({ confidence }) => confidence <= 0.5)).toBe(true);
    const [there, elsewhere] = find('Rehab Posyandu Melati', { region: '99.01.02' });
    expect(there).toMatchObject({ id: 'pos-2', within: 'Gebang' });
    expect(there!.confidence).toBeGreaterThan(0.9);
    expect(elsewhere!.confidence).toBeLessThan(0.4);
    const desa = find('Rehab Balai Desa Mertasari').filter(({ kind }) => kind === 'desa');
    expect(desa).toHaveLength(2);
    expect(desa[0]!.confidence).toBe(desa[1]!.confidence);
    expect(desa[0]!.confidence).toBeLessThanOrEqual(0.5);
  });

  test('is low where a name is told only in part, and nothing where a number contradicts', () => {
    expect(find('Rehab SDN Gebang Ilir').every(({ kind, confidence }) => kind !== 'facility' || confidence < 0.5)).toBe(
      true,
    );
    expect(find('Rehab SDN 7 Gebang Ilir').some(({ kind }) => kind === 'facility')).toBe(false);
    expect(find('Rehab Jalan Ciledug').every(({ kind, confidence }) => kind !== 'road' || confidence < 0.5)).toBe(true);
  });

  test('is high for the code of the road or school, whatever the title says', () => {
    expect(find('Pemeliharaan Jalan Paket 3', { assetCode: '027' })[0]).toMatchObject({ id: 'r-1', words: '027' });
    expect(find('Rehab Gedung Sekolah', { assetCode: '20210001' })[0]).toMatchObject({ id: 'sd-1', confidence: 0.97 });
  });
});

test('nothing is offered that may not be seen, that is made up, or that the title does not speak of', () => {
  expect(find('Rehab SDN 1 Waled').some(({ id }) => id === 'made-up')).toBe(false);
  expect(find('Rehab SDN 1 Waled', { sample: true }).some(({ id }) => id === 'made-up')).toBe(true);
  const hidden = placesOf(
    { name: 'Renovasi PKM Gebang', assetCode: null, region: null, sample: false },
    gazetteer,
    () => false,
  );
  expect(hidden.some(({ kind }) => kind === 'facility')).toBe(false);
  expect(find('Pengadaan Sarana Persampahan')).toEqual([]);
});
