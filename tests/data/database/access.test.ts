// The second wall on its own: what each role of the database may name, read and write, whatever the API asks.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PUBLIC, Role, type Identity } from '#model/account';
import { Classification } from '#model/dataset';
import type { Database } from '../../../data/database/database.ts';
import { createTestDatabase } from '../../database-template.ts';
import { loadMini } from '../../fixtures/kabupaten-mini/load.ts';

const EVERYBODY = Role.options;
const STAFF = ['opd', 'bappelitbangda', 'walidata', 'pimpinan'] as const;
const EDITORS = ['opd', 'bappelitbangda', 'walidata'] as const;
const KEEPERS = ['opd', 'walidata'] as const;

/** What is done with a table: who reads any of it, who writes, and whether rows are for some only. */
interface Rule {
  readonly read: readonly Role[];
  readonly write?: readonly Role[];
  /** Every row is for everybody who may read the table. */
  readonly whole?: true;
}
const closed: Rule = { read: [] };
/** A table that stands here in no line is a table nobody thought of: the test fails until somebody does. */
const RULES: Readonly<Record<string, Rule>> = {
  'public.dataset': { read: EVERYBODY },
  'public.agency': { read: EVERYBODY, whole: true },
  'public.facility': { read: EVERYBODY },
  'public.facility_source': { read: EVERYBODY },
  'public.infrastructure': { read: EVERYBODY },
  'public.zone': { read: EVERYBODY },
  'public.project': { read: EVERYBODY },
  'public.project_region': { read: EVERYBODY },
  'public.project_history': { read: EVERYBODY },
  'public.population': { read: EVERYBODY },
  'public.population_grid': { read: EVERYBODY },
  'public.population_cell': { read: EVERYBODY },
  'public.population_in_use': { read: EVERYBODY, whole: true },
  'public.region': { read: EVERYBODY },
  'public.region_neighbour': { read: EVERYBODY, whole: true },
  'public.data_version': { read: EVERYBODY, whole: true },
  'public.indicator_history': { read: EVERYBODY, whole: true },
  'public.import_run': { read: EVERYBODY },
  'public.import_note': { read: EVERYBODY },
  'public.permit': { read: STAFF },
  'public.permit_pause': { read: STAFF },
  'personal.permit_applicant': { read: KEEPERS },
  'personal.permit_applicant_history': closed,
  'public.dataset_version': { read: STAFF },
  'public.feature_history': { read: STAFF },
  'public.feature_stage': { read: STAFF },
  'public.feature_stage_state': closed,
  'public.version_preparation': closed,
  'public.sample_withdrawal': closed,
  'public.upload': { read: EDITORS, write: EDITORS },
  'public.upload_row': { read: EDITORS, write: EDITORS },
  'public.upload_mapping': { read: EDITORS, write: EDITORS },
  'public.account': { read: STAFF },
  'public.account_session': closed,
  'public.account_link': closed,
  'public.account_origin': closed,
  'public.sign_in_throttle': closed,
  'public.openid_attempt': closed,
  'public.audit_entry': { read: STAFF },
  'public.audit_head': closed,
  'public.duplicate_decision': { read: STAFF, write: EDITORS },
  'public.figure_choice': closed,
  'public.application': { read: EVERYBODY, write: KEEPERS },
  'public.equipment': { read: STAFF, write: KEEPERS },
  'public.backup_run': { read: ['walidata'], whole: true },
  'public.scenario': { read: STAFF, write: EDITORS },
  'public.register_dataset': { read: STAFF },
  'public.project_step_record': { read: STAFF },
  'public.project_progress': { read: STAFF },
  // Written by column, in the own name alone (see the tests of the register).
  'public.project_comment': { read: STAFF },
  'public.project_document': { read: STAFF },
  'public.project_asset': { read: STAFF },
  'public.overlap_decision_log': { read: STAFF },
  'public.area_ceiling': { read: STAFF, write: ['bappelitbangda', 'walidata'] },
  'public.score_weights': { read: STAFF, write: ['bappelitbangda', 'walidata'] },
  'public.derived': closed,
  'public.schema_migration': closed,
};

