import type { TilesetName } from '#tilesets';
import { borders } from './borders.ts';
import { facilities } from './facilities.ts';
import { ground } from './ground.ts';
import { hazardZones } from './hazard.ts';
import { ict } from './ict.ts';
import { installations, landAssets } from './infrastructure.ts';
import { landUse } from './land-use.ts';
import { permits } from './permits.ts';
import { projects } from './projects.ts';
import { regions } from './regions.ts';
import { roads, sampleRoads } from './roads.ts';
import { coast, water } from './water.ts';

/** Every layer of the map. Within one place of the drawing order, an earlier layer lies below a later one. */
export const LAYERS = [
  ground,
  coast,
  regions,
  borders,
  landUse,
  hazardZones,
  landAssets,
  water,
  sampleRoads,
  roads,
  ict,
  installations,
  permits,
  facilities,
  projects,
] as const;

export type AnyLayer = (typeof LAYERS)[number];
export type LayerId = AnyLayer['id'];

/** A tileset that no layer draws is a compile error here. */
type Undrawn = Exclude<TilesetName, AnyLayer['tileset']>;
const everyTilesetIsDrawn: [Undrawn] extends [never] ? true : Undrawn = true;
void everyTilesetIsDrawn;

/** The layers that people can switch, as in the layer list. */
export const SWITCHABLE_LAYERS = LAYERS.filter((layer) => layer.family !== null);

/** Whether a name from outside (an address, a setting) is a layer that people can switch. */
export function isSwitchableLayer(id: string): id is LayerId {
  return SWITCHABLE_LAYERS.some((layer) => layer.id === id);
}

/** The layer of an id. */
export function layerOf(id: LayerId): AnyLayer {
  return LAYERS.find((layer) => layer.id === id) as AnyLayer;
}
