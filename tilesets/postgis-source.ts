import type { Database, Queryable } from '../data/database/database.ts';
import type { RegionProfile } from '../data/model/region.ts';
import { queriesOf, readInputs } from './layer-rows.ts';
import { BUFFER, EXTENT } from './mvt.ts';
import { loadQuery } from './queries/load.ts';
import { TILESETS, type Tileset, type TileLayer, type TilesetName } from './schema.ts';
import { UnknownVersionError, type TilesetInfo, type TileSource } from './tile-source.ts';

/** Tilesets whose layers are rows as they stand. Ground and borders are computed from others, in memory only. */
export const POSTGIS_TILESETS = [
  'regions',
  'facilities',
  'roads',
  'water',
  'infrastructure',
  'permits',
  'projects',
  'hazard',
  'land-use',
] as const satisfies readonly TilesetName[];
export type PostgisTileset = (typeof POSTGIS_TILESETS)[number];

// Identifiers below come from schema.ts alone, never from a request: names of tables and columns cannot be parameters.

/**
 * Tiles cut by PostGIS (`ST_AsMVT`) from tables in web mercator, for tilesets too large for memory; server engine only.
 * It neither clusters points nor simplifies, so it suits tilesets that are asked for closer in.
 */
export class PostgisSource implements TileSource {
  readonly #database: Database;
  readonly #profile: RegionProfile;
  readonly #infos = new Map<TilesetName, TilesetInfo>();

  constructor(database: Database, profile: RegionProfile) {
    if (database.engine !== 'server') throw new RangeError('the embedded engine has no ST_AsMVT');
    this.#database = database;
    this.#profile = profile;
  }

  /** Writes the tileset's rows anew into tables of the schema `tiles`, with a spatial index. */
  async load(tileset: TilesetName): Promise<TilesetInfo> {
    if (!isPostgisTileset(tileset)) throw new RangeError(`${tileset} is not cut by PostGIS`);
    const info = await this.#database.transaction(async (transaction) => {
      await transaction.query('CREATE SCHEMA IF NOT EXISTS tiles');
      for (const query of queriesOf(tileset)) await writeTable(transaction, query, layerOf(tileset, query));
      const datasets = new Set<string>();
      for (const query of queriesOf(tileset)) {
        for (const column of datasetColumnsOf(loadQuery(query))) {
          const rows = await transaction.query<{ dataset: string | null }>(
            `SELECT DISTINCT ${column} AS dataset FROM tiles."${query}"`,
          );
          for (const { dataset } of rows) if (dataset !== null) datasets.add(dataset);
        }
      }
      return {
        ...(await readInputs(transaction, tileset, this.#profile, datasets)),
        bounds: await readBounds(transaction, tileset),
      };
    });
    this.#infos.set(tileset, info);
    return info;
  }

  async get(tileset: TilesetName, version: string, z: number, x: number, y: number): Promise<Uint8Array | null> {
    if (this.#infos.get(tileset)?.version !== version) throw new UnknownVersionError(tileset, version);
    const queries = queriesOf(tileset).filter((query) => z >= layerOf(tileset, query).minimumZoom);
    if (queries.length === 0) return null;
    const layers = queries.map((query) => `(${tileQuery(tileset, query)})`);
    const [row] = await this.#database.query<{ tile: Uint8Array }>(`SELECT ${layers.join(' || ')} AS tile`, [z, x, y]);
    return row === undefined || row.tile.length === 0 ? null : row.tile;
  }
}

function isPostgisTileset(tileset: TilesetName): tileset is PostgisTileset {
  return (POSTGIS_TILESETS as readonly TilesetName[]).includes(tileset);
}

function layerNameOf(tileset: TilesetName, query: string): string {
  return query.slice(tileset.length + 1);
}

function layerOf(tileset: TilesetName, query: string): TileLayer {
  return (TILESETS[tileset] as Tileset).layers[layerNameOf(tileset, query)]!;
}

/** Columns that name a dataset which the rows come from. */
function datasetColumnsOf(rows: string): readonly string[] {
  return rows.includes(' AS population_dataset') ? ['dataset', 'population_dataset'] : ['dataset'];
}

async function writeTable(database: Queryable, query: string, layer: TileLayer): Promise<void> {
  const shape =
    layer.geometry === 'point'
      ? 'ST_SetSRID(ST_MakePoint(longitude, latitude), 4326)'
      : 'ST_SetSRID(ST_GeomFromGeoJSON(geometry), 4326)';
  const rows = loadQuery(query);
  const columns = new Set([...Object.keys(layer.attributes), ...datasetColumnsOf(rows)]);
  const selected = [...columns].map((column) => `"${column}"`).join(', ');
  const id = rows.includes(' AS feature_id') ? 'feature_id::bigint' : 'row_number() OVER ()';
  const fromZoom = rows.includes(' AS from_zoom') ? 'from_zoom' : '0';
  await database.query(`DROP TABLE IF EXISTS tiles."${query}"`);
  await database.query(
    `CREATE TABLE tiles."${query}" AS
     SELECT ${id} AS feature_number, ${fromZoom} AS drawn_from, ${selected}, ST_Transform(${shape}, 3857) AS shape FROM (${rows}) AS rows`,
  );
  await database.query(`CREATE INDEX ON tiles."${query}" USING gist (shape)`);
  await database.query(`ANALYZE tiles."${query}"`);
}

async function readBounds(database: Queryable, tileset: TilesetName): Promise<TilesetInfo['bounds']> {
  const shapes = queriesOf(tileset).map((query) => `SELECT ST_Extent(shape)::geometry AS box FROM tiles."${query}"`);
  const [row] = await database.query<Record<'west' | 'south' | 'east' | 'north', number | null>>(
    `SELECT ST_XMin(box) AS west, ST_YMin(box) AS south, ST_XMax(box) AS east, ST_YMax(box) AS north
     FROM (SELECT ST_Transform(ST_SetSRID(ST_Extent(box)::geometry, 3857), 4326) AS box FROM (${shapes.join(' UNION ALL ')}) AS boxes) AS whole`,
  );
  const { west, south, east, north } = row!;
  return west === null ? null : [west, south!, east!, north!];
}

function tileQuery(tileset: TilesetName, query: string): string {
  const layer = layerOf(tileset, query);
  const buffer = layer.buffer ?? BUFFER;
  const attributes = Object.keys(layer.attributes)
    .map((column) => `"${column}"`)
    .join(', ');
  return `SELECT ST_AsMVT(tile, '${layerNameOf(tileset, query)}', ${EXTENT}, 'geometry', 'feature_number') FROM (
    SELECT feature_number, ${attributes},
      ST_AsMVTGeom(shape, ST_TileEnvelope($1::integer, $2::integer, $3::integer), ${EXTENT}, ${buffer}, true) AS geometry
    FROM tiles."${query}"
    WHERE shape && ST_TileEnvelope($1::integer, $2::integer, $3::integer, margin => ${buffer / EXTENT}) AND drawn_from <= $1::integer
    ORDER BY feature_number
  ) AS tile WHERE geometry IS NOT NULL`;
}
