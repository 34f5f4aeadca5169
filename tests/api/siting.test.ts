// B1.4: scenarios are seen by colleagues, never by the public, changed by whoever made them, and stale when the data changed.
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { distanceMetres } from '#analysis';
import type { Role } from '#model/account';
import type { Polygonal, Position } from '#model/geometry';
import { unpackOutline } from '#model/packed-outline';
import { Scenario, type ScenarioEntry } from '#model/siting';
import { SiteLayers, sitingContract } from '../../api/contract/siting.ts';
import { createMiniApp, OWN_PAGE, type MiniApp } from './mini-app.ts';

const PATH = '/api/v1/siting/scenarios';
let mini: MiniApp;
const headers = {} as Record<Exclude<Role, 'publik'> | 'other', Record<string, string>>;

beforeAll(async () => {
  mini = await createMiniApp();
  for (const role of ['opd', 'bappelitbangda', 'walidata', 'pimpinan'] as const)
    headers[role] = await mini.signInAs(role);
  headers.other = await mini.signInAs('opd', 'disdik');
});
afterAll(() => mini.close());

const versionOf = async (dataset: string) => {
  const [row] = await mini.database.query<{ version: number }>('SELECT version FROM dataset WHERE id = $1', [dataset]);
  return row!.version;
};

async function entry(name = 'Puskesmas Pasar Awan'): Promise<ScenarioEntry> {
  return {
    name,
    note: null,
    content: {
      question: {
        standard: 'puskesmas-3km',
        measure: 'radius',
        owners: ['negeri'],
        kemenag: false,
        crossBorder: true,
        mode: 'motorcycle',
        path: 'network',
        minutes: null,
        register: null,
      },
      changes: [
        {
          id: 'a',
          action: 'build',
          kind: 'puskesmas',
          name: 'Puskesmas baru',
          position: [110.03, -7.02],
          facility: null,
          capacity: null,
          costRupiah: 2_400_000_000,
          isCostSample: true,
        },
      ],
      limits: { avoidProtectedFields: true, avoidHazard: false, onlyGovernmentLand: false },
      budgetRupiah: 5_000_000_000,
    },
    figures: {
      people: 15_002,
      servedBefore: 9_000,
      servedAfter: 12_000,
      giniBefore: 0.2,
      giniAfter: 0.1,
      capacityBefore: null,
      capacityAfter: null,
      costRupiah: 2_400_000_000,
      byKecamatan: [{ code: '99.01.01', name: 'Awan', people: 9_000, servedBefore: 6_000, servedAfter: 9_000 }],
    },
    inputs: [{ dataset: 'puskesmas', version: await versionOf('puskesmas') }],
  };
}

const send = (method: 'POST' | 'PUT' | 'DELETE', who: keyof typeof headers, url: string, payload?: object) =>
  mini.app.inject({ method, url, headers: headers[who], ...(payload ? { payload } : {}) });
async function made(who: keyof typeof headers, name?: string): Promise<Scenario> {
  const reply = await send('POST', who, PATH, await entry(name));
  expect(reply.statusCode, reply.body).toBe(200);
  return Scenario.parse(reply.json());
}
const seen = async (who: keyof typeof headers, id: string) =>
  Scenario.parse((await mini.app.inject({ url: `${PATH}/${id}`, headers: headers[who] })).json());

