import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cellPositions,
  fieldAreas,
  gapAreas,
  geodesicArea,
  nearestDistances,
  peopleInGap,
  spreadPopulation,
  type RegionGap,
} from '#analysis';
import { madeRegions } from './made-regions.ts';
import { cirebonGrid } from './real-desas.ts';

const made = madeRegions({ columns: 3, rows: 3, facilities: 40, stepsPerEdge: 12 });
const { regions, facilities } = made;
const areaOf = (gaps: readonly RegionGap[]) => gaps.reduce((sum, gap) => sum + gap.areaSquareMetres, 0);
const regionsArea = regions.reduce((sum, { geometry }) => sum + geodesicArea(geometry), 0);

const demand = spreadPopulation({
  desas: regions.map(({ code, geometry }, i) => ({ code: `${code}.2001`, geometry, people: 20_000 + 13 * i })),
  grid: cirebonGrid,
  dataset: 'penduduk',
});
const metresTo = (points: typeof facilities) => {
  const { longitude, latitude } = cellPositions(demand);
  return nearestDistances(
    longitude,
    latitude,
    Float64Array.from(points, (point) => point.longitude),
    Float64Array.from(points, (point) => point.latitude),
  ).metres;
};

describe('gap areas', () => {
  it('are whole regions without facilities, and nothing where all is within reach', () => {
    const whole = gapAreas({ regions, facilities: [], radiusMetres: 3000 });
    expect(whole.map(({ code }) => code)).toEqual(regions.map(({ code }) => code));
    expect(Math.abs(areaOf(whole) / regionsArea - 1)).toBeLessThan(1e-6);
    expect(gapAreas({ regions, facilities, radiusMetres: 60_000 })).toEqual(
      regions.map(({ code }) => ({ code, geometry: null, areaSquareMetres: 0 })),
    );
  });

  it('lack the true circle around a facility, whatever its radius', () => {
    const square = {
      code: '32.09.01',
      geometry: madeRegions({ columns: 1, rows: 1, facilities: 0, stepsPerEdge: 1 }).regions[0]!.geometry,
    };
    for (const radiusMetres of [100, 400, 3000, 15_000]) {
      const [gap] = gapAreas({ regions: [square], facilities: [{ longitude: 108.525, latitude: -6.8 }], radiusMetres });
      const taken = geodesicArea(square.geometry) - gap!.areaSquareMetres;
      expect(Math.abs(taken / (Math.PI * radiusMetres ** 2) - 1)).toBeLessThan(5e-5);
    }
  });

  it('are wound as RFC 7946 asks', () => {
    const { geometry } = gapAreas({ regions, facilities, radiusMetres: 1500 })[4]!;
    const polygons = geometry!.type === 'Polygon' ? [geometry!.coordinates] : geometry!.coordinates;
    const signs = polygons.map((rings) =>
      rings.map((ring) =>
        Math.sign(ring.slice(1).reduce((sum, [x, y], i) => sum + ring[i]![0] * y - x * ring[i]![1], 0)),
      ),
    );
    expect(signs.flat()).toContain(-1);
    for (const [outer, ...holes] of signs) {
      expect(outer).toBe(1);
      expect(holes.every((sign) => sign === -1)).toBe(true);
    }
  });

  it('never grow with one more facility, and do not depend on the order', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(facilities, { minLength: 1 }),
        fc.integer({ min: 300, max: 9000 }),
        (some, radiusMetres) => {
          const gaps = gapAreas({ regions, facilities: some, radiusMetres });
          const fewer = gapAreas({ regions, facilities: some.slice(1), radiusMetres });
          const reversed = gapAreas({ regions, facilities: some.toReversed(), radiusMetres });
          for (const [i, { areaSquareMetres }] of gaps.entries()) {
            // A square metre: corners are rounded to a centimetre.
            expect(areaSquareMetres).toBeLessThanOrEqual(fewer[i]!.areaSquareMetres + 100);
            expect(Math.abs(areaSquareMetres - reversed[i]!.areaSquareMetres)).toBeLessThan(500);
            expect(areaSquareMetres).toBeLessThanOrEqual(geodesicArea(regions[i]!.geometry) + 100);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('refuse a radius that is none', () => {
    for (const radiusMetres of [0, -1, NaN, Infinity])
      expect(() => gapAreas({ regions, facilities, radiusMetres })).toThrow(RangeError);
  });
});

describe('areas of cells', () => {
  it('above a distance are the gap areas, to the coarseness of the cells', () => {
    const values = metresTo(facilities);
    for (const threshold of [1000, 2500]) {
      const field = fieldAreas({ demand, values, threshold, regions });
      const gaps = gapAreas({ regions, facilities, radiusMetres: threshold });
      expect(areaOf(gaps)).toBeGreaterThan(0.1 * regionsArea);
      for (const [i, { areaSquareMetres }] of field.entries()) {
        const region = geodesicArea(regions[i]!.geometry);
        expect(Math.abs(areaSquareMetres - gaps[i]!.areaSquareMetres) / region).toBeLessThan(0.003);
      }
    }
  });

  it('are the whole region where no cell is reached, up to its border, and nothing where all are or nothing is known', () => {
    const all = demand.people.length;
    const none = fieldAreas({ demand, values: new Float64Array(all).fill(Infinity), threshold: 30, regions });
    expect(Math.abs(areaOf(none) / regionsArea - 1)).toBeLessThan(1e-6);
    for (const value of [30, NaN]) {
      expect(areaOf(fieldAreas({ demand, values: new Float64Array(all).fill(value), threshold: 30, regions }))).toBe(0);
    }
  });

  it('hold with those within reach exactly the people there are', () => {
    const values = metresTo(facilities);
    const lacking = peopleInGap({ demand, values, threshold: 2000, level: 'kecamatan' });
    const served = new Map<string, number>();
    values.forEach((metres, cell) => {
      const code = demand.desaCodes[demand.desa[cell]!]!.slice(0, 8);
      if (metres <= 2000) served.set(code, (served.get(code) ?? 0) + demand.people[cell]!);
    });
    for (const [i, { code }] of regions.entries()) {
      expect(lacking.get(code)! + (served.get(code) ?? 0)).toBe(20_000 + 13 * i);
      expect(lacking.get(code)).toBeGreaterThan(0);
    }
  });
});
