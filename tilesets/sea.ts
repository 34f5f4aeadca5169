import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import type { MultiPolygon, Polygon } from 'geojson';
import {
  differenceOfRings,
  gridRingsOf,
  offsetRings,
  polygonsOfRings,
  unionOfRings,
  type GridRing,
} from '../data/analysis/index.ts';
import type { Polygonal, Position } from '../data/model/geometry.ts';
import type { RegionProfile } from '../data/model/region.ts';

// Computed here and not by PostGIS: where GEOS has to try again with snapped coordinates, as it does for outlines of two
// surveys that nearly coincide, the embedded engine answers with no row and no error (PGlite 0.5.8 with PostGIS 3.6.2).

/** The sea is cut from the region's box and this many degrees around it. */
const MARGIN_DEGREES = 0.9;
/** About 330 m: gaps between the outlines of two surveys are narrower, bays that a map shows are wider. */
const SLIVER_DEGREES = 0.003;
/** 1 cm: areas are cut on whole numbers. */
const UNITS_PER_DEGREE = 1e7;

/**
 * The sea around a region: its widened box less all land, and of the rest the part that holds the profile's label point.
 * `null` inland, and where the label point lies on land.
 */
export function seaAround(profile: RegionProfile, land: readonly (Polygon | MultiPolygon)[]): Polygon | null {
  if (profile.sea === null) return null;
  const [west, south, east, north] = profile.bounds;
  const box = ringsOf([
    [west - MARGIN_DEGREES, south - MARGIN_DEGREES],
    [east + MARGIN_DEGREES, south - MARGIN_DEGREES],
    [east + MARGIN_DEGREES, north + MARGIN_DEGREES],
    [west - MARGIN_DEGREES, north + MARGIN_DEGREES],
    [west - MARGIN_DEGREES, south - MARGIN_DEGREES],
  ]);
  const known = land.flatMap((geometry) => gridRingsOf(geometry as Polygonal, UNITS_PER_DEGREE));
  const whole = unionOfRings([...known, ...profile.sea.landBeyond.flatMap(ringsOf)]);
  // Closing (grow, then shrink by the same) fills slivers and narrow mouths and leaves the open coast where it is.
  const reach = (SLIVER_DEGREES / 2) * UNITS_PER_DEGREE;
  const closed = offsetRings(offsetRings(whole, reach), -reach);
  const water = differenceOfRings(box, unionOfRings([...whole, ...closed]));
  const { labelPoint } = profile.sea;
  return (
    polygonsOfRings(water, UNITS_PER_DEGREE)
      .map((coordinates): Polygon => ({ type: 'Polygon', coordinates }))
      .find((part) => booleanPointInPolygon(labelPoint, part)) ?? null
  );
}

/** A closed ring as an area of its own. */
function ringsOf(ring: readonly Position[]): GridRing[] {
  const closed = [...ring];
  if (closed[0]!.join() !== closed[closed.length - 1]!.join()) closed.push(closed[0]!);
  return gridRingsOf({ type: 'Polygon', coordinates: [closed] }, UNITS_PER_DEGREE);
}
