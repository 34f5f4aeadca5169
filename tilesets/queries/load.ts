import { readFileSync } from 'node:fs';

/** Text of a statement in this folder, without its extension. */
export function loadQuery(name: string): string {
  return readFileSync(new URL(`${name}.sql`, import.meta.url), 'utf8');
}
