// What is at work on uploads: one at a time, so that a large file leaves the server to everybody else.
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { RegionProfile } from '#model/region';
import type { FileRefusal, UploadJob } from '#model/upload';
import type { Database, Queryable } from '../../database/database.ts';
import { UploadRefusal } from '../read/index.ts';
import type { CheckContexts, UploadState } from './context.ts';
import { checkRows } from './check-job.ts';
import { firstMapping } from './mapping.ts';
import { deleteRows, readRows } from './read-job.ts';
import { statement } from './statements.ts';
import { storableJson } from './storable.ts';

const MILLISECONDS_BETWEEN_BEATS = 500;
/** A process that shares a server and was silent for so long is gone. */
const SECONDS_UNTIL_GONE = 90;
const MILLISECONDS_BETWEEN_SEARCHES = 60_000;

interface Task {
  readonly id: string;
  readonly kind: 'reading' | 'checking';
  readonly layer: string | null;
  readonly stop: AbortController;
}

export interface DeskJobsOptions {
  readonly database: Database;
  readonly profile: RegionProfile;
  readonly contexts: CheckContexts;
  /** Folder of uploaded files; made when it is needed. */
  readonly folder: string;
  readonly onError: (error: unknown) => void;
}

/** Reads and checks uploads in the background. What a process that ended left behind is found by the next one. */
export class DeskJobs {
  readonly owner = randomUUID();
  private readonly options: DeskJobsOptions;
  private readonly tasks: Task[] = [];
  private working: Promise<void> | null = null;
  private search: NodeJS.Timeout | null = null;
  private isClosed = false;

  constructor(options: DeskJobsOptions) {
    this.options = options;
  }

  /** Where the file of an upload is kept while it is a draft. */
  fileOf(id: string): string {
    return path.join(this.options.folder, `${id}.file`);
  }

  /** Takes the file of an upload away, if it is there. */
  async removeFile(id: string): Promise<void> {
    await rm(this.fileOf(id), { force: true });
  }

  async makeFolder(): Promise<string> {
    await mkdir(this.options.folder, { recursive: true });
    return this.options.folder;
  }

  /** Takes up what another process left, and removes files that nothing needs. */
  async start(): Promise<void> {
    await this.takeOver();
    await this.removeOrphans();
    if (this.options.database.engine === 'embedded') return;
    this.search = setInterval(() => void this.takeOver().catch(this.options.onError), MILLISECONDS_BETWEEN_SEARCHES);
    this.search.unref();
  }

  /** Puts a job on an upload and begins it. Answers whether it could: nothing else may be at work on it. */
  async enqueue(id: string, kind: Task['kind']): Promise<boolean> {
    const isMarked = await this.mark(this.options.database, id, kind);
    if (isMarked) this.push(id, kind);
    return isMarked;
  }

  /** Puts a job on an upload that `push` begins once the transaction is through. Answers whether it could. */
  async mark(database: Queryable, id: string, kind: Task['kind']): Promise<boolean> {
    const job: UploadJob = { kind, done: 0, total: null };
    return (await database.query(statement('start-job'), [id, job, this.owner])).length > 0;
  }

  /** A job whose row in the database is there already. */
  push(id: string, kind: Task['kind'], layer: string | null = null): void {
    this.tasks.push({ id, kind, layer, stop: new AbortController() });
    this.working ??= this.work().finally(() => (this.working = null));
  }

  /** Stops what is at work on an upload. The rows stay; `discard` takes them away. */
  stop(id: string): void {
    for (const task of this.tasks) if (task.id === id) task.stop.abort(new UploadRefusal('interrupted'));
  }

  /** Takes rows and file of an upload away that is not wanted any more. */
  async discard(id: string): Promise<void> {
    this.stop(id);
    await this.settled(id);
    await deleteRows(this.options.database, id);
    await this.removeFile(id);
  }

  /** Resolves when nothing is at work on an upload, or nothing at all. */
  async settled(id?: string): Promise<void> {
    while (this.working !== null && this.tasks.some((task) => id === undefined || task.id === id))
      await Promise.race([this.working, new Promise((resolve) => setTimeout(resolve, 50))]);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    if (this.search) clearInterval(this.search);
    for (const task of this.tasks) task.stop.abort(new UploadRefusal('interrupted'));
    await this.working;
  }

  private async work(): Promise<void> {
    for (let task = this.tasks[0]; task !== undefined; task = this.tasks[0]) {
      try {
        await this.run(task);
      } catch (error) {
        this.options.onError(error);
      } finally {
        this.tasks.shift();
      }
    }
  }

