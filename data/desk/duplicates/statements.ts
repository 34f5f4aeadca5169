import { readFileSync } from 'node:fs';

const texts = new Map<string, string>();

/** The SQL of `data/desk/duplicates/queries/<name>.sql`. Throws when there is no such file. */
export function statement(name: string): string {
  const known = texts.get(name);
  if (known !== undefined) return known;
  const text = readFileSync(new URL(`./queries/${name}.sql`, import.meta.url), 'utf8');
  texts.set(name, text);
  return text;
}
