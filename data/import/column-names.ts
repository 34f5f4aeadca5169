import type { SourceRecord } from './formats/index.ts';

/**
 * The records with their columns under the names that the definition uses: where a file lacks a column of that name, the first
 * of its other names that the file has. Case does not count, for a shapefile shouts and cuts after ten letters.
 */
export function withColumnNames(
  records: readonly SourceRecord[],
  names: Readonly<Record<string, readonly string[]>>,
): readonly SourceRecord[] {
  const wanted = Object.entries(names);
  if (wanted.length === 0) return records;
  const present = new Set(records.flatMap(({ values }) => Object.keys(values)));
  const byLowerCase = new Map([...present].map((name) => [name.toLowerCase(), name]));
  const renamed = new Map<string, string>();
  for (const [name, others] of wanted) {
    if (present.has(name)) continue;
    const found = [name, ...others].map((one) => byLowerCase.get(one.toLowerCase())).find((one) => one !== undefined);
    if (found !== undefined) renamed.set(found, name);
  }
  if (renamed.size === 0) return records;
  return records.map((record) => ({
    ...record,
    values: Object.fromEntries(
      Object.entries(record.values).map(([name, value]) => [renamed.get(name) ?? name, value]),
    ),
  }));
}
