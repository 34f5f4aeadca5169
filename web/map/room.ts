import type { BBox } from '#model/geometry';
import type { Padding } from './camera.ts';

/** A panel on the map, in px from its upper left corner. */
export interface PanelBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const EDGE = 20;
/** Between a panel and what must not lie under it. */
const GAP = 6;
const STEP = 12;

/**
 * The padding, in px, with which `box` is largest on a map of this size while none of `parts` lies under a panel. A region is
 * no rectangle: its parts may leave a corner free, and then a panel there costs nothing. Where no padding keeps clear of the
 * panels, the plain edge.
 */
export function paddingBeside(
  size: { readonly width: number; readonly height: number },
  box: BBox,
  parts: readonly BBox[],
  panels: readonly PanelBox[],
): Padding {
  const [west, south, east, north] = box;
  // A degree of longitude is shorter than one of latitude, as on the map.
  const narrowing = Math.cos((((south + north) / 2) * Math.PI) / 180);
  let best: { padding: Padding; scale: number } | null = null;
  for (let left = EDGE; left < size.width / 2; left += STEP)
    for (let right = EDGE; right < size.width / 2; right += STEP * 2)
      for (let bottom = EDGE; bottom < size.height / 2; bottom += STEP) {
        const padding = { top: EDGE, right, bottom, left };
        const width = size.width - left - right;
        const height = size.height - EDGE - bottom;
        const scale = Math.min(width / ((east - west) * narrowing), height / (north - south));
        if (best && scale <= best.scale) continue;
        const x = (longitude: number) => left + width / 2 + (longitude - (west + east) / 2) * narrowing * scale;
        const y = (latitude: number) => EDGE + height / 2 - (latitude - (south + north) / 2) * scale;
        const isClear = parts.every(([w, s, e, n]) =>
          panels.every(
            (panel) =>
              x(e) + GAP < panel.left ||
              x(w) - GAP > panel.right ||
              y(s) + GAP < panel.top ||
              y(n) - GAP > panel.bottom,
          ),
        );
        if (isClear) best = { padding, scale };
      }
  return best?.padding ?? { top: EDGE, right: EDGE, bottom: EDGE, left: EDGE };
}
