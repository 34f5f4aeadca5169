import type { RegionCode, RegionLevel } from '#model/region';
import type { DefinitionOf } from '../definition.ts';
import type { SourceRecord } from '../formats/index.ts';
import type { Notes } from '../notes.ts';
import type { RegionDirectory } from '../region-directory.ts';
import { writePopulation, type PopulationRow } from '../write.ts';
import type { ImportContext } from './context.ts';
import { requireColumns } from './regions.ts';
import { readStatedRegion, type Stated } from './stated-region.ts';

/** People of one register into the database. */
export async function importPopulation(context: ImportContext<DefinitionOf<'population'>>): Promise<void> {
  const { database, run, definition, records, directory, profile } = context;
  await writePopulation(database, run, readPopulation(definition, profile.code, records, directory, run.notes));
}

/**
 * People by region. A row without a region or without a whole number of people stays out; men and women that do not add up to
 * the people are dropped, the people stay.
 */
export function readPopulation(
  { options }: DefinitionOf<'population'>,
  home: RegionCode,
  records: readonly SourceRecord[],
  directory: RegionDirectory,
  notes: Notes,
): PopulationRow[] {
  const { region, people, male, female, households } = options;
  requireColumns(records, [region.code, region.kecamatan, region.desa, people, male, female, households]);
  const rows = new Map<RegionCode, PopulationRow>();
  for (const record of records) {
    const { row, values } = record;
    const code = codeAt(readStatedRegion(region, home, record, directory, notes), options.level);
    const count = wholeNumber(values[people] ?? null);
    if (code === null) {
      notes.rejected(
        row,
        'region_unknown',
        region.code ?? region.desa ?? region.kecamatan ?? null,
        values[region.code ?? region.desa ?? ''] ?? null,
      );
    } else if (rows.has(code)) {
      notes.rejected(row, 'duplicate_record', null, code);
    } else if (count === null) {
      notes.rejected(row, values[people] == null ? 'value_missing' : 'value_invalid', people, values[people] ?? null);
    } else {
      const men = male === undefined ? null : wholeNumber(values[male] ?? null);
      const women = female === undefined ? null : wholeNumber(values[female] ?? null);
      const addsUp = men !== null && women !== null && men + women === count;
      if (!addsUp && men !== null && women !== null)
        notes.corrected(row, 'value_invalid', male ?? null, `${men} + ${women}`);
      rows.set(code, {
        region: code,
        period: options.period,
        people: count,
        male: addsUp ? men : null,
        female: addsUp ? women : null,
        households: households === undefined ? null : wholeNumber(values[households] ?? null),
      });
    }
  }
  return [...rows.values()];
}

function codeAt(stated: Stated, level: RegionLevel): RegionCode | null {
  return level === 'desa' ? stated.desa : level === 'kecamatan' ? stated.kecamatan : stated.kabupaten;
}

/** A whole number of 0 or more; null for anything else. */
export function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}
