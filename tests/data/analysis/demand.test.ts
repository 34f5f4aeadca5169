import fc from 'fast-check';
import proj4 from 'proj4';
import { describe, expect, it } from 'vitest';
import { cellPositions, spreadPopulation, type Demand, type DesaPopulation } from '#analysis';
import type { Polygonal, Position } from '#model/geometry';
import { cirebonGrid, hasRealData, readRealDesas } from './real-desas.ts';

const east0 = 200_000;
const north0 = 9_250_000;
const toDegrees = proj4(cirebonGrid.proj4, 'EPSG:4326');
const point = (east: number, north: number): Position => toDegrees.forward([east0 + east, north0 + north]) as Position;

/** An axis-parallel rectangle in grid metres from the corner of the test area. */
function rectangle(west: number, south: number, east: number, north: number): Position[] {
  return [point(west, south), point(east, south), point(east, north), point(west, north), point(west, south)];
}
const polygon = (...rings: Position[][]): Polygonal => ({ type: 'Polygon', coordinates: rings });
const desa = (number: number, geometry: Polygonal, people: number | null): DesaPopulation => ({
  code: `32.09.01.${2000 + number}`,
  geometry,
  people,
});
const spread = (...desas: DesaPopulation[]) => spreadPopulation({ desas, grid: cirebonGrid, dataset: 'test' });

function cellsOf(demand: Demand, desaIndex: number) {
  const cells: { column: number; row: number; people: number }[] = [];
  demand.people.forEach((people, i) => {
    if (demand.desa[i] === desaIndex) cells.push({ column: demand.column[i]!, row: demand.row[i]!, people });
  });
  return cells;
}
const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);
const peopleByDesa = (demand: Demand) =>
  demand.desaCodes.map((_, i) => sum(cellsOf(demand, i).map((cell) => cell.people)));
/** How often the pair (column, row) is used more than once. */
const doubleCells = (demand: Demand) =>
  demand.people.length - new Set(Array.from(demand.people, (_, i) => demand.column[i]! * 65_536 + demand.row[i]!)).size;

