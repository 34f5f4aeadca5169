import { afterAll, beforeAll, expect, test } from 'vitest';
import { staffContract, type StaffAnswer } from '../../api/contract/staff.ts';
import { fillUpload, makeAccount } from '../data/desk/versions/fill-upload.ts';
import { createMiniApp, type MiniApp } from './mini-app.ts';

let mini: MiniApp;
let walidata: Record<string, string>;
let planner: Record<string, string>;
let stranger: Record<string, string>;
let leader: Record<string, string>;
beforeAll(async () => {
  mini = await createMiniApp();
  walidata = await mini.signInAs('walidata');
  planner = await mini.signInAs('opd', 'dinkes');
  stranger = await mini.signInAs('opd', 'disdik');
  leader = await mini.signInAs('pimpinan');
  await mini.database.query(`UPDATE dataset SET agency = 'dinkes' WHERE id = 'puskesmas'`);
});
afterAll(() => mini?.close());

const facility = (id: string, more: Record<string, unknown> = {}) => ({
  id,
  kind: 'puskesmas',
  name: `Puskesmas ${id}`,
  owner: 'negeri',
  authority: 'kabupaten',
  region: '99.01.01.2001',
  accuracy: 'point',
  position: { type: 'Point', coordinates: [110.01, -7.02] },
  address: null,
  phone: null,
  capacity: null,
  nationalCode: null,
  attributes: {},
  ...more,
});
const upload = async (records: { id: string }[], more: Partial<Parameters<typeof fillUpload>[1]> = {}) =>
  fillUpload(mini.database, {
    dataset: 'puskesmas',
    family: 'facility',
    by: await makeAccount(mini.database, 'opd', 'dinkes'),
    records,
    ...more,
  });
const post = (url: string, headers: Record<string, string>, payload?: object) =>
  mini.app.inject({ method: 'POST', url, headers, ...(payload ? { payload } : {}) });
const publish = (id: string, headers: Record<string, string>) =>
  post(`/api/v1/desk/uploads/${id}/publication`, headers);
const publicNames = async () => {
  const { items } = await mini.ask('facilities', { kind: 'puskesmas' });
  return items.map(({ name }) => name).sort();
};

test('a draft is nowhere to be seen, a publication is at once, and undoing it restores what was there (R1)', async () => {
  const before = await publicNames();
  const [kept] = (await mini.ask('facilities', { kind: 'puskesmas' })).items;
  const id = await upload([facility(kept!.id, { name: 'Puskesmas Diperbarui' }), facility('puskesmas-baru')]);
  expect(await publicNames()).toEqual(before);

  const difference = await mini.app.inject({ url: `/api/v1/desk/uploads/${id}/difference`, headers: planner });
  const answer = staffContract.uploadDifference.response!.parse(difference.json());
  expect(answer.counts).toMatchObject({ added: 1, moved: 1, gone: 1, changed: 0 });
  expect(answer.items.find(({ kind }) => kind === 'moved')).toMatchObject({
    feature: kept!.id,
    after: [110.01, -7.02],
    fields: expect.arrayContaining([{ field: 'name', before: kept!.name, after: 'Puskesmas Diperbarui' }]),
  });

  const published = await publish(id, walidata);
  expect(published.statusCode, published.body).toBe(200);
  const { upload: shown, version } = staffContract.publishUpload.response!.parse(published.json());
  expect(shown).toMatchObject({ state: 'terbit', version: version.version });
  expect(version).toMatchObject({ version: 2, state: 'terbit', origin: 'upload', date: '2026-03', records: 2 });
  expect(await publicNames()).toEqual(['Puskesmas Diperbarui', 'Puskesmas puskesmas-baru']);
  const { items } = await mini.ask('datasets');
  expect(items.find(({ id: one }) => one === 'puskesmas')).toMatchObject({
    date: '2026-03',
    version: 2,
    title: 'Data uji',
  });

  const audit = await mini.database.query<{ details: object; role: string }>(
    `SELECT role, details FROM audit_entry WHERE action = 'dataset.published'`,
  );
  expect(audit).toEqual([{ role: 'walidata', details: expect.objectContaining({ version: 2, rows: 2, rejected: 0 }) }]);

  const undone = await post('/api/v1/desk/datasets/puskesmas/versions/1/restoration', walidata, {
    remark: 'salah berkas',
  });
  expect(undone.statusCode, undone.body).toBe(200);
  expect(staffContract.restoreVersion.response!.parse(undone.json())).toMatchObject({ version: 3, restoredFrom: 1 });
  expect(await publicNames()).toEqual(before);

  const list = await mini.app.inject({ url: '/api/v1/desk/datasets/puskesmas/versions', headers: leader });
  const versions = staffContract.datasetVersions.response!.parse(list.json()).items;
  expect(versions.map((one) => [one.version, one.state, one.origin])).toEqual([
    [3, 'terbit', 'restore'],
    [2, 'diarsipkan', 'upload'],
    [1, 'diarsipkan', 'import'],
  ]);
  expect(versions[0]!.checksum).toBe(versions[2]!.checksum);
  const between = await mini.app.inject({
    url: '/api/v1/desk/datasets/puskesmas/difference?from=3&to=1',
    headers: planner,
  });
  expect(staffContract.versionDifference.response!.parse(between.json())).toMatchObject({ total: 0, items: [] });
  const back = await mini.app.inject({
    url: '/api/v1/desk/datasets/puskesmas/difference?from=2&to=3&kind=gone',
    headers: planner,
  });
  const gone: StaffAnswer<'versionDifference'> = staffContract.versionDifference.response!.parse(back.json());
  expect(gone.items.map(({ feature }) => feature)).toEqual(['puskesmas-baru']);
  expect(gone.total).toBe(1);
});

