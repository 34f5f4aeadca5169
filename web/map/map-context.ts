import type { Map as MapLibre } from 'maplibre-gl';
import { createContext } from 'svelte';
import type { MapTheme } from './theme.ts';

export type LiveMap = MapLibre;
/** Draws on the map of a picture what is drawn on the live one beside its style. */
export type PictureDrawer = (map: MapLibre, theme: MapTheme) => Promise<void>;

/** The live map, for the parts that are placed inside a canvas; they exist only once the map has loaded. */
export interface MapContext {
  readonly map: MapLibre;
  /** What is not part of the style must be drawn once more for print. Returns how to stop. */
  alsoInPictures(draw: PictureDrawer): () => void;
}
const [getMapContext, setMapContext] = createContext<MapContext>();
export { getMapContext, setMapContext };

/** The map around a component. Throws outside a canvas. */
export function getMap(): MapLibre {
  return getMapContext().map;
}