describe('spreading people over cells', () => {
  it('gives a square of 1 km by 1 km a hundred cells of equal people', () => {
    const demand = spread(desa(1, polygon(rectangle(1, 1, 999, 999)), 1200));
    expect(demand.people).toHaveLength(100);
    expect(new Set(demand.people)).toEqual(new Set([12]));
    expect(demand.weighted).toBe(false);
  });

  it('anchors the grid at whole multiples of the cell size', () => {
    const { grid } = spread(desa(1, polygon(rectangle(30, 70, 500, 500)), 1));
    expect(grid).toEqual({ ...cirebonGrid, originEastMetres: east0, originNorthMetres: north0 });
  });

  it('gives a cell to the desa that holds its centre', () => {
    const left = desa(1, polygon(rectangle(0, 0, 340, 300)), 90);
    const right = desa(2, polygon(rectangle(340, 0, 600, 300)), 90);
    const demand = spread(right, left);
    expect(demand.desaCodes).toEqual([left.code, right.code]);
    expect(new Set(cellsOf(demand, 0).map((cell) => cell.column))).toEqual(new Set([0, 1, 2]));
    expect(new Set(cellsOf(demand, 1).map((cell) => cell.column))).toEqual(new Set([3, 4, 5]));
  });

  it('leaves holes out and keeps every part', () => {
    const ring = polygon(rectangle(0, 0, 500, 500), rectangle(200, 200, 300, 300));
    const apart = rectangle(800, 0, 1000, 100);
    const demand = spread(
      desa(1, { type: 'MultiPolygon', coordinates: [...[ring.coordinates as Position[][]], [apart]] }, 260),
    );
    expect(demand.people).toHaveLength(24 + 2);
    expect(cellsOf(demand, 0)).not.toContainEqual(expect.objectContaining({ column: 2, row: 2 }));
  });

  it('gives cells of an overlap to the first code only', () => {
    const first = desa(1, polygon(rectangle(0, 0, 400, 200)), 80);
    const second = desa(2, polygon(rectangle(200, 0, 600, 200)), 80);
    const demand = spread(second, first);
    expect(doubleCells(demand)).toBe(0);
    expect(cellsOf(demand, 0)).toHaveLength(8);
    expect(cellsOf(demand, 1)).toHaveLength(4);
    expect(peopleByDesa(demand)).toEqual([80, 80]);
  });

  it('gives a desa without any cell centre the cell under it, and takes no one’s last cell', () => {
    const tiny = desa(1, polygon(rectangle(410, 410, 440, 440)), 7);
    const big = desa(2, polygon(rectangle(0, 0, 1000, 1000)), 1000);
    const taken = spread(tiny, big);
    expect(cellsOf(taken, 0)).toEqual([{ column: 4, row: 4, people: 7 }]);
    expect(peopleByDesa(taken)).toEqual([7, 1000]);
    expect(doubleCells(taken)).toBe(0);

    const small = desa(2, polygon(rectangle(400, 400, 500, 500)), 30);
    const both = spread(tiny, small, desa(3, polygon(rectangle(500, 400, 700, 500)), 40));
    expect(peopleByDesa(both)).toEqual([7, 30, 40]);
    expect(doubleCells(both)).toBe(0);
  });

  it('puts a thin crescent into a cell that it touches', () => {
    // A U of 20 m around a cell centre: its bounding box holds the centre, the shape does not.
    const crescent = [
      [320, 310],
      [380, 310],
      [380, 390],
      [370, 390],
      [370, 320],
      [330, 320],
      [330, 390],
      [320, 390],
      [320, 310],
    ].map(([east, north]) => point(east!, north!));
    const demand = spread(desa(1, polygon(crescent), 9), desa(2, polygon(rectangle(0, 0, 1000, 1000)), 99));
    expect(cellsOf(demand, 0)).toEqual([{ column: 3, row: 3, people: 9 }]);
  });

  it('spreads nobody where the register has no figure, and still lists the desa', () => {
    const demand = spread(
      desa(1, polygon(rectangle(0, 0, 300, 300)), null),
      desa(2, polygon(rectangle(300, 0, 600, 300)), 0),
    );
    expect(demand.desaCodes).toHaveLength(2);
    expect(sum(demand.people)).toBe(0);
  });

  it('does not heap the odd people in a corner', () => {
    const demand = spread(desa(1, polygon(rectangle(1, 1, 3199, 3199)), 1024 + 256));
    const cells = cellsOf(demand, 0);
    expect(new Set(cells.map(({ people }) => people))).toEqual(new Set([1, 2]));
    for (let column = 0; column < 32; column += 8) {
      for (let row = 0; row < 32; row += 8) {
        const block = cells.filter(
          (cell) => cell.column >= column && cell.column < column + 8 && cell.row >= row && cell.row < row + 8,
        );
        expect(block).toHaveLength(64);
        expect(Math.abs(sum(block.map(({ people }) => people)) - 80)).toBeLessThanOrEqual(3);
      }
    }
  });

  it('follows weights, and spreads evenly where every weight is zero', () => {
    const built = desa(1, polygon(rectangle(0, 0, 400, 100)), 100);
    const unbuilt = desa(2, polygon(rectangle(0, 100, 400, 200)), 100);
    const demand = spreadPopulation({
      desas: [built, unbuilt],
      grid: cirebonGrid,
      dataset: 'test',
      weights: (east, north) => (north < north0 + 100 && east < east0 + 200 ? 3 : north < north0 + 100 ? 1 : 0),
    });
    expect(demand.weighted).toBe(true);
    for (const [i, { people }] of cellsOf(demand, 0).entries()) {
      expect(Math.abs(people - (i < 2 ? 37.5 : 12.5))).toBeLessThan(1);
    }
    expect(cellsOf(demand, 1).map((cell) => cell.people)).toEqual([25, 25, 25, 25]);
  });

  it('sums to the people of each desa exactly, whatever the numbers, shares or order', () => {
    const strip = fc.record({
      width: fc.integer({ min: 10, max: 900 }),
      people: fc.option(fc.integer({ min: 0, max: 50_000 })),
    });
    fc.assert(
      fc.property(fc.array(strip, { minLength: 1, maxLength: 6 }), fc.boolean(), (strips, weighted) => {
        let west = 13;
        const desas = strips.map(({ width, people }, i) => {
          const geometry = polygon(rectangle(west, 20, west + width, 430));
          west += width;
          return desa(i, geometry, people);
        });
        const weights = weighted ? { weights: (east: number, north: number) => ((east * 7 + north * 3) % 11) / 7 } : {};
        const input = { grid: cirebonGrid, dataset: 'test', ...weights };
        const demand = spreadPopulation({ desas, ...input });
        expect(peopleByDesa(demand)).toEqual(desas.map(({ people }) => people ?? 0));
        expect(doubleCells(demand)).toBe(0);
        expect(spreadPopulation({ desas: desas.toReversed(), ...input })).toEqual(demand);
      }),
      { numRuns: 60 },
    );
  });

  it('refuses a code twice, half a person, and a negative weight', () => {
    const one = desa(1, polygon(rectangle(0, 0, 300, 300)), 10);
    expect(() => spread(one, one)).toThrow('32.09.01.2001 occurs twice');
    expect(() => spread({ ...one, people: 1.5 })).toThrow('1.5 is not a whole number of people');
    expect(() => spreadPopulation({ desas: [one], grid: cirebonGrid, dataset: 'test', weights: () => -1 })).toThrow(
      'weight -1',
    );
  });

  it('makes an empty surface of no desa', () => {
    expect(spread().people).toHaveLength(0);
    expect(cellPositions(spread()).longitude).toHaveLength(0);
  });
});

describe('cell positions', () => {
  it('are the cell centres in degrees', () => {
    const demand = spread(desa(1, polygon(rectangle(0, 0, 200, 100)), 2));
    const { longitude, latitude } = cellPositions(demand);
    const second = point(150, 50);
    expect(longitude[1]).toBeCloseTo(second[0], 9);
    expect(latitude[1]).toBeCloseTo(second[1], 9);
  });
});

describe.skipIf(!hasRealData)('the real desa (skipped where the files are absent)', () => {
  it('hold the 2,417,625 people of the 411 desa that semester 2 names, exactly and in under a second', () => {
    const desas = readRealDesas();
    expect(desas).toHaveLength(424);
    expect(desas.filter(({ people }) => people === null)).toHaveLength(13);
    const begin = performance.now();
    const demand = spread(...desas);
    expect(performance.now() - begin).toBeLessThan(1000);
    expect(sum(demand.people)).toBe(2_417_625);
    expect(peopleByDesa(demand)).toEqual(
      desas.toSorted((a, b) => (a.code < b.code ? -1 : 1)).map(({ people }) => people ?? 0),
    );
    expect(doubleCells(demand)).toBe(0);
    // 1,076.14 km² of union, a hundred cells each.
    expect(Math.abs(demand.people.length - 107_614)).toBeLessThan(150);
  });
});
