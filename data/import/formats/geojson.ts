import type { FeatureCollection } from 'geojson';
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
  return collection.features.map((feature, index) => ({
    row: index + 1,
    values: Object.fromEntries(
      Object.entries(feature.properties ?? {}).map(([name, value]) => [name, textOfProperty(value)]),
    ),
    geometry: feature.geometry ?? null,
  }));
}

function textOfProperty(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const text = (typeof value === 'object' ? JSON.stringify(value) : String(value)).trim();
  return text === '' ? null : text;
}