describe('a scenario', () => {
  test('is opened by link by a colleague, and never by the public', async () => {
    const { id } = await made('bappelitbangda');
    for (const who of ['opd', 'other', 'walidata', 'pimpinan'] as const) {
      const scenario = await seen(who, id);
      expect(scenario).toMatchObject({ ...(await entry()), createdBy: 'Uji bappelitbangda', revision: 1 });
      expect(scenario.mayChange, who).toBe(who === 'walidata');
      const list = await mini.app.inject({ url: PATH, headers: headers[who] });
      const { items } = sitingContract.scenarios.response!.parse(list.json());
      expect(items.map((item) => item.id)).toContain(id);
    }
    for (const url of [PATH, `${PATH}/${id}`, '/api/v1/siting/layers'])
      expect(await mini.problemOf(url)).toMatchObject({ status: 403, code: 'forbidden' });
    const payload = await entry();
    for (const method of ['POST', 'PUT', 'DELETE'] as const) {
      const url = method === 'POST' ? PATH : `${PATH}/${id}`;
      expect(await mini.problemOf(url, { method, payload, headers: OWN_PAGE })).toMatchObject({ code: 'forbidden' });
    }
  });

  test('is changed by whoever made it, by the planning agency and by the custodian, and by nobody else', async () => {
    const { id } = await made('opd');
    let revision = 1;
    for (const who of ['opd', 'bappelitbangda', 'walidata'] as const) {
      const reply = await send('PUT', who, `${PATH}/${id}`, { ...(await entry(`Oleh ${who}`)), revision });
      expect(reply.statusCode, reply.body).toBe(200);
      expect(Scenario.parse(reply.json())).toMatchObject({
        name: `Oleh ${who}`,
        revision: ++revision,
        createdBy: 'Uji opd',
      });
    }
    for (const who of ['other', 'pimpinan'] as const) {
      expect((await send('PUT', who, `${PATH}/${id}`, { ...(await entry('Bukan')), revision })).statusCode).toBe(403);
      expect((await send('DELETE', who, `${PATH}/${id}`)).statusCode).toBe(403);
    }
    expect(await seen('other', id)).toMatchObject({ name: 'Oleh walidata', revision });
    expect((await send('DELETE', 'opd', `${PATH}/${id}`)).statusCode).toBe(204);
    expect((await send('DELETE', 'opd', `${PATH}/${id}`)).statusCode).toBe(404);
    const lines = await mini.database.query<{ action: string }>(
      'SELECT action FROM audit_entry WHERE subject = $1 ORDER BY number',
      [id],
    );
    expect(lines.map(({ action }) => action)).toEqual([
      'scenario.created',
      'scenario.changed',
      'scenario.changed',
      'scenario.changed',
      'scenario.removed',
    ]);
  });

  test('that somebody saved meanwhile is not overwritten, and the present revision is told', async () => {
    const { id } = await made('bappelitbangda');
    await send('PUT', 'walidata', `${PATH}/${id}`, { ...(await entry('Dari walidata')), revision: 1 });
    const late = await send('PUT', 'bappelitbangda', `${PATH}/${id}`, { ...(await entry('Terlambat')), revision: 1 });
    expect(late.statusCode).toBe(409);
    expect(late.json()).toMatchObject({ code: 'conflict', parameters: [{ name: 'revision', reason: '2' }] });
    expect(await seen('opd', id)).toMatchObject({ name: 'Dari walidata', revision: 2 });
  });

  test('is stale once a dataset has another version, is gone or was exempted, and fresh again when it is saved with the new one', async () => {
    const { id } = await made('bappelitbangda');
    expect((await seen('opd', id)).isStale).toBe(false);
    await mini.database.query(`UPDATE dataset SET classification = 'dikecualikan' WHERE id = 'puskesmas'`);
    try {
      for (const who of ['opd', 'walidata'] as const) expect((await seen(who, id)).isStale, who).toBe(true);
      const refused = await send('POST', 'walidata', PATH, await entry());
      expect(refused.json()).toMatchObject({
        code: 'invalid_parameter',
        parameters: [{ name: 'inputs', reason: 'exempt' }],
      });
    } finally {
      await mini.database.query(`UPDATE dataset SET classification = 'terbuka' WHERE id = 'puskesmas'`);
    }
    await mini.database.query(`UPDATE dataset SET version = version + 1 WHERE id = 'puskesmas'`);
    expect((await seen('opd', id)).isStale).toBe(true);
    await send('PUT', 'bappelitbangda', `${PATH}/${id}`, { ...(await entry()), revision: 1 });
    expect((await seen('opd', id)).isStale).toBe(false);
    const gone = { ...(await entry()), inputs: [{ dataset: 'tidak-ada', version: 1 }], revision: 2 };
    await send('PUT', 'bappelitbangda', `${PATH}/${id}`, gone);
    expect((await seen('opd', id)).isStale).toBe(true);
  });
});

