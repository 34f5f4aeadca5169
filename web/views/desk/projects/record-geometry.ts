import type { Position } from '#model/geometry';
import type { MapFigure } from '../../../map/figures.ts';

/** Every corner of a GeoJSON geometry; none of what is no geometry. */
export function positionsOf(geometry: unknown): Position[] {
  const coordinates = (geometry as { coordinates?: unknown } | null)?.coordinates;
  return Array.isArray(coordinates) ? corners(coordinates) : [];
}

function corners(coordinates: readonly unknown[]): Position[] {
  const [longitude, latitude] = coordinates;
  if (typeof longitude === 'number' && typeof latitude === 'number') return [[longitude, latitude]];
  return coordinates.flatMap((part) => (Array.isArray(part) ? corners(part) : []));
}

type Line = Extract<MapFigure['geometry'], { type: 'LineString' }>;

/** What a map draws of a geometry: its lines or areas; nothing of a point, which is a mark. */
export function figuresOf(geometry: unknown): MapFigure[] {
  const shape = geometry as
    | MapFigure['geometry']
    | { type: 'MultiLineString'; coordinates: Line['coordinates'][] }
    | { type: 'Point' | 'MultiPoint' }
    | null;
  switch (shape?.type) {
    case 'LineString':
      return [{ role: 'line', geometry: shape }];
    case 'MultiLineString':
      return shape.coordinates.map((coordinates) => ({ role: 'line', geometry: { type: 'LineString', coordinates } }));
    case 'Polygon':
    case 'MultiPolygon':
      return [{ role: 'area', geometry: shape }];
    default:
      return [];
  }
}
