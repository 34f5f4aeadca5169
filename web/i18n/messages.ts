import id from './id.json';
import type { Language } from './format.ts';
import type { DESK_INDONESIAN } from './desk/indonesian.ts';
import type { WORKSPACE_INDONESIAN } from './workspace/indonesian.ts';

/** Indonesian is the source of truth: a key exists when `id.json`, or the workspace's own files, have it. */
type StartKey = keyof typeof id;
type WorkspaceKey = keyof typeof WORKSPACE_INDONESIAN;
type DeskKey = keyof typeof DESK_INDONESIAN;
export type MessageKey = StartKey | WorkspaceKey | DeskKey;
export type WorkspaceMessages = Readonly<Record<WorkspaceKey, string>>;
export type DeskMessages = Readonly<Record<DeskKey, string>>;
/** The words of the workspace and of the desk are there once they have been opened. */
export type Messages = Readonly<Record<StartKey, string>> & Partial<WorkspaceMessages> & Partial<DeskMessages>;
export type MessageValues = Readonly<Record<string, string | number>>;

/** Writes a message with its values filled in. */
export type Translate = (key: MessageKey, values?: MessageValues) => string;

export const INDONESIAN: Messages = id;

/** The messages of a language; English is loaded only by those who read it. */
export async function loadMessages(language: Language): Promise<Messages> {
  switch (language) {
    case 'id':
      return INDONESIAN;
    case 'en':
      return (await import('./en.json')).default;
  }
}

/** The words that only the desk, accounts and the catalogue need. */
export async function loadDeskMessages(language: Language): Promise<DeskMessages> {
  switch (language) {
    case 'id':
      return (await import('./desk/indonesian.ts')).DESK_INDONESIAN;
    case 'en':
      return (await import('./desk/english.ts')).DESK_ENGLISH;
  }
}

/** The words that only the workspace needs. */
export async function loadWorkspaceMessages(language: Language): Promise<WorkspaceMessages> {
  switch (language) {
    case 'id':
      return (await import('./workspace/indonesian.ts')).WORKSPACE_INDONESIAN;
    case 'en':
      return (await import('./workspace/english.ts')).WORKSPACE_ENGLISH;
  }
}

/**
 * `{name}` is replaced by its value, `{count|project|projects}` by the word that fits the number. A value without a place
 * is ignored; a place without a value stays visible, so that a mistake is seen.
 */
export function createTranslate(messages: Messages): Translate {
  return (key, values = {}) =>
    (messages[key] ?? key).replace(
      /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g,
      (place, name: string, one?: string, other?: string) => {
        const value = values[name];
        if (value === undefined) return place;
        return one === undefined ? String(value) : Number(value) === 1 ? one : (other ?? '');
      },
    );
}

/** Whether a text is the key of a message: for codes from outside that may be newer than this interface. */
export function isMessageKey(text: string): text is MessageKey {
  return Object.hasOwn(INDONESIAN, text);
}

/** The words for a code (`reason` + `coordinates_zero`); an unknown code is shown as it came, never hidden. */
export function translateCode(t: Translate, family: string, code: string): string {
  const key = `${family}.${code}`;
  // A message that is not there comes back as its key; asked this way, the words of the desk count as well.
  const words = t(key as MessageKey);
  return words === key ? code.replaceAll('_', ' ') : words;
}

/** The first letter large, for words that open a line. */
export function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase('id') + text.slice(1);
}
