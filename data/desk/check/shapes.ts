import type { Geometry } from 'geojson';
import { isInside, type BBox, type Position } from '#model/geometry';
import { withoutHeights } from '../../import/polygons.ts';

export const INDONESIA: BBox = [94, -12, 142, 7];

/** Every position of a geometry. */
export function positionsOf(geometry: Geometry): Position[] {
  if (geometry.type === 'GeometryCollection') return geometry.geometries.flatMap(positionsOf);
  const positions: Position[] = [];
  const walk = (value: unknown): void => {
    if (!Array.isArray(value)) return;
    if (typeof value[0] === 'number') positions.push([value[0], value[1] as number]);
    else value.forEach(walk);
  };
  walk(geometry.coordinates);
  return positions;
}

/** 0 for points, 1 for lines, 2 for areas; null for a mixture. */
export function dimensionOf({ type }: Geometry): 0 | 1 | 2 | null {
  if (type === 'GeometryCollection') return null;
  return type.endsWith('Point') ? 0 : type.endsWith('LineString') ? 1 : 2;
}

/** The same geometry with the two numbers of each position changed round. */
export function swapped(geometry: Geometry): Geometry {
  if (geometry.type === 'GeometryCollection') return geometry;
  const turn = (value: unknown): unknown => {
    if (!Array.isArray(value)) return value;
    return typeof value[0] === 'number' ? [value[1], value[0]] : value.map(turn);
  };
  return { ...geometry, coordinates: turn(geometry.coordinates) } as Geometry;
}

export interface ReadShape {
  readonly geometry: Geometry | null;
  /** Why it cannot be used; null when it can. */
  readonly reason: 'geometry_invalid' | 'coordinates_swapped' | 'coordinates_outside_region' | null;
  readonly isSwapped: boolean;
}

/**
 * A line or an area as the tables take it: without heights, without parts that have no length or no width, with rings that close.
 * Rings that cross themselves are left to the database, which repairs them.
 */
export function readShape(raw: Geometry, bounds: BBox, swap: boolean): ReadShape {
  const refused = (reason: ReadShape['reason']): ReadShape => ({ geometry: null, reason, isSwapped: false });
  let { geometry } = withoutHeights(raw);
  const positions = positionsOf(geometry);
  if (positions.length === 0 || !positions.every((position) => position.every(Number.isFinite)))
    return refused('geometry_invalid');
  let isSwapped = false;
  if (!positions.some((position) => isInside(position, bounds))) {
    if (!positions.some(([x, y]) => isInside([y, x], bounds))) return refused('coordinates_outside_region');
    if (!swap) return refused('coordinates_swapped');
    geometry = swapped(geometry);
    isSwapped = true;
  }
  if (!positionsOf(geometry).every((position) => isInside(position, INDONESIA)))
    return refused('coordinates_outside_region');
  const sound = soundParts(geometry);
  return sound === null ? refused('geometry_invalid') : { geometry: sound, reason: null, isSwapped };
}

function soundParts(geometry: Geometry): Geometry | null {
  switch (geometry.type) {
    case 'LineString':
      return hasLength(geometry.coordinates as Position[]) ? geometry : null;
    case 'MultiLineString': {
      const lines = geometry.coordinates.filter((line) => hasLength(line as Position[]));
      return lines.length === 0 ? null : { type: 'MultiLineString', coordinates: lines };
    }
    case 'Polygon': {
      const rings = soundRings(geometry.coordinates as Position[][]);
      return rings === null ? null : { type: 'Polygon', coordinates: rings };
    }
    case 'MultiPolygon': {
      const parts = geometry.coordinates
        .map((rings) => soundRings(rings as Position[][]))
        .filter((rings) => rings !== null);
      return parts.length === 0 ? null : { type: 'MultiPolygon', coordinates: parts };
    }
    default:
      return geometry;
  }
}

const isSame = (a: Position, b: Position) => a[0] === b[0] && a[1] === b[1];
const hasLength = (line: readonly Position[]) => line.some((position) => !isSame(position, line[0]!));

/** Rings that close and span an area, the outer one first; null when the outer one does not. */
function soundRings(rings: readonly Position[][]): Position[][] | null {
  const closed = rings.map((ring) => (ring.length > 0 && !isSame(ring[0]!, ring.at(-1)!) ? [...ring, ring[0]!] : ring));
  const [outer, ...holes] = closed;
  if (outer === undefined || !spansArea(outer)) return null;
  return [outer, ...holes.filter(spansArea)];
}

/** Whether the positions of a ring do not all lie on one line. */
function spansArea(ring: readonly Position[]): boolean {
  if (ring.length < 4) return false;
  const origin = ring[0]!;
  const along = ring.find((position) => !isSame(position, origin));
  if (along === undefined) return false;
  const [dx, dy] = [along[0] - origin[0], along[1] - origin[1]];
  // Less than a millimetre beside the line is on it.
  return ring.some(([x, y]) => Math.abs((x - origin[0]) * dy - (y - origin[1]) * dx) > 1e-8 * Math.hypot(dx, dy));
}
