import { FileRefusal, type Upload, type UploadState } from '#model/upload';
import type { SessionAnswer } from '#staff-contract';
import { BackendError } from '../../../backend/backend.ts';
import type { Format } from '../../../i18n/format.ts';
import type { MessageKey, Translate } from '../../../i18n/messages.ts';

const UNITS = [
  { bytes: 1e9, word: 'GB' },
  { bytes: 1e6, word: 'MB' },
  { bytes: 1000, word: 'kB' },
] as const;

/** A size of a file as people say it: `310 kB`, `1,4 MB`. */
export function fileSize(format: Format, bytes: number): string {
  const unit = UNITS.find((u) => bytes >= u.bytes);
  if (!unit) return `${format.number(bytes)} B`;
  const value = bytes / unit.bytes;
  return `${value >= 100 ? format.number(value) : format.decimal(value, 1)} ${unit.word}`;
}

/** What was refused and what to do about it: for a file that the server refused at once. Null for any other failure. */
export function refusalWords(t: Translate, error: Error): string | null {
  if (!(error instanceof BackendError) || error.problem === null) return null;
  if (error.problem.code === 'disk_full') return refusalSentence(t, 'disk_full');
  for (const { name, reason } of error.problem.parameters ?? []) {
    for (const text of [reason, name]) {
      const code = FileRefusal.safeParse(text);
      if (code.success) return refusalSentence(t, code.data);
    }
  }
  return null;
}

/** What is wrong with a file, and what to do. */
export function refusalSentence(
  t: Translate,
  code: FileRefusal,
  details: Readonly<Record<string, string | number>> = {},
): string {
  return `${t(`fileRefusal.${code}`, details)} ${t(`fileRefusalHelp.${code}`, details)}`;
}

/** How a state weighs: colour and icon follow it. */
export function stateTone(state: UploadState): 'neutral' | 'good' | 'caution' | 'critical' {
  switch (state) {
    case 'terbit':
      return 'good';
    case 'diperiksa':
      return 'caution';
    case 'gagal':
      return 'critical';
    case 'draf':
    case 'diarsipkan':
    case 'dibatalkan':
      return 'neutral';
  }
}

/** Whether somebody may publish an upload: the custodian any, an agency that may its own. */
export function mayPublish(session: SessionAnswer | null, upload: Upload): boolean {
  if (session === null) return false;
  if (session.role === 'walidata') return true;
  const isEditor = session.role === 'opd' || session.role === 'bappelitbangda';
  return isEditor && session.agency?.mayPublish === true && session.agency.id === upload.agency;
}

/** Whether somebody may change an upload: its agency, and the custodian. */
export function mayChange(session: SessionAnswer | null, upload: Upload): boolean {
  if (session === null) return false;
  if (session.role === 'walidata') return true;
  const isEditor = session.role === 'opd' || session.role === 'bappelitbangda';
  return isEditor && (session.agency?.id ?? null) === upload.agency;
}

/** Message key of the name of a format. */
export const formatKey = (format: string): MessageKey => `uploadFormat.${format}` as MessageKey;

/** What is missing before something can be published, by the names that the server gives; empty for any other failure. */
export function notPublishableWords(t: Translate, error: Error): string {
  if (!(error instanceof BackendError) || error.problem?.code !== 'not_publishable') return '';
  return (error.problem.parameters ?? [])
    .map(({ name }) => {
      const key = `notPublishable.${name}`;
      const words = t(key as MessageKey);
      return words === key ? name : words;
    })
    .join(' ');
}