const WRITES = ['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE'] as const;
const notOfExtension = (catalogue: string, of: string) =>
  `NOT EXISTS (SELECT FROM pg_depend WHERE classid = '${catalogue}'::regclass AND objid = ${of} AND deptype = 'e')`;

let database: Database;
let close: () => Promise<void>;
const accounts = new Map<string, string>();

/** Somebody of a role, with an account that exists. */
function somebody(role: Role, agency: string | null = null): Identity {
  if (role === 'publik') return PUBLIC;
  return { role, agency, account: accounts.get(role)! };
}
async function failureOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'none',
    (error: { code?: string }) => error.code ?? String(error),
  );
}
const idsOf = async (identity: Identity, table: string, column = 'id') => {
  const rows = await database.as(identity).query<{ id: string }>(`SELECT ${column} AS id FROM ${table} ORDER BY 1`);
  return rows.map(({ id }) => id);
};

beforeAll(async () => {
  ({ database, close } = await createTestDatabase());
  await loadMini(database);
  for (const role of STAFF) {
    const [made] = await database.query<{ id: string }>(
      `INSERT INTO account (email, name, role, agency) VALUES ($1, $2, $2, $3) RETURNING id`,
      [`${role}@uji.example`, role, role === 'opd' ? 'dinkes' : null],
    );
    accounts.set(role, made!.id);
  }
});
afterAll(() => close());

