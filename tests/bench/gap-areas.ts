// Gap areas of 300 facilities in 40 kecamatan of about 1,250 corners each, ours beside turf's, in alternating rounds.
import { buffer, difference, featureCollection, point, union } from '@turf/turf';
import type { Feature, MultiPolygon, Polygon } from 'geojson';
import { gapAreas, geodesicArea } from '#analysis';
import type { Polygonal } from '#model/geometry';
import { madeRegions } from '../data/analysis/made-regions.ts';
import { median, type BenchResult } from './result.ts';

const rounds = 5;
const radiusMetres = 1500;
/** Every how many regions turf is asked; it takes seconds for all of them, and the time is multiplied. */
const turfSampleStep = 10;

/** Medians of five alternating rounds of the same question; drawing and uniting the circles is part of both. */
export async function bench(): Promise<BenchResult[]> {
  const { regions, facilities } = madeRegions({ columns: 8, rows: 5, facilities: 300, stepsPerEdge: 312 });
  const ways = {
    ours: () => gapAreas({ regions, facilities, radiusMetres }).map(({ areaSquareMetres }) => areaSquareMetres),
    // Local as ours is: only circles that may touch the region, which is kinder to turf than one union of all.
    turf: () => regions.map(({ geometry }, i) => (i % turfSampleStep === 0 ? turfGap(geometry, facilities) : null)),
  };
  const times: Record<keyof typeof ways, number[]> = { ours: [], turf: [] };
  for (let round = 0; round <= rounds; round++) {
    const areas: Partial<Record<keyof typeof ways, (number | null)[]>> = {};
    for (const way of Object.keys(ways) as (keyof typeof ways)[]) {
      const begin = performance.now();
      areas[way] = ways[way]();
      const milliseconds = performance.now() - begin;
      if (round > 0) times[way].push(milliseconds * (way === 'turf' ? turfSampleStep : 1));
      await new Promise((resolve) => setImmediate(resolve));
    }
    // The first round only warms up; it is where the answers are compared.
    if (round === 0) requireAgreement(areas.ours!, areas.turf!);
  }
  const ours = median(times.ours);
  const other = median(times.turf);
  const rounded = (value: number) => Number(value.toPrecision(4));
  return [
    {
      name: 'gap-areas-300x40',
      unit: 'ms',
      ours: rounded(ours),
      other: rounded(other),
      otherName: 'turf buffer + union + difference',
      ratio: rounded(other / ours),
      note: `radius ${radiusMetres} m; turf extrapolated from every ${turfSampleStep}th kecamatan, its circles with 64 corners`,
    },
  ];
}

function turfGap(
  geometry: Polygonal,
  facilities: readonly { readonly longitude: number; readonly latitude: number }[],
): number {
  const positions = geometry.coordinates.flat(geometry.type === 'Polygon' ? 1 : 2) as [number, number][];
  const margin = (radiusMetres / 110_000) * 1.01;
  const [xs, ys] = [positions.map(([x]) => x), positions.map(([, y]) => y)];
  const [west, east] = [Math.min(...xs) - margin, Math.max(...xs) + margin];
  const [south, north] = [Math.min(...ys) - margin, Math.max(...ys) + margin];
  const circles = facilities
    .filter(({ longitude: x, latitude: y }) => x > west && x < east && y > south && y < north)
    .map(({ longitude, latitude }) =>
      buffer(point([longitude, latitude]), radiusMetres, { units: 'meters', steps: 16 })!,
    );
  const region: Feature<Polygon | MultiPolygon> = { type: 'Feature', properties: {}, geometry };
  if (circles.length === 0) return geodesicArea(geometry);
  const served = circles.length === 1 ? circles[0]! : union(featureCollection(circles))!;
  const gap = difference(featureCollection([region, served]));
  return gap === null ? 0 : geodesicArea(gap.geometry as Polygonal);
}

/** Fails the bench when turf finds something else; its circles are drawn on a sphere, and inside the true ones. */
function requireAgreement(ours: readonly (number | null)[], theirs: readonly (number | null)[]): void {
  for (const [i, other] of theirs.entries()) {
    if (other !== null && Math.abs(other - ours[i]!) > 0.02 * ours[i]! + 100_000) {
      throw new Error(`turf finds ${other} m² in kecamatan ${i}, we find ${ours[i]} m²`);
    }
  }
}
