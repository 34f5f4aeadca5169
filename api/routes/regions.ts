import type { FastifyInstance } from 'fastify';
import { PUBLIC } from '#model/account';
import { RegionProfile } from '#model/region';
import type { AppContext } from '../app-context.ts';
import { contract } from '../contract/index.ts';
import { serve } from '../endpoint.ts';
import { AppError } from '../problem.ts';
import { statement } from '../queries/load.ts';
import { findRegions, requireRegion } from '../region-items.ts';

const neighboursSql = statement('region-neighbours');
const populationsSql = statement('region-populations');

interface PopulationRow extends Record<string, unknown> {
  people: number | null;
  estimated: boolean;
  period: string;
  dataset: string;
  source: string;
  date: string | null;
  in_use: boolean;
}

/** `/api/v1/profile`, `/api/v1/regions` and `/api/v1/regions/:code`. */
export function regionRoutes(app: FastifyInstance, { database, profile }: AppContext): void {
  const open = database.as(PUBLIC);
  const publicProfile = RegionProfile.omit({ factsFile: true, holidays: true }).parse(profile);
  serve(app, contract.profile, async () => publicProfile);

  serve(app, contract.regions, async ({ level, parent, foreign }) => {
    await requireRegion(open, parent);
    // Without a parent the answer is our own territory; a neighbour's parts are there for who asks for them.
    return { items: await findRegions(open, { level, parent, foreign: foreign ?? parent !== undefined }) };
  });

  serve(app, contract.region, async (_query, { code }) => {
    const [region] = await findRegions(open, { code, foreign: true });
    if (!region) throw new AppError('unknown_region');
    const [neighbours, populations] = await Promise.all([
      open.query<{ code: string; name: string }>(neighboursSql, [code]),
      open.query<PopulationRow>(populationsSql, [code]),
    ]);
    return {
      ...region,
      neighbours,
      populations: populations.map((row) => ({
        value: row.people,
        source: row.source,
        dataset: row.dataset,
        date: row.date,
        estimated: row.estimated,
        period: row.period,
        inUse: row.in_use,
      })),
    };
  });
}
