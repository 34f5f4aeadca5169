import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  candidateLimits,
  coverageIntervals,
  distanceMetres,
  nearestDistances,
  straightReachLists,
  type CoverageDraws,
  type ReachInterval,
  type UncertaintySources,
} from '#analysis';

const OFF: UncertaintySources = { speed: null, location: null, population: null };
const REGIONS = ['32.09.01', '32.09.02', '32.09.03'];
const DESA = 9;

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}

interface Case {
  readonly cells: CoverageDraws['cells'];
  readonly facilities: CoverageDraws['facilities'];
}
/** 36 × 36 cells of about 100 m in nine desa of 12 × 12, three to a region, with facilities strewn over them. */
function madeCase(seed: number, facilityCount: number): Case {
  const random = seeded(seed);
  const count = 36 * 36;
  return {
    cells: {
      longitude: Float64Array.from({ length: count }, (_, i) => 108.5 + (i % 36) * 0.0009),
      latitude: Float64Array.from({ length: count }, (_, i) => -6.75 + Math.floor(i / 36) * 0.0009),
      people: Uint32Array.from({ length: count }, () => Math.floor(50 * random() ** 2)),
      desa: Uint16Array.from({ length: count }, (_, i) => Math.floor((i % 36) / 12) + 3 * Math.floor(i / 432)),
    },
    facilities: {
      longitude: Float64Array.from({ length: facilityCount }, () => 108.5 + random() * 0.0324),
      latitude: Float64Array.from({ length: facilityCount }, () => -6.75 + random() * 0.0324),
    },
  };
}

function intervalsOf(
  { cells, facilities }: Case,
  threshold: number,
  sources: UncertaintySources,
  more: Partial<CoverageDraws> = {},
): ReachInterval[] {
  const count = facilities.longitude.length;
  const costPerMetre = sources.location?.costPerMetre ?? 1;
  const limits = candidateLimits(threshold, sources, count).map((limit) => limit / costPerMetre);
  const lists = straightReachLists(cells, facilities, limits);
  return coverageIntervals({
    cells,
    facilities,
    regions: REGIONS,
    regionOfDesa: Int32Array.from({ length: DESA }, (_, desa) => Math.floor(desa / 3)),
    lists: { ...lists, cost: lists.cost.map((metres) => metres * costPerMetre) },
    threshold,
    sources,
    ...more,
  });
}
const errors = (count: number, metres: number) => ({
  errorMetres: new Float64Array(count).fill(metres),
  costPerMetre: 1,
});
const width = ({ p5, p95 }: ReachInterval) => p95! - p5!;
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

