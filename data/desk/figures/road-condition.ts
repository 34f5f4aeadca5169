import type { LineString, MultiLineString } from 'geojson';
import type { z } from 'zod';
import type { Authority } from '#model/authority';
import type { Polygonal, Position } from '#model/geometry';
import { Condition } from '#model/infrastructure';
import { LineSplitter } from '#analysis';
import type { Queryable } from '../../database/database.ts';
import { statement } from './statements.ts';

type ConditionName = z.infer<typeof Condition>;

/** Metres of road in a kecamatan, by condition; `unknown` where nobody recorded it. */
export interface RoadLengths {
  readonly region: string | null;
  readonly regionName: string | null;
  readonly metres: Metres;
}
export interface RoadCondition {
  /** By kecamatan; `region` null is what lies in none. They sum to `totalMetres`. */
  readonly byRegion: readonly RoadLengths[];
  readonly totalMetres: number;
  readonly datasets: readonly RoadDataset[];
  /** What each dataset says by itself, in the order of `datasets`. */
  readonly byDataset: readonly { readonly producer: string; readonly metres: Metres }[];
}
interface RoadDataset {
  readonly id: string;
  readonly title: string;
  readonly date: string | null;
  readonly sample: boolean;
}
type Metres = Readonly<Record<ConditionName | 'unknown', number>>;

/**
 * Length and condition of roads by kecamatan, roads across a border divided where they cross it.
 * @param authority whose roads; null for all.
 */
export async function readRoadCondition(database: Queryable, authority: Authority | null): Promise<RoadCondition> {
  type RoadRow = {
    condition: ConditionName | null;
    dataset: string;
    title: string;
    producer: string;
    date: string | null;
    sample: boolean;
    geometry: LineString | MultiLineString;
  };
  const [regions, roads] = await Promise.all([
    database.query<{ code: string; name: string; geometry: Polygonal }>(statement('kecamatan-shapes')),
    database.query<RoadRow>(statement('roads-by-authority'), [authority]),
  ]);
  const splitter = new LineSplitter(regions);
  const names = new Map(regions.map(({ code, name }) => [code, name]));
  const sums = new Map<string | null, Record<ConditionName | 'unknown', number>>();
  const datasets = new Map<string, RoadDataset & { producer: string; metres: Record<keyof Metres, number> }>();
  let totalMetres = 0;
  for (const { geometry, condition, dataset: id, title, producer, date, sample } of roads) {
    const dataset = datasets.get(id) ?? { id, title, producer, date, sample, metres: nothing() };
    datasets.set(id, dataset);
    const lines = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates;
    for (const line of lines as Position[][]) {
      for (const [region, metres] of splitter.split(line)) {
        const sum = sums.get(region) ?? nothing();
        sum[condition ?? 'unknown'] += metres;
        dataset.metres[condition ?? 'unknown'] += metres;
        totalMetres += metres;
        sums.set(region, sum);
      }
    }
  }
  return {
    byRegion: [...sums]
      .map(([region, metres]) => ({ region, regionName: region === null ? null : (names.get(region) ?? null), metres }))
      .sort((a, b) => (a.region ?? '~').localeCompare(b.region ?? '~')),
    totalMetres,
    datasets: [...datasets.values()].map(({ id, title, date, sample }) => ({ id, title, date, sample })),
    byDataset: [...datasets.values()].map(({ producer, metres }) => ({ producer, metres })),
  };
}

const nothing = (): Record<ConditionName | 'unknown', number> => ({
  good: 0,
  fair: 0,
  'light-damage': 0,
  'heavy-damage': 0,
  unknown: 0,
});

/** Share (0–1) of roads that are good or fair among those whose condition is known ("kemantapan"); null when none is. */
export function steadyShare(lengths: Readonly<Partial<Record<ConditionName, number>>>): number | null {
  const known = Condition.options.reduce((sum, condition) => sum + (lengths[condition] ?? 0), 0);
  return known === 0 ? null : ((lengths.good ?? 0) + (lengths.fair ?? 0)) / known;
}
