import PDFDocument from 'pdfkit';
import { marksOf } from './footnote-marks.ts';
import type { NotedText } from './report-words.ts';

/** Plain (unpacked) fonts. */
export interface SheetFonts {
  readonly regular: Uint8Array;
  readonly semibold: Uint8Array;
  readonly bold: Uint8Array;
}
export type Weight = keyof SheetFonts;
export interface SheetInfo {
  readonly title: string;
  readonly subject: string;
  readonly language: string;
  readonly now: Date;
}

export interface TextStyle {
  readonly size: number;
  readonly colour: string;
  readonly weight?: Weight;
  /** Weight of what stands between `**`. */
  readonly strong?: Weight;
  /** Distance of lines as a multiple of the size. */
  readonly leading?: number;
  readonly align?: 'left' | 'right' | 'center';
  readonly maxLines?: number;
  /** Figures of equal width, for columns. */
  readonly tabular?: boolean;
  /** Colour of the footnote marks. */
  readonly markColour?: string;
}
interface Piece {
  readonly text: string;
  readonly weight: Weight;
  readonly raised: boolean;
  readonly spaceBefore: boolean;
  readonly width: number;
}
/** Text broken into lines, ready to be drawn. */
export interface Laid {
  readonly lines: readonly (readonly Piece[])[];
  readonly height: number;
  readonly style: TextStyle;
  readonly width: number;
}

export const A4 = { width: 595.28, height: 841.89 } as const;
const DEFAULT_LEADING = 1.32;
/** Footnote marks against the text they follow. */
const [RAISED_SIZE, RAISED_BY, RAISED_GAP] = [0.64, 0.34, 1.5];

/**
 * A PDF with embedded, subset fonts, real text in reading order, a title and a language, and tags for screen readers.
 * The only place that knows the PDF library.
 */
export class PdfSheet {
  readonly document: PDFKit.PDFDocument;
  private readonly chunks: Uint8Array[] = [];
  private readonly finished: Promise<Uint8Array>;
  private readonly knows = new Map<number, boolean>();

  constructor(fonts: SheetFonts, info: SheetInfo) {
    this.document = new PDFDocument({
      size: [A4.width, A4.height],
      margin: 0,
      autoFirstPage: false,
      tagged: true,
      displayTitle: true,
      lang: info.language,
      pdfVersion: '1.7',
      font: null as unknown as string,
      info: {
        Title: info.title,
        Subject: info.subject,
        Creator: 'Jangkau',
        Producer: 'Jangkau',
        CreationDate: info.now,
        ModDate: info.now,
      },
    });
    for (const weight of ['regular', 'semibold', 'bold'] as const)
      this.document.registerFont(weight, fonts[weight] as unknown as string);
    this.finished = new Promise((resolve, reject) => {
      this.document.on('data', (chunk: Uint8Array) => this.chunks.push(chunk));
      this.document.on('end', () => resolve(joined(this.chunks)));
      this.document.on('error', reject);
    });
  }

  /** Begins a page; `title` names it in the outline where a document has several. */
  page(title?: string): void {
    this.document.addPage();
    if (title !== undefined) this.document.outline.addItem(title);
  }

  /** The bytes of the file; nothing can be drawn after. */
  finish(): Promise<Uint8Array> {
    this.document.end();
    return this.finished;
  }

  /** Breaks text into lines of at most `width`; what exceeds `maxLines` ends in an ellipsis. */
  lay(content: string | NotedText | readonly NotedText[], width: number, style: TextStyle): Laid {
    const parts =
      typeof content === 'string' ? [{ text: content, notes: [] }] : 'text' in content ? [content] : content;
    const pieces = parts.flatMap((part, at) => this.pieces(part, style, at > 0));
    const lines: Piece[][] = [];
    let line: Piece[] = [];
    let used = 0;
    let word: Piece[] = [];
    const flush = (): void => {
      if (word.length === 0) return;
      const wide = word.reduce((sum, piece) => sum + piece.width, 0);
      const space = line.length > 0 && word[0]!.spaceBefore ? this.spaceOf(word[0]!, style) : 0;
      if (line.length > 0 && used + space + wide > width + 0.01) {
        lines.push(line);
        line = [];
        used = 0;
      }
      used += (line.length > 0 ? space : 0) + wide;
      line.push(...word);
      word = [];
    };
    for (const piece of pieces) {
      if (piece.spaceBefore) flush();
      word.push(piece);
    }
    flush();
    if (line.length > 0) lines.push(line);
    const most = style.maxLines ?? Infinity;
    const kept = lines.length > most ? [...lines.slice(0, most - 1), this.cut(lines[most - 1]!, width, style)] : lines;
    return {
      lines: kept,
      height: kept.length * style.size * (style.leading ?? DEFAULT_LEADING),
      style,
      width,
    };
  }

