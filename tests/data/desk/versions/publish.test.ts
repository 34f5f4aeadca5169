import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Identity } from '#model/account';
import type { RegionProfile } from '#model/region';
import type { Database } from '../../../../data/database/database.ts';
import { archivePublished } from '../../../../data/desk/versions/archive.ts';
import { publishUpload, restoreVersion } from '../../../../data/desk/versions/index.ts';
import { stageUpload } from '../../../../data/desk/versions/stage.ts';
import { importAll } from '../../../../data/import/run.ts';
import { createTestDatabase } from '../../../database-template.ts';
import { loadMini, loadMiniProfile, MINI_FOLDER } from '../../../fixtures/kabupaten-mini/load.ts';
import { fillUpload, makeAccount } from './fill-upload.ts';

let database: Database;
let close: () => Promise<void>;
let profile: RegionProfile;
let walidata: Identity & { account: string };
beforeAll(async () => {
  ({ database, close } = await createTestDatabase());
  profile = await loadMiniProfile();
  await loadMini(database);
  walidata = await makeAccount(database, 'walidata');
});
afterAll(() => close?.());

const facility = (id: string, more: Record<string, unknown> = {}) => ({
  id,
  kind: 'puskesmas',
  name: `Puskesmas ${id}`,
  owner: 'negeri',
  authority: 'kabupaten',
  region: '99.01.01.2001',
  accuracy: 'point',
  position: { type: 'Point', coordinates: [110.0123456789, -7.0198765432] },
  address: null,
  phone: null,
  capacity: null,
  nationalCode: null,
  attributes: {},
  ...more,
});

/** Every row of a dataset with all its columns, geometry to the last bit. */
const rowsOf = (family: string, dataset: string) =>
  database.query(`SELECT feature, content FROM feature_now WHERE family = $1 AND dataset = $2 ORDER BY feature`, [
    family,
    dataset,
  ]);
const catalogueOf = async (dataset: string) =>
  (
    await database.query(
      `SELECT to_jsonb(d) - '{version,imported_at,published_at}'::text[] AS record FROM dataset d WHERE id = $1`,
      [dataset],
    )
  )[0]?.['record'];
const versionsOf = (dataset: string) =>
  database.query<{ version: number; state: string; origin: string; checksum: string; records: number; counts: object }>(
    'SELECT version, state, origin, checksum, records, counts FROM dataset_version WHERE dataset = $1 ORDER BY version',
    [dataset],
  );
const stateOf = async (upload: string) =>
  (await database.query<{ state: string }>('SELECT state FROM upload WHERE id = $1', [upload]))[0]!.state;

test('a publication over an imported dataset can be undone exactly, and be brought back', async () => {
  const before = await rowsOf('facility', 'puskesmas');
  const catalogue = await catalogueOf('puskesmas');
  const sources = await database.query('SELECT * FROM facility_source ORDER BY dataset, source_key');
  expect(before.length).toBe(2);
  const kept = before[0]!['feature'] as string;
  const upload = await fillUpload(database, {
    dataset: 'puskesmas',
    family: 'facility',
    by: walidata,
    records: [facility(kept, { name: 'Puskesmas Baru' }), facility('puskesmas-x'), facility('puskesmas-y')],
  });
  const told: string[] = [];
  const stop = await database.listen('dataset_changed', (dataset) => told.push(dataset));
  expect(await publishUpload(database, upload, walidata, profile)).toEqual({
    dataset: 'puskesmas',
    family: 'facility',
    version: 2,
  });
  // A server's connection that listens is another one than that which publishes.
  await expect.poll(() => told).toEqual(['puskesmas']);
  expect((await rowsOf('facility', 'puskesmas')).map(({ feature }) => feature)).toEqual(
    [kept, 'puskesmas-x', 'puskesmas-y'].sort(),
  );
  expect(await catalogueOf('puskesmas')).toMatchObject({
    title: 'Data uji',
    date: '2026-03',
    origin: 'desk',
    records: 3,
  });
  expect(await stateOf(upload)).toBe('terbit');

  const published = await rowsOf('facility', 'puskesmas');
  await restoreVersion(database, 'puskesmas', 1, walidata, 'salah berkas');
  expect(await rowsOf('facility', 'puskesmas')).toEqual(before);
  expect(await catalogueOf('puskesmas')).toEqual(catalogue);
  expect(await database.query('SELECT * FROM facility_source ORDER BY dataset, source_key')).toEqual(sources);
  expect(await stateOf(upload)).toBe('diarsipkan');

  await restoreVersion(database, 'puskesmas', 2, walidata, 'ternyata benar');
  expect(await rowsOf('facility', 'puskesmas')).toEqual(published);
  expect(await stateOf(upload)).toBe('terbit');
  await stop();

  // Each publication has its own moment, also one that brings an earlier state back.
  expect(
    await database.query(
      `SELECT version FROM (SELECT version, published_at > lag(published_at) OVER (ORDER BY version) AS later
       FROM dataset_version WHERE dataset = 'puskesmas') AS each WHERE NOT later`,
    ),
  ).toEqual([]);

  const versions = await versionsOf('puskesmas');
  expect(versions.map(({ version, state, origin }) => [version, state, origin])).toEqual([
    [1, 'diarsipkan', 'import'],
    [2, 'diarsipkan', 'upload'],
    [3, 'diarsipkan', 'restore'],
    [4, 'terbit', 'restore'],
  ]);
  expect(versions[2]!.checksum).toBe(versions[0]!.checksum);
  expect(versions[3]!.checksum).toBe(versions[1]!.checksum);
  expect(versions[1]!.checksum).not.toBe(versions[0]!.checksum);
  expect(versions[1]!.counts).toEqual({ added: 2, moved: 1, movedFar: 1, changed: 0, gone: 1, same: 0 });
});

