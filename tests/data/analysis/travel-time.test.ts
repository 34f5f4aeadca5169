import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildRoadNetwork, createTravelField, distanceMetres, straightMinutes, type RoadLine } from '#analysis';
import type { Position } from '#model/geometry';
import type { TravelMode, TravelSpeeds } from '#model/travel';
import { TRAVEL_SPEEDS } from '../../../data/standards/travel-speeds.ts';

/** A lattice of about 110 m. */
const at = (x: number, y: number): Position => [108.4 + x * 0.001, -6.8 + y * 0.001];
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
/** Nothing is passed over and nothing is reached across the fields, unless a test says so. */
const SPEEDS: TravelSpeeds = { ...TRAVEL_SPEEDS, leastPieceMetres: 0, directWalkMetres: 0 };
/** Minutes along a local road. */
const along = (metres: number, mode: TravelMode = 'motorcycle') =>
  (metres * 60) / (SPEEDS.modes[mode].road.local.central * 1000);
const onFoot = (metres: number) => (metres * 60) / (SPEEDS.offRoad.central * 1000);
const straight = (a: Position, b: Position) => distanceMetres(...a, ...b);

interface Setting {
  readonly speeds?: TravelSpeeds;
  readonly mode?: TravelMode;
  readonly limitMinutes?: number;
  /** Lengths in whole hundreds of metres: many ways are equally long. */
  readonly isEven?: boolean;
}
function fieldOf(lines: readonly RoadLine[], cells: readonly Position[], setting: Setting = {}) {
  const { isEven, ...rest } = setting;
  const built = buildRoadNetwork(lines, { toleranceMetres: 0 }).network;
  const edgeMetres = built.edgeMetres.map((metres) => Math.round(metres / 100) * 100);
  const network = isEven ? { ...built, edgeMetres } : built;
  return createTravelField({ network, speeds: SPEEDS, mode: 'motorcycle', cells: columns(cells), ...rest });
}
function minutesTo(
  lines: readonly RoadLine[],
  cells: readonly Position[],
  facilities: readonly Position[],
  setting: Setting = {},
) {
  const field = fieldOf(lines, cells, setting);
  field.setFacilities(columns(facilities));
  return field;
}

describe('straight minutes', () => {
  it('are the distance x 1.3 at the stated speed', () => {
    const speeds = { ...SPEEDS, detourFactor: 1.3 };
    expect(straightMinutes(10_000, 'motorcycle', speeds)).toBeCloseTo(
      (13 / speeds.modes.motorcycle.straight.central) * 60,
      9,
    );
    expect(straightMinutes(0, 'walk', speeds)).toBe(0);
    expect(straightMinutes(1000, 'car', speeds, 'low')).toBeGreaterThan(straightMinutes(1000, 'car', speeds, 'high'));
  });
});

