import { MOST_RUPIAH } from '#model/project';
import { DESK_FIELDS, type DeskField, type Remedy } from '#model/upload';
import { cleanCell, readDate, readNumber, readRupiah } from './cells.ts';
import { facilityKindOfName, readChoice } from './choices.ts';
import type { CheckContext, RowInput } from './index.ts';
import type { Issues } from './issues.ts';
import { completeProject } from './projects.ts';

export type Value = string | number | boolean | null;
/** Values by field, as they would be published; place columns stay as they were written. */
export type Values = Record<string, Value>;

const LONGEST_TEXT = 2000;
/** What stands in an index or on a map label. */
const LONGEST_NAME = 300;
const LONGEST_CODE = 100;
const LARGEST_INTEGER = 2_147_483_647;
/** Choices of a project that it is one without. */
const BESIDE = new Set(['method', 'landStatus']);
const PLACE_TYPES = new Set(['longitude', 'latitude', 'coordinates', 'kecamatan', 'desa', 'region']);

/** Reads the cells of a row into values, and says of each what was wrong with it. */
export function readFields(input: RowInput, context: CheckContext, issues: Issues): Values {
  const values: Values = {};
  for (const field of DESK_FIELDS[context.family]) {
    const cell = cleanCell(input.values[field.name] ?? null);
    if (cell.wasPlaceholder) issues.note(field.name, 'placeholder_value', input.values[field.name] ?? null);
    // A quantity is read with its unit, which may stand in the same cell.
    const isQuantity = field.name === 'volume';
    values[field.name] =
      cell.text === null ? null : isQuantity ? cell.text : readField(field, cell.text, context, issues);
    const isLong = field.type === 'text' && cell.text !== null;
    if (isLong && cell.wasUntidy && /[\n\r\t]/.test(input.values[field.name] ?? ''))
      issues.correction(field.name, 'whitespace_removed', input.values[field.name] ?? null);
  }
  if (context.family === 'facility' && values['kind'] === null && typeof values['name'] === 'string') {
    const choices = DESK_FIELDS.facility.find(({ name }) => name === 'kind')!.choices!;
    const isUnwritten = !issues.list.some(({ field }) => field === 'kind');
    if (isUnwritten) values['kind'] = facilityKindOfName(values['name'], choices);
  }
  if (context.family === 'project') completeProject(values, input.values, context.decimalComma, issues);
  for (const { name, required } of DESK_FIELDS[context.family]) {
    if (
      required &&
      values[name] === null &&
      !issues.list.some((issue) => issue.field === name && issue.severity === 'error')
    )
      issues.error(name, 'value_missing', input.values[name] ?? null);
  }
  return values;
}

function readField(field: DeskField, text: string, context: CheckContext, issues: Issues): Value {
  if (PLACE_TYPES.has(field.type)) return text;
  switch (field.type) {
    case 'text':
      return readText(field, text, issues);
    case 'code':
      return readCode(field, text, issues);
    case 'integer':
    case 'number':
    case 'year':
      return readNumeric(field, text, context, issues);
    case 'rupiah': {
      const { rupiah, reason } = readRupiah(text);
      if (reason !== null) issues.error(field.name, reason, text);
      else if (rupiah! < 0) issues.error(field.name, 'number_negative', text);
      // Two of the largest numbers there are would not sum exactly, for everybody who asks for the register.
      else if (rupiah! > MOST_RUPIAH) issues.error(field.name, 'number_invalid', text);
      return rupiah !== null && rupiah >= 0 && rupiah <= MOST_RUPIAH ? rupiah : null;
    }
    case 'date': {
      const { date, meant } = readDate(text);
      const remedies: Remedy[] = meant === null ? [] : [{ kind: 'use_value', field: field.name, value: meant }];
      if (date === null) issues.error(field.name, 'date_invalid', text, { details: { meant }, remedies });
      return date;
    }
    case 'boolean':
      return /^(ya|y|yes|true|1|ada|benar)$/i.test(text)
        ? true
        : /^(tidak|t|no|n|false|0|bukan)$/i.test(text)
          ? false
          : invalid(field, text, issues);
    case 'choice': {
      const found = readChoice(context.family, field.name, field.choices ?? [], text);
      if (found === null) {
        // `Dikecualikan` is no method that we know, and no reason to leave a project out.
        if (BESIDE.has(field.name)) issues.note(field.name, 'choice_unknown', text);
        else issues.error(field.name, 'choice_unknown', text);
        return null;
      }
      if (!found.isOwnSpelling)
        issues.note(field.name, 'choice_understood', text, { details: { choice: found.choice } });
      return found.choice;
    }
    default:
      return text;
  }
}

