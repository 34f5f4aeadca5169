import type { Archive } from './archive.ts';
import { UploadRefusal } from './refusal.ts';
import { readXml } from './xml.ts';

const BLOCK = 1 << 22;
const ESCAPE = /_x([0-9a-f]{4})_/gi;

/** The shared texts of a workbook, as bytes: a million of them as strings would take five times the memory. */
export class SharedTexts {
  readonly #limit: number;
  #blocks: Buffer[] = [];
  #used = BLOCK;
  #total = 0;
  #places = new Float64Array(1 << 12);
  #lengths = new Uint32Array(1 << 12);
  #count = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The text with an index; null when there is none. */
  at(index: number): string | null {
    if (!Number.isInteger(index) || index < 0 || index >= this.#count) return null;
    const place = this.#places[index]!;
    const start = place % BLOCK;
    return this.#blocks[Math.floor(place / BLOCK)]!.toString('utf8', start, start + this.#lengths[index]!);
  }

  /** Throws `sheet_too_large` when all texts together take more than the limit. */
  add(text: string): void {
    const bytes = Buffer.from(text);
    this.#total += bytes.length + 12;
    if (this.#total > this.#limit)
      throw new UploadRefusal('sheet_too_large', { megabytes: Math.round(this.#limit / 1e6) });
    if (this.#used + bytes.length > BLOCK) {
      // A text longer than a block has one of its own, which is then full.
      this.#blocks.push(Buffer.allocUnsafe(Math.max(BLOCK, bytes.length)));
      this.#used = 0;
    }
    if (this.#count === this.#lengths.length) this.#grow();
    bytes.copy(this.#blocks.at(-1)!, this.#used);
    this.#places[this.#count] = (this.#blocks.length - 1) * BLOCK + this.#used;
    this.#lengths[this.#count++] = bytes.length;
    this.#used = Math.min(BLOCK, this.#used + bytes.length);
  }

  #grow(): void {
    const places = new Float64Array(this.#count * 2);
    places.set(this.#places);
    const lengths = new Uint32Array(this.#count * 2);
    lengths.set(this.#lengths);
    [this.#places, this.#lengths] = [places, lengths];
  }
}

/** The shared texts of a workbook's part: runs of one cell joined, readings of Japanese letters left out. */
export async function readSharedTexts(archive: Archive, part: string, limit: number): Promise<SharedTexts> {
  const texts = new SharedTexts(limit);
  let text = '';
  let inText = false;
  let phonetic = 0;
  await readXml(await archive.stream(part), {
    open: (name) => {
      if (name === 'si') text = '';
      else if (name === 't') inText = phonetic === 0;
      else if (name === 'rPh') phonetic++;
    },
    text: (piece) => {
      if (!inText) return;
      text += piece;
      if (text.length > limit) throw new UploadRefusal('sheet_too_large', { megabytes: Math.round(limit / 1e6) });
    },
    close: (name) => {
      if (name === 'si') texts.add(unescaped(text));
      else if (name === 't') inText = false;
      else if (name === 'rPh') phonetic--;
    },
  });
  return texts;
}

/** `_x000D_` as the character that Excel wrote so. */
export function unescaped(text: string): string {
  return text.includes('_x')
    ? text.replace(ESCAPE, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    : text;
}
