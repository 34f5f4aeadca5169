import type { DeskFamily, DeskField, Mapping, Remedy, RowIssue, UploadRow } from '#model/upload';
import type { Format } from '../../../i18n/format.ts';
import type { Translate } from '../../../i18n/messages.ts';
import { choiceKey, deskField, fieldKey } from './mapping-model.ts';

/** What words need: the translation and the way numbers are written. */
export interface Words {
  readonly t: Translate;
  readonly format: Format;
}
type Value = string | number | boolean | null;

/** Degrees in a table: four decimals are eleven metres. */
const DEGREE_DECIMALS = 4;
/** A code of a kecamatan is this long: `32.09.31`. */
const KECAMATAN_CODE_LENGTH = 8;

/** A value as it would be published, in words. */
export function valueWords({ t, format }: Words, family: DeskFamily, field: DeskField, value: Value): string {
  if (value === null) return t('upload.value.none');
  if (typeof value === 'boolean') return t(value ? 'upload.value.yes' : 'upload.value.no');
  if (field.choices?.includes(String(value))) return t(choiceKey(family, field.name, String(value)));
  if (typeof value === 'string') return field.type === 'date' ? format.date(value) : value;
  switch (field.type) {
    case 'rupiah':
      return format.rupiahFull(value);
    case 'longitude':
    case 'latitude':
      return format.decimal(value, DEGREE_DECIMALS);
    case 'year':
    case 'code':
      return String(value);
    default:
      return Number.isInteger(value) ? format.number(value) : format.decimal(value, 2);
  }
}

/** The text of a field as the file has it, or as it was typed at the desk; empty where there is none. */
export function cellText(row: UploadRow, field: string, mapping: Mapping): string {
  const edited = row.edits[field];
  if (edited !== undefined && edited !== null) return edited;
  const column = mapping.columns[field];
  return (column === undefined ? mapping.constants[field] : row.cells[column]) ?? '';
}

/** A number with more decimals than anybody reads, cut where it still says a tenth of a metre. */
const shortened = (text: string): string => text.replaceAll(/([.,]\d{6})\d+/g, '$1…');

/** What a cell shows: of a row that goes in what will be published, of any other what the file says. */
export function shownCell(
  words: Words,
  row: UploadRow,
  family: DeskFamily,
  field: DeskField,
  mapping: Mapping,
): string {
  const text = shortened(cellText(row, field.name, mapping));
  if (row.outcome === 'rejected' || row.outcome === 'excluded') return text;
  switch (field.type) {
    case 'longitude':
      return row.position ? words.format.decimal(row.position[0], DEGREE_DECIMALS) : text;
    case 'latitude':
      return row.position ? words.format.decimal(row.position[1], DEGREE_DECIMALS) : text;
    case 'coordinates':
      return row.position ? words.format.coordinate(row.position) : text;
    case 'kecamatan':
      // A file with codes keeps codes, one with names keeps names.
      if (row.region === null || text === '') return text;
      return /\d/.test(text) ? row.region.slice(0, KECAMATAN_CODE_LENGTH) : text;
    case 'desa':
    case 'region':
      return text;
    default: {
      const value = row.values[field.name] ?? null;
      return value === null ? text : valueWords(words, family, field, value);
    }
  }
}

/** Details as they are written into a sentence: metres as a distance, other numbers with their points. */
function detailWords({ format }: Words, details: RowIssue['details']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(details)
      .filter((entry): entry is [string, string | number] => entry[1] !== null)
      .map(([name, value]) => [
        name,
        typeof value === 'string' ? value : /metres/i.test(name) ? format.distance(value) : format.number(value),
      ]),
  );
}

/** What is wrong, as one sentence: `Kode 32.09.41 tidak dikenal.` */
export function issueSentence(words: Words, issue: RowIssue, family: DeskFamily): string {
  const field = issue.field === null ? '' : words.t(fieldKey(family, issue.field));
  return words.t(`deskReason.${issue.reason}`, {
    value: issue.value ?? '',
    field,
    ...detailWords(words, issue.details),
  });
}

/** What follows from it: where the point lies, what a swap would do, which feature is there already. Empty where nothing does. */
export function issueConsequence(words: Words, issue: RowIssue): string {
  const { t, format } = words;
  const said = detailWords(words, issue.details);
  if (issue.reason === 'duplicate_in_file')
    return said['metres'] === undefined
      ? t('deskMore.inFile', { row: said['row'] ?? '', name: said['name'] ?? '' })
      : t('deskMore.inFile.near', { row: said['row'] ?? '', name: said['name'] ?? '', distance: said['metres'] });
  const place = said['regionName'] ?? said['name'] ?? said['region'] ?? null;
  const sentences = issue.remedies.map((remedy) => {
    switch (remedy.kind) {
      case 'swap_coordinates':
        return place === null
          ? t('deskMore.swapped', { position: format.coordinate(remedy.position) })
          : t('deskMore.swapped.in', { position: format.coordinate(remedy.position), place });
      case 'use_region':
        return issue.reason === 'region_ambiguous'
          ? ''
          : t('deskMore.lies', { name: remedy.name, region: remedy.region });
      case 'update_existing':
        return t('deskMore.existing', { name: remedy.name, distance: format.distance(remedy.distanceMetres) });
      case 'use_position':
      case 'drop_position':
      case 'use_value':
      case 'keep_both':
      case 'exclude_row':
        return '';
    }
  });
  return [...new Set(sentences)].filter(Boolean).join(' ');
}

