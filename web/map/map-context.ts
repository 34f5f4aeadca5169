import type { Map as MapLibre } from 'maplibre-gl';
import { createContext } from 'svelte';

/** The live map, for the parts that are placed inside a canvas; they exist only once the map has loaded. */
export interface MapContext {
  readonly map: MapLibre;
}
const [getMapContext, setMapContext] = createContext<MapContext>();
export { setMapContext };

/** The map around a component. Throws outside a canvas. */
export function getMap(): MapLibre {
  return getMapContext().map;
}
