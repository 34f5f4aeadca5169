import type { MultiPolygon } from 'geojson';
import type { DeskFamily } from '#model/upload';
import {
  bpsCodesOf,
  ExistingFeatures,
  type CheckContext,
  type ExistingFeature,
} from '../../../../data/desk/check/index.ts';
import { RegionDirectory, type DirectoryRegion } from '../../../../data/import/region-directory.ts';
import { loadMiniProfile } from '../../../fixtures/kabupaten-mini/load.ts';

const box = (west: number, south: number, east: number, north: number): MultiPolygon => ({
  type: 'MultiPolygon',
  coordinates: [
    [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  ],
});
const region = (
  code: string,
  name: string,
  geometry: MultiPolygon,
  more: Partial<DirectoryRegion> = {},
): DirectoryRegion => ({
  code,
  name,
  aliases: [],
  bpsCode: null,
  own: code.startsWith('99.01'),
  geometry,
  ...more,
});

/** An invented regency of 22 km: Awan in the west, Batu Karang in the east, each halved into two desa; a neighbour beyond. */
const REGIONS: readonly DirectoryRegion[] = [
  region('99.01', 'Kabupaten Mini', box(110, -7.1, 110.2, -7)),
  region('99.01.01', 'Awan', box(110, -7.1, 110.1, -7), { bpsCode: '9901010' }),
  region('99.01.01.2001', 'Awan Kulon', box(110, -7.1, 110.05, -7)),
  region('99.01.01.2002', 'Kertasari', box(110.05, -7.1, 110.1, -7)),
  region('99.01.02', 'Batu Karang', box(110.1, -7.1, 110.2, -7), { bpsCode: '9901020', aliases: ['Batukarang Lama'] }),
  region('99.01.02.2001', 'Batu Lor', box(110.1, -7.1, 110.15, -7)),
  region('99.01.02.2002', 'Kertasari', box(110.15, -7.1, 110.2, -7)),
  region('99.02', 'Kab. Sebelah', box(110.2, -7.1, 110.3, -7)),
  region('99.02.07', 'Plered', box(110.2, -7.1, 110.3, -7)),
];

/** A context on this regency; facilities of the dataset `puskesmas` by default. */
export async function miniContext(
  family: DeskFamily = 'facility',
  existing: readonly Partial<ExistingFeature>[] = [],
  more: Partial<CheckContext> = {},
): Promise<CheckContext> {
  const features = existing.map((feature, index) => ({
    id: `known-${index}`,
    dataset: 'puskesmas',
    name: '',
    kind: 'puskesmas',
    key: null,
    nationalCode: null,
    region: null,
    position: null,
    ...feature,
  }));
  return {
    family,
    profile: await loadMiniProfile(),
    directory: new RegionDirectory(REGIONS),
    bpsCodes: bpsCodesOf(REGIONS),
    dataset: 'puskesmas',
    decimalComma: true,
    existing: new ExistingFeatures(features),
    ...more,
  };
}
