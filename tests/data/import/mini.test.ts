import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../../data/database/database.ts';
import type { ImportResult } from '../../../data/import/run.ts';
import { createTestDatabase } from '../../database-template.ts';
import { loadMini } from '../../fixtures/kabupaten-mini/load.ts';

let database: Database;
let close: () => Promise<void>;
let result: ImportResult;
beforeAll(async () => {
  ({ database, close } = await createTestDatabase());
  result = await loadMini(database);
});
afterAll(() => close?.());

/** `row outcome reason` of the last run of a dataset. */
async function notesOf(dataset: string): Promise<string[]> {
  const rows = await database.query<{ note: string }>(
    `SELECT n.row || ' ' || n.outcome || ' ' || n.reason AS note
     FROM import_note n JOIN import_run r ON r.id = n.run JOIN dataset d ON d.id = r.dataset AND d.version = r.version
     WHERE d.id = $1 ORDER BY n.row, n.reason`,
    [dataset],
  );
  return rows.map(({ note }) => note);
}

describe('boundaries', () => {
  test('a regency is the union of its kecamatan, without stray parts, forests and other regencies', async () => {
    const rows = await database.query(
      `SELECT code, kind, own, bps_code, ST_NumGeometries(geometry) AS parts, round(area_km2::numeric, 2)::float8 AS area,
              ST_Contains(geometry, label_point) AS label_inside
       FROM region ORDER BY code`,
    );
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['99.01', 'kabupaten', true, '9901', 1, 61.1, true],
      ['99.01.01', 'kecamatan', true, '9901010', 1, 30.55, true],
      ['99.01.01.2001', 'desa', true, null, 1, 15.27, true],
      ['99.01.01.2002', 'desa', true, null, 1, 15.27, true],
      ['99.01.02', 'kecamatan', true, '9901020', 1, 30.55, true],
      ['99.01.02.1001', 'kelurahan', true, null, 1, 15.27, true],
      ['99.01.02.2001', 'desa', true, null, 1, 15.27, true],
      ['99.02', 'kabupaten', false, null, 1, 61.1, true],
    ]);
  });

  test('each repair and each refusal is written down', async () => {
    expect(await notesOf('kecamatan')).toEqual([
      '1 noted z_dropped',
      '2 corrected part_far_off',
      '2 corrected ring_invalid',
    ]);
    expect(await notesOf('desa')).toEqual(['5 rejected placeholder_unit', '6 rejected outside_scope']);
    expect(await notesOf('neighbours')).toEqual(['1 rejected outside_scope']);
  });

  test('neighbours touch, both ways', async () => {
    const rows = await database.query<{ pair: string }>(
      `SELECT code || ' ' || neighbour AS pair FROM region_neighbour WHERE length(code) = 8 ORDER BY 1`,
    );
    expect(rows.map(({ pair }) => pair)).toEqual(['99.01.01 99.01.02', '99.01.02 99.01.01']);
  });
});

describe('people', () => {
  test('kecamatan and kabupaten are the sums of their desa', async () => {
    const rows = await database.query<{ region: string; people: number; male: number }>(
      `SELECT region, people, male FROM population WHERE dataset = 'population-register' AND length(region) <= 8 ORDER BY 1`,
    );
    expect(rows).toEqual([
      { region: '99.01', people: 15_002, male: 7_510 },
      { region: '99.01.01', people: 9_000, male: 4_510 },
      { region: '99.01.02', people: 6_002, male: 3_000 },
    ]);
  });

  test('a register that lacks a desa has no sum above it', async () => {
    const rows = await database.query(`SELECT region FROM population WHERE dataset = 'population-census' ORDER BY 1`);
    expect(rows).toEqual([{ region: '99.01.01.2001' }, { region: '99.01.02.2001' }]);
    expect(await notesOf('population-census')).toEqual(['2 rejected value_missing']);
  });

  test('the preferred register is in use and its cells sum to each desa exactly', async () => {
    expect(result.populationDataset).toBe('population-register');
    const [grid] = await database.query('SELECT crs, cell_metres, dataset FROM population_grid');
    expect(grid).toEqual({ crs: 'EPSG:32749', cell_metres: 100, dataset: 'population-register' });
    const wrong = await database.query(
      `SELECT desa FROM population_cell JOIN population p ON p.region = desa AND p.dataset = 'population-register'
       GROUP BY desa, p.people HAVING sum(population_cell.people) <> p.people`,
    );
    expect(wrong).toEqual([]);
    const [sum] = await database.query('SELECT sum(people)::integer AS people FROM population_cell');
    expect(sum).toEqual({ people: 15_002 });
  });
});

