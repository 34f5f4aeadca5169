import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const known = new Map<string, string>();

/** Digest of the code in a folder of `data/`: what it made is made anew when it changes. In hexadecimal. */
export function codeDigest(folder: 'import' | 'sample'): string {
  const found = known.get(folder);
  if (found !== undefined) return found;
  const root = fileURLToPath(new URL(`../${folder}/`, import.meta.url));
  const hash = createHash('sha256');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(ts|sql)$/.test(file));
  for (const file of files.sort()) hash.update(file).update(readFileSync(path.join(root, file)));
  const digest = hash.digest('hex');
  known.set(folder, digest);
  return digest;
}
