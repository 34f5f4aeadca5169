import Flatbush from 'flatbush';
import type { Polygonal, Position } from '#model/geometry';
import { metresPerDegree } from '../geodesy.ts';
import { planeAround } from '../road-places.ts';

/** Polygons that can be asked what lies at a place, and how far from it the nearest are. */
export interface PolygonIndex {
  /** Positions in the list of those that hold the place, its border included, in ascending order. */
  at(position: Position): number[];
  /** Those up to a distance with their metres, 0 inside and on the border; the nearest first. */
  within(position: Position, metres: number): { readonly index: number; readonly metres: number }[];
  /** Metres to the nearest, 0 inside and on the border; null without any. */
  nearestMetres(position: Position): number | null;
}

/** Coordinates have at most six decimals (0.1 m): what is nearer than this to a border is on it. */
const ON_BORDER_METRES = 0.01;
/** The boxes are compared in degrees, the polygons in metres around the place. */
const SLACK = 1.01;

/**
 * An index of polygons in degrees. Holes are no part of a polygon but their borders are, and where two polygons touch a place on the
 * common border is in both: for a limit to building, that is the careful answer. Metres are those of the plane around the place.
 * What is up to `toleranceMetres` from a border is on it: for outlines that are not known any better.
 */
export function createPolygonIndex(geometries: readonly Polygonal[], toleranceMetres = ON_BORDER_METRES): PolygonIndex {
  const polygons = geometries.map((geometry) =>
    geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates,
  );
  const rings = polygons.map((parts) => parts.flat());
  const index = geometries.length > 0 ? new Flatbush(geometries.length) : null;
  for (const ofOne of rings) {
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const ring of ofOne) {
      for (const [x, y] of ring) {
        west = Math.min(west, x);
        east = Math.max(east, x);
        south = Math.min(south, y);
        north = Math.max(north, y);
      }
    }
    index?.add(west, south, east, north);
  }
  index?.finish();

  /** Metres from a place to a polygon. */
  function metresTo(at: number, [x, y]: Position): number {
    const plane = planeAround(x, y);
    let isInside = false;
    let least = Infinity;
    for (const ring of rings[at]!) {
      let [fromX, fromY] = [0, 0];
      ring.forEach(([longitude, latitude], corner) => {
        const [toX, toY] = [plane.x(longitude, latitude), plane.y(latitude)];
        if (corner > 0) {
          const [dx, dy] = [toX - fromX, toY - fromY];
          const squared = dx * dx + dy * dy;
          const share = squared > 0 ? Math.min(1, Math.max(0, -(fromX * dx + fromY * dy) / squared)) : 0;
          least = Math.min(least, Math.hypot(fromX + share * dx, fromY + share * dy));
          // A border to the east of the place is crossed; its lower end counts, its upper one does not.
          if (fromY <= 0 !== toY <= 0 && fromX - (fromY * dx) / dy > 0) isInside = !isInside;
        }
        [fromX, fromY] = [toX, toY];
      });
    }
    return isInside || least <= Math.max(toleranceMetres, ON_BORDER_METRES) ? 0 : least;
  }
  function near([x, y]: Position, metres: number): number[] {
    if (!index) return [];
    const scale = metresPerDegree(y);
    const around = (metres + toleranceMetres) * SLACK + 1;
    const [east, north] = [around / scale.east, around / scale.north];
    return index.search(x - east, y - north, x + east, y + north);
  }
  function within(position: Position, limit: number): { index: number; metres: number }[] {
    return near(position, limit)
      .map((at) => ({ index: at, metres: metresTo(at, position) }))
      .filter(({ metres }) => metres <= limit)
      .sort((a, b) => a.metres - b.metres || a.index - b.index);
  }

  return {
    at: (position) =>
      within(position, 0)
        .map(({ index: at }) => at)
        .sort((a, b) => a - b),
    within,
    nearestMetres(position) {
      if (!index) return null;
      // What the nearest boxes hold is a first guess; nothing nearer can have its box farther away than that.
      const guess = Math.min(...index.neighbors(position[0], position[1], 4).map((at) => metresTo(at, position)));
      return within(position, guess)[0]?.metres ?? guess;
    },
  };
}
