import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parse } from 'csv-parse/sync';

export interface DesaName {
  /** Kemendagri code; the fourth part starts with 1 for a kelurahan and with 2 for a desa. */
  code: string;
  kecamatan: string;
  name: string;
}

/**
 * All desa and kelurahan of a kabupaten with their Kemendagri codes, in order of code.
 * Source: package idn-area-data (MIT, data ODbL), which follows the Kepmendagri on codes.
 */
export function readDesaNames(kabupatenCode: string): DesaName[] {
  const entry = createRequire(import.meta.url).resolve('idn-area-data');
  const text = readFileSync(join(dirname(entry), '..', 'data', 'villages.csv'), 'utf8');
  // The file lists the whole country: only the lines of the kabupaten are parsed.
  const lines = text.split(/\r?\n/).filter((line) => line.startsWith(`${kabupatenCode}.`));
  const rows = parse(lines.join('\n')) as [string, string, string][];
  return rows.map(([code, kecamatan, name]) => ({ code, kecamatan, name })).sort((a, b) => (a.code < b.code ? -1 : 1));
}
