import type { FastifyInstance } from 'fastify';
import { publicCount } from '../../data/permits/public-counts.ts';
import type { AppContext } from '../app-context.ts';
import { contract } from '../contract/index.ts';
import { serve } from '../endpoint.ts';
import { AppError } from '../problem.ts';

/** `/api/v1/permits/summary`: only counts, and none that could point at a person. */
export function permitRoutes(app: FastifyInstance, { permitCounts }: AppContext): void {
  serve(app, contract.permitSummary, async ({ until, stage }) => {
    const { counts, names, withoutPosition, sample } = await permitCounts.get();
    const { regions, types, years, stages } = counts;
    const year = until === undefined ? null : years.findIndex((one) => one.until === until);
    if (year === -1) throw new AppError('invalid_parameter', [{ name: 'until', reason: 'unknown_class' }]);
    const asked = [year, stage === undefined ? null : stages.indexOf(stage)] as const;
    const named = regions.map((region) => ({ region, regionName: names.get(region) ?? region }));
    return {
      items: named.flatMap((one, row) =>
        types.map((type, column) => ({ ...one, type, count: publicCount(counts, [row, column, ...asked]) })),
      ),
      regions: named.map((one, row) => ({ ...one, count: publicCount(counts, [row, null, ...asked]) })),
      types: types.map((type, column) => ({ type, count: publicCount(counts, [null, column, ...asked]) })),
      total: regions.length === 0 ? 0 : publicCount(counts, [null, null, ...asked]),
      withoutPosition,
      years: [...years],
      sample,
    };
  });
}
