import proj4 from 'proj4';
import type { Position } from '#model/geometry';
import type { Demand } from './demand.ts';

/** The rectangle of the metric grid that holds every cell, from column 0 and row 0 on. */
export interface GridFrame {
  readonly columns: number;
  readonly rows: number;
  /** Longitude and latitude in degrees: north-west, north-east, south-east, south-west. */
  readonly corners: readonly [Position, Position, Position, Position];
}

/** The rectangle that the cells lie in, for drawing them as one picture. Rows count northwards from the south. */
export function gridFrame({ grid, column, row }: Pick<Demand, 'grid' | 'column' | 'row'>): GridFrame {
  let columns = 0;
  let rows = 0;
  for (let cell = 0; cell < column.length; cell++) {
    columns = Math.max(columns, column[cell]! + 1);
    rows = Math.max(rows, row[cell]! + 1);
  }
  const toDegrees = proj4(grid.proj4, 'EPSG:4326');
  const corner = (atColumn: number, atRow: number): Position => {
    const [longitude, latitude] = toDegrees.forward([
      grid.originEastMetres + atColumn * grid.cellMetres,
      grid.originNorthMetres + atRow * grid.cellMetres,
    ]);
    return [longitude!, latitude!];
  };
  return { columns, rows, corners: [corner(0, rows), corner(columns, rows), corner(columns, 0), corner(0, 0)] };
}
