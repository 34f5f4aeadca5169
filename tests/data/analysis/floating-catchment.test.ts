import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { enhancedBands, floatingCatchment, supplyOf, type Decay, type ReachLists } from '#analysis';

/** Lists of every facility and cell with a cost up to the limit. */
function listsOf(costs: readonly (readonly number[])[], limit: number): ReachLists {
  const within = costs.map((row) => row.flatMap((cost, cell) => (cost <= limit ? [{ cell, cost }] : [])));
  const first = within.reduce((sums, list) => [...sums, sums.at(-1)! + list.length], [0]);
  return {
    first: Uint32Array.from(first),
    cell: Uint32Array.from(within.flat(), ({ cell }) => cell),
    cost: Float64Array.from(within.flat(), ({ cost }) => cost),
  };
}

/** The definition as matrix products: A = Wᵀ (S ⊘ W P), over dense weights. */
function denseAccessibility(
  costs: readonly (readonly number[])[],
  people: readonly number[],
  supply: readonly number[],
  weightOf: (cost: number) => number,
): number[] {
  const weights = costs.map((row) => row.map(weightOf));
  const demand = weights.map((row) => row.map((weight, cell) => weight * people[cell]!).reduce((a, b) => a + b, 0));
  return people.map((_, cell) =>
    weights
      .map((row, facility) => (demand[facility] === 0 ? 0 : (row[cell]! * supply[facility]!) / demand[facility]!))
      .reduce((a, b) => a + b, 0),
  );
}

const LIMIT = 30;
const decays: Record<string, { decay: Decay; weightOf: (cost: number) => number }> = {
  none: { decay: 'none', weightOf: (cost) => Number(cost <= LIMIT) },
  bands: {
    decay: { bands: enhancedBands(LIMIT) },
    weightOf: (cost) => (cost <= 10 ? 1 : cost <= 20 ? 0.68 : cost <= 30 ? 0.22 : 0),
  },
  gaussian: {
    decay: { gaussian: { limit: LIMIT } },
    weightOf: (cost) =>
      cost > LIMIT ? 0 : (Math.E ** (-((cost / LIMIT) ** 2) / 2) - Math.E ** -0.5) / (1 - Math.E ** -0.5),
  },
};

const someCase = fc.integer({ min: 1, max: 8 }).chain((facilities) =>
  fc.integer({ min: 1, max: 15 }).chain((cells) =>
    fc.record({
      costs: fc.array(
        fc.array(fc.oneof(fc.double({ min: 0, max: 45, noNaN: true }), fc.constantFrom(0, 10, 20, 30, 40)), {
          minLength: cells,
          maxLength: cells,
        }),
        {
          minLength: facilities,
          maxLength: facilities,
        },
      ),
      people: fc.array(fc.nat(2000), { minLength: cells, maxLength: cells }),
      supply: fc.array(fc.nat(40), { minLength: facilities, maxLength: facilities }),
    }),
  ),
);

