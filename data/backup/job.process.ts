// The process that does one backup: memory and work of it are not the server's, and it may be killed at any moment.
import { rm } from 'node:fs/promises';
import { openEmbedded } from '../database/embedded.ts';
import { openServer } from '../database/server.ts';
import { backupErrorOf, BackupError } from './archive-format.ts';
import { verifyArchive } from './archive-reader.ts';
import { writeArchive } from './archive-writer.ts';
import type { BackupJob, JobMessage } from './job.ts';
import { restoreBeside } from './restore.ts';

const tell = (message: JobMessage) => new Promise<void>((done) => process.send!(message, () => done()));
// Nobody is left to tell: the next backup removes what is unfinished.
process.on('disconnect', () => process.exit(1));

async function perform(job: BackupJob): Promise<void> {
  const database =
    job.source.engine === 'embedded'
      ? await openEmbedded(job.source.copy, { hoursBetweenDumps: null })
      : await openServer(job.source.url, { connections: 1 });
  const { path, region, softwareVersion, passphrase, now } = job;
  const written = await writeArchive(database, {
    path,
    region,
    softwareVersion,
    passphrase,
    now: new Date(now),
    onTable: (name, done, total) => void tell({ kind: 'progress', step: 'write', table: name, done, total }),
  }).finally(() => database.close());
  void tell({ kind: 'progress', step: 'verify', table: null, done: 0, total: 1 });
  const read = await verifyArchive(path, passphrase);
  if (read.sha256 !== written.sha256) throw new BackupError('mismatch', path);
  let restoreFailure: string | null = null;
  if (job.testFolder !== null) {
    try {
      await restoreBeside(job.testFolder, {
        file: path,
        passphrase,
        onTable: (name, done, total) => void tell({ kind: 'progress', step: 'test', table: name, done, total }),
      });
    } catch (error) {
      const { code, message } = backupErrorOf(error);
      restoreFailure = code;
      void tell({ kind: 'restore_failed', message });
    } finally {
      await rm(job.testFolder, { recursive: true, force: true });
      await rm(`${job.testFolder}.lock`, { force: true });
    }
  }
  const { tables } = written.manifest;
  await tell({
    kind: 'done',
    bytes: written.bytes,
    sha256: written.sha256,
    tables: tables.length,
    rows: tables.reduce((sum, table) => sum + table.rows, 0),
    tested: job.testFolder !== null,
    restoreFailure,
  });
}

process.on('message', (job: BackupJob) => {
  perform(job)
    .catch((error: unknown) => {
      const { code, detail } = backupErrorOf(error);
      return tell({ kind: 'failed', code, detail });
    })
    .finally(() => process.exit());
});
void tell({ kind: 'ready' });
