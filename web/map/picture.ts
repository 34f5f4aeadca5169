import type { BBox } from '#model/geometry';
import type { StyleSpecification } from '@maplibre/maplibre-gl-style-spec';
import { boundsOf } from './camera.ts';
import { createMap } from './create-map.ts';
import { applyStates } from './live-style.ts';
import type { PictureDrawer } from './map-context.ts';
import type { ImageSize, MapImage } from './map-image.ts';
import { statesOf } from './style.ts';
import type { MapTheme } from './theme.ts';

export interface PictureOptions extends ImageSize {
  readonly style: StyleSpecification;
  readonly theme: MapTheme;
  /** What the screen shows; the picture shows more where its shape asks for it. */
  readonly bounds: BBox;
  readonly drawers: Iterable<PictureDrawer>;
  readonly signal?: AbortSignal;
}

/** A map that has not come to rest by then is drawn as it stands: tiles that never come must not hold up a print. */
const MOST_MILLISECONDS = 30_000;
const EQUATOR_METRES = 40_075_016.686;
const TILE_PX = 512;

/**
 * Draws a style once more on a map that nobody sees, as large and as fine as asked, and hands over the picture.
 * A canvas of WebGL may print blank and holds its picture for one frame only; this one is a plain canvas.
 * Rejects when the device cannot draw maps, or with the reason of the signal.
 */
export async function drawPicture({
  style,
  theme,
  bounds,
  whole,
  drawers,
  widthPx,
  heightPx,
  pixelRatio,
  signal,
}: PictureOptions): Promise<MapImage> {
  signal?.throwIfAborted();
  const container = document.createElement('div');
  container.setAttribute('aria-hidden', 'true');
  container.style.cssText = `position:fixed;left:-20000px;top:0;width:${widthPx}px;height:${heightPx}px`;
  document.body.append(container);
  let map: ReturnType<typeof createMap> | null = null;
  try {
    const created = createMap({
      container,
      style,
      bounds: whole && contains(bounds, whole) ? whole : bounds,
      fitBoundsOptions: { padding: 8 },
      interactive: false,
      fadeDuration: 0,
      pixelRatio,
      maxCanvasSize: [widthPx * pixelRatio, heightPx * pixelRatio],
      canvasContextAttributes: { preserveDrawingBuffer: true },
    });
    map = created;
    await Promise.race([created.once('load'), abortOf(signal)]);
    applyStates(created, statesOf(style));
    for (const draw of drawers) await draw(created, theme);
    created.triggerRepaint();
    await Promise.race([created.once('idle'), pause(MOST_MILLISECONDS), abortOf(signal)]);
    const source = created.getCanvas();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [source.width, source.height];
    canvas.getContext('2d')?.drawImage(source, 0, 0);
    const zoom = created.getZoom();
    return {
      canvas,
      widthPx,
      heightPx,
      pixelRatio,
      zoom,
      bounds: boundsOf(created),
      metresPerPx: (EQUATOR_METRES * Math.cos((created.getCenter().lat * Math.PI) / 180)) / (TILE_PX * 2 ** zoom),
    };
  } finally {
    map?.remove();
    container.remove();
  }
}

const contains = (outer: BBox, inner: BBox): boolean =>
  outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3];
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
function abortOf(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) =>
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
  );
}