test('what is missing is named, and nothing is published', async () => {
  const before = await publicNames();
  const id = await upload([facility('puskesmas-z')], { metadata: { date: null, source: '' } });
  const problem = await mini.problemOf(`/api/v1/desk/uploads/${id}/publication`, { method: 'POST', headers: walidata });
  expect(problem).toMatchObject({ code: 'not_publishable', status: 409 });
  expect(problem.parameters).toEqual([
    { name: 'date', reason: 'missing' },
    { name: 'source', reason: 'missing' },
  ]);
  const empty = await upload([]);
  expect(
    (await mini.problemOf(`/api/v1/desk/uploads/${empty}/publication`, { method: 'POST', headers: walidata }))
      .parameters,
  ).toEqual([{ name: 'rows', reason: 'missing' }]);
  expect(await publicNames()).toEqual(before);
});

test('who may not publish does not, and what is not theirs is not there', async () => {
  const id = await upload([facility('puskesmas-a')]);
  const url = `/api/v1/desk/uploads/${id}/publication`;
  expect((await mini.problemOf(url, { method: 'POST', headers: planner })).code).toBe('forbidden');
  expect((await mini.problemOf(url, { method: 'POST', headers: stranger })).code).toBe('unknown_upload');
  expect((await mini.problemOf(url, { method: 'POST', headers: leader })).code).toBe('forbidden');
  const restoration = '/api/v1/desk/datasets/puskesmas/versions/1/restoration';
  const change = { method: 'POST', payload: { remark: 'uji coba' } } as const;
  expect((await mini.problemOf(restoration, { ...change, headers: stranger })).code).toBe('forbidden');
  expect((await mini.problemOf(restoration, { ...change, headers: planner })).code).toBe('forbidden');
  await mini.database.query(`UPDATE agency SET may_publish = true WHERE id = 'dinkes'`);
  expect((await publish(id, planner)).statusCode).toBe(200);
  expect((await mini.problemOf(url, { method: 'POST', headers: walidata })).parameters).toEqual([
    { name: 'state', reason: 'terbit' },
  ]);
  expect(
    (await mini.problemOf('/api/v1/desk/datasets/puskesmas/versions/99/restoration', { ...change, headers: walidata }))
      .code,
  ).toBe('unknown_version');
});

test('what is being published says so, and is not published a second time meanwhile', async () => {
  const id = await upload([facility('puskesmas-b')]);
  const url = `/api/v1/desk/uploads/${id}/publication`;
  await mini.database.query(
    `UPDATE upload SET job = '{"kind":"publishing","done":1,"total":2}', job_owner = 'x' WHERE id = $1`,
    [id],
  );
  expect((await mini.problemOf(url, { method: 'POST', headers: walidata })).code).toBe('busy');
  await mini.database.query('UPDATE upload SET job = NULL, job_owner = NULL WHERE id = $1', [id]);
  const replies = await Promise.all([publish(id, walidata), publish(id, walidata)]);
  expect(replies.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
  expect(replies.find(({ statusCode }) => statusCode === 409)!.json()).toMatchObject({ code: 'busy' });
  expect(await mini.database.query('SELECT state, job FROM upload WHERE id = $1', [id])).toEqual([
    { state: 'terbit', job: null },
  ]);
});
