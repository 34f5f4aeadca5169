import type { z } from 'zod';
import type { RegionKind, RegionLevel } from '#model/region';
import type { Queryable } from '../data/database/database.ts';
import type { RegionItem } from './contract/index.ts';
import { AppError } from './problem.ts';
import { statement } from './queries/load.ts';

const regionsSql = statement('regions');
const existsSql = statement('region-exists');

interface RegionRow extends Record<string, unknown> {
  code: string;
  name: string;
  level: RegionLevel;
  kind: z.infer<typeof RegionKind>;
  parent: string | null;
  own: boolean;
  bps_code: string | null;
  aliases: string[];
  area_km2: number;
  people: number | null;
  population_dataset: string | null;
  population_estimated: boolean | null;
  population_source: string | null;
  population_date: string | null;
  west: number;
  south: number;
  east: number;
  north: number;
  label_longitude: number;
  label_latitude: number;
  dataset: string;
}

/** Throws `unknown_region` unless the region is known; `undefined` asks nothing. */
export async function requireRegion(database: Queryable, code: string | undefined): Promise<void> {
  if (code === undefined) return;
  const rows = await database.query(existsSql, [code]);
  if (rows.length === 0) throw new AppError('unknown_region');
}

/** The regions that pass every filter given, in the order of their codes; `foreign` includes those outside our territory. */
export async function findRegions(
  database: Queryable,
  filter: { level?: RegionLevel | undefined; parent?: string | undefined; code?: string; foreign: boolean },
): Promise<RegionItem[]> {
  const rows = await database.query<RegionRow>(regionsSql, [
    filter.level ?? null,
    filter.parent ?? null,
    filter.code ?? null,
    filter.foreign,
  ]);
  return rows.map(itemOf);
}

function itemOf(row: RegionRow): RegionItem {
  return {
    code: row.code,
    name: row.name,
    level: row.level,
    kind: row.kind,
    parent: row.parent,
    own: row.own,
    bpsCode: row.bps_code,
    aliases: row.aliases,
    areaKm2: row.area_km2,
    population: populationOf(row),
    bbox: [row.west, row.south, row.east, row.north],
    labelPoint: [row.label_longitude, row.label_latitude],
    dataset: row.dataset,
  };
}

/** Null where the register in use does not count the region, as for most neighbours. */
function populationOf(row: RegionRow): RegionItem['population'] {
  const { people, population_source: source, population_dataset: dataset, population_date: date } = row;
  if (people === null || source === null || dataset === null) return null;
  return { value: people, source, dataset, date, estimated: row.population_estimated ?? false };
}
