import { createHash } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** A download that failed. `not_found` 404 and the like, `stall` no byte for too long, `no_network` nobody answers. */
export class FetchError extends Error {
  readonly code: 'checksum' | 'not_found' | 'server' | 'stall' | 'no_network' | 'cancelled';
  constructor(code: FetchError['code'], message: string, options?: { cause: unknown }) {
    super(message, options);
    this.name = 'FetchError';
    this.code = code;
  }
}

export interface FetchOptions {
  /** How long to wait for the first answer. Default 10 s. */
  connectSeconds?: number;
  /** How long the stream may be silent. Default 20 s. */
  stallSeconds?: number;
  signal?: AbortSignal | undefined;
  onProgress?: (receivedBytes: number) => void;
}

/**
 * Downloads a file to `target` and resolves when its sha256 is the pinned one. It grows as `target.part` and gets its name only
 * then, so what stands under that name is whole and right. Throws `FetchError`; nothing is left behind.
 */
export async function fetchFile(
  { url, sha256 }: { url: string; sha256: string },
  target: string,
  { connectSeconds = 10, stallSeconds = 20, signal, onProgress }: FetchOptions = {},
): Promise<void> {
  const part = `${target}.part`;
  const silence = new AbortController();
  const abort = signal === undefined ? silence.signal : AbortSignal.any([silence.signal, signal]);
  let timer = setTimeout(() => silence.abort(), connectSeconds * 1000);
  let answered = false;
  await mkdir(path.dirname(target), { recursive: true });
  try {
    const response = await fetch(url, { signal: abort, redirect: 'follow' });
    answered = true;
    if (!response.ok || response.body === null) {
      void response.body?.cancel();
      const gone = response.status === 404 || response.status === 410;
      throw new FetchError(gone ? 'not_found' : 'server', `${url} answered ${response.status}`);
    }
    const hash = createHash('sha256');
    let received = 0;
    const file = await open(part, 'w');
    try {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), stallSeconds * 1000);
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
        timer.refresh();
        hash.update(chunk);
        await file.writeFile(chunk);
        received += chunk.byteLength;
        onProgress?.(received);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    const found = hash.digest('hex');
    if (found !== sha256) throw new FetchError('checksum', `${url} has sha256 ${found}, not ${sha256}`);
    await rename(part, target);
  } catch (cause) {
    await rm(part, { force: true });
    if (cause instanceof FetchError) throw cause;
    if (signal?.aborted) throw new FetchError('cancelled', `${url}: cancelled`, { cause });
    if (silence.signal.aborted) {
      throw answered
        ? new FetchError('stall', `${url} sent nothing for ${stallSeconds} s`, { cause })
        : new FetchError('no_network', `${url} did not answer within ${connectSeconds} s`, { cause });
    }
    throw new FetchError(answered ? 'stall' : 'no_network', `${url}: ${answered ? 'broke off' : 'nobody answers'}`, {
      cause,
    });
  } finally {
    clearTimeout(timer);
  }
}
