// B3.4: the score, its order, and what ten points more or less change in the first ten.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Criterion, DEFAULT_WEIGHTS, type Weights } from '#model/planning';
import { criteriaOf, minMax, type CriteriaInput } from '../../../data/planning/criteria.ts';
import { movedWeights, ranked, scoreOf, sensitivityOf, type ScoreParts } from '../../../data/planning/score.ts';

const part = fc.option(fc.double({ min: 0, max: 1, noNaN: true }));
const anyParts: fc.Arbitrary<ScoreParts> = fc.record({
  gap: part,
  gain: part,
  equity: part,
  readiness: part,
  hazard: part,
});
const anyWeights: fc.Arbitrary<Weights> = fc
  .array(fc.integer({ min: 0, max: 100 }), { minLength: 5, maxLength: 5 })
  .filter((numbers) => numbers.some((one) => one > 0))
  .map((numbers) => {
    const sum = numbers.reduce((total, one) => total + one, 0);
    return Object.fromEntries(Criterion.options.map((one, i) => [one, numbers[i]! / sum])) as Weights;
  });
const sumOf = (weights: Weights) => Criterion.options.reduce((sum, one) => sum + weights[one], 0);

describe('a score', () => {
  test('is the weighted mean of what is known, with the weights made whole again', () => {
    const all = { gap: 1, gain: 0.5, equity: 0, readiness: 1, hazard: 1 };
    expect(scoreOf(all, DEFAULT_WEIGHTS)).toBeCloseTo(0.3 + 0.125 + 0.15 + 0.15, 12);
    // Without gain: 0.6 of 0.75.
    expect(scoreOf({ ...all, gain: null }, DEFAULT_WEIGHTS)).toBeCloseTo(0.8, 12);
    const nothing = { gap: null, gain: null, equity: null, readiness: null, hazard: null };
    expect(scoreOf(nothing, DEFAULT_WEIGHTS)).toBeNull();
    expect(scoreOf({ ...nothing, gap: 1 }, { gap: 0, gain: 1, equity: 0, readiness: 0, hazard: 0 })).toBeNull();
  });
  test('orders the same whatever order it is given in; ties by id, unknown last', () => {
    fc.assert(
      fc.property(fc.array(anyParts, { maxLength: 30 }), anyWeights, (all, weights) => {
        const projects = all.map((parts, i) => ({ id: `p${String(i).padStart(2, '0')}`, parts }));
        const order = ranked(projects, weights).map(({ project }) => project.id);
        expect(ranked([...projects].reverse(), weights).map(({ project }) => project.id)).toEqual(order);
        const scores = ranked(projects, weights).map(({ score }) => score ?? -1);
        for (let i = 1; i < scores.length; i++) expect(scores[i]!).toBeLessThanOrEqual(scores[i - 1]! + 1e-11);
      }),
    );
    const same = { gap: 0.1 + 0.2, gain: null, equity: null, readiness: null, hazard: null };
    const projects = [
      { id: 'c', parts: same },
      { id: 'a', parts: { ...same, gap: null } },
      { id: 'b', parts: { ...same, gap: 0.3 } },
    ];
    expect(ranked(projects, DEFAULT_WEIGHTS).map(({ project }) => project.id)).toEqual(['b', 'c', 'a']);
  });
});

describe('weights', () => {
  test('moved by ten points still sum to one, the others in proportion', () => {
    const moved = movedWeights(DEFAULT_WEIGHTS, 'gap', 10);
    expect(moved.gap).toBeCloseTo(0.4, 12);
    expect(moved.gain / moved.hazard).toBeCloseTo(0.25 / 0.15, 12);
    expect(movedWeights({ gap: 0, gain: 1, equity: 0, readiness: 0, hazard: 0 }, 'gain', -10).hazard).toBeCloseTo(
      0.025,
    );
    fc.assert(
      fc.property(
        anyWeights,
        fc.constantFrom(...Criterion.options),
        fc.constantFrom(10, -10),
        (weights, one, points) => {
          const after = movedWeights(weights, one, points);
          expect(sumOf(after)).toBeCloseTo(1, 9);
          for (const criterion of Criterion.options) expect(after[criterion]).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
  test('that move bring projects into the first ten, and others out of them', () => {
    const none = { gap: 0, gain: 0, equity: 0, readiness: 0, hazard: 0 };
    // Ten that gap lifts, and one just below them that gain lifts.
    const first = Array.from({ length: 10 }, (_, i) => ({ id: `gap-${i}`, parts: { ...none, gap: 1 - i / 1000 } }));
    const challenger = { id: 'gain-1', parts: { ...none, gain: 1 } };
    const found = sensitivityOf([...first, challenger], DEFAULT_WEIGHTS);
    expect(found).toHaveLength(10);
    const of = (criterion: Criterion, points: number) =>
      found.find((one) => one.criterion === criterion && one.points === points)!;
    expect(of('gain', 10)).toMatchObject({ entering: ['gain-1'], leaving: ['gap-9'] });
    expect(of('gap', -10)).toMatchObject({ entering: ['gain-1'], leaving: ['gap-9'] });
    expect(of('gap', 10)).toMatchObject({ entering: [], leaving: [] });
    expect(of('hazard', 10)).toMatchObject({ entering: [], leaving: [] });
  });
});

describe('criteria', () => {
  const about = (id: string, more: Partial<CriteriaInput>): CriteriaInput => ({
    id,
    shares: [{ kecamatan: 'a', share: 1 }],
    lack: null,
    gainedPeople: null,
    landStatus: null,
    hasDesign: false,
    hazard: null,
    ...more,
  });
  test('each by its formula, unknown as null', () => {
    const lack = new Map([
      ['a', 0.2],
      ['b', 0.6],
      ['c', 0.4],
    ]);
    const money = new Map([
      ['a', 100],
      ['b', 300],
      ['c', null],
    ]);
    const halves = [
      { kecamatan: 'a', share: 0.25 },
      { kecamatan: 'b', share: 0.75 },
    ];
    const found = criteriaOf(
      [
        about('unknown', { shares: [] }),
        about('half', {
          shares: halves,
          lack,
          gainedPeople: 500,
          landStatus: 'perlu_pengadaan',
          hasDesign: true,
          hazard: 2,
        }),
        about('most', { lack, gainedPeople: 2_000, landStatus: 'aset_pemda', hazard: 0 }),
        about('elsewhere', { shares: [{ kecamatan: 'c', share: 1 }], lack, landStatus: 'sengketa', hazard: 3 }),
      ],
      money,
    );
    expect(found.get('unknown')).toEqual({ gap: null, gain: null, equity: null, readiness: null, hazard: null });
    expect(found.get('half')).toEqual({ gap: 0.75, gain: 0.25, equity: 0.25, readiness: 0.75, hazard: 1 - 2 / 3 });
    expect(found.get('most')).toEqual({ gap: 0, gain: 1, equity: 1, readiness: 0.5, hazard: 1 });
    const elsewhere = found.get('elsewhere')!;
    expect(elsewhere.gap).toBeCloseTo(0.5, 12);
    expect(elsewhere).toMatchObject({ gain: null, equity: null, readiness: 0, hazard: 0 });
  });
  test('what nobody differs in tells nobody apart', () => {
    expect([
      ...minMax(
        new Map([
          ['a', 5],
          ['b', 5],
          ['c', null],
        ]),
      ).values(),
    ]).toEqual([0, 0, null]);
    expect(criteriaOf([about('x', { gainedPeople: 0 })], new Map()).get('x')!.gain).toBe(0);
  });
});
