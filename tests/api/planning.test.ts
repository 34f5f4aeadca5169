// B3 through the server: ceilings that two people state, weights as versions, priorities, and the annex of the minutes.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { Role } from '#model/account';
import { DEFAULT_WEIGHTS } from '#model/planning';
import { cellPositions, createAssessor } from '#analysis';
import { STANDARDS } from '../../data/standards/index.ts';
import { readAssessmentData } from '../../api/assessment-data.ts';
import { planningContract } from '../../api/contract/planning.ts';
import { COUNTED } from '../../data/planning/need.ts';
import { gainsAt } from '../../data/planning/gain.ts';
import { readSheet } from '../xlsx-rows.ts';
import { loadMiniProfile } from '../fixtures/kabupaten-mini/load.ts';
import { createMiniApp, type MiniApp } from './mini-app.ts';

const PATH = '/api/v1/desk/planning';
const AWAN = '99.01.01';
const BATU = '99.01.02';
let mini: MiniApp;
const headers = {} as Record<Exclude<Role, 'publik'>, Record<string, string>>;

beforeAll(async () => {
  mini = await createMiniApp({ now: () => new Date('2026-11-24T03:00:00Z') });
  for (const role of ['opd', 'bappelitbangda', 'walidata', 'pimpinan'] as const)
    headers[role] = await mini.signInAs(role);
  await addProject('uji-1', 'Pembangunan Puskesmas Awan', 'health', 900_000_001, [[AWAN, 1]], [110.005, -7.045]);
  await addProject('uji-2', 'Perbaikan Jalan Lintas', 'roads', 700_000_000, [
    [AWAN, 0.5],
    [BATU, 0.5],
  ]);
  await addProject('uji-3', 'Pengadaan Sarana', 'waste', 55_000_000, []);
  await addProject('uji-4', 'Ditolak', 'roads', 9_000_000, [[AWAN, 1]], null, 'ditolak');
  await addProject('uji-5', '=1+1', 'trade', null, [[BATU, 1]]);
});
afterAll(() => mini.close());

async function addProject(
  id: string,
  name: string,
  sector: string,
  rupiah: number | null,
  shares: readonly (readonly [string, number])[],
  point: readonly [number, number] | null = null,
  status = 'usulan',
): Promise<void> {
  await mini.database.query(
    `INSERT INTO project (id, name, origin, sector, opd, fiscal_year, proposed_rupiah, funding_source, status, accuracy, geometry, dataset, land_status)
     VALUES ($1, $2, 'RENJA', $3, 'Dinas Uji', 2027, $4, 'APBD', $5, $6,
       CASE WHEN $7::double precision IS NULL THEN NULL ELSE ST_SetSRID(ST_MakePoint($7, $8), 4326) END, 'projects', 'aset_pemda')`,
    [id, name, sector, rupiah, status, point ? 'titik' : 'desa', point?.[0] ?? null, point?.[1] ?? null],
  );
  for (const [region, share] of shares)
    await mini.database.query('INSERT INTO project_region (project, region, share) VALUES ($1, $2, $3)', [
      id,
      region,
      share,
    ]);
}

const read = async (url: string, who: keyof typeof headers = 'opd') => {
  const reply = await mini.app.inject({ url, headers: headers[who] });
  expect(reply.statusCode, `${url} ${reply.body.slice(0, 300)}`).toBe(200);
  return reply;
};
const ceilings = async (year = 2027) =>
  planningContract.ceilings.response!.parse((await read(`${PATH}/ceilings?year=${year}`)).json());
const priorities = async (more = '') =>
  planningContract.priorities.response!.parse((await read(`${PATH}/priorities?year=2027${more}`)).json());
const state = (who: keyof typeof headers, kecamatan: string, body: object) =>
  mini.app.inject({ method: 'PUT', url: `${PATH}/ceilings/2027/${kecamatan}`, headers: headers[who], payload: body });
const GEBANG = {
  ceilingRupiah: 1_800_000_000,
  shares: { infrastructure: 0.65, economy: 0.2, social: 0.15 },
  source: 'Rancangan RKPD 2027',
};

