import type { BBox } from '#model/geometry';
import type { RegionCode } from '#model/region';
import type { GapsView } from '../../../state/url-codec.ts';
import type { MapRoom } from './map-room.ts';

/** Where the level follows the zoom, a region is looked at from just before the next finer level begins. */
const NEAREST = { kecamatan: { auto: 11.1, fixed: 13 }, desa: { auto: 13.1, fixed: 14 } };

/** How near a region is brought. */
export function nearestZoomFor(code: RegionCode, isLevelAuto: boolean): number {
  return NEAREST[code.length === 8 ? 'kecamatan' : 'desa'][isLevelAuto ? 'auto' : 'fixed'];
}

/** One region as all that must be clear of the panels. */
export function boundsAlone(code: RegionCode, bounds: BBox): Pick<MapRoom, 'bounds' | 'boxOf'> {
  return { bounds, boxOf: new Map([[code.slice(0, 8), bounds]]) };
}

/** How long a press may take to come back as the region that is chosen, in ms. */
const PRESS_TAKES = 400;

/** Which region the map must bring into sight: one chosen elsewhere, by an address that does not say where to look. */
export class RegionSight {
  /** The region that was dealt with last. */
  private seen: RegionCode | null;
  /** The region that was pressed on the map itself: there the camera stays. */
  private pressed: RegionCode | null = null;
  /** The camera that the map told last; another one comes from outside. */
  private told: GapsView['camera'];

  constructor({ selected, camera }: Pick<GapsView, 'selected' | 'camera'>) {
    this.seen = camera ? selected : null;
    this.told = camera;
  }

  press(code: RegionCode): void {
    this.pressed = code;
    setTimeout(() => (this.pressed = null), PRESS_TAKES);
  }
  tell(camera: NonNullable<GapsView['camera']>): NonNullable<GapsView['camera']> {
    return (this.told = camera);
  }
  /** The region to be brought into sight now; each once. */
  regionToBring({ selected, camera }: Pick<GapsView, 'selected' | 'camera'>): RegionCode | null {
    if (selected === this.seen) return null;
    this.seen = selected;
    const isLookedAt = camera !== null && !isSameCamera(camera, this.told);
    return selected === this.pressed || isLookedAt ? null : selected;
  }
}

function isSameCamera(one: GapsView['camera'], other: GapsView['camera']): boolean {
  return one?.zoom === other?.zoom && one?.longitude === other?.longitude && one?.latitude === other?.latitude;
}
