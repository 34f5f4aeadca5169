// Reads an archive as a stream: one of its files is in memory at a time.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { extract } from 'tar-stream';
import { readMigrations } from '../database/migrate.ts';
import { ArchiveHead, BackupError, FORMAT, FORMAT_VERSION, Manifest, type ArchiveTable } from './archive-format.ts';
import { decrypted } from './encryption.ts';

/** Far more than a part has; a larger one was not written by us. */
const LARGEST_FILE_BYTES = 1 << 29;

async function* filesOf(path: string, passphrase: string | null): AsyncGenerator<{ name: string; content: Buffer }> {
  const [source, ...transforms] = await decrypted(path, passphrase);
  const entries = extract();
  const flowing = pipeline([source, ...transforms, createGunzip(), entries]);
  flowing.catch(() => undefined);
  try {
    for await (const entry of entries) {
      if ((entry.header.size ?? 0) > LARGEST_FILE_BYTES) throw new BackupError('damaged', entry.header.name);
      const chunks: Buffer[] = [];
      for await (const chunk of entry) chunks.push(chunk as Buffer);
      yield { name: entry.header.name, content: Buffer.concat(chunks) };
    }
    // The end of an encrypted file tells whether it was changed.
    await flowing;
  } catch (error) {
    if (error instanceof BackupError) throw error;
    throw new BackupError('damaged', null, { cause: error });
  } finally {
    source.destroy();
  }
}

function parsedJson(content: Buffer): unknown {
  try {
    return JSON.parse(content.toString());
  } catch (error) {
    throw new BackupError('damaged', null, { cause: error });
  }
}

function requireOurs(content: Buffer): void {
  const value = parsedJson(content) as { format?: unknown; formatVersion?: unknown } | null;
  if (value?.format !== FORMAT) throw new BackupError('foreign');
  if (typeof value.formatVersion === 'number' && value.formatVersion > FORMAT_VERSION) {
    throw new BackupError('newer', `format ${value.formatVersion}`);
  }
  if (!ArchiveHead.safeParse(value).success) throw new BackupError('damaged', 'backup.json');
}

export interface VerifiedArchive {
  readonly manifest: Manifest;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Reads the whole archive and holds every file against the checksums in its manifest. Throws `BackupError`: `damaged`,
 * `foreign`, `newer` (format), `passphrase_needed`, `wrong_passphrase`.
 */
export async function verifyArchive(path: string, passphrase: string | null): Promise<VerifiedArchive> {
  const seen = new Map<string, { bytes: number; sha256: string }>();
  const digests = new Map<string, { hash: ReturnType<typeof createHash>; bytes: number }>();
  let manifest: Manifest | null = null;
  let first = true;
  try {
    for await (const { name, content } of filesOf(path, passphrase)) {
      if (first) {
        if (name !== 'backup.json') throw new BackupError('foreign');
        requireOurs(content);
        first = false;
      }
      if (name === 'manifest.json') {
        const result = Manifest.safeParse(parsedJson(content));
        if (!result.success) throw new BackupError('damaged', name, { cause: result.error });
        manifest = result.data;
      } else if (name.startsWith('tables/')) {
        seen.set(name, { bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') });
        const table = name.split('/')[1]!;
        const digest = digests.get(table) ?? { hash: createHash('sha256'), bytes: 0 };
        digests.set(table, digest);
        digest.hash.update(content.subarray(content.indexOf(10) + 1));
      }
    }
  } catch (error) {
    // What is no gzip at all was never an archive of ours; what breaks off later is a damaged one.
    if (first && error instanceof BackupError && error.code === 'damaged')
      throw new BackupError('foreign', null, { cause: error });
    throw error;
  }
  if (manifest === null) throw new BackupError('damaged', 'manifest.json');
  for (const table of manifest.tables) {
    for (const { file, bytes, sha256 } of table.parts) {
      const found = seen.get(file);
      if (found?.bytes !== bytes || found.sha256 !== sha256) throw new BackupError('damaged', file);
      seen.delete(file);
    }
    if (digests.get(table.name)?.hash.digest('hex') !== table.sha256) throw new BackupError('damaged', table.name);
  }
  const [unknown] = seen.keys();
  if (unknown !== undefined) throw new BackupError('damaged', unknown);
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return { manifest, bytes: (await stat(path)).size, sha256: hash.digest('hex') };
}

/** How many of this version's migrations the archive's database had. Throws `BackupError`: `newer`, `other_schema`. */
export function migrationsOf({ schema }: ArchiveHead): number {
  const own = readMigrations();
  for (const [index, { name, sha256 }] of schema.entries()) {
    const migration = own[index];
    if (migration === undefined) throw new BackupError('newer', name);
    if (migration.name !== name || migration.sha256 !== sha256) throw new BackupError('other_schema', name);
  }
  return schema.length;
}

/** The rows of an archive that was verified, part by part: cells as text, null for null. */
export async function* partsOf(
  path: string,
  passphrase: string | null,
  manifest: Manifest,
): AsyncGenerator<{ table: ArchiveTable; rows: (string | null)[][] }> {
  const tables = new Map(manifest.tables.flatMap((table) => table.parts.map(({ file }) => [file, table] as const)));
  for await (const { name, content } of filesOf(path, passphrase)) {
    const table = tables.get(name);
    if (table === undefined) continue;
    const rows = parse(content, {
      from_line: 1,
      record_delimiter: '\n',
      relax_column_count: false,
      skip_empty_lines: false,
      // What is not in quotes is empty, and that is null.
      cast: (value, { quoting }) => (quoting ? value : null),
    }) as (string | null)[][];
    yield { table, rows: rows.slice(1) };
  }
}
