import { createHash } from 'node:crypto';
import { isInside } from '#model/geometry';
import {
  DESK_FIELDS,
  type DeskFamily,
  type DeskField,
  type FileColumn,
  type FileFacts,
  type Mapping,
} from '#model/upload';
import { cleanCell, plainWords, readDate, readNumber, readRupiah } from './cells.ts';
import { facilityKindOfName, readChoice } from './choices.ts';
import { readDegrees, readPair } from './angles.ts';
import { isProjected, unproject } from './degrees.ts';
import fieldNames from './field-names.json' with { type: 'json' };
import type { CheckContext } from './index.ts';

/**
 * Headings that columns have, as `plainWords` leaves them, the usual ones first. A name with a family counts for that family
 * only.
 */
const FIELD_NAMES: Readonly<Record<string, readonly string[]>> = fieldNames;

type GuessContext = Pick<CheckContext, 'family' | 'directory' | 'profile' | 'bpsCodes' | 'decimalComma'>;

/** Columns that the spreadsheet of rejected rows adds, in both languages. */
const ADDED_COLUMNS = new Set(['baris', 'alasan', 'row', 'reason']);

/** Digest of the columns of a file and what it is to be: files of one program have one, whatever their rows. */
export function shapeOf(family: DeskFamily, columns: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([family, ...shapeColumns(columns)]))
    .digest('hex');
}

const shapeColumns = (columns: readonly string[]) =>
  columns
    .map((name) => plainWords(name))
    .filter((name) => !ADDED_COLUMNS.has(name))
    .sort();

/** A mapping of one file for another of its shape, whose headings may differ in case and punctuation. */
export function mappingInto(mapping: Mapping, columns: readonly string[]): Mapping {
  const alike = new Map(columns.map((name) => [plainWords(name), name]));
  const renamed = Object.entries(mapping.columns).map(([field, column]) => [
    field,
    columns.includes(column) ? column : (alike.get(plainWords(column)) ?? column),
  ]);
  return { ...mapping, columns: Object.fromEntries(renamed) as Mapping['columns'] };
}

/** The cells of a row under the names of our fields: what was typed comes first, then the column, then the constant. */
export function fieldValues(
  cells: Readonly<Record<string, string | null>>,
  edits: Readonly<Record<string, string | null>>,
  mapping: Mapping,
): Record<string, string | null> {
  const values: Record<string, string | null> = { ...mapping.constants };
  for (const [field, column] of Object.entries(mapping.columns)) {
    const cell = cells[column] ?? null;
    const spellings = mapping.values[field];
    const settled =
      cell !== null && spellings !== undefined && Object.hasOwn(spellings, cell.trim())
        ? spellings[cell.trim()]!
        : cell;
    if (settled !== null && settled.trim() !== '') values[field] = settled;
    else values[field] ??= settled;
  }
  for (const [field, value] of Object.entries(edits)) if (value !== null) values[field] = value;
  return values;
}

/** Below this a guess is more often wrong than right. */
const LEAST_SCORE = 0.42;
/** How well a heading fits at most that only contains a name of the field. */
const CONTAINED_SCORE = 0.72;

/**
 * Which column fills which field, by the names of the columns and by what stands in them: of several columns that a name fits,
 * the values decide; each column and each field is used once. Values alone are enough for points and for names of places.
 */
export function guessMapping(
  { columns, rows }: Pick<FileFacts, 'columns' | 'rows'>,
  context: GuessContext,
  fileName = '',
): Mapping {
  const fields = DESK_FIELDS[context.family];
  const guesses = fields
    .flatMap((field) => columns.map((column) => ({ field, column, score: scoreOf(field, column, rows, context) })))
    .filter(({ score }) => score >= LEAST_SCORE)
    .sort((a, b) => b.score - a.score);
  const mapping: Mapping = { columns: {}, constants: {}, values: {} };
  const taken = new Set<string>();
  for (const { field, column } of guesses) {
    if (Object.hasOwn(mapping.columns, field.name) || taken.has(column.name)) continue;
    mapping.columns[field.name] = column.name;
    taken.add(column.name);
  }
  const hasBothAxes = Object.hasOwn(mapping.columns, 'longitude') && Object.hasOwn(mapping.columns, 'latitude');
  if (hasBothAxes) delete mapping.columns['coordinates'];
  else if (Object.hasOwn(mapping.columns, 'coordinates')) {
    delete mapping.columns['longitude'];
    delete mapping.columns['latitude'];
  }
  if (context.family === 'project') mapping.constants = projectConstants(mapping.columns, columns, fileName);
  if (context.family === 'facility' && mapping.columns['kind'] === undefined) {
    const kind = kindOfFile(
      columns.find(({ name }) => name === mapping.columns['name']),
      fileName,
    );
    if (kind !== null) mapping.constants['kind'] = kind;
  }
  return mapping;
}

