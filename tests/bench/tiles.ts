// Tiles: ours beside ST_AsMVT behind the same HTTP server, our cached path beside nginx serving the same bytes, and the
// largest tile. Made-up data: 50,000 facilities, 424 desa, 39,916 roads.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { TilesetName } from '#tilesets';
import type { RegionProfile } from '#model/region';
import { createApp } from '../../api/app.ts';
import type { Database } from '../../data/database/database.ts';
import { migrate } from '../../data/database/migrate.ts';
import { openServer } from '../../data/database/server.ts';
import { MemorySource } from '../../tilesets/memory-source.ts';
import { TileWriter } from '../../tilesets/mvt.ts';
import { encodePoints, pointLayerOf } from '../../tilesets/point-encoder.ts';
import { PostgisSource } from '../../tilesets/postgis-source.ts';
import { GZIP_LEVEL } from '../../tilesets/tile-compression.ts';
import { createTileServer } from '../../tilesets/tile-server.ts';
import type { TileSource } from '../../tilesets/tile-source.ts';
import { LARGEST_TILE_BYTES } from '../../tilesets/tileset-layers.ts';
import { loadMiniProfile } from '../fixtures/kabupaten-mini/load.ts';
import { startNativePostgis } from '../native-postgis.ts';
import { BOX, pointTableOf, syntheticFacilityRows } from '../tilesets/synthetic-facilities.ts';
import { tilesWithin } from '../tilesets/tile-walk.ts';
import { createRandom, wanderingGrid, wanderingLine } from '../tilesets/wandering-shapes.ts';
import { loadGenerator, requestsPerSecond } from './http-load.ts';
import { median, type BenchResult } from './result.ts';

const FACILITIES = 50_000;
const ROADS = 39_916;
const CONNECTIONS = 16;
const ROUNDS = 3;
const SECONDS = 4;

/** Below it ST_AsMVT would have to send all points in one tile of a megabyte, and ours would win by clusters alone. */
const SMALLEST_ZOOM = 12;
const TILE_REQUESTS = 440;

/** Of the names in this file, those that `isWanted` accepts. */
export async function bench(isWanted: (name: string) => boolean = () => true): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  if (isWanted('tile-largest-kb')) results.push(benchLargest());
  if (isWanted('tiles-uncached') || isWanted('tiles-cached')) {
    const postgis = await startNativePostgis();
    try {
      const database = await openServer(postgis.url);
      try {
        await fill(database);
        if (isWanted('tiles-uncached')) results.push(await benchUncached(database));
        if (isWanted('tiles-cached')) results.push(await benchCached(database));
      } finally {
        await database.close();
      }
    } finally {
      await postgis.stop();
    }
  }
  return results;
}

function benchLargest(): BenchResult {
  const layer = pointLayerOf(
    'facility',
    pointTableOf(syntheticFacilityRows(FACILITIES)),
    64,
    ['kind', 'sample'],
    LARGEST_TILE_BYTES * 0.85,
  );
  const writer = new TileWriter();
  let largest = 0;
  let largestZoom = 0;
  for (let z = 6; z <= 16; z++) {
    for (const [x, y] of tilesWithin([BOX.west, BOX.south, BOX.west + BOX.width, BOX.south + BOX.height], z)) {
      writer.startTile();
      encodePoints(writer, layer, z, x, y);
      const tile = writer.endTile();
      // What is smaller plain is smaller compressed.
      if (tile === null || tile.length <= largest) continue;
      const bytes = gzipSync(tile, { level: GZIP_LEVEL }).length;
      if (bytes > largest) [largest, largestZoom] = [bytes, z];
    }
  }
  const limit = LARGEST_TILE_BYTES / 1000;
  const ours = Math.round(largest / 100) / 10;
  return {
    name: 'tile-largest-kb',
    unit: 'kB',
    ours,
    other: limit,
    otherName: 'limit',
    ratio: limit / ours,
    note: `zoom ${largestZoom}, gzip ${GZIP_LEVEL}, 50,000 facilities`,
  };
}

/** Nothing is cached: every request is cut and compressed. Only the source differs between the two. */
async function benchUncached(database: Database): Promise<BenchResult> {
  const profile = await loadMiniProfile();
  const ours = await serve(database, profile, new MemorySource(database, profile), 0);
  const theirs = await serve(database, profile, new PostgisSource(database, profile), 0);
  try {
    const rates = { ours: [] as number[], theirs: [] as number[] };
    for (let round = 0; round < ROUNDS; round++) {
      for (const side of round % 2 === 0 ? (['ours', 'theirs'] as const) : (['theirs', 'ours'] as const)) {
        const { origin, paths } = side === 'ours' ? ours : theirs;
        rates[side].push(await requestsPerSecond({ origin, paths, connections: CONNECTIONS, seconds: SECONDS }));
      }
    }
    const note = `medians of ${ROUNDS} alternating rounds, c=${CONNECTIONS}, ${TILE_REQUESTS} tiles of z ${SMALLEST_ZOOM}–16, gzip ${GZIP_LEVEL}, load by ${await loadGenerator}`;
    return compare('tiles-uncached', rates.ours, rates.theirs, 'ST_AsMVT on 3857, same HTTP server', note);
  } finally {
    await ours.stop();
    await theirs.stop();
  }
}

