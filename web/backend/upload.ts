import { Problem } from '#contract';
import type { z } from 'zod';
import { BackendError } from './backend.ts';

export interface SendOptions<T extends z.ZodType> {
  /** Shape of the answer. */
  readonly answer: T;
  /** Bytes that have left so far; the last call has all of them. */
  readonly onProgress: (sentBytes: number, totalBytes: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Sends the bytes of a file and answers what the server made of it. `fetch` cannot tell how much of a body has left, which
 * matters for files of a hundred megabytes. Throws `BackendError`; an aborted one throws the signal's reason.
 */
export function sendFile<T extends z.ZodType>(
  address: string,
  file: Blob,
  { answer, onProgress, signal }: SendOptions<T>,
): Promise<z.output<T>> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason as Error);
      return;
    }
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    const settle = (outcome: () => void) => {
      signal.removeEventListener('abort', stop);
      outcome();
    };
    const fail = (kind: 'offline' | 'unreachable' | 'malformed', cause?: unknown) =>
      settle(() => reject(new BackendError(kind, null, Date.now(), { cause })));
    request.open('POST', address);
    request.responseType = 'text';
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', (event) => onProgress(event.loaded, file.size));
    request.upload.addEventListener('load', () => onProgress(file.size, file.size));
    request.addEventListener('abort', () => settle(() => reject(signal.reason as Error)));
    request.addEventListener('error', () => fail(navigator.onLine ? 'unreachable' : 'offline'));
    request.addEventListener('load', () => {
      const json = jsonOf(request.responseText);
      if (request.status >= 200 && request.status < 300) {
        const parsed = answer.safeParse(json);
        if (parsed.success) settle(() => resolve(parsed.data));
        else fail('malformed', parsed.error);
        return;
      }
      const problem = Problem.safeParse(json);
      if (problem.success) settle(() => reject(new BackendError('problem', problem.data, Date.now())));
      else fail('unreachable', new Error(`HTTP ${request.status}`));
    });
    signal.addEventListener('abort', stop);
    request.send(file);
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
