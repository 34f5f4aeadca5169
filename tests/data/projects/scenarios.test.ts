// The second wall of scenarios and ceilings: what each role may write past the API, and what two people do at the same moment.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PUBLIC, type Identity, type Role } from '#model/account';
import { DEFAULT_FIELD_SHARES, DEFAULT_WEIGHTS } from '#model/planning';
import type { ScenarioEntry } from '#model/siting';
import type { Database } from '../../../data/database/database.ts';
import type { PlanningConflict } from '../../../data/planning/ceiling-store.ts';
import { chooseWeights, readDeskCeilings, readWeights, stateCeiling } from '../../../data/planning/ceiling-store.ts';
import {
  changeScenario,
  createScenario,
  readScenario,
  ScenarioRefusal,
} from '../../../data/projects/scenarios/index.ts';
import { createTestDatabase } from '../../database-template.ts';

let database: Database;
let close: () => Promise<void>;
const people = {} as Record<Exclude<Role, 'publik'> | 'other', Identity>;

beforeAll(async () => {
  ({ database, close } = await createTestDatabase());
  await database.query(`INSERT INTO agency (id, name, short_name) VALUES ('dinkes', 'Dinas Uji', 'dinkes')`);
  for (const name of ['opd', 'bappelitbangda', 'walidata', 'pimpinan', 'other'] as const) {
    const role = name === 'other' ? 'opd' : name;
    const agency = role === 'opd' ? 'dinkes' : null;
    const [account] = await database.query<{ id: string }>(
      'INSERT INTO account (email, name, role, agency) VALUES ($1, $2, $3, $4) RETURNING id',
      [`${name}@uji.example`, name, role, agency],
    );
    people[name] = { role, agency, account: account!.id };
  }
});
afterAll(() => close());

const ENTRY: ScenarioEntry = {
  name: 'Uji',
  note: 'Catatan',
  content: {
    question: {
      standard: 'SNI-KES-PKM',
      measure: 'radius',
      owners: ['negeri'],
      kemenag: true,
      crossBorder: true,
      mode: 'motorcycle',
      path: 'straight',
      minutes: null,
      register: null,
    },
    changes: [],
    limits: { avoidProtectedFields: false, avoidHazard: false, onlyGovernmentLand: false },
    budgetRupiah: null,
  },
  figures: {
    people: 10,
    servedBefore: 1,
    servedAfter: 2,
    giniBefore: null,
    giniAfter: null,
    capacityBefore: null,
    capacityAfter: null,
    costRupiah: null,
    byKecamatan: [],
  },
  inputs: [],
};
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: { code?: string }) => error.code,
  );

describe('scenarios past the API', () => {
  test('are no rows at all for the public, and not to be written by who only reads', async () => {
    await createScenario(database, people.bappelitbangda, ENTRY);
    for (const statement of ['SELECT id FROM scenario', 'DELETE FROM scenario', `UPDATE scenario SET name = 'x'`])
      expect(await codeOf(database.as(PUBLIC).query(statement))).toBe('42501');
    expect(await database.as(people.pimpinan).query('SELECT id FROM scenario')).not.toEqual([]);
    expect(await codeOf(database.as(people.pimpinan).query('DELETE FROM scenario'))).toBe('42501');
  });

  test('of an agency planner are that one’s own, and in nobody else’s name', async () => {
    const { id } = await createScenario(database, people.opd, ENTRY);
    const update = (who: Identity) =>
      database.as(who).query('UPDATE scenario SET note = note WHERE id = $1 RETURNING id', [id]);
    expect(await update(people.other)).toEqual([]);
    expect(await database.as(people.other).query('DELETE FROM scenario WHERE id = $1 RETURNING id', [id])).toEqual([]);
    expect(await update(people.opd)).toHaveLength(1);
    expect(await update(people.walidata)).toHaveLength(1);
    const forged = database
      .as(people.other)
      .query(
        `INSERT INTO scenario (name, content, figures, inputs, created_by, agency) VALUES ('x', '{}', '{}', '[]', $1, 'dinkes')`,
        [people.opd.account],
      );
    expect(await codeOf(forged)).toBe('42501');
  });

  test('saved by two at the same moment are saved by one', async () => {
    const { id } = await createScenario(database, people.bappelitbangda, ENTRY);
    const results = await Promise.allSettled(
      [people.bappelitbangda, people.walidata].map((who) =>
        changeScenario(database, who, id, { ...ENTRY, name: `oleh ${who.role}` }, 1),
      ),
    );
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]!.reason).toMatchObject(new ScenarioRefusal('conflict', 2));
    expect((refused[0]!.reason as ScenarioRefusal).revision).toBe(2);
    expect(await readScenario(database, people.opd, id)).toMatchObject({ revision: 2 });
  });
});

describe('ceilings and weights past the API', () => {
  const ceiling = (rupiah: number, revision: number) => ({
    kecamatan: '99.01.01',
    revision,
    ceilingRupiah: rupiah,
    shares: DEFAULT_FIELD_SHARES,
    source: 'Uji',
  });

  test('stated by two at the same moment are stated by one; what was stated is not taken back', async () => {
    const results = await Promise.allSettled([
      stateCeiling(database, people.bappelitbangda, 2027, ceiling(1, 0)),
      stateCeiling(database, people.walidata, 2027, ceiling(2, 0)),
    ]);
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused.map(({ reason }) => (reason as PlanningConflict).present)).toEqual([1]);
    expect(await readDeskCeilings(database, 2027)).toHaveLength(1);
    for (const statement of [
      `UPDATE area_ceiling SET source = 'x'`,
      'DELETE FROM area_ceiling',
      'TRUNCATE score_weights',
    ]) {
      expect(await codeOf(database.query(statement))).toBe('42501');
      expect(await codeOf(database.as(people.walidata).query(statement))).toBe('42501');
    }
  });

  test('are added by the planning agency and the custodian, in their own name', async () => {
    for (const who of [people.opd, people.pimpinan])
      expect(await codeOf(stateCeiling(database, who, 2028, ceiling(1, 0)))).toBe('42501');
    const forged = database.as(people.walidata).query(
      `INSERT INTO area_ceiling (year, kecamatan, revision, ceiling_rupiah, infrastructure, economy, social, source, stated_by)
       VALUES (2028, '99.01.01', 1, 1, 1, 0, 0, 'x', $1)`,
      [people.bappelitbangda.account],
    );
    expect(await codeOf(forged)).toBe('42501');
    const chosen = { weights: DEFAULT_WEIGHTS, reason: 'uji', version: 1 };
    expect(await codeOf(chooseWeights(database, people.opd, chosen))).toBe('42501');
    const results = await Promise.allSettled(
      [people.bappelitbangda, people.walidata].map((who) => chooseWeights(database, who, chosen)),
    );
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await readWeights(database)).map(({ version }) => version)).toEqual([2, 1]);
  });
});
