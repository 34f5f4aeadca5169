import type { Position } from '#model/geometry';
import type { Words } from '../../upload/row-words.ts';
import { legsOf } from '../../../../map/drawing/legs.ts';

interface Placed {
  readonly position: Position | null;
  readonly geometry?: unknown;
  readonly region: string | null;
}
interface Shape {
  readonly type: string;
  readonly coordinates: unknown;
}

/** The lines of a geometry, or the rings of an area. */
export function linesOf(geometry: unknown): readonly (readonly Position[])[] {
  const shape = geometry as Shape | null | undefined;
  switch (shape?.type) {
    case 'LineString':
      return [shape.coordinates as Position[]];
    case 'MultiLineString':
    case 'Polygon':
      return shape.coordinates as Position[][];
    case 'MultiPolygon':
      return (shape.coordinates as Position[][][]).flat();
    default:
      return [];
  }
}

/** Straight length of all lines of a geometry in metres, on the ellipsoid; 0 for a point. */
export function lengthOf(geometry: unknown): number {
  return linesOf(geometry)
    .flatMap((line) => legsOf(line))
    .reduce((sum, metres) => sum + metres, 0);
}

/** Where something lies, in words: coordinates, the length and points of a line, or only the region. */
export function placeWords({ t, format }: Words, { position, geometry, region }: Placed): string {
  if (position !== null) return format.coordinate(position);
  const shape = geometry as Shape | null | undefined;
  if (shape) {
    const points = format.number(linesOf(shape).reduce((sum, line) => sum + line.length, 0));
    return shape.type.includes('Polygon')
      ? t('deskShape.area', { points })
      : t('deskShape.line.length', { points, length: format.distance(lengthOf(shape)) });
  }
  return region === null ? t('deskData.noPlace') : t('deskFeature.onlyRegion', { region });
}