describe('the two-step floating catchment', () => {
  it('gives the published example: eleven tracts, two physicians (Luo and Wang 2003, figure 3)', () => {
    const reachedByA = [1, 2, 3, 4, 6, 7, 9, 10];
    const reachedByB = [4, 5, 8, 11];
    const tracts = Array.from({ length: 11 }, (_, i) => i + 1);
    const costs = [reachedByA, reachedByB].map((reached) => tracts.map((tract) => (reached.includes(tract) ? 20 : 40)));
    const { supplyRatio, accessibility } = floatingCatchment({
      lists: listsOf(costs, 30),
      people: tracts.map(() => 1),
      supply: [1, 1],
      decay: 'none',
    });
    expect([...supplyRatio]).toEqual([1 / 8, 1 / 4]);
    expect([...accessibility]).toEqual([0.125, 0.125, 0.125, 0.375, 0.25, 0.125, 0.125, 0.25, 0.125, 0.125, 0.25]);
  });

  // PySAL access 1.1.10.post3, two_stage_fca and enhanced_two_stage_fca with max_cost 30 over the same made-up matrix.
  const pysal: Record<string, readonly number[]> = {
    none: [
      0.01359564111980798, 0.011328115549658159, 0.011931747608992672, 0.0181052239833931, 0.011328115549658159,
      0.008441001944550247, 0.01644133047257779, 0.011328115549658159, 0.0181052239833931, 0.0181052239833931,
      0.005154639175257732, 0.012950584808135365,
    ],
    bands: [
      0.010971063326093622, 0.011854324143981918, 0.0105686082430222, 0.011813568579315228, 0.004688769710915416,
      0.008758734034341631, 0.0130687044825512, 0.011284859047322236, 0.020729292615856154, 0.007906192718619691,
      0.0016208251473477408, 0.01473234418304727,
    ],
    gaussian: [
      0.010607100566553663, 0.011576119022316044, 0.012183780717723164, 0.013045419310291705, 0.004713529664088479,
      0.008168621998171461, 0.014922446135765785, 0.009347427121398516, 0.02007846922459276, 0.01055620179995639,
      0.0001903043859306604, 0.014984012918312379,
    ],
  };
  it.each(Object.keys(decays))('gives what PySAL access gives: %s', (name) => {
    const people = [120, 45, 300, 0, 80, 210, 15, 64, 500, 33, 7, 150];
    const costs = [0, 1, 2, 3].map((f) => people.map((_, c) => ((c * 7 + f * 13 + c * f * 3) % 41) + 0.5));
    const { accessibility } = floatingCatchment({
      lists: listsOf(costs, LIMIT),
      people,
      supply: [6, 2, 9, 4],
      decay: decays[name]!.decay,
    });
    accessibility.forEach((value, cell) => expect(value / pysal[name]![cell]! - 1).toBeCloseTo(0, 12));
  });

  it.each(Object.entries(decays))('is the matrix definition to 1e-9: %s', (_name, { decay, weightOf }) => {
    fc.assert(
      fc.property(someCase, ({ costs, people, supply }) => {
        const found = floatingCatchment({ lists: listsOf(costs, LIMIT), people, supply, decay }).accessibility;
        const expected = denseAccessibility(costs, people, supply, weightOf);
        expected.forEach((value, cell) =>
          expect(Math.abs(found[cell]! - value)).toBeLessThanOrEqual(1e-9 * Math.max(1, value)),
        );
      }),
      { numRuns: 300 },
    );
  });

  it.each(Object.entries(decays))('shares out all supply that reaches anybody, once: %s', (_name, { decay }) => {
    fc.assert(
      fc.property(someCase, ({ costs, people, supply }) => {
        const { supplyRatio, accessibility } = floatingCatchment({
          lists: listsOf(costs, LIMIT),
          people,
          supply,
          decay,
        });
        const received = people.reduce((sum, count, cell) => sum + count * accessibility[cell]!, 0);
        const given = supply.reduce((sum, units, f) => sum + (Number.isNaN(supplyRatio[f]!) ? 0 : units), 0);
        expect(received).toBeCloseTo(given, 6);
      }),
    );
  });

  it('leaves out a facility that reaches nobody: its ratio is not known, and empty cells gain nothing from it', () => {
    const lists = listsOf([[5, 5, 90]], 30);
    const { supplyRatio, accessibility } = floatingCatchment({ lists, people: [0, 0, 10], supply: [3], decay: 'none' });
    expect([...supplyRatio]).toEqual([NaN]);
    expect([...accessibility]).toEqual([0, 0, 0]);
  });

  it('refuses what does not belong together', () => {
    const lists = listsOf([[5, 5]], 30);
    const people = [1, 1];
    expect(() => floatingCatchment({ lists, people, supply: [1, 2], decay: 'none' })).toThrow('2 supplies');
    expect(() => floatingCatchment({ lists, people: [1], supply: [1], decay: 'none' })).toThrow('cell 1 of 1');
    const bands = [
      { upTo: 20, weight: 1 },
      { upTo: 10, weight: 0.5 },
    ];
    expect(() => floatingCatchment({ lists, people, supply: [1], decay: { bands } })).toThrow('band 2');
    expect(() => floatingCatchment({ lists, people, supply: [1], decay: { gaussian: { limit: 0 } } })).toThrow('0');
  });
});

describe('supply', () => {
  it('is each capacity where all are known, a zero included', () => {
    const { supply, unit, assumed } = supplyOf({ capacity: [6, 0, 12], kind: ['sd', 'sd', 'sd'] });
    expect({ supply: [...supply], unit, assumed }).toEqual({ supply: [6, 0, 12], unit: 'capacity', assumed: 0 });
  });

  it('is one each where none, or fewer than half, are known', () => {
    const expected = { supply: [1, 1, 1], unit: 'facilities', assumed: 3 };
    for (const capacity of [
      [null, null, null],
      [null, 9, null],
    ]) {
      const { supply, unit, assumed } = supplyOf({ capacity, kind: ['sd', 'sd', 'sd'] });
      expect({ supply: [...supply], unit, assumed }).toEqual(expected);
    }
    expect(supplyOf({ capacity: [], kind: [] })).toMatchObject({ unit: 'facilities', assumed: 0 });
  });

  it('is each capacity as soon as half are known', () => {
    const { supply, unit } = supplyOf({ capacity: [6, null], kind: ['sd', 'sd'] });
    expect({ supply: [...supply], unit }).toEqual({ supply: [6, 6], unit: 'capacity' });
  });

  it('fills a minority of gaps with the median of the kind, else of all', () => {
    const { supply, unit, assumed } = supplyOf({
      capacity: [6, 12, null, 3, null, 24],
      kind: ['sd', 'sd', 'sd', 'mi', 'mts', 'mi'],
    });
    expect({ supply: [...supply], unit, assumed }).toEqual({
      supply: [6, 12, 9, 3, 9, 24],
      unit: 'capacity',
      assumed: 2,
    });
  });

  it('refuses a capacity below 0 and columns of different length', () => {
    expect(() => supplyOf({ capacity: [-1], kind: ['sd'] })).toThrow('-1');
    expect(() => supplyOf({ capacity: [1], kind: [] })).toThrow('1 capacities for 0');
  });
});
