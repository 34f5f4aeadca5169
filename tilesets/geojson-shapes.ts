import type { Geometry, Position } from 'geojson';
import type { Shape, Vertex } from './feature-table.ts';
import { mercatorX, mercatorY } from './mercator.ts';
import { withImportance } from './simplify.ts';

type Part = Shape['parts'][number];

/** Lines and rings of a GeoJSON geometry in unit mercator, each simplified on its own. Points are left out. */
export function partsOf(geometry: Geometry): Part[] {
  switch (geometry.type) {
    case 'LineString':
      return [linePart(geometry.coordinates)];
    case 'MultiLineString':
      return geometry.coordinates.map(linePart);
    case 'Polygon':
      return geometry.coordinates.map(ringPart);
    case 'MultiPolygon':
      return geometry.coordinates.flatMap((polygon) => polygon.map(ringPart));
    case 'GeometryCollection':
      return geometry.geometries.flatMap(partsOf);
    default:
      return [];
  }
}

function project(positions: readonly Position[]): [number, number][] {
  return positions.map((position) => [mercatorX(position[0]!), mercatorY(position[1]!)]);
}

function linePart(positions: readonly Position[]): Part {
  return { vertices: withImportance(project(positions), false), isHole: false };
}

function ringPart(positions: readonly Position[], index: number): Part {
  return { vertices: openRing(withImportance(project(positions), true)), isHole: index > 0 };
}

/** A ring without the repetition of its first vertex. */
export function openRing(vertices: readonly Vertex[]): Vertex[] {
  return vertices.slice(0, -1);
}
