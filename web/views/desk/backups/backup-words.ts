import type { BackupState } from '#staff-contract';
import type { Translate } from '../../../i18n/messages.ts';

const HOUR = 3_600_000;
const HOURS_UNTIL_DAYS = 48;

/** How long ago: hours up to two days, then days. */
export function ageWords(t: Translate, moment: string, now: Date): string {
  const hours = Math.max(0, Math.floor((now.getTime() - Date.parse(moment)) / HOUR));
  if (hours < 1) return t('backups.age.now');
  return hours < HOURS_UNTIL_DAYS
    ? t('backups.age.hours', { count: hours })
    : t('backups.age.days', { count: Math.floor(hours / 24) });
}

/** The command that brings the newest backup back, to be run where the server runs. */
export function restoreCommand(state: BackupState): string {
  const separator = state.folder.includes('\\') ? '\\' : '/';
  const file = `${state.folder}${separator}${state.last?.fileName ?? 'jangkau-….tar.gz'}`;
  const quoted = /^[\w./:\\…-]+$/.test(file) ? file : `"${file}"`;
  return `npm run restore -- ${quoted} --replace`;
}
