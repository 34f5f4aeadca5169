import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TILESET_NAMES, TILESETS, type TilesetName } from '#tilesets';
import type { RegionProfile } from '#model/region';
import type { Database } from '../../data/database/database.ts';
import { MemorySource } from '../../tilesets/memory-source.ts';
import type { TileAnswer, TileServer } from '../../tilesets/tile-answer.ts';
import { createTileServer } from '../../tilesets/tile-server.ts';
import { createTestDatabase } from '../database-template.ts';
import { loadMini, loadMiniProfile } from '../fixtures/kabupaten-mini/load.ts';
import { decodeTile } from './decode-tile.ts';

let database: Database;
let profile: RegionProfile;
let close: () => Promise<void>;
let tiles: TileServer;

beforeAll(async () => {
  ({ database, close } = await createTestDatabase());
  profile = await loadMiniProfile();
  await loadMini(database);
});
afterAll(() => close());
beforeEach(async () => {
  tiles = await createTileServer({ database, profile });
});
afterEach(() => tiles.close());

async function versionOf(name: TilesetName): Promise<string> {
  const [address] = (await tiles.tileJson(name, 'http://map.test')).tiles;
  return new URL(address.replaceAll(/[{}]/g, '')).pathname.split('/')[3]!;
}

function ok(answer: TileAnswer): Extract<TileAnswer, { status: 'ok' }> {
  if (answer.status !== 'ok') throw new Error(answer.status);
  return answer;
}

describe('a tile', () => {
  it('is the same behind every encoding, and has a strong tag for each', async () => {
    const version = await versionOf('regions');
    const [plain, gzip, brotli] = (
      await Promise.all(
        (['identity', 'gzip', 'br'] as const).map((encoding) =>
          tiles.getTile('regions', version, 12, 3300, 2128, encoding),
        ),
      )
    ).map(ok) as [ReturnType<typeof ok>, ReturnType<typeof ok>, ReturnType<typeof ok>];
    expect(Object.keys(decodeTile(plain.bytes))).toEqual(['kabupaten', 'kecamatan', 'desa']);
    expect(gunzipSync(gzip.bytes)).toEqual(Buffer.from(plain.bytes));
    expect(brotliDecompressSync(brotli.bytes)).toEqual(Buffer.from(plain.bytes));
    for (const { etag } of [plain, gzip, brotli]) expect(etag).toMatch(/^"[\w-]{22}"$/);
    expect(new Set([plain.etag, gzip.etag, brotli.etag]).size).toBe(3);
    expect(ok(await tiles.getTile('regions', version, 12, 3300, 2128, 'gzip')).etag).toBe(gzip.etag);
  });

  it('is cut once for 100 requests at a time, in every encoding together', async () => {
    const version = await versionOf('facilities');
    const before = tiles.statistics();
    const requests = Array.from({ length: 100 }, (_, i) =>
      tiles.getTile('facilities', version, 13, 6600, 4256, i % 2 === 0 ? 'br' : 'gzip'),
    );
    const answers = (await Promise.all(requests)).map(ok);
    expect(new Set(answers.map(({ etag }) => etag)).size).toBe(2);
    expect(tiles.statistics().encodes - before.encodes).toBe(1);
    await tiles.getTile('facilities', version, 13, 6600, 4256, 'br');
    const after = tiles.statistics();
    expect([after.encodes - before.encodes, after.hits - before.hits]).toEqual([1, 1]);
    expect(after.cachedBytes).toBeGreaterThan(0);
  });

  it('is empty where nothing lies, and that is remembered', async () => {
    const version = await versionOf('roads');
    const before = tiles.statistics().encodes;
    for (let i = 0; i < 3; i++)
      expect(await tiles.getTile('roads', version, 10, 0, 0, 'br')).toEqual({ status: 'empty' });
    expect(tiles.statistics().encodes - before).toBe(1);
  });

  it.each([
    [6, 0, 0],
    [17, 0, 0],
    [10, -1, 0],
    [10, 0, -1],
    [10, 1024, 0],
    [10, 0, 1024],
    [10.5, 0, 0],
    [10, 0.5, 0],
    [Number.NaN, 0, 0],
    [10, Infinity, 0],
  ])('is out of range at %s/%s/%s', async (z, x, y) => {
    expect(await tiles.getTile('roads', await versionOf('roads'), z, x, y, 'br')).toEqual({ status: 'out-of-range' });
  });

  it('of another version is not served', async () => {
    const currentVersion = await versionOf('roads');
    for (const version of ['', 'latest', `${currentVersion}0`, currentVersion.toUpperCase() + 'A']) {
      expect(await tiles.getTile('roads', version, 10, 825, 532, 'br')).toEqual({
        status: 'unknown-version',
        currentVersion,
      });
    }
  });
});

