import type { DeskFamily, DeskField, RowReason } from '#model/upload';
import type { MessageKey } from '../../../../i18n/messages.ts';
import { fieldKey } from '../../upload/mapping-model.ts';
import { issueSentence, type Words } from '../../upload/row-words.ts';

/** Why a field is refused, as one sentence; a reason that is newer than this interface is shown by its code. */
export function reasonWords(words: Words, family: DeskFamily, field: DeskField, reason: string, typed: string): string {
  if (words.t(`deskReason.${reason}` as MessageKey) === `deskReason.${reason}`)
    return `${words.t(fieldKey(family, field.name))}: ${reason}`;
  const issue = {
    field: field.name,
    severity: 'error' as const,
    reason: reason as RowReason,
    value: typed,
    details: {},
    remedies: [],
  };
  return issueSentence(words, issue, family);
}