async function benchCached(database: Database): Promise<BenchResult> {
  const profile = await loadMiniProfile();
  const ours = await serve(database, profile, new MemorySource(database, profile), 256 * 1024 * 1024);
  try {
    const files = new Map<string, Uint8Array>();
    for (const path of new Set(ours.paths)) {
      const answer = await ours.read(path);
      if (answer !== null) files.set(path, answer);
    }
    const paths = ours.paths.filter((path) => files.has(path));
    const nginx = await startNginx(files);
    if (nginx === null) {
      const alone = await requestsPerSecond({ origin: ours.origin, paths, connections: CONNECTIONS, seconds: SECONDS });
      return {
        name: 'tiles-cached',
        unit: 'rps',
        ours: Math.round(alone),
        other: null,
        otherName: null,
        ratio: null,
        note: 'nginx is not installed here',
      };
    }
    const bare = await startBareServer(files);
    try {
      const origins = { ours: ours.origin, theirs: nginx.origin, bare: bare.origin };
      const rates = { ours: [] as number[], theirs: [] as number[], bare: [] as number[] };
      const sides = ['ours', 'theirs', 'bare'] as const;
      for (let round = 0; round < ROUNDS; round++) {
        for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
          const origin = origins[side];
          rates[side].push(await requestsPerSecond({ origin, paths, connections: CONNECTIONS, seconds: SECONDS }));
        }
      }
      const note =
        `medians of ${ROUNDS} alternating rounds, c=${CONNECTIONS}, the same gzip bytes, load by ${await loadGenerator}; ` +
        `node:http with nothing but a map of these bytes: ${Math.round(median(rates.bare))} rps`;
      return compare('tiles-cached', rates.ours, rates.theirs, 'nginx static', note);
    } finally {
      await bare.stop();
      await nginx.stop();
    }
  } finally {
    await ours.stop();
  }
}

function compare(
  name: string,
  ours: readonly number[],
  theirs: readonly number[],
  otherName: string,
  note: string,
): BenchResult {
  const [mine, other] = [Math.round(median(ours)), Math.round(median(theirs))];
  return { name, unit: 'rps', ours: mine, other, otherName, ratio: mine / other, note };
}

const DRAWN: readonly TilesetName[] = ['facilities', 'regions', 'roads'];

