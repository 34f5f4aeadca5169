import type { ApplicationEntry } from '#model/register';
import type { Application } from '#model/register';

/** An application as the form holds it: every control has text. */
export interface ApplicationDraft {
  agency: string;
  name: string;
  functionGroup: string;
  function: string;
  dataProduced: string;
  hasApi: '' | 'yes' | 'no';
  status: ApplicationEntry['status'];
  year: string;
  vendor: string;
  url: string;
  notes: string;
  isOpen: boolean;
}
export type DraftFault = 'required' | 'year.wrong' | 'url.wrong';

/** What the form begins with: the entry that is changed, or an empty one of the agency. */
export function draftOf(application: Application | null, agency: string): ApplicationDraft {
  const api = application?.hasApi ?? null;
  return {
    agency: application?.agency ?? agency,
    name: application?.name ?? '',
    functionGroup: String(application?.functionGroup ?? ''),
    function: application?.function ?? '',
    dataProduced: application?.dataProduced ?? '',
    hasApi: api === null ? '' : api ? 'yes' : 'no',
    status: application?.status ?? 'in-use',
    year: application?.year?.toString() ?? '',
    vendor: application?.vendor ?? '',
    url: application?.url ?? '',
    notes: application?.notes ?? '',
    isOpen: application?.isOpen ?? false,
  };
}

/** What is wrong with it, by field; empty when it can be sent. */
export function faultsOf(draft: ApplicationDraft): Partial<Record<keyof ApplicationDraft, DraftFault>> {
  const missing = (['agency', 'name', 'functionGroup', 'function'] as const).filter(
    (field) => draft[field].trim() === '',
  );
  return {
    ...Object.fromEntries(missing.map((field) => [field, 'required' as const])),
    ...(yearOf(draft.year) === undefined ? { year: 'year.wrong' as const } : {}),
    ...(draft.url.trim() === '' || /^https?:\/\/[^\s<>"]+$/.test(draft.url.trim())
      ? {}
      : { url: 'url.wrong' as const }),
  };
}

/** A year as typed; null for none, undefined for what is no year of ours. */
export function yearOf(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  const year = Number(text);
  return Number.isInteger(year) && year >= 1980 && year <= 2100 ? year : undefined;
}

/** The entry as it is sent; a control left empty is null. */
export function entryOf(draft: ApplicationDraft): ApplicationEntry {
  const text = (value: string): string | null => value.trim() || null;
  return {
    agency: draft.agency,
    name: draft.name.trim(),
    functionGroup: Number(draft.functionGroup),
    function: draft.function.trim(),
    dataProduced: text(draft.dataProduced),
    hasApi: draft.hasApi === '' ? null : draft.hasApi === 'yes',
    status: draft.status,
    year: yearOf(draft.year) ?? null,
    vendor: text(draft.vendor),
    url: text(draft.url),
    notes: text(draft.notes),
    isOpen: draft.isOpen,
  };
}
