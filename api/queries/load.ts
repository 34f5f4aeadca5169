import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const folder = import.meta.dirname;
const statements = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .map((file) => [path.basename(file, '.sql'), readFileSync(path.join(folder, file), 'utf8')]),
);

/** Text of the statement in `api/queries/<name>.sql`. Throws at start-up, not on the first request, when there is none. */
export function statement(name: string): string {
  const text = statements.get(name);
  if (text === undefined) throw new Error(`no statement ${name}.sql in api/queries`);
  return text;
}
