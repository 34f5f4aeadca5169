import { UploadRefusal } from './refusal.ts';

const [OPEN, CLOSE, LIST, END, QUOTE, ESCAPE, COLON, COMMA] = [0x7b, 0x7d, 0x5b, 0x5d, 0x22, 0x5c, 0x3a, 0x2c];
const isSpace = (byte: number) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0x1e;

/** One feature or member, as the text of its JSON. */
export interface JsonPiece {
  /** Name of the member of the top level; null for an element of `features`. */
  member: string | null;
  text: string;
  /** Opening brackets of lists within: about the vertices of a geometry. */
  lists: number;
  /** Which object of the file it belongs to, from 0: a sequence has one per line. */
  object: number;
}

/**
 * Cuts JSON text (UTF-8) into the elements of the list `features` of its outermost object and that object's other members,
 * without keeping more of it than one of them. What is in a piece is left to `JSON.parse`.
 */
export class JsonPieces {
  readonly #largest: { bytes: number; lists: number };
  #parts: Buffer[] = [];
  #held = 0;
  #depth = 0;
  #lists = 0;
  #inString = false;
  #escaped = false;
  #objects = -1;
  /** Where we are: before an object, before a key, in a key, after it, in a value, or between elements of `features`. */
  #state:
    | 'outside'
    | 'before-key'
    | 'key'
    | 'after-key'
    | 'before-value'
    | 'value'
    | 'after-value'
    | 'element'
    | 'after-element' = 'outside';
  #key = '';
  #inFeatures = false;

  constructor(largest: { bytes: number; lists: number }) {
    this.#largest = largest;
  }

  /** Takes the next bytes; returns what ended within them. Throws `malformed`, `too_many_vertices`. */
  push(chunk: Buffer): JsonPiece[] {
    const pieces: JsonPiece[] = [];
    let start = 0;
    for (let index = 0; index < chunk.length; index++) {
      const byte = chunk[index]!;
      if (this.#state === 'value' || this.#state === 'element' || this.#state === 'key') {
        const ended = this.#step(byte);
        if (ended === 'no') continue;
        // A number or word ends with the byte after it, which belongs to what follows.
        const end = ended === 'with' ? index + 1 : index;
        this.#keep(chunk.subarray(start, end));
        this.#end(pieces);
        if (ended === 'before') index--;
        continue;
      }
      if (isSpace(byte)) continue;
      this.#between(byte);
      if (this.#isInside()) {
        start = index;
        this.#begin();
        if (this.#step(byte) === 'before') throw this.#wrong();
      }
    }
    if (this.#isInside()) this.#keep(chunk.subarray(start));
    return pieces;
  }

  /** Throws `malformed` when the text breaks off. */
  end(): void {
    if (this.#state !== 'outside' || this.#objects < 0) throw new UploadRefusal('malformed', { message: 'truncated' });
  }

  #isInside(): boolean {
    return this.#state === 'value' || this.#state === 'element' || this.#state === 'key';
  }

  #wrong(): UploadRefusal {
    return new UploadRefusal('malformed', { message: 'json' });
  }

  /** A byte between pieces that is no space. */
  #between(byte: number): void {
    switch (this.#state) {
      case 'outside':
        if (byte !== OPEN) throw this.#wrong();
        this.#objects++;
        this.#state = 'before-key';
        return;
      case 'before-key':
        if (byte === CLOSE) this.#state = 'outside';
        else if (byte === QUOTE) this.#state = 'key';
        else throw this.#wrong();
        return;
      case 'after-key':
        if (byte !== COLON) throw this.#wrong();
        this.#state = 'before-value';
        return;
      case 'before-value':
        if (this.#key === 'features' && byte === LIST) {
          this.#inFeatures = true;
          this.#state = 'after-element';
          this.#key = '';
        } else this.#state = 'value';
        return;
      case 'after-value':
        if (byte === COMMA) this.#state = 'before-key';
        else if (byte === CLOSE) this.#state = 'outside';
        else throw this.#wrong();
        return;
      case 'after-element':
        // Commas are taken as they come: a missing one is forgiven, what they part is checked.
        if (byte === END) {
          this.#inFeatures = false;
          this.#state = 'after-value';
        } else if (byte === OPEN) this.#state = 'element';
        else if (byte !== COMMA) throw this.#wrong();
        return;
      default:
        throw this.#wrong();
    }
  }

  #begin(): void {
    this.#depth = 0;
    this.#lists = 0;
    this.#inString = false;
    this.#escaped = false;
  }

  /** One byte of a piece: whether the piece ends with it, before it, or not yet. */
  #step(byte: number): 'no' | 'with' | 'before' {
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (byte === ESCAPE) this.#escaped = true;
      else if (byte === QUOTE) {
        this.#inString = false;
        return this.#depth === 0 ? 'with' : 'no';
      }
      return 'no';
    }
    switch (byte) {
      case QUOTE:
        this.#inString = true;
        return 'no';
      case LIST:
        if (++this.#lists > this.#largest.lists)
          throw new UploadRefusal('too_many_vertices', { limit: this.#largest.lists });
        this.#depth++;
        return 'no';
      case OPEN:
        this.#depth++;
        return 'no';
      case END:
      case CLOSE:
        if (this.#depth === 0) return 'before';
        return --this.#depth === 0 ? 'with' : 'no';
      case COMMA:
        return this.#depth === 0 ? 'before' : 'no';
      default:
        return 'no';
    }
  }

  #keep(part: Buffer): void {
    this.#held += part.length;
    if (this.#held > this.#largest.bytes)
      throw new UploadRefusal('malformed', {
        message: 'feature_too_large',
        megabytes: Math.round(this.#largest.bytes / 1e6),
      });
    // A copy: the chunk's memory is used again.
    this.#parts.push(Buffer.from(part));
  }

  #end(pieces: JsonPiece[]): void {
    const text = (this.#parts.length === 1 ? this.#parts[0]! : Buffer.concat(this.#parts)).toString('utf8');
    this.#parts = [];
    this.#held = 0;
    if (this.#state === 'key') {
      this.#key = parsed(text) as string;
      this.#state = 'after-key';
      return;
    }
    pieces.push({ member: this.#inFeatures ? null : this.#key, text, lists: this.#lists, object: this.#objects });
    this.#state = this.#inFeatures ? 'after-element' : 'after-value';
  }
}

/** JSON as a value; a whole number of sixteen digits and more as text, since a number would lose its last ones. Throws `malformed`. */
export function parsed(text: string): unknown {
  const safe = /[:[,\s]-?\d{16,}\s*[,}\]]/.test(text)
    ? text.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g, (token) =>
        /^-?\d{16,}$/.test(token) ? `"${token}"` : token,
      )
    : text;
  try {
    return JSON.parse(safe);
  } catch (cause) {
    throw new UploadRefusal('malformed', { message: 'json' }, { cause });
  }
}
