import { levelOf, RegionCode, type RegionKind, type RegionProfile } from '#model/region';
import type { DefinitionOf } from '../definition.ts';
import { FormatError, type SourceRecord } from '../formats/index.ts';
import type { Notes } from '../notes.ts';
import { multiPolygonOf, partsOf, withoutFarParts, withoutHeights } from '../polygons.ts';
import { isOwn, kabupatenKindOf, writeRegions, type RegionRow } from '../write.ts';
import type { ImportContext } from './context.ts';

/** Boundaries of one level into the database. */
export async function importRegions(context: ImportContext<DefinitionOf<'regions'>>): Promise<void> {
  const { definition, profile, records, run } = context;
  const rows = readRegions(definition, profile, records, run.notes);
  await writeRegions(context.database, run, rows, profile, (code) => nameOf(code, definition, profile));
}

/**
 * Regions of a file. Left out, with a reason: what is no unit of government, what lies beyond the regency and its neighbours,
 * what has no area, a code that stands twice. Repaired: heights, parts that belong to a namesake far away.
 */
export function readRegions(
  { options }: DefinitionOf<'regions'>,
  profile: RegionProfile,
  records: readonly SourceRecord[],
  notes: Notes,
): RegionRow[] {
  requireColumns(records, [options.code, options.name]);
  const placeholders = options.placeholders.map((name) => name.toLowerCase());
  const rows = new Map<RegionCode, RegionRow>();
  for (const { row, values, geometry } of records) {
    const name = values[options.name] ?? null;
    if (name !== null && placeholders.includes(name.toLowerCase())) {
      notes.rejected(row, 'placeholder_unit', options.name, name);
      continue;
    }
    const code = dotted(values[options.code] ?? null);
    if (code === null || levelOf(code) !== options.level) {
      notes.rejected(row, 'code_unknown', options.code, values[options.code] ?? null);
      continue;
    }
    if (!isInScope(code, profile)) {
      notes.rejected(row, 'outside_scope', options.code, code);
      continue;
    }
    if (code === profile.code) {
      // The regency is the union of its kecamatan, so that its border and theirs are one line.
      notes.rejected(row, 'outside_scope', options.code, code);
      continue;
    }
    if (rows.has(code)) {
      notes.rejected(row, 'duplicate_record', options.code, code);
      continue;
    }
    const flat = geometry === null ? null : withoutHeights(geometry);
    const parts = flat === null ? null : partsOf(flat.geometry);
    if (flat === null || parts === null) {
      notes.rejected(row, 'geometry_missing');
      continue;
    }
    if (flat.dropped) notes.noted(row, 'z_dropped');
    const { kept, far } = withoutFarParts(parts);
    if (far.length > 0) notes.corrected(row, 'part_far_off', null, String(far.length));
    rows.set(code, {
      row,
      code,
      name: nameOf(code, { options }, profile) ?? name ?? code,
      kind: kindOf(code),
      own: isOwn(code, profile),
      bpsCode: options.bpsCode === undefined ? null : (values[options.bpsCode] ?? null),
      aliases: options.aliases[code] ?? [],
      geometry: multiPolygonOf(kept),
    });
  }
  return [...rows.values()];
}

/** Names that a file does not have, or has in another manner: a neighbour is called what the profile calls it. */
function nameOf(
  code: RegionCode,
  { options }: Pick<DefinitionOf<'regions'>, 'options'>,
  profile: RegionProfile,
): string | null {
  return options.parentNames[code] ?? profile.neighbours.find((neighbour) => neighbour.code === code)?.name ?? null;
}

/** Kelurahan have a last part of 1001 and up, desa of 2001 and up (Kepmendagri on codes). */
function kindOf(code: RegionCode): RegionKind {
  const level = levelOf(code);
  if (level === 'desa') return code.slice(9, 10) === '1' ? 'kelurahan' : 'desa';
  return level === 'kabupaten' ? kabupatenKindOf(code) : level;
}

function isInScope(code: RegionCode, profile: RegionProfile): boolean {
  const kabupaten = code.slice(0, 5);
  return kabupaten === profile.code || profile.neighbours.some((neighbour) => neighbour.code === kabupaten);
}

/** A code of Kemendagri with dots; it may stand in the file without them. */
export function dotted(text: string | null): RegionCode | null {
  const digits = text?.replace(/\D/g, '') ?? '';
  const code = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6), digits.slice(6)].filter(Boolean).join('.');
  return RegionCode.safeParse(code).success ? code : null;
}

/** Throws `FormatError` `column_missing` when the file lacks a column that the definition names. */
export function requireColumns(records: readonly SourceRecord[], columns: readonly (string | undefined)[]): void {
  const present = new Set(records.slice(0, 50).flatMap(({ values }) => Object.keys(values)));
  const missing = columns.filter((column) => column !== undefined && !present.has(column));
  if (missing.length > 0) throw new FormatError('column_missing', `the file has no column ${missing.join(', ')}`);
}
