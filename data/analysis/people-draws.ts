/** People per cell in the forms that a draw mixes, so that a sum over cells is all that a draw needs of them. */
export interface PeopleColumns {
  /** Per desa the sums of its cells' columns, over the cells that have a 1; over all for null. */
  sums(chosen: Uint8Array | null): Float64Array;
  /** Adds the columns of a cell to the sums of its desa. */
  add(cell: number, sums: Float64Array): void;
  /** Each call draws anew how people live, and tells the people of a desa that sums of columns stand for. */
  draws(
    spread: number,
    methodRandom: () => number,
    leanRandom: () => number,
  ): () => (desa: number, sums: Float64Array) => number;
}

interface PeopleCells {
  readonly longitude: Float64Array;
  readonly latitude: Float64Array;
  readonly people: ArrayLike<number>;
  readonly desa: ArrayLike<number>;
}

/**
 * Columns of a cell: published people alone, or where they are uncertain five: published, even, concentrated, and published ×
 * position east and north. Every column of a desa sums to the same people, but those of the positions to 0, for positions are taken from the people's
 * centre of gravity and scaled so that the farthest is 1. Any mix of them therefore keeps the people of the desa.
 */
export function peopleColumns(cells: PeopleCells, desaCount: number, isUncertain: boolean): PeopleColumns {
  const { people, desa } = cells;
  const width = isUncertain ? 5 : 1;
  const values = isUncertain ? mixableValues(cells, desaCount) : Float64Array.from(people);
  const add = isUncertain
    ? (cell: number, sums: Float64Array): void => {
        const from = cell * 5;
        const to = desa[cell]! * 5;
        sums[to]! += values[from]!;
        sums[to + 1]! += values[from + 1]!;
        sums[to + 2]! += values[from + 2]!;
        sums[to + 3]! += values[from + 3]!;
        sums[to + 4]! += values[from + 4]!;
      }
    : (cell: number, sums: Float64Array): void => {
        sums[desa[cell]!]! += values[cell]!;
      };
  return {
    sums(chosen) {
      const sums = new Float64Array(desaCount * width);
      for (let cell = 0; cell < people.length; cell++) if (chosen?.[cell] !== 0) add(cell, sums);
      return sums;
    },
    add,
    draws(spread, methodRandom, leanRandom) {
      if (!isUncertain) return () => (of, sums) => sums[of]!;
      const leanEast = new Float64Array(desaCount);
      const leanNorth = new Float64Array(desaCount);
      return () => {
        const method = spread * (2 * methodRandom() - 1);
        const even = Math.max(0, -method);
        const concentrated = Math.max(0, method);
        for (let of = 0; of < desaCount; of++) {
          const lean = spread * leanRandom();
          const direction = 2 * Math.PI * leanRandom();
          leanEast[of] = lean * Math.cos(direction);
          leanNorth[of] = lean * Math.sin(direction);
        }
        return (of, sums) => {
          const at = of * 5;
          const leaning = sums[at]! + leanEast[of]! * sums[at + 3]! + leanNorth[of]! * sums[at + 4]!;
          return (1 - even - concentrated) * leaning + even * sums[at + 1]! + concentrated * sums[at + 2]!;
        };
      };
    },
  };
}

function mixableValues({ longitude, latitude, people, desa }: PeopleCells, desaCount: number): Float64Array {
  const total = new Float64Array(desaCount);
  const squares = new Float64Array(desaCount);
  const cellsOf = new Uint32Array(desaCount);
  const east = new Float64Array(desaCount);
  const north = new Float64Array(desaCount);
  for (let cell = 0; cell < people.length; cell++) {
    const of = desa[cell]!;
    const count = people[cell]!;
    cellsOf[of]! += 1;
    total[of]! += count;
    squares[of]! += count * count;
    east[of]! += count * longitude[cell]!;
    north[of]! += count * latitude[cell]!;
  }
  for (let of = 0; of < desaCount; of++) {
    if (!(total[of]! > 0)) continue;
    east[of]! /= total[of]!;
    north[of]! /= total[of]!;
  }
  const farthest = new Float64Array(desaCount);
  for (let cell = 0; cell < people.length; cell++) {
    const of = desa[cell]!;
    if (!(people[cell]! > 0)) continue;
    const distance = Math.hypot(longitude[cell]! - east[of]!, latitude[cell]! - north[of]!);
    if (distance > farthest[of]!) farthest[of] = distance;
  }
  const values = new Float64Array(people.length * 5);
  for (let cell = 0; cell < people.length; cell++) {
    const of = desa[cell]!;
    if (!(total[of]! > 0)) continue;
    const count = people[cell]!;
    const at = cell * 5;
    values[at] = count;
    values[at + 1] = total[of]! / cellsOf[of]!;
    values[at + 2] = (total[of]! * count * count) / squares[of]!;
    if (!(farthest[of]! > 0)) continue;
    values[at + 3] = (count * (longitude[cell]! - east[of]!)) / farthest[of]!;
    values[at + 4] = (count * (latitude[cell]! - north[of]!)) / farthest[of]!;
  }
  return values;
}
