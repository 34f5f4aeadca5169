import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { LARGEST_FILE_BYTES } from '../../model/upload.ts';
import { UploadRefusal } from '../read/index.ts';
import type { DeskJobs } from './jobs.ts';

/** A line so slow that it sends nothing for this long is dead. */
const SILENT_MILLISECONDS = 60_000;

export interface ReceivedFile {
  readonly id: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Writes the bytes of a request into the folder of uploads, under the id of the upload to be. What does not come in whole leaves
 * nothing. Throws `UploadRefusal`: `file_too_large`, `file_empty`, `disk_full`, `interrupted` when the sender went away.
 */
export async function receiveFile(
  stream: Readable,
  declaredBytes: number | null,
  jobs: DeskJobs,
): Promise<ReceivedFile> {
  const tooLarge = () => new UploadRefusal('file_too_large', { bytes: LARGEST_FILE_BYTES });
  if (declaredBytes !== null && declaredBytes > LARGEST_FILE_BYTES) throw tooLarge();
  // The sender may go away before the first byte is asked for; the pipeline then tells so.
  stream.on('error', () => undefined);
  const id = randomUUID();
  const part = path.join(await jobs.makeFolder(), `${id}.part`);
  const hash = createHash('sha256');
  let bytes = 0;
  const silence = setTimeout(() => stream.destroy(new UploadRefusal('interrupted')), SILENT_MILLISECONDS);
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      silence.refresh();
      bytes += chunk.length;
      hash.update(chunk);
      if (bytes > LARGEST_FILE_BYTES) done(tooLarge());
      else done(null, chunk);
    },
  });
  try {
    await pipeline(stream, measure, createWriteStream(part, { flags: 'wx' }));
    if (bytes === 0) throw new UploadRefusal('file_empty');
    await rename(part, jobs.fileOf(id));
  } catch (error) {
    await rm(part, { force: true });
    throw refusalOf(error);
  } finally {
    clearTimeout(silence);
  }
  return { id, bytes, sha256: hash.digest('hex') };
}

function refusalOf(error: unknown): unknown {
  const { code } = error as { code?: unknown };
  if (code === 'ENOSPC' || code === 'EDQUOT') return new UploadRefusal('disk_full', {}, { cause: error });
  // The sender went away in the middle.
  if (code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET')
    return new UploadRefusal('interrupted', {}, { cause: error });
  return error;
}