describe('facilities', () => {
  test('each dirty row of the schools has its reason', async () => {
    expect(await notesOf('schools')).toEqual([
      '2 corrected coordinates_swapped',
      '2 corrected value_normalised',
      '3 corrected coordinates_zero',
      '3 corrected value_normalised',
      '5 corrected coordinates_sign_lost',
      '5 noted region_name_variant',
      '5 noted region_name_variant',
      '6 noted position_near_border',
      '7 noted duplicate_position',
      '7 noted placeholder_value',
      '7 noted position_doubtful',
      '8 corrected coordinates_missing',
      '9 noted region_from_position',
      '9 noted region_name_variant',
      '10 rejected duplicate_record',
      '11 rejected kind_unknown',
    ]);
  });

  test('the run counts rows, not notes', async () => {
    const [run] = await database.query(
      `SELECT rows_read, rows_imported, rows_corrected, rows_rejected FROM import_run WHERE dataset = 'schools'`,
    );
    expect(run).toEqual({ rows_read: 11, rows_imported: 9, rows_corrected: 4, rows_rejected: 2 });
  });

  test('a facility without a point keeps the region it states', async () => {
    const rows = await database.query(`SELECT id, region, accuracy FROM facility WHERE position IS NULL ORDER BY id`);
    expect(rows).toEqual([
      { id: 'sekolah-90000003', region: '99.01.02.2001', accuracy: 'unknown' },
      { id: 'sekolah-90000008', region: '99.01.01.2002', accuracy: 'unknown' },
    ]);
  });

  test('two lists of one school count it once; the name outweighs a national code that slipped', async () => {
    const rows = await database.query(
      `SELECT facility, source_name FROM facility_source WHERE dataset = 'schools-office' ORDER BY facility`,
    );
    expect(rows).toEqual([
      { facility: 'sekolah-90000004', source_name: 'SMP Negeri 1 Awan' },
      { facility: 'sekolah-90000006', source_name: 'SMP BATU DUA' },
      { facility: 'sekolah-90000099', source_name: 'SMP MUHAMMADIYAH AWAN' },
    ]);
    const [count] = await database.query(`SELECT count(*)::integer AS smp FROM facility WHERE kind = 'smp'`);
    expect(count).toEqual({ smp: 4 });
    expect(await notesOf('schools-office')).toEqual([
      '1 noted matched_other_source',
      '1 noted region_from_position',
      '1 noted value_invalid',
      '2 noted matched_other_source',
      '3 noted only_in_this_source',
    ]);
  });

  test('a midwife tagged hospital is a midwife, a name that says there is none is not a name', async () => {
    const rows = await database.query(
      `SELECT kind, name, attributes FROM facility WHERE dataset = 'health' ORDER BY kind`,
    );
    expect(rows).toEqual([
      { kind: 'midwife', name: 'Bidan Sari', attributes: {} },
      { kind: 'pharmacy', name: 'pharmacy', attributes: { unnamed: true } },
    ]);
  });

  test('authority follows kind and owner', async () => {
    const rows = await database.query(
      `SELECT DISTINCT kind, owner, authority FROM facility WHERE dataset = 'schools' ORDER BY kind, owner`,
    );
    expect(rows).toEqual([
      { kind: 'sd', owner: 'negeri', authority: 'kabupaten' },
      { kind: 'sd', owner: 'swasta', authority: 'swasta' },
      { kind: 'sma', owner: 'negeri', authority: 'provinsi' },
      { kind: 'smp', owner: 'negeri', authority: 'kabupaten' },
      { kind: 'smp', owner: 'swasta', authority: 'swasta' },
    ]);
  });
});

describe('infrastructure', () => {
  test('a road keeps the part beyond the border, its stated length beside the measured one', async () => {
    const [road] = await database.query(
      `SELECT name, region, stated_length_metres, round(length_metres) AS metres FROM infrastructure WHERE kind = 'road'`,
    );
    expect(road).toEqual({ name: 'AWAN - BATU KARANG', region: null, stated_length_metres: 9_500, metres: 11_601 });
  });

  test('a street light stands where it stands, whatever its label says', async () => {
    const rows = await database.query(
      `SELECT id, region, condition, attributes FROM infrastructure WHERE kind = 'street-light' ORDER BY id`,
    );
    expect(rows).toEqual([
      { id: 'light-L1', region: '99.01.01.2002', condition: 'good', attributes: { year: '2025' } },
      { id: 'light-L2', region: null, condition: null, attributes: {} },
      { id: 'light-L3', region: '99.01.02.1001', condition: 'good', attributes: { year: '2024' } },
    ]);
    expect(await notesOf('street-lights')).toEqual(['2 noted label_follows_road', '2 noted placeholder_value']);
  });

  test('a parcel far from the kecamatan it states belongs where it lies', async () => {
    const rows = await database.query(`SELECT id, region FROM infrastructure WHERE kind = 'land-asset' ORDER BY id`);
    expect(rows).toEqual([
      { id: 'asset-A-2', region: '99.01.02.2001' },
      { id: 'asset-A-3', region: '99.01.02.2001' },
      { id: 'asset-row-1', region: '99.01.01.2002' },
    ]);
    expect(await notesOf('land-assets')).toEqual(['2 noted region_name_variant', '3 corrected region_from_position']);
  });
});

test('loading the same files again changes nothing', async () => {
  const before = await database.query(`SELECT id, version FROM dataset WHERE status = 'terbuka' ORDER BY id`);
  const again = await loadMini(database);
  expect(again.outcomes.map(({ outcome }) => outcome)).toEqual(again.outcomes.map(() => 'unchanged'));
  expect(await database.query(`SELECT id, version FROM dataset WHERE status = 'terbuka' ORDER BY id`)).toEqual(before);
});
