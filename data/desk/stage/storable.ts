/** What no text of the database may hold: NUL, and halves of characters. */
const UNSTORABLE = /\0|\p{Cs}/gu;

/** A text as the database takes it. */
export const storableText = (text: string): string => text.replace(UNSTORABLE, '\ufffd');

/** A value of JSON with every text in it as the database takes it; names of members stay. */
export function storableJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_name, part: unknown) =>
    typeof part === 'string' ? storableText(part) : part,
  ) as T;
}
