import type { Identity } from '#model/account';
import type { Upload } from '#model/upload';
import { DatabaseError } from '../data/database/database.ts';
import { UploadRefusal } from '../data/desk/read/index.ts';
import type { CheckContexts } from '../data/desk/stage/context.ts';
import type { DeskJobs } from '../data/desk/stage/jobs.ts';
import { MendRefusal } from '../data/desk/stage/mend.ts';
import { TargetRefusal } from '../data/desk/stage/target.ts';
import type { AppContext } from './app-context.ts';
import { AppError } from './problem.ts';

/** What the routes of uploads share. */
export interface UploadDesk {
  readonly context: AppContext;
  readonly contexts: CheckContexts;
  readonly jobs: DeskJobs;
  /** An upload that whoever asks may see. Throws `unknown_upload`. */
  visible(identity: Identity, id: string): Promise<Upload>;
  /** An upload that whoever asks may change. Throws `unknown_upload` or `forbidden`. */
  editable(identity: Identity, id: string): Promise<Upload>;
}

/** Failures of the desk as those of the API. */
export async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TargetRefusal) throw new AppError(error.code);
    if (error instanceof MendRefusal)
      throw error.code === 'invalid_field'
        ? new AppError('invalid_parameter', [{ name: 'edits', reason: 'unknown_field' }])
        : new AppError(error.code);
    if (error instanceof UploadRefusal) {
      if (error.code === 'disk_full') throw new AppError('disk_full', undefined, { cause: error });
      throw new AppError('file_refused', [{ name: 'file', reason: error.code }], { cause: error });
    }
    // 53100: the disk of the database is full.
    if (error instanceof DatabaseError && error.code === '53100')
      throw new AppError('disk_full', undefined, { cause: error });
    throw error;
  }
}
