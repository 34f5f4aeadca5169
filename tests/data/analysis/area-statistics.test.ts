import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaStatistics, geodesicArea, geodesicLength, spreadPopulation } from '#analysis';
import type { Polygonal, Position } from '#model/geometry';
import { madeRegions } from './made-regions.ts';
import { cirebonGrid } from './real-desas.ts';

const { regions, facilities } = madeRegions({ columns: 3, rows: 3, facilities: 40, stepsPerEdge: 12 });
const named = regions.map(({ code }) => ({ code, name: `Kecamatan ${code}` }));
const demand = spreadPopulation({
  desas: regions.map(({ code, geometry }, i) => ({ code: `${code}.2001`, geometry, people: 20_000 + 13 * i })),
  grid: cirebonGrid,
  dataset: 'penduduk',
});
const metres = Float64Array.from(demand.people, (_, cell) => cell % 5000);
const statisticsOf = (area: Polygonal) =>
  areaStatistics({ area, demand, values: metres, threshold: 2000, facilities, regions: named });
const polygon = (...rings: Position[][]): Polygonal => ({ type: 'Polygon', coordinates: rings });
const rectangle = (west: number, south: number, east: number, north: number): Position[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];

describe('statistics of an area', () => {
  it('of everything are the whole population, every facility and every region', () => {
    const found = statisticsOf({
      type: 'MultiPolygon',
      coordinates: regions.map(({ geometry }) => geometry.coordinates as Position[][]),
    });
    expect(found.people).toBe(9 * 20_000 + 13 * 36);
    expect(found.facilities).toBe(40);
    expect(found.byRegion).toEqual(
      regions.map(({ code }, i) => ({ code, name: `Kecamatan ${code}`, people: 20_000 + 13 * i })).toReversed(),
    );
    const area = regions.reduce((sum, { geometry }) => sum + geodesicArea(geometry), 0);
    expect(Math.abs(found.areaSquareMetres / area - 1)).toBeLessThan(1e-6);
    const served = demand.people.reduce((sum, people, cell) => sum + (metres[cell]! <= 2000 ? people : 0), 0);
    expect(found.servedPeople).toBe(served);
    expect(found.servedShare).toBe(served / found.people);
  });

  it('of a region are its own people', () => {
    for (const [i, { code, geometry }] of regions.entries()) {
      const { people, byRegion } = statisticsOf(geometry);
      expect(people).toBe(20_000 + 13 * i);
      expect(byRegion).toEqual([{ code, name: `Kecamatan ${code}`, people }]);
    }
  });

  it('of parts add up to those of their union', () => {
    const share = fc.double({ min: 0.05, max: 0.95, noNaN: true });
    fc.assert(
      fc.property(share, share, (across, up) => {
        const [x, y] = [108.35 + 0.35 * across, -7 + 0.4 * up];
        const parts = [
          rectangle(108.36, -6.99, x, y),
          rectangle(x, -6.99, 108.69, y),
          rectangle(108.36, y, x, -6.61),
          rectangle(x, y, 108.69, -6.61),
        ].map((ring) => statisticsOf(polygon(ring)));
        // The union runs through the same corners: an edge straight in degrees is not quite so in metres.
        const whole = statisticsOf(
          polygon([
            [108.36, -6.99],
            [x, -6.99],
            [108.69, -6.99],
            [108.69, y],
            [108.69, -6.61],
            [x, -6.61],
            [108.36, -6.61],
            [108.36, y],
            [108.36, -6.99],
          ]),
        );
        for (const key of ['people', 'servedPeople', 'facilities'] as const) {
          expect(parts.reduce((sum, part) => sum + part[key]!, 0)).toBe(whole[key]);
        }
        const area = parts.reduce((sum, part) => sum + part.areaSquareMetres, 0);
        expect(Math.abs(area / whole.areaSquareMetres - 1)).toBeLessThan(1e-6);
      }),
      { numRuns: 20 },
    );
  });

  it('read a ring that crosses itself by even-odd, in area, people and facilities', () => {
    const bow: Position[] = [
      [108.4, -6.9],
      [108.5, -6.8],
      [108.6, -6.7],
      [108.6, -6.9],
      [108.5, -6.8],
      [108.4, -6.7],
      [108.4, -6.9],
    ];
    const left = polygon([bow[0]!, bow[1]!, bow[5]!, bow[0]!]);
    const right = polygon([bow[3]!, bow[2]!, bow[1]!, bow[3]!]);
    const [whole, a, b] = [polygon(bow), left, right].map(statisticsOf);
    expect(whole!.people).toBe(a!.people + b!.people);
    expect(whole!.people).toBeGreaterThan(10_000);
    expect(whole!.facilities).toBe(a!.facilities + b!.facilities);
    expect(Math.abs(whole!.areaSquareMetres / (a!.areaSquareMetres + b!.areaSquareMetres) - 1)).toBeLessThan(1e-6);
  });

  it('know nobody outside, and nothing of a service without values', () => {
    const outside = statisticsOf(polygon(rectangle(100, 0, 101, 1)));
    expect(outside).toMatchObject({ people: 0, servedPeople: 0, servedShare: null, facilities: 0, byRegion: [] });
    const area = regions[0]!.geometry;
    const unknown = areaStatistics({ area, demand, values: null, threshold: 1, facilities, regions: named });
    expect(unknown).toMatchObject({ people: 20_000, servedPeople: null, servedShare: null });
  });
});

describe('lengths', () => {
  it('are metres along the line', () => {
    expect(geodesicLength([])).toBe(0);
    // A degree of latitude at 6.5–7.5° south is 110,600 m within 30 m on WGS 84.
    const line: Position[] = [
      [108.5, -7.5],
      [108.5, -7],
      [108.5, -6.5],
    ];
    expect(Math.abs(geodesicLength(line) - 110_590)).toBeLessThan(30);
  });
});
