import type { Geometry, LineString, Polygon, Position } from 'geojson';

type Part = LineString | Polygon;

/** The single lines or areas of a geometry, rounded to so many decimals; points have none. */
export function partsOf(geometry: Geometry, decimals: number): Part[] {
  const round = ([x, y]: Position): Position => [Number(x!.toFixed(decimals)), Number(y!.toFixed(decimals))];
  const line = (coordinates: Position[]): LineString => ({ type: 'LineString', coordinates: coordinates.map(round) });
  const area = (coordinates: Position[][]): Polygon => ({
    type: 'Polygon',
    coordinates: coordinates.map((ring) => ring.map(round)),
  });
  switch (geometry.type) {
    case 'LineString':
      return [line(geometry.coordinates)];
    case 'MultiLineString':
      return geometry.coordinates.map(line);
    case 'Polygon':
      return [area(geometry.coordinates)];
    case 'MultiPolygon':
      return geometry.coordinates.map(area);
    default:
      return [];
  }
}

/** Parts put together again: as many-part geometry when `like` was one, or when there are several; null for none. */
export function joined(parts: readonly Part[], like: Geometry | null): Geometry | null {
  const [first] = parts;
  if (!first) return null;
  const isMany = parts.length > 1 || (like?.type.startsWith('Multi') ?? false);
  if (!isMany) return first;
  return first.type === 'LineString'
    ? { type: 'MultiLineString', coordinates: parts.map(({ coordinates }) => coordinates as Position[]) }
    : { type: 'MultiPolygon', coordinates: parts.map(({ coordinates }) => coordinates as Position[][]) };
}
