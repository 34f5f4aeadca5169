import proj4 from 'proj4';
import { spreadPopulation, type AssessedRegion, type FacilityColumns, type RoadLine } from '#analysis';
import type { FacilityKind, FacilityOwner } from '#model/facility';
import type { Position } from '#model/geometry';
import { levelOf, parentOf } from '#model/region';
import { cirebonGrid } from './real-desas.ts';

const toDegrees = proj4(cirebonGrid.proj4, 'EPSG:4326');
/** A position at metres east and north of the regency's south-west corner. */
export const at = (east: number, north: number): Position =>
  toDegrees.forward([220_000 + east, 9_255_000 + north]) as Position;

const square = (west: number, south: number, side: number) => ({
  type: 'Polygon' as const,
  coordinates: [
    [
      at(west + 1, south + 1),
      at(west + side - 1, south + 1),
      at(west + side - 1, south + side - 1),
      at(west + 1, south + side - 1),
      at(west + 1, south + 1),
    ],
  ],
});
/** Two kecamatan side by side, of two desa of 2 km × 2 km each; the third stands a kilometre apart from the second. */
export const DESA = [
  { code: '32.09.01.2001', west: 0, south: 0, people: 4000 },
  { code: '32.09.01.2002', west: 0, south: 2000, people: 1201 },
  { code: '32.09.02.2001', west: 3000, south: 0, people: 3000 },
  { code: '32.09.02.2002', west: 3000, south: 2000, people: 0 },
] as const;
export const demand = spreadPopulation({
  desas: DESA.map(({ code, west, south, people }) => ({ code, geometry: square(west, south, 2000), people })),
  grid: cirebonGrid,
  dataset: 'uji',
});
const region = (code: string, population: number | null, own = true): AssessedRegion => ({
  code,
  name: `Wilayah ${code}`,
  level: levelOf(code),
  parent: parentOf(code),
  own,
  population,
});
export const regions: readonly AssessedRegion[] = [
  region('32.09', 8201),
  region('32.09.01', 5201),
  region('32.09.02', 3000),
  ...DESA.map(({ code, people }) => region(code, people)),
  region('32.74', null, false),
];

export interface Placed {
  readonly kind?: FacilityKind;
  readonly owner?: FacilityOwner;
  readonly region?: string;
  readonly at?: Position | null;
  readonly capacity?: number | null;
}
export function facilitiesOf(placed: readonly Placed[]): FacilityColumns & { name: string[] } {
  return {
    id: placed.map((_, i) => `f${i}`),
    name: placed.map((_, i) => `Fasilitas ${i}`),
    kind: placed.map(({ kind = 'smp' }) => kind),
    owner: placed.map(({ owner = 'negeri' }) => owner),
    authority: placed.map(() => 'kabupaten'),
    region: placed.map(({ region = '32.09.01' }) => region),
    longitude: placed.map(({ at = null }) => at?.[0] ?? null),
    latitude: placed.map(({ at = null }) => at?.[1] ?? null),
    capacity: placed.map(({ capacity = null }) => capacity),
    dataset: placed.map(() => 'sekolah'),
  };
}

/** A road every 500 m in both directions, over the first kecamatan only. */
export const roads: readonly RoadLine[] = [0, 500, 1000, 1500, 2000, 2500, 3000, 3500, 4000].flatMap((metres, i) => [
  line(`timur-${i}`, at(0, metres), at(2000, metres)),
  ...(metres <= 2000 ? [line(`utara-${i}`, at(metres, 0), at(metres, 4000))] : []),
]);
function line(id: string, from: Position, to: Position): RoadLine {
  return { id, roadClass: 'local', coordinates: [from, to], oneWay: 'no', sample: false, dataset: 'jalan' };
}
