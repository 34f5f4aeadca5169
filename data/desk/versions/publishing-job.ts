// That an upload is being published, for the desk to show and so that nothing else begins with it.
import { randomUUID } from 'node:crypto';
import type { UploadJob } from '#model/upload';
import type { Database } from '../../database/database.ts';
import { Refusal } from './refusal.ts';
import { statement } from './statements.ts';

const MILLISECONDS_BETWEEN_BEATS = 500;

/** The job of one upload. A process that ended leaves it behind; whoever looks after the uploads then takes it away. */
export class PublishingJob {
  readonly owner = randomUUID();
  private readonly database: Database;
  private readonly upload: string;
  private readonly total: number;
  private last = Date.now();

  private constructor(database: Database, upload: string, total: number) {
    this.database = database;
    this.upload = upload;
    this.total = total;
  }

  /** Puts the job on an upload, of `total` steps. Throws `Refusal` `busy` when something else is at work on it. */
  static async begin(database: Database, upload: string, total: number): Promise<PublishingJob> {
    const job = new PublishingJob(database, upload, total);
    const begun = await database.query(statement('begin-publishing'), [upload, job.state(0), job.owner]);
    if (begun.length === 0) throw new Refusal('busy');
    return job;
  }

  /** Tells now and then how far it is. Throws `Refusal` `busy` when the upload was taken away. */
  async beat(done: number): Promise<void> {
    if (Date.now() - this.last < MILLISECONDS_BETWEEN_BEATS) return;
    this.last = Date.now();
    const beaten = await this.database.query(statement('beat-publishing'), [this.upload, this.state(done), this.owner]);
    if (beaten.length === 0) throw new Refusal('busy');
  }

  /** Takes the job away without having published; the upload stays as it was. */
  async end(): Promise<void> {
    await this.database.query(statement('end-publishing'), [this.upload, this.owner]);
  }

  private state(done: number): UploadJob {
    return { kind: 'publishing', done: Math.min(done, this.total), total: this.total };
  }
}
