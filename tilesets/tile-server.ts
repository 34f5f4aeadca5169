import { createHash } from 'node:crypto';
import type { Database } from '../data/database/database.ts';
import type { RegionProfile } from '../data/model/region.ts';
import { MemorySource } from './memory-source.ts';
import { loadQuery } from './queries/load.ts';
import { isRestricted, TILESET_NAMES, TILESETS, type TilesetName } from './schema.ts';
import type { TileAnswer, TileEncoding, TileJson, TileServer } from './tile-answer.ts';
import { TileCache } from './tile-cache.ts';
import { compressTile } from './tile-compression.ts';
import { tileJsonOf } from './tile-json.ts';
import { UnknownVersionError, type TilesetInfo, type TileSource } from './tile-source.ts';

/** What a dataset of a family can stand in. A region changes the ground, and the names that other layers show. */
const TILESETS_OF_FAMILY: Readonly<Record<string, readonly TilesetName[]>> = {
  region: ['ground', 'regions', 'borders'],
  population: ['regions'],
  facility: ['facilities'],
  infrastructure: ['roads', 'water', 'infrastructure', 'ict'],
  permit: ['permits'],
  project: ['projects'],
  zone: ['hazard', 'land-use'],
};

/** Payload of the database's notice of a committed import: the dataset's id. */
const CHANNEL = 'dataset_changed';

export interface TileServerOptions {
  readonly database: Database;
  readonly profile: RegionProfile;
  /** Where tiles are cut; in memory unless told. */
  readonly source?: TileSource;
  /** Memory for compressed tiles. */
  readonly cacheBytes?: number;
  /** Told of a tileset that could not be read again after a change; the old one stays served. */
  readonly onError?: (tileset: TilesetName, error: unknown) => void;
}

interface CachedTile {
  readonly answer: TileAnswer;
  readonly byteLength: number;
}

/**
 * Starts to read the tilesets, most needed first, and answers while it does: a tile waits only for its own tileset.
 * Resolves once it listens for changes.
 */
