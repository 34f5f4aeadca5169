import type { Feature } from 'geojson';
import { topology } from 'topojson-server';
import type { Polygonal } from '#model/geometry';
import type { Queryable } from '../data/database/database.ts';
import { statement } from './queries/load.ts';

const boundariesSql = statement('analysis-boundaries');

/**
 * Steps across the width of the whole. For a regency and its neighbours a step is about half a metre, so that the area of the
 * smallest desa changes by less than 0.05 % (measured: 0.09 % at 1e5).
 */
const QUANTISATION = 2.5e5;

/** Outlines as the text of one TopoJSON (`AnalysisBoundaries` of the contract); null when no region is loaded. */
export async function readBoundaries(database: Queryable): Promise<string | null> {
  type Row = { object: 'kecamatan' | 'desa' | 'neighbours'; code: string; name: string; geometry: Polygonal };
  const rows = await database.query<Row>(boundariesSql);
  if (rows.length === 0) return null;
  const collection = (object: Row['object']) => ({
    type: 'FeatureCollection' as const,
    features: rows
      .filter((row) => row.object === object)
      .map(({ code, name, geometry }): Feature => ({ type: 'Feature', id: code, properties: { name }, geometry })),
  });
  const objects = {
    kecamatan: collection('kecamatan'),
    desa: collection('desa'),
    neighbours: collection('neighbours'),
  };
  return JSON.stringify(topology(objects, QUANTISATION));
}
