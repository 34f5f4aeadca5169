import { gzipSync } from 'node:zlib';
import type { Database } from '../data/database/database.ts';
import { PUBLIC } from '../data/model/account.ts';
import type { RegionProfile } from '../data/model/region.ts';
import { readTilesetRows, type TilesetRows } from './layer-rows.ts';
import { TileWriter } from './mvt.ts';
import { encodePoints } from './point-encoder.ts';
import { isRestricted, TILESETS, type TilesetName } from './schema.ts';
import { encodeShapes } from './shape-encoder.ts';
import { GZIP_LEVEL } from './tile-compression.ts';
import { UnknownVersionError, type TilesetInfo, type TileSource } from './tile-source.ts';
import { boundsOf, Coverages, LARGEST_TILE_BYTES, layersOf, type LoadedLayer } from './tileset-layers.ts';

interface LoadedTileset {
  readonly info: TilesetInfo;
  readonly layers: readonly LoadedLayer[];
  readonly hasClusters: boolean;
  /** How many levels coarser a tile must be to keep within the limit, for those that were large enough to be weighed. */
  readonly coarser: Map<string, number>;
}

/** Tiles from typed arrays in memory: one SELECT per layer when loading, no database when a tile is asked for. */
export class MemorySource implements TileSource {
  readonly #database: Database;
  readonly #profile: RegionProfile;
  readonly #loaded = new Map<TilesetName, LoadedTileset>();
  readonly #writer = new TileWriter();
  readonly #coverages = new Coverages();

  constructor(database: Database, profile: RegionProfile) {
    this.#database = database;
    this.#profile = profile;
  }

  async load(tileset: TilesetName): Promise<TilesetInfo> {
    // What is for everybody is read as everybody: a statement that forgets the rule still gets open rows only.
    const reader = isRestricted(tileset) ? this.#database : this.#database.as(PUBLIC);
    const read = await reader.transaction(async (transaction) => {
      // Rows of several layers and the versions of their datasets must be of one moment.
      await transaction.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
      return readTilesetRows(transaction, tileset, this.#profile);
    });
    const held = this.#loaded.get(tileset);
    if (held?.info.version === read.version) return held.info;
    const loaded = loadTileset(tileset, read, this.#profile, this.#coverages);
    this.#loaded.set(tileset, loaded);
    return loaded.info;
  }

  async get(tileset: TilesetName, version: string, z: number, x: number, y: number): Promise<Uint8Array | null> {
    const loaded = this.#loaded.get(tileset);
    if (loaded?.info.version !== version) throw new UnknownVersionError(tileset, version);
    const address = `${z}/${x}/${y}`;
    for (let coarser = loaded.coarser.get(address) ?? 0; ; coarser++) {
      const tile = this.#encode(tileset, loaded, z, x, y, coarser);
      if (tile === null || tile.length <= LARGEST_TILE_BYTES || !loaded.hasClusters) return tile;
      if (loaded.coarser.has(address)) return tile;
      // The plan of a zoom works with estimates; where one fails the tile alone goes coarser.
      if (coarser === z || gzipSync(tile, { level: GZIP_LEVEL }).length <= LARGEST_TILE_BYTES) {
        loaded.coarser.set(address, coarser);
        return tile;
      }
    }
  }

  #encode(
    tileset: TilesetName,
    { layers }: LoadedTileset,
    z: number,
    x: number,
    y: number,
    coarser: number,
  ): Uint8Array | null {
    const isDeepest = z >= TILESETS[tileset].maximumZoom;
    const writer = this.#writer;
    writer.startTile();
    for (const layer of layers) {
      if (z < layer.minimumZoom) continue;
      if (layer.type === 'point') encodePoints(writer, layer, z, x, y, coarser);
      // The deepest tiles are enlarged by the client, so they keep every vertex.
      else encodeShapes(writer, layer, z, x, y, isDeepest ? 0 : layer.toleranceUnits);
    }
    return writer.endTile();
  }
}

function loadTileset(
  tileset: TilesetName,
  { version, inputs, rows }: TilesetRows,
  profile: RegionProfile,
  coverages: Coverages,
): LoadedTileset {
  const layers = layersOf(tileset, rows, profile, coverages);
  const hasClusters = layers.some((layer) => layer.type === 'point' && layer.groups.length > 0);
  return { info: { version, inputs, bounds: boundsOf(layers) }, layers, hasClusters, coarser: new Map() };
}
