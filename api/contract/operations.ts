import { z } from 'zod';
import { CUSTODIAN } from '#model/account';
import { endpoint } from './endpoint.ts';

/** Why a backup, or the restore that tested it, failed. */
export const BackupFailureCode = z.enum([
  'damaged',
  'foreign',
  'newer',
  'other_schema',
  'not_empty',
  'passphrase_needed',
  'wrong_passphrase',
  'mismatch',
  'busy',
  'disk_full',
  'interrupted',
  'no_answer',
  'database',
  'unexpected',
]);
export type BackupFailureCode = z.infer<typeof BackupFailureCode>;

export const BackupRun = z.object({
  id: z.number().int().positive(),
  /** By the clock, at the desk, or by `npm run backup`. */
  occasion: z.enum(['scheduled', 'asked', 'command']),
  startedAt: z.string(),
  /** Null while it is under way. */
  finishedAt: z.string().nullable(),
  outcome: z.enum(['complete', 'failed']).nullable(),
  failure: BackupFailureCode.nullable(),
  fileName: z.string().nullable(),
  fileBytes: z.number().int().positive().nullable(),
  sha256: z.string().nullable(),
  encrypted: z.boolean().nullable(),
  tables: z.number().int().nullable(),
  rows: z.number().int().nullable(),
  /** When it was brought into an empty database and compared row by row; null where no test was due. */
  restoreTestedAt: z.string().nullable(),
  restoreFailure: BackupFailureCode.nullable(),
  /** When its file gave way to younger ones, or was missed. */
  removedAt: z.string().nullable(),
});
export type BackupRun = z.infer<typeof BackupRun>;

/** What an administrator has to know; the gravest first. */
export const BackupWarning = z.enum(['never', 'failed', 'old', 'restore_failed', 'untested', 'off', 'readable']);
export type BackupWarning = z.infer<typeof BackupWarning>;

export const BackupState = z.object({
  engine: z.enum(['embedded', 'server']),
  /** Hours between two backups; null when none is made by the clock. */
  hours: z.number().positive().nullable(),
  /** Where they lie on the server's machine. */
  folder: z.string(),
  running: z
    .object({ step: z.enum(['copy', 'write', 'verify', 'test']), done: z.number(), total: z.number() })
    .nullable(),
  last: BackupRun.nullable(),
  lastTestedAt: z.string().nullable(),
  warnings: z.array(BackupWarning),
  items: z.array(BackupRun),
});
export type BackupState = z.infer<typeof BackupState>;

export const operationsContract = {
  backups: endpoint(
    'GET',
    '/api/v1/backups',
    'Backups: the last, the last tested restore, and what is wrong',
    CUSTODIAN,
    {
      response: BackupState,
    },
  ),
  createBackup: endpoint('POST', '/api/v1/backups', 'Begins a backup', CUSTODIAN, { response: BackupRun }),
} as const;
