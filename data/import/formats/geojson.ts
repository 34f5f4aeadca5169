import type { Feature, FeatureCollection } from 'geojson';
import { FormatError, textOf, type SourceRecord } from './record.ts';

/** Records of a GeoJSON FeatureCollection, one per feature; properties as text. Throws `FormatError`. */
export function readGeoJson(bytes: Uint8Array): SourceRecord[] {
  let collection: FeatureCollection;
  try {
    collection = JSON.parse(textOf(bytes)) as FeatureCollection;
  } catch (cause) {
    if (cause instanceof FormatError) throw cause;
    throw new FormatError('syntax', 'the file is not JSON', null, { cause });
  }
  if (collection?.type !== 'FeatureCollection' || !Array.isArray(collection.features)) {
    throw new FormatError('syntax', 'the file is not a GeoJSON FeatureCollection');
  }
  if (collection.features.length === 0) throw new FormatError('empty', 'the file has no features');
  return collection.features.map((feature, index) => recordOf(feature, index + 1));
}

/** One feature as a record; an id of its own, which OpenStreetMap exports give, is the column `@id` unless there is one. */
export function recordOf({ id, properties, geometry }: Feature, row: number): SourceRecord {
  const values = Object.entries({ ...(id === undefined ? {} : { '@id': id }), ...properties });
  return {
    row,
    values: Object.fromEntries(values.map(([name, value]) => [name, textOfProperty(value)])),
    geometry: geometry ?? null,
  };
}

function textOfProperty(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const text = (typeof value === 'object' ? JSON.stringify(value) : String(value)).trim();
  return text === '' ? null : text;
}
