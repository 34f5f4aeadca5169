import fc from 'fast-check';
import { expect, test } from 'vitest';
import { equalWeights, rebalanced, withOneMore, without } from '../../../../web/views/gaps/mix-weights.ts';

const sum = (weights: readonly number[]) => weights.reduce((all, weight) => all + weight, 0);
/** Weights as they can come about: even ones, then changed a few times. */
const weights = fc
  .tuple(
    fc.integer({ min: 2, max: 8 }),
    fc.array(fc.tuple(fc.nat(7), fc.integer({ min: -20, max: 120 })), { maxLength: 6 }),
  )
  .map(([count, changes]) =>
    changes.reduce((now, [index, percent]) => rebalanced(now, index % count, percent), equalWeights(count)),
  );
const isWhole = (given: readonly number[]) =>
  given.every((weight) => Number.isInteger(weight) && weight >= 0 && weight <= 100);

test('whatever is moved, added or taken out, the weights stay whole and sum to 100', () => {
  fc.assert(
    fc.property(weights, fc.nat(7), fc.integer({ min: 0, max: 100 }), (given, at, percent) => {
      const index = at % given.length;
      for (const next of [given, rebalanced(given, index, percent), withOneMore(given)]) {
        expect(sum(next)).toBe(100);
        expect(isWhole(next)).toBe(true);
      }
      expect(rebalanced(given, index, percent)[index]).toBe(percent);
      const fewer = without(given, index);
      expect(sum(fewer)).toBe(100);
      expect(isWhole(fewer)).toBe(true);
      expect(fewer).toHaveLength(given.length - 1);
    }),
  );
});

test('the others keep their proportion, and share evenly where they had nothing', () => {
  expect(rebalanced([50, 30, 20], 0, 0)).toEqual([0, 60, 40]);
  expect(rebalanced([50, 30, 20], 0, 75)).toEqual([75, 15, 10]);
  expect(rebalanced([100, 0, 0], 0, 40)).toEqual([40, 30, 30]);
});
test('what cannot be divided evenly goes to the first', () => {
  expect(equalWeights(3)).toEqual([34, 33, 33]);
  expect(equalWeights(8)).toEqual([13, 13, 13, 13, 12, 12, 12, 12]);
  expect(withOneMore([50, 50])).toEqual([34, 33, 33]);
});
