import {
  area,
  difference,
  EndType,
  FillRule,
  inflatePaths,
  JoinType,
  pointInPolygon,
  PointInPolygonResult,
  union,
  type Path64,
  type Paths64,
} from 'clipper2-ts';
import type { MultiPolygon, Polygon, Position } from 'geojson';
import type { RegionProfile } from '../data/model/region.ts';

// Computed here and not by PostGIS: where GEOS has to try again with snapped coordinates, as it does for outlines of two
// surveys that nearly coincide, the embedded engine answers with no row and no error (PGlite 0.5.8 with PostGIS 3.6.2).

/** The sea is cut from the region's box and this many degrees around it. */
const MARGIN_DEGREES = 0.9;
/** About 330 m: gaps between the outlines of two surveys are narrower, bays that a map shows are wider. */
const SLIVER_DEGREES = 0.003;
/** Clipper works on whole numbers: 1 cm. */
const UNITS_PER_DEGREE = 1e7;

/**
 * The sea around a region: its widened box less all land, and of the rest the part that holds the profile's label point.
 * `null` inland, and where the label point lies on land.
 */
export function seaAround(profile: RegionProfile, land: readonly (Polygon | MultiPolygon)[]): Polygon | null {
  if (profile.sea === null) return null;
  const [west, south, east, north] = profile.bounds;
  const box = pathOf([
    [west - MARGIN_DEGREES, south - MARGIN_DEGREES],
    [east + MARGIN_DEGREES, south - MARGIN_DEGREES],
    [east + MARGIN_DEGREES, north + MARGIN_DEGREES],
    [west - MARGIN_DEGREES, north + MARGIN_DEGREES],
  ]);
  const known = land.flatMap(orientedRingsOf);
  const beyond = profile.sea.landBeyond.map((ring) => wound(pathOf(ring), true));
  const whole = union([...known, ...beyond], FillRule.NonZero);
  // Closing (grow, then shrink by the same) fills slivers and narrow mouths and leaves the open coast where it is.
  const reach = (SLIVER_DEGREES / 2) * UNITS_PER_DEGREE;
  const grown = inflatePaths(whole, reach, JoinType.Round, EndType.Polygon);
  const closed = inflatePaths(grown, -reach, JoinType.Round, EndType.Polygon);
  const water = difference([box], union([...whole, ...closed], FillRule.NonZero), FillRule.NonZero);
  return partWith(water, pathOf([profile.sea.labelPoint])[0]!);
}

/** The smallest outer ring around the point, with the islands in it. */
function partWith(rings: Paths64, point: Path64[number]): Polygon | null {
  const around = rings
    .filter((ring) => area(ring) > 0 && pointInPolygon(point, ring) !== PointInPolygonResult.IsOutside)
    .sort((a, b) => area(a) - area(b));
  const outer = around[0];
  if (outer === undefined) return null;
  const islands = rings.filter(
    (ring) => area(ring) < 0 && pointInPolygon(ring[0]!, outer) !== PointInPolygonResult.IsOutside,
  );
  if (islands.some((island) => pointInPolygon(point, island) === PointInPolygonResult.IsInside)) return null;
  return { type: 'Polygon', coordinates: [outer, ...islands].map(ringOf) };
}

function orientedRingsOf(geometry: Polygon | MultiPolygon): Paths64 {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return polygons.flatMap((rings) => rings.map((ring, index) => wound(pathOf(ring), index === 0)));
}

function wound(path: Path64, isExterior: boolean): Path64 {
  return area(path) > 0 === isExterior ? path : path.reverse();
}

function pathOf(ring: readonly (Position | readonly [number, number])[]): Path64 {
  return ring.map((position) => ({
    x: Math.round(position[0]! * UNITS_PER_DEGREE),
    y: Math.round(position[1]! * UNITS_PER_DEGREE),
  }));
}

function ringOf(path: Path64): Position[] {
  const ring = path.map(({ x, y }): Position => [x / UNITS_PER_DEGREE, y / UNITS_PER_DEGREE]);
  return [...ring, ring[0]!];
}