test('the history keeps every column of the tables', async () => {
  const missing = await database.query(`
    SELECT c.table_name, c.column_name
    FROM information_schema.columns c
    JOIN LATERAL (SELECT content FROM feature_now n WHERE n.family = c.table_name AND n.feature NOT LIKE 'source:%' LIMIT 1) n ON true
    WHERE c.table_schema = 'public' AND c.table_name IN ('facility', 'infrastructure', 'project', 'permit', 'population')
      AND NOT n.content ? c.column_name`);
  expect(missing).toEqual([]);
  const families = await database.query(`SELECT DISTINCT family FROM feature_now ORDER BY 1`);
  expect(families.map(({ family }) => family)).toEqual([
    'facility',
    'infrastructure',
    'permit',
    'population',
    'project',
  ]);
});

const point = { type: 'Point', coordinates: [110.011, -7.021] };
const project: Record<string, unknown> & { id: string } = {
  id: 'projects-baru',
  name: 'Jalan Baru',
  description: null,
  origin: 'RENJA',
  subActivityCode: null,
  sector: 'jalan',
  opd: 'DPUTR',
  fiscalYear: 2026,
  proposedRupiah: 1_000_000,
  ceilingRupiah: null,
  contractRupiah: null,
  spentRupiah: null,
  fundingSource: 'APBD',
  status: 'usulan',
  physicalPercent: 12.5,
  financialPercent: null,
  plannedPercent: null,
  accuracy: 'titik',
  updatedOn: '2026-02-01',
  geometry: point,
  regions: [
    { region: '99.01.01.2001', share: 0.3 },
    { region: '99.01.02.2001', share: 0.7 },
  ],
};
const permit = {
  id: 'permits-baru',
  type: 'PBG',
  kbli: null,
  risk: null,
  businessScale: null,
  applicantKind: 'perseorangan',
  status: 'diajukan',
  appliedOn: '2026-01-05',
  completeOn: null,
  issuedOn: null,
  rejectedOn: null,
  validUntil: null,
  serviceDays: 28,
  region: '99.01.01.2001',
  accuracy: 'titik',
  position: point,
  landSquareMetres: 120,
  buildingSquareMetres: null,
  investmentRupiah: null,
  levyRupiah: 4_500_000,
  applicant: {
    number: 'PBG-1',
    name: 'Orang Rahasia',
    nik: '3209000000000001',
    npwp: null,
    phone: null,
    address: null,
  },
  pauses: [{ startsOn: '2026-01-09', endsOn: '2026-01-12', reason: 'dikembalikan' }],
};
const road = {
  id: 'roads-baru',
  kind: 'road',
  code: null,
  name: 'Jalan Uji',
  class: 'local',
  condition: 'good',
  authority: 'kabupaten',
  region: null,
  statedLengthMetres: 100,
  geometry: {
    type: 'LineString',
    coordinates: [
      [110.01, -7.02],
      [110.0123456789012, -7.0198765432109],
    ],
  },
  attributes: {},
};
const register = ['99.01.01.2001', '99.01.01.2002', '99.01.02.2001', '99.01.02.1001'].map((region, index) => ({
  region,
  period: null,
  people: 1000 + index,
  male: null,
  female: null,
  households: 300,
  estimated: false,
}));

