import type { Polygonal, Position } from '#model/geometry';
import { parentOf, type RegionCode } from '#model/region';
import { cellsWithin, type Demand } from './demand.ts';
import { geodesicArea } from './geodesy.ts';
import { gridRingsOf, oddPartsOf, polygonsOfRings, unionOfRings } from './polygon-kernel.ts';

/** What a drawn area holds. People are those of the cells whose centre lies in it. */
export interface AreaStatistics {
  readonly areaSquareMetres: number;
  readonly people: number;
  /** People with a value up to the threshold; null when there are no values. */
  readonly servedPeople: number | null;
  /** Of `people`, 0–1; null without values or people. */
  readonly servedShare: number | null;
  readonly facilities: number;
  /** Regions with a cell in the area, most people first. */
  readonly byRegion: readonly { readonly code: RegionCode; readonly name: string; readonly people: number }[];
}

export interface AreaStatisticsInput {
  readonly area: Polygonal;
  readonly demand: Demand;
  /** Metres or minutes of each cell; null where nothing is known of the service. */
  readonly values: ArrayLike<number> | null;
  /** Cells up to this value are served. */
  readonly threshold: number;
  readonly facilities: readonly { readonly longitude: number; readonly latitude: number }[];
  /** Regions of one level, by which the people are told apart. */
  readonly regions: readonly { readonly code: RegionCode; readonly name: string }[];
}

/** About 1.1 cm. */
const UNITS_PER_DEGREE = 1e7;

/**
 * Area (on the ellipsoid), people, people served and facilities of a drawn area. A ring that crosses itself is read by
 * even-odd, part by part, for area, people and facilities alike: what it goes around twice is outside.
 *
 * Sums of areas that only touch add up to the sum of their union: a cell or facility on a common edge is in one of them.
 */
export function areaStatistics(input: AreaStatisticsInput): AreaStatistics {
  const { area, demand, values, threshold, facilities, regions } = input;
  const isInside = cellsWithin(demand, area);
  const names = new Map(regions.map(({ code, name }) => [code, name]));
  const regionOfDesa = demand.desaCodes.map((desa) => regionAround(desa, names));
  const peopleOf = new Map<RegionCode, number>();
  let people = 0;
  let servedPeople = 0;
  for (let cell = 0; cell < isInside.length; cell++) {
    if (isInside[cell] === 0) continue;
    people += demand.people[cell]!;
    if (values !== null && values[cell]! <= threshold) servedPeople += demand.people[cell]!;
    const region = regionOfDesa[demand.desa[cell]!]!;
    if (region !== null) peopleOf.set(region, (peopleOf.get(region) ?? 0) + demand.people[cell]!);
  }
  return {
    areaSquareMetres: evenOddArea(area),
    people,
    servedPeople: values === null ? null : servedPeople,
    servedShare: values === null || people === 0 ? null : servedPeople / people,
    facilities: facilities.filter(({ longitude, latitude }) => holds(area, longitude, latitude)).length,
    byRegion: [...peopleOf]
      .map(([code, of]) => ({ code, name: names.get(code)!, people: of }))
      .sort((a, b) => b.people - a.people || (a.code < b.code ? -1 : 1)),
  };
}

function regionAround(desa: RegionCode, known: ReadonlyMap<RegionCode, string>): RegionCode | null {
  let code: RegionCode | null = desa;
  while (code !== null && !known.has(code)) code = parentOf(code);
  return code;
}

/** Square metres that an odd number of a part's rings go around, parts that overlap counted once. */
function evenOddArea(area: Polygonal): number {
  const parts = partsOf(area).map((coordinates) =>
    oddPartsOf(gridRingsOf({ type: 'Polygon', coordinates }, UNITS_PER_DEGREE)),
  );
  const rings = parts.length === 1 ? parts[0]! : unionOfRings(parts.flat());
  return geodesicArea({ type: 'MultiPolygon', coordinates: polygonsOfRings(rings, UNITS_PER_DEGREE) });
}

const partsOf = (area: Polygonal): readonly Position[][][] =>
  area.type === 'Polygon' ? [area.coordinates] : area.coordinates;

/** Whether an odd number of rings of any part go around a position; edges are half-open. */
function holds(area: Polygonal, longitude: number, latitude: number): boolean {
  return partsOf(area).some((rings) => {
    let isInside = false;
    for (const ring of rings) {
      for (let i = 1; i < ring.length; i++) {
        const [fromX, fromY] = ring[i - 1]!;
        const [toX, toY] = ring[i]!;
        if (fromY <= latitude === toY <= latitude) continue;
        // From the lower end, so that two areas with a common edge reckon alike.
        const [lowX, lowY, highX, highY] = fromY < toY ? [fromX, fromY, toX, toY] : [toX, toY, fromX, fromY];
        if (lowX + ((latitude - lowY) / (highY - lowY)) * (highX - lowX) > longitude) isInside = !isInside;
      }
    }
    return isInside;
  });
}
