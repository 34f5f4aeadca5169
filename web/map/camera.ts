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

/** How a box is brought into view: no closer than `mostZoom`, and clear of what lies `beside` it. */
export interface FitOptions {
  readonly mostZoom?: number;
  readonly beside?: Padding;
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

/** The share of the map's smaller side from which a place is large enough to be seen. */
const SENSIBLE_SHARE = 0.25;
/** Levels of zoom that are no gain. */
const SAME_ZOOM = 0.3;

/** Whether all of a box is seen clear of what lies `beside` it, at a sensible size or as near as it would be brought. */
export function isWellInView(
  map: MapLibre,
  [west, south, east, north]: BBox,
  { mostZoom, beside }: Required<FitOptions>,
): boolean {
  const { clientWidth: width, clientHeight: height } = map.getContainer();
  const [start, end] = [map.project([west, north]), map.project([east, south])];
  const isInside =
    start.x >= beside.left && start.y >= beside.top && end.x <= width - beside.right && end.y <= height - beside.bottom;
  const isLarge = Math.max(end.x - start.x, end.y - start.y) >= SENSIBLE_SHARE * Math.min(width, height);
  return isInside && (isLarge || map.getZoom() >= mostZoom - SAME_ZOOM);
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
