// Features of a dataset for the editor, and what each was in earlier versions.
import { DESK_FIELDS, type DeskFamily, type DifferenceItem } from '#model/upload';
import type { Position } from '#model/geometry';
import type { Queryable } from '../../database/database.ts';
import { metresBetween } from '../../import/coordinates.ts';
import { changedFields, scalarOf, type Content } from './difference.ts';
import { statement } from './statements.ts';

export interface FeatureRow extends Record<string, unknown> {
  feature: string;
  name: string;
  region: string | null;
  regionName: string | null;
  content: Content;
  revision: string;
  longitude: number | null;
  latitude: number | null;
  geometry: unknown;
  changedAt: string | null;
  changedBy: string | null;
}

/** One feature as the editor shows it; `DeskFeature` of the contract. */
export interface EditableFeature {
  id: string;
  dataset: string;
  family: DeskFamily;
  name: string;
  values: Record<string, string | number | boolean | null>;
  region: string | null;
  regionName: string | null;
  position: Position | null;
  geometry: unknown;
  revision: string;
  changedAt: string | null;
  changedBy: string | null;
}

const PLACE_FIELDS = new Set(['region', 'kecamatan', 'desa', 'longitude', 'latitude', 'coordinates']);

/** A field's name as its column is called: `nationalCode` → `national_code`. */
export const columnName = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Values of the fields of the desk, without places and without what is personal. */
export function valuesOf(family: DeskFamily, content: Content): EditableFeature['values'] {
  const attributes = (content['attributes'] ?? {}) as Content;
  const fields = DESK_FIELDS[family].filter(({ name, personal }) => !PLACE_FIELDS.has(name) && !personal);
  return Object.fromEntries(
    fields.map(({ name }) => [name, scalarOf(name === 'key' ? attributes['key'] : content[columnName(name)])]),
  );
}

/** Whether a region's name stands in `region.name` or not, the feature as the editor shows it. */
export function editableOf(family: DeskFamily, dataset: string, row: FeatureRow): EditableFeature {
  return {
    id: row.feature,
    dataset,
    family,
    name: row.name,
    values: valuesOf(family, row.content),
    region: row.region,
    regionName: row.regionName,
    position: row.longitude === null || row.latitude === null ? null : [row.longitude, row.latitude],
    geometry: row.geometry,
    revision: row.revision,
    changedAt: row.changedAt,
    changedBy: row.changedBy,
  };
}

/** One published feature with its content; null where there is none. */
export async function readFeature(
  database: Queryable,
  family: DeskFamily,
  dataset: string,
  feature: string,
): Promise<FeatureRow | null> {
  const [row] = await database.query<FeatureRow>(statement('feature'), [family, dataset, feature]);
  return row ?? null;
}

export interface FeatureFilter {
  readonly text: string | null;
  readonly region: string | null;
  /** Name and id of the last one of the page before. */
  readonly after: readonly [string, string] | null;
  readonly limit: number;
}

/** A page of the features of a dataset in the order of their names, and how many fit. */
export async function readFeatures(
  database: Queryable,
  family: DeskFamily,
  dataset: string,
  { text, region, after, limit }: FeatureFilter,
): Promise<{ rows: FeatureRow[]; total: number }> {
  const pattern = text === null || text === '' ? null : text.replace(/[\\%_]/g, '\\$&');
  const rows = await database.query<FeatureRow>(statement('features'), [
    family,
    dataset,
    pattern,
    region,
    after?.[0] ?? null,
    after?.[1] ?? null,
    limit,
  ]);
  const [count] = await database.query<{ total: number }>(statement('feature-count'), [
    family,
    dataset,
    pattern,
    region,
  ]);
  return { rows, total: count!.total };
}

interface HistoryRow extends Record<string, unknown> {
  fromVersion: number;
  untilVersion: number | null;
  content: Content;
  at: string | null;
  by: string | null;
  endedAt: string | null;
  endedBy: string | null;
  longitude: number | null;
  latitude: number | null;
}

export interface FeatureStep {
  version: number;
  at: string;
  by: string | null;
  kind: DifferenceItem['kind'];
  fields: DifferenceItem['fields'];
}

/** What happened to a feature in the versions of its dataset, newest first. */
export async function readFeatureHistory(
  database: Queryable,
  dataset: string,
  feature: string,
): Promise<FeatureStep[]> {
  const rows = await database.query<HistoryRow>(statement('feature-history'), [dataset, feature]);
  const steps: FeatureStep[] = [];
  let previous: HistoryRow | null = null;
  for (const row of rows) {
    const before: HistoryRow | null = previous?.untilVersion === row.fromVersion ? previous : null;
    const fields = before === null ? [] : changedFields(before.content, row.content);
    const kind = before === null ? 'added' : hasMoved(before, row) ? 'moved' : 'changed';
    // A state between two imports has no version of its own and so no time.
    if (row.at !== null) steps.push({ version: row.fromVersion, at: row.at, by: row.by, kind, fields });
    const next = rows.find(({ fromVersion }) => fromVersion === row.untilVersion);
    if (row.untilVersion !== null && next === undefined && row.endedAt !== null)
      steps.push({ version: row.untilVersion, at: row.endedAt, by: row.endedBy, kind: 'gone', fields: [] });
    previous = row;
  }
  return steps.reverse();
}

function hasMoved(before: HistoryRow, after: HistoryRow): boolean {
  if (before.longitude === null || before.latitude === null || after.longitude === null || after.latitude === null)
    return false;
  return metresBetween([before.longitude, before.latitude], [after.longitude, after.latitude]) > 1;
}