describe('the interval of a coverage figure', () => {
  it('is the published share itself when every source is off, in the whole and in each region', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(8), fc.integer({ min: 0, max: 2500 }), (seed, count, threshold) => {
        const made = madeCase(seed, count);
        const { cells, facilities } = made;
        const { metres } = nearestDistances(cells.longitude, cells.latitude, facilities.longitude, facilities.latitude);
        const found = intervalsOf(made, threshold, OFF, { draws: 20 });
        expect(found.map(({ code }) => code)).toEqual([null, ...REGIONS]);
        for (const [at, interval] of found.entries()) {
          let people = 0;
          let reached = 0;
          for (let cell = 0; cell < metres.length; cell++) {
            if (at > 0 && Math.floor(cells.desa[cell]! / 3) !== at - 1) continue;
            people += cells.people[cell]!;
            if (metres[cell]! <= threshold) reached += cells.people[cell]!;
          }
          const share = reached / people;
          expect(interval).toEqual({
            code: interval.code,
            share,
            p5: share,
            p50: share,
            p95: share,
            unplacedPeople: 0,
          });
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is also the published share when the sources are on but have no width', () => {
    const made = madeCase(11, 6);
    const found = intervalsOf(made, 900, {
      speed: { least: 1, most: 1 },
      location: errors(6, 0),
      population: { spread: 0 },
    });
    expect(found).toEqual(intervalsOf(made, 900, OFF));
  });

  it('holds the published share where few draws come near it: two points on one place are seldom really on one', () => {
    const { cells } = madeCase(5, 0);
    // Ten doubtful facilities on the same point: wherever they truly are, together they reach more than the one circle drawn.
    const facilities = {
      longitude: new Float64Array(10).fill(cells.longitude[18 + 18 * 36]!),
      latitude: new Float64Array(10).fill(cells.latitude[18 + 18 * 36]!),
    };
    const [whole] = intervalsOf({ cells, facilities }, 300, { ...OFF, location: errors(10, 400) });
    expect(whole!.p50!).toBeGreaterThan(whole!.share! * 1.5);
    expect(whole!.p5).toBe(whole!.share);
    expect(whole!.p95!).toBeGreaterThan(whole!.p50!);
  });

  it('is the same for the same input, and another for another seed', () => {
    const made = madeCase(3, 6);
    const sources: UncertaintySources = {
      speed: { least: 0.7, most: 1.3 },
      location: errors(6, 200),
      population: { spread: 0.5 },
    };
    expect(intervalsOf(made, 800, sources)).toEqual(intervalsOf(made, 800, sources));
    expect(intervalsOf(made, 800, sources)).not.toEqual(intervalsOf(made, 800, sources, { seed: 1 }));
  });

  it('is what counting every cell again in each draw gives: one speed after the other, facilities firm', () => {
    // With speeds alone the share of a draw is known: that of the threshold times the speed. Its percentiles follow from the
    // distribution of the speed, whose own percentiles are exact.
    const made = madeCase(5, 7);
    const [least, most] = [0.6, 1.5];
    const speedAt = (part: number) => {
      const below = (1 - least) / (most - least);
      return part < below
        ? least + Math.sqrt(part * (most - least) * (1 - least))
        : most - Math.sqrt((1 - part) * (most - least) * (most - 1));
    };
    const shareAt = (threshold: number) => intervalsOf(made, threshold, OFF, { draws: 1 })[0]!.share!;
    const [whole] = intervalsOf(made, 700, { ...OFF, speed: { least, most } }, { draws: 20_000 });
    expect(whole!.share).toBe(shareAt(700));
    for (const [part, found] of [
      [0.05, whole!.p5!],
      [0.5, whole!.p50!],
      [0.95, whole!.p95!],
    ] as const) {
      expect(found).toBeGreaterThan(shareAt(700 * speedAt(part - 0.01)) - 1e-12);
      expect(found).toBeLessThan(shareAt(700 * speedAt(part + 0.01)) + 1e-12);
    }
  });

  it('is what counting every cell again in each draw gives: facilities moved', () => {
    const made = madeCase(8, 5);
    const { cells, facilities } = made;
    const error = 250;
    const [whole] = intervalsOf(made, 700, { ...OFF, location: errors(5, error) }, { draws: 4000 });
    const random = seeded(99);
    const metresPerDegree = distanceMetres(108.5, -6.74, 108.501, -6.74) * 1000;
    const total = Array.from(cells.people).reduce((a, b) => a + b, 0);
    const shares = Array.from({ length: 1500 }, () => {
      const moved = { longitude: facilities.longitude.slice(), latitude: facilities.latitude.slice() };
      for (let f = 0; f < 5; f++) {
        let east = 9;
        let north = 9;
        // Box and Muller, drawn again beyond three errors: not how the engine draws.
        while (Math.hypot(east, north) > 3) {
          const length = Math.sqrt(-2 * Math.log(1 - random()));
          const direction = 2 * Math.PI * random();
          [east, north] = [length * Math.cos(direction), length * Math.sin(direction)];
        }
        moved.longitude[f]! += (east * error) / metresPerDegree;
        moved.latitude[f]! += (north * error) / 110_590;
      }
      const { metres } = nearestDistances(cells.longitude, cells.latitude, moved.longitude, moved.latitude);
      let reached = 0;
      for (let cell = 0; cell < metres.length; cell++) if (metres[cell]! <= 700) reached += cells.people[cell]!;
      return reached / total;
    }).sort((a, b) => a - b);
    for (const [part, found] of [
      [0.05, whole!.p5!],
      [0.5, whole!.p50!],
      [0.95, whole!.p95!],
    ] as const) {
      expect(Math.abs(found - shares[Math.round(part * 1499)]!)).toBeLessThan(0.012);
    }
  });

  it('does not depend on the order in which lists name the cells, nor on candidates that are too far', () => {
    const made = madeCase(21, 6);
    const sources: UncertaintySources = {
      speed: { least: 0.7, most: 1.4 },
      location: errors(6, 150),
      population: { spread: 0.4 },
    };
    const expected = intervalsOf(made, 600, sources);
    const everything = straightReachLists(made.cells, made.facilities, 100_000);
    const reversed = { first: everything.first, cell: everything.cell.slice(), cost: everything.cost.slice() };
    for (let f = 0; f < 6; f++) {
      reversed.cell.subarray(everything.first[f], everything.first[f + 1]).reverse();
      reversed.cost.subarray(everything.first[f], everything.first[f + 1]).reverse();
    }
    for (const lists of [everything, reversed]) {
      intervalsOf(made, 600, sources, { lists }).forEach((interval, i) => {
        expect(interval.share).toBe(expected[i]!.share);
        for (const part of ['p5', 'p50', 'p95'] as const) expect(interval[part]).toBeCloseTo(expected[i]![part]!, 12);
      });
    }
  });

  const widened: Record<string, (wide: number) => UncertaintySources> = {
    speed: (wide) => ({ ...OFF, speed: { least: 1 - wide / 2, most: 1 + wide / 2 } }),
    location: (wide) => ({ ...OFF, location: errors(6, 400 * wide) }),
    population: (wide) => ({ ...OFF, population: { spread: wide } }),
  };
  it.each(Object.entries(widened))('gets wider on average as a source does: %s', (_name, sourcesOf) => {
    const widths = [0, 0.25, 0.5, 1].map((wide) =>
      mean(
        Array.from({ length: 12 }, (_, seed) =>
          width(intervalsOf(madeCase(seed, 6), 600, sourcesOf(wide), { seed })[0]!),
        ),
      ),
    );
    expect(widths[0]).toBe(0);
    for (let i = 1; i < widths.length; i++) expect(widths[i]!).toBeGreaterThan(widths[i - 1]! * 1.1);
  });

  it('does not get narrower on average when a further source is added', () => {
    const speed = { least: 0.8, most: 1.2 };
    const combined: readonly UncertaintySources[] = [
      { speed, location: null, population: null },
      { speed, location: errors(6, 200), population: null },
      { speed, location: errors(6, 200), population: { spread: 0.6 } },
    ];
    const widths = combined.map((sources) =>
      mean(Array.from({ length: 16 }, (_, seed) => width(intervalsOf(madeCase(seed, 6), 600, sources, { seed })[0]!))),
    );
    expect(widths[1]!).toBeGreaterThan(widths[0]! * 0.98);
    expect(widths[2]!).toBeGreaterThan(widths[1]! * 0.98);
  });

  it('holds shares from 0 to 1 in order, and stays 0 or 1 where nothing can change', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(6), fc.integer({ min: 50, max: 3000 }), (seed, count, threshold) => {
        const sources: UncertaintySources = {
          speed: { least: 0.5, most: 2 },
          location: errors(count, 300),
          population: { spread: 1 },
        };
        for (const { p5, p50, p95 } of intervalsOf(madeCase(seed, count), threshold, sources, { draws: 30, seed })) {
          expect(p5!).toBeGreaterThanOrEqual(0);
          expect(p50!).toBeGreaterThanOrEqual(p5!);
          expect(p95!).toBeGreaterThanOrEqual(p50!);
          expect(p95!).toBeLessThanOrEqual(1);
          if (count === 0) expect(p95).toBe(0);
        }
        const near = intervalsOf(
          madeCase(seed, 3),
          100_000,
          { ...OFF, population: { spread: 1 } },
          { draws: 30, seed },
        );
        for (const { p5, p95 } of near) {
          expect(p5!).toBeCloseTo(1, 12);
          expect(p95!).toBeCloseTo(1, 12);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('lets people live elsewhere in their desa only: a desa wholly in or out of reach keeps its share', () => {
    const made = madeCase(2, 1);
    const people = made.cells.people as Uint32Array;
    const peopleWhere = (isChosen: (cell: number) => boolean) =>
      people.filter((_, cell) => isChosen(cell)).reduce((a, b) => a + b, 0);
    const intervalOfReach = (isReached: (cell: number) => boolean) => {
      const cell = Uint32Array.from(people.keys()).filter(isReached);
      const lists = { first: Uint32Array.of(0, cell.length), cell, cost: new Float64Array(cell.length).fill(10) };
      return intervalsOf(made, 10, { ...OFF, population: { spread: 1 } }, { lists })[0]!;
    };
    const isWhole = (cell: number) => [0, 4, 5].includes(made.cells.desa[cell]!);
    const whole = intervalOfReach(isWhole);
    expect(whole.share).toBe(peopleWhere(isWhole) / peopleWhere(() => true));
    for (const part of ['p5', 'p50', 'p95'] as const) expect(whole[part]).toBeCloseTo(whole.share!, 12);

    const isHalf = (cell: number) => isWhole(cell) || (made.cells.desa[cell] === 8 && cell % 36 >= 30);
    const half = intervalOfReach(isHalf);
    expect(width(half)).toBeGreaterThan(0.005);
    // More than all or less than nobody of the divided desa cannot be reached.
    expect(half.p5!).toBeGreaterThan(whole.share!);
    expect(half.p95!).toBeLessThan(
      whole.share! + peopleWhere((cell) => made.cells.desa[cell] === 8) / peopleWhere(() => true),
    );
  });

  it('counts people who cannot be placed apart, never as unserved', () => {
    const made = madeCase(4, 4);
    const people = made.cells.people as Uint32Array;
    const unplaced = Uint8Array.from(people, (_, cell) => (cell % 7 === 0 ? 1 : 0));
    const apart = people.filter((_, cell) => unplaced[cell] === 1).reduce((a, b) => a + b, 0);
    const sources: UncertaintySources = {
      speed: { least: 0.7, most: 1.3 },
      location: errors(4, 100),
      population: null,
    };
    const found = intervalsOf(made, 700, sources, { unplaced });
    const without = intervalsOf(
      { ...made, cells: { ...made.cells, people: people.map((count, cell) => (unplaced[cell] ? 0 : count)) } },
      700,
      sources,
    );
    expect(found[0]!.unplacedPeople).toBe(apart);
    expect(found.slice(1).reduce((sum, { unplacedPeople }) => sum + unplacedPeople, 0)).toBe(apart);
    expect(found.map(({ share, p5, p50, p95 }) => [share, p5, p50, p95])).toEqual(
      without.map(({ share, p5, p50, p95 }) => [share, p5, p50, p95]),
    );
  });

  it('tells the unreached people whom a facility without a point could serve, and leaves the share as published', () => {
    const made = madeCase(6, 2);
    const people = made.cells.people as Uint32Array;
    const maybeServed = Uint8Array.from(people, (_, cell) => (made.cells.desa[cell] === 4 ? 1 : 0));
    const plain = intervalsOf(made, 500, OFF);
    const found = intervalsOf(made, 500, OFF, { maybeServed });
    expect(found.map(({ share }) => share)).toEqual(plain.map(({ share }) => share));
    const { metres } = nearestDistances(
      made.cells.longitude,
      made.cells.latitude,
      made.facilities.longitude,
      made.facilities.latitude,
    );
    const expected = people
      .filter((_, cell) => maybeServed[cell] === 1 && metres[cell]! > 500)
      .reduce((a, b) => a + b, 0);
    expect(expected).toBeGreaterThan(0);
    expect(found.map(({ unplacedPeople }) => unplacedPeople)).toEqual([expected, 0, expected, 0]);
  });

  it('changes only the part of a way that the speed is about', () => {
    const made = madeCase(13, 5);
    const limit = 700;
    const speed = { least: 0.5, most: 2 };
    const fixed = (metres: number) => new Float64Array(made.cells.people.length).fill(metres);
    const lists = straightReachLists(made.cells, made.facilities, 2000);
    // All of the way on foot: no speed changes it, so whoever is within stays within.
    const onFoot = { ...lists, cost: lists.cost.slice() };
    const widths = [0, 300, limit].map((metres) =>
      width(
        intervalsOf(
          made,
          limit,
          { ...OFF, speed },
          {
            lists: { ...onFoot, cost: onFoot.cost.map((cost) => Math.max(cost, metres)) },
            access: fixed(metres),
          },
        )[0]!,
      ),
    );
    expect(widths[1]!).toBeLessThan(widths[0]!);
    expect(widths[2]).toBe(0);
  });

  it('moves facilities as far in every direction, along the walk to the road as well', () => {
    // A line of cells straight away from one facility, 10 m apart: the share of the line in reach moves with the facility.
    const count = 200;
    const metresPerDegree = distanceMetres(108.5, -6.75, 108.501, -6.75) * 1000;
    const facilities = { longitude: Float64Array.of(108.5), latitude: Float64Array.of(-6.75) };
    for (const direction of [0, 0.25, 0.5, 0.75, 1.2].map((turn) => turn * Math.PI)) {
      const along = (cell: number) => 2005 + cell * 10;
      const cells = {
        longitude: Float64Array.from(
          { length: count },
          (_, i) => 108.5 + (along(i) * Math.cos(direction)) / metresPerDegree,
        ),
        latitude: Float64Array.from({ length: count }, (_, i) => -6.75 + (along(i) * Math.sin(direction)) / 110_590),
        people: new Uint32Array(count).fill(1),
        desa: new Uint16Array(count),
      };
      const sources = { ...OFF, location: errors(1, 100) };
      const [whole] = intervalsOf({ cells, facilities }, 3000, sources, { draws: 4000 });
      // 5th to 95th percentile of a normal error of 100 m, of which the farthest 1 % are cut off, over 2,000 m of line.
      expect(Math.abs(width(whole!) / ((2 * 1.62 * 100) / 2000) - 1)).toBeLessThan(0.06);
      const access = new Float64Array(count).fill(400);
      expect(intervalsOf({ cells, facilities }, 3000, sources, { draws: 4000, access })[0]).toEqual(whole);
    }
  });

  it('lets people live more evenly, more densely and to one side as its description says', () => {
    // Two cells of one desa with 30 and 10 people; the first is reached. Positions from the centre of gravity: −1/3 and 1.
    const cells = {
      longitude: Float64Array.of(108.5, 108.509),
      latitude: Float64Array.of(-6.75, -6.75),
      people: Uint32Array.of(30, 10),
      desa: Uint16Array.of(0, 0),
    };
    const facilities = { longitude: Float64Array.of(108.5), latitude: Float64Array.of(-6.75) };
    const spread = 0.8;
    const [whole] = intervalsOf({ cells, facilities }, 500, { ...OFF, population: { spread } }, { draws: 20_000 });
    const random = seeded(5);
    const shares = Array.from({ length: 20_000 }, () => {
      const towards = spread * (2 * random() - 1);
      const leaning = 30 - 30 * (1 / 3) * spread * random() * Math.cos(2 * Math.PI * random());
      const other = towards < 0 ? 20 : 36;
      return ((1 - Math.abs(towards)) * leaning + Math.abs(towards) * other) / 40;
    }).sort((a, b) => a - b);
    for (const [part, found] of [
      [0.05, whole!.p5!],
      [0.5, whole!.p50!],
      [0.95, whole!.p95!],
    ] as const) {
      expect(Math.abs(found - shares[Math.round(part * 19_999)]!)).toBeLessThan(0.006);
    }
  });

  it('reads percentiles between two draws', () => {
    const sources: UncertaintySources = { ...OFF, speed: { least: 0.5, most: 2 } };
    const { p5, p50, p95 } = intervalsOf(madeCase(5, 7), 700, sources, { draws: 2 })[0]!;
    expect(p5!).toBeLessThan(p50!);
    expect(p50!).toBeCloseTo((p5! + p95!) / 2, 12);
  });

  it('leaves a walk across the fields, shorter than that to the road, as it is at any speed', () => {
    const made = madeCase(14, 5);
    const access = new Float64Array(made.cells.people.length).fill(5000);
    const found = intervalsOf(made, 700, { ...OFF, speed: { least: 0.5, most: 2 } }, { access });
    expect(found).toEqual(intervalsOf(made, 700, OFF));
    expect(found[0]!.share!).toBeGreaterThan(0.2);
  });

  it('takes minutes as it takes metres', () => {
    const made = madeCase(17, 6);
    const minutesPerMetre = 1.3 / (4000 / 60);
    const inMetres = intervalsOf(made, 700, {
      speed: { least: 0.7, most: 1.3 },
      location: errors(6, 120),
      population: { spread: 0.3 },
    });
    const inMinutes = intervalsOf(made, 700 * minutesPerMetre, {
      speed: { least: 0.7, most: 1.3 },
      location: { ...errors(6, 120), costPerMetre: minutesPerMetre },
      population: { spread: 0.3 },
    });
    inMinutes.forEach((interval, i) => {
      for (const part of ['p5', 'p50', 'p95'] as const) expect(interval[part]).toBeCloseTo(inMetres[i]![part]!, 9);
    });
  });

  it('knows nothing where nobody lives, and leaves a desa without a region out of the whole', () => {
    const made = madeCase(9, 3);
    const people = made.cells.people as Uint32Array;
    const empty = people.map((count, cell) => (made.cells.desa[cell]! < 3 ? 0 : count));
    const found = intervalsOf({ ...made, cells: { ...made.cells, people: empty } }, 700, OFF);
    expect(found[1]).toEqual({
      code: REGIONS[0],
      share: null,
      p5: null,
      p50: null,
      p95: null,
      unplacedPeople: 0,
    });
    const [whole] = intervalsOf(made, 700, OFF, { regionOfDesa: Int32Array.from([-1, -1, -1, 1, 1, 1, 2, 2, 2]) });
    expect(whole!.share).toBe(found[0]!.share);
  });

  it('refuses sources out of their range and columns that do not belong together', () => {
    const made = madeCase(1, 2);
    const refuse = (sources: Partial<UncertaintySources>, more: Partial<CoverageDraws> = {}) =>
      expect(() => intervalsOf(made, 700, { ...OFF, ...sources }, more));
    refuse({ speed: { least: 1.1, most: 1.2 } }).toThrow('1.1 to 1.2');
    refuse({ speed: { least: 0, most: 1.2 } }).toThrow(RangeError);
    refuse({ population: { spread: 1.5 } }).toThrow('1.5');
    refuse({ location: errors(3, 10) }).toThrow('3 location errors for 2 facilities');
    refuse({}, { draws: 0 }).toThrow('0 draws');
    refuse({}, { lists: straightReachLists(made.cells, madeCase(1, 3).facilities, 10) }).toThrow(
      'do not belong together',
    );
  });
});
