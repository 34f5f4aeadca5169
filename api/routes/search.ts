import type { FastifyInstance } from 'fastify';
import { PUBLIC } from '#model/account';
import type { RegionKind } from '#model/region';
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
  region_kind: RegionKind | null;
  parent_code: string | null;
  parent_name: string | null;
  parent_kind: RegionKind | null;
  longitude: number | null;
  latitude: number | null;
  score: number;
  sample: boolean;
}

function regionOf(row: FoundRow): SearchItem['region'] {
  const region = placeOf(row.region_code, row.region_name, row.region_kind);
  return region && { ...region, parent: placeOf(row.parent_code, row.parent_name, row.parent_kind) };
}

function placeOf(code: string | null, name: string | null, kind: RegionKind | null) {
  return code === null || name === null || kind === null ? null : { code, name, kind };
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
  const open = database.as(PUBLIC);
  serve(app, contract.search, async ({ q, limit, type }) => {
    const rows = await open.transaction(async (transaction) => {
      await transaction.query(settingsSql);
      return transaction.query<FoundRow>(searchSql, [normaliseQuery(q), type ?? null, limit]);
    });
    return {
      items: rows.map((row) => ({
        type: row.type,
        id: row.id,
        name: row.name,
        kind: row.kind,
        region: regionOf(row),
        position: positionOf(row),
        score: row.score,
        sample: row.sample,
      })),
    };
  });
}