test('numbers that the database cannot count to are refused, not failures', async () => {
  const { id } = await made('bappelitbangda');
  const late = await send('PUT', 'bappelitbangda', `${PATH}/${id}`, { ...(await entry()), revision: 2_147_483_648 });
  expect(late.json()).toMatchObject({ code: 'invalid_parameter', parameters: [{ name: 'revision' }] });
  const inputs = [{ dataset: 'puskesmas', version: 2_147_483_648 }];
  const refused = await send('POST', 'bappelitbangda', PATH, { ...(await entry()), inputs });
  expect(refused.json()).toMatchObject({ code: 'invalid_parameter', parameters: [{ name: 'inputs' }] });
});

describe('what a site is judged by', () => {
  const layers = async (): Promise<z.output<typeof SiteLayers>> =>
    SiteLayers.parse((await mini.app.inject({ url: '/api/v1/siting/layers', headers: headers.opd })).json());

  test('zones and parcels come with the dataset that says so, made-up ones marked', async () => {
    const { hazards, landUses, parcels, datasets } = await layers();
    expect(hazards.map(({ id, kind, class: level }) => [id, kind, level])).toEqual([['zona-1', 'flood', 'high']]);
    expect(landUses.map(({ id, kind }) => [id, kind])).toEqual([['zona-2', 'lp2b']]);
    expect(parcels).toHaveLength(3);
    for (const { areaSquareMetres, position } of parcels) {
      expect(areaSquareMetres).toBeGreaterThan(0);
      expect(position[0]).toBeGreaterThan(109);
    }
    const stated = await mini.database.query<{ id: string; status: string }>('SELECT id, status FROM dataset');
    for (const { id, sample } of datasets)
      expect(sample).toBe(stated.find((dataset) => dataset.id === id)!.status === 'contoh');
    expect(new Set(datasets.map(({ family }) => family))).toEqual(new Set(['hazard', 'land-use', 'land-asset']));
  });

  test('outlines come packed as they are stored, and with Brotli byte for byte the same for who takes it', async () => {
    const url = '/api/v1/siting/layers';
    const plain = await mini.app.inject({ url, headers: headers.opd });
    expect(plain.headers['content-encoding']).toBeUndefined();
    const packed = await mini.app.inject({ url, headers: { ...headers.opd, 'accept-encoding': 'gzip;q=0.5, br' } });
    expect(packed.headers).toMatchObject({ 'content-encoding': 'br', vary: 'accept-encoding' });
    expect(brotliDecompressSync(packed.rawPayload).equals(plain.rawPayload)).toBe(true);
    expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length);

    const { hazards, landUses, parcels, toleranceMetres } = SiteLayers.parse(plain.json());
    const stored = await mini.database.query<{ id: string; geometry: Polygonal }>(
      `SELECT id, ST_AsGeoJSON(geometry, 15)::jsonb AS geometry FROM zone
       UNION ALL SELECT id, ST_AsGeoJSON(geometry, 15)::jsonb FROM infrastructure WHERE kind = 'land-asset'`,
    );
    const found = [...hazards, ...landUses, ...parcels];
    expect(found).toHaveLength(stored.length);
    for (const { id, outline } of found) {
      const { geometry } = stored.find((row) => row.id === id)!;
      const corners = (drawn: Polygonal) => drawn.coordinates.flat(drawn.type === 'Polygon' ? 1 : 2) as Position[];
      const [is, was] = [corners(unpackOutline(outline)), corners(geometry)];
      expect(is).toHaveLength(was.length);
      is.forEach((corner, at) => expect(distanceMetres(...corner, ...was[at]!)).toBeLessThan(toleranceMetres));
    }
  });

  test('what is exempt is in it for nobody, also not for who may read it', async () => {
    await mini.database.query(`UPDATE dataset SET classification = 'dikecualikan' WHERE family = 'zone'`);
    try {
      await expect
        .poll(async () => {
          const { hazards, landUses } = SiteLayers.parse(
            (await mini.app.inject({ url: '/api/v1/siting/layers', headers: headers.walidata })).json(),
          );
          return [...hazards, ...landUses];
        })
        .toEqual([]);
      expect((await layers()).datasets.map(({ family }) => family)).toEqual(['land-asset']);
    } finally {
      await mini.database.query(`UPDATE dataset SET classification = 'terbuka' WHERE family = 'zone'`);
    }
  });
});
