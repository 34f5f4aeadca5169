import { gridFrame, type Demand, type Field } from '#analysis';
import type { CellField } from './questions.ts';

/** A field of the engine as one picture's worth of cells. The arrays are new, so that they can be moved to the page. */
export function cellField(demand: Demand, measure: CellField['measure'], values: Field, key: string): CellField {
  const { columns, rows, corners } = gridFrame(demand);
  return {
    key,
    measure,
    values: values === 'unknown' ? new Float32Array(demand.people.length).fill(NaN) : Float32Array.from(values),
    column: demand.column.slice(),
    row: demand.row.slice(),
    columns,
    rows,
    corners,
    cellMetres: demand.grid.cellMetres,
  };
}
