// The one statement behind list, filters, sums and flags, held against a plain reading of the same projects.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FundingSource, isContractCritical, ProjectOrigin, ProjectStatus } from '#model/project';
import { ProjectFlag, ProjectList } from '#model/project-register';
import type { RegionProfile } from '#model/region';
import type { Database } from '../../../../data/database/database.ts';
import {
  readRegister,
  type RegisterFacts,
  type RegisterFilters,
  type RegisterProject,
} from '../../../../data/projects/register/index.ts';
import { STAGE_DAYS, UNDER_WAY } from '../../../../data/projects/register/rules.ts';
import { createTestDatabase } from '../../../database-template.ts';
import { loadMini, loadMiniProfile } from '../../../fixtures/kabupaten-mini/load.ts';

const TODAY = '2026-11-24';
const KECAMATAN = ['99.01.01', '99.01.02'] as const;
const OPD = ['Dinas Pendidikan', 'Disdik', 'DINAS KESEHATAN KABUPATEN MINI', 'Dinas Antah', 'dputr'];
const AGENCY_OF: Readonly<Record<string, string>> = {
  'Dinas Pendidikan': 'disdik',
  Disdik: 'disdik',
  'DINAS KESEHATAN KABUPATEN MINI': 'dinkes',
  'Dinas Antah': 'bappelitbangda',
  dputr: 'dputr',
};

let database: Database;
let close: () => Promise<void>;
let profile: RegionProfile;
let all: RegisterProject[];
let facts: RegisterFacts;

/** A repeatable sequence of whole numbers below a bound. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Puts so many invented projects into the dataset `projects`. */
async function invent(count: number): Promise<void> {
  const next = numbers(20_261_124);
  const maybe = <T>(value: T): T | null => (next(4) === 0 ? null : value);
  const one = <T>(values: readonly T[]): T => values[next(values.length)]!;
  const projects = Array.from({ length: count }, (_, index) => {
    const status = one(ProjectStatus.options);
    const isPlaced = next(5) > 0;
    const ceiling = maybe(next(2_000_000_000) + 1_000_000_007);
    return {
      id: `uji-${String(index).padStart(5, '0')}`,
      name: `Pekerjaan ${index} ${one(['jalan', 'sekolah', '100% selesai', 'air_bersih'])}`,
      origin: one(ProjectOrigin.options),
      sector: one(['roads', 'education', 'health']),
      opd: one(OPD),
      fiscal_year: 2024 + next(4),
      proposed_rupiah: maybe(next(3_000_000_000)),
      ceiling_rupiah: ceiling,
      contract_rupiah: maybe(next(1_000_000_000)),
      spent_rupiah: null,
      funding_source: one(FundingSource.options),
      status,
      planned_percent: maybe(next(1001) / 10),
      physical_percent: maybe(next(1001) / 10),
      accuracy: isPlaced ? (next(3) === 0 ? 'ruas' : 'titik') : 'desa',
      updated_on: maybe(`2026-${String(1 + next(11)).padStart(2, '0')}-15`),
      dataset: 'projects',
      isPlaced,
      longitude: 110 + next(1000) / 10_000,
      region: one(KECAMATAN),
      region2: one([null, '99.01.02.2001']),
      changed_on: `2026-${String(1 + next(11)).padStart(2, '0')}-10`,
      month: maybe(`2026-${String(1 + next(10)).padStart(2, '0')}-01`),
    };
  });
  const json = JSON.stringify(projects);
  await database.query(
    `INSERT INTO project (id, name, origin, sector, opd, fiscal_year, proposed_rupiah, ceiling_rupiah, contract_rupiah, spent_rupiah,
       funding_source, status, planned_percent, physical_percent, accuracy, updated_on, dataset, geometry)
     SELECT id, name, origin, sector, opd, fiscal_year, proposed_rupiah, ceiling_rupiah, contract_rupiah, spent_rupiah,
       funding_source, status, planned_percent, physical_percent, accuracy, updated_on, dataset,
       CASE WHEN "isPlaced" THEN CASE accuracy WHEN 'ruas'
         THEN ST_SetSRID(ST_MakeLine(ST_MakePoint(longitude, -7.05), ST_MakePoint(longitude + 0.01, -7.04)), 4326)
         ELSE ST_SetSRID(ST_MakePoint(longitude, -7.05), 4326) END END
     FROM jsonb_to_recordset($1::jsonb) AS r(id text, name text, origin text, sector text, opd text, fiscal_year integer,
       proposed_rupiah bigint, ceiling_rupiah bigint, contract_rupiah bigint, spent_rupiah bigint, funding_source text, status text,
       planned_percent double precision, physical_percent double precision, accuracy text, updated_on date, dataset text,
       "isPlaced" boolean, longitude double precision)`,
    [json],
  );
  await database.query(
    `INSERT INTO project_region (project, region, share)
     SELECT id, region, CASE WHEN region2 IS NULL THEN 1 ELSE 0.75 END FROM jsonb_to_recordset($1::jsonb) AS r(id text, region text, region2 text)
     UNION ALL SELECT id, region2, 0.25 FROM jsonb_to_recordset($1::jsonb) AS r(id text, region2 text) WHERE region2 IS NOT NULL`,
    [json],
  );
  await database.query(
    `INSERT INTO project_history (project, step, status, changed_on)
     SELECT id, 1, status, changed_on FROM jsonb_to_recordset($1::jsonb) AS r(id text, status text, changed_on date)`,
    [json],
  );
  await database.query(
    `INSERT INTO project_progress (project, dataset, month, planned_percent)
     SELECT id, 'projects', month, 50 FROM jsonb_to_recordset($1::jsonb) AS r(id text, month date) WHERE month IS NOT NULL`,
    [json],
  );
}

