import type { DeskFamily, DifferenceItem } from '#model/upload';
import type { MessageKey } from '../../../i18n/messages.ts';
import { deskField, fieldKey } from '../upload/mapping-model.ts';
import { valueWords, type Words } from '../upload/row-words.ts';
import type { Value } from './feature/feature-form.ts';

/** What a shape is called: `POLYGON 41` is an area with 41 points. */
const SHAPES: Readonly<Record<string, MessageKey>> = {
  POINT: 'deskShape.point',
  LINESTRING: 'deskShape.line',
  MULTILINESTRING: 'deskShape.line',
  POLYGON: 'deskShape.area',
  MULTIPOLYGON: 'deskShape.area',
};

/** The name of a field in words, also of those that follow from others; a name that is not known is shown as it is. */
export function fieldName({ t }: Words, family: DeskFamily, name: string): string {
  for (const key of [fieldKey(family, name), `deskField.${name}` as MessageKey]) {
    const words = t(key);
    if (words !== key) return words;
  }
  return name;
}

/** A value of a field in words. */
export function saidValue(words: Words, family: DeskFamily, name: string, value: Value): string {
  const { t, format } = words;
  const field = deskField(family, name);
  if (field) return valueWords(words, family, field, value);
  if (value === null) return t('upload.value.none');
  if (name === 'geometry') {
    const [shape, points] = String(value).split(' ');
    const key = SHAPES[shape ?? ''];
    return key === undefined ? String(value) : t(key, { points: format.number(Number(points)) });
  }
  if (typeof value === 'number') {
    if (name === 'lengthMetres') return format.distance(value);
    if (name === 'areaSquareMetres') return format.areaSquareMetres(value);
    return format.number(value);
  }
  if (name === 'accuracy') {
    const key = `accuracy.${String(value)}` as MessageKey;
    return t(key) === key ? String(value) : t(key);
  }
  return typeof value === 'boolean' ? t(value ? 'upload.value.yes' : 'upload.value.no') : value;
}

type FieldChange = DifferenceItem['fields'][number];

/**
 * The changes of a feature field by field: those of the agency's own columns one by one, instead of as one JSON text.
 * A column of the agency may be called as a field is: the names need not be unique.
 */
export function fieldChanges(fields: readonly FieldChange[]): readonly FieldChange[] {
  return fields.flatMap((change) => (change.field === 'attributes' ? ownColumns(change) : [change]));
}

function ownColumns(change: FieldChange): readonly FieldChange[] {
  const before = valuesOf(change.before);
  const after = valuesOf(change.after);
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .filter((field) => before[field] !== after[field])
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }));
}

/** The texts of a JSON object; what is no such object has none. */
function valuesOf(json: FieldChange['before']): Record<string, string> {
  if (typeof json !== 'string' || !json.startsWith('{')) return {};
  const read = JSON.parse(json) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(read)
      .filter(([, value]) => value !== null)
      .map(([field, value]) => [field, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
}
