/** Pictures are drawn at twice the size, so that they stay sharp on dense screens. */
export const PIXEL_RATIO = 2;

export interface DrawnImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** A square picture of `size` CSS px. Needs a browser's canvas. */
export function paint(size: number, drawOn: (context: CanvasRenderingContext2D) => void): DrawnImage {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size * PIXEL_RATIO;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2d canvas');
  context.scale(PIXEL_RATIO, PIXEL_RATIO);
  drawOn(context);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
