import type { Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import sax, { type SAXParser } from 'sax';
import { UploadRefusal } from './refusal.ts';
import { markedEncoding } from './text.ts';

/** Attributes of a tag as they are written. */
export type Attributes = Readonly<Record<string, string>>;
export interface XmlHandlers {
  /** `name` without its namespace. */
  open?: (name: string, attributes: Attributes) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
}

/**
 * A strict parser that is fed in pieces. It knows the five entities of XML and refuses every document type: `entity_expansion`.
 * Other errors are `malformed` with the line.
 */
export class XmlReader {
  readonly #parser: SAXParser;
  #decoder: TextDecoder | null = null;
  #failure: unknown = null;

  constructor({ open, text, close }: XmlHandlers) {
    const parser = sax.parser(true, { position: false, strictEntities: true } as sax.SAXOptions);
    this.#parser = parser;
    parser.ondoctype = () => this.#fail(new UploadRefusal('entity_expansion'));
    parser.onerror = (error) => this.#fail(new UploadRefusal('malformed', { message: 'xml' }, { cause: error }));
    if (open) parser.onopentag = ({ name, attributes }) => open(localName(name), attributes as Attributes);
    if (text) parser.ontext = parser.oncdata = text;
    if (close) parser.onclosetag = (name) => close(localName(name));
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
  }

  /** Throws what the document is refused for, `encoding_unknown` for bytes that are not in the encoding that it states. */
  write(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#decoder ??= decoderFor(bytes);
    this.#feed(this.#decode(bytes));
  }

  end(): void {
    this.#feed(this.#decode());
    this.#parser.close();
    if (this.#failure !== null) throw this.#failure;
  }

  #decode(bytes?: Uint8Array): string {
    try {
      return this.#decoder?.decode(bytes, { stream: bytes !== undefined }) ?? '';
    } catch (cause) {
      throw new UploadRefusal('encoding_unknown', {}, { cause });
    }
  }

  #feed(text: string): void {
    this.#parser.write(text);
    if (this.#failure !== null) throw this.#failure;
  }
}

/** By the mark at the start, else by what the declaration says, else UTF-8. */
function decoderFor(head: Uint8Array): TextDecoder {
  const stated = /^<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(
    Buffer.from(head.subarray(0, 200)).toString('latin1'),
  )?.[1];
  const encoding = markedEncoding(head.subarray(0, 4096))?.encoding ?? stated ?? 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch (cause) {
    throw new UploadRefusal('encoding_unknown', { found: encoding }, { cause });
  }
}

/** Reads a whole document through the handlers. */
export async function readXml(source: Readable, handlers: XmlHandlers): Promise<void> {
  const reader = new XmlReader(handlers);
  for await (const chunk of source as AsyncIterable<Buffer>) reader.write(chunk);
  reader.end();
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}
