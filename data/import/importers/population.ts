import { parentOf, type RegionCode, type RegionLevel } from '#model/region';
import type { DefinitionOf } from '../definition.ts';
import type { SourceRecord } from '../formats/index.ts';
import type { Notes } from '../notes.ts';
import type { RegionDirectory } from '../region-directory.ts';
import { statement } from '../statements.ts';
import { writePopulation, type PopulationRow } from '../write.ts';
import type { ImportContext } from './context.ts';
import { requireColumns } from './regions.ts';
import { readStatedRegion, type Stated } from './stated-region.ts';

/** People of one register into the database. */
export async function importPopulation(context: ImportContext<DefinitionOf<'population'>>): Promise<void> {
  const { database, run, definition, records, directory, profile } = context;
  const read = readPopulation(definition, profile.code, records, directory, run.notes);
  const other = definition.options.estimateMissingFrom;
  const shares = other === undefined ? [] : await database.query<Share>(statement('people-of'), [other]);
  await writePopulation(database, run, withEstimates(read, shares, directory, run.notes));
}

type Share = { region: RegionCode; people: number };

export interface ReadPopulation {
  rows: PopulationRow[];
  /** Rows that name a region a second time. */
  repeated: { row: number; region: RegionCode; people: number; sameAsFirst: boolean }[];
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
): ReadPopulation {
  const { region, people, male, female, households } = options;
  requireColumns(records, [region.code, region.kecamatan, region.desa, people, male, female, households]);
  const cell = (values: SourceRecord['values'], column: string | undefined) =>
    column === undefined ? null : (values[column] ?? null);
  const namedBy = region.code ?? region.desa ?? region.kecamatan;
  const rows = new Map<RegionCode, PopulationRow>();
  const repeated: ReadPopulation['repeated'] = [];
  for (const record of records) {
    const { row, values } = record;
    const code = codeAt(readStatedRegion(region, home, record, directory, notes), options.level);
    const count = wholeNumber(cell(values, people));
    if (code === null) {
      notes.rejected(row, 'region_unknown', namedBy ?? null, cell(values, namedBy));
      continue;
    }
    if (count === null) {
      const written = cell(values, people);
      notes.rejected(row, written === null ? 'value_missing' : 'value_invalid', people, written);
      continue;
    }
    const first = rows.get(code);
    if (first !== undefined) {
      repeated.push({ row, region: code, people: count, sameAsFirst: first.people === count });
      continue;
    }
    const men = wholeNumber(cell(values, male));
    const women = wholeNumber(cell(values, female));
    const addsUp = men !== null && women !== null && men + women === count;
    if (!addsUp && men !== null && women !== null) {
      notes.corrected(row, 'value_invalid', male ?? null, `${men} + ${women}`);
    }
    rows.set(code, {
      region: code,
      period: options.period,
      people: count,
      male: addsUp ? men : null,
      female: addsUp ? women : null,
      households: wholeNumber(cell(values, households)),
      estimated: false,
    });
  }
  return { rows: [...rows.values()], repeated };
}

/**
 * The rows, with those that repeat a region left out. Where a kecamatan has as many exact repeats as desa without a row, and
 * another register knows the shares of those desa, the repeated people go to them: their sum is what the file counts, how it is
 * divided is an estimate. Men, women and households of such a desa stay unknown.
 */
export function withEstimates(
  { rows, repeated }: ReadPopulation,
  shares: readonly Share[],
  directory: RegionDirectory,
  notes: Notes,
): PopulationRow[] {
  const counted = new Set(rows.map(({ region }) => region));
  const shareOf = new Map(shares.map(({ region, people }) => [region, people]));
  const estimates: PopulationRow[] = [];
  for (const kecamatan of new Set(repeated.map(({ region }) => parentOf(region)))) {
    const again = repeated.filter(({ region }) => parentOf(region) === kecamatan);
    const missing = kecamatan === null ? [] : directory.childrenOf(kecamatan).filter((code) => !counted.has(code));
    const weights = missing.map((code) => shareOf.get(code) ?? 0);
    if (missing.length !== again.length || !again.every(({ sameAsFirst }) => sameAsFirst) || weights.includes(0)) {
      for (const { row, region } of again) notes.rejected(row, 'duplicate_record', null, region);
      continue;
    }
    const people = divided(
      again.reduce((sum, one) => sum + one.people, 0),
      weights,
    );
    for (const [index, { row, region }] of again.entries()) {
      notes.corrected(row, 'duplicate_record', null, region);
      notes.corrected(row, 'value_estimated', null, `${missing[index]}: ${people[index]}`);
      const { period } = rows[0]!;
      estimates.push({
        region: missing[index]!,
        period,
        people: people[index]!,
        male: null,
        female: null,
        households: null,
        estimated: true,
      });
    }
  }
  return [...rows, ...estimates];
}

/** A whole number divided by weights into whole numbers of the same sum (largest remainders). */
function divided(total: number, weights: readonly number[]): number[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const exact = weights.map((weight) => (total * weight) / all);
  const parts = exact.map(Math.floor);
  const byRemainder = exact.map((share, index) => ({ index, rest: share - Math.floor(share) }));
  byRemainder.sort((a, b) => b.rest - a.rest || a.index - b.index);
  const left = total - parts.reduce((sum, part) => sum + part, 0);
  for (const { index } of byRemainder.slice(0, left)) parts[index]! += 1;
  return parts;
}

function codeAt(stated: Stated, level: RegionLevel): RegionCode | null {
  return level === 'desa' ? stated.desa : level === 'kecamatan' ? stated.kecamatan : stated.kabupaten;
}

/** A whole number of 0 or more; null for anything else. */
export function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}
