import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isRestricted, TILESET_NAMES, TILESETS } from '#tilesets';
import { createMiniApp, type MiniApp } from './mini-app.ts';

let mini: MiniApp;
beforeAll(async () => {
  mini = await createMiniApp();
});
afterAll(() => mini.close());

/** Address of the tile of a tileset that holds a point, in the middle of the regency unless told. */
async function tileAddress(name: string, zoom: number, [east, north] = [110.03, -7.03]): Promise<string> {
  const tileJson = (await mini.app.inject(`/tiles/${name}.json`)).json() as { tiles: [string] };
  const size = 2 ** zoom;
  const x = Math.floor(((Number(east) + 180) / 360) * size);
  const latitude = (Number(north) * Math.PI) / 180;
  const y = Math.floor(((1 - Math.asinh(Math.tan(latitude)) / Math.PI) / 2) * size);
  const address = tileJson.tiles[0].replace('{z}', String(zoom)).replace('{x}', String(x)).replace('{y}', String(y));
  return new URL(address).pathname;
}
const ask = (url: string, headers: Record<string, string> = {}) => mini.app.inject({ url, headers });

describe('the list of tilesets', () => {
  test('names each with its TileJSON, and marks the made-up ones', async () => {
    const { items } = await mini.ask('tilesets');
    expect(items.map(({ name }) => name).sort()).toEqual(TILESET_NAMES.filter((name) => !isRestricted(name)).sort());
    const sample = Object.fromEntries(items.map((item) => [item.name, item.sample]));
    expect(sample).toMatchObject({ regions: false, facilities: false, projects: true, permits: true });
    for (const { tilejson } of items) expect((await ask(tilejson)).statusCode).toBe(200);
  });

  test('a TileJSON declares the attributes of the schema, at the address where it was asked', async () => {
    const reply = await ask('/tiles/facilities.json', { host: 'peta.example:8443' });
    const tileJson = reply.json() as { tiles: string[]; vector_layers: { id: string; fields: object }[] };
    expect(tileJson.tiles[0]).toMatch(
      /^http:\/\/peta\.example:8443\/tiles\/facilities\/[^/]+\/\{z\}\/\{x\}\/\{y\}\.mvt$/,
    );
    expect(Object.keys(tileJson.vector_layers[0]?.fields ?? {})).toEqual(
      Object.keys(TILESETS.facilities.layers.facility.attributes),
    );
  });

  test('a host that is no host is not repeated', async () => {
    const reply = await ask('/tiles/facilities.json', { host: 'a"><script>' });
    expect(reply.body).not.toContain('script');
  });
});

describe('a tile', () => {
  test('holds features with the attributes that are declared', async () => {
    const reply = await ask(await tileAddress('regions', 9));
    expect(reply.statusCode).toBe(200);
    expect(reply.headers['content-type']).toBe('application/vnd.mapbox-vector-tile');
    const layer = new VectorTile(new PbfReader(reply.rawPayload)).layers['desa'];
    expect(layer?.length).toBe(4);
    const declared = Object.keys(TILESETS.regions.layers.desa.attributes);
    for (let index = 0; index < 4; index++) {
      for (const name of Object.keys(layer?.feature(index).properties ?? {})) expect(declared).toContain(name);
    }
  });

  test('comes in the encoding asked for, each the same tile', async () => {
    const address = await tileAddress('regions', 10);
    const plain = await ask(address, { 'accept-encoding': 'identity' });
    const zipped = await ask(address, { 'accept-encoding': 'gzip' });
    const brotli = await ask(address, { 'accept-encoding': 'gzip, br' });
    expect([plain, zipped, brotli].map(({ headers }) => headers['content-encoding'])).toEqual([
      undefined,
      'gzip',
      'br',
    ]);
    expect(gunzipSync(zipped.rawPayload)).toEqual(plain.rawPayload);
    expect(brotliDecompressSync(brotli.rawPayload)).toEqual(plain.rawPayload);
    expect(new Set([plain, zipped, brotli].map(({ headers }) => headers.etag)).size).toBe(3);
    for (const { headers } of [plain, zipped, brotli]) expect(headers.vary).toMatch(/accept-encoding/i);
    expect((await mini.problemOf(address, { headers: { 'accept-encoding': '*;q=0' } })).code).toBe('not_acceptable');
  });

  test('may be kept for ever, and answers 304 to who has it', async () => {
    const address = await tileAddress('regions', 10);
    const first = await ask(address);
    expect(first.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    const etag = String(first.headers.etag);
    expect(etag).toMatch(/^"[^"]+"$/);
    for (const header of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await ask(address, { 'if-none-match': header });
      expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', etag]);
    }
    expect((await ask(address, { 'if-none-match': '"other"' })).statusCode).toBe(200);
  });

  test('where nothing lies there is no content', async () => {
    const address = (await tileAddress('regions', 10)).replace(/\/10\/\d+\/\d+\.mvt$/, '/10/0/0.mvt');
    const reply = await ask(address);
    expect([reply.statusCode, reply.body]).toEqual([204, '']);
    expect(reply.headers['cache-control']).toContain('immutable');
  });

  test('of another version leads to the current one, and that answer is not kept', async () => {
    const address = await tileAddress('regions', 10);
    const old = address.replace(/(?<=\/regions\/)[^/]+/, '0123456789ab');
    expect(old).not.toBe(address);
    for (const method of ['GET', 'HEAD'] as const) {
      const reply = await mini.app.inject({ method, url: old });
      expect([reply.statusCode, reply.headers.location, reply.headers['cache-control'], reply.body]).toEqual([
        307,
        address,
        'no-store',
        '',
      ]);
      expect(reply.headers.etag).toBeUndefined();
    }
    // Only where the same tile may be there.
    expect((await mini.problemOf(old.replace(/\/10\/\d+\/\d+\.mvt$/, '/10/1024/0.mvt'))).code).toBe(
      'tile_out_of_range',
    );
    expect((await mini.problemOf(old.replace('/regions/', '/nothing/'))).code).toBe('unknown_tileset');
  });

  test('of what never was a version is unknown, and that answer is not kept', async () => {
    const address = (await tileAddress('regions', 10)).replace('/regions/', '/regions/0');
    const reply = await ask(address);
    expect([reply.statusCode, reply.json().code, reply.headers['cache-control']]).toEqual([
      404,
      'unknown_tile_version',
      'no-store',
    ]);
  });

  test('of premises shows no natural person', async () => {
    const idsAt = async (position: [number, number]) => {
      const reply = await ask(await tileAddress('permits', 16, position));
      const layer = new VectorTile(new PbfReader(reply.rawPayload)).layers['permit'];
      return Array.from({ length: layer?.length ?? 0 }, (_, index) => layer?.feature(index).properties['id']);
    };
    expect(await idsAt([110.061, -7.012])).toEqual(['izin-3']);
    expect(await idsAt([110.07, -7.04])).toEqual([]);
  });
});
