import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const folder = import.meta.dirname;
const statements = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .map((file) => [path.basename(file, '.sql'), readFileSync(path.join(folder, file), 'utf8')]),
);

/** Text of `data/backup/queries/<name>.sql`. Throws when there is none. */
export function statement(name: string): string {
  const text = statements.get(name);
  if (text === undefined) throw new Error(`no statement ${name}.sql in data/backup/queries`);
  return text;
}
