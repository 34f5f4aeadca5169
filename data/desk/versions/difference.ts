import type { Position } from '#model/geometry';
import type { DeskFamily, DifferenceCounts, DifferenceItem } from '#model/upload';
import type { z } from 'zod';
import type { Queryable } from '../../database/database.ts';
import { statement } from './statements.ts';

/** Two states of a dataset: `before` null is what is published now; `after` a version, or what is staged for publication. */
export interface States {
  readonly family: DeskFamily;
  readonly dataset: string;
  readonly before: number | null;
  readonly after: { readonly version: number } | { readonly stage: string };
}

export interface Difference {
  readonly counts: z.infer<typeof DifferenceCounts>;
  readonly items: DifferenceItem[];
  /** How many there are of the kind asked for. */
  readonly total: number;
}

interface ItemRow extends Record<string, unknown> {
  feature: string;
  kind: DifferenceItem['kind'];
  movedMetres: number | null;
  content: Content;
  longitudeBefore: number | null;
  latitudeBefore: number | null;
  longitudeAfter: number | null;
  latitudeAfter: number | null;
  fields: { field: string; before: unknown; after: unknown }[] | null;
  shapes: { before: string | null; after: string | null } | null;
}
export type Content = Readonly<Record<string, unknown>>;

/** What two states of a dataset have apart, counted, and one page of it. */
export async function readDifference(
  database: Queryable,
  states: States,
  page: { readonly kind: DifferenceItem['kind'] | null; readonly limit: number; readonly offset: number },
): Promise<Difference> {
  const { family, dataset, before, after } = states;
  const [version, stage] = 'stage' in after ? [null, after.stage] : [after.version, null];
  const parameters = [family, dataset, before, version, stage];
  const kinds = await database.query<{ kind: DifferenceItem['kind']; features: number; far: number }>(
    statement('difference-counts'),
    parameters,
  );
  const countOf = (kind: DifferenceItem['kind']) => kinds.find((one) => one.kind === kind)?.features ?? 0;
  const [size] = await database.query<{ features: number }>(statement('difference-size'), [dataset, version, stage]);
  const [added, moved, changed, gone] = [countOf('added'), countOf('moved'), countOf('changed'), countOf('gone')];
  const counts = {
    added,
    moved,
    movedFar: kinds.find(({ kind }) => kind === 'moved')?.far ?? 0,
    changed,
    gone,
    same: Math.max(0, (size?.features ?? 0) - added - moved - changed),
  };
  const rows = await database.query<ItemRow>(statement('difference-items'), [
    ...parameters,
    page.kind,
    page.limit,
    page.offset,
  ]);
  const total = page.kind === null ? added + moved + changed + gone : countOf(page.kind);
  return { counts, items: rows.map(itemOf), total };
}

function itemOf(row: ItemRow): DifferenceItem {
  const at = (longitude: number | null, latitude: number | null): Position | null =>
    longitude === null || latitude === null ? null : [longitude, latitude];
  const fields = (row.fields ?? []).map(({ field, before, after }) => ({
    field: fieldName(field),
    before: scalarOf(before),
    after: scalarOf(after),
  }));
  if (row.shapes !== null && row.movedMetres === null) fields.push({ field: 'geometry', ...row.shapes });
  return {
    feature: row.feature,
    name: nameOf(row.feature, row.content),
    kind: row.kind,
    movedMetres: row.movedMetres,
    before: at(row.longitudeBefore, row.latitudeBefore),
    after: at(row.longitudeAfter, row.latitudeAfter),
    region: regionOf(row.content),
    fields,
  };
}

/** What a feature is called in a list; its id where it has no name. */
export function nameOf(feature: string, content: Content): string {
  for (const key of ['name', 'source_name', 'code']) {
    if (typeof content[key] === 'string' && content[key] !== '') return content[key];
  }
  return feature;
}

/** The region that a feature is counted in first; null where it has none. */
export function regionOf(content: Content): string | null {
  if (typeof content['region'] === 'string') return content['region'];
  const regions = content['regions'];
  const [first] = Array.isArray(regions) ? (regions as { region: string; share: number }[]) : [];
  return first?.region ?? null;
}

/** Name of a column as the desk calls the field: `national_code` → `nationalCode`. */
export const fieldName = (column: string): string =>
  column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** A value as a table shows it: lists and objects as JSON. */
export function scalarOf(value: unknown): string | number | boolean | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : JSON.stringify(value);
}

/** Fields that two contents of one feature do not have alike; a geometry, in hexadecimal, counts as one field without values. */
export function changedFields(before: Content, after: Content): DifferenceItem['fields'] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names
    .filter((name) => JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null))
    .map((name) =>
      name === 'position' || name === 'geometry'
        ? { field: name, before: null, after: null }
        : { field: fieldName(name), before: scalarOf(before[name]), after: scalarOf(after[name]) },
    );
}
