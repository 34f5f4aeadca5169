import type { Backend } from '../../backend/backend.ts';
import type { AnswerOf } from '#contract';
import { isInside, type BBox, type Position } from '#model/geometry';
import type { Place } from '../../state/url-codec.ts';

/** Where "nearest" starts. Positions of a device or a pressed point live only in memory: in no address, in no request. */
export type Origin =
  | { readonly type: 'place'; readonly name: string; readonly position: Position; readonly kecamatan: string | null }
  | { readonly type: 'device'; readonly position: Position }
  | { readonly type: 'point'; readonly position: Position };

export type FacilityColumns = AnswerOf<'analysisFacilities'>;

/** The origin of a public place; null when it does not exist. */
export async function originOf(place: Place, backend: Backend, signal: AbortSignal): Promise<Origin | null> {
  if (place.type === 'region') {
    const region = await backend.get('region', {}, { code: place.code }, signal);
    return {
      type: 'place',
      name: region.name,
      position: region.labelPoint,
      kecamatan: region.level === 'kecamatan' ? region.code : region.level === 'desa' ? region.parent : null,
    };
  }
  const columns = await backend.get('analysisFacilities', { kinds: place.kind }, {}, signal);
  const at = columns.id.indexOf(place.id);
  const position = pointAt(columns, at);
  return position
    ? { type: 'place', name: columns.name[at] ?? '', position, kecamatan: columns.region[at]?.slice(0, 8) ?? null }
    : null;
}

/** The point of one row, or null where it has none. */
export function pointAt(columns: Pick<FacilityColumns, 'longitude' | 'latitude'>, row: number): Position | null {
  const longitude = columns.longitude[row];
  const latitude = columns.latitude[row];
  return longitude == null || latitude == null ? null : [longitude, latitude];
}

export type LocationOutcome =
  { readonly type: 'found'; readonly position: Position } | { readonly type: 'denied' } | { readonly type: 'outside' };

/** Asks the device where it is. The answer stays on the device. */
export function locateDevice(bounds: BBox | null): Promise<LocationOutcome> {
  return new Promise((resolve) => {
    if (!('geolocation' in navigator)) return resolve({ type: 'denied' });
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const position: Position = [coords.longitude, coords.latitude];
        resolve(bounds && !isInside(position, bounds) ? { type: 'outside' } : { type: 'found', position });
      },
      () => resolve({ type: 'denied' }),
      { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 },
    );
  });
}

/** The box around points with a margin, for a map that shows them all. */
export function boxAround(points: readonly Position[], marginDegrees: number): BBox | null {
  if (points.length === 0) return null;
  const longitudes = points.map(([longitude]) => longitude);
  const latitudes = points.map(([, latitude]) => latitude);
  return [
    Math.min(...longitudes) - marginDegrees,
    Math.min(...latitudes) - marginDegrees,
    Math.max(...longitudes) + marginDegrees,
    Math.max(...latitudes) + marginDegrees,
  ];
}
