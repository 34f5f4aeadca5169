import proj4 from 'proj4';
import type { Polygonal, Position } from '#model/geometry';
import type { RegionCode, RegionLevel } from '#model/region';
import { outlinesOfCells } from './cell-outline.ts';
import type { Demand } from './demand.ts';
import { geodesicArea, metresPerDegree } from './geodesy.ts';
import {
  differenceOfRings,
  gridRingsOf,
  intersectionOfRings,
  polygonsOfRings,
  unionOfRings,
  type GridRing,
} from './polygon-kernel.ts';
import { ancestorAt } from './region-tree.ts';

/** A region and what of it is not served. */
export interface RegionGap {
  readonly code: RegionCode;
  /** Null when all of it is served. Outer rings anticlockwise (RFC 7946); a MultiPolygon where it has several parts. */
  readonly geometry: Polygonal | null;
  /** On the ellipsoid, see `geodesicArea`; 0 when all is served. */
  readonly areaSquareMetres: number;
}

/** About 1.1 cm: the grid on which areas are cut, which is also the precision of the answer. */
const UNITS_PER_DEGREE = 1e7;
/** Parts of a gap and islands of service in it that are smaller, about 20 m × 20 m, are not told. */
export const LEAST_GAP_SQUARE_METRES = 400;
/** How far the edges of a drawn circle may lie inside the true one. */
const CIRCLE_TOLERANCE_METRES = 1;
/** Circles are united in groups of neighbours, and the groups again: what is inside drops out early. */
const GROUP_SIZE = 6;

/**
 * What of each region lies farther than `radiusMetres` (straight, on the ellipsoid) from every facility: turf's `difference`
 * of the region and the united `buffer` of the facilities, in the order of the regions. Without facilities that is the whole
 * region. Order of facilities does not matter, and one more of them never makes a gap larger.
 * @throws RangeError when the radius is not a positive number of metres.
 */
export function gapAreas({
  regions,
  facilities,
  radiusMetres,
}: {
  readonly regions: readonly { readonly code: RegionCode; readonly geometry: Polygonal }[];
  readonly facilities: readonly { readonly longitude: number; readonly latitude: number }[];
  readonly radiusMetres: number;
}): RegionGap[] {
  if (!(radiusMetres > 0 && radiusMetres < Infinity)) throw new RangeError(`radius of ${radiusMetres} m`);
  const outlines = regions.map(({ geometry }) => gridRingsOf(geometry, UNITS_PER_DEGREE));
  const boxes = outlines.map(boxOf);
  const circles = facilities
    .map(({ longitude, latitude }) => circleAround(longitude, latitude, radiusMetres))
    .map((ring) => ({ ring, box: boxOf([ring]) }))
    .filter(({ box }) => boxes.some((region) => isTouching(region, box)));
  const served = unionInGroups(circles).map((ring) => ({ ring, box: boxOf([ring]) }));
  return regions.map(({ code }, index) => {
    const outline = outlines[index]!;
    const near = served.filter(({ box }) => isTouching(boxes[index]!, box)).map(({ ring }) => ring);
    return regionGap(code, differenceOfRings(outline, near));
  });
}

/**
 * What of each region lies in cells whose value (metres, minutes; Infinity without a way) is above the threshold, in the
 * order of the regions. Along borders, where a cell's centre and so its value lies across, a place without a cell of its own
 * takes the value of the cell beside it. Cells without a value (NaN) are in no gap: nothing is known of them.
 */