describe('ceilings', () => {
  test('without any stated one are made up, and say so; money is all there', async () => {
    const { items, totals, years, mayChange, sources } = await ceilings();
    expect(items.map(({ kecamatan, sample, revision }) => [kecamatan, sample, revision])).toEqual([
      [AWAN, true, 0],
      [BATU, true, 0],
    ]);
    expect(items.map(({ plannedRupiah, projects, withoutMoney }) => [plannedRupiah, projects, withoutMoney])).toEqual([
      [1_250_000_001, 2, 0],
      [350_000_000, 2, 1],
    ]);
    expect(totals).toMatchObject({ plannedRupiah: 1_655_000_001, unplacedRupiah: 55_000_000 });
    expect(years).toEqual(expect.arrayContaining([2025, 2026, 2027]) as number[]);
    expect(mayChange).toBe(false);
    expect(sources.map(({ id }) => id)).toEqual(expect.arrayContaining(['projects', 'puskesmas']) as string[]);
    const needs = items.map(({ needShare }) => needShare!);
    expect(needs[0]! + needs[1]!).toBeCloseTo(1, 12);
    expect(items[0]!.moneyShare! + items[1]!.moneyShare!).toBeCloseTo(1, 12);
  });

  test('are stated by the planning agency, warn by the exact excess, and two people do not overwrite each other', async () => {
    expect((await state('opd', AWAN, { ...GEBANG, revision: 0 })).statusCode).toBe(403);
    const first = await state('bappelitbangda', AWAN, { ...GEBANG, revision: 0 });
    expect(first.json()).toMatchObject({ ceilingRupiah: 1_800_000_000, revision: 1, sample: false, overRupiah: 0 });
    const fields = (await ceilings()).items[0]!.fields;
    expect(fields.map(({ ceilingRupiah }) => ceilingRupiah)).toEqual([1_170_000_000, 360_000_000, 270_000_000]);
    // Puskesmas is social: 900,000,001 against 270,000,000.
    expect(fields.map(({ overRupiah }) => overRupiah)).toEqual([0, 0, 630_000_001]);
    await addProject('uji-6', 'Jembatan', 'roads', 550_000_000, [[`${AWAN}.2001`, 1]]);
    await mini.database.query(`UPDATE dataset SET version = version + 1 WHERE id = 'projects'`);
    const { items, totals } = await ceilings();
    expect(items[0]).toMatchObject({ plannedRupiah: 1_800_000_001, overRupiah: 1 });
    expect(totals.plannedRupiah).toBe(2_205_000_001);

    const late = await state('walidata', AWAN, { ...GEBANG, ceilingRupiah: 1, revision: 0 });
    expect(late.json()).toMatchObject({ code: 'conflict', parameters: [{ name: 'revision', reason: '1' }] });
    await state('walidata', AWAN, { ...GEBANG, ceilingRupiah: 2_000_000_000, revision: 1 });
    const history = await mini.database.query(
      'SELECT revision, ceiling_rupiah AS rupiah FROM area_ceiling ORDER BY revision',
    );
    expect(history).toEqual([
      { revision: 1, rupiah: 1_800_000_000 },
      { revision: 2, rupiah: 2_000_000_000 },
    ]);
    const log = await mini.database.query<{ subject: string }>(
      `SELECT subject FROM audit_entry WHERE action = 'planning.ceiling_stated'`,
    );
    expect(log.map(({ subject }) => subject)).toEqual([`2027/${AWAN}`, `2027/${AWAN}`]);
    await state('bappelitbangda', AWAN, { ...GEBANG, revision: 2 });
  });

  test('that no sum or revision could hold are refused, not failures', async () => {
    for (const wrong of [{ ceilingRupiah: 100_000_000_000_001 }, { revision: 2_147_483_647 }]) {
      const refused = await state('bappelitbangda', BATU, { ...GEBANG, revision: 0, ...wrong });
      expect(refused.json()).toMatchObject({
        code: 'invalid_parameter',
        parameters: [{ name: Object.keys(wrong)[0] }],
      });
    }
  });

  test('that do not fit are refused', async () => {
    expect((await state('bappelitbangda', '99.01.77', { ...GEBANG, revision: 0 })).json()).toMatchObject({
      code: 'unknown_region',
    });
    const shares = { infrastructure: 0.65, economy: 0.2, social: 0.16 };
    expect((await state('bappelitbangda', BATU, { ...GEBANG, shares, revision: 0 })).json()).toMatchObject({
      code: 'invalid_parameter',
      parameters: [{ name: 'shares', reason: 'shares_sum' }],
    });
    await expect(mini.database.query('UPDATE area_ceiling SET ceiling_rupiah = 1')).rejects.toMatchObject({
      code: '42501',
    });
  });
});

