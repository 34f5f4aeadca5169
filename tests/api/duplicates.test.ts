import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everyEndpoint, staffContract, type StaffAnswer } from '#staff-contract';
import { createMiniApp, type MiniApp } from './mini-app.ts';

type Pair = StaffAnswer<'duplicates'>['items'][number];
type Headers = Record<string, string>;
let mini: MiniApp;
let custodian: Headers;
let health: Headers;
let schools: Headers;
beforeAll(async () => {
  mini = await createMiniApp();
  [custodian, health, schools] = [
    await mini.signInAs('walidata'),
    await mini.signInAs('opd', 'dinkes'),
    await mini.signInAs('opd', 'disdik'),
  ];
  await mini.database.query(`UPDATE dataset SET agency = 'dinkes' WHERE id IN ('puskesmas', 'health')`);
  await mini.database.query(`UPDATE dataset SET agency = 'disdik' WHERE id LIKE 'schools%'`);
  // A merge is published at once: these agencies publish their own data themselves.
  await mini.database.query(`UPDATE agency SET may_publish = true WHERE id IN ('dinkes', 'disdik')`);
});
afterAll(() => mini?.close());

async function list(headers: Headers, query = ''): Promise<StaffAnswer<'duplicates'>> {
  const reply = await mini.app.inject({ url: `${everyEndpoint.duplicates.path}${query}`, headers });
  expect(reply.statusCode, reply.body).toBe(200);
  return staffContract.duplicates.response!.parse(reply.json());
}
const post = (method: 'PUT' | 'DELETE', { first, second }: Pair, headers: Headers, payload?: object) =>
  mini.app.inject({
    method,
    url: `${everyEndpoint.duplicates.path}/${encodeURIComponent(first.id)}/${encodeURIComponent(second.id)}`,
    headers,
    ...(payload ? { payload } : {}),
  });
const merge = (pair: Pair, keep: string, fields: string[], headers: Headers) => {
  const [kept, other] = pair.first.id === keep ? [pair.first, pair.second] : [pair.second, pair.first];
  return mini.app.inject({
    method: 'POST',
    url: everyEndpoint.mergeDuplicate.path,
    headers,
    payload: {
      keep: kept.id,
      other: other.id,
      fields,
      revisions: { keep: kept.revision, other: other.revision },
    },
  });
};
/** A published facility of a dataset once more, some metres to the east, as another dataset or the same has it. */
async function seed(
  like: { dataset: string; kind: string },
  dataset: string,
  id: string,
  metres: number,
): Promise<string> {
  const [row] = await mini.database.query<{ id: string }>(
    `WITH model AS (
       SELECT * FROM facility WHERE dataset = $1 AND kind = $2 AND accuracy = 'point' AND id NOT LIKE 'seed%' ORDER BY id LIMIT 1
     ), made AS (
       INSERT INTO facility (id, kind, name, owner, authority, region, accuracy, position, phone, attributes, dataset)
       SELECT $4::text, kind, name, owner, authority, region, accuracy, ST_Project(position::geography, $5::float8, radians(90))::geometry, '0231 7', '{}', $3
       FROM model RETURNING id, name
     ), source AS (
       INSERT INTO facility_source (facility, dataset, source_key, source_name) SELECT id, $3, id, name FROM made
     ), counted AS (
       UPDATE dataset SET version = version + 1, records = records + 1 WHERE id = $3
     )
     SELECT id FROM model`,
    [like.dataset, like.kind, dataset, id, metres],
  );
  return row!.id;
}
const facilities = async () =>
  (await mini.database.query<{ id: string }>('SELECT id FROM facility ORDER BY id')).map(({ id }) => id);