describe('the minutes of a cell', () => {
  it('are on foot to the road, along it, and on foot to the facility', () => {
    const { minutes, nearest, accessMinutes } = minutesTo([road([at(0, 0), at(20, 0)])], [at(2, 3)], [at(15, -1)]);
    const access = onFoot(straight(at(2, 3), at(2, 0)));
    expect(minutes[0]).toBeCloseTo(
      access + along(straight(at(2, 0), at(15, 0))) + onFoot(straight(at(15, 0), at(15, -1))),
      2,
    );
    expect(accessMinutes[0]).toBeCloseTo(access, 2);
    expect(nearest[0]).toBe(0);
  });

  it('begin at the nearest point of the road, not at its nearest node', () => {
    const { minutes } = minutesTo([road([at(0, 0), at(40, 0)])], [at(20, 1)], [at(21, 0)]);
    expect(minutes[0]).toBeCloseTo(onFoot(straight(at(20, 1), at(20, 0))) + along(straight(at(20, 0), at(21, 0))), 2);
  });

  it('depend on the class of the road and on the mode', () => {
    const at40 = (roadClass: RoadLine['roadClass'], mode: TravelMode) =>
      minutesTo([road([at(0, 0), at(40, 0)], { roadClass })], [at(0, 0)], [at(40, 0)], { mode }).minutes[0]!;
    expect(at40('arterial', 'car')).toBeLessThan(at40('neighbourhood', 'car'));
    expect(at40(null, 'car')).toBeLessThan(at40('neighbourhood', 'car'));
    expect(at40(null, 'car')).toBeGreaterThan(at40('arterial', 'car'));
    expect(at40('local', 'walk')).toBeGreaterThan(at40('local', 'motorcycle'));
  });

  it('are travel to the facility: a one-way road is of use in its direction, and on foot in both', () => {
    const lines = [
      road([at(0, 0), at(10, 0)], { oneWay: 'forward' }),
      road([at(10, 0), at(10, 10), at(0, 10), at(0, 0)]),
    ];
    const ahead = minutesTo(lines, [at(0, 0)], [at(10, 0)]).minutes[0]!;
    const back = minutesTo(lines, [at(10, 0)], [at(0, 0)]).minutes[0]!;
    const direct = straight(at(0, 0), at(10, 0));
    const around = straight(at(10, 0), at(10, 10)) + straight(at(10, 10), at(0, 10)) + straight(at(0, 10), at(0, 0));
    expect(ahead).toBeCloseTo(along(direct), 2);
    expect(back).toBeCloseTo(along(around), 2);
    expect(minutesTo(lines, [at(10, 0)], [at(0, 0)], { mode: 'walk' }).minutes[0]).toBeCloseTo(
      along(direct, 'walk'),
      2,
    );
    // Both within the one-way stretch: ahead is near, behind is once around.
    expect(minutesTo(lines, [at(4, 0)], [at(6, 0)]).minutes[0]).toBeCloseTo(along(straight(at(4, 0), at(6, 0))), 2);
    expect(minutesTo(lines, [at(6, 0)], [at(4, 0)]).minutes[0]).toBeCloseTo(
      along(direct - straight(at(4, 0), at(6, 0)) + around),
      2,
    );
  });

  it('are infinite without a way and without facilities, and not a number where no road is near', () => {
    const lines = [road([at(0, 0), at(5, 0)]), road([at(0, 30), at(5, 30)])];
    const field = minutesTo(lines, [at(1, 0), at(1, 30), at(1, 15)], [at(3, 0)]);
    expect([...field.minutes]).toEqual([expect.closeTo(along(straight(at(1, 0), at(3, 0))), 2), Infinity, NaN]);
    expect([...field.nearest]).toEqual([0, -1, -1]);
    expect([...field.accessMinutes]).toEqual([0, 0, NaN]);
    field.setFacilities(columns([]));
    expect([...field.minutes]).toEqual([Infinity, Infinity, NaN]);
    expect([...fieldOf([], [at(0, 0)]).minutes]).toEqual([NaN]);
    // A facility without a point, or far from any road, serves nobody.
    field.setFacilities(columns([[NaN, NaN], at(1, 15)]));
    expect([...field.minutes]).toEqual([Infinity, Infinity, NaN]);
  });

  it('are straight on foot to a facility across the field when that is quicker', () => {
    const speeds = { ...SPEEDS, directWalkMetres: 400 };
    // Two roads 330 m apart that meet 3 km away.
    const lines = [road([at(0, 0), at(30, 1.5), at(0, 3)])];
    const { minutes } = minutesTo(lines, [at(0, 0), at(0, -1)], [at(0, 3)], { speeds });
    expect(minutes[0]).toBeCloseTo(straightMinutes(straight(at(0, 0), at(0, 3)), 'walk', speeds), 2);
    // 440 m: too far to walk across, so by the road.
    expect(minutes[1]).toBeGreaterThan(along(6000));
  });

  it('on a motorway are for cars alone, and begin and end beside it', () => {
    const toll = road([at(5, 1), at(45, 1)], { kind: 'motorway', roadClass: 'arterial' });
    const lines = [road([at(0, 0), at(50, 0)]), toll, road([at(5, 0), at(5, 1)]), road([at(45, 0), at(45, 1)])];
    const by = (mode: TravelMode) => minutesTo(lines, [at(20, 0.9)], [at(50, 0)], { mode }).minutes[0]!;
    const access = onFoot(straight(at(20, 0.9), at(20, 0)));
    for (const mode of ['walk', 'motorcycle'] as const) {
      expect(by(mode)).toBeCloseTo(access + along(straight(at(20, 0), at(50, 0)), mode), 2);
    }
    const without = minutesTo(lines.slice(0, 1), [at(0, 0)], [at(50, 0)], { mode: 'car' }).minutes[0]!;
    const withToll = minutesTo(lines, [at(0, 0)], [at(50, 0)], { mode: 'car' }).minutes[0]!;
    expect(withToll).toBeLessThan(without);
    expect(minutesTo([toll], [at(20, 1)], [at(30, 1)], { mode: 'car' }).minutes[0]).toBeNaN();
  });

  it('on a path are on foot for those in a car, in both directions of a one-way road', () => {
    const lines = [
      road([at(0, 0), at(20, 0)]),
      road([at(20, 0), at(24, 0)], { kind: 'path', roadClass: 'neighbourhood', oneWay: 'backward' }),
    ];
    const by = (mode: TravelMode) => minutesTo(lines, [at(0, 0)], [at(24, 0)], { mode }).minutes[0]!;
    const metres = straight(at(20, 0), at(24, 0));
    const walked = (metres * 60) / (SPEEDS.modes.walk.path!.central * 1000);
    expect(by('car')).toBeCloseTo(along(straight(at(0, 0), at(20, 0)), 'car') + walked, 2);
    expect(by('walk')).toBeCloseTo(along(straight(at(0, 0), at(24, 0)), 'walk'), 2);
    // A motorcycle may ride there, but not against the one way.
    expect(by('motorcycle')).toBe(Infinity);
  });

  it('pass over little pieces of road that hang together with nothing', () => {
    const lines = [road([at(0, 0), at(50, 0)]), road([at(10, 2), at(12, 2)])];
    const passing = { ...SPEEDS, leastPieceMetres: 2000 };
    expect(minutesTo(lines, [at(11, 2)], [at(0, 0)]).minutes[0]).toBe(Infinity);
    expect(minutesTo(lines, [at(11, 2)], [at(0, 0)], { speeds: passing }).minutes[0]).toBeCloseTo(
      onFoot(straight(at(11, 2), at(11, 0))) + along(straight(at(11, 0), at(0, 0))),
      2,
    );
  });

  it('beyond the limit are infinite, within it they are as without', () => {
    const lines = [road([at(0, 0), at(25, 0), at(50, 0)]), road([at(25, 0), at(25, 9)])];
    const cells = [at(1, 0), at(20, 0), at(30, 1), at(49, 0)];
    const whole = minutesTo(lines, cells, [at(0, 0)]).minutes;
    const limited = minutesTo(lines, cells, [at(0, 0)], { limitMinutes: 6 }).minutes;
    expect(limited).toEqual(whole.map((minutes) => (minutes <= 6 ? minutes : Infinity)));
    expect(limited.filter((minutes) => minutes < Infinity)).toHaveLength(2);
    expect(() => fieldOf(lines, cells, { limitMinutes: -1 })).toThrow(RangeError);
  });
});