/**
 * What a list of projects does not say of each row, by what it is a list of: of procurement plans (RUP), of contracts and what was
 * done on them, or of proposals (SIPD).
 */
function projectConstants(
  mapped: Readonly<Record<string, string>>,
  columns: readonly FileColumn[],
  fileName: string,
): Record<string, string> {
  const has = (...fields: readonly string[]) => fields.some((field) => Object.hasOwn(mapped, field));
  const headings = plainWords([fileName, ...columns.map(({ name }) => name)].join(' '));
  const isUnderWay = has('spentRupiah', 'physicalPercent', 'financialPercent');
  const isContracted = has('contractRupiah', 'provider');
  const isPlan = has('procurementCode', 'method') || / (rup|sirup) /.test(` ${headings} `);
  const year = /(?<!\d)20\d\d(?!\d)/.exec(fileName)?.[0];
  const constants: Record<string, string> = {
    status: isUnderWay ? 'pelaksanaan' : isContracted ? 'kontrak' : isPlan ? 'rup_diumumkan' : 'usulan',
    origin: / musrenbang /.test(` ${headings} `)
      ? 'MUSRENBANG_KEC'
      : / pokir /.test(` ${headings} `)
        ? 'POKIR'
        : 'RENJA',
    fundingSource: 'APBD',
    ...(year === undefined ? {} : { fiscalYear: year }),
  };
  return Object.fromEntries(Object.entries(constants).filter(([field]) => !has(field)));
}

/** The kind of all rows, by the file's name or by how most names begin. */
function kindOfFile(names: FileColumn | undefined, fileName: string): string | null {
  const choices = DESK_FIELDS.facility.find(({ name }) => name === 'kind')!.choices!;
  const kinds = (names?.examples ?? []).map((name) => facilityKindOfName(name, choices));
  const [first] = kinds;
  if (first != null && kinds.every((kind) => kind === first)) return first;
  if (new Set(kinds.filter((kind) => kind !== null)).size > 1) return null;
  return facilityKindOfName(
    fileName.replace(/\.[a-z0-9]+$/i, '').replace(/^(data|daftar|titik|sebaran)[\s_-]+/i, ''),
    choices,
  );
}

function scoreOf(field: DeskField, column: FileColumn, rows: number, context: GuessContext): number {
  const name = nameScore(field, column.name, context.family);
  const values = column.examples.map((example) => cleanCell(example).text).filter((text) => text !== null);
  const fit = values.length === 0 ? null : values.filter((text) => fits(field, text, context)).length / values.length;
  switch (field.type) {
    case 'longitude':
    case 'latitude':
    case 'coordinates':
      // A few rows with their numbers changed round do not make a column another one; most rows do.
      if (fit === null) return name * 0.7;
      return fit < 0.5 ? name * 0.3 : name > 0 ? 0.5 * name + 0.5 * fit : 0.55 * fit;
    case 'kecamatan':
    case 'desa':
    case 'region':
      if (fit === null) return name * 0.7;
      // The code of the whole regency in every row places nothing.
      if (values.every((text) => isRegionCode(text, 5, context) && !isRegionCode(text, 6, context))) return 0;
      // Of a heading that only contains the word the values have to say it too.
      if (fit === 0 && name <= CONTAINED_SCORE) return 0;
      return name > 0 ? name * 0.6 + fit * 0.4 : fit >= 0.8 ? 0.5 * fit : 0;
    case 'choice':
    case 'date':
    case 'rupiah':
    case 'integer':
    case 'number':
    case 'year':
      if (name === 0)
        return field.type === 'choice' && fit !== null && fit >= 0.9 && values.length >= 2 && isTelling(field)
          ? 0.45
          : 0;
      return fit === null ? name * 0.7 : name * (0.5 + 0.5 * fit);
    default:
      if (field.name === 'key' && repeats(column, rows)) return 0;
      // `Usulan` is what is proposed, or how much it is to cost.
      if (field.name === 'name' && values.length > 0 && values.every((text) => readRupiah(text).rupiah !== null))
        return 0;
      // The code of a region is nobody's own code, and no address.
      if (!['key', 'address'].includes(field.name) || fit === null) return name;
      return values.every((text) => isRegionCode(text, 5, context)) ? 0 : name;
  }
}