test.each([
  ['infrastructure', 'roads', [road]],
  ['project', 'projects', [project]],
  ['permit', 'permits', [permit]],
  ['population', 'population-register', register],
] as const)('%s: what was there comes back with all that hangs on it', async (family, dataset, records) => {
  const persons = () => database.query(`SELECT * FROM personal.permit_applicant ORDER BY permit`);
  const [before, catalogue, applicants] = [await rowsOf(family, dataset), await catalogueOf(dataset), await persons()];
  expect(before.length).toBeGreaterThan(0);
  const upload = await fillUpload(database, { dataset, family, by: walidata, records });
  await publishUpload(database, upload, walidata, profile);
  const published = await rowsOf(family, dataset);
  // The register has its sums: two kecamatan and the kabupaten.
  expect(published.length).toBe(family === 'population' ? 7 : 1);
  // What was staged is what stands: else the next publication would find a difference that nobody made.
  expect(
    await database.query(
      `SELECT n.feature FROM feature_now n LEFT JOIN feature_history h ON h.dataset = n.dataset AND h.feature = n.feature AND h.until_version IS NULL
       WHERE n.family = $1 AND n.dataset = $2 AND h.hash IS DISTINCT FROM content_hash(n.content)`,
      [family, dataset],
    ),
  ).toEqual([]);
  if (family === 'permit') {
    expect(await persons()).toEqual([expect.objectContaining({ name: 'Orang Rahasia', nik: '3209000000000001' })]);
    expect(await database.query(`SELECT 1 FROM feature_history WHERE content::text LIKE '%Rahasia%'`)).toEqual([]);
  }
  await restoreVersion(database, dataset, 1, walidata, 'kembali');
  expect(await rowsOf(family, dataset)).toEqual(before);
  expect(await catalogueOf(dataset)).toEqual(catalogue);
  expect(await persons()).toEqual(applicants);
});

test('made-up projects give way to real ones and come back when these are undone', async () => {
  const before = await rowsOf('project', 'projects');
  const upload = await fillUpload(database, {
    dataset: 'proyek-nyata',
    family: 'project',
    by: walidata,
    isNew: true,
    records: [{ ...project, id: 'proyek-nyata-1' }],
  });
  const { version } = await publishUpload(database, upload, walidata, profile);
  expect(version).toBe(2);
  expect(await rowsOf('project', 'projects')).toEqual([]);
  expect(await rowsOf('project', 'proyek-nyata')).toHaveLength(1);
  await restoreVersion(database, 'proyek-nyata', 1, walidata, 'belum waktunya');
  expect(await rowsOf('project', 'proyek-nyata')).toEqual([]);
  expect(await rowsOf('project', 'projects')).toEqual(before);
});

test('a facility of another dataset is counted once, and its own dataset keeps it', async () => {
  const school = (await rowsOf('facility', 'schools'))[0]!['feature'] as string;
  const upload = await fillUpload(database, {
    dataset: 'sekolah-dinas',
    family: 'facility',
    by: walidata,
    isNew: true,
    records: [facility(school, { kind: 'sd', name: 'SD menurut dinas' }), facility('sekolah-dinas-1', { kind: 'sd' })],
  });
  await publishUpload(database, upload, walidata, profile);
  expect(await database.query(`SELECT dataset FROM facility WHERE id = $1`, [school])).toEqual([
    { dataset: 'schools' },
  ]);
  expect(
    await database.query(`SELECT facility FROM facility_source WHERE dataset = 'sekolah-dinas' ORDER BY 1`),
  ).toEqual([{ facility: school }, { facility: 'sekolah-dinas-1' }].sort((a, b) => (a.facility < b.facility ? -1 : 1)));
});

test('what the file has no column for stays as it is published', async () => {
  const [known] = await database.query<{ id: string }>(
    `UPDATE facility SET owner = 'swasta', phone = '0231', capacity = 7 WHERE id = (SELECT min(id) FROM facility WHERE dataset = 'puskesmas')
     RETURNING id`,
  );
  const upload = await fillUpload(database, {
    dataset: 'puskesmas',
    family: 'facility',
    by: walidata,
    records: [facility(known!.id, { owner: 'tidak-diketahui', capacity: 9 })],
  });
  const mapping = { columns: { name: 'Nama', capacity: 'Kapasitas' }, constants: {}, values: {} };
  await database.query('UPDATE upload SET mapping = $2 WHERE id = $1', [upload, mapping]);
  await publishUpload(database, upload, walidata, profile);
  expect(await database.query('SELECT owner, phone, capacity FROM facility WHERE id = $1', [known!.id])).toEqual([
    { owner: 'swasta', phone: '0231', capacity: 9 },
  ]);
});