  private async run({ id, kind, layer, stop: { signal } }: Task): Promise<void> {
    const { database } = this.options;
    try {
      signal.throwIfAborted();
      // The job before this one on the same upload took the mark of both away.
      if (!(await this.mark(database, id, kind))) return;
      if (kind === 'reading') await this.read(id, layer, signal);
      await this.check(id, signal);
      await database.query(statement('end-job'), [id, this.owner]);
    } catch (error) {
      // Somebody took it away, or the server stops: what is to become of it was decided elsewhere.
      if (signal.aborted) return;
      const refusal = refusalOf(error);
      if (refusal === null) this.options.onError(error);
      const { facts } = await this.state(id);
      // The rows are there: they can be checked again, and until then nobody can publish them.
      if (facts !== null && (refusal === null || kind === 'checking')) {
        await database.query(statement('end-job'), [id, this.owner]);
        return;
      }
      const { code, details } = refusal ?? { code: 'interrupted' as FileRefusal, details: {} };
      await database.query(statement('fail-upload'), [id, code, storableJson(details)]);
      await deleteRows(database, id);
      await this.removeFile(id);
    }
  }

  private async read(id: string, layer: string | null, signal: AbortSignal): Promise<void> {
    const { database, profile, contexts } = this.options;
    const upload = await this.state(id);
    const file = { path: this.fileOf(id), name: upload.fileName };
    const facts = await readRows(
      database,
      id,
      file,
      { bounds: profile.bounds, layer, signal },
      this.beating(id, 'reading'),
    );
    if (upload.family === null || upload.dataset === null) return;
    const { family, dataset, agency, fileName } = upload;
    const { mapping, origin } = await firstMapping(database, contexts, { family, dataset, agency, fileName }, facts);
    await database.query(statement('set-mapping'), [id, mapping, origin]);
  }

  private async check(id: string, signal: AbortSignal): Promise<void> {
    const { database, contexts } = this.options;
    await checkRows(database, await this.state(id), contexts, signal, this.beating(id, 'checking'));
  }

  private async state(id: string): Promise<UploadState> {
    const [upload] = await this.options.database.query<UploadState & Record<string, unknown>>(
      statement('upload-state'),
      [id],
    );
    if (upload === undefined) throw new UploadRefusal('interrupted');
    return upload;
  }

  /** Tells how far a job is now and then. Throws when the upload was taken away. */
  private beating(id: string, kind: Task['kind']): (done: number, total: number | null) => Promise<void> {
    let last = 0;
    return async (done, total) => {
      if (Date.now() - last < MILLISECONDS_BETWEEN_BEATS) return;
      last = Date.now();
      const job: UploadJob = { kind, done, total };
      const beaten = await this.options.database.query(statement('beat'), [id, job, this.owner]);
      if (beaten.length === 0) this.stop(id);
    };
  }

  /** A reading that was broken off has no rows to speak of; a check only has to be done again. */
  private async takeOver(): Promise<void> {
    const { database } = this.options;
    const others = database.engine === 'embedded' ? null : SECONDS_UNTIL_GONE;
    const left = await database.query<{ id: string; kind: string }>(statement('interrupted-jobs'), [
      this.owner,
      others,
    ]);
    for (const { id, kind } of left) {
      if (this.isClosed) return;
      if (kind === 'reading') {
        await database.query(statement('fail-upload'), [id, 'interrupted', {}]);
        await deleteRows(database, id);
      } else if (kind === 'checking') {
        await database.query(statement('take-over-job'), [id, { kind, done: 0, total: null }, this.owner]);
        this.push(id, 'checking');
      } else {
        // A publication is one transaction: what was broken off left nothing.
        await database.query(statement('take-over-job'), [id, null, null]);
      }
    }
  }

  /** Files of uploads that are no drafts any more, and of those that never came in whole. */
  private async removeOrphans(): Promise<void> {
    const { database, folder } = this.options;
    const names = await readdir(folder).catch(() => []);
    if (names.length === 0) return;
    const kept = await database.query<{ id: string }>(statement('kept-files'));
    const wanted = new Set(kept.map(({ id }) => path.basename(this.fileOf(id))));
    for (const name of names) {
      if (/\.(file|part)$/.test(name) && !wanted.has(name)) await rm(path.join(folder, name), { force: true });
    }
  }
}

/** Why a job failed, where that is the file's fault or the disk's; null for a fault of ours. */
function refusalOf(error: unknown): UploadRefusal | null {
  if (error instanceof UploadRefusal) return error;
  const { code } = error as { code?: unknown };
  // 53100: the database's own disk is full.
  return code === 'ENOSPC' || code === '53100' ? new UploadRefusal('disk_full') : null;
}