describe('tables', () => {
  test('each has a rule, and each rule a table', async () => {
    const rows = await database.query<{ name: string }>(
      `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname IN ('public', 'personal') AND c.relkind IN ('r', 'p') AND ${notOfExtension('pg_class', 'c.oid')}
       ORDER BY 1`,
    );
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(RULES).sort());
  });

  test.each(Object.entries(RULES))('%s: who reads and writes', async (table, { read, write = [], whole }) => {
    for (const role of Role.options) {
      const [may] = await database.query<{ reads: boolean; writes: boolean; owns: boolean }>(
        `SELECT has_any_column_privilege($1, $2::regclass, 'SELECT') AS reads,
                ${WRITES.map((privilege) => `has_table_privilege($1, $2::regclass, '${privilege}')`).join(' OR ')} AS writes
         FROM (SELECT $1::name, $2::text) AS asked (role, name)`,
        [`jangkau_${role}`, table],
      );
      expect(may, role).toMatchObject({ reads: read.includes(role), writes: write.includes(role) });
    }
    const [state] = await database.query<{ secured: boolean; policies: number }>(
      `SELECT relrowsecurity AS secured, (SELECT count(*) FROM pg_policy WHERE polrelid = pg_class.oid)::integer AS policies
       FROM pg_class WHERE oid = $1::regclass`,
      [table],
    );
    if (read.length > 0 && !whole)
      expect(state).toMatchObject({ secured: true, policies: expect.any(Number) as number });
    if (read.length > 0 && !whole) expect(state!.policies).toBeGreaterThan(0);
  });

  test('nobody truncates, and no policy is for whoever says so: each is for roles of ours', async () => {
    const [truncating] = await database.query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,
              unnest($1::text[]) AS role
       WHERE n.nspname IN ('public', 'personal') AND c.relkind = 'r' AND has_table_privilege(role, c.oid, 'TRUNCATE')`,
      [Role.options.map((role) => `jangkau_${role}`)],
    );
    expect(truncating!.count).toBe(0);
    const loose = await database.query(
      `SELECT polname FROM pg_policy WHERE 0 = ANY (polroles)
         OR EXISTS (SELECT FROM unnest(polroles) AS role WHERE role::regrole::text NOT LIKE 'jangkau\\_%')`,
    );
    expect(loose).toEqual([]);
  });

  test('views ask on behalf of whoever asks, except the door to the points of permits', async () => {
    const rows = await database.query<{ name: string; options: string[] | null }>(
      `SELECT relname AS name, reloptions AS options FROM pg_class
       WHERE relkind = 'v' AND relnamespace = 'public'::regnamespace AND ${notOfExtension('pg_class', 'pg_class.oid')}`,
    );
    const owners = rows.filter(({ options }) => !options?.includes('security_invoker=true'));
    expect(owners).toEqual([{ name: 'permit_public_point', options: ['security_barrier=true'] }]);
  });

  test('functions that run as the owner are for those with an account', async () => {
    const rows = await database.query<{ name: string; open: boolean }>(
      `SELECT proname AS name, has_function_privilege('jangkau_publik', oid, 'EXECUTE') AS open FROM pg_proc
       WHERE prosecdef AND pronamespace = 'public'::regnamespace AND ${notOfExtension('pg_proc', 'pg_proc.oid')}`,
    );
    expect(rows.map(({ name }) => name)).toContain('record_audit');
    for (const { name, open } of rows) expect(open, name).toBe(false);
  });
});

describe('the public', () => {
  test('cannot even name who applied for a permit', async () => {
    const open = database.as(PUBLIC);
    expect(await failureOf(open.query('SELECT * FROM permit_applicant'))).toBe('42P01');
    expect(await failureOf(open.query('SELECT * FROM personal.permit_applicant'))).toBe('42501');
    expect(await failureOf(open.query('SELECT * FROM permit'))).toBe('42501');
    const found = await open.query(
      `SELECT table_name FROM information_schema.columns WHERE column_name IN ('nik', 'npwp', 'password_hash', 'token_hash')`,
    );
    expect(found).toEqual([]);
  });

  test.each([
    'account',
    'account_session',
    'account_link',
    'audit_entry',
    'upload',
    'upload_row',
    'equipment',
    'backup_run',
  ])('reads nothing of %s', async (table) => {
    expect(await failureOf(database.as(PUBLIC).query(`SELECT * FROM ${table}`))).toBe('42501');
  });

  test('gains nothing by settings: the role decides', async () => {
    await database.query(`UPDATE dataset SET classification = 'dikecualikan' WHERE id = 'puskesmas'`);
    try {
      const seen = await database.as(PUBLIC).transaction(async (transaction) => {
        await transaction.query(
          `SELECT set_config('jangkau.agency', 'dinkes', true), set_config('jangkau.account', $1, true)`,
          [accounts.get('walidata')],
        );
        return transaction.query(`SELECT id FROM dataset WHERE id = 'puskesmas'`);
      });
      expect(seen).toEqual([]);
    } finally {
      await database.query(`UPDATE dataset SET classification = 'terbuka' WHERE id = 'puskesmas'`);
    }
  });

  test('writes nothing, and keeps its role when a transaction fails', async () => {
    const open = database.as(PUBLIC);
    for (const statement of [
      `UPDATE dataset SET title = 'x'`,
      'DELETE FROM facility',
      `INSERT INTO agency (id, name, short_name) VALUES ('palsu', 'Palsu', 'Palsu')`,
      'CREATE TABLE own (x integer)',
      `SELECT record_audit('publik', NULL, NULL, 'a.b', NULL, NULL, '{}')`,
      `COPY facility TO PROGRAM 'true'`,
      `SELECT pg_read_file('PG_VERSION')`,
    ])
      expect(await failureOf(open.query(statement)), statement).toBe('42501');
    const [who] = await open.query<{ role: string }>('SELECT current_user AS role');
    expect(who!.role).toBe('jangkau_publik');
  });

  test('a condition that fails on a value does not see closed rows first', async () => {
    await database.query(`UPDATE dataset SET classification = 'terbatas' WHERE id = 'puskesmas'`);
    try {
      const [{ name }] = (await database.query<{ name: string }>(
        `SELECT name FROM facility WHERE dataset = 'puskesmas' ORDER BY id LIMIT 1`,
      )) as [{ name: string }];
      const error = await database
        .as(PUBLIC)
        .query(`SELECT count(*) FROM facility_public WHERE CASE WHEN name = $1 THEN name::integer = 1 ELSE false END`, [
          name,
        ])
        .catch((failure: unknown) => failure);
      expect(error).toEqual([{ count: 0 }]);
    } finally {
      await database.query(`UPDATE dataset SET classification = 'terbuka' WHERE id = 'puskesmas'`);
    }
  });

  test('still finds by box and by letters through the indexes', async () => {
    const plans = await database.as(PUBLIC).transaction(async (transaction) => {
      await transaction.query('SET LOCAL enable_seqscan = off');
      const planOf = async (where: string) =>
        (await transaction.query(`EXPLAIN SELECT id FROM facility_public WHERE ${where}`))
          .map((row) => String(row['QUERY PLAN']))
          .join('\n');
      return [
        await planOf('position && ST_MakeEnvelope(108, -7, 108.1, -6.9, 4326)'),
        await planOf(`'smp' <% (kind || ' ' || name)`),
      ];
    });
    expect(plans[0]).toContain('facility_position');
    expect(plans[1]).toContain('facility_search');
  });
});

describe('rows', () => {
  const mayRead = (role: Role, agency: string | null, dataset: { classification: string; agency: string | null }) => {
    if (role === 'walidata' || dataset.classification === 'terbuka') return true;
    if (role === 'publik') return false;
    return dataset.classification === 'terbatas' || (agency !== null && dataset.agency === agency);
  };

  test('follow the classification and the agency of their dataset, for every role', async () => {
    const before = await database.query<{ id: string; classification: string; agency: string | null }>(
      'SELECT id, classification, agency FROM dataset ORDER BY id',
    );
    const ids = before.map(({ id }) => id);
    const assignment = fc.array(
      fc.record({
        classification: fc.constantFrom(...Classification.options),
        agency: fc.constantFrom(null, 'dinkes', 'disdik'),
      }),
      { minLength: ids.length, maxLength: ids.length },
    );
    const set = (rows: readonly { classification: string; agency: string | null }[]) =>
      database.query(
        `UPDATE dataset SET classification = given.classification, agency = given.agency
         FROM unnest($1::text[], $2::text[], $3::text[]) AS given (id, classification, agency) WHERE dataset.id = given.id`,
        [ids, rows.map((row) => row.classification), rows.map((row) => row.agency)],
      );
    const owners = new Map<string, { id: string; dataset: string }[]>();
    for (const table of ['facility', 'infrastructure', 'zone', 'project'])
      owners.set(table, await database.query(`SELECT id, dataset FROM ${table} ORDER BY id`));
    try {
      await fc.assert(
        fc.asyncProperty(assignment, async (rows) => {
          await set(rows);
          const of = new Map(ids.map((id, index) => [id, rows[index]!]));
          for (const [role, agency] of [
            ['publik', null],
            ['opd', 'dinkes'],
            ['bappelitbangda', null],
            ['pimpinan', null],
            ['walidata', null],
          ] as const) {
            const identity = somebody(role, agency);
            for (const [table, all] of owners) {
              const expected = all.filter(({ dataset }) => mayRead(role, agency, of.get(dataset)!)).map(({ id }) => id);
              expect(await idsOf(identity, table), `${role} ${table}`).toEqual(expected);
            }
            const listed = ids.filter(
              (id) => of.get(id)!.classification === 'terbatas' || mayRead(role, agency, of.get(id)!),
            );
            expect(await idsOf(identity, 'dataset'), `${role} dataset`).toEqual(listed);
            const histories = await idsOf(identity, 'project_history', 'DISTINCT project');
            expect(histories.every((id) => owners.get('project')!.some((project) => project.id === id))).toBe(true);
            if (!mayRead(role, agency, of.get('projects')!)) expect(histories).toEqual([]);
          }
        }),
        { numRuns: 12 },
      );
    } finally {
      await set(before);
    }
  });

  test('of persons behind permits are for the agency that decides and for the custodian', async () => {
    const all = await database.query<{ id: string }>('SELECT permit AS id FROM personal.permit_applicant ORDER BY 1');
    expect(all.length).toBeGreaterThan(0);
    expect(await idsOf(somebody('opd', 'dpmptsp'), 'personal.permit_applicant', 'permit')).toHaveLength(all.length);
    expect(await idsOf(somebody('walidata'), 'personal.permit_applicant', 'permit')).toHaveLength(all.length);
    expect(await idsOf(somebody('opd', 'dinkes'), 'personal.permit_applicant', 'permit')).toEqual([]);
    for (const role of ['bappelitbangda', 'pimpinan'] as const)
      expect(await failureOf(idsOf(somebody(role), 'personal.permit_applicant', 'permit')), role).toBe('42501');
    const kinds = async (identity: Identity) =>
      (
        await database
          .as(identity)
          .query<{ kind: string }>('SELECT DISTINCT applicant_kind AS kind FROM permit ORDER BY 1')
      ).map(({ kind }) => kind);
    expect(await kinds(somebody('opd', 'dpmptsp'))).toContain('perseorangan');
    for (const identity of [somebody('opd', 'dinkes'), somebody('bappelitbangda'), somebody('pimpinan')])
      expect(await kinds(identity)).not.toContain('perseorangan');
  });

  test('of uploads and equipment stay with their agency, also when written', async () => {
    const dinkes = somebody('opd', 'dinkes');
    const disdik: Identity = { ...dinkes, agency: 'disdik' };
    const upload = (identity: Identity, agency: string) =>
      database
        .as(identity)
        .query<{ id: string }>(
          `INSERT INTO upload (agency, created_by, file_name, file_bytes) VALUES ($1, $2, 'a.csv', 1) RETURNING id`,
          [agency, identity.account],
        );
    const [mine] = await upload(dinkes, 'dinkes');
    expect(await failureOf(upload(dinkes, 'disdik'))).toBe('42501');
    expect(await idsOf(disdik, 'upload')).not.toContain(mine!.id);
    expect(
      await database.as(disdik).query(`UPDATE upload SET remark = 'x' WHERE id = $1 RETURNING id`, [mine!.id]),
    ).toEqual([]);
    expect(await database.as(disdik).query(`DELETE FROM upload WHERE id = $1 RETURNING id`, [mine!.id])).toEqual([]);
    expect(
      await failureOf(database.as(dinkes).query(`UPDATE upload SET agency = 'disdik' WHERE id = $1`, [mine!.id])),
    ).toBe('42501');
    const own = `INSERT INTO equipment (agency, kind, count, condition) VALUES ($1, 'server', 1, 'good')`;
    await database.as(dinkes).query(own, ['dinkes']);
    expect(await failureOf(database.as(dinkes).query(own, ['disdik']))).toBe('42501');
    expect(await idsOf(disdik, 'equipment')).toEqual([]);
    expect(await idsOf(somebody('pimpinan'), 'equipment')).toHaveLength(1);
    expect(await failureOf(database.as(somebody('pimpinan')).query('DELETE FROM equipment'))).toBe('42501');
  });

  test('of the log are added in the own name only, and never changed', async () => {
    const dinkes = somebody('opd', 'dinkes');
    const record = (identity: Identity, role: string, agency: string) =>
      database
        .as(identity)
        .query(`SELECT record_audit($1, $2, $3, 'uji.baris', NULL, NULL, '{}')`, [role, identity.account, agency]);
    await record(dinkes, 'opd', 'dinkes');
    expect(await failureOf(record(dinkes, 'walidata', 'dinkes'))).toBe('42501');
    expect(await failureOf(record(dinkes, 'opd', 'disdik'))).toBe('42501');
    for (const role of Role.options)
      for (const statement of [
        `UPDATE audit_entry SET action = 'x.y'`,
        'DELETE FROM audit_entry',
        'TRUNCATE audit_entry',
      ])
        expect(await failureOf(database.as(somebody(role)).query(statement)), `${role} ${statement}`).toBe('42501');
    const other: Identity = { role: 'opd', agency: 'disdik', account: accounts.get('pimpinan')! };
    expect(await idsOf(dinkes, 'audit_entry', 'number')).not.toEqual([]);
    expect(await idsOf(other, 'audit_entry', 'number')).toEqual([]);
  });
});

test('an identity that is none of ours is not assumed', async () => {
  for (const agency of [`x'; RESET ROLE; --`, 'Dinkes', 'a b'])
    await expect(database.as({ ...PUBLIC, agency }).query('SELECT 1')).rejects.toThrow();
  const [who] = await database.as(PUBLIC).query<{ role: string }>('SELECT current_user AS role');
  expect(who!.role).toBe('jangkau_publik');
});
