import type { Polygonal } from '#model/geometry';
import { createRandom, wanderingGrid } from '../../tilesets/wandering-shapes.ts';

/** Kecamatan that tile a box with wandering borders, and facilities strewn over it; each follows from the seed. */
export function madeRegions({
  columns,
  rows,
  facilities,
  stepsPerEdge,
  seed = 20_261_124,
}: {
  readonly columns: number;
  readonly rows: number;
  readonly facilities: number;
  readonly stepsPerEdge: number;
  readonly seed?: number;
}) {
  const random = createRandom(seed);
  const box = { west: 108.35, south: -7, width: 0.35, height: 0.4 };
  return {
    regions: wanderingGrid(random, box, columns, rows, stepsPerEdge).map((geometry, i) => ({
      code: `32.09.${String(i + 1).padStart(2, '0')}`,
      geometry: geometry as Polygonal,
    })),
    facilities: Array.from({ length: facilities }, () => ({
      longitude: box.west + random() * box.width,
      latitude: box.south + random() * box.height,
    })),
  };
}
