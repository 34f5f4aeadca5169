import type { TilesetName } from '#tilesets';
import { MemorySource } from '../../tilesets/memory-source.ts';
import type { Database } from '../../data/database/database.ts';
import { loadMiniProfile } from '../fixtures/kabupaten-mini/load.ts';
import { decodeTile } from './decode-tile.ts';

/**
 * Tiles of the fixture that are kept. The regency lies where four tiles meet at zooms 9 to 12 (columns 3299 and 3300, rows
 * 2127 and 2128 of zoom 12), so each of them cuts through its layers.
 */
export const GOLDEN_TILES: readonly (readonly [TilesetName, number, number, number])[] = [
  ['ground', 9, 412, 265],
  ['regions', 8, 206, 132],
  ['regions', 12, 3300, 2128],
  ['regions', 14, 13200, 8512],
  ['borders', 9, 412, 265],
  ['borders', 12, 3300, 2128],
  ['facilities', 10, 825, 532],
  ['facilities', 13, 6600, 4256],
  ['roads', 12, 3300, 2128],
  ['infrastructure', 12, 3300, 2127],
  ['permits', 12, 3300, 2127],
  ['projects', 12, 3300, 2127],
  ['hazard', 12, 3299, 2128],
  ['land-use', 12, 3300, 2128],
];

/** Each kept tile by file name, as text: layers, and a line per feature. Versions are left out: they name the moment of the import. */
export async function describeGoldenTiles(database: Database): Promise<Map<string, string>> {
  const source = new MemorySource(database, await loadMiniProfile());
  const described = new Map<string, string>();
  for (const [tileset, z, x, y] of GOLDEN_TILES) {
    const { version } = await source.load(tileset);
    const tile = await source.get(tileset, version, z, x, y);
    const layers = Object.entries(tile === null ? {} : decodeTile(tile));
    const text = layers.map(([name, features]) => {
      const lines = features.map((feature) => `    ${JSON.stringify(feature)}`);
      return `  ${JSON.stringify(name)}: [\n${lines.join(',\n')}\n  ]`;
    });
    described.set(`${tileset}-${z}-${x}-${y}.json`, `{\n${text.join(',\n')}\n}\n`);
  }
  return described;
}
