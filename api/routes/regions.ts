import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import type { RegionKind, RegionLevel } from '#model/region';
import type { Database } from '../../data/database/database.ts';
import type { AppContext } from '../app-context.ts';
import { contract, type RegionItem } from '../contract/index.ts';
import { serve } from '../endpoint.ts';
import { AppError } from '../problem.ts';
import { statement } from '../queries/load.ts';

const regionsSql = statement('regions');
const existsSql = statement('region-exists');
const neighboursSql = statement('region-neighbours');
const populationsSql = statement('region-populations');

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
interface PopulationRow extends Record<string, unknown> {
  people: number;
  period: string;
  dataset: string;
  source: string;
  date: string | null;
  in_use: boolean;
}

/** Throws `unknown_region` unless the region is known; null asks nothing. */
export async function requireRegion(database: Database, code: string | undefined): Promise<void> {
  if (code === undefined) return;
  const rows = await database.query(existsSql, [code]);
  if (rows.length === 0) throw new AppError('unknown_region');
}

/** The regions that pass every filter that is not null, in the order of their codes. */
async function findRegions(
  database: Database,
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
  // A neighbour has no row in the register in use: no figure at all, rather than one without value.
  const counted = row.people !== null && row.population_dataset !== null && row.population_source !== null;
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
    population: counted
      ? {
          value: row.people,
          source: row.population_source ?? '',
          dataset: row.population_dataset ?? '',
          date: row.population_date,
        }
      : null,
    bbox: [row.west, row.south, row.east, row.north],
    labelPoint: [row.label_longitude, row.label_latitude],
    dataset: row.dataset,
  };
}

/** `/api/v1/profile`, `/api/v1/regions` and `/api/v1/regions/:code`. */
export function regionRoutes(app: FastifyInstance, { database, profile }: AppContext): void {
  serve(app, contract.profile, async () => profile);

  serve(app, contract.regions, async ({ level, parent }) => {
    await requireRegion(database, parent);
    // Without a parent the answer is our own territory; a neighbour's parts are there for who asks for them.
    return { items: await findRegions(database, { level, parent, foreign: parent !== undefined }) };
  });

  serve(app, contract.region, async (_query, { code }) => {
    const [region] = await findRegions(database, { code, foreign: true });
    if (!region) throw new AppError('unknown_region');
    const [neighbours, populations] = await Promise.all([
      database.query<{ code: string; name: string }>(neighboursSql, [code]),
      database.query<PopulationRow>(populationsSql, [code]),
    ]);
    return {
      ...region,
      neighbours,
      populations: populations.map((row) => ({
        value: row.people,
        source: row.source,
        dataset: row.dataset,
        date: row.date,
        period: row.period,
        inUse: row.in_use,
      })),
    };
  });
}
