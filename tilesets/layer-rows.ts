import { createHash } from 'node:crypto';
import type { Queryable } from '../data/database/database.ts';
import type { RegionProfile } from '../data/model/region.ts';
import type { LayerRow } from './feature-table.ts';
import { loadQuery } from './queries/load.ts';
import { TILESETS, type TilesetName } from './schema.ts';
import type { TilesetInput } from './tile-source.ts';

/** Raise it when tiles of the same rows change, so that no browser keeps the old ones. */
const ENCODING = 2;

/** Layers that are no table of their own but follow from others: the borders, and the sea from the land. */
const QUERIES_OF_BORDERS = ['regions-kecamatan', 'regions-desa'];
const QUERIES_OF_GROUND = ['ground-land', 'ground-neighbour', 'ground-enclave'];

export interface TilesetRows {
  readonly version: string;
  readonly inputs: readonly TilesetInput[];
  /** Rows by the name of their statement. */
  readonly rows: ReadonlyMap<string, readonly LayerRow[]>;
}

/** Names of the statements that a tileset is made of: `<tileset>-<layer>`. */
export function queriesOf(tileset: TilesetName): readonly string[] {
  if (tileset === 'borders') return QUERIES_OF_BORDERS;
  if (tileset === 'ground') return QUERIES_OF_GROUND;
  return Object.keys(TILESETS[tileset].layers).map((layer) => `${tileset}-${layer}`);
}

/** Parameters of a statement; most need none. */
export function parametersOf(query: string, profile: RegionProfile): readonly unknown[] {
  if (query !== 'ground-neighbour' && query !== 'ground-enclave') return [];
  return [profile.neighbours.filter((neighbour) => neighbour.enclave).map((neighbour) => neighbour.code)];
}

interface InputRow extends LayerRow {
  id: string;
  version: number;
  imported: string;
  producer: string;
  licence: string | null;
  sample: boolean;
}

/** Version of a tileset made of these datasets, and what is known of them. */
export async function readInputs(
  database: Queryable,
  tileset: TilesetName,
  profile: RegionProfile,
  datasets: Iterable<string>,
): Promise<{ version: string; inputs: readonly TilesetInput[] }> {
  const inputs = await database.query<InputRow>(loadQuery('inputs'), [[...datasets]]);
  const states = inputs.map(({ id, version, imported }) => [id, version, imported]);
  // Of the profile only the ground depends: its sea and its enclaves.
  const ground = tileset === 'ground' ? [profile.bounds, profile.neighbours, profile.sea] : [];
  return {
    version: createHash('sha256')
      .update(JSON.stringify([ENCODING, tileset, ground, states]))
      .digest('hex')
      .slice(0, 12),
    inputs: inputs.map(({ id, producer, licence, sample }) => ({ id, producer, licence, sample })),
  };
}

/** Reads all rows of a tileset, and the version that follows from the imports they come from. Run it in one snapshot. */
export async function readTilesetRows(
  database: Queryable,
  tileset: TilesetName,
  profile: RegionProfile,
): Promise<TilesetRows> {
  const rows = new Map<string, readonly LayerRow[]>();
  const datasets = new Set<string>();
  for (const query of queriesOf(tileset)) {
    const answer = await database.query<LayerRow>(loadQuery(query), parametersOf(query, profile));
    rows.set(query, answer);
    for (const row of answer) {
      datasets.add(row.dataset as string);
      // Borders are cut from the same rows but show no people.
      if (tileset === 'regions' && typeof row.population_dataset === 'string') datasets.add(row.population_dataset);
    }
  }
  return { ...(await readInputs(database, tileset, profile, datasets)), rows };
}
