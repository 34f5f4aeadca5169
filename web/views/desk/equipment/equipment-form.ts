import type { Equipment, EquipmentEntry, SupportingFacility } from '#model/register';
import { yearOf } from '../applications/application-form.ts';

/** Equipment as the form holds it: every control has text. */
export interface EquipmentDraft {
  agency: string;
  kecamatan: string;
  kind: EquipmentEntry['kind'];
  name: string;
  count: string;
  year: string;
  condition: EquipmentEntry['condition'];
  /** Whether anybody looked at the supporting facilities: none is not the same as not known. */
  areFacilitiesKnown: boolean;
  facilities: SupportingFacility[];
  nextServiceOn: string;
  notes: string;
}
export type DraftFault = 'required' | 'year.wrong' | 'count.wrong';

/** What the form begins with: the entry that is changed, or an empty one of the agency. */
export function draftOf(equipment: Equipment | null, agency: string): EquipmentDraft {
  return {
    agency: equipment?.agency ?? agency,
    kecamatan: equipment?.kecamatan ?? '',
    kind: equipment?.kind ?? 'computer',
    name: equipment?.name ?? '',
    count: String(equipment?.count ?? 1),
    year: equipment?.year?.toString() ?? '',
    condition: equipment?.condition ?? 'good',
    areFacilitiesKnown: (equipment?.facilities ?? null) !== null,
    facilities: [...(equipment?.facilities ?? [])],
    nextServiceOn: equipment?.nextServiceOn ?? '',
    notes: equipment?.notes ?? '',
  };
}

/** What is wrong with it, by field; empty when it can be sent. */
export function faultsOf(draft: EquipmentDraft): Partial<Record<keyof EquipmentDraft, DraftFault>> {
  const count = Number(draft.count);
  const isCount = draft.count.trim() !== '' && Number.isInteger(count) && count >= 1 && count <= 100_000;
  return {
    ...(draft.agency === '' ? { agency: 'required' as const } : {}),
    ...(isCount ? {} : { count: 'count.wrong' as const }),
    ...(yearOf(draft.year) === undefined ? { year: 'year.wrong' as const } : {}),
  };
}

/** The entry as it is sent; a control left empty is null. */
export function entryOf(draft: EquipmentDraft): EquipmentEntry {
  return {
    agency: draft.agency,
    kecamatan: draft.kecamatan || null,
    kind: draft.kind,
    name: draft.name.trim() || null,
    count: Number(draft.count),
    year: yearOf(draft.year) ?? null,
    condition: draft.condition,
    facilities: draft.areFacilitiesKnown ? [...draft.facilities] : null,
    nextServiceOn: draft.nextServiceOn || null,
    notes: draft.notes.trim() || null,
  };
}
