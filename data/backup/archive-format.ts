// What an archive holds. It is a tar of texts, so that whoever has no Jangkau can read it with the tools of any system.
import { z } from 'zod';

export const FORMAT = 'jangkau-backup';
export const FORMAT_VERSION = 1;

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** First file of an archive, `backup.json`: enough to refuse it before the rest is read. */
export const ArchiveHead = z.object({
  format: z.literal(FORMAT),
  formatVersion: z.number().int().positive(),
  created: z.string(),
  region: z.string(),
  softwareVersion: z.string(),
  engine: z.enum(['embedded', 'server']),
  /** Migrations that the database had, in order. */
  schema: z.array(z.object({ name: z.string(), sha256: Sha256 })),
});
export type ArchiveHead = z.infer<typeof ArchiveHead>;

export const ArchiveTable = z.object({
  name: z.string(),
  columns: z.array(z.string()),
  rows: z.number().int().nonnegative(),
  /** Of all lines of its rows, without the heads of the parts: equal for equal rows on either engine. */
  sha256: Sha256,
  parts: z.array(z.object({ file: z.string(), bytes: z.number().int(), sha256: Sha256 })),
});
export type ArchiveTable = z.infer<typeof ArchiveTable>;

/** Last file of an archive, `manifest.json`. */
export const Manifest = ArchiveHead.extend({
  tables: z.array(ArchiveTable),
  sequences: z.array(
    z.object({
      name: z.string(),
      lastValue: z
        .string()
        .regex(/^-?\d+$/)
        .nullable(),
    }),
  ),
});
export type Manifest = z.infer<typeof Manifest>;

/** Why a backup or a restore was refused or failed. */
export type BackupFailure =
  /** Bytes are missing or changed. */
  | 'damaged'
  /** No archive of this program. */
  | 'foreign'
  /** Written by a later version of the program: `detail` names what is not known here. */
  | 'newer'
  /** Its tables have another history than this version's. */
  | 'other_schema'
  /** The database to be filled holds data. */
  | 'not_empty'
  | 'passphrase_needed'
  | 'wrong_passphrase'
  /** What was read back is not what was written; `detail` names the table. */
  | 'mismatch'
  /** Another backup is under way. */
  | 'busy'
  | 'disk_full'
  | 'interrupted'
  /** The running server, which has the database, does not answer. */
  | 'no_answer'
  | 'database'
  | 'unexpected';

export class BackupError extends Error {
  readonly code: BackupFailure;
  readonly detail: string | null;
  constructor(code: BackupFailure, detail: string | null = null, options?: { cause: unknown }) {
    super(detail === null ? code : `${code}: ${detail}`, options);
    this.name = 'BackupError';
    this.code = code;
    this.detail = detail;
  }
}

/** What a failure of a disk, the database or anything else is for a backup; a `BackupError` stays itself. */
export function backupErrorOf(error: unknown): BackupError {
  if (error instanceof BackupError) return error;
  const { code, name, message } = error as { code?: unknown; name?: unknown; message?: unknown };
  const failure: BackupFailure =
    code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG' || code === '53100' || code === 'disk_full'
      ? 'disk_full'
      : name === 'DatabaseError'
        ? 'database'
        : 'unexpected';
  return new BackupError(failure, String(message ?? error), { cause: error });
}
