import { gridFrame, type Demand, type Field } from '#analysis';
import type { CellField, GapsQuestion } from './questions.ts';
import { keyOf } from './scenarios.ts';

/** A field of the engine as one picture's worth of cells. The arrays are new, so that they can be moved to the page. */
export function cellField(
  demand: Demand,
  question: GapsQuestion,
  measure: CellField['measure'],
  values: Field,
): CellField {
  const { columns, rows, corners } = gridFrame(demand);
  return {
    key: keyOfCells(question, measure),
    measure,
    values: values === 'unknown' ? new Float32Array(demand.people.length).fill(NaN) : Float32Array.from(values),
    column: demand.column.slice(),
    row: demand.row.slice(),
    desa: demand.desa.slice(),
    desaCodes: demand.desaCodes,
    people: demand.people.slice(),
    columns,
    rows,
    corners,
    cellMetres: demand.grid.cellMetres,
  };
}

/** Cells know no level, minutes only decide who counts as reached, and a straight line knows no way of travel. */
function keyOfCells(question: GapsQuestion, measure: CellField['measure']): string {
  const ofAny = { ...question, level: 'desa', minutes: null, measures: undefined } as const;
  return `${measure} ${keyOf(measure === 'radius' ? { ...ofAny, mode: 'walk', path: null } : ofAny)}`;
}
