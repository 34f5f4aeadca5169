import { DESK_FIELDS, type DeskFamily, type DeskField, type FileFacts, type Mapping } from '#model/upload';
import type { MessageKey } from '../../../i18n/messages.ts';

/** Fields that say where a row lies, as people read a table: the place, then the point. */
export const PLACE_FIELDS = ['desa', 'kecamatan', 'region'] as const;
const POINT_FIELDS = ['longitude', 'latitude', 'coordinates'] as const;

export const EMPTY_MAPPING: Mapping = { columns: {}, constants: {}, values: {} };

/** The field that a column of the file fills; null when it fills none. */
export function fieldOf(mapping: Mapping, column: string): string | null {
  return Object.entries(mapping.columns).find(([, name]) => name === column)?.[0] ?? null;
}

/** The mapping with a column on another field, or on none: a field takes one column, and a column fills one field. */
export function withColumn(mapping: Mapping, column: string, field: string | null): Mapping {
  const columns = Object.fromEntries(
    Object.entries(mapping.columns).filter(([name, taken]) => taken !== column && name !== field),
  );
  if (field !== null) columns[field] = column;
  // A field with a column has no use for one value for all.
  const constants = Object.fromEntries(Object.entries(mapping.constants).filter(([name]) => name !== field));
  return { ...mapping, columns, constants };
}

/** The mapping with one value for every row; an empty text takes it out. */
export function withConstant(mapping: Mapping, field: string, value: string): Mapping {
  const { [field]: _, ...constants } = mapping.constants;
  return { ...mapping, constants: value.trim() === '' ? constants : { ...constants, [field]: value.trim() } };
}

/** The mapping with a spelling of the file understood as a choice; an empty choice forgets it. */
export function withSpelling(mapping: Mapping, field: string, spelling: string, choice: string): Mapping {
  const { [spelling]: _, ...others } = mapping.values[field] ?? {};
  return {
    ...mapping,
    values: { ...mapping.values, [field]: choice === '' ? others : { ...others, [spelling]: choice } },
  };
}

const isFilled = (mapping: Mapping, field: string): boolean =>
  Object.hasOwn(mapping.columns, field) || Object.hasOwn(mapping.constants, field);

/** What must be filled before rows can be valid: required fields, and some way to say where a row belongs. */
export function missingFields(family: DeskFamily, mapping: Mapping, facts: FileFacts): readonly string[] {
  const missing = DESK_FIELDS[family]
    .filter((field) => field.required && !isFilled(mapping, field.name))
    .map(({ name }) => name);
  const hasPlace = PLACE_FIELDS.some((field) => isFilled(mapping, field));
  const hasPoint =
    facts.geometry !== 'none' ||
    isFilled(mapping, 'coordinates') ||
    (isFilled(mapping, 'longitude') && isFilled(mapping, 'latitude'));
  // A project may be without a place: it is asked for in the list of places.
  return hasPlace || hasPoint || family === 'project' ? missing : [...missing, 'place'];
}

/** Fields that one value can fill for every row, required ones first. */
export function constantFields(family: DeskFamily, mapping: Mapping): readonly DeskField[] {
  return DESK_FIELDS[family]
    .filter(
      (field) =>
        !Object.hasOwn(mapping.columns, field.name) &&
        (field.required === true || field.choices !== undefined || Object.hasOwn(mapping.constants, field.name)) &&
        field.personal !== true,
    )
    .sort((a, b) => Number(b.required ?? false) - Number(a.required ?? false));
}

/** Columns of the table of rows: what names a row, where it lies, then what else is required. At most `most` of them. */
export function tableFields(family: DeskFamily, mapping: Mapping, most = 4): readonly DeskField[] {
  const fields = DESK_FIELDS[family].filter((field) => Object.hasOwn(mapping.columns, field.name));
  const named = (name: string) => fields.find((field) => field.name === name);
  const title = named('name') ?? named('number') ?? named('key') ?? named('kind');
  const place = PLACE_FIELDS.map(named).find((field) => field !== undefined);
  const points = POINT_FIELDS.map(named).filter((field) => field !== undefined);
  const others = fields.filter((field) => field.required || !isPlaceOrKey(field.name));
  const wanted = [title, place, ...points].filter((field) => field !== undefined);
  for (const field of others.toSorted((a, b) => Number(b.required ?? false) - Number(a.required ?? false))) {
    if (wanted.length >= most) break;
    if (!wanted.includes(field)) wanted.splice(title && wanted[0] === title ? 1 : 0, 0, field);
  }
  return wanted.slice(0, most);
}

const isPlaceOrKey = (name: string): boolean =>
  [...PLACE_FIELDS, ...POINT_FIELDS, 'key', 'address', 'phone', 'description'].includes(name);

/** Where the words of a field's choices stand. */
const CHOICE_FAMILIES: Readonly<Record<string, string>> = {
  'facility.kind': 'kind',
  'facility.owner': 'owner',
  'facility.authority': 'authority',
  'infrastructure.kind': 'infrastructure',
  'infrastructure.condition': 'condition',
  'infrastructure.authority': 'authority',
  'project.origin': 'projectOrigin',
  'project.sector': 'sector',
  'project.fundingSource': 'funding',
  'project.status': 'projectStatus',
  'project.method': 'procurement',
  'project.landStatus': 'land',
  'permit.type': 'permitType',
  'permit.risk': 'permitRisk',
  'permit.status': 'permitStatus',
  'permit.businessScale': 'deskChoice.businessScale',
  'permit.applicantKind': 'deskChoice.applicantKind',
};

/** Message key of a choice of a field. */
export function choiceKey(family: DeskFamily, field: string, choice: string): MessageKey {
  return `${CHOICE_FAMILIES[`${family}.${field}`] ?? field}.${choice}` as MessageKey;
}

/** Message key of the name of a field. */
export function fieldKey(family: DeskFamily, field: string): MessageKey {
  return `field.${family}.${field}` as MessageKey;
}

/** The field of a family; undefined when the family has none of this name. */
export function deskField(family: DeskFamily, name: string): DeskField | undefined {
  return DESK_FIELDS[family].find((field) => field.name === name);
}