export function fieldAreas({
  demand,
  values,
  threshold,
  regions,
}: {
  readonly demand: Demand;
  readonly values: ArrayLike<number>;
  readonly threshold: number;
  readonly regions: readonly { readonly code: RegionCode; readonly geometry: Polygonal }[];
}): RegionGap[] {
  const { cellMetres, originEastMetres, originNorthMetres, proj4: definition } = demand.grid;
  const plane = proj4('EPSG:4326', definition);
  const field = lackingField(demand, values, threshold);
  return regions.map(({ code, geometry }) => {
    const outline = gridRingsOf(geometry, UNITS_PER_DEGREE);
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const position of geometry.coordinates.flat(geometry.type === 'Polygon' ? 1 : 2) as Position[]) {
      const [x, y] = plane.forward(position);
      west = Math.min(west, x!);
      east = Math.max(east, x!);
      south = Math.min(south, y!);
      north = Math.max(north, y!);
    }
    const firstColumn = Math.floor((west - originEastMetres) / cellMetres);
    const firstRow = Math.floor((south - originNorthMetres) / cellMetres);
    const columns = Math.floor((east - originEastMetres) / cellMetres) - firstColumn + 1;
    const rows = Math.floor((north - originNorthMetres) / cellMetres) - firstRow + 1;
    if (!(columns > 0 && rows > 0)) return { code, geometry: null, areaSquareMetres: 0 };
    const lacking = outlinesOfCells(columns, rows, (column, row) => field(firstColumn + column, firstRow + row)).map(
      (ring) =>
        ring.map(([column, row]) => {
          const [x, y] = plane.inverse([
            originEastMetres + (firstColumn + column) * cellMetres,
            originNorthMetres + (firstRow + row) * cellMetres,
          ]);
          return { x: Math.round(x! * UNITS_PER_DEGREE), y: Math.round(y! * UNITS_PER_DEGREE) };
        }),
    );
    return regionGap(code, lacking.length === 0 ? [] : intersectionOfRings(outline, lacking));
  });
}

/** People of each region whose cell has a value above the threshold: with those up to it, and those without a value, all. */
export function peopleInGap({
  demand,
  values,
  threshold,
  level,
}: {
  readonly demand: Demand;
  readonly values: ArrayLike<number>;
  readonly threshold: number;
  readonly level: RegionLevel;
}): Map<RegionCode, number> {
  const people = new Map<RegionCode, number>();
  const codes = demand.desaCodes.map((desa) => ancestorAt(desa, level));
  for (const code of codes) people.set(code, 0);
  for (let cell = 0; cell < demand.people.length; cell++) {
    if (!(values[cell]! > threshold)) continue;
    const code = codes[demand.desa[cell]!]!;
    people.set(code, people.get(code)! + demand.people[cell]!);
  }
  return people;
}

/** How far beyond the cells, in cells, a border may run. */
const REACH_BEYOND_CELLS = 2;
const UNKNOWN = 0;
const SERVED = 1;
const LACKING = 2;

/** Whether a place of the grid lacks the service; places without a cell ask the cells beside them. */
function lackingField(demand: Demand, values: ArrayLike<number>, threshold: number) {
  const margin = REACH_BEYOND_CELLS;
  let columns = 2 * margin;
  let rows = 2 * margin;
  for (let cell = 0; cell < demand.column.length; cell++) {
    columns = Math.max(columns, demand.column[cell]! + 1 + 2 * margin);
    rows = Math.max(rows, demand.row[cell]! + 1 + 2 * margin);
  }
  let states = new Uint8Array(columns * rows);
  const isEmpty = new Uint8Array(columns * rows).fill(1);
  for (let cell = 0; cell < demand.column.length; cell++) {
    const at = (demand.row[cell]! + margin) * columns + demand.column[cell]! + margin;
    const value = values[cell]!;
    states[at] = value > threshold ? LACKING : value <= threshold ? SERVED : UNKNOWN;
    isEmpty[at] = 0;
  }
  const beside = [-1, 1, -columns, columns, -columns - 1, -columns + 1, columns - 1, columns + 1];
  for (let ring = 0; ring < margin; ring++) {
    const grown = states.slice();
    for (let row = 1; row < rows - 1; row++) {
      for (let column = 1; column < columns - 1; column++) {
        const at = row * columns + column;
        if (isEmpty[at] === 0 || states[at] !== UNKNOWN) continue;
        const step = beside.find((by) => states[at + by] !== UNKNOWN);
        if (step !== undefined) grown[at] = states[at + step]!;
      }
    }
    states = grown;
  }
  return (column: number, row: number): boolean => {
    const x = column + margin;
    const y = row + margin;
    return x >= 0 && y >= 0 && x < columns && y < rows && states[y * columns + x] === LACKING;
  };
}

