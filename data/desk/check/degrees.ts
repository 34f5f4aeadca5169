import proj4 from 'proj4';
import { isInside, type BBox, type Position } from '#model/geometry';

// Degrees of Indonesia's datums differ from WGS 84 by less than a survey by phone: DGN95 and SRGI2013 count as equal to it.
const PROJECTIONS: readonly (readonly [crs: string, definition: string])[] = [
  ...[46, 47, 48, 49, 50, 51, 52, 53, 54].flatMap((zone) => [
    [`EPSG:${32700 + zone}`, `+proj=utm +zone=${zone} +south +datum=WGS84 +units=m +no_defs`] as const,
    [`EPSG:${32600 + zone}`, `+proj=utm +zone=${zone} +datum=WGS84 +units=m +no_defs`] as const,
  ]),
  ['EPSG:3857', '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +no_defs'],
];
const transforms = new Map<string, proj4.Converter>();

/** Whether two numbers can only be metres of a projection. */
export const isProjected = (x: number, y: number): boolean => Math.abs(x) > 1000 && Math.abs(y) > 1000;

/**
 * Where metres of a projection lie, and in which one: that of the region first, then the other zones of Indonesia and web
 * Mercator; east and north in either order. Null when none of them leads into the bounds.
 */
export function unproject(
  x: number,
  y: number,
  bounds: BBox,
  home: { crs: string; proj4: string },
): { position: Position; crs: string } | null {
  for (const [crs, definition] of [[home.crs, home.proj4] as const, ...PROJECTIONS]) {
    let transform = transforms.get(crs);
    if (transform === undefined) transforms.set(crs, (transform = proj4(definition)));
    for (const [east, north] of [
      [x, y],
      [y, x],
    ] as const) {
      // Beyond a few zones the formulas of a projection mean nothing, and may throw.
      if (Math.abs(east) > 2e7 || Math.abs(north) > 2.1e7) continue;
      const [longitude, latitude] = transform.inverse([east, north]) as [number, number];
      const position: Position = [Number(longitude.toFixed(7)), Number(latitude.toFixed(7))];
      if (Number.isFinite(longitude) && Number.isFinite(latitude) && isInside(position, bounds))
        return { position, crs };
    }
  }
  return null;
}