describe('priorities', () => {
  test('say why, sum within each kecamatan, and pass the ceiling where they do', async () => {
    const { items, weights, sample, sensitivity } = await priorities();
    expect(weights).toMatchObject({ version: 1, weights: DEFAULT_WEIGHTS, reason: 'default', chosenBy: null });
    expect(sample).toBe(true);
    expect(sensitivity).toHaveLength(10);
    expect(items.map(({ rank }) => rank)).toEqual(items.map((_, i) => i + 1));
    expect(items.map(({ id }) => id)).not.toContain('uji-4');
    const puskesmas = items.find(({ id }) => id === 'uji-1')!;
    expect(puskesmas).toMatchObject({ kecamatan: AWAN, rupiah: 900_000_001, field: 'social' });
    expect(puskesmas.parts).toMatchObject({ readiness: 0.5, hazard: 0 });
    expect(puskesmas.gainedPeople).not.toBeNull();
    expect(items.find(({ id }) => id === 'uji-2')).toMatchObject({ partRupiah: 350_000_000, gainedPeople: null });
    const inAwan = (await priorities(`&kecamatan=${AWAN}`)).items;
    expect(inAwan.at(-1)!.cumulativeRupiah).toBe(1_800_000_001);
    expect(inAwan.map(({ over }) => over)).toEqual([false, false, true]);
    let sum = 0;
    for (const { partRupiah, cumulativeRupiah } of inAwan) expect(cumulativeRupiah).toBe((sum += partRupiah!));
  });

  test('gain of a site is the difference of two whole assessments, to the last person', async () => {
    const data = await readAssessmentData(mini.database, await loadMiniProfile());
    const standard = STANDARDS.find(({ id }) => id === 'SNI-EDU-SMP')!;
    const served = (assessor: typeof data.assessor) =>
      assessor
        .assess(standard, { ...COUNTED, level: 'desa' })
        .items.reduce((sum, { servedPeople }) => sum + (servedPeople ?? 0), 0);
    const sites = [
      [110.005, -7.045],
      [110.05, -7.02],
      [110.07, -7.01],
      [112, -7],
    ] as const;
    const gains = gainsAt(
      sites.map(([x, y]) => [x, y]),
      standard,
      data.assessor,
      data.demand!,
      cellPositions(data.demand!),
    );
    const { facilities } = data;
    for (const [index, [longitude, latitude]] of sites.entries()) {
      const assessor = createAssessor({
        regions: data.regions,
        demand: data.demand,
        knownKinds: [...new Set(facilities.kind)],
        facilities: {
          id: [...facilities.id, 'baru'],
          kind: [...facilities.kind, 'smp'],
          owner: [...facilities.owner, 'negeri'],
          authority: [...facilities.authority, 'kabupaten'],
          region: [...facilities.region, AWAN],
          longitude: [...facilities.longitude, longitude],
          latitude: [...facilities.latitude, latitude],
          dataset: [...facilities.dataset, 'uji'],
        },
      });
      expect(gains[index]).toBe(served(assessor) - served(data.assessor));
    }
    expect(gains.some((gain) => gain! > 0)).toBe(true);
    expect(gains.at(-1)).toBe(0);
  });

  test('other weights are another version, with who and why; the earlier one can still be asked for', async () => {
    const body = {
      weights: { gap: 0, gain: 0, equity: 0, readiness: 0, hazard: 1 },
      reason: 'Rob di pesisir',
      version: 1,
    };
    const choose = (who: keyof typeof headers, payload: object) =>
      mini.app.inject({ method: 'POST', url: `${PATH}/weights`, headers: headers[who], payload });
    expect((await choose('opd', body)).statusCode).toBe(403);
    const bad = { ...body, weights: { ...body.weights, gap: 0.1 } };
    expect((await choose('bappelitbangda', bad)).json()).toMatchObject({ parameters: [{ reason: 'weights_sum' }] });
    expect((await choose('bappelitbangda', body)).json()).toMatchObject({ version: 2, chosenBy: 'Uji bappelitbangda' });
    expect((await choose('walidata', body)).json()).toMatchObject({
      code: 'conflict',
      parameters: [{ name: 'version', reason: '2' }],
    });
    const { items: versions } = planningContract.weights.response!.parse((await read(`${PATH}/weights`)).json());
    expect(versions.map(({ version, reason }) => [version, reason])).toEqual([
      [2, 'Rob di pesisir'],
      [1, 'default'],
    ]);
    const { items, weights } = await priorities();
    expect(weights.version).toBe(2);
    // In the flood zone, so last of those whose place is known.
    expect(items.find(({ id }) => id === 'uji-1')!.score).toBe(0);
    expect((await priorities('&version=1')).weights.version).toBe(1);
    expect(await mini.problemOf(`${PATH}/priorities?year=2027&version=9`, { headers: headers.opd })).toMatchObject({
      code: 'unknown_version',
    });
  });
});

