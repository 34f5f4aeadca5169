import type { Upload, UploadRow } from '#model/upload';
import type { StaffRequest } from '#staff-contract';
import { BackendError } from '../../../backend/backend.ts';
import type { StaffBackend } from '../../../backend/staff-backend.ts';
import { undoOf, type LastMend, type RowChange } from './undo.ts';

/** How often the server is asked while something is at work: soon at first, then less. */
const FIRST_POLL_MILLISECONDS = 400;
const SLOWEST_POLL_MILLISECONDS = 2000;
const POLL_GROWTH = 1.3;

export type UploadChange = NonNullable<StaffRequest<'changeUpload'>['body']>;

/**
 * One upload while somebody works on it: the server's latest word, asked again as long as something is at work, and the
 * changes in the order in which they were made. What could not be saved stays said (`failure`) until it is.
 */
export class UploadWork {
  upload = $state.raw<Upload | null>(null);
  /** Why the upload itself cannot be shown. */
  error = $state.raw<Error | null>(null);
  /** Why the last change was not saved. */
  failure = $state.raw<Error | null>(null);
  /** Changes that are on their way. */
  pending = $state(0);
  lastMend = $state.raw<LastMend | null>(null);
  /** Grows whenever rows may be others than before; never while they are being checked. */
  revision = $state(0);
  private readonly staff: StaffBackend;
  private readonly id: string;
  private readonly stopped = new AbortController();
  private queue: Promise<unknown> = Promise.resolve();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private wait = FIRST_POLL_MILLISECONDS;

  constructor(staff: StaffBackend, id: string) {
    this.staff = staff;
    this.id = id;
  }

  get signal(): AbortSignal {
    return this.stopped.signal;
  }
  get isSaving(): boolean {
    return this.pending > 0;
  }

  /** Asks for the upload, and again as long as something is at work on it. */
  async refresh(): Promise<void> {
    clearTimeout(this.timer);
    try {
      const upload = await this.staff.ask('upload', { params: { id: this.id } }, this.signal);
      this.error = null;
      this.accept(upload);
    } catch (error) {
      if (this.signal.aborted) return;
      // What is known stays on the screen; only the first answer is worth an error page.
      if (this.upload === null || !canRetry(error)) this.error = asError(error);
      if (this.upload !== null && canRetry(error)) this.pollLater();
    }
  }

  /** The server's newest word. */
  accept(upload: Upload): void {
    const before = this.upload;
    this.upload = upload;
    if (upload.job !== null) {
      this.pollLater();
      return;
    }
    this.wait = FIRST_POLL_MILLISECONDS;
    const isSame =
      before !== null &&
      before.job === null &&
      before.changedAt === upload.changedAt &&
      before.state === upload.state &&
      before.version === upload.version;
    if (!isSame) this.revision += 1;
  }

  private pollLater(): void {
    if (this.signal.aborted) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.refresh(), this.wait);
    this.wait = Math.min(this.wait * POLL_GROWTH, SLOWEST_POLL_MILLISECONDS);
  }

  /** Makes one change after the others; answers whether it was saved. The reason of a failure stays in `failure`. */
  private change(make: () => Promise<Upload>): Promise<boolean> {
    this.pending += 1;
    const made = this.queue.then(async () => {
      try {
        const upload = await make();
        this.failure = null;
        this.accept(upload);
        this.revision += 1;
        return true;
      } catch (error) {
        if (!this.signal.aborted) this.failure = asError(error);
        return false;
      } finally {
        this.pending -= 1;
      }
    });
    this.queue = made;
    return made;
  }

  configure(body: UploadChange): Promise<boolean> {
    const params = { id: this.id };
    return this.change(() => this.staff.ask('changeUpload', { params, body }, this.signal));
  }

  /** Mends one row; afterwards `lastMend` says how to take it back. */
  mend(before: UploadRow, body: RowChange): Promise<boolean> {
    const params = { id: this.id, row: String(before.row) };
    return this.change(async () => {
      const { upload } = await this.staff.ask('changeUploadRow', { params, body }, this.signal);
      this.lastMend = { row: before.row, before, change: body };
      return upload;
    });
  }

  /** Puts the row that was mended last back to what it was. */
  undo(): Promise<boolean> {
    const last = this.lastMend;
    if (last === null) return Promise.resolve(false);
    const params = { id: this.id, row: String(last.row) };
    return this.change(async () => {
      const body = undoOf(last);
      const { upload } = await this.staff.ask('changeUploadRow', { params, body }, this.signal);
      this.lastMend = null;
      return upload;
    });
  }

  /** One remedy for every row with a reason; answers how many rows it mended, null when it was not saved. */
  async mendAll(reason: NonNullable<StaffRequest<'mendUploadRows'>['body']>['reason'], remedy: string) {
    let mended: number | null = null;
    await this.change(async () => {
      const answer = await this.staff.ask(
        'mendUploadRows',
        { params: { id: this.id }, body: { reason, remedy } },
        this.signal,
      );
      mended = answer.mended;
      this.lastMend = null;
      return answer.upload;
    });
    return mended as number | null;
  }

  submit(): Promise<boolean> {
    return this.change(() => this.staff.ask('submitUpload', { params: { id: this.id } }, this.signal));
  }
  giveBack(remark: string): Promise<boolean> {
    return this.change(() =>
      this.staff.ask('returnUpload', { params: { id: this.id }, body: { remark } }, this.signal),
    );
  }
  publish(): Promise<boolean> {
    return this.change(
      async () => (await this.staff.ask('publishUpload', { params: { id: this.id } }, this.signal)).upload,
    );
  }
  /** Stops what is at work, or throws the draft away. */
  async cancel(): Promise<boolean> {
    try {
      await this.staff.ask('cancelUpload', { params: { id: this.id } }, this.signal);
      await this.refresh();
      return true;
    } catch (error) {
      if (!this.signal.aborted) this.failure = asError(error);
      return false;
    }
  }

  stop(): void {
    clearTimeout(this.timer);
    this.stopped.abort();
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
const canRetry = (error: unknown): boolean => error instanceof BackendError && error.canRetry;
