import type { Padding } from '../../../map/camera.ts';
import { roomBeside, type MapRoom } from './map-room.ts';

/** A narrower map has its legend below it, not on it. */
const LEAST_WIDTH_FOR_LEGEND = 620;
/** Two halves of a comparison need more room: what lies on one of them is missing from the other, too. */
const LEAST_WIDTH_FOR_COMPARISON = 760;
const PHONE = '(max-width: 699px)';
const PHONE_SHARE = 0.56;
const BUTTONS_HEIGHT = 84;
const LEAST_PANEL = 240;

/** The sizes of the map and of the legend on or below it, in px, and the room that follows from them. */
export class MapFrame {
  size = $state({ width: 0, height: 0 });
  legend = $state({ width: 0, height: 0 });
  /** The height of the second legend of a comparison, 0 without one. */
  secondLegend = $state(0);
  private readonly isCompared: () => boolean;
  readonly isStrip = $derived.by(() => {
    const least = this.isCompared() ? LEAST_WIDTH_FOR_COMPARISON : LEAST_WIDTH_FOR_LEGEND;
    return this.size.width > 0 && this.size.width < least;
  });
  /** Its size follows its form a moment later: a strip is as wide as the map. */
  readonly isLegendMeasured = $derived.by(
    () => this.legend.height > 0 && this.legend.width > 0.9 * this.size.width === this.isStrip,
  );
  /** The height of the map itself. On a phone the frame is as high as what is in it, and the map takes its share of the window. */
  readonly mapHeight = $derived.by(() =>
    matchMedia(PHONE).matches
      ? PHONE_SHARE * innerHeight
      : this.size.height - (this.isStrip ? this.legend.height + this.secondLegend : 0),
  );
  readonly panelHeight = $derived.by(() => Math.max(LEAST_PANEL, this.mapHeight - BUTTONS_HEIGHT));

  constructor(isCompared: () => boolean) {
    this.isCompared = isCompared;
  }

  /** The padding that keeps every kecamatan clear of what lies on the map; null before anything is measured. */
  paddingFor(ground: Pick<MapRoom, 'bounds' | 'boxOf'>, credit: string, hasSampleNote: boolean): Padding | null {
    if (this.size.width === 0) return null;
    return roomBeside({
      frame: { width: this.size.width, height: this.mapHeight },
      legend: this.legend,
      isStrip: this.isStrip,
      creditLetters: credit.length,
      hasSampleNote,
      ...ground,
    });
  }
}