test('nor does a list of roads or projects empty what it has no column for', async () => {
  const known = [
    await database.query<{ id: string }>(
      `UPDATE infrastructure SET class = 'local', condition = 'fair', stated_length_metres = 12.5
       WHERE id = (SELECT min(id) FROM infrastructure WHERE dataset = 'roads') RETURNING id`,
    ),
    await database.query<{ id: string }>(
      `UPDATE project SET description = 'lama', proposed_rupiah = 9, ceiling_rupiah = 8, contract_rupiah = 7, spent_rupiah = NULL
       WHERE id = (SELECT min(id) FROM project WHERE dataset = 'projects') RETURNING id`,
    ),
  ].map(([row]) => row!.id);
  const publish = async (family: 'infrastructure' | 'project', record: typeof project, columns: object) => {
    const dataset = family === 'project' ? 'projects' : 'roads';
    const upload = await fillUpload(database, { dataset, family, by: walidata, records: [record] });
    const mapping = { columns, constants: {}, values: {} };
    await database.query('UPDATE upload SET mapping = $2 WHERE id = $1', [upload, mapping]);
    await publishUpload(database, upload, walidata, profile);
  };
  await publish(
    'infrastructure',
    { ...road, id: known[0]!, class: '', statedLengthMetres: 0 },
    { condition: 'Kondisi' },
  );
  const one = 'SELECT class, condition, stated_length_metres FROM infrastructure WHERE id = $1';
  expect(await database.query(one, [known[0]])).toEqual([
    { class: 'local', condition: 'good', stated_length_metres: 12.5 },
  ]);

  const amounts = 'SELECT description, proposed_rupiah, ceiling_rupiah, contract_rupiah FROM project WHERE id = $1';
  const emptied = { ...project, id: known[1]!, proposedRupiah: 0 };
  await publish('project', emptied, { name: 'Nama' });
  expect(await database.query(amounts, [known[1]])).toEqual([
    { description: 'lama', proposed_rupiah: 9, ceiling_rupiah: 8, contract_rupiah: 7 },
  ]);
  // A ceiling below the contract that is published would be refused by the table.
  await publish('project', { ...emptied, ceilingRupiah: 5 }, { name: 'Nama', ceilingRupiah: 'Pagu' });
  expect(await database.query(amounts, [known[1]])).toEqual([
    { description: 'lama', proposed_rupiah: 9, ceiling_rupiah: 5, contract_rupiah: null },
  ]);
});

test('rows that were mended and come back alone take nothing of the rest away', async () => {
  // Its first version has more than one.
  await restoreVersion(database, 'puskesmas', 1, walidata, 'uji');
  const known = (await rowsOf('facility', 'puskesmas')).map(({ feature }) => feature as string);
  expect(known.length).toBeGreaterThan(1);
  const upload = await fillUpload(database, {
    dataset: 'puskesmas',
    family: 'facility',
    by: walidata,
    records: [facility(known[0]!, { name: 'Puskesmas Diperbaiki' }), facility('puskesmas-susulan')],
  });
  await database.query('UPDATE upload SET keeps_rest = true WHERE id = $1', [upload]);
  const { version } = await publishUpload(database, upload, walidata, profile);
  expect((await rowsOf('facility', 'puskesmas')).map(({ feature }) => feature)).toEqual(
    [...known, 'puskesmas-susulan'].sort(),
  );
  const published = (await versionsOf('puskesmas')).find((one) => one.version === version)!;
  expect(published.counts).toMatchObject({ added: 1, gone: 0, same: known.length - 1 });
  expect(await catalogueOf('puskesmas')).toMatchObject({ records: known.length + 1 });
  await restoreVersion(database, 'puskesmas', version - 1, walidata, 'uji');
  expect((await rowsOf('facility', 'puskesmas')).map(({ feature }) => feature)).toEqual(known);
});