/** A problem in the list above the table, behind the number of its row: `kode … tidak dikenal`. */
export function problemSentence(words: Words, issue: RowIssue, family: DeskFamily): string {
  const isDuplicate = issue.reason === 'duplicate_published' || issue.reason === 'duplicate_in_file';
  const sentence = issueSentence(words, issue, family);
  const said = isDuplicate ? issueConsequence(words, issue) || sentence : sentence;
  const lowered = /^\p{Lu}\p{Ll}/u.test(said) ? said.charAt(0).toLocaleLowerCase('id') + said.slice(1) : said;
  return lowered.replace(/\.$/, '');
}

/** The word on the button of a remedy. */
export function remedyWords({ t }: Words, remedy: Remedy, family: DeskFamily): string {
  switch (remedy.kind) {
    case 'use_region':
      return t('remedy.use_region', { region: remedy.region, name: remedy.name });
    case 'use_value': {
      const field = deskField(family, remedy.field);
      const isChoice = field?.choices?.includes(remedy.value) ?? false;
      return t('remedy.use_value', {
        value: isChoice ? t(choiceKey(family, remedy.field, remedy.value)) : remedy.value,
      });
    }
    case 'swap_coordinates':
    case 'use_position':
    case 'drop_position':
    case 'update_existing':
    case 'keep_both':
    case 'exclude_row':
      return t(`remedy.${remedy.kind}`);
  }
}

/** Identity of a remedy among those of a row. */
export function remedyKey(remedy: Remedy): string {
  return JSON.stringify(remedy);
}

/** Remedies of a row without repetition, those of errors first. */
export function remediesOf(row: UploadRow): readonly Remedy[] {
  const ordered = row.issues.toSorted((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'));
  const found = new Map(ordered.flatMap(({ remedies }) => remedies).map((remedy) => [remedyKey(remedy), remedy]));
  return [...found.values()];
}

/** The name of a row for people: what it is called, else its number. */
export function rowName({ t }: Words, row: UploadRow, mapping: Mapping): string {
  return cellText(row, 'name', mapping) || cellText(row, 'number', mapping) || t('upload.row', { row: row.row });
}

/** How far beyond the region a map can be moved. */
const MARGIN_DEGREES = 0.35;
/** How many points lie beyond what the small map shows. */
export function countOutside(
  longitudes: readonly number[],
  latitudes: readonly number[],
  [west, south, east, north]: readonly [number, number, number, number],
): number {
  let outside = 0;
  for (let index = 0; index < longitudes.length; index += 1) {
    const [x, y] = [longitudes[index]!, latitudes[index]!];
    if (
      x < west - MARGIN_DEGREES ||
      x > east + MARGIN_DEGREES ||
      y < south - MARGIN_DEGREES ||
      y > north + MARGIN_DEGREES
    )
      outside += 1;
  }
  return outside;
}

/** A date as somebody types it (`12/03/2026`, `03/2026`, `2026`, `2026-03-12`), as the catalogue keeps it; null when it is none. */
export function dateFromText(text: string): string | null {
  const clean = text.trim().replaceAll(/\s+/g, '');
  const day = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(clean);
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(clean);
  if (day || iso) {
    const [year, month, date] = day ? [day[3]!, day[2]!, day[1]!] : [iso![1]!, iso![2]!, iso![3]!];
    const made = new Date(Date.UTC(Number(year), Number(month) - 1, Number(date)));
    const isReal = made.getUTCMonth() === Number(month) - 1 && made.getUTCDate() === Number(date);
    return isReal ? `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}` : null;
  }
  const monthly = /^(\d{1,2})[/.-](\d{4})$/.exec(clean) ?? undefined;
  const isoMonth = /^(\d{4})-(\d{1,2})$/.exec(clean) ?? undefined;
  if (monthly || isoMonth) {
    const [year, month] = monthly ? [monthly[2]!, monthly[1]!] : [isoMonth![1]!, isoMonth![2]!];
    return Number(month) >= 1 && Number(month) <= 12 ? `${year}-${month.padStart(2, '0')}` : null;
  }
  return /^\d{4}$/.test(clean) ? clean : null;
}

/** The same date as somebody types it. */
export function dateToText(date: string | null): string {
  return date === null ? '' : date.split('-').toReversed().join('/');
}
