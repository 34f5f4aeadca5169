import { afterAll, beforeAll, expect, test } from 'vitest';
import { staffContract, type StaffAnswer } from '../../api/contract/staff.ts';
import { createMiniApp, type MiniApp } from './mini-app.ts';

let mini: MiniApp;
let planner: Record<string, string>;
let colleague: Record<string, string>;
let stranger: Record<string, string>;
let walidata: Record<string, string>;
beforeAll(async () => {
  mini = await createMiniApp();
  planner = await mini.signInAs('opd', 'dinkes');
  colleague = await mini.signInAs('walidata');
  walidata = colleague;
  stranger = await mini.signInAs('opd', 'disdik');
  await mini.database.query(`UPDATE dataset SET agency = 'dinkes' WHERE id = 'puskesmas'`);
  await mini.database.query(`UPDATE agency SET may_publish = true WHERE id = 'dinkes'`);
});
afterAll(() => mini?.close());

const base = (dataset: string) => `/api/v1/desk/datasets/${dataset}/features`;
const list = async (dataset: string, query = '') => {
  const reply = await mini.app.inject({ url: `${base(dataset)}${query}`, headers: walidata });
  expect(reply.statusCode, reply.body).toBe(200);
  return staffContract.deskFeatures.response!.parse(reply.json());
};
const read = async (dataset: string, id: string): Promise<StaffAnswer<'deskFeature'>> => {
  const reply = await mini.app.inject({ url: `${base(dataset)}/${encodeURIComponent(id)}`, headers: walidata });
  expect(reply.statusCode, reply.body).toBe(200);
  return staffContract.deskFeature.response!.parse(reply.json());
};
const change = (dataset: string, id: string, payload: object, headers = planner) =>
  mini.app.inject({ method: 'PUT', url: `${base(dataset)}/${encodeURIComponent(id)}`, headers, payload });
const geometryOf = async (table: string, column: string, id: string) =>
  (await mini.database.query(`SELECT ${column}::text AS hex FROM ${table} WHERE id = $1`, [id]))[0]!['hex'];

test('a page of features is in the order of their names and leads to the next', async () => {
  const all = await list('schools');
  expect(all.total).toBe(all.items.length);
  const first = await list('schools', '?limit=2');
  const second = await list('schools', `?limit=100&cursor=${first.next}`);
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(all.items.map(({ id }) => id));
  const found = await list('schools', `?q=${encodeURIComponent(all.items[0]!.name.slice(2))}`);
  expect(found.items.map(({ id }) => id)).toContain(all.items[0]!.id);
  const inAwan = await list('schools', '?region=99.01.01');
  expect(inAwan.items.every(({ region }) => region!.startsWith('99.01.01'))).toBe(true);
  expect(inAwan.total).toBeLessThan(all.total);
  // A letter that SQL would read as anything is a letter.
  expect((await list('schools', '?q=%25')).total).toBe(0);
});

test('a changed name is a version of its own, and the place stays to the last bit', async () => {
  const [{ id } = { id: '' }] = (await list('puskesmas')).items;
  const before = await read('puskesmas', id);
  const hex = await geometryOf('facility', 'position', id);
  const reply = await change('puskesmas', id, {
    values: { name: 'Puskesmas Ganti Nama', phone: '0231 555' },
    revision: before.revision,
  });
  expect(reply.statusCode, reply.body).toBe(200);
  const { feature, version } = staffContract.changeFeature.response!.parse(reply.json());
  expect(feature).toMatchObject({ id, name: 'Puskesmas Ganti Nama', changedBy: 'Uji opd' });
  expect(feature.values).toMatchObject({ ...before.values, name: 'Puskesmas Ganti Nama', phone: '0231 555' });
  expect(version).toBe(2);
  expect(feature.revision).not.toBe(before.revision);
  expect(await geometryOf('facility', 'position', id)).toBe(hex);
  expect((await read('puskesmas', id)).history[0]).toMatchObject({
    version: 2,
    kind: 'changed',
    by: 'Uji opd',
    fields: [
      { field: 'name', before: before.name, after: 'Puskesmas Ganti Nama' },
      { field: 'phone', before: before.values['phone'], after: '0231 555' },
    ],
  });
  const { items } = await mini.ask('facilities', { kind: 'puskesmas' });
  expect(items.map(({ name }) => name)).toContain('Puskesmas Ganti Nama');
  // The importer still knows the file that the rest of the dataset came from.
  expect((await mini.database.query(`SELECT origin FROM dataset WHERE id = 'puskesmas'`))[0]).toEqual({
    origin: 'desk',
  });
  expect(
    await mini.database.query(`SELECT 1 FROM import_run WHERE dataset = 'puskesmas' AND version = 2`),
  ).toHaveLength(1);
});

