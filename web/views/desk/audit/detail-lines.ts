import type { Format } from '../../../i18n/format.ts';
import { translateCode, type Translate } from '../../../i18n/messages.ts';

export interface DetailLine {
  readonly label: string;
  readonly text: string;
}

/** A code of ours, not a name or an address. */
const CODE = /^[a-z][a-z_]{1,40}$/;

function textOf(t: Translate, format: Format, name: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return t('audit.empty');
  if (typeof value === 'boolean') return t(value ? 'audit.yes' : 'audit.no');
  if (typeof value === 'number') return Number.isInteger(value) ? format.number(value) : String(value);
  if (Array.isArray(value)) return value.map((item) => textOf(t, format, name, item)).join(', ');
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([key, item]) => `${labelOf(t, key)}: ${textOf(t, format, key, item)}`)
      .join('; ');
  const text = String(value);
  if (/^\d{4}-\d{2}-\d{2}T/.test(text)) return format.dateTime(new Date(text));
  return CODE.test(text) ? translateCode(t, name === 'role' ? 'role' : 'audit.value', text) : text;
}

const labelOf = (t: Translate, name: string): string =>
  translateCode(
    t,
    'audit.detail',
    name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  );

/** What a line of the log says beside its columns, in words; names and codes that have no words come as they are. */
export function detailLines(t: Translate, format: Format, details: Readonly<Record<string, unknown>>): DetailLine[] {
  return Object.entries(details).map(([name, value]) => ({
    label: labelOf(t, name),
    text: textOf(t, format, name, value),
  }));
}
