import type { FastifyInstance } from 'fastify';
import { PUBLIC } from '#model/account';
import type { AppContext } from '../app-context.ts';
import { contract } from '../contract/index.ts';
import { serve } from '../endpoint.ts';
import { readIndicators } from '../indicator-history.ts';
import { AppError } from '../problem.ts';
import { requireRegion } from '../region-items.ts';

/** `/api/v1/trend`. */
export function trendRoutes(app: FastifyInstance, { database, standards }: AppContext): void {
  const open = database.as(PUBLIC);
  serve(app, contract.trend, async ({ standard, region }) => {
    if (!standards.some(({ id }) => id === standard)) throw new AppError('unknown_standard');
    await requireRegion(open, region);
    return { standard, region, items: await readIndicators(open, standard, region) };
  });
}
