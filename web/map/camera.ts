import type { Position } from '#model/geometry';
import type { Map as MapLibre } from 'maplibre-gl';

/** Where the map looks; north is always up. */
export interface Camera {
  readonly center: Position;
  readonly zoom: number;
}
export interface Padding {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** What went wrong, as a code: no answer, an answer of 5xx, a refused tile, or the map itself. */
export type MapFailure = 'network' | 'server' | 'tiles' | 'map';

/** The camera in the precision that an address carries: 5 decimals are about 1 m. */
export function cameraOf(map: MapLibre): Camera {
  const { lng, lat } = map.getCenter();
  return { center: [Number(lng.toFixed(5)), Number(lat.toFixed(5))], zoom: Number(map.getZoom().toFixed(2)) };
}
