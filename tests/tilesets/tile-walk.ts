import type { TilesetName } from '#tilesets';
import type { TilesetInfo, TileSource } from '../../tilesets/tile-source.ts';
import { mercatorX, mercatorY } from '../../tilesets/mercator.ts';
import { decodeTile, type DecodedFeature } from './decode-tile.ts';

/** Columns and rows of all tiles of a zoom that meet the bounds, `[west, south, east, north]` in degrees. */
export function tilesWithin(bounds: NonNullable<TilesetInfo['bounds']>, z: number): [number, number][] {
  const [west, south, east, north] = bounds;
  const column = (longitude: number) => Math.floor(mercatorX(longitude) * 2 ** z);
  const row = (latitude: number) => Math.floor(mercatorY(latitude) * 2 ** z);
  const tiles: [number, number][] = [];
  for (let x = column(west); x <= column(east); x++) for (let y = row(north); y <= row(south); y++) tiles.push([x, y]);
  return tiles;
}

/** Every tile of a zoom that is not empty, with its bytes and decoded layers. */
export async function readZoom(
  source: TileSource,
  tileset: TilesetName,
  { version, bounds }: TilesetInfo,
  z: number,
): Promise<{ x: number; y: number; bytes: Uint8Array; layers: Record<string, DecodedFeature[]> }[]> {
  const read = [];
  for (const [x, y] of bounds === null ? [] : tilesWithin(bounds, z)) {
    const bytes = await source.get(tileset, version, z, x, y);
    if (bytes !== null) read.push({ x, y, bytes, layers: decodeTile(bytes) });
  }
  return read;
}
