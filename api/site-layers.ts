import type { z } from 'zod';
import type { Polygonal } from '#model/geometry';
import { PACKED_TOLERANCE_METRES, packOutline, STEPS_PER_DEGREE } from '#model/packed-outline';
import type { Queryable } from '../data/database/database.ts';
import type { SiteLayers } from './contract/siting.ts';
import { statement } from './queries/load.ts';

type Layers = z.output<typeof SiteLayers>;

const layersSql = statement('site-layers');
const stateSql = statement('site-datasets-state');
const datasetsSql = statement('site-datasets');

interface LayerRow extends Record<string, unknown> {
  family: 'hazard' | 'land-use' | 'land-asset';
  id: string;
  name: string | null;
  kind: string;
  class: string | null;
  use: string | null;
  area_square_metres: number;
  longitude: number | null;
  latitude: number | null;
  geometry: Polygonal;
  dataset: string;
}

/** What a place is judged by, from every dataset that everybody with an account may see; areas in square metres. */
export async function readSiteLayers(database: Queryable): Promise<Layers> {
  const rows = await database.query<LayerRow>(layersSql);
  const datasets = await database.query<Layers['datasets'][number] & Record<string, unknown>>(datasetsSql);
  const of = (family: LayerRow['family']) => rows.filter((row) => row.family === family);
  const zoneOf = ({ id, name, geometry, dataset }: LayerRow) => ({ id, name, outline: packOutline(geometry), dataset });
  // Kinds and classes are held to those of the contract by the table's own checks.
  return {
    stepsPerDegree: STEPS_PER_DEGREE,
    toleranceMetres: PACKED_TOLERANCE_METRES,
    hazards: of('hazard').map((row) => ({
      ...zoneOf(row),
      kind: row.kind as Layers['hazards'][number]['kind'],
      class: row.class as Layers['hazards'][number]['class'],
    })),
    landUses: of('land-use').map((row) => ({
      ...zoneOf(row),
      kind: row.kind as Layers['landUses'][number]['kind'],
    })),
    parcels: of('land-asset').map((row) => ({
      ...zoneOf(row),
      use: row.use,
      areaSquareMetres: row.area_square_metres,
      position: [row.longitude!, row.latitude!],
    })),
    datasets,
  };
}

/** A text that differs whenever `readSiteLayers` could answer something else; cheap to ask before each answer. */
export async function siteLayersState(database: Queryable): Promise<string> {
  const [row] = await database.query<{ state: string }>(stateSql);
  return row?.state ?? '';
}