/** Whether a value comes more than once; of too many different ones nobody knows. */
const repeats = ({ distinct, empty }: FileColumn, rows: number) => distinct !== null && distinct < rows - empty;

/** Choices whose words mean nothing else, so that they are known without a heading. */
const isTelling = ({ name }: DeskField) =>
  ['kind', 'owner', 'condition', 'fundingSource', 'applicantKind'].includes(name);

const POSTAL_CODE = /^(kode ?pos|postal code|zip code|post code)$/;

/** How well a heading fits: 1 when it is one of the field's names, less when it only contains one or is misspelt. */
function nameScore(field: DeskField, heading: string, family: DeskFamily): number {
  const words = plainWords(heading.replace(/([a-z])([A-Z])/g, '$1 $2'));
  const bare = words.replace(/ (rp|rupiah|m|m2|km|wgs84|derajat|dd|jiwa|orang)$/, '');
  const joined = bare.replaceAll(' ', '');
  // Neither a place nor anybody's own code, though it is called one.
  if (POSTAL_CODE.test(bare)) return 0;
  const names = FIELD_NAMES[`${family}.${field.name}`] ?? FIELD_NAMES[field.name] ?? [];
  let best = plainWords(field.name.replace(/([a-z])([A-Z])/g, '$1 $2')) === words ? 1 : 0;
  for (const [index, name] of names.entries()) {
    // The first names are the usual ones; of two columns that fit, the more usual heading wins.
    const rank = 1 - Math.min(index, 20) * 0.01;
    const plain = name.replaceAll(' ', '');
    if (bare === name || words === name || joined === plain) best = Math.max(best, rank);
    else if (plain.length >= 4 && ` ${bare} `.includes(` ${name} `)) best = Math.max(best, CONTAINED_SCORE * rank);
    // A shapefile cuts headings after ten letters.
    else if (joined.length === 10 && plain.startsWith(joined)) best = Math.max(best, 0.9 * rank);
  }
  return best;
}

function fits(field: DeskField, text: string, context: GuessContext): boolean {
  const { directory, profile, decimalComma } = context;
  const [west, south, east, north] = profile.bounds;
  switch (field.type) {
    case 'longitude':
    case 'latitude': {
      const read = readDegrees(text, decimalComma);
      if (read === null) return false;
      if (read.axis !== null) return read.axis === field.type;
      const value = read.degrees;
      if (field.type === 'longitude')
        return (
          (value >= west - 1 && value <= east + 1) ||
          (value > 100_000 && value < 1_000_000) ||
          isMercator(value, west, east)
        );
      return (
        (Math.abs(value) >= Math.min(Math.abs(south), Math.abs(north)) - 1 &&
          Math.abs(value) <= Math.max(Math.abs(south), Math.abs(north)) + 1) ||
        (value > 8_000_000 && value < 10_100_000) ||
        (value < -100_000 && value > -2_000_000)
      );
    }
    case 'coordinates': {
      const pair = readPair(text);
      if (pair === null) return false;
      const [a, b] = [pair[0].degrees, pair[1].degrees];
      if (isProjected(a, b)) return unproject(a, b, profile.bounds, profile.grid) !== null;
      return isInside([a, b], profile.bounds) || isInside([b, a], profile.bounds);
    }
    case 'kecamatan':
      return isRegionCode(text, 8, context) || (!/\d/.test(text) && directory.named(profile.code, text) !== null);
    case 'desa':
      return (
        isRegionCode(text, 13, context) ||
        (!/\d/.test(text) &&
          directory.childrenOf(profile.code).some((code) => directory.named(code, text)?.variant === false))
      );
    case 'region':
      return isRegionCode(text, 5, context);
    case 'choice':
      return readChoice(context.family, field.name, field.choices ?? [], text) !== null;
    case 'date':
      return readDate(text).date !== null || readDate(text).meant !== null;
    case 'rupiah':
      return readRupiah(text).rupiah !== null;
    case 'year':
      return /^(20\d\d)([.,]0+)?$/.test(text);
    case 'integer':
    case 'number':
      return readNumber(text.replace(/\s*[a-z%²]+\.?$/i, ''), decimalComma) !== null;
    default:
      return true;
  }
}

const isMercator = (value: number, west: number, east: number) =>
  value > (west - 1) * 111_319 && value < (east + 1) * 111_320;

function isRegionCode(text: string, least: number, { directory, bpsCodes }: GuessContext): boolean {
  if (!/^[\d.\s-]+$/.test(text)) return false;
  const code = directory.byAnyCode(text) ?? bpsCodes.get(text.replace(/\D/g, ''));
  return code != null && code.length >= least && (least !== 8 || code.length === 8);
}
