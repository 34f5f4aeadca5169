import { createReadStream } from 'node:fs';
import { TextDecoder } from 'node:util';
import { UploadRefusal } from './refusal.ts';

export interface TextSurvey {
  /** Label of the WHATWG Encoding Standard, as `TextDecoder` takes it. */
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  /** Bytes of the byte order mark. */
  markBytes: number;
  bytes: number;
}

/** Bytes that Windows-1252 does not define, and controls that no text has. */
const NO_TEXT = new Uint8Array(256);
for (const byte of [0x81, 0x8d, 0x8f, 0x90, 0x9d]) NO_TEXT[byte] = 1;
for (let byte = 0; byte < 0x20; byte++) if (![0x09, 0x0a, 0x0c, 0x0d, 0x1a, 0x1e].includes(byte)) NO_TEXT[byte] = 2;
const AT_ONCE = 1 << 20;

/** The encoding that a mark at the start names, or that zeros at every other byte show; null when neither. */
export function markedEncoding(head: Uint8Array): Pick<TextSurvey, 'encoding' | 'markBytes'> | null {
  const [a, b, c, d] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', markBytes: 3 };
  if (a === 0xff && b === 0xfe && !(c === 0 && d === 0)) return { encoding: 'utf-16le', markBytes: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', markBytes: 2 };
  let even = 0;
  let odd = 0;
  for (let index = 0; index + 1 < head.length; index += 2) {
    if (head[index] === 0) even++;
    if (head[index + 1] === 0) odd++;
  }
  const pairs = head.length >> 1;
  if (pairs >= 4 && odd > pairs * 0.6 && even < pairs * 0.05) return { encoding: 'utf-16le', markBytes: 0 };
  if (pairs >= 4 && even > pairs * 0.6 && odd < pairs * 0.05) return { encoding: 'utf-16be', markBytes: 0 };
  return null;
}

/**
 * Reads a whole text file once and says in which encoding it is: UTF-8 when every byte fits, else Windows-1252 (Latin-1 is
 * read alike). Throws `encoding_unknown` when bytes fit neither, `malformed` when it has zeros in the middle as a damaged disk leaves.
 */
export async function surveyText(path: string): Promise<TextSurvey> {
  let marked: Pick<TextSurvey, 'encoding' | 'markBytes'> | null = null;
  let utf8: TextDecoder | null = new TextDecoder('utf-8', { fatal: true });
  let bytes = 0;
  let undefinedAt = -1;
  let multibyte = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: AT_ONCE }) as AsyncIterable<Buffer>) {
    if (bytes === 0) marked = markedEncoding(chunk.subarray(0, 4096));
    bytes += chunk.length;
    if (marked !== null && marked.encoding !== 'utf-8') continue;
    for (let index = 0; index < chunk.length; index++) {
      const kind = NO_TEXT[chunk[index]!]!;
      if (kind === 2) throw new UploadRefusal('malformed', { byte: bytes - chunk.length + index });
      if (kind === 1 && undefinedAt < 0) undefinedAt = bytes - chunk.length + index;
      if (chunk[index]! >= 0xc2 && (chunk[index + 1]! & 0xc0) === 0x80) multibyte++;
    }
    if (utf8 === null) continue;
    try {
      utf8.decode(chunk, { stream: true });
    } catch {
      utf8 = null;
    }
  }
  if (marked !== null && marked.encoding !== 'utf-8') {
    if ((bytes - marked.markBytes) % 2 === 1) throw new UploadRefusal('malformed', { byte: bytes });
    return { ...marked, bytes };
  }
  if (utf8 !== null && ended(utf8)) return { encoding: 'utf-8', markBytes: marked?.markBytes ?? 0, bytes };
  // A mark promises UTF-8; many well-formed letters of several bytes do so too: then a part of the file came from elsewhere.
  if (marked !== null || undefinedAt >= 0 || multibyte > 50)
    throw new UploadRefusal('encoding_unknown', undefinedAt >= 0 ? { byte: undefinedAt } : {});
  return { encoding: 'windows-1252', markBytes: 0, bytes };
}

/** Whether the text does not break off within a letter. */
function ended(decoder: TextDecoder): boolean {
  try {
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/** The text in pieces, with the bytes read so far. */
export async function* textOf(
  path: string,
  { encoding, markBytes }: TextSurvey,
): AsyncGenerator<{ text: string; bytes: number }> {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  let bytes = markBytes;
  for await (const chunk of createReadStream(path, {
    start: markBytes,
    highWaterMark: 256 * 1024,
  }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    yield { text: decoder.decode(chunk, { stream: true }), bytes };
  }
  yield { text: decoder.decode(), bytes };
}