  /** Draws laid text with its top left at a point; the text is one run of content, to be placed in a tag. */
  draw({ lines, style, width }: Laid, x: number, y: number): void {
    const { document } = this;
    const leading = style.size * (style.leading ?? DEFAULT_LEADING);
    lines.forEach((line, index) => {
      const baseline = y + index * leading + leading * 0.5 + style.size * 0.355;
      const runs = this.runs(line, style);
      const wide = runs.reduce((sum, run) => sum + run.width, 0);
      let at = x + (style.align === 'right' ? width - wide : style.align === 'center' ? (width - wide) / 2 : 0);
      runs.forEach((run, order) => {
        document
          .font(run.weight)
          .fontSize(run.raised ? style.size * RAISED_SIZE : style.size)
          .fillColor(run.raised ? (style.markColour ?? style.colour) : style.colour);
        // A space ends each line, so that words do not run together when the text is copied out.
        const isLast = order === runs.length - 1;
        document.text(
          run.text + (isLast && index < lines.length - 1 ? ' ' : ''),
          at + (run.raised ? RAISED_GAP : 0),
          baseline - (run.raised ? style.size * RAISED_BY : 0),
          {
            lineBreak: false,
            baseline: 'alphabetic',
            ...(style.tabular && !run.raised ? { features: ['tnum'] } : {}),
          },
        );
        at += run.width;
      });
    });
  }

  /** Lays, draws and tags one paragraph; returns its height. */
  paragraph(
    tag: 'P' | 'H1' | 'H2' | 'H3' | 'Caption' | 'Note',
    content: string | NotedText | readonly NotedText[],
    x: number,
    y: number,
    width: number,
    style: TextStyle,
  ): number {
    const laid = this.lay(content, width, style);
    this.tag(tag, () => this.draw(laid, x, y));
    return laid.height;
  }

  tag(type: string, draw: () => void, options: { alt?: string } = {}): void {
    const element = this.document.struct(type as 'P', options, [draw]);
    this.document.addStructure(element);
    element.end();
  }

  /** Lines and grounds, which a screen reader passes over. */
  artifact(draw: () => void): void {
    this.document.markContent('Artifact', { type: 'Layout' });
    draw();
    this.document.endMarkedContent();
  }

  widthOf(text: string, weight: Weight, size: number, tabular = false): number {
    return this.document
      .font(weight)
      .fontSize(size)
      .widthOfString(text, tabular ? { features: ['tnum'] } : {});
  }

  private pieces({ text, notes }: NotedText, style: TextStyle, isJoined: boolean): Piece[] {
    const pieces: Piece[] = [];
    let spaceBefore = isJoined;
    text.split('**').forEach((part, at) => {
      const weight = at % 2 === 1 ? (style.strong ?? 'bold') : (style.weight ?? 'regular');
      for (const token of this.printable(part).split(/( +)/)) {
        if (token === '') continue;
        if (token.trim() === '') {
          spaceBefore = true;
          continue;
        }
        pieces.push({
          text: token,
          weight,
          raised: false,
          spaceBefore,
          width: this.widthOf(token, weight, style.size, style.tabular),
        });
        spaceBefore = false;
      }
    });
    if (notes.length > 0) {
      const marks = marksOf(notes);
      pieces.push({
        text: marks,
        weight: 'regular',
        raised: true,
        spaceBefore: false,
        width: this.widthOf(marks, 'regular', style.size * RAISED_SIZE) + RAISED_GAP,
      });
    }
    return pieces;
  }

  private spaceOf(piece: Piece, style: TextStyle): number {
    return this.widthOf(' ', piece.weight, style.size);
  }

  /** Neighbouring pieces of one weight as one text, so that a line is copied out whole. */
  private runs(line: readonly Piece[], style: TextStyle) {
    const runs: { text: string; weight: Weight; raised: boolean; width: number }[] = [];
    line.forEach((piece, at) => {
      const last = runs.at(-1);
      const hasSpace = at > 0 && piece.spaceBefore;
      const space = hasSpace ? this.spaceOf(piece, style) : 0;
      if (last && last.weight === piece.weight && last.raised === piece.raised) {
        last.text += (hasSpace ? ' ' : '') + piece.text;
        last.width += space + piece.width;
      } else {
        if (last && hasSpace) {
          last.text += ' ';
          last.width += space;
        }
        runs.push({ text: piece.text, weight: piece.weight, raised: piece.raised, width: piece.width });
      }
    });
    return runs;
  }

  private cut(line: readonly Piece[], width: number, style: TextStyle): Piece[] {
    const weight = style.weight ?? 'regular';
    const dots: Piece = {
      text: '…',
      weight,
      raised: false,
      spaceBefore: false,
      width: this.widthOf('…', weight, style.size),
    };
    const kept = [...line];
    const wide = (): number =>
      kept.reduce((sum, piece) => sum + piece.width + (piece.spaceBefore ? this.spaceOf(piece, style) : 0), dots.width);
    while (kept.length > 1 && wide() > width) kept.pop();
    return [...kept, dots];
  }

  /** Characters that the embedded font has; the narrow space becomes a thin one, what cannot be written a question mark. */
  private printable(text: string): string {
    let written = '';
    for (const character of text.replaceAll('\u202f', '\u2009').normalize('NFC')) {
      const point = character.codePointAt(0)!;
      let known = this.knows.get(point);
      if (known === undefined) {
        // The library's own type hides the font it holds.
        const { _font } = this.document.font('regular') as unknown as {
          readonly _font: { readonly font: { hasGlyphForCodePoint(point: number): boolean } };
        };
        known = _font.font.hasGlyphForCodePoint(point);
        this.knows.set(point, known);
      }
      written += known ? character : (FALLBACKS[character] ?? '?');
    }
    return written;
  }
}

/** Signs that the font lacks, in signs that it has. */
const FALLBACKS: Readonly<Record<string, string>> = { '≤': '<=', '≥': '>=', '→': '>', '≈': '~', '\t': ' ', '\n': ' ' };

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
