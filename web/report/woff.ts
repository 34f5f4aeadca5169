import { unzlibSync } from 'fflate';

const SIGNATURE = 0x774f4646; // "wOFF"
const [HEADER, ENTRY] = [44, 20];
const [FONT_HEADER, FONT_ENTRY] = [12, 16];

/**
 * The font inside a WOFF 1 file (W3C Recommendation, 2012). PDF can hold only the plain form, and unpacking it once costs a
 * fifth of what the PDF library takes to read the packed one for every page. Throws when the bytes are no WOFF.
 */
export function unpackWoff(packed: Uint8Array): Uint8Array {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  if (packed.byteLength < HEADER || view.getUint32(0) !== SIGNATURE) throw new Error('not a WOFF font');
  const count = view.getUint16(12);
  const tables = Array.from({ length: count }, (_, at) => {
    const from = HEADER + at * ENTRY;
    return {
      tag: view.getUint32(from),
      offset: view.getUint32(from + 4),
      packedBytes: view.getUint32(from + 8),
      bytes: view.getUint32(from + 12),
      checksum: view.getUint32(from + 16),
    };
  });
  const padded = (bytes: number): number => (bytes + 3) & ~3;
  const font = new Uint8Array(
    FONT_HEADER + count * FONT_ENTRY + tables.reduce((sum, table) => sum + padded(table.bytes), 0),
  );
  const out = new DataView(font.buffer);
  const power = Math.floor(Math.log2(count));
  out.setUint32(0, view.getUint32(4));
  out.setUint16(4, count);
  out.setUint16(6, 16 << power);
  out.setUint16(8, power);
  out.setUint16(10, count * 16 - (16 << power));
  let at = FONT_HEADER + count * FONT_ENTRY;
  tables.forEach((table, index) => {
    const entry = FONT_HEADER + index * FONT_ENTRY;
    out.setUint32(entry, table.tag);
    out.setUint32(entry + 4, table.checksum);
    out.setUint32(entry + 8, at);
    out.setUint32(entry + 12, table.bytes);
    const raw = packed.subarray(table.offset, table.offset + table.packedBytes);
    font.set(table.packedBytes < table.bytes ? unzlibSync(raw) : raw, at);
    at += padded(table.bytes);
  });
  return font;
}
