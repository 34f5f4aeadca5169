import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildRoadNetwork, distanceMetres, placeOnRoads, type RoadLine } from '#analysis';
import type { Position } from '#model/geometry';

const road = (coordinates: Position[], id = 'jalan'): RoadLine => ({
  id,
  roadClass: 'local',
  coordinates,
  oneWay: 'no',
  sample: false,
  dataset: 'uji',
});
const anywhere = (degrees: number): fc.Arbitrary<Position> =>
  fc.tuple(
    fc.double({ min: 108.4 - degrees, max: 108.4 + degrees, noNaN: true }),
    fc.double({ min: -6.8 - degrees, max: -6.8 + degrees, noNaN: true }),
  );
const columns = (points: readonly Position[]) => ({
  longitude: points.map(([longitude]) => longitude),
  latitude: points.map(([, latitude]) => latitude),
});

/** Distance to the nearest of many positions along all lines: an upper bound that is true within half a step. */
function walkedDistance([x, y]: Position, lines: readonly (readonly Position[])[], steps: number): number {
  let least = Infinity;
  for (const line of lines) {
    for (let i = 1; i < line.length; i++) {
      const [[ax, ay], [bx, by]] = [line[i - 1]!, line[i]!];
      for (let s = 0; s <= steps; s++) {
        least = Math.min(least, distanceMetres(x, y, ax + ((bx - ax) * s) / steps, ay + ((by - ay) * s) / steps));
      }
    }
  }
  return least;
}

describe('the place of a point on the roads', () => {
  it.each([
    ['a few long roads', 0.15, 0.2],
    ['short roads in the middle of nowhere', 0.01, 0.2],
    ['points among the roads', 0.05, 0.03],
  ])('is the nearest one: %s', (_name, roadDegrees, pointDegrees) => {
    const steps = 400;
    fc.assert(
      fc.property(
        fc.array(fc.array(anywhere(roadDegrees), { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 }),
        fc.array(anywhere(pointDegrees), { minLength: 1, maxLength: 12 }),
        (lines, points) => {
          const { network } = buildRoadNetwork(lines.map((line) => road(line)));
          fc.pre(network.edgeFrom.length > 0);
          const places = placeOnRoads(network, columns(points), { connectMetres: 1e6, leastPieceMetres: 0 });
          points.forEach((point, i) => {
            const walked = walkedDistance(point, lines, steps);
            const spacing = (roadDegrees * 2 * 157_000) / steps;
            expect(places.edge[i]).toBeGreaterThanOrEqual(0);
            // A straight line of 30 km in degrees is bent by a metre or two in the plane.
            expect(places.metres[i]! - walked).toBeLessThan(0.001 * walked + 2);
            expect(walked - places.metres[i]!).toBeLessThan(spacing + 0.001 * walked);
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is told by edge and share of its length', () => {
    const { network } = buildRoadNetwork([
      road([
        [108.4, -6.8],
        [108.41, -6.8],
        [108.41, -6.79],
      ]),
    ]);
    const limits = { connectMetres: 1000, leastPieceMetres: 0 };
    const points: Position[] = [
      [108.41, -6.795],
      [108.4, -6.8],
      [108.39, -6.8],
      [108.43, -6.79],
      [NaN, -6.8],
    ];
    const { edge, along, metres } = placeOnRoads(network, columns(points), limits);
    const first = distanceMetres(108.4, -6.8, 108.41, -6.8);
    const second = distanceMetres(108.41, -6.8, 108.41, -6.79);
    const isReversed = network.nodeLatitude[network.edgeFrom[0]!]! > -6.795;
    const share = (first + second / 2) / (first + second);
    expect([...edge]).toEqual([0, 0, -1, -1, -1]);
    expect(along[0]).toBeCloseTo(isReversed ? 1 - share : share, 5);
    expect(along[1]).toBeCloseTo(isReversed ? 1 : 0, 9);
    expect(metres[0]).toBeCloseTo(0, 3);
    // 1,105 m and 2,211 m away: beyond the limit.
    expect([...metres.slice(2)]).toEqual([NaN, NaN, NaN]);
    const wider = placeOnRoads(network, columns(points), { ...limits, connectMetres: 1200 });
    expect(wider.metres[2]).toBeCloseTo(distanceMetres(108.39, -6.8, 108.4, -6.8), 0);
  });

  it('passes over short pieces, but never over the longest one', () => {
    const line: Position[] = [
      [108.4, -6.8],
      [108.405, -6.8],
    ];
    const piece: Position[] = [
      [108.4, -6.797],
      [108.402, -6.797],
    ];
    const { network } = buildRoadNetwork([road(piece), road(line)]);
    const points = columns([[108.401, -6.797]]);
    const at = (leastPieceMetres: number) => {
      const { edge } = placeOnRoads(network, points, { connectMetres: 1000, leastPieceMetres });
      return network.nodeComponent[network.edgeFrom[edge[0]!]!];
    };
    expect(at(0)).toBe(1);
    expect(at(300)).toBe(0);
    expect(at(5000)).toBe(0);
  });

  it('wants as many latitudes as longitudes', () => {
    const { network } = buildRoadNetwork([]);
    const limits = { connectMetres: 1000, leastPieceMetres: 0 };
    expect(() => placeOnRoads(network, { longitude: [1], latitude: [] }, limits)).toThrow(RangeError);
    expect([...placeOnRoads(network, columns([[108.4, -6.8]]), limits).edge]).toEqual([-1]);
  });
});
