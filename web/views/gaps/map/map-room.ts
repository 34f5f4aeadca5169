import type { BBox } from '#model/geometry';
import type { RegionCode } from '#model/region';
import type { Padding } from '../../../map/camera.ts';
import { paddingBeside } from '../../../map/room.ts';

export interface MapRoom {
  readonly frame: { readonly width: number; readonly height: number };
  readonly legend: { readonly width: number; readonly height: number };
  /** The legend stands below the map, not on it. */
  readonly isStrip: boolean;
  /** Letters of the credit: it is on the map only when the map is, so it cannot be measured before. */
  readonly creditLetters: number;
  readonly hasSampleNote: boolean;
  readonly bounds: BBox;
  readonly boxOf: ReadonlyMap<RegionCode, BBox>;
}

/** Width in px from which the region makes room for the buttons on the map: a phone has none to give. */
const BUTTONS_COUNT_FROM = 480;
const BUTTONS = { left: 12, top: 12, right: 348, bottom: 54 };
const CREDIT = { width: 420, letter: 5.2, line: 15, scale: 26 };
const EDGE = 12;

/** The padding, in px, that keeps every kecamatan clear of the panels that lie on the map. */
export function roomBeside({ frame, legend, isStrip, creditLetters, hasSampleNote, bounds, boxOf }: MapRoom): Padding {
  const right = frame.width - EDGE;
  const creditWidth = Math.min(CREDIT.width, frame.width - (isStrip ? 24 : 280));
  const lines = Math.ceil((creditLetters * CREDIT.letter) / creditWidth) + (hasSampleNote ? 1 : 0);
  const creditTop = frame.height - 8 - lines * CREDIT.line;
  const panels = [
    { left: right - Math.min(creditWidth, creditLetters * CREDIT.letter), top: creditTop, right, bottom: frame.height },
    { left: right - 112, top: creditTop - CREDIT.scale, right, bottom: frame.height },
  ];
  if (frame.width >= BUTTONS_COUNT_FROM) panels.push(BUTTONS, { left: right - 42, top: EDGE, right, bottom: 138 });
  if (!isStrip)
    panels.push({
      left: EDGE,
      top: frame.height - EDGE - legend.height,
      right: EDGE + legend.width,
      bottom: frame.height,
    });
  const parts = [...boxOf].filter(([code]) => code.length === 8).map(([, box]) => box);
  return paddingBeside(frame, bounds, parts, panels);
}