describe('the cache', () => {
  it('answers without waiting for what was asked before, under its exact address only', async () => {
    const version = await versionOf('regions');
    const address = `regions/${version}/12/3300/2128`;
    expect(tiles.cachedTile(address, 'br')).toBeNull();
    const answer = await tiles.getTile('regions', version, 12, 3300, 2128, 'br');
    expect(tiles.cachedTile(address, 'br')).toBe(answer);
    expect(tiles.cachedTile(address, 'gzip')).toBeNull();
    expect(tiles.cachedTile(`regions/${version}/12/03300/2128`, 'br')).toBeNull();
    await tiles.getTile('roads', await versionOf('roads'), 10, 0, 0, 'br');
    expect(tiles.cachedTile(`roads/${await versionOf('roads')}/10/0/0`, 'br')).toBeNull();
  });

  it('stays within its budget and drops what was used longest ago', async () => {
    await tiles.close();
    tiles = await createTileServer({ database, profile, cacheBytes: 3000 });
    const version = await versionOf('regions');
    const ask = (x: number) => tiles.getTile('regions', version, 12, x, 2128, 'identity');
    await ask(3299);
    await ask(3300);
    await ask(3299);
    const before = tiles.statistics();
    await ask(3299);
    expect(tiles.statistics().hits - before.hits).toBe(1);
    for (let x = 13190; x < 13210; x++) {
      await tiles.getTile('regions', version, 14, x, 8512, 'identity');
      expect(tiles.statistics().cachedBytes).toBeLessThanOrEqual(3000);
    }
    const later = tiles.statistics();
    await ask(3300);
    expect(tiles.statistics().encodes - later.encodes).toBe(1);
  });
});

describe('TileJSON', () => {
  it.each(TILESET_NAMES)('of %s declares what the schema says', async (name) => {
    const json = await tiles.tileJson(name, 'http://map.test/');
    expect(json).toMatchObject({
      tilejson: '3.0.0',
      name,
      scheme: 'xyz',
      minzoom: TILESETS[name].minimumZoom,
      maxzoom: TILESETS[name].maximumZoom,
    });
    expect(json.tiles[0]).toMatch(
      new RegExp(`^http://map\\.test/tiles/${name}/[0-9a-f]{12}/\\{z\\}/\\{x\\}/\\{y\\}\\.mvt$`),
    );
    expect(json.vector_layers.map(({ id }) => id)).toEqual(Object.keys(TILESETS[name].layers));
    const [west, south, east, north] = json.bounds;
    expect(west <= east && south <= north).toBe(true);
  });

  it('names the producers, safe to put into a page', async () => {
    await database.query(`UPDATE dataset SET producer = 'Dinas <b>PU</b> & "Tata"' WHERE id = 'roads'`);
    expect((await tiles.tileJson('roads', 'http://map.test')).attribution).toBe(
      'Dinas &lt;b&gt;PU&lt;/b&gt; &amp; &quot;Tata&quot;',
    );
  });
});

describe('after an import', () => {
  it('the tilesets of the dataset get a new version, are told of, and serve the new rows', async () => {
    await tiles.ready();
    const before = await versionOf('facilities');
    const changes: [TilesetName, string][] = [];
    const told = new Promise<void>((resolve) => {
      tiles.onChange((name, version) => {
        changes.push([name, version]);
        resolve();
      });
    });
    await database.query(`UPDATE facility SET name = 'PUSKESMAS BARU' WHERE id = 'puskesmas-2'`);
    await database.query(`UPDATE dataset SET version = version + 1 WHERE id = 'puskesmas'`);
    await database.query(`SELECT pg_notify('dataset_changed', 'puskesmas')`);
    await told;
    const after = await versionOf('facilities');
    expect(after).not.toBe(before);
    expect(changes).toEqual([['facilities', after]]);
    expect(await tiles.getTile('facilities', before, 13, 6600, 4256, 'br')).toEqual({
      status: 'unknown-version',
      currentVersion: after,
    });
    const { bytes } = ok(await tiles.getTile('facilities', after, 13, 6600, 4256, 'identity'));
    expect(decodeTile(bytes).facility!.map(({ properties }) => properties.name)).toContain('PUSKESMAS BARU');
  });

  it('of nothing new nothing changes', async () => {
    await tiles.ready();
    expect(await tiles.invalidate('puskesmas')).toEqual([]);
    expect(await tiles.invalidate('no-such-dataset')).toEqual([]);
  });
});

it('a tileset that cannot be read is tried again by the next request', async () => {
  const source = new MemorySource(database, profile);
  let failures = 1;
  const failing = await createTileServer({
    database,
    profile,
    source: {
      load: (name) =>
        name === 'roads' && failures-- > 0 ? Promise.reject(new Error('database went away')) : source.load(name),
      get: (...tile) => source.get(...tile),
    },
  });
  try {
    await expect(failing.ready()).rejects.toThrow('database went away');
    expect((await failing.tileJson('roads', 'http://map.test')).name).toBe('roads');
  } finally {
    await failing.close();
  }
});