describe('the annex', () => {
  test('as CSV has date, weights, versions of data, and sums that are those of the ceilings', async () => {
    const reply = await read(`${PATH}/annex?year=2027&format=csv`);
    expect(reply.headers['content-disposition']).toContain('lampiran-musrenbang-2027.csv');
    const text = reply.body;
    expect(text.startsWith('\uFEFF')).toBe(true);
    const lines = text.slice(1).split('\r\n');
    expect(lines).toContain('Tanggal dicetak,2026-11-24');
    expect(lines).toContain('"Bobot penilaian, versi",2');
    expect(lines).toContain('Aman bencana,1');
    const [dataset] = await mini.database.query<{ version: number }>(
      `SELECT version FROM dataset WHERE id = 'projects'`,
    );
    expect(lines).toContain(`projects,${dataset!.version},2025,projects,contoh`);
    const sumsOf = (name: string) => lines.filter((line) => line.startsWith(name)).map((line) => line.split(',').at(7));
    const { items, totals } = await ceilings();
    expect(sumsOf('Jumlah kecamatan')).toEqual(
      [...items.map(({ plannedRupiah }) => plannedRupiah), 55_000_000].map(String),
    );
    expect(sumsOf('Jumlah seluruhnya')).toEqual([String(totals.plannedRupiah)]);
    expect(sumsOf('Kelebihan')).toEqual(['1', String(items[1]!.overRupiah)]);
    expect(text).toContain(`'=1+1`);
  });

  test('as XLSX has the same cells, money as numbers; of one kecamatan only its own', async () => {
    const reply = await read(`${PATH}/annex?year=2027&format=xlsx&kecamatan=${AWAN}&language=en`);
    const rows = readSheet(reply.rawPayload);
    expect(rows[0]).toEqual(['Annex of the minutes of the musrenbang: proposals by score']);
    const sum = rows.find(([first]) => first === 'Sum of the kecamatan')!;
    expect(sum[7]).toBe(1_800_000_001);
    expect(rows.filter(([first]) => first === 'Sum of the kecamatan')).toHaveLength(1);
    expect(rows.find(([first]) => first === 'Ceiling (Rp)')![7]).toBe(1_800_000_000);
  });
});

type Answer = z.output<NonNullable<typeof planningContract.ceilings.response>>;
test('what one reads is the same for every role but for what it may change', async () => {
  const answers = await Promise.all(
    (['opd', 'bappelitbangda', 'walidata', 'pimpinan'] as const).map(async (who) =>
      (await read(`${PATH}/ceilings?year=2027`, who)).json<Answer>(),
    ),
  );
  expect(answers.map(({ mayChange }) => mayChange)).toEqual([false, true, true, false]);
  const [first, ...others] = answers.map((answer) => ({ ...answer, mayChange: false }));
  for (const other of others) expect(other).toEqual(first);
});
