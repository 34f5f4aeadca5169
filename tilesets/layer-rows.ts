import { createHash } from 'node:crypto';
import type { Queryable } from '../data/database/database.ts';
import type { RegionProfile } from '../data/model/region.ts';
import type { LayerRow } from './feature-table.ts';
import { loadQuery } from './queries/load.ts';
import { TILESETS, type TilesetName } from './schema.ts';
import type { TilesetInput } from './tile-source.ts';

/** Raise it when tiles of the same rows change, so that no browser keeps the old ones. */
const ENCODING = 1;

/** The sea is cut from the region's box and this many degrees around it. */
const SEA_MARGIN_DEGREES = 0.9;
/** About 330 m: gaps between the outlines of two sources are narrower, bays that a map shows are wider. */
const SLIVER_DEGREES = 0.003;

/** Borders are not a table: they follow from the polygons of the regions. */
const QUERIES_OF_BORDERS = ['regions-kecamatan', 'regions-desa'];

export interface TilesetRows {
  readonly version: string;
  readonly inputs: readonly TilesetInput[];
  /** Rows by the name of their statement. */
  readonly rows: ReadonlyMap<string, readonly LayerRow[]>;
}

/** Names of the statements that a tileset is made of: `<tileset>-<layer>`. */
export function queriesOf(tileset: TilesetName): readonly string[] {
  if (tileset === 'borders') return QUERIES_OF_BORDERS;
  return Object.keys(TILESETS[tileset].layers).map((layer) => `${tileset}-${layer}`);
}

/** Parameters of a statement; most need none. `null` when the profile gives it nothing to answer. */
export function parametersOf(query: string, profile: RegionProfile): readonly unknown[] | null {
  if (query === 'ground-neighbour' || query === 'ground-enclave') {
    return [profile.neighbours.filter((neighbour) => neighbour.enclave).map((neighbour) => neighbour.code)];
  }
  if (query !== 'ground-sea') return [];
  if (profile.sea === null) return null;
  const [west, south, east, north] = profile.bounds;
  const { landBeyond, labelPoint } = profile.sea;
  const land =
    landBeyond.length === 0
      ? null
      : JSON.stringify({ type: 'MultiPolygon', coordinates: landBeyond.map((ring) => [ring]) });
  return [
    west - SEA_MARGIN_DEGREES,
    south - SEA_MARGIN_DEGREES,
    east + SEA_MARGIN_DEGREES,
    north + SEA_MARGIN_DEGREES,
    land,
    labelPoint[0],
    labelPoint[1],
    SLIVER_DEGREES,
  ];
}

interface InputRow extends LayerRow {
  id: string;
  version: number;
  imported: string;
  producer: string;
  licence: string | null;
  sample: boolean;
}

/** Reads all rows of a tileset, and the version that follows from the imports they come from. Run it in one snapshot. */
export async function readTilesetRows(
  database: Queryable,
  tileset: TilesetName,
  profile: RegionProfile,
): Promise<TilesetRows> {
  const rows = new Map<string, readonly LayerRow[]>();
  const datasets = new Set<string>();
  const usedParameters: unknown[] = [];
  for (const query of queriesOf(tileset)) {
    const parameters = parametersOf(query, profile);
    const answer = parameters === null ? [] : await database.query<LayerRow>(loadQuery(query), parameters);
    usedParameters.push(parameters);
    rows.set(query, answer);
    for (const row of answer) {
      datasets.add(row.dataset as string);
      if (typeof row.population_dataset === 'string') datasets.add(row.population_dataset);
    }
  }
  const inputs = datasets.size === 0 ? [] : await database.query<InputRow>(loadQuery('inputs'), [[...datasets]]);
  const states = inputs.map(({ id, version, imported }) => [id, version, imported]);
  const version = createHash('sha256')
    .update(JSON.stringify([ENCODING, tileset, usedParameters, states]))
    .digest('hex')
    .slice(0, 12);
  return {
    version,
    inputs: inputs.map(({ id, producer, licence, sample }) => ({ id, producer, licence, sample })),
    rows,
  };
}