/** The product's own HTTP server over a source of tiles, and the list of tiles that are asked for. */
async function serve(database: Database, profile: RegionProfile, source: TileSource, cacheBytes: number) {
  const tiles = await createTileServer({ database, profile, source, cacheBytes });
  const app = await createApp({
    database,
    tiles,
    profile,
    standards: [],
    webFolder: null,
    softwareVersion: 'bench',
    logger: false,
    requestsPerMinute: null,
    trustProxy: false,
  });
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  const prefixes = new Map<TilesetName, string>();
  for (const name of DRAWN) {
    const [address] = (await tiles.tileJson(name, origin)).tiles;
    prefixes.set(name, address.slice(origin.length).replace('{z}/{x}/{y}.mvt', ''));
  }
  return {
    origin,
    paths: tileList().map(({ name, z, x, y }) => `${prefixes.get(name)!}${z}/${x}/${y}.mvt`),
    /** Compressed bytes of a tile, `null` when it is empty. */
    async read(path: string): Promise<Uint8Array | null> {
      const answer = await app.inject({ url: path, headers: { 'accept-encoding': 'gzip' } });
      if (answer.statusCode === 204) return null;
      if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} for ${path}`);
      return answer.rawPayload;
    },
    async stop() {
      await app.close();
      await tiles.close();
    },
  };
}

/** What people look at: tiles around facilities, the three tilesets in turn, each zoom as often as the others. */
export function tileList(): { name: TilesetName; z: number; x: number; y: number }[] {
  const rows = syntheticFacilityRows(TILE_REQUESTS, 2);
  return rows.map(({ longitude, latitude }, i) => {
    const name = DRAWN[i % DRAWN.length]!;
    const deepest = name === 'facilities' ? 16 : 14;
    const z = SMALLEST_ZOOM + (Math.floor(i / DRAWN.length) % (deepest - SMALLEST_ZOOM + 1));
    const [[x, y]] = tilesWithin([longitude, latitude, longitude, latitude], z) as [[number, number]];
    return { name, z, x, y };
  });
}

export async function fill(database: Database): Promise<void> {
  await migrate(database);
  const random = createRandom(424);
  await database.query(
    `INSERT INTO dataset (id, title, family, abstract, producer, source, classification, status, coverage, lineage, version, imported_at)
     SELECT id, id, 'region', 'bench', 'bench', 'bench', 'terbuka', 'contoh', 'bench', 'bench', 1, now() FROM unnest($1::text[]) AS id`,
    [['synthetic', 'regions', 'roads']],
  );
  const desa = wanderingGrid(random, BOX, 53, 8, 81).map((geometry, i) => ({
    code: `99.01.${String(1 + (i % 40)).padStart(2, '0')}.${2001 + Math.floor(i / 40)}`,
    geometry,
  }));
  const regions = [
    { code: '99.01', level: 'kabupaten', parent: null, geometry: null },
    ...Array.from({ length: 40 }, (_, i) => ({
      code: `99.01.${String(1 + i).padStart(2, '0')}`,
      level: 'kecamatan',
      parent: '99.01',
      geometry: null,
    })),
    ...desa.map(({ code, geometry }) => ({ code, level: 'desa', parent: code.slice(0, 8), geometry })),
  ];
  const kecamatan = wanderingGrid(random, BOX, 8, 5, 300);
  const outline = wanderingGrid(random, BOX, 1, 1, 300)[0]!;
  const shaped = regions.map((region, i) => ({
    ...region,
    geometry: region.geometry ?? (i === 0 ? outline : kecamatan[i - 1]!),
  }));
  await database.query(
    `INSERT INTO region (code, name, level, kind, parent, own, area_km2, geometry, label_point, dataset)
     SELECT code, code, level, level, parent, true, 1, shape, ST_PointOnSurface(shape), 'regions'
     FROM jsonb_to_recordset($1::jsonb) AS row (code text, level text, parent text, geometry jsonb),
     LATERAL (SELECT ST_Multi(ST_CollectionExtract(ST_MakeValid(ST_SetSRID(ST_GeomFromGeoJSON(row.geometry), 4326)), 3)) AS shape) AS shapes`,
    [JSON.stringify(shaped)],
  );
  await database.query(
    `INSERT INTO facility (id, kind, name, owner, authority, region, accuracy, position, dataset)
     SELECT id, kind, name, owner, 'kabupaten', '99.01.01.2001', 'point', ST_SetSRID(ST_MakePoint(longitude, latitude), 4326), 'synthetic'
     FROM jsonb_to_recordset($1::jsonb) AS row (id text, kind text, name text, owner text, longitude float8, latitude float8)`,
    [JSON.stringify(syntheticFacilityRows(FACILITIES))],
  );
  const roads = Array.from({ length: ROADS }, (_, i) => ({
    id: `road-${i}`,
    name: `Jalan ${i % 5000}`,
    condition: ['good', 'fair', 'light-damage', 'heavy-damage'][i % 4],
    geometry: wanderingLine(random, [BOX.west + BOX.width * random(), BOX.south + BOX.height * random()], 8, 0.0006),
  }));
  await database.query(
    `INSERT INTO infrastructure (id, kind, name, condition, authority, class, length_metres, geometry, dataset)
     SELECT id, 'road', name, condition, 'kabupaten', 'local', 500, ST_SetSRID(ST_GeomFromGeoJSON(geometry), 4326), 'roads'
     FROM jsonb_to_recordset($1::jsonb) AS row (id text, name text, condition text, geometry jsonb)`,
    [JSON.stringify(roads)],
  );
  await database.query('ANALYZE');
}

/** The least that Node can do: what any server of ours is held against. */
async function startBareServer(
  files: ReadonlyMap<string, Uint8Array>,
): Promise<{ origin: string; stop: () => Promise<void> }> {
  const server = createHttpServer((request, response) => {
    const bytes = files.get(request.url!)!;
    response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': bytes.length });
    response.end(bytes);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** nginx that serves the bytes from files, as compressed as they are; `null` where it is not installed. */
async function startNginx(
  files: ReadonlyMap<string, Uint8Array>,
): Promise<{ origin: string; stop: () => Promise<void> } | null> {
  const isInstalled = await promisify(execFile)('nginx', ['-v']).then(
    () => true,
    () => false,
  );
  if (!isInstalled) return null;
  const folder = await mkdtemp(join(tmpdir(), 'jangkau-nginx-'));
  for (const [path, bytes] of files) {
    const file = join(folder, 'root', path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
  const port = await freePort();
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  await writeFile(
    join(folder, 'nginx.conf'),
    `daemon off; ${user} worker_processes auto; pid ${folder}/pid; error_log ${folder}/error.log;
     events { worker_connections 512; }
     http {
       access_log off; sendfile on; tcp_nopush on; keepalive_requests 10000000; open_file_cache max=2000;
       types { application/vnd.mapbox-vector-tile mvt; }
       server { listen 127.0.0.1:${port}; root ${folder}/root; add_header Content-Encoding gzip; }
     }`,
  );
  const nginx = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-p', folder, '-e', join(folder, 'error.log')], {
    stdio: 'ignore',
  });
  const ended = once(nginx, 'exit');
  const stop = async () => {
    nginx.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const origin = `http://127.0.0.1:${port}`;
  for (let attempt = 0; attempt < 50; attempt++) {
    const answers = await fetch(origin).then(
      () => true,
      () => false,
    );
    if (answers) return { origin, stop };
    await wait(100);
  }
  await stop();
  throw new Error('nginx did not start');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
