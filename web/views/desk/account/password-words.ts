import { BackendError } from '../../../backend/backend.ts';
import { translateCode, type Translate } from '../../../i18n/messages.ts';

/** Shortest password that the server takes, in characters. */
export const SHORTEST_PASSWORD = 12;

/** Why a new password was refused, as one sentence; null when the failure is another. */
export function weakPasswordWords(t: Translate, error: unknown): string | null {
  if (!(error instanceof BackendError) || error.problem?.code !== 'weak_password') return null;
  const reason = error.problem.parameters?.[0]?.reason;
  return reason === undefined ? t('problem.weak_password') : translateCode(t, 'weakPassword', reason);
}
