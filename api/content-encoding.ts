import type { TileEncoding } from '../tilesets/tile-answer.ts';

/** Best first: what we have, in the order of its size. */
const OFFERED: readonly TileEncoding[] = ['br', 'gzip', 'identity'];

/**
 * The encoding to answer with for an `Accept-Encoding` header (RFC 9110, 12.5.3): the highest q-value wins, the smaller
 * encoding among equals. Null when the client refuses all of ours, `identity` included.
 */
export function negotiateEncoding(header: string | undefined): TileEncoding | null {
  // Without the header any encoding may be sent; plain bytes are the ones that everybody reads.
  if (header === undefined) return 'identity';
  const quality = new Map<string, number>();
  for (const part of header.split(',')) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    if (name === '') continue;
    const q = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    const value = q === undefined ? 1 : Number(q);
    quality.set(name, Number.isFinite(value) ? Math.min(Math.max(value, 0), 1) : 0);
  }
  const qualityOf = (encoding: TileEncoding): number => {
    const named = quality.get(encoding) ?? (encoding === 'gzip' ? quality.get('x-gzip') : undefined);
    // Identity is acceptable unless refused by name or by `*;q=0`, but never better than what was asked for.
    return named ?? quality.get('*') ?? (encoding === 'identity' ? 1e-6 : 0);
  };
  let best: TileEncoding | null = null;
  for (const encoding of OFFERED) {
    if (qualityOf(encoding) > (best === null ? 0 : qualityOf(best))) best = encoding;
  }
  return best;
}