function invalid(field: DeskField, text: string, issues: Issues): null {
  issues.error(field.name, 'value_invalid', text);
  return null;
}

function readText(field: DeskField, text: string, issues: Issues): string | null {
  const longest = field.name === 'description' ? LONGEST_TEXT : field.name === 'address' ? 500 : LONGEST_NAME;
  if (text.length <= longest) return text;
  issues.error(field.name, 'value_too_long', text, { details: { longest } });
  return null;
}

/** How many digits a code of this field has, where its authority says so. */
const CODE_DIGITS: Readonly<Record<string, number>> = { kbli: 5, nik: 16 };

function readCode(field: DeskField, text: string, issues: Issues): string | null {
  // What a spreadsheet made of long numbers: the last digits are gone, and nobody can guess them.
  if (/^\d([.,]\d+)?e\+?\d+$/i.test(text)) {
    issues.error(field.name, 'code_as_number', text);
    return null;
  }
  let code = text;
  if (/^\d+[.,]0+$/.test(text)) {
    code = text.replace(/[.,]0+$/, '');
    issues.correction(field.name, 'code_as_number', text, { details: { code } });
  }
  const digits = CODE_DIGITS[field.name];
  if (digits !== undefined) {
    const bare = code.replace(/[\s.'`]/g, '');
    const padded = field.name === 'kbli' && /^\d{4}$/.test(bare) ? `0${bare}` : bare;
    if (!new RegExp(`^\\d{${digits}}$`).test(padded)) {
      issues.error(field.name, field.name === 'nik' ? 'nik_invalid' : 'kbli_invalid', text);
      return null;
    }
    if (padded !== bare) issues.correction(field.name, 'code_as_number', text, { details: { code: padded } });
    code = padded;
  }
  if (field.name === 'subActivityCode') {
    const bare = code.replace(/\s/g, '');
    if (!/^\d\.\d{2}\.\d{2}\.\d\.\d{2}\.\d{2,4}$/.test(bare)) return invalid(field, text, issues);
    code = bare;
  }
  // An apostrophe in front keeps a spreadsheet from reading a code as a number; it is not of the code.
  code = code.replace(/^['’`]/, '');
  if (code.length <= LONGEST_CODE) return code;
  issues.error(field.name, 'value_too_long', text, { details: { longest: LONGEST_CODE } });
  return null;
}

function readNumeric(field: DeskField, text: string, context: CheckContext, issues: Issues): number | null {
  const bare = text.replace(/\s*(%|km|m2|m²|m|orang|jiwa|kk|unit|hari|ruang|tt)\.?$/i, '');
  const isWhole = field.type !== 'number';
  // Whole numbers have no decimal sign: what looks like one divides thousands.
  const number = readNumber(
    bare,
    isWhole && /^\d{1,3}(\.\d{3})+$/.test(bare)
      ? true
      : isWhole && /^\d{1,3}(,\d{3})+$/.test(bare)
        ? false
        : context.decimalComma,
  );
  if (number === null || (isWhole && !Number.isInteger(number))) {
    issues.error(field.name, 'number_invalid', text);
    return null;
  }
  if (number < 0) {
    issues.error(field.name, 'number_negative', text);
    return null;
  }
  const isPercent = field.name.endsWith('Percent');
  const isYear = field.type === 'year';
  const positive = MORE_THAN_ZERO.has(field.name);
  const fits =
    (!isWhole || number <= LARGEST_INTEGER) &&
    (!isPercent || number <= 100) &&
    (!isYear || (number >= 2000 && number <= 2100)) &&
    (!positive || number > 0) &&
    number < 1e15;
  if (!fits) {
    issues.error(field.name, 'value_invalid', text);
    return null;
  }
  return number;
}

const MORE_THAN_ZERO = new Set(['serviceDays', 'landSquareMetres', 'buildingSquareMetres']);
