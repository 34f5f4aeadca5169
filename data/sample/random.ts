/** A stream of pseudo-random numbers; the same seed gives the same stream on every machine. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  between(low: number, high: number): number;
  /** A whole number, both ends included. */
  integer(low: number, high: number): number;
  /** Around 0 with standard deviation 1 (sum of four uniform numbers: bounded, so nothing is absurd). */
  normal(): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** One item; an item of weight 2 comes twice as often as one of weight 1. */
  pickWeighted<T>(items: readonly (readonly [T, number])[]): T;
  shuffled<T>(items: readonly T[]): T[];
}

/** FNV-1a, so that a stream can be named by text. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/**
 * The stream of a seed and a name (mulberry32). Each layer draws from a stream of its own, so that a change in one
 * layer does not move the others.
 */
export function randomOf(seed: number, name: string): Random {
  let state = hashOf(`${seed}:${name}`);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const integer = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    integer,
    normal: () => (next() + next() + next() + next() - 2) * Math.sqrt(3),
    chance: (probability) => next() < probability,
    pick: <T>(items: readonly T[]): T => {
      if (items.length === 0) throw new RangeError('nothing to pick from');
      return items[Math.floor(next() * items.length)] as T;
    },
    pickWeighted: <T>(items: readonly (readonly [T, number])[]): T => {
      const total = items.reduce((sum, [, weight]) => sum + weight, 0);
      let left = next() * total;
      for (const [item, weight] of items) if ((left -= weight) < 0) return item;
      throw new RangeError('no item has a weight');
    },
    shuffled: <T>(items: readonly T[]): T[] => {
      const result = [...items];
      for (let i = result.length - 1; i > 0; i--) {
        const j = integer(0, i);
        [result[i], result[j]] = [result[j] as T, result[i] as T];
      }
      return result;
    },
  };
}

/** A smooth field over the plane: the same place always has the same value, about -1 to 1. */
export type Noise = (x: number, y: number) => number;

/** Value noise summed over octaves, each of half the wavelength and half the height. */
export function noiseOf(seed: number, name: string, wavelength: number, octaves: number): Noise {
  const salt = hashOf(`${seed}:${name}`);
  const valueAt = (column: number, row: number, octave: number): number => {
    let hash = salt ^ Math.imul(column, 0x27d4eb2d) ^ Math.imul(row, 0x165667b1) ^ Math.imul(octave, 0x9e3779b1);
    hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return ((hash ^ (hash >>> 16)) >>> 0) / 2147483648 - 1;
  };
  const ease = (t: number): number => t * t * (3 - 2 * t);
  return (x, y) => {
    let sum = 0;
    for (let octave = 0; octave < octaves; octave++) {
      const u = (x / wavelength) * 2 ** octave;
      const v = (y / wavelength) * 2 ** octave;
      const column = Math.floor(u);
      const row = Math.floor(v);
      const right = ease(u - column);
      const up = ease(v - row);
      const low = valueAt(column, row, octave) * (1 - right) + valueAt(column + 1, row, octave) * right;
      const high = valueAt(column, row + 1, octave) * (1 - right) + valueAt(column + 1, row + 1, octave) * right;
      sum += (low * (1 - up) + high * up) / 2 ** octave;
    }
    return sum;
  };
}
