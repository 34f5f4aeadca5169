import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildRoadNetwork, createTravelField, distanceMetres, straightMinutes, type RoadLine } from '#analysis';
import type { Position } from '#model/geometry';
import type { TravelMode, TravelSpeeds } from '#model/travel';
import { TRAVEL_SPEEDS } from '../../../data/standards/travel-speeds.ts';

/** About 100 m at the equator's doorstep of the tests. */
const STEP = 0.001;
const at = (x: number, y: number): Position => [108.4 + x * STEP, -6.8 + y * STEP];
const road = (coordinates: Position[], rest: Partial<RoadLine> = {}): RoadLine => ({
  id: 'jalan',
  roadClass: 'local',
  coordinates,
  oneWay: 'no',
  sample: false,
  dataset: 'uji',
  ...rest,
});
const columns = (points: readonly Position[]) => ({
  longitude: points.map(([longitude]) => longitude),
  latitude: points.map(([, latitude]) => latitude),
});
/** Nothing is passed over, so that tests with a few hundred metres of road see all of it. */
const SPEEDS: TravelSpeeds = { ...TRAVEL_SPEEDS, leastPieceMetres: 0 };

function fieldOf(lines: RoadLine[], cells: Position[], speeds = SPEEDS, mode: TravelMode = 'motorcycle') {
  const { network } = buildRoadNetwork(lines, { toleranceMetres: 1 });
  return createTravelField({ network, speeds, mode, cells: columns(cells) });
}

describe('incremental', () => {
  const lattice = fc.integer({ min: 0, max: 5 });
  const point = fc.tuple(lattice, lattice).map(([x, y]) => at(x, y));
  const anywhere = fc
    .tuple(fc.double({ min: -1, max: 6, noNaN: true }), fc.double({ min: -1, max: 6, noNaN: true }))
    .map(([x, y]) => at(x, y));
  const place = fc.oneof(point, anywhere);
  const line = fc.record({
    id: fc.constant('jalan'),
    dataset: fc.constant('uji'),
    sample: fc.constant(false),
    roadClass: fc.constantFrom('arterial', 'local', 'neighbourhood', null),
    oneWay: fc.constantFrom('no', 'no', 'forward', 'backward'),
    coordinates: fc.array(point, { minLength: 2, maxLength: 4 }),
  }) as fc.Arbitrary<RoadLine>;
  it('is full', () => {
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 12 }),
        fc.array(place, { minLength: 1, maxLength: 25 }),
        fc.array(place, { maxLength: 6 }),
        fc.array(fc.oneof(fc.record({ add: place }), fc.record({ remove: fc.nat() })), { maxLength: 8 }),
        fc.constantFrom('walk' as const, 'motorcycle' as const),
        (lines, cells, begin, steps, mode) => {
          const speeds = { ...SPEEDS, directWalkMetres: 150, connectMetres: 120 };
          const field = fieldOf(lines, cells, speeds, mode);
          const present = new Map(begin.map((p, i) => [i, p]));
          field.setFacilities(columns(begin));
          for (const step of steps) {
            if ('add' in step) present.set(field.add(step.add), step.add);
            else if (present.size > 0) {
              const handle = [...present.keys()][step.remove % present.size]!;
              field.remove(handle);
              present.delete(handle);
            }
            const full = fieldOf(lines, cells, speeds, mode);
            const handles = [...present.keys()].sort((a, b) => a - b);
            full.setFacilities(columns(handles.map((h) => present.get(h)!)));
            expect(field.minutes).toEqual(full.minutes);
            expect(field.nearest).toEqual(full.nearest.map((h) => (h < 0 ? h : handles[h]!)));
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
  it('straight', () => {
    expect(straightMinutes(1000, 'motorcycle', SPEEDS)).toBeCloseTo(2.6);
    expect(distanceMetres(...at(0, 0), ...at(1, 0))).toBeGreaterThan(100);
  });
});
