import type { FastifyInstance } from 'fastify';
import { BackupError } from '../../data/backup/archive-format.ts';
import { readRuns, type StoredRun } from '../../data/backup/runs.ts';
import { recordAudit } from '../../data/desk/audit.ts';
import type { AppContext } from '../app-context.ts';
import { backupWarnings } from '../backup-warnings.ts';
import { BackupFailureCode, operationsContract, type BackupRun } from '../contract/operations.ts';
import { serve } from '../endpoint.ts';
import { AppError } from '../problem.ts';

const MOST_RUNS = 100;

/** Backups for the custodian. What the database knows of them is no one's but the owner's, so the role is checked here. */
export function backupRoutes(app: FastifyInstance, { database, backups }: AppContext): void {
  const runsOf = async () => (await readRuns(database, MOST_RUNS)).map(toRun);

  serve(app, operationsContract.backups, async () => {
    if (backups === null) throw new AppError('not_ready');
    const items = await runsOf();
    const last = items.find(({ outcome, removedAt }) => outcome === 'complete' && removedAt === null) ?? null;
    const lastTestedAt =
      items.find(({ restoreTestedAt, restoreFailure }) => restoreTestedAt !== null && restoreFailure === null)
        ?.restoreTestedAt ?? null;
    const { hours, folder } = backups;
    const running = backups.progress();
    return {
      engine: database.engine,
      hours,
      folder,
      running: running && { step: running.step, done: running.done, total: running.total },
      last,
      lastTestedAt,
      warnings: backupWarnings({ runs: items, last, lastTestedAt, hours }, new Date()),
      items,
    };
  });

  serve(app, operationsContract.createBackup, async (_query, _params, { identity }) => {
    if (backups === null) throw new AppError('not_ready');
    let run: number;
    try {
      const begun = await backups.begin('asked', identity.account);
      run = begun.run;
      // How it ends stands in its row.
      begun.finished.catch(() => undefined);
    } catch (error) {
      if (error instanceof BackupError && error.code === 'busy')
        throw new AppError('busy', undefined, { cause: error });
      throw error;
    }
    await database.transaction((transaction) =>
      recordAudit(transaction, identity, { action: 'backup.started', subject: String(run) }),
    );
    return (await runsOf()).find(({ id }) => id === run)!;
  });
}

function toRun(stored: StoredRun): BackupRun {
  const failureOf = (code: string | null) => (code === null ? null : BackupFailureCode.catch('unexpected').parse(code));
  return {
    id: stored.id,
    occasion: stored.occasion,
    startedAt: stored.started_at,
    finishedAt: stored.finished_at,
    outcome: stored.outcome,
    failure: failureOf(stored.failure),
    fileName: stored.file_name,
    fileBytes: stored.file_bytes,
    sha256: stored.sha256,
    encrypted: stored.encrypted,
    tables: stored.tables,
    rows: stored.rows,
    restoreTestedAt: stored.restore_tested_at,
    restoreFailure: failureOf(stored.restore_failure),
    removedAt: stored.removed_at,
  };
}
