import type { RegionCode } from '#model/region';
import { ditherThreshold, type Demand } from './demand.ts';

export interface Respread {
  readonly demand: Demand;
  /** Desa of the surface for which the register has no figure: their cells hold nobody, and their population is unknown. */
  readonly unknown: readonly RegionCode[];
  /** Codes with people in the register that have no cells in the surface, such as desa of another territory. */
  readonly withoutCells: readonly RegionCode[];
}

/**
 * The surface of another register or year: the cells of each desa scaled to its new total, whole people that sum to it exactly.
 *
 * Where people live within a desa is taken to be as it was; a desa whose cells held nobody is filled evenly. Each cell gets its
 * share rounded down, and the people left over go to the cells with the largest remainder after the same dithering that
 * `spreadPopulation` uses, so a cell is never off by a whole person. The total it already has leaves a desa as it is.
 * @param dataset the register's id, which the surface then carries.
 * @throws RangeError when people are not a whole number.
 */
export function respread(
  demand: Demand,
  peopleOfDesa: ReadonlyMap<RegionCode, number | null>,
  dataset: string = demand.dataset,
): Respread {
  const { desa, desaCodes, grid, column, row } = demand;
  const cellsOfDesa: number[][] = desaCodes.map(() => []);
  for (let cell = 0; cell < desa.length; cell++) cellsOfDesa[desa[cell]!]!.push(cell);
  const firstColumn = grid.originEastMetres / grid.cellMetres;
  const firstRow = grid.originNorthMetres / grid.cellMetres;
  const people = new Uint32Array(desa.length);
  const unknown: RegionCode[] = [];
  for (const [index, code] of desaCodes.entries()) {
    const total = peopleOfDesa.get(code) ?? null;
    if (total === null) {
      unknown.push(code);
      continue;
    }
    if (!(Number.isInteger(total) && total >= 0 && total <= 0xffffffff)) {
      throw new RangeError(`desa ${code}: ${total} is not a whole number of people`);
    }
    const cells = cellsOfDesa[index]!;
    const before = cells.reduce((sum, cell) => sum + demand.people[cell]!, 0);
    let left = total;
    const remainders: { cell: number; rank: number }[] = [];
    for (const cell of cells) {
      if (before > 0 && demand.people[cell] === 0) continue;
      // Whole numbers throughout: what is left over is then exactly as many people as the remainders make up.
      const [part, parts] = before > 0 ? [total * demand.people[cell]!, before] : [total, cells.length];
      const remainder = part % parts;
      people[cell] = (part - remainder) / parts;
      left -= people[cell];
      if (remainder > 0) {
        const threshold = ditherThreshold(column[cell]! + firstColumn, row[cell]! + firstRow);
        remainders.push({ cell, rank: remainder / parts - threshold });
      }
    }
    remainders.sort((a, b) => b.rank - a.rank || a.cell - b.cell);
    for (const { cell } of remainders.slice(0, left)) people[cell]! += 1;
  }
  const known = new Set(desaCodes);
  const withoutCells = [...peopleOfDesa].flatMap(([code, total]) => (total && !known.has(code) ? [code] : []));
  return { demand: { ...demand, people, dataset }, unknown, withoutCells: withoutCells.sort() };
}
