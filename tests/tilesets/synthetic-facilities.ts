import { TILESETS } from '#tilesets';
import { attributeTableOf, type LayerRow, type PointTable } from '../../tilesets/feature-table.ts';
import { mercatorX, mercatorY } from '../../tilesets/mercator.ts';
import { createRandom, type Box } from './wandering-shapes.ts';

const KINDS = [
  'tk',
  'sd',
  'mi',
  'smp',
  'mts',
  'sma',
  'smk',
  'puskesmas',
  'pustu',
  'posyandu',
  'hospital',
  'clinic',
  'midwife',
  'doctor',
  'pharmacy',
  'musala',
  'mosque',
  'market',
  'shop',
  'park',
  'kantor-desa',
  'hall',
];
const WORDS = [
  'Mekar',
  'Sari',
  'Jaya',
  'Makmur',
  'Tunas',
  'Harapan',
  'Bina',
  'Insan',
  'Cahaya',
  'Melati',
  'Anggrek',
  'Kenanga',
  'Sejahtera',
  'Mulya',
  'Asih',
  'Karya',
];

/** A regency's box. */
export const BOX: Box = { west: 108.35, south: -6.95, width: 0.5, height: 0.45 };

/** Facilities in towns and between, each with a name and id of its own; the same for the same seed. */
export function syntheticFacilityRows(count: number, seed = 1): (LayerRow & { longitude: number; latitude: number })[] {
  const random = createRandom(seed);
  const towns = Array.from({ length: 60 }, () => ({
    longitude: BOX.west + BOX.width * random(),
    latitude: BOX.south + BOX.height * random(),
  }));
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  return Array.from({ length: count }, (_, i) => {
    const town = pick(towns);
    const isInTown = random() < 0.6;
    const spread = () => (random() + random() + random() - 1.5) * 0.03;
    return {
      id: `facility-${(i * 7919 + 10_000_000).toString()}`,
      kind: pick(KINDS),
      name: `${pick(WORDS)} ${pick(WORDS)} ${Math.floor(random() * 900) + 1}`,
      owner: random() < 0.5 ? 'negeri' : 'swasta',
      region: `32.09.${String(1 + Math.floor(random() * 40)).padStart(2, '0')}.${2001 + Math.floor(random() * 12)}`,
      accuracy: 'point',
      count: 1,
      dataset: 'synthetic',
      sample: i % 3 === 0,
      longitude: isInTown ? town.longitude + spread() : BOX.west + BOX.width * random(),
      latitude: isInTown ? town.latitude + spread() : BOX.south + BOX.height * random(),
    };
  });
}

/** The rows as the loader would hold them. */
export function pointTableOf(rows: readonly (LayerRow & { longitude: number; latitude: number })[]): PointTable {
  return {
    count: rows.length,
    x: Float64Array.from(rows, ({ longitude }) => mercatorX(longitude)),
    y: Float64Array.from(rows, ({ latitude }) => mercatorY(latitude)),
    attributes: attributeTableOf(TILESETS.facilities.layers.facility, rows),
  };
}
