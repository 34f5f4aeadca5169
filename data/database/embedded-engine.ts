// The worker thread that runs the embedded PostGIS, seen from the main thread.
import { Worker } from 'node:worker_threads';
import { sqlState, type Row } from './database.ts';
import type { PackedRows, WorkerError, WorkerReply, WorkerRequest, WorkerStart } from './embedded.worker.ts';
import { defaultDeadlineSeconds, describeFailure, type Session } from './session.ts';
import type { EncodedParameter } from './values.ts';

type Answer = { resolve: (value: unknown) => void; reject: (error: WorkerError) => void };
type Task = WorkerRequest extends infer R ? (R extends { id: number } ? Omit<R, 'id'> : never) : never;

/** The worker thread: started, asked one thing at a time, stopped, and started again after it was lost. */
export class Engine implements Session {
  restarts = 0;
  onNotification: (channel: string, payload: string) => void = () => undefined;
  readonly #folder: string;
  #dumpFile: string | null;
  #worker: Worker | null = null;
  #waiting = new Map<number, Answer>();
  #lastId = 0;

  constructor(folder: string, dumpFile: string | null = null) {
    this.#folder = folder;
    this.#dumpFile = dumpFile;
  }

  async start(): Promise<void> {
    const start: WorkerStart = { folder: this.#folder, dumpFile: this.#dumpFile };
    const worker = new Worker(new URL('./embedded.worker.start.mjs', import.meta.url), { workerData: start });
    this.#dumpFile = null;
    this.#worker = worker;
    const started = new Promise<void>((ready, refused) => {
      worker.on('message', (reply: WorkerReply) => {
        if (reply.kind === 'ready') ready();
        else if (reply.kind === 'notification') this.onNotification(reply.channel, reply.payload);
        else if (reply.id === null)
          refused(describeFailure(reply.kind === 'failed' ? reply.error : lost, 'start', reply));
        else this.#answer(reply);
      });
      worker.on('error', (error) => this.#lose(worker, error, refused));
      worker.on('exit', () => this.#lose(worker, new Error('The database thread ended'), refused));
    });
    try {
      await started;
    } catch (error) {
      // An engine that failed to start may linger with its gigabyte.
      this.#worker = null;
      await worker.terminate();
      throw error;
    }
  }

  async run(sql: string, parameters: readonly EncodedParameter[], deadlineSeconds: number | null): Promise<Row[]> {
    const packed = await this.#ask({ kind: 'run', sql, parameters }, deadlineSeconds ?? defaultDeadlineSeconds, sql);
    return unpackRows(packed as PackedRows);
  }

  async dump(): Promise<Uint8Array> {
    return (await this.#ask({ kind: 'dump' }, 3600, 'dump')) as Uint8Array;
  }

  /** Lets the engine write its checkpoint and ends the thread. */
  async stop(): Promise<void> {
    const worker = this.#worker;
    if (worker === null) return;
    await this.#ask({ kind: 'close' }, 60, 'close').catch(() => undefined);
    this.#worker = null;
    await worker.terminate();
  }

  async #ask(task: Task, deadlineSeconds: number, sql: string): Promise<unknown> {
    const worker = this.#worker;
    // Lost within a transaction: its later statements must not run on a new session.
    if (worker === null) throw describeFailure(lost, sql, lost);
    const id = ++this.#lastId;
    const late = {
      message: `No answer within ${deadlineSeconds} s`,
      code: sqlState.deadlinePassed,
      constraint: null,
      detail: null,
    };
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise((resolve, reject) => {
        this.#waiting.set(id, { resolve, reject });
        // The engine ignores statement_timeout and cannot be interrupted, so its thread is ended; the folder recovers as
        // after a killed process.
        timer = setTimeout(() => this.#end(worker, late), deadlineSeconds * 1000);
        worker.postMessage({ id, ...task });
      });
    } catch (error) {
      throw describeFailure(error as WorkerError, sql, error);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Starts the thread again if it was lost; true when it had to. */
  async revive(): Promise<boolean> {
    if (this.#worker !== null) return false;
    this.restarts++;
    await this.start();
    return true;
  }

  #answer(reply: Extract<WorkerReply, { id: number | null }>): void {
    const answer = this.#waiting.get(reply.id!);
    this.#waiting.delete(reply.id!);
    if (reply.kind === 'done') answer?.resolve(reply.value);
    else answer?.reject(reply.error);
  }

  #end(worker: Worker, reason: WorkerError): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    void worker.terminate().then(() => this.#rejectAll(reason));
  }

  #lose(worker: Worker, error: Error, refused: (error: Error) => void): void {
    refused(error);
    if (this.#worker !== worker) return;
    this.#worker = null;
    this.#rejectAll({ ...lost, message: `${lost.message}: ${error.message}` });
  }

  #rejectAll(reason: WorkerError): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const answer of waiting) answer.reject(reason);
  }
}

function unpackRows({ columns, cells }: PackedRows): Row[] {
  const rows: Row[] = [];
  for (let start = 0; start < cells.length; start += columns.length) {
    const row: Row = {};
    for (let column = 0; column < columns.length; column++) row[columns[column]!] = cells[start + column];
    rows.push(row);
  }
  return rows;
}

const lost: WorkerError = {
  message: 'The database thread was lost',
  code: sqlState.engineStopped,
  constraint: null,
  detail: null,
};
