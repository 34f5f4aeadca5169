import { isRestricted, isTilesetName } from '#tilesets';
import type { MapGround } from '../../../../shell/map-ground.ts';

/** The ground of a map of a hand's width: without names, which would hide the points, and without layers it never draws. */
export function smallGround(ground: MapGround): MapGround {
  const tiles = Object.entries(ground.tiles).filter(([name]) => isTilesetName(name) && !isRestricted(name));
  return { ...ground, tiles: Object.fromEntries(tiles), labels: [] };
}
