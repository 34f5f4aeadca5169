import { BackendError } from '../../../backend/backend.ts';
import type { Translate } from '../../../i18n/messages.ts';
import { failureWords } from '../../../shell/failure-words.ts';

/** Why an entry of a register could not be saved, in words. */
export function registerFailure(t: Translate, error: unknown): string {
  switch (error instanceof BackendError ? error.problem?.code : undefined) {
    case 'conflict':
      return t('register.taken');
    case 'edit_conflict':
      return t('register.conflict');
    case 'invalid_parameter':
      return t('register.invalid');
    default:
      return failureWords(t, error);
  }
}
