import { describe, expect, it } from 'vitest';
import { noiseOf, randomOf } from '../../../data/sample/random.ts';

describe('randomOf', () => {
  it('gives the same stream for the same seed and name, another one for another name', () => {
    const draw = (seed: number, name: string): number[] => {
      const random = randomOf(seed, name);
      return [random.next(), random.next(), random.next()];
    };
    expect(draw(1, 'a')).toEqual(draw(1, 'a'));
    expect(draw(1, 'a')).not.toEqual(draw(1, 'b'));
    expect(draw(1, 'a')).not.toEqual(draw(2, 'a'));
  });

  it('spreads evenly and respects weights', () => {
    const random = randomOf(7, 'spread');
    const mean = Array.from({ length: 4000 }, () => random.next()).reduce((a, b) => a + b, 0) / 4000;
    expect(mean).toBeGreaterThan(0.48);
    expect(mean).toBeLessThan(0.52);
    const heads = Array.from({ length: 4000 }, () =>
      random.pickWeighted([
        ['head', 3],
        ['tail', 1],
        ['never', 0],
      ] as const),
    );
    expect(heads).not.toContain('never');
    expect(heads.filter((side) => side === 'head').length / 4000).toBeCloseTo(0.75, 1);
  });

  it('covers both ends of a range of whole numbers and refuses to pick from nothing', () => {
    const random = randomOf(1, 'ends');
    expect(new Set(Array.from({ length: 200 }, () => random.integer(2, 4)))).toEqual(new Set([2, 3, 4]));
    expect(() => random.pick([])).toThrow(RangeError);
  });

  it('shuffles without losing anything', () => {
    const items = Array.from({ length: 50 }, (_, i) => i);
    const shuffled = randomOf(1, 'cards').shuffled(items);
    expect(shuffled).not.toEqual(items);
    expect([...shuffled].sort((a, b) => a - b)).toEqual(items);
  });
});

describe('noiseOf', () => {
  it('is smooth, and the same place has the same value', () => {
    const noise = noiseOf(1, 'hills', 5, 3);
    expect(noise(12.3, -4)).toBe(noise(12.3, -4));
    for (let x = -20; x < 20; x += 0.37) expect(Math.abs(noise(x, 2) - noise(x + 0.001, 2))).toBeLessThan(0.01);
    const values = Array.from({ length: 500 }, (_, i) => noise(i * 1.7, i * 0.9));
    expect(Math.max(...values) - Math.min(...values)).toBeGreaterThan(0.8);
  });
});
