import { z } from 'zod';

/** A point as `[longitude, latitude]` in degrees, WGS 84 (EPSG:4326). Never the other way round. */
export const Position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
export type Position = z.infer<typeof Position>;

/** `[west, south, east, north]` in degrees, WGS 84. */
export const BBox = z
  .tuple([z.number(), z.number(), z.number(), z.number()])
  .refine(([west, south, east, north]) => west < east && south < north, { message: 'bbox_order' })
  .refine(([west, south, east, north]) => west >= -180 && east <= 180 && south >= -90 && north <= 90, {
    message: 'bbox_range',
  });
export type BBox = z.infer<typeof BBox>;

/** Whether a position lies in a box, borders included. */
export function isInside([longitude, latitude]: Position, [west, south, east, north]: BBox): boolean {
  return longitude >= west && longitude <= east && latitude >= south && latitude <= north;
}

export type Polygonal =
  { type: 'Polygon'; coordinates: Position[][] } | { type: 'MultiPolygon'; coordinates: Position[][][] };