describe('travel on any network', () => {
  /** Stretches between neighbours of a lattice, each at most once, so that the reference need not find crossings. */
  const stretches = fc
    .uniqueArray(fc.nat(2 * 5 * 5 - 1), { minLength: 1, maxLength: 40 })
    .chain((chosen) =>
      fc.tuple(
        fc.constant(chosen),
        fc.array(fc.constantFrom('no', 'no', 'forward', 'backward'), { minLength: 50, maxLength: 50 }),
        fc.array(fc.constantFrom('arterial', 'local', 'local', null), { minLength: 50, maxLength: 50 }),
      ),
    )
    .map(([chosen, oneWay, roadClass]) =>
      chosen.map((number, i) => {
        const [x, y] = [(number >> 1) % 5, Math.floor((number >> 1) / 5)];
        const to: [number, number] = number % 2 === 0 ? [x + 1, y] : [x, y + 1];
        return { from: [x, y] as [number, number], to, oneWay: oneWay[i]!, roadClass: roadClass[i]! };
      }),
    );
  const mode = fc.constantFrom<TravelMode>('walk', 'motorcycle', 'car');

  it('is as Bellman and Ford find it, between ends and middles of roads', () => {
    fc.assert(
      fc.property(stretches, mode, fc.array(fc.nat(), { minLength: 1, maxLength: 5 }), (all, by, chosen) => {
        // Middles of stretches are vertices of the reference, so that every cell and facility is at one.
        const places = new Map<string, [number, number]>();
        const put = (x: number, y: number) => {
          places.set(`${x},${y}`, [x, y]);
          return `${x},${y}`;
        };
        const ways: { from: string; to: string; minutes: number }[] = [];
        for (const { from, to, oneWay, roadClass } of all) {
          const middle: [number, number] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
          const kmh = SPEEDS.modes[by].road[roadClass ?? 'unknown'].central;
          for (const [a, b] of [
            [from, middle],
            [middle, to],
          ] as const) {
            const minutes = (straight(at(...a), at(...b)) * 0.06) / kmh;
            if (oneWay !== 'backward' || by === 'walk') ways.push({ from: put(...a), to: put(...b), minutes });
            if (oneWay !== 'forward' || by === 'walk') ways.push({ from: put(...b), to: put(...a), minutes });
            put(...a);
            put(...b);
          }
        }
        const keys = [...places.keys()];
        const facilities = chosen.map((n) => keys[n % keys.length]!);
        const least = new Map<string, number>(facilities.map((key) => [key, 0]));
        for (let isBetter = true; isBetter;) {
          isBetter = false;
          for (const { from, to, minutes } of ways) {
            const offered = (least.get(to) ?? Infinity) + minutes;
            if (offered < (least.get(from) ?? Infinity)) {
              least.set(from, offered);
              isBetter = true;
            }
          }
        }
        const positions = (names: readonly string[]) => names.map((key) => at(...places.get(key)!));
        const lines = all.map(({ from, to, oneWay, roadClass }) =>
          road([at(...from), at(...to)], { oneWay, roadClass } as Partial<RoadLine>),
        );
        const { minutes } = minutesTo(lines, positions(keys), positions(facilities), { mode: by });
        keys.forEach((key, i) => {
          const expected = least.get(key) ?? Infinity;
          // Half a millisecond for each edge, and a place within a metre of a node is at the node.
          if (expected === Infinity) expect(minutes[i]).toBe(Infinity);
          else expect(Math.abs(minutes[i]! - expected)).toBeLessThan(0.002);
        });
      }),
      { numRuns: 300 },
    );
  });

  const lattice = fc.integer({ min: 0, max: 5 });
  const corner = fc.tuple(lattice, lattice).map(([x, y]) => at(x, y));
  const anywhere = fc
    .tuple(fc.double({ min: -1, max: 6, noNaN: true }), fc.double({ min: -1, max: 6, noNaN: true }))
    .map(([x, y]) => at(x, y));
  /** Corners make ties, other places do not. */
  const place = fc.oneof(corner, anywhere);
  const line = fc
    .record({
      roadClass: fc.constantFrom('arterial', 'local', 'neighbourhood', null),
      oneWay: fc.constantFrom('no', 'no', 'forward', 'backward'),
      coordinates: fc.array(corner, { minLength: 2, maxLength: 4 }),
    })
    .map((found) => road(found.coordinates, found as Partial<RoadLine>));
  const lines = fc.array(line, { minLength: 1, maxLength: 12 });
  /** Every corner with every neighbour: all ways of as many steps are equally long. */
  const grid = [0, 1, 2, 3, 4, 5].flatMap((n) => [road([at(n, 0), at(n, 5)]), road([at(0, n), at(5, n)])]);
  const cells = fc.array(place, { minLength: 1, maxLength: 25 });
  const facilities = fc.array(place, { maxLength: 6 });
  const speeds: TravelSpeeds = { ...SPEEDS, directWalkMetres: 150, connectMetres: 120 };
  const limit = fc.constantFrom(undefined, undefined, 1.5);

  it('with facilities added and removed is bit for bit what a computation from nothing finds, ties included', () => {
    const step = fc.oneof(fc.record({ add: place }), fc.record({ remove: fc.nat() }));
    fc.assert(
      fc.property(
        fc.oneof({ weight: 2, arbitrary: lines }, { weight: 1, arbitrary: fc.constant(grid) }),
        cells,
        facilities,
        fc.array(step, { minLength: 1, maxLength: 8 }),
        mode,
        limit,
        fc.boolean(),
        (roads, points, begin, steps, by, limitMinutes, isEven) => {
          const setting = { speeds, mode: by, isEven, ...(limitMinutes === undefined ? {} : { limitMinutes }) };
          const present = new Map(begin.map((point, handle) => [handle, point]));
          const field = minutesTo(roads, points, begin, setting);
          for (const change of steps) {
            if ('add' in change) {
              const handle = field.add(change.add);
              expect(present.has(handle)).toBe(false);
              present.set(handle, change.add);
            } else if (present.size > 0) {
              const handle = [...present.keys()][change.remove % present.size]!;
              field.remove(handle);
              present.delete(handle);
            }
            const handles = [...present.keys()].sort((a, b) => a - b);
            const full = minutesTo(
              roads,
              points,
              handles.map((handle) => present.get(handle)!),
              setting,
            );
            expect(field.minutes).toEqual(full.minutes);
            expect(field.nearest).toEqual(full.nearest.map((found) => (found < 0 ? -1 : handles[found]!)));
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never gets longer by a further facility, and says which one is nearest', () => {
    fc.assert(
      fc.property(lines, cells, facilities, place, mode, (roads, points, begin, further, by) => {
        const field = minutesTo(roads, points, begin, { speeds, mode: by });
        const before = field.minutes.slice();
        const handle = field.add(further);
        field.minutes.forEach((minutes, cell) => {
          expect(minutes > before[cell]!).toBe(false);
          expect(Number.isNaN(minutes)).toBe(Number.isNaN(before[cell]));
          if (minutes < before[cell]!) expect(field.nearest[cell]).toBe(handle);
          expect(field.nearest[cell]! >= 0).toBe(minutes < Infinity);
        });
      }),
    );
  });

  it('does not depend on the order of the facilities', () => {
    fc.assert(
      fc.property(lines, cells, facilities, mode, (roads, points, begin, by) => {
        const there = minutesTo(roads, points, begin, { speeds, mode: by });
        const back = minutesTo(roads, points, begin.toReversed(), { speeds, mode: by });
        expect(back.minutes).toEqual(there.minutes);
      }),
    );
  });

  it('as lists of the cells within reach is what each facility alone finds', () => {
    fc.assert(
      fc.property(lines, cells, facilities, mode, fc.constantFrom(0, 0.8, 3, 60), (roads, points, all, by, within) => {
        const field = fieldOf(roads, points, { speeds, mode: by });
        const { first, cell, cost } = field.reachLists(columns(all), within);
        expect(first).toHaveLength(all.length + 1);
        all.forEach((facility, i) => {
          field.setFacilities(columns([facility]));
          const expected = [...field.minutes].flatMap((minutes, at) => (minutes <= within ? [[at, minutes]] : []));
          const found = Array.from(cell.subarray(first[i]!, first[i + 1]!), (at, n) => [
            at,
            Math.fround(cost[first[i]! + n]!),
          ]);
          expect(found).toEqual(expected);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('is to the facility of the lowest handle among those equally near', () => {
    const network = fc.oneof(lines, fc.constant(grid));
    fc.assert(
      fc.property(network, cells, facilities, mode, fc.boolean(), (roads, points, all, by, isEven) => {
        const field = minutesTo(roads, points, all, { speeds, mode: by, isEven });
        const { first, cell, cost } = field.reachLists(columns(all), 10_000);
        const least = points.map(() => ({ facility: -1, minutes: Infinity }));
        all.forEach((_, facility) => {
          for (let i = first[facility]!; i < first[facility + 1]!; i++) {
            if (cost[i]! < least[cell[i]!]!.minutes) least[cell[i]!] = { facility, minutes: cost[i]! };
          }
        });
        expect([...field.nearest]).toEqual(least.map(({ facility }) => facility));
      }),
      { numRuns: 200 },
    );
  });

  it('takes cells that were placed for another mode', () => {
    const roads = [road([at(0, 0), at(10, 0)])];
    const { network } = buildRoadNetwork(roads);
    const first = createTravelField({ network, speeds, mode: 'car', cells: columns([at(1, 1), at(9, 9)]) });
    const second = createTravelField({ network, speeds, mode: 'walk', cells: first.cells });
    second.setFacilities(columns([at(5, 0)]));
    expect([...second.minutes]).toEqual([
      expect.closeTo(onFoot(straight(at(1, 1), at(1, 0))) + along(straight(at(1, 0), at(5, 0)), 'walk'), 2),
      NaN,
    ]);
  });

  it('knows no facility that was removed or never added', () => {
    const field = minutesTo([road([at(0, 0), at(10, 0)])], [at(1, 1)], [at(5, 0)]);
    field.remove(0);
    expect(() => field.remove(0)).toThrow('no facility has the handle 0');
    expect(field.add(at(5, 0))).toBe(1);
  });
});