function regionGap(code: RegionCode, rings: readonly GridRing[]): RegionGap {
  const geometry = polygonalOf(rings);
  return { code, geometry, areaSquareMetres: geometry === null ? 0 : geodesicArea(geometry) };
}

/** The rings as one geometry without slivers, null when nothing is left. */
function polygonalOf(rings: readonly GridRing[]): Polygonal | null {
  const first = rings[0]?.[0];
  if (first === undefined) return null;
  const { east, north } = metresPerDegree(first.y / UNITS_PER_DEGREE);
  const leastArea = (LEAST_GAP_SQUARE_METRES / (east * north)) * UNITS_PER_DEGREE ** 2;
  const polygons = polygonsOfRings(rings, UNITS_PER_DEGREE, leastArea);
  if (polygons.length === 0) return null;
  return polygons.length === 1
    ? { type: 'Polygon', coordinates: polygons[0]! }
    : { type: 'MultiPolygon', coordinates: polygons };
}

/**
 * A circle of the radius around a position, on the grid. Its corners lie so far outside that it has the area of the true
 * circle: the polygon with corners on it would be up to 0.6 % too small.
 */
function circleAround(longitude: number, latitude: number, radiusMetres: number): GridRing {
  const corners = Math.max(32, 4 * Math.ceil((Math.PI / 4) * Math.sqrt(radiusMetres / (2 * CIRCLE_TOLERANCE_METRES))));
  const step = (2 * Math.PI) / corners;
  const reach = radiusMetres * Math.sqrt(step / Math.sin(step));
  return Array.from({ length: corners }, (_, corner) => {
    const [x, y] = destination(longitude, latitude, reach * Math.sin(corner * step), reach * Math.cos(corner * step));
    return { x: Math.round(x * UNITS_PER_DEGREE), y: Math.round(y * UNITS_PER_DEGREE) };
  }).reverse();
}

/** The position at metres east and north of another: the inverse of `distanceMetres`. */
function destination(longitude: number, latitude: number, eastMetres: number, northMetres: number): Position {
  let scale = metresPerDegree(latitude);
  // The scale belongs to the latitude half-way, which follows from the answer; three rounds settle it to a micrometre.
  for (let round = 0; round < 3; round++) scale = metresPerDegree(latitude + northMetres / scale.north / 2);
  return [longitude + eastMetres / scale.east, latitude + northMetres / scale.north];
}

interface GridBox {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

function boxOf(rings: readonly GridRing[]): GridBox {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const ring of rings) {
    for (const { x, y } of ring) {
      if (x < box.west) box.west = x;
      if (x > box.east) box.east = x;
      if (y < box.south) box.south = y;
      if (y > box.north) box.north = y;
    }
  }
  return box;
}

function isTouching(a: GridBox, b: GridBox): boolean {
  return a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north;
}

function unionInGroups(circles: readonly { readonly ring: GridRing; readonly box: GridBox }[]): GridRing[] {
  const width = Math.max(1, ...circles.map(({ box }) => box.east - box.west));
  const sorted = circles
    .map(({ ring, box }) => ({ ring, column: Math.floor(box.west / width), south: box.south, west: box.west }))
    .sort((a, b) => a.column - b.column || a.south - b.south || a.west - b.west);
  let groups: GridRing[][] = sorted.map(({ ring }) => [ring]);
  while (groups.length > 1) {
    const next: GridRing[][] = [];
    for (let i = 0; i < groups.length; i += GROUP_SIZE) next.push(unionOfRings(groups.slice(i, i + GROUP_SIZE).flat()));
    groups = next;
  }
  return groups[0] ?? [];
}