beforeAll(async () => {
  ({ database, close } = await createTestDatabase());
  await loadMini(database);
  profile = await loadMiniProfile();
  await database.query(
    `ALTER TABLE project DROP CONSTRAINT project_check1; ALTER TABLE project DROP CONSTRAINT project_check2`,
  );
  await invent(600);
  const overlapping = Array.from({ length: 40 }, (_, index) => `uji-${String(index * 7).padStart(5, '0')}`);
  facts = { profile, today: TODAY, overlapping };
  all = (await readRegister(database, {}, { limit: null, offset: 0 }, facts)).items;
}, 60_000);
afterAll(() => close());

/** What a filter means, in plain words of TypeScript. */
function fits(project: RegisterProject, filters: RegisterFilters): boolean {
  const { q, year, status, agency, region, sector, fund, origin, list, flag } = filters;
  return (
    (q === undefined ||
      [project.name, project.id, project.opd].some((text) => text.toLowerCase().includes(q.toLowerCase()))) &&
    (year === undefined || project.fiscalYear === year) &&
    (status === undefined || status.split(',').includes(project.status)) &&
    (agency === undefined || project.agency === agency) &&
    (region === undefined || project.regions.some(({ code }) => code === region || code.startsWith(`${region}.`))) &&
    (sector === undefined || project.sector === sector) &&
    (fund === undefined || project.fundingSource === fund) &&
    (origin === undefined || project.origin === origin) &&
    (list === undefined || project.list === list) &&
    (flag === undefined || project.flags.includes(flag))
  );
}

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 1 });
const anyFilters: fc.Arbitrary<RegisterFilters> = fc.record({
  q: maybe(fc.constantFrom('jalan', '100%', 'r_b', 'uji-0001', 'ANTAH', '\\')),
  year: maybe(fc.integer({ min: 2024, max: 2027 })),
  status: maybe(fc.subarray(ProjectStatus.options, { minLength: 1 }).map((some) => some.join(','))),
  agency: maybe(fc.constantFrom('disdik', 'dinkes', 'dputr', 'bappelitbangda', 'dpmptsp')),
  region: maybe(fc.constantFrom('99.01', ...KECAMATAN, '99.01.02.2001')),
  sector: maybe(fc.constantFrom('roads', 'education')),
  fund: maybe(fc.constantFrom(...FundingSource.options)),
  origin: maybe(fc.constantFrom(...ProjectOrigin.options)),
  list: maybe(fc.constantFrom(...ProjectList.options)),
  flag: maybe(fc.constantFrom(...ProjectFlag.options)),
});

