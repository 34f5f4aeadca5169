import type { FileRefusal } from '#model/upload';

export type RefusalDetails = Record<string, string | number>;

/** A file that is not taken in. `code` says why; `details` hold what the sentence of the interface names (limit, row, name …). */
export class UploadRefusal extends Error {
  readonly code: FileRefusal;
  readonly details: RefusalDetails;
  constructor(code: FileRefusal, details: RefusalDetails = {}, options?: { cause: unknown }) {
    super(`${code} ${JSON.stringify(details)}`, options);
    this.name = 'UploadRefusal';
    this.code = code;
    this.details = details;
  }
}

const DISK_FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** What any failure means for the file: a refusal stays one, a full disk says so, anything else is a damaged file. */
export function refusalOf(error: unknown): UploadRefusal {
  if (error instanceof UploadRefusal) return error;
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === 'string' && DISK_FULL.has(code)) return new UploadRefusal('disk_full', {}, { cause: error });
  return new UploadRefusal('malformed', { message: shortened(String(message ?? error)) }, { cause: error });
}

/** A text for a message or an example: at most `length` characters, on one line. */
export function shortened(text: string, length = 200): string {
  // Only the start is looked at: a cell may hold megabytes.
  const line = text
    .slice(0, length * 4)
    .replace(/\s+/g, ' ')
    .trim();
  return line.length <= length ? line : `${line.slice(0, length - 1)}…`;
}
