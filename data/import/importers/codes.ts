import type { RegionCode } from '#model/region';
import type { DefinitionOf } from '../definition.ts';
import type { SourceRecord } from '../formats/index.ts';
import type { Notes } from '../notes.ts';
import type { RegionDirectory } from '../region-directory.ts';
import { writeCodes } from '../write.ts';
import type { ImportContext } from './context.ts';
import { requireColumns } from './regions.ts';
import { readStatedRegion } from './stated-region.ts';

/** The crosswalk between the codes of Kemendagri and those of BPS into the database. */
export async function importCodes(context: ImportContext<DefinitionOf<'codes'>>): Promise<void> {
  const { database, run, definition, records, directory, profile } = context;
  await writeCodes(database, run, readCodes(definition, profile.code, records, directory, run.notes));
}

export interface CodeRow {
  code: RegionCode;
  bpsCode: string;
  name: string;
}

/** Pairs of codes. Neither is ever derived from the other: a row names its region by code, or by names within a kecamatan. */
export function readCodes(
  { options }: DefinitionOf<'codes'>,
  home: RegionCode,
  records: readonly SourceRecord[],
  directory: RegionDirectory,
  notes: Notes,
): CodeRow[] {
  requireColumns(records, [
    options.bpsCode,
    options.name,
    options.region.code,
    options.region.kecamatan,
    options.region.desa,
  ]);
  const rows = new Map<RegionCode, CodeRow>();
  for (const record of records) {
    const { row, values } = record;
    const stated = readStatedRegion(options.region, home, record, directory, notes);
    const byDesa = options.region.desa !== undefined;
    const code =
      options.region.code !== undefined || byDesa
        ? (stated.desa ?? (byDesa ? null : stated.kecamatan))
        : stated.kecamatan;
    const bpsCode = values[options.bpsCode] ?? null;
    const name = values[options.name] ?? null;
    if (code === null) notes.rejected(row, 'region_unknown', options.region.code ?? options.region.desa ?? null, name);
    else if (bpsCode === null || !/^\d{4}(\d{3}(\d{3})?)?$/.test(bpsCode))
      notes.rejected(row, 'code_unknown', options.bpsCode, bpsCode);
    else if (rows.has(code)) notes.rejected(row, 'duplicate_record', options.bpsCode, bpsCode);
    else rows.set(code, { code, bpsCode, name: name ?? '' });
  }
  return [...rows.values()];
}
