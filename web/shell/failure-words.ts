import { BackendError } from '../backend/backend.ts';
import type { Translate } from '../i18n/messages.ts';

/** Why something could not be loaded, as one sentence. */
export function failureWords(t: Translate, error: unknown): string {
  if (!(error instanceof BackendError)) return t('state.failed.program');
  switch (error.kind) {
    case 'problem':
      return error.problem ? t(`problem.${error.problem.code}`) : t('state.failed.unreachable');
    case 'offline':
    case 'timeout':
    case 'unreachable':
    case 'malformed':
      return t(`state.failed.${error.kind}`);
  }
}
