import { BackendError } from '../../../backend/backend.ts';
import type { Format } from '../../../i18n/format.ts';
import type { Translate } from '../../../i18n/messages.ts';
import { failureWords } from '../../../shell/failure-words.ts';

/** A path of this site and nothing else: not `//elsewhere`, not `/\elsewhere`, no scheme. */
const LOCAL_PATH = /^\/(?![/\\])[^\\\s]{0,499}$/;
/** Pages that lead back to signing in. */
const SIGN_IN_PATHS = /^\/(masuk|tautan)(\/|\?|$)/;

/** Where to go after signing in: the path that was asked for when it is one of this site, else null. */
export const destinationOf = (to: string | undefined): string | null =>
  to !== undefined && LOCAL_PATH.test(to) && !SIGN_IN_PATHS.test(to) ? to : null;

/** Why somebody could not be signed in, as one sentence; a throttled attempt says how long to wait. */
export function signInFailureWords(t: Translate, format: Format, error: unknown): string {
  if (!(error instanceof BackendError) || error.problem?.code !== 'too_many_requests') return failureWords(t, error);
  const seconds = error.retryAfterSeconds;
  if (seconds === null) return t('signIn.throttled');
  if (seconds < 90) return t('signIn.throttled.seconds', { count: seconds });
  return t('signIn.throttled.until', { time: format.dateTime(new Date(error.at + seconds * 1000)) });
}
