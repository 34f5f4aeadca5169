import { isMessageKey, translateCode, type Translate } from '../i18n/messages.ts';
import type { Format } from '../i18n/format.ts';
import type { PopupContent, PopupField } from './layer-definition.ts';

export interface PopupWords {
  /** The most telling number, when the feature has one. */
  readonly figure: { readonly value: string; readonly label: string } | null;
  readonly title: string | null;
  readonly kind: string | null;
  readonly rows: readonly { readonly label: string; readonly value: string; readonly missing: boolean }[];
}

/** Codes that lead to names and pages: a popup shows what they stand for (see Popup.svelte), not themselves. */
const NOT_SHOWN: ReadonlySet<string> = new Set(['id', 'region']);
const FIGURES: readonly PopupField['format'][] = ['number', 'rupiah', 'percent', 'length', 'area'];

/** What a popup says about the attributes of a feature. What a tile does not tell reads "no data"; it is never zero. */
export function popupWords(
  content: PopupContent,
  properties: Readonly<Record<string, unknown>>,
  t: Translate,
  format: Format,
): PopupWords {
  const known = (attribute: string) =>
    properties[attribute] !== undefined && properties[attribute] !== null && properties[attribute] !== '';
  const fields = content.fields.filter(
    (field) => !NOT_SHOWN.has(field.attribute) && (!field.optional || known(field.attribute)),
  );
  const first = fields.find((field) => FIGURES.includes(field.format) && known(field.attribute)) ?? null;
  return {
    figure: first && { value: write(first, properties[first.attribute], t, format), label: t(first.key) },
    title: content.title && known(content.title) ? String(properties[content.title]) : null,
    kind:
      content.kind && known(content.kind.attribute)
        ? translateCode(t, content.kind.codes, String(properties[content.kind.attribute]))
        : null,
    rows: fields
      .filter((field) => field !== first)
      .map((field) => ({
        label: t(field.key),
        value: known(field.attribute) ? write(field, properties[field.attribute], t, format) : t('missing'),
        missing: !known(field.attribute),
      })),
  };
}

function write(field: PopupField, value: unknown, t: Translate, format: Format): string {
  const number = Number(value);
  switch (field.format) {
    case 'number':
      return format.number(number);
    case 'rupiah':
      return format.rupiah(number);
    case 'percent':
      return format.percentPoints(number);
    case 'area':
      return format.areaSquareMetres(number);
    case 'length':
      return format.distance(number);
    case 'code':
      return field.codes && isMessageKey(`${field.codes}.${String(value)}`)
        ? translateCode(t, field.codes, String(value))
        : String(value);
    case 'text':
      return String(value);
  }
}
