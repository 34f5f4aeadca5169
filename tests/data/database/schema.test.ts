// Each wrong state that the tables forbid, on whichever engine runs. Every case changes one thing of a row that is accepted.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database, Queryable } from '../../../data/database/database.ts';
import { createTestDatabase } from '../../database-template.ts';

type Values = Record<string, unknown>;

let database: Database;
let close: () => Promise<void>;

const square = (west: number, south: number, size: number) => {
  const [east, north] = [west + size, south + size];
  return `SRID=4326;MULTIPOLYGON(((${west} ${south},${east} ${south},${east} ${north},${west} ${north},${west} ${south})))`;
};
const bowTie = 'SRID=4326;MULTIPOLYGON(((108 -7,109 -6,109 -7,108 -6,108 -7)))';

const accepted = {
  dataset: {
    id: 'trial',
    title: 'Trial',
    family: 'region',
    abstract: 'For the test',
    producer: 'Test',
    source: 'Test',
    date: '2024-12',
    update_cycle_months: 12,
    classification: 'terbuka',
    status: 'contoh',
    coverage: 'all',
    lineage: 'made up',
  },
  import_run: {
    dataset: 'base',
    version: 1,
    revision: 'r1',
    started_at: '2026-01-01T00:00:00Z',
    finished_at: '2026-01-01T00:00:01Z',
    input: 'file.csv',
    input_sha256: 'a'.repeat(64),
    rows_read: 2,
    rows_imported: 1,
    rows_corrected: 1,
    rows_rejected: 1,
  },
  region: {
    code: '32.09.02',
    name: 'Kecamatan Dua',
    level: 'kecamatan',
    kind: 'kecamatan',
    parent: '32.09',
    own: true,
    bps_code: '3209020',
    area_km2: 50.5,
    geometry: square(108.5, -6.8, 0.1),
    label_point: 'SRID=4326;POINT(108.55 -6.75)',
    dataset: 'base',
  },
  region_neighbour: { code: '32.09', neighbour: '32.09.01' },
  population: {
    region: '32.09.01',
    dataset: 'base',
    period: '2024-S2',
    people: 100,
    male: 51,
    female: 49,
    households: 30,
  },
  population_in_use: { dataset: 'base' },
  population_grid: {
    crs: 'EPSG:32749',
    cell_metres: 100,
    origin_east_metres: 0,
    origin_north_metres: 0,
    dataset: 'base',
  },
  population_cell: { cell_column: 0, cell_row: 0, desa: '32.09.01.2001', people: 5 },
  facility: {
    id: 'f1',
    kind: 'puskesmas',
    name: 'Puskesmas Satu',
    owner: 'negeri',
    authority: 'kabupaten',
    region: '32.09.01.2001',
    accuracy: 'point',
    position: 'SRID=4326;POINT(108.5 -6.7)',
    capacity: 10,
    national_code: 'P1',
    dataset: 'base',
  },
  facility_source: {
    facility: 'base-facility',
    dataset: 'base',
    source_key: '1',
    source_name: 'One',
    distance_metres: 0,
  },
  infrastructure: {
    id: 'i1',
    kind: 'road',
    condition: 'good',
    authority: 'kabupaten',
    stated_length_metres: 100,
    length_metres: 99,
    geometry: 'SRID=4326;LINESTRING(108.5 -6.7,108.6 -6.7)',
    dataset: 'base',
  },
  zone: {
    id: 'z1',
    family: 'hazard',
    kind: 'flood',
    class: 'high',
    area_square_metres: 5,
    geometry: square(108, -7, 1),
    dataset: 'base',
  },
  permit: {
    id: 'p1',
    type: 'PBG',
    kbli: '47111',
    risk: 'R',
    business_scale: 'mikro',
    applicant_kind: 'badan_usaha',
    status: 'terbit',
    applied_on: '2024-01-10',
    complete_on: '2024-01-12',
    issued_on: '2024-02-01',
    service_days: 14,
    region: '32.09.01.2001',
    accuracy: 'titik',
    position: 'SRID=4326;POINT(108.5 -6.7)',
    investment_rupiah: 5_000_000_000_000,
    levy_rupiah: 0,
    dataset: 'base',
  },
  'personal.permit_applicant': { permit: 'base-permit', number: '1', name: 'Test', nik: '3209010101010001' },
  project: {
    id: 'j1',
    name: 'Ruang kelas',
    origin: 'RENJA',
    sub_activity_code: '1.01.02.2.01.0003',
    sector: 'education',
    opd: 'Disdik',
    fiscal_year: 2025,
    ceiling_rupiah: 1_000_000_000,
    contract_rupiah: 950_000_000,
    spent_rupiah: 100,
    funding_source: 'APBD',
    volume: 3,
    unit: 'ruang',
    method: 'TENDER',
    status: 'kontrak',
    physical_percent: 10,
    land_status: 'aset_pemda',
    accuracy: 'titik',
    geometry: 'SRID=4326;POINT(108.5 -6.7)',
    dataset: 'base',
  },
  project_region: { project: 'base-project', region: '32.09.01', share: 0.5 },
  project_history: { project: 'base-project', step: 1, status: 'usulan', changed_on: '2024-01-01' },
} satisfies Record<string, Values>;
type Table = keyof typeof accepted;

