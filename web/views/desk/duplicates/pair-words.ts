import type { MergedField } from '#model/duplicate';
import type { DuplicatePair, DuplicateSide } from '#staff-contract';
import { saidValue } from '../dataset/difference-words.ts';
import { placeText } from '../dataset/feature/place-text.ts';
import { deskField, fieldKey } from '../upload/mapping-model.ts';
import type { Words } from '../upload/row-words.ts';

/** Fields in the order of the comparison. */
export const SHOWN_FIELDS = [
  'name',
  'kind',
  'owner',
  'authority',
  'nationalCode',
  'position',
  'address',
  'phone',
  'capacity',
] as const satisfies readonly MergedField[];

/** The name of a field in words. */
export const mergedFieldName = ({ t }: Words, field: MergedField): string =>
  field === 'position' ? t('duplicates.position') : t(fieldKey('facility', field));

/** What one side says of a field, in words. */
export function sideText(words: Words, side: DuplicateSide, field: MergedField, decimalComma: boolean): string {
  if (field === 'position')
    return side.position === null ? words.t('upload.value.none') : placeText(side.position, decimalComma);
  return saidValue(words, 'facility', deskField('facility', field)!.name, side.values[field] ?? null);
}

/** Whether a side says anything of a field. */
export const saysField = (side: DuplicateSide, field: MergedField): boolean =>
  field === 'position' ? side.position !== null : (side.values[field] ?? null) !== null;

/** Why two may be one: "nama sama, berjarak 40 m". */
export function reasonText({ t, format }: Words, { reasons, metres, similarity }: DuplicatePair): string {
  const parts = reasons.map((reason) => {
    if (reason === 'near') return t('duplicates.reason.near', { distance: format.distance(metres ?? 0) });
    if (reason === 'similar_name')
      return t('duplicates.reason.similar_name', { percent: format.percent(similarity, 0) });
    return t(`duplicates.reason.${reason}`);
  });
  return parts.join(', ');
}

/** A pair's id in the page. */
export const pairId = ({ first, second }: DuplicatePair): string => `${first.id} ${second.id}`;