describe('duplicates', () => {
  test('S40: a puskesmas again, 40 m away in another dataset, is found after its publication', async () => {
    expect((await list(custodian)).total).toBe(0);
    const twin = await seed({ dataset: 'puskesmas', kind: 'puskesmas' }, 'health', 'seed-1', 40);
    const found = await list(custodian);
    expect(found.total).toBe(1);
    const [pair] = found.items;
    expect([pair!.first.id, pair!.second.id]).toEqual([twin, 'seed-1'].sort());
    expect(pair!.metres).toBeGreaterThan(39);
    expect(pair!.metres).toBeLessThan(41);
    expect(pair).toMatchObject({ similarity: 1, reasons: ['same_name', 'near'], mayMerge: true, decision: null });
    expect(pair!.differing).toEqual(expect.arrayContaining(['position', 'phone']));
    expect(found.kinds).toEqual([{ id: 'puskesmas', pairs: 1 }]);
    expect(found.agencies).toEqual([{ id: 'dinkes', pairs: 1 }]);
    expect((await list(custodian, '?kind=sd')).total).toBe(0);
    expect((await list(custodian, '?dataset=health')).total).toBe(1);
  });

  test('an agency sees pairs with data of its own, and nobody those of a dataset that is closed to them', async () => {
    expect((await list(health)).total).toBe(1);
    expect((await list(schools)).total).toBe(0);
    await mini.database.query(`UPDATE dataset SET classification = 'dikecualikan' WHERE id = 'health'`);
    expect((await list(await mini.signInAs('pimpinan'))).total).toBe(0);
    expect((await list(custodian)).total).toBe(1);
    await mini.database.query(`UPDATE dataset SET classification = 'terbuka' WHERE id = 'health'`);
    expect((await mini.problemOf(everyEndpoint.duplicates.path)).code).toBe('sign_in_required');
  });

  test('that they are two is remembered with the reason, logged, and can be taken back', async () => {
    const [pair] = (await list(custodian)).items;
    expect((await post('PUT', pair!, schools, { reason: 'Dua gedung berbeda.' })).statusCode).toBe(403);
    expect((await post('PUT', pair!, custodian, { reason: ' x ' })).statusCode).toBe(400);
    expect((await post('PUT', pair!, health, { reason: 'Dua gedung berbeda.' })).statusCode).toBe(204);
    expect((await list(custodian)).total).toBe(0);
    const [apart] = (await list(custodian, '?state=apart')).items;
    expect(apart!.decision).toMatchObject({ reason: 'Dua gedung berbeda.', by: 'Uji opd' });
    // The next publication of the dataset does not bring it back.
    await mini.database.query(`UPDATE dataset SET version = version + 1 WHERE id = 'health'`);
    expect((await list(custodian)).total).toBe(0);
    expect((await post('DELETE', pair!, custodian)).statusCode).toBe(204);
    expect((await post('DELETE', pair!, custodian)).statusCode).toBe(404);
    expect((await list(custodian)).total).toBe(1);
    const log = await mini.database.query(
      `SELECT action, details ->> 'reason' AS reason FROM audit_entry WHERE action LIKE 'duplicate.%' ORDER BY number`,
    );
    expect(log).toEqual([
      { action: 'duplicate.kept_apart', reason: 'Dua gedung berbeda.' },
      { action: 'duplicate.reopened', reason: null },
    ]);
  });

  test('whose agency does not publish itself does not merge either: nothing changes, the custodian does it', async () => {
    const before = await facilities();
    const [pair] = (await list(health)).items;
    const versions = () => mini.database.query('SELECT id, version FROM dataset ORDER BY id');
    const standing = await versions();
    await mini.database.query(`UPDATE agency SET may_publish = false WHERE id = 'dinkes'`);
    try {
      const reply = await merge(pair!, pair!.first.id, [], health);
      expect(reply.statusCode).toBe(409);
      expect(reply.json()).toMatchObject({
        code: 'not_publishable',
        parameters: [{ name: 'may_publish', reason: 'missing' }],
      });
    } finally {
      await mini.database.query(`UPDATE agency SET may_publish = true WHERE id = 'dinkes'`);
    }
    expect(await facilities()).toEqual(before);
    expect(await versions()).toEqual(standing);
  });

  test('two become one that is counted once, known by both, and both versions can be undone', async () => {
    const before = await facilities();
    const [pair] = (await list(custodian)).items;
    const keep = [pair!.first.id, pair!.second.id].find((id) => id !== 'seed-1')!;
    expect((await merge(pair!, keep, [], schools)).statusCode).toBe(403);
    const stale = { ...pair!, first: { ...pair!.first, revision: 'old' } };
    expect((await merge(stale, keep, [], custodian)).json().code).toBe('edit_conflict');
    expect(await facilities()).toEqual(before);

    const reply = await merge(pair!, keep, ['phone', 'position'], health);
    expect(reply.statusCode, reply.body).toBe(200);
    const { versions } = staffContract.mergeDuplicate.response!.parse(reply.json());
    expect(versions.map(({ dataset }) => dataset)).toEqual(['health', 'puskesmas']);
    expect(await facilities()).toEqual(before.filter((id) => id !== 'seed-1'));
    const [one] = await mini.database.query<{ phone: string; longitude: number }>(
      'SELECT phone, ST_X(position) AS longitude FROM facility WHERE id = $1',
      [keep],
    );
    const seeded = [pair!.first, pair!.second].find(({ id }) => id === 'seed-1')!;
    expect(one).toEqual({ phone: '0231 7', longitude: seeded.position![0] });
    const known = await mini.database.query(
      `SELECT dataset, source_key AS key FROM facility_source WHERE facility = $1 AND dataset = 'health'`,
      [keep],
    );
    expect(known).toContainEqual({ dataset: 'health', key: 'seed-1' });
    expect((await list(custodian)).total).toBe(0);
    const [line] = await mini.database.query(
      `SELECT subject, details FROM audit_entry WHERE action = 'duplicate.merged'`,
    );
    expect(line).toMatchObject({
      subject: 'seed-1',
      details: { keep, other: 'seed-1', fields: ['phone', 'position'] },
    });

    for (const { dataset, version } of versions) {
      const undo = await mini.app.inject({
        method: 'POST',
        url: `/api/v1/desk/datasets/${dataset}/versions/${version - 1}/restoration`,
        headers: custodian,
        payload: { remark: 'Ternyata dua.' },
      });
      expect(undo.statusCode, undo.body).toBe(200);
    }
    expect(await facilities()).toEqual(before);
    // What was merged and undone is a pair again.
    expect((await list(custodian)).items.map(({ metres }) => Math.round(metres!))).toEqual([40]);
  });

  test('two rows of one dataset become one, and what a third dataset says goes on to it', async () => {
    const twin = await seed({ dataset: 'schools', kind: 'sd' }, 'schools', 'seed-2', 10);
    await mini.database.query(
      `INSERT INTO facility_source (facility, dataset, source_key, source_name) VALUES ('seed-2', 'schools-office', 'x9', 'SD lain')`,
    );
    const [pair] = (await list(schools)).items;
    expect([pair!.first.id, pair!.second.id].sort()).toEqual([twin, 'seed-2'].sort());
    const reply = await merge(pair!, twin, [], schools);
    expect(reply.statusCode, reply.body).toBe(200);
    const rows = await mini.database.query(
      `SELECT dataset, source_key AS key FROM facility_source WHERE facility = $1 AND source_key IN ('seed-2', 'x9') ORDER BY 1`,
      [twin],
    );
    expect(rows).toEqual([
      { dataset: 'schools', key: 'seed-2' },
      { dataset: 'schools-office', key: 'x9' },
    ]);
    // The history says what the tables do.
    const diverging = await mini.database.query(
      `SELECT n.feature FROM feature_now n
       JOIN dataset d ON d.id = n.dataset JOIN dataset_version v ON v.dataset = d.id AND v.version = d.version
       LEFT JOIN feature_history h ON h.dataset = n.dataset AND h.feature = n.feature AND h.until_version IS NULL
       WHERE n.family = 'facility' AND h.hash IS DISTINCT FROM content_hash(n.content)`,
    );
    expect(diverging).toEqual([]);
  });

  test('a record that another agency has too is the custodian’s to merge', async () => {
    await seed({ dataset: 'schools', kind: 'smp' }, 'health', 'seed-3', 30);
    const [pair] = (await list(schools)).items;
    expect(pair).toMatchObject({ mayMerge: false, mayDecide: true });
    const keep = [pair!.first.id, pair!.second.id].find((id) => id !== 'seed-3')!;
    expect((await merge(pair!, keep, [], schools)).json().code).toBe('forbidden');
    expect((await merge(pair!, keep, [], custodian)).statusCode).toBe(200);
  });
});