test('of two editors of one feature the second is told, and nothing of theirs is written', async () => {
  const [{ id } = { id: '' }] = (await list('puskesmas')).items;
  const { revision } = await read('puskesmas', id);
  const replies = await Promise.all([
    change('puskesmas', id, { values: { phone: '1111' }, revision }, planner),
    change('puskesmas', id, { values: { address: 'Jalan Dua' }, revision }, colleague),
  ]);
  expect(replies.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
  expect(replies.find(({ statusCode }) => statusCode === 409)!.json()).toMatchObject({ code: 'edit_conflict' });
  const { values } = await read('puskesmas', id);
  expect([values['phone'] === '1111', values['address'] === 'Jalan Dua'].filter(Boolean)).toHaveLength(1);
});

test('a feature is added, moved and taken out, each time on the public list', async () => {
  const made = await mini.app.inject({
    method: 'POST',
    url: base('puskesmas'),
    headers: planner,
    payload: {
      values: { name: 'Puskesmas Peta', kind: 'puskesmas', owner: 'negeri' },
      region: '99.01.01.2001',
      position: [110.011, -7.021],
    },
  });
  expect(made.statusCode, made.body).toBe(200);
  const { feature } = staffContract.createFeature.response!.parse(made.json());
  expect(feature.position).toEqual([110.011, -7.021]);
  const again = await mini.app.inject({
    method: 'POST',
    url: base('puskesmas'),
    headers: planner,
    payload: {
      values: { name: 'Puskesmas Peta', kind: 'puskesmas' },
      region: '99.01.01.2001',
      position: [110.011, -7.021],
    },
  });
  expect(again.json(), again.body).toMatchObject({ code: 'row_refused' });
  const moved = await change('puskesmas', feature.id, {
    values: {},
    position: [110.012, -7.021],
    revision: feature.revision,
  });
  expect(moved.statusCode, moved.body).toBe(200);
  const after = staffContract.changeFeature.response!.parse(moved.json()).feature;
  expect(after.position).toEqual([110.012, -7.021]);
  expect((await read('puskesmas', feature.id)).history[0]).toMatchObject({ kind: 'moved' });
  const stale = await mini.app.inject({
    method: 'DELETE',
    url: `${base('puskesmas')}/${feature.id}?revision=${feature.revision}`,
    headers: planner,
  });
  expect(stale.json()).toMatchObject({ code: 'edit_conflict' });
  const removed = await mini.app.inject({
    method: 'DELETE',
    url: `${base('puskesmas')}/${feature.id}?revision=${after.revision}`,
    headers: planner,
  });
  expect(removed.statusCode, removed.body).toBe(200);
  const { items } = await mini.ask('facilities', { kind: 'puskesmas' });
  expect(items.map(({ name }) => name)).not.toContain('Puskesmas Peta');
});

test('what the check refuses is named by field', async () => {
  const [{ id, revision } = { id: '', revision: '' }] = (await list('puskesmas')).items;
  const refused = await change('puskesmas', id, { values: { name: '', capacity: 'banyak' }, revision });
  expect(refused.statusCode).toBe(422);
  expect(refused.json()).toMatchObject({
    code: 'row_refused',
    parameters: expect.arrayContaining([{ name: 'name', reason: 'value_missing' }]),
  });
  expect((await read('puskesmas', id)).revision).toBe(revision);
});

test('a project goes from status to status only as the rules say, and what the desk has no field for stays', async () => {
  const project = (await list('projects')).items.find(({ values }) => values['status'] !== 'dimanfaatkan')!;
  const before = await read('projects', project.id);
  const [row] = await mini.database.query(`SELECT content FROM feature_now WHERE family = 'project' AND feature = $1`, [
    project.id,
  ]);
  const wrong = await change(
    'projects',
    project.id,
    { values: { status: 'dimanfaatkan' }, revision: before.revision },
    walidata,
  );
  expect(wrong.json()).toMatchObject({
    code: 'row_refused',
    parameters: [{ name: 'status', reason: 'value_invalid' }],
  });
  const renamed = await change(
    'projects',
    project.id,
    { values: { name: 'Nama Lain' }, revision: before.revision },
    walidata,
  );
  expect(renamed.statusCode, renamed.body).toBe(200);
  const [after] = await mini.database.query(
    `SELECT content FROM feature_now WHERE family = 'project' AND feature = $1`,
    [project.id],
  );
  expect(after!['content']).toEqual({ ...(row!['content'] as object), name: 'Nama Lain' });
});

test('a road keeps its line when only its condition changes', async () => {
  const [road] = (await list('roads')).items;
  const hex = await geometryOf('infrastructure', 'geometry', road!.id);
  const reply = await change(
    'roads',
    road!.id,
    { values: { condition: 'heavy-damage' }, revision: road!.revision },
    walidata,
  );
  expect(reply.statusCode, reply.body).toBe(200);
  expect(staffContract.changeFeature.response!.parse(reply.json()).feature.values['condition']).toBe('heavy-damage');
  expect(await geometryOf('infrastructure', 'geometry', road!.id)).toBe(hex);
});

test('another agency edits nothing here', async () => {
  const [{ id, revision } = { id: '', revision: '' }] = (await list('puskesmas')).items;
  const reply = await change('puskesmas', id, { values: { name: 'Milik orang' }, revision }, stranger);
  expect(reply.json()).toMatchObject({ code: 'forbidden' });
  expect((await read('puskesmas', id)).name).not.toBe('Milik orang');
});

test('whose agency does not publish itself edits no single feature either, and the list says so', async () => {
  const [{ id, revision } = { id: '', revision: '' }] = (await list('puskesmas')).items;
  const mayPublish = async () => {
    const reply = await mini.app.inject({ url: '/api/v1/desk/datasets', headers: planner });
    return staffContract.deskDatasets.response!.parse(reply.json()).items.find((one) => one.id === 'puskesmas');
  };
  expect(await mayPublish()).toMatchObject({ mayEdit: true, mayPublish: true });
  await mini.database.query(`UPDATE agency SET may_publish = false WHERE id = 'dinkes'`);
  try {
    expect(await mayPublish()).toMatchObject({ mayEdit: true, mayPublish: false });
    const refused = { code: 'not_publishable', parameters: [{ name: 'may_publish', reason: 'missing' }] };
    expect((await change('puskesmas', id, { values: { name: 'Tanpa izin' }, revision })).json()).toMatchObject(refused);
    const url = `${base('puskesmas')}/${id}?revision=${revision}`;
    expect((await mini.app.inject({ method: 'DELETE', url, headers: planner })).json()).toMatchObject(refused);
    expect((await read('puskesmas', id)).revision).toBe(revision);
  } finally {
    await mini.database.query(`UPDATE agency SET may_publish = true WHERE id = 'dinkes'`);
  }
});