async function insert(into: Queryable, table: string, values: Values): Promise<void> {
  const columns = Object.keys(values);
  const places = columns.map((_column, index) => `$${index + 1}`);
  await into.query(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places.join(', ')})`, Object.values(values));
}

beforeAll(async () => {
  ({ database, close } = await createTestDatabase());
  await insert(database, 'dataset', { ...accepted.dataset, id: 'base' });
  const own = { ...accepted.region, own: true };
  const base = [
    { ...own, code: '32.09', name: 'Kabupaten', level: 'kabupaten', kind: 'kabupaten', parent: null, bps_code: '3209' },
    { ...own, code: '32.09.01', bps_code: null },
    { ...own, code: '32.09.01.2001', level: 'desa', kind: 'desa', parent: '32.09.01', bps_code: null },
  ];
  for (const region of base) await insert(database, 'region', region);
  await insert(database, 'facility', { ...accepted.facility, id: 'base-facility', national_code: 'P0' });
  await insert(database, 'permit', { ...accepted.permit, id: 'base-permit' });
  await insert(database, 'project', { ...accepted.project, id: 'base-project' });
});
afterAll(() => close());

/** Inserts and commits, then removes: deferred constraints speak at the commit. */
async function tryInsert(table: Table, changes: Values): Promise<void> {
  const undo = new Error('accepted; taken back');
  const work = database.transaction(async (transaction) => {
    await insert(transaction, table, { ...accepted[table], ...changes });
    await transaction.query('SET CONSTRAINTS ALL IMMEDIATE');
    throw undo;
  });
  await work.catch((error: unknown) => {
    if (error !== undo) throw error;
  });
}

describe('accepted', () => {
  test.each(Object.keys(accepted) as Table[])('a plain row of %s', (table) => tryInsert(table, {}));

  test.each<[string, Table, Values]>([
    [
      'a kelurahan',
      'region',
      { code: '32.09.01.1001', level: 'desa', kind: 'kelurahan', parent: '32.09.01', bps_code: null },
    ],
    ['a kota', 'region', { code: '32.74', level: 'kabupaten', kind: 'kota', parent: null, bps_code: '3274' }],
    ['people whose sexes are unknown', 'population', { male: null, female: null }],
    ['a facility without a place', 'facility', { accuracy: 'unknown', position: null }],
    ['a river as an area', 'infrastructure', { kind: 'river', geometry: square(108, -7, 0.1) }],
    ['a zone of land use', 'zone', { family: 'land-use', kind: 'lp2b', class: null }],
    ['a permit revoked after it was issued', 'permit', { status: 'dicabut' }],
    ['a rejected permit', 'permit', { status: 'ditolak', issued_on: null, rejected_on: '2024-01-20' }],
    ['a project known by desa only', 'project', { accuracy: 'desa', geometry: null }],
    ['a project without any money yet', 'project', { ceiling_rupiah: null, contract_rupiah: null, spent_rupiah: null }],
    ['a contract at the ceiling', 'project', { contract_rupiah: 1_000_000_000 }],
  ])('%s', (_name, table, changes) => tryInsert(table, changes));
});

const check = '23514';
const unique = '23505';
const missing = '23503';

describe('forbidden', () => {
  test.each<[string, Table, Values, string, string | null]>([
    [
      'dataset of an unknown classification',
      'dataset',
      { classification: 'rahasia' },
      check,
      'dataset_classification_check',
    ],
    ['dataset of an unknown status', 'dataset', { status: 'palsu' }, check, 'dataset_status_check'],
    ['dataset of an unknown family', 'dataset', { family: 'roads' }, check, 'dataset_family_check'],
    ['dataset of the 13th month', 'dataset', { date: '2024-13' }, check, 'dataset_date_of_calendar'],
    ['dataset with a date in words', 'dataset', { date: 'Mei 2024' }, check, 'dataset_date_check'],
    [
      'dataset that is updated every 0 months',
      'dataset',
      { update_cycle_months: 0 },
      check,
      'dataset_update_cycle_months_check',
    ],
    ['dataset twice', 'dataset', { id: 'base' }, unique, 'dataset_pkey'],

    ['run that corrected more than it imported', 'import_run', { rows_corrected: 2 }, check, 'import_run_check'],
    [
      'run that ended before it began',
      'import_run',
      { finished_at: '2025-12-31T23:59:59Z' },
      check,
      'import_run_ends_after_start',
    ],
    ['run with a short checksum', 'import_run', { input_sha256: 'abc' }, check, 'import_run_input_sha256_check'],
    ['run of no dataset', 'import_run', { dataset: 'nowhere' }, missing, 'import_run_dataset_fkey'],

    ['region code without dots', 'region', { code: '320902' }, check, null],
    [
      'region whose code is of another level',
      'region',
      { level: 'desa', kind: 'desa', bps_code: null },
      check,
      'region_check',
    ],
    ['region of another kind than its level', 'region', { kind: 'kelurahan' }, check, 'region_check1'],
    ['kecamatan without a parent', 'region', { parent: null }, check, 'region_check2'],
    [
      'kabupaten with a parent',
      'region',
      { code: '32.10', level: 'kabupaten', kind: 'kabupaten', bps_code: null },
      check,
      'region_check2',
    ],
    ['region under a parent with another code', 'region', { parent: '32.10' }, check, 'region_check3'],
    [
      'desa under a kabupaten',
      'region',
      { code: '32.09.01.2002', level: 'desa', kind: 'desa', bps_code: null },
      check,
      'region_parent_one_level_up',
    ],
    [
      'region whose parent is not there',
      'region',
      { code: '32.77.01', parent: '32.77' },
      missing,
      'region_parent_fkey',
    ],
    ['region with a BPS code of another level', 'region', { bps_code: '3209' }, check, 'region_bps_code_of_level'],
    ['region without area', 'region', { area_km2: 0 }, check, 'region_area_km2_check'],
    [
      'region that crosses itself',
      'region',
      { geometry: bowTie, label_point: 'SRID=4326;POINT(108.2 -6.5)' },
      check,
      null,
    ],
    ['region of nothing', 'region', { geometry: 'SRID=4326;MULTIPOLYGON EMPTY' }, check, null],
    [
      'region whose label lies outside',
      'region',
      { label_point: 'SRID=4326;POINT(109 -6)' },
      check,
      'region_label_inside',
    ],
    [
      'region in another projection',
      'region',
      { geometry: square(108, -7, 1).replace('4326', '32749') },
      '22023',
      null,
    ],
    ['region that is its own neighbour', 'region_neighbour', { neighbour: '32.09' }, check, 'region_neighbour_check'],

    ['fewer than no people', 'population', { people: -1, male: null, female: null }, check, 'population_people_check'],
    ['people who are not men plus women', 'population', { male: 50 }, check, 'population_check'],
    ['population of a third semester', 'population', { period: '2024-S3' }, check, null],
    ['population of the 13th month', 'population', { period: '2024-13' }, check, 'population_period_of_calendar'],
    ['a second register in use', 'population_in_use', { only_row: false }, check, 'population_in_use_only_row_check'],
    ['a cell of a kecamatan', 'population_cell', { desa: '32.09.01' }, check, 'population_cell_in_desa'],
    ['a cell west of the grid', 'population_cell', { cell_column: -1 }, check, 'population_cell_cell_column_check'],
    ['a cell in no desa', 'population_cell', { desa: '32.09.01.2999' }, missing, 'population_cell_desa_fkey'],

    ['facility with accuracy but no position', 'facility', { position: null }, check, 'facility_check'],
    ['facility with a position of unknown accuracy', 'facility', { accuracy: 'unknown' }, check, 'facility_check'],
    [
      'facility with swapped coordinates',
      'facility',
      { position: 'SRID=4326;POINT(-6.7 108.5)' },
      check,
      'facility_in_indonesia',
    ],
    ['facility at (0, 0)', 'facility', { position: 'SRID=4326;POINT(0 0)' }, check, 'facility_in_indonesia'],
    ['facility at an empty point', 'facility', { position: 'SRID=4326;POINT EMPTY' }, check, 'facility_in_indonesia'],
    ['facility with a height', 'facility', { position: 'SRID=4326;POINT Z(108.5 -6.7 3)' }, '22023', null],
    ['facility that is a line', 'facility', { position: 'SRID=4326;LINESTRING(108 -7,109 -7)' }, '22023', null],
    ['facility in no region', 'facility', { region: '32.99' }, missing, 'facility_region_fkey'],
    ['facility of negative capacity', 'facility', { capacity: -1 }, check, 'facility_capacity_check'],
    ['facility whose national code is taken', 'facility', { national_code: 'P0' }, unique, 'facility_national_code'],
    ['facility of an unknown owner', 'facility', { owner: 'PEMDA' }, check, 'facility_owner_check'],
    ['facility without a name', 'facility', { name: '' }, check, 'facility_name_check'],
    [
      'source at a negative distance',
      'facility_source',
      { distance_metres: -1 },
      check,
      'facility_source_distance_metres_check',
    ],

    [
      'road that is a point',
      'infrastructure',
      { geometry: 'SRID=4326;POINT(108.5 -6.7)' },
      check,
      'infrastructure_check',
    ],
    ['street light that is a line', 'infrastructure', { kind: 'street-light' }, check, 'infrastructure_check'],
    ['land asset that is a line', 'infrastructure', { kind: 'land-asset' }, check, 'infrastructure_check'],
    [
      'infrastructure of an unknown condition',
      'infrastructure',
      { condition: 'baik' },
      check,
      'infrastructure_condition_check',
    ],
    [
      'infrastructure of negative length',
      'infrastructure',
      { length_metres: -1 },
      check,
      'infrastructure_length_metres_check',
    ],

    ['hazard without a class', 'zone', { class: null }, check, 'zone_check'],
    ['land use with a class', 'zone', { family: 'land-use', kind: 'lp2b' }, check, 'zone_check'],
    ['hazard of a kind of land use', 'zone', { kind: 'lp2b' }, check, 'zone_check1'],
    ['zone that crosses itself', 'zone', { geometry: bowTie }, check, 'zone_geometry_check'],

    ['permit issued before it was applied for', 'permit', { issued_on: '2024-01-09' }, check, 'permit_check1'],
    ['permit complete before it was applied for', 'permit', { complete_on: '2024-01-09' }, check, 'permit_check'],
    [
      'permit that ends before it is issued',
      'permit',
      { valid_until: '2024-01-31' },
      check,
      'permit_valid_after_issue',
    ],
    ['permit issued without a date', 'permit', { issued_on: null }, check, 'permit_check4'],
    ['permit rejected without a date', 'permit', { status: 'ditolak', issued_on: null }, check, 'permit_check5'],
    ['permit both issued and rejected', 'permit', { rejected_on: '2024-02-01' }, check, 'permit_check6'],
    ['permit with a point but known by desa only', 'permit', { accuracy: 'desa' }, check, 'permit_check3'],
    ['permit of a short KBLI', 'permit', { kbli: '4711' }, check, 'permit_kbli_check'],
    ['permit of an unknown risk', 'permit', { risk: 'X' }, check, 'permit_risk_check'],
    ['permit with negative investment', 'permit', { investment_rupiah: -1 }, check, 'permit_investment_rupiah_check'],
    ['permit with half a rupiah', 'permit', { levy_rupiah: '0.5' }, '22P02', null],
    ['permit on a day that is not', 'permit', { applied_on: '2023-02-29' }, '22008', null],
    ['applicant with a short NIK', 'personal.permit_applicant', { nik: '123' }, check, 'permit_applicant_nik_check'],
    [
      'applicant of no permit',
      'personal.permit_applicant',
      { permit: 'none' },
      missing,
      'permit_applicant_permit_fkey',
    ],

    ['contract over the ceiling', 'project', { contract_rupiah: 1_000_000_001 }, check, 'project_check1'],
    ['more spent than contracted', 'project', { spent_rupiah: 950_000_001 }, check, 'project_check2'],
    ['negative money', 'project', { planned_rupiah: -1 }, check, 'project_planned_rupiah_check'],
    ['volume without a unit', 'project', { unit: null }, check, 'project_check3'],
    ['project with a point but known by desa only', 'project', { accuracy: 'desa' }, check, 'project_check'],
    ['project without a place but of exact accuracy', 'project', { geometry: null }, check, 'project_check'],
    ['project 101 % done', 'project', { physical_percent: 101 }, check, 'project_physical_percent_check'],
    ['project of a year in two digits', 'project', { fiscal_year: 25 }, check, 'project_fiscal_year_check'],
    [
      'project whose code lost its zeros',
      'project',
      { sub_activity_code: '1.1.2.2.1.3' },
      check,
      'project_sub_activity_code_check',
    ],
    ['project of an unknown status', 'project', { status: 'selesai' }, check, 'project_status_check'],
    [
      'project of invalid geometry',
      'project',
      { accuracy: 'bidang', geometry: bowTie },
      check,
      'project_geometry_check',
    ],
    ['share of more than all', 'project_region', { share: 1.1 }, check, 'project_region_share_check'],
    ['share of nothing', 'project_region', { share: 0 }, check, 'project_region_share_check'],
    ['history without a first step', 'project_history', { step: 0 }, check, 'project_history_step_check'],
    ['history of an unknown status', 'project_history', { status: 'selesai' }, check, 'project_history_status_known'],
  ])('%s', async (_name, table, changes, code, constraint) => {
    const expected = constraint === null ? { code } : { code, constraint };
    await expect(tryInsert(table, changes)).rejects.toMatchObject(expected);
  });

  test('shares of one project that sum to more than one, at the commit', async () => {
    const share = (regions: string[]) =>
      database.transaction(async (transaction) => {
        for (const region of regions) {
          await insert(transaction, 'project_region', { project: 'base-project', region, share: 0.4 });
        }
      });
    await expect(share(['32.09', '32.09.01', '32.09.01.2001'])).rejects.toMatchObject({
      code: check,
      constraint: 'project_region_shares_sum',
    });
    await share(['32.09', '32.09.01']);
    expect(await database.query('DELETE FROM project_region RETURNING region')).toHaveLength(2);
  });
});

describe('reading', () => {
  test('a box of facilities and a circle around a point go through their GiST indexes', async () => {
    await database.query(
      `INSERT INTO facility (id, kind, name, owner, authority, region, accuracy, position, dataset)
       SELECT 'many-' || n, 'sd', 'SD ' || n, 'negeri', 'kabupaten', '32.09.01', 'point',
              ST_SetSRID(ST_MakePoint(108.3 + n % 100 / 200.0, -6.9 + n / 100 / 200.0), 4326), 'base'
       FROM generate_series(1, 5000) AS n;
       ANALYZE facility`,
    );
    const planOf = async (where: string) => {
      const rows = await database.query(`EXPLAIN SELECT id FROM facility WHERE ${where}`);
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    };
    expect(await planOf('position && ST_MakeEnvelope(108.40, -6.85, 108.41, -6.84, 4326)')).toContain(
      'facility_position',
    );
    const circle = `ST_DWithin(position::geography, 'SRID=4326;POINT(108.4 -6.8)'::geography, 500)`;
    expect(await planOf(circle)).toContain('facility_geography');
    expect(await database.query(`SELECT id FROM facility WHERE ${circle} ORDER BY id`)).not.toEqual([]);
  });

  test('the points of permits that anybody may see are those of legal entities', async () => {
    await database.query(
      `INSERT INTO permit SELECT (json_populate_record(permit, '{"id":"person","applicant_kind":"perseorangan"}')).* FROM permit WHERE id = 'base-permit'`,
    );
    expect(await database.query('SELECT id, kbli_division, year FROM permit_public_point')).toEqual([
      { id: 'base-permit', kbli_division: '47', year: 2024 },
    ]);
  });
});
