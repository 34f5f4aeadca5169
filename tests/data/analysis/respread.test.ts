import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { respread, type Demand } from '#analysis';
import { cirebonGrid } from './real-desas.ts';

/** A surface of desa in rows of cells with these people. */
function surface(peopleOfDesa: readonly (readonly number[])[]): Demand {
  const flat = peopleOfDesa.flatMap((cells, desa) => cells.map((people, column) => ({ desa, column, people })));
  return {
    grid: { ...cirebonGrid, originEastMetres: 200_000, originNorthMetres: 9_250_000 },
    column: Uint16Array.from(flat, ({ column }) => column),
    row: Uint16Array.from(flat, ({ desa }) => desa),
    desa: Uint16Array.from(flat, ({ desa }) => desa),
    people: Uint32Array.from(flat, ({ people }) => people),
    desaCodes: peopleOfDesa.map((_, desa) => codeOf(desa)),
    weighted: true,
    dataset: 'before',
  };
}
const codeOf = (desa: number) => `32.09.01.${2001 + desa}`;
const cellsOf = (demand: Demand, desa: number) => [...demand.people].filter((_, cell) => demand.desa[cell] === desa);
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const surfaces = fc.array(fc.array(fc.nat(90), { minLength: 1, maxLength: 25 }), { minLength: 1, maxLength: 5 });

describe('the people of another register', () => {
  it('sum to its figure in every desa, and no cell is off its share by a whole person', () => {
    fc.assert(
      fc.property(surfaces, fc.array(fc.nat(20_000), { minLength: 5, maxLength: 5 }), (before, totals) => {
        const { demand } = respread(surface(before), new Map(before.map((_, i) => [codeOf(i), totals[i]!])));
        before.forEach((cells, desa) => {
          const after = cellsOf(demand, desa);
          expect(sum(after)).toBe(totals[desa]);
          const old = sum(cells);
          after.forEach((people, cell) => {
            const share = old > 0 ? (totals[desa]! * cells[cell]!) / old : totals[desa]! / cells.length;
            expect(Math.abs(people - share)).toBeLessThan(1);
          });
        });
      }),
    );
  });

  it('leave a cell alone whose share is whole, however the odd people fall', () => {
    // 4 people become 6: exactly 3 in one cell and 1.5 in two others, in sixty desa with their own order of odd people.
    const before = Array.from({ length: 60 }, (_, desa) => [0, 1, 2].map((cell) => (cell === desa % 3 ? 2 : 1)));
    const { demand } = respread(surface(before), new Map(before.map((_, desa) => [codeOf(desa), 6])));
    before.forEach((_, desa) => expect(cellsOf(demand, desa)[desa % 3]).toBe(3));
  });

  it('leave the surface as it is where the figure is the same', () => {
    fc.assert(
      fc.property(surfaces, (before) => {
        const given = surface(before);
        const { demand } = respread(given, new Map(before.map((cells, i) => [codeOf(i), sum(cells)])));
        expect(demand.people).toEqual(given.people);
      }),
    );
  });

  it('are told where the register has no figure: those cells hold nobody', () => {
    const given = surface([[4, 6], [3], [8]]);
    const figures = new Map([
      [codeOf(0), null],
      [codeOf(2), 16],
      ['32.10.01.2001', 7],
      ['32.10.01.2002', null],
    ]);
    const { demand, unknown, withoutCells } = respread(given, figures, 'after');
    expect([...demand.people]).toEqual([0, 0, 0, 16]);
    expect(unknown).toEqual([codeOf(0), codeOf(1)]);
    expect(withoutCells).toEqual(['32.10.01.2001']);
    expect(demand.dataset).toBe('after');
    expect([...given.people]).toEqual([4, 6, 3, 8]);
  });

  it('do not heap the odd people in one corner', () => {
    const { demand } = respread(surface([Array.from({ length: 100 }, () => 1)]), new Map([[codeOf(0), 150]]));
    const halves = [cellsOf(demand, 0).slice(0, 50), cellsOf(demand, 0).slice(50)].map(sum);
    expect(Math.abs(halves[0]! - halves[1]!)).toBeLessThanOrEqual(4);
  });

  it('are whole numbers', () => {
    expect(() => respread(surface([[1]]), new Map([[codeOf(0), 2.5]]))).toThrow('2.5 is not a whole number');
    expect(() => respread(surface([[1]]), new Map([[codeOf(0), -1]]))).toThrow('-1');
  });
});
