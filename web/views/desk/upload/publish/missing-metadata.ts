import type { Upload } from '#model/upload';

/** What the catalogue needs and an upload does not say yet, by the names that `not_publishable` uses. */
export function missingMetadata({ metadata, counts }: Upload): readonly ('title' | 'date' | 'source' | 'rows')[] {
  const missing: ('title' | 'date' | 'source' | 'rows')[] = [];
  if (!metadata?.title) missing.push('title');
  if (!metadata?.date) missing.push('date');
  if (!metadata?.source) missing.push('source');
  if (counts.valid + counts.corrected === 0) missing.push('rows');
  return missing;
}