describe('sums', () => {
  test('equal those of the rows for any combination of filters, to the rupiah', async () => {
    await fc.assert(
      fc.asyncProperty(anyFilters, async (filters) => {
        const { items, totals } = await readRegister(database, filters, { limit: null, offset: 0 }, facts);
        const expected = all.filter((project) => fits(project, filters));
        expect(items.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
        expect(totals.count).toBe(expected.length);
        for (const [name, of] of [
          ['proposed', (project: RegisterProject) => project.proposedRupiah],
          ['ceiling', (project: RegisterProject) => project.ceilingRupiah],
          ['contract', (project: RegisterProject) => project.contractRupiah],
          ['spent', (project: RegisterProject) => project.spentRupiah],
        ] as const) {
          const money = expected.map(of);
          const sum = money.reduce<bigint>((total, rupiah) => total + BigInt(rupiah ?? 0), 0n);
          expect([name, BigInt(totals[name].rupiah)]).toEqual([name, sum]);
          expect([name, totals[name].unknown]).toEqual([name, money.filter((rupiah) => rupiah === null).length]);
        }
        const counts = Object.values(totals.byStatus).reduce((sum, count) => sum + count, 0);
        expect(counts).toBe(expected.length);
        for (const status of ProjectStatus.options)
          expect(totals.byStatus[status] ?? 0).toBe(expected.filter((project) => project.status === status).length);
      }),
      { numRuns: 120 },
    );
  }, 240_000);

  test('are of all that the filters leave, whichever page is shown, also past the last one', async () => {
    const whole = await readRegister(database, { year: 2026 }, { limit: null, offset: 0 }, facts);
    const pages: RegisterProject[] = [];
    for (let offset = 0; offset < whole.totals.count; offset += 40) {
      const page = await readRegister(database, { year: 2026 }, { limit: 40, offset }, facts);
      expect(page.totals).toEqual(whole.totals);
      pages.push(...page.items);
    }
    expect(pages).toEqual(whole.items);
    const beyond = await readRegister(database, { year: 2026 }, { limit: 40, offset: 10_000 }, facts);
    expect(beyond).toEqual({ items: [], totals: whole.totals });
  });

  test('a sum that a number cannot hold exactly is an error, never a rounded number', async () => {
    await database.query(
      `INSERT INTO project (id, name, origin, sector, opd, fiscal_year, ceiling_rupiah, funding_source, status, accuracy, dataset)
       SELECT 'besar-' || n, 'x', 'RENJA', 'roads', 'x', 2099, 9007199254740991, 'APBD', 'usulan', 'desa', 'projects' FROM generate_series(1, 2) AS n`,
    );
    await expect(readRegister(database, { year: 2099 }, { limit: 1, offset: 0 }, facts)).rejects.toThrow('not exact');
    await database.query(`DELETE FROM project WHERE id LIKE 'besar-%'`);
  });
});

describe('order', () => {
  test.each(['year', 'name', 'ceiling', 'deviation', 'updated', 'status'])('%s', async (sort) => {
    const { items } = await readRegister(database, {}, { sort, limit: null, offset: 0 }, facts);
    expect(items).toHaveLength(all.length);
    const known = <T>(values: readonly (T | null)[]) => {
      const first = values.indexOf(null);
      // What is not known comes last.
      if (first >= 0) expect(values.slice(first).every((value) => value === null)).toBe(true);
      return values.filter((value) => value !== null);
    };
    const rising = (values: readonly number[]) => expect(values).toEqual([...values].sort((a, b) => a - b));
    if (sort === 'deviation') rising(known(items.map(({ deviationPoints }) => deviationPoints)));
    if (sort === 'ceiling') rising(known(items.map(({ ceilingRupiah }) => ceilingRupiah)).map((rupiah) => -rupiah));
    if (sort === 'updated') rising(known(items.map(({ updatedOn }) => updatedOn)).map((day) => -Date.parse(day)));
    if (sort === 'status') rising(items.map(({ status }) => ProjectStatus.options.indexOf(status)));
    if (sort === 'year') rising(items.map(({ fiscalYear }) => -fiscalYear));
    if (sort === 'name') expect(items.map(({ name }) => name)).toEqual([...items.map(({ name }) => name)].sort());
  });
});

describe('what a project is judged by', () => {
  test('the contract rule is that of the model, to the hundredth', async () => {
    const grid = Array.from({ length: 2000 }, (_, index) => {
      const next = numbers(index + 1);
      const planned = [69.99, 70, 70.01, next(10_001) / 100][index % 4]!;
      const behind = [10, 10.01, 5, 5.01, 0, 0.01, -3, next(3000) / 100][Math.floor(index / 4) % 8]!;
      return {
        index,
        planned,
        physical: Math.max(0, Math.round((planned - behind) * 100) / 100),
        year: 2025 + (index % 3),
      };
    }).filter(({ physical }) => physical <= 100);
    await database.query(
      `INSERT INTO project (id, name, origin, sector, opd, fiscal_year, funding_source, status, accuracy, dataset, planned_percent, physical_percent)
       SELECT 'aturan-' || index, 'x', 'RENJA', 'roads', 'aturan', year, 'APBD', 'pelaksanaan', 'desa', 'projects', planned, physical
       FROM jsonb_to_recordset($1::jsonb) AS r(index integer, planned double precision, physical double precision, year integer)`,
      [JSON.stringify(grid)],
    );
    const { items } = await readRegister(database, { q: 'aturan-' }, { limit: null, offset: 0 }, facts);
    expect(items).toHaveLength(grid.length);
    const byId = new Map(items.map((item) => [item.id, item]));
    for (const { index, planned, physical, year } of grid) {
      const { delay, deviationPoints, flags } = byId.get(`aturan-${index}`)!;
      const behind = Math.round((planned - physical) * 100) / 100;
      const expected = isContractCritical(planned, physical, year < 2026)
        ? 'critical'
        : behind > 5
          ? 'late'
          : behind > 0
            ? 'watch'
            : 'none';
      expect([planned, physical, year, delay]).toEqual([planned, physical, year, expected]);
      expect(deviationPoints! + behind).toBeCloseTo(0, 10);
      expect([flags.includes('critical'), flags.includes('late')]).toEqual([delay === 'critical', delay === 'late']);
    }
    await database.query(`DELETE FROM project WHERE opd = 'aturan'`);
  });

  test('deviation only while works go on, agencies by name, short name or dataset, the flag of overlaps', () => {
    for (const project of all.filter(({ id }) => id.startsWith('uji-'))) {
      const isMeasured =
        UNDER_WAY.includes(project.status) && project.plannedPercent !== null && project.physicalPercent !== null;
      expect(project.deviationPoints !== null).toBe(isMeasured);
      expect(project.agency).toBe(AGENCY_OF[project.opd]);
      expect(project.flags.includes('overlap')).toBe(facts.overlapping.includes(project.id));
      expect(project.flags.includes('no_location')).toBe(project.position === null);
      expect(project.flags.includes('asset_due')).toBe(
        ['fho', 'dimanfaatkan'].includes(project.status) && project.accuracy !== 'ruas',
      );
    }
  });

  test('stalled and unreported, to the day', async () => {
    const on = (days: number) => new Date(Date.parse(TODAY) - days * 86_400_000).toISOString().slice(0, 10);
    const make = async (status: ProjectStatus, steppedOn: string, month: string | null): Promise<string[]> => {
      await database.query(
        `INSERT INTO project (id, name, origin, sector, opd, fiscal_year, funding_source, status, accuracy, dataset)
         VALUES ('diam', 'x', 'RENJA', 'roads', 'x', 2026, 'APBD', $1, 'desa', 'projects')`,
        [status],
      );
      await database.query(`INSERT INTO project_history VALUES ('diam', 1, $1, $2::date)`, [status, steppedOn]);
      if (month !== null)
        await database.query(
          `INSERT INTO project_progress (project, dataset, month, planned_percent) VALUES ('diam', 'projects', $1::date, 10)`,
          [`${month}-01`],
        );
      const { items } = await readRegister(database, { q: 'diam' }, { limit: 1, offset: 0 }, facts);
      await database.query(`DELETE FROM project WHERE id = 'diam'`);
      await database.query(`DELETE FROM project_progress WHERE project = 'diam'`);
      return items[0]!.flags.filter((flag) => flag !== 'no_location');
    };
    expect(await make('pelaksanaan', on(60), null)).toEqual(['no_report']);
    expect(await make('pelaksanaan', on(61), null)).toEqual(['stalled', 'no_report']);
    expect(await make('pelaksanaan', '2026-10-05', null)).toEqual([]);
    expect(await make('pelaksanaan', '2026-01-05', '2026-09')).toEqual(['no_report']);
    expect(await make('pelaksanaan', '2026-01-05', '2026-10')).toEqual([]);
    expect(await make('pelaksanaan', '2026-01-05', '2026-08')).toEqual(['stalled', 'no_report']);
    expect(await make('kritis', on(1), null)).toEqual(['critical']);
    for (const [status, days] of Object.entries(STAGE_DAYS) as [ProjectStatus, number][]) {
      expect([status, (await make(status, on(days), null)).includes('stalled')]).toEqual([status, false]);
      expect([status, (await make(status, on(days + 1), null)).includes('stalled')]).toEqual([status, true]);
    }
    expect(await make('ditunda', on(900), null)).toEqual([]);
  });
});