export async function createTileServer({
  database,
  profile,
  source = new MemorySource(database, profile),
  cacheBytes = 64 * 1024 * 1024,
  onError = () => undefined,
}: TileServerOptions): Promise<TileServer> {
  const cache = new TileCache<CachedTile>(cacheBytes);
  const inFlight = new Map<string, Promise<CachedTile>>();
  const rawInFlight = new Map<string, Promise<Uint8Array | null>>();
  const infos = new Map<TilesetName, TilesetInfo>();
  const loads = new Map<TilesetName, Promise<TilesetInfo>>();
  const listeners = new Set<(name: TilesetName, version: string) => void>();
  const counts = { hits: 0, misses: 0, encodes: 0 };

  /** Loads of one tileset never overlap: the later one must win. */
  function load(name: TilesetName): Promise<TilesetInfo> {
    const before = loads.get(name) ?? Promise.resolve();
    const next = before
      .catch(() => undefined)
      .then(async () => {
        const info = await source.load(name);
        infos.set(name, info);
        return info;
      });
    loads.set(name, next);
    next.catch(() => undefined);
    return next;
  }

  /** The tileset's state: at once when it is read, also while a newer one is being read; a failed read is tried again. */
  async function infoOf(name: TilesetName): Promise<TilesetInfo> {
    const known = infos.get(name);
    if (known !== undefined) return known;
    const loading = loads.get(name);
    if (loading === undefined) return load(name);
    return loading.catch(() => load(name));
  }

  async function reload(name: TilesetName): Promise<boolean> {
    const before = infos.get(name)?.version;
    const { version } = await load(name);
    if (before === version) return false;
    cache.deletePrefix(`${name}/${before}/`);
    for (const listener of listeners) listener(name, version);
    return true;
  }

  function cutTile(
    name: TilesetName,
    version: string,
    z: number,
    x: number,
    y: number,
    key: string,
  ): Promise<Uint8Array | null> {
    let cutting = rawInFlight.get(key);
    if (cutting === undefined) {
      counts.encodes++;
      cutting = source.get(name, version, z, x, y).finally(() => rawInFlight.delete(key));
      rawInFlight.set(key, cutting);
    }
    return cutting;
  }

  async function prepareTile(
    name: TilesetName,
    version: string,
    z: number,
    x: number,
    y: number,
    encoding: TileEncoding,
  ): Promise<CachedTile> {
    const raw = await cutTile(name, version, z, x, y, `${name}/${version}/${z}/${x}/${y}`);
    if (raw === null) return { answer: { status: 'empty' }, byteLength: 0 };
    const bytes = await compressTile(raw, encoding);
    const etag = `"${createHash('sha256').update(encoding).update(bytes).digest('base64url').slice(0, 22)}"`;
    return { answer: { status: 'ok', bytes, etag, encoding }, byteLength: bytes.length };
  }

  async function getTile(
    name: TilesetName,
    version: string,
    z: number,
    x: number,
    y: number,
    encoding: TileEncoding,
  ): Promise<TileAnswer> {
    const { minimumZoom, maximumZoom } = TILESETS[name];
    if (!(Number.isInteger(z) && z >= minimumZoom && z <= maximumZoom)) return { status: 'out-of-range' };
    if (!(isTileNumber(x, z) && isTileNumber(y, z))) return { status: 'out-of-range' };
    const info = infos.get(name) ?? (await infoOf(name));
    if (info.version !== version) return { status: 'unknown-version', currentVersion: info.version };
    const key = `${name}/${version}/${z}/${x}/${y}/${encoding}`;
    const cached = cache.get(key);
    if (cached !== undefined) {
      counts.hits++;
      return cached.answer;
    }
    counts.misses++;
    let preparing = inFlight.get(key);
    if (preparing === undefined) {
      preparing = prepareTile(name, version, z, x, y, encoding)
        .then((tile) => {
          // What is at hand is served without asking who asks.
          if (infos.get(name)?.version === version && !isRestricted(name)) cache.set(key, tile);
          return tile;
        })
        .finally(() => inFlight.delete(key));
      inFlight.set(key, preparing);
    }
    try {
      return (await preparing).answer;
    } catch (error) {
      // The tileset was read again between the look at its version and the cut.
      if (error instanceof UnknownVersionError)
        return { status: 'unknown-version', currentVersion: (await infoOf(name)).version };
      throw error;
    }
  }

  function cachedTile(address: string, encoding: TileEncoding) {
    const answer = cache.get(`${address}/${encoding}`)?.answer;
    if (answer?.status !== 'ok') return null;
    counts.hits++;
    return answer;
  }

  async function tilesetsOf(datasetId: string): Promise<readonly TilesetName[]> {
    const [row] = await database.query<{ family: string }>(loadQuery('dataset-family'), [datasetId]);
    // A dataset that is gone may have stood anywhere.
    return row === undefined ? TILESET_NAMES : (TILESETS_OF_FAMILY[row.family] ?? []);
  }

  async function invalidate(datasetId: string): Promise<readonly TilesetName[]> {
    const changed: TilesetName[] = [];
    for (const name of await tilesetsOf(datasetId)) if (await reload(name)) changed.push(name);
    return changed;
  }

  const stale = new Set<TilesetName>();
  let refreshing = false;
  /** Reads the tilesets again, one at a time; one that changes many times while an import runs is read once per turn. */
  async function refresh(names: readonly TilesetName[]): Promise<void> {
    for (const name of names) stale.add(name);
    if (refreshing) return;
    refreshing = true;
    for (const name of stale) {
      stale.delete(name);
      await reload(name).catch((error: unknown) => onError(name, error));
    }
    refreshing = false;
  }

  const stopListening = await database.listen(
    CHANNEL,
    (datasetId) => {
      void tilesetsOf(datasetId)
        .catch(() => TILESET_NAMES)
        .then(refresh);
    },
    () => void refresh(TILESET_NAMES),
  );

  // One after the other: the embedded engine answers one at a time anyway, and the ground is seen first.
  const eagerly = (async () => {
    for (const name of TILESET_NAMES) await infoOf(name);
  })();
  eagerly.catch(() => undefined);

  let closing: Promise<void> | null = null;
  return {
    getTile,
    cachedTile,
    invalidate,
    infoOf,
    tileJson: async (name, baseUrl): Promise<TileJson> => tileJsonOf(name, await infoOf(name), baseUrl, profile.bounds),
    list: () => TILESET_NAMES.map((name) => ({ name, info: infos.get(name) ?? null })),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    ready: () => eagerly,
    statistics: () => ({ ...counts, cachedBytes: cache.byteLength }),
    close() {
      closing ??= (async () => {
        listeners.clear();
        await stopListening();
        await Promise.allSettled([eagerly, ...loads.values()]);
      })();
      return closing;
    },
  };
}

function isTileNumber(value: number, z: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < 2 ** z;
}
