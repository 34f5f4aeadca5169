import { readFileSync } from 'node:fs';

/**
 * What answers the SQL of `queries/<name>.sql` beside a module (`import.meta.url`), each file read once. It throws when there is
 * no such file.
 */
export function statementsBeside(module: string): (name: string) => string {
  const texts = new Map<string, string>();
  return (name) => {
    const text = texts.get(name) ?? readFileSync(new URL(`./queries/${name}.sql`, module), 'utf8');
    texts.set(name, text);
    return text;
  };
}
