import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../app-context.ts';
import { contract, type SearchItem } from '../contract/index.ts';
import { serve } from '../endpoint.ts';
import { positionOf } from '../position-of.ts';
import { statement } from '../queries/load.ts';

const settingsSql = statement('search-settings');
const searchSql = statement('search');

interface FoundRow extends Record<string, unknown> {
  type: SearchItem['type'];
  id: string;
  name: string;
  kind: string;
  region_code: string | null;
  region_name: string | null;
  longitude: number | null;
  latitude: number | null;
  score: number;
  sample: boolean;
}

/** What was typed as the names are written: lower case, single spaces, short forms of "kecamatan" spelled out. */
export function normaliseQuery(text: string): string {
  return text
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^kec\.? /, 'kecamatan ')
    .replace(/^kel\.? /, 'kelurahan ')
    .replace(/^kab\.? /, 'kabupaten ');
}

/** `/api/v1/search`. */
export function searchRoutes(app: FastifyInstance, { database }: AppContext): void {
  serve(app, contract.search, async ({ q, limit, type }) => {
    const rows = await database.transaction(async (transaction) => {
      await transaction.query(settingsSql);
      return transaction.query<FoundRow>(searchSql, [normaliseQuery(q), type ?? null, limit]);
    });
    return {
      items: rows.map((row) => ({
        type: row.type,
        id: row.id,
        name: row.name,
        kind: row.kind,
        region:
          row.region_code === null || row.region_name === null
            ? null
            : { code: row.region_code, name: row.region_name },
        position: positionOf(row),
        score: row.score,
        sample: row.sample,
      })),
    };
  });
}
