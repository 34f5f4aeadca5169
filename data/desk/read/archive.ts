import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { UploadRefusal } from './refusal.ts';
import type { ReadLimits } from './limits.ts';

/** An entry may grow to this many bytes whatever its ratio: a short sheet of equal cells is no bomb. */
const SMALL_BYTES = 32_000_000;
const SYMBOLIC_LINK = 0xa000;
const AES = 99;

/**
 * A zip archive whose list of entries was read and found harmless: no name leads out of it, no entry is a link or encrypted.
 * What is unpacked is counted while it is unpacked; headers are never believed.
 */
export class Archive {
  readonly #zip: ZipFile;
  readonly #limits: ReadLimits;
  readonly entries: ReadonlyMap<string, Entry>;
  #unpacked = 0;

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>, limits: ReadLimits) {
    this.#zip = zip;
    this.entries = entries;
    this.#limits = limits;
  }

  /** Throws `archive_path`, `archive_encrypted`, `archive_bomb` (too many entries) or `malformed`. */
  static async open(file: string, limits: ReadLimits): Promise<Archive> {
    const zip = await openPromise(file, { lazyEntries: true, autoClose: false });
    try {
      return new Archive(zip, await entriesOf(zip, limits), limits);
    } catch (error) {
      zip.close();
      throw error;
    }
  }

  /** Names of files, without folders and without what macOS adds. */
  get names(): string[] {
    return [...this.entries.keys()].filter((name) => !name.endsWith('/') && !/(^|\/)(__MACOSX\/|\.)/.test(name));
  }

  close(): void {
    this.#zip.close();
  }

  /** The unpacked bytes of an entry. Errors: `archive_bomb` by ratio or total, `malformed` when its checksum is not right. */
  async stream(name: string): Promise<Readable> {
    const entry = this.entries.get(name);
    if (entry === undefined) throw new UploadRefusal('malformed', { missing: name.slice(0, 100) });
    const source = await this.#zip.openReadStreamPromise(entry, undefined as never);
    const counted = this.#counter(entry);
    source.on('error', (error) => counted.destroy(error));
    counted.on('close', () => source.destroy());
    return source.pipe(counted);
  }

  /** Unpacks an entry to a file. */
  async extract(name: string, target: string): Promise<void> {
    await pipeline(await this.stream(name), createWriteStream(target));
  }

  #counter(entry: Entry): Transform {
    let bytes = 0;
    let sum = 0;
    const limits = this.#limits;
    const largest = Math.max(SMALL_BYTES, entry.compressedSize * limits.unpackedRatio);
    const name = path.posix.basename(entry.fileName).slice(0, 100);
    return new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        bytes += chunk.length;
        this.#unpacked += chunk.length;
        sum = crc32(chunk, sum);
        if (bytes > largest) return done(new UploadRefusal('archive_bomb', { name, ratio: limits.unpackedRatio }));
        if (this.#unpacked > limits.unpackedBytes)
          return done(new UploadRefusal('archive_bomb', { name, megabytes: Math.round(limits.unpackedBytes / 1e6) }));
        done(null, chunk);
      },
      flush: (done) => done(sum === entry.crc32 ? null : new UploadRefusal('malformed', { name, message: 'checksum' })),
    });
  }
}

async function entriesOf(zip: ZipFile, limits: ReadLimits): Promise<Map<string, Entry>> {
  if (zip.entryCount > limits.archiveEntries)
    throw new UploadRefusal('archive_bomb', { entries: zip.entryCount, limit: limits.archiveEntries });
  const entries = new Map<string, Entry>();
  try {
    for await (const entry of zip.eachEntry()) {
      check(entry, entries);
      entries.set(entry.fileName, entry);
    }
  } catch (error) {
    // yauzl's own check of names, told only by its message.
    if (error instanceof Error && /relative path|absolute path|invalid characters in fileName/.test(error.message))
      throw new UploadRefusal(
        'archive_path',
        { name: error.message.replace(/^.*?: /, '').slice(0, 100) },
        { cause: error },
      );
    throw error;
  }
  return entries;
}

function check(entry: Entry, before: ReadonlyMap<string, Entry>): void {
  const name = entry.fileName.slice(0, 100);
  if (entry.isEncrypted() || (entry.generalPurposeBitFlag & 0x40) !== 0 || entry.compressionMethod === AES)
    throw new UploadRefusal('archive_encrypted', { name });
  if (((entry.externalFileAttributes >>> 16) & 0xf000) === SYMBOLIC_LINK)
    throw new UploadRefusal('archive_path', { name });
  // eslint-disable-next-line no-control-regex
  if (before.has(entry.fileName) || /[\u0000-\u001f]/.test(entry.fileName) || entry.fileName.includes('\\'))
    throw new UploadRefusal('archive_path', { name });
}
