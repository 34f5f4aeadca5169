import { parentOf, type RegionCode } from '#model/region';
import type { CellField } from '../../../worker/questions.ts';

/**
 * 1 for each cell that stays lit, 0 for those that are dimmed; null when all are lit.
 * @param regions regions of any level that stay lit; null: all.
 * @param catchment the nearest facility of each cell, and the one whose cells stay lit; null: all.
 */
export function litCells(
  { desa, desaCodes }: Pick<CellField, 'desa' | 'desaCodes'>,
  regions: ReadonlySet<RegionCode> | null,
  catchment: { readonly nearest: Int32Array; readonly row: number } | null,
): Uint8Array | null {
  if (!regions && !catchment) return null;
  const isLitDesa = desaCodes.map((code) => regions === null || isIn(code, regions));
  return Uint8Array.from(desa, (row, cell) =>
    isLitDesa[row] && (!catchment || catchment.nearest[cell] === catchment.row) ? 1 : 0,
  );
}

function isIn(code: RegionCode, regions: ReadonlySet<RegionCode>): boolean {
  for (let at: RegionCode | null = code; at !== null; at = parentOf(at)) if (regions.has(at)) return true;
  return false;
}
