import type { MultiPolygon } from 'geojson';
import {
  gridArea,
  gridRingsOf,
  intersectionOfRings,
  polygonsOfRings,
  stripAroundLines,
  unionOfRings,
  type GridRing,
} from '#analysis';
import type { Polygonal, Position } from '#model/geometry';

/**
 * Set operations on areas, on the whole-number grid of 1e-6 degrees on which every sample geometry lies. Near the
 * equator a degree of longitude is nearly as long as one of latitude (0.7 % less at 6.7 degrees south), so a buffer is
 * close enough to round.
 */
const GRID = 1e6;
const GRID_STEPS_PER_KM = GRID / 110.574;
/** Slivers below 400 m2 are left out, in square grid steps. */
const LEAST_AREA = 400 / (0.110574 * 0.110574);

/** Rings of an area on the grid, ready to be cut with many times. */
export type GridArea = readonly GridRing[];

export function gridAreaOf(geometry: Polygonal | MultiPolygon): GridArea {
  return gridRingsOf(geometry as Polygonal, GRID);
}

/** The area that any of the geometries covers, without holes smaller than a hectare. */
export function unionOf(geometries: readonly Polygonal[]): GridArea {
  return unionOfRings(geometries.flatMap(gridAreaOf)).filter((ring) => Math.abs(gridArea(ring)) > 25 * LEAST_AREA);
}

/** The parts of an area inside another, each a valid Polygon of its own. */
export function polygonsWithin(area: GridArea, outline: GridArea): Position[][][] {
  return polygonsOfRings(intersectionOfRings(area, outline), GRID, LEAST_AREA);
}

/** The strip around lines, `widthKm` to each side. */
export function stripAlong(lines: readonly (readonly Position[])[], widthKm: number): GridArea {
  const onGrid = lines.map((line) => line.map(([x, y]) => ({ x: Math.round(x * GRID), y: Math.round(y * GRID) })));
  return stripAroundLines(onGrid, widthKm * GRID_STEPS_PER_KM, 15);
}

/** The area as polygons. */
export function polygonsOfArea(area: GridArea): Position[][][] {
  return polygonsOfRings(unionOfRings(area), GRID, LEAST_AREA);
}
