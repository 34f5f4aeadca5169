import area from '@turf/area';
import type { Geometry, MultiPolygon } from 'geojson';
import polylabel from 'polylabel';
import type { BBox, Polygonal, Position } from '#model/geometry';
import { metresBetween } from './coordinates.ts';

/** A geometry with two numbers per position, and whether heights had to be dropped for that. Null is no geometry. */
export function withoutHeights<G extends Geometry>(geometry: G): { geometry: G; dropped: boolean } {
  let dropped = false;
  const flat = (value: unknown): unknown => {
    if (!Array.isArray(value)) return value;
    if (typeof value[0] !== 'number') return value.map(flat);
    if (value.length > 2) dropped = true;
    return [value[0], value[1]];
  };
  if (geometry.type === 'GeometryCollection') return { geometry, dropped };
  return { geometry: { ...geometry, coordinates: flat(geometry.coordinates) } as G, dropped };
}

/** The polygons of an area, largest first, or null when the geometry is not an area or has no ring that closes. */
export function partsOf(geometry: Geometry | null): Position[][][] | null {
  if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon') return null;
  const parts = (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates) as Position[][][];
  const usable = parts.filter((rings) => (rings[0]?.length ?? 0) >= 4);
  if (usable.length === 0) return null;
  return usable
    .map((rings) => ({ rings, size: area({ type: 'Polygon', coordinates: rings }) }))
    .sort((a, b) => b.size - a.size)
    .map(({ rings }) => rings);
}

const FAR_METRES = 10_000;
const FAR_SHARE = 0.2;

/**
 * Divides the parts of a region into those that belong to it and those far off: more than 10 km from the largest part and
 * smaller than a fifth of it. Such parts come from two regions of one name mixed up; real islands near a coast stay.
 */
export function withoutFarParts(parts: Position[][][]): { kept: Position[][][]; far: Position[][][] } {
  const [main, ...others] = parts;
  if (!main) return { kept: [], far: [] };
  const mainArea = area({ type: 'Polygon', coordinates: main });
  const box = boxOf(main[0] ?? []);
  const isFar = (part: Position[][]) =>
    area({ type: 'Polygon', coordinates: part }) < FAR_SHARE * mainArea &&
    metresToBox(boxOf(part[0] ?? []), box) > FAR_METRES;
  const far = others.filter(isFar);
  return { kept: [main, ...others.filter((part) => !far.includes(part))], far };
}

export const multiPolygonOf = (parts: Position[][][]): MultiPolygon => ({ type: 'MultiPolygon', coordinates: parts });

const LABEL_PRECISION_DEGREES = 0.0001;

/** Pole of inaccessibility of the largest part: the point inside that is farthest from its border. */
export function labelPointOf(geometry: Polygonal): Position {
  const parts = partsOf(geometry);
  if (!parts?.[0]) throw new Error('A label point needs an area.');
  const [longitude, latitude] = polylabel(parts[0], LABEL_PRECISION_DEGREES);
  return [longitude!, latitude!];
}

export function boxOf(positions: readonly Position[]): BBox {
  const box: BBox = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of positions) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

function metresToBox(a: BBox, b: BBox): number {
  const gap = (low: number, high: number, otherLow: number, otherHigh: number): [number, number] =>
    high < otherLow ? [high, otherLow] : otherHigh < low ? [low, otherHigh] : [low, low];
  const [x1, x2] = gap(a[0], a[2], b[0], b[2]);
  const [y1, y2] = gap(a[1], a[3], b[1], b[3]);
  return metresBetween([x1, y1], [x2, y2]);
}