test('and who applied for the other permits is still known', async () => {
  const applicants = () =>
    database.query<{ permit: string }>(
      `SELECT a.permit, a.name FROM personal.permit_applicant a JOIN permit p ON p.id = a.permit WHERE p.dataset = 'permits' ORDER BY 1`,
    );
  const before = await applicants();
  const { id } = permit;
  const upload = await fillUpload(database, { dataset: 'permits', family: 'permit', by: walidata, records: [permit] });
  await database.query('UPDATE upload SET keeps_rest = true WHERE id = $1', [upload]);
  await publishUpload(database, upload, walidata, profile);
  const others = (all: readonly { permit: string }[]) => all.filter((one) => one.permit !== id);
  expect(others(before).length).toBeGreaterThan(0);
  expect(others(await applicants())).toEqual(others(before));
});

test('two who prepare the same upload at once do not get into each other’s way', async () => {
  const records = [facility('serentak-1'), facility('serentak-2')];
  const by = walidata;
  const upload = await fillUpload(database, { dataset: 'serentak', family: 'facility', by, isNew: true, records });
  const twice = [stageUpload(database, upload, 0), stageUpload(database, upload, 0)];
  expect(await Promise.all(twice)).toEqual([upload, upload]);
  expect(await database.query('SELECT 1 FROM feature_stage WHERE stage = $1', [upload])).toHaveLength(2);
});

test('a stage that another process empties publishes nothing', async () => {
  const by = walidata;
  const records = [facility('kosong-1')];
  const upload = await fillUpload(database, { dataset: 'kosong', family: 'facility', by, isNew: true, records });
  const emptied: Database = {
    ...database,
    query: async (sql, ...more) => {
      const rows = await database.query(sql, ...more);
      if (sql.includes('INSERT INTO feature_stage_state'))
        await database.query('DELETE FROM feature_stage WHERE stage = $1', [upload]);
      return rows as never;
    },
  };
  await expect(publishUpload(emptied, upload, by, profile)).rejects.toMatchObject({ code: 'busy' });
  expect(await stateOf(upload)).toBe('diperiksa');
  expect(await rowsOf('facility', 'kosong')).toEqual([]);
  expect((await versionsOf('kosong')).map(({ origin }) => origin)).toEqual(['import']);
});

test('files do not replace what was published at the desk', async () => {
  const upload = await fillUpload(database, {
    dataset: 'puskesmas',
    family: 'facility',
    by: walidata,
    records: [facility('puskesmas-meja')],
  });
  await publishUpload(database, upload, walidata, profile);
  // Something else touched a row, and the publication that noted it stopped there: a version without a run of its own.
  await database.query("UPDATE facility SET phone = '0231' WHERE id = 'puskesmas-meja'");
  expect(await archivePublished(database, 'puskesmas', true)).toBeGreaterThan(2);
  expect(
    await database.query(
      `SELECT 1 FROM import_run r JOIN dataset d ON d.id = r.dataset AND d.version = r.version WHERE d.id = 'puskesmas'`,
    ),
  ).toEqual([]);
  const { outcomes } = await importAll(database, {
    profile,
    regionFolder: MINI_FOLDER,
    sourcesFolder: path.join(MINI_FOLDER, 'files'),
    dataFolder: path.join(MINI_FOLDER, 'files'),
    offline: true,
    sample: false,
    force: true,
  });
  expect(outcomes.filter(({ error }) => error !== null)).toEqual([]);
  expect(outcomes.find(({ dataset }) => dataset === 'puskesmas')?.outcome).toBe('kept');
  expect((await rowsOf('facility', 'puskesmas')).map(({ feature }) => feature)).toContain('puskesmas-meja');
});

// Also a file's version on another engine is the same version: the sum is a fixed one, on PGlite and on a server alike.
test('a version has the same checksum on every engine', async () => {
  const records = [
    facility('sama-1', { name: 'Puskesmas “Sama” é', capacity: 12, attributes: { b: [1, 2.5], a: null } }),
    facility('sama-2', { accuracy: 'unknown', position: null, nationalCode: 'P-1' }),
    facility('sama-3', { position: { type: 'Point', coordinates: [110.1, -7.1] } }),
  ];
  const by = walidata;
  const upload = await fillUpload(database, { dataset: 'sama', family: 'facility', by, isNew: true, records });
  await publishUpload(database, upload, by, profile);
  expect((await versionsOf('sama')).at(-1)!.checksum).toBe(
    '9592e251915e5b809ffd814fe143a9d929b405c8db1a69742cd74b41f73c10d3',
  );
});
