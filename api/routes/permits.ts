import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import type { PermitType } from '#model/permit';
import type { AppContext } from '../app-context.ts';
import { contract } from '../contract/index.ts';
import { serve } from '../endpoint.ts';
import { statement } from '../queries/load.ts';
import { LARGEST_SMALL_COUNT, suppressSmallCounts } from '../suppression.ts';

const countsSql = statement('permit-counts');

type Type = z.infer<typeof PermitType>;
interface CountRow extends Record<string, unknown> {
  region: string;
  region_name: string;
  type: Type;
  count: number;
  without_position: number;
  sample: boolean;
}

/** `/api/v1/permits/summary`: only counts, and none that could point at a person. */
export function permitRoutes(app: FastifyInstance, { database }: AppContext): void {
  serve(app, contract.permitSummary, async ({ year, status }) => {
    const rows = await database.query<CountRow>(countsSql, [year ?? null, status ?? null]);
    const regions = [...new Map(rows.map((row) => [row.region, row.region_name]))];
    const types = [...new Set(rows.map((row) => row.type))].sort();
    const countOf = new Map(rows.map((row) => [`${row.region} ${row.type}`, row.count]));
    const table = suppressSmallCounts(
      regions.map(([region]) => types.map((type) => countOf.get(`${region} ${type}`) ?? 0)),
    );
    const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
    const withoutPosition = sum(rows.map((row) => row.without_position));
    return {
      items: regions.flatMap(([region, regionName], row) =>
        types.map((type, column) => {
          const count = table.counts[row]?.[column] ?? null;
          return { region, regionName, type, count, suppressed: count === null };
        }),
      ),
      total: table.totalsAreSafe ? sum(rows.map((row) => row.count)) : null,
      withoutPosition: withoutPosition >= 1 && withoutPosition <= LARGEST_SMALL_COUNT ? null : withoutPosition,
      sample: rows.some((row) => row.sample),
    };
  });
}
