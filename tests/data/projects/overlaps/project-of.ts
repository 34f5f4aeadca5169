import type { Geometry } from 'geojson';
import type { Comparable } from '../../../../data/projects/overlaps/find.ts';
import { shapeOf } from '../../../../data/projects/overlaps/shapes.ts';

/** A corner of an invented regency, and metres from it. */
const ORIGIN = [108.6, -6.8] as const;
export const at = (east: number, north: number): [number, number] => [
  ORIGIN[0] + east / (111_195 * Math.cos((ORIGIN[1] * Math.PI) / 180)),
  ORIGIN[1] + north / 111_195,
];
export const point = (east: number, north: number): Geometry => ({ type: 'Point', coordinates: at(east, north) });
export const line = (...places: readonly (readonly [number, number])[]): Geometry => ({
  type: 'LineString',
  coordinates: places.map(([east, north]) => at(east, north)),
});

/** A project of the agency `pupr` in 2026 from the APBD, unless told otherwise. */
export function projectOf(
  id: string,
  name: string,
  geometry: Geometry | null,
  more: Partial<Omit<Comparable, 'id' | 'name' | 'shape'>> = {},
): Comparable {
  return {
    id,
    name,
    dataset: 'rkpd',
    agency: 'pupr',
    opd: 'Dinas PUPR',
    fiscalYear: 2026,
    fundingSource: 'APBD',
    status: 'masuk_rkpd',
    subActivityCode: null,
    assetCode: null,
    sample: false,
    desa: null,
    ...more,
    shape: shapeOf(geometry),
  };
}
/** The same from the village fund. */
export const VILLAGE = {
  agency: 'dpmd',
  opd: 'Pemerintah Desa',
  fundingSource: 'DANA_DESA',
  dataset: 'dana-desa',
} as const;
