import type { BBox } from '#model/geometry';

/** Size of a picture of the map, in CSS px; the canvas has `pixelRatio` times as many. */
export interface ImageSize {
  readonly widthPx: number;
  readonly heightPx: number;
  /** 2 on a map 1,100 px wide prints an A4 page across at 200 dpi. */
  readonly pixelRatio: number;
  /** Drawn close to this box when all of it is in view, so that a picture of the whole is not one of its neighbours. */
  readonly whole?: BBox;
}

/** A picture of the map without its panels, and what a scale bar and a caption need to know of it. */
export interface MapImage extends ImageSize {
  readonly canvas: HTMLCanvasElement;
  /** Ground that one CSS px covers at the middle of the picture. */
  readonly metresPerPx: number;
  readonly bounds: BBox;
  readonly zoom: number;
}
