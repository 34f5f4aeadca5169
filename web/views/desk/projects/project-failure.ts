import { ProjectStatus } from '#model/project';
import { BackendError } from '../../../backend/backend.ts';
import type { Translate } from '../../../i18n/messages.ts';
import { failureWords } from '../../../shell/failure-words.ts';

/** Statuses as a list of words: "pelaksanaan, putus kontrak". */
export const statusWords = (t: Translate, statuses: readonly ProjectStatus[]): string =>
  statuses.map((status) => t(`projectStatus.${status}`)).join(', ');

/** Why a status may not follow another, with those that may. */
export function refusalWords(
  t: Translate,
  from: ProjectStatus,
  to: ProjectStatus,
  allowed: readonly ProjectStatus[],
): string {
  const words = { from: t(`projectStatus.${from}`), to: t(`projectStatus.${to}`) };
  return allowed.length === 0
    ? t('projectDesk.refused.end', words)
    : t('projectDesk.refused', { ...words, allowed: statusWords(t, allowed) });
}

/** Why something could not be saved in a project, in words. */
export function projectFailure(t: Translate, error: unknown): string {
  const problem = error instanceof BackendError ? error.problem : null;
  switch (problem?.code) {
    case 'conflict':
      if (problem?.parameters?.some(({ name }) => name === 'facility')) return t('projectDesk.failed.facility');
      return t('projectDesk.failed.conflict');
    case 'edit_conflict':
      return t('projectDesk.failed.conflict');
    case 'illegal_transition': {
      const allowed = (problem?.parameters ?? []).flatMap(({ reason }) => ProjectStatus.safeParse(reason).data ?? []);
      return t('projectDesk.failed.transition', { allowed: statusWords(t, allowed) || t('projectDesk.noneAllowed') });
    }
    case 'invalid_parameter':
      return t(
        problem?.parameters?.some(({ reason }) => reason === 'before_last_step')
          ? 'projectDesk.failed.beforeLast'
          : 'projectDesk.failed.invalid',
      );
    default:
      return failureWords(t, error);
  }
}
