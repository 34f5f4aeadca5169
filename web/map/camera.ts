import type { BBox, Position } from '#model/geometry';
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

/** What the map shows: west, south, east, north. */
export function boundsOf(map: MapLibre): BBox {
  const bounds = map.getBounds();
  return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
}

/** Keeps two maps looking at the same place, whichever is moved. Returns how to stop. */
export function synchroniseCameras(one: MapLibre, other: MapLibre): () => void {
  let isFollowing = false;
  const follow = (from: MapLibre, to: MapLibre) => () => {
    if (isFollowing) return;
    isFollowing = true;
    // Padding is part of a camera: with another one the same centre would stand elsewhere.
    to.jumpTo({ center: from.getCenter(), zoom: from.getZoom(), padding: from.getPadding() });
    isFollowing = false;
  };
  const [forth, back] = [follow(one, other), follow(other, one)];
  forth();
  one.on('move', forth);
  other.on('move', back);
  return () => {
    one.off('move', forth);
    other.off('move', back);
  };
}
