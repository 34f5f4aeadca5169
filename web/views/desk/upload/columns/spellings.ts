import type { UploadRow } from '#model/upload';

/** How many rows write a choice in which way: field → spelling → rows. Only rows whose spelling was noticed count. */
export function countSpellings(rows: readonly UploadRow[]): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const counts = new Map<string, Map<string, number>>();
  for (const { issues } of rows) {
    for (const { field, reason, value } of issues) {
      if (field === null || value === null) continue;
      if (reason !== 'choice_unknown' && reason !== 'choice_understood') continue;
      const ofField = counts.get(field) ?? new Map<string, number>();
      ofField.set(value, (ofField.get(value) ?? 0) + 1);
      counts.set(field, ofField);
    }
  }
  return counts;
}
