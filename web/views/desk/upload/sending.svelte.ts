import { staffContract } from '#staff-contract';
import { LARGEST_FILE_BYTES, type Upload } from '#model/upload';
import { sendFile } from '../../../backend/upload.ts';
import type { StaffBackend } from '../../../backend/staff-backend.ts';
import { zippedShapefile } from './file/shapefile.ts';

/** What the file dialog offers; the server looks into the file itself. */
export const ACCEPTED = '.csv,.tsv,.txt,.xlsx,.geojson,.json,.zip,.gpkg,.kml,.kmz,.fgb,.shp,.shx,.dbf,.prj,.cpg';

export type SendFailure = 'too_large' | 'empty' | 'several';

/** A file on its way to the server. It goes on while its owner looks at other pages of the desk. */
export class Sending {
  file = $state.raw<File | null>(null);
  sentBytes = $state(0);
  error = $state.raw<Error | null>(null);
  refusedHere = $state<SendFailure | null>(null);
  private controller: AbortController | null = null;

  get isAtWork(): boolean {
    return this.file !== null && this.error === null;
  }
  /** All bytes have left, and the answer is still to come. */
  get isWaiting(): boolean {
    return this.file !== null && this.sentBytes >= this.file.size;
  }

  /** Sends one file, or the parts of one shapefile; answers the upload, null when it was cancelled or failed (`error` or `refusedHere` then says why). */
  async send(staff: StaffBackend, files: readonly File[], dataset?: string): Promise<Upload | null> {
    if (files.length === 0 || this.isAtWork) return null;
    this.error = null;
    const bytes = files.reduce((sum, { size }) => sum + size, 0);
    const whole = bytes > LARGEST_FILE_BYTES ? null : await zippedShapefile(files);
    const [file] = whole ? [whole] : files;
    if (!file) return null;
    this.refusedHere =
      files.length > 1 && !whole
        ? 'several'
        : file.size === 0
          ? 'empty'
          : file.size > LARGEST_FILE_BYTES
            ? 'too_large'
            : null;
    if (this.refusedHere) return null;
    const controller = new AbortController();
    this.controller = controller;
    this.file = file;
    this.sentBytes = 0;
    const query = { file: file.name.slice(-200), ...(dataset === undefined ? {} : { dataset }) };
    try {
      const upload = await sendFile(staff.addressOf('createUpload', { query }), file, {
        answer: staffContract.createUpload.response!,
        onProgress: (sent) => (this.sentBytes = sent),
        signal: controller.signal,
      });
      this.file = null;
      return upload;
    } catch (error) {
      if (controller.signal.aborted) this.file = null;
      else this.error = error instanceof Error ? error : new Error(String(error));
      return null;
    }
  }

  cancel(): void {
    this.controller?.abort(new DOMException('cancelled', 'AbortError'));
    this.clear();
  }

  clear(): void {
    this.file = null;
    this.error = null;
    this.refusedHere = null;
  }
}

/** One file at a time, whatever page shows it. */
export const sending = new Sending();
