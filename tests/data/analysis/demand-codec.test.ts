import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeDemand, DemandFormatError, encodeDemand, type Demand } from '#analysis';

const surface: Demand = {
  grid: {
    crs: 'EPSG:32749',
    proj4: '+proj=utm +zone=49 +south +datum=WGS84',
    cellMetres: 100,
    originEastMetres: 204_600,
    originNorthMetres: -300,
  },
  column: Uint16Array.of(0, 1, 65_535),
  row: Uint16Array.of(7, 8, 9),
  desa: Uint16Array.of(0, 0, 1),
  people: Uint32Array.of(0, 70_000, 4_000_000_000),
  desaCodes: ['32.09.01.2001', '32.09.01.2002'],
  weighted: true,
  dataset: 'penduduk — “uji” 👥',
};

function reasonOf(buffer: ArrayBuffer): string {
  try {
    decodeDemand(buffer);
  } catch (error) {
    if (error instanceof DemandFormatError) return error.reason;
    throw error;
  }
  return 'accepted';
}

describe('the demand surface as a buffer', () => {
  it('comes back as it was, with text beyond ASCII', () => {
    expect(decodeDemand(encodeDemand(surface))).toEqual(surface);
  });

  it('is laid out as the contract says, little-endian and padded to four bytes', () => {
    const view = new DataView(encodeDemand(surface));
    const header = [0, 4, 8, 12, 16].map((at) => view.getUint32(at, true));
    expect(header.slice(0, 4)).toEqual([0x4a4b4431, 100, 3, 2]);
    const description = new TextDecoder().decode(new Uint8Array(view.buffer, 20, header[4]));
    expect(JSON.parse(description)).toMatchObject({ desa: surface.desaCodes, originNorthMetres: -300, weighted: true });
    const column = 20 + Math.ceil(header[4]! / 4) * 4;
    expect([0, 1, 2].map((i) => view.getUint16(column + 2 * i, true))).toEqual([0, 1, 65_535]);
    expect([0, 1, 2].map((i) => view.getUint32(column + 3 * 8 + 4 * i, true))).toEqual([0, 70_000, 4_000_000_000]);
    expect(view.byteLength).toBe(column + 3 * 8 + 3 * 4);
  });

  it('reads a description written as plain UTF-8', () => {
    const encoded = new Uint8Array(encodeDemand({ ...surface, dataset: 'xx' }));
    const bytes = Uint8Array.from(encoded);
    const at = Array.from(encoded.keys()).find((i) => encoded[i] === 0x78 && encoded[i + 1] === 0x78)!;
    bytes.set([0xc3, 0xa9], at);
    expect(decodeDemand(bytes.buffer).dataset).toBe('é');
  });

  it('of no cells is a surface too', () => {
    const empty = {
      ...surface,
      column: new Uint16Array(),
      row: new Uint16Array(),
      desa: new Uint16Array(),
      people: new Uint32Array(),
    };
    expect(decodeDemand(encodeDemand(empty))).toEqual(empty);
  });

  it('is refused with the reason when it is something else', () => {
    const whole = encodeDemand(surface);
    const changed = (at: number, value: number) => {
      const copy = whole.slice(0);
      new DataView(copy).setUint32(at, value, true);
      return copy;
    };
    expect(reasonOf(new ArrayBuffer(0))).toBe('too_short');
    expect(reasonOf(whole.slice(0, 19))).toBe('too_short');
    expect(reasonOf(new TextEncoder().encode('<!doctype html><html></html>').buffer as ArrayBuffer)).toBe('magic');
    expect(reasonOf(changed(0, 0x4a4b4432))).toBe('version');
    expect(reasonOf(whole.slice(0, -4))).toBe('length');
    expect(reasonOf(changed(8, 0xffffffff))).toBe('length');
    expect(reasonOf(changed(12, 3))).toBe('description');
    expect(reasonOf(changed(20, 0xffffffff))).toBe('description');
    expect(reasonOf(changed(4, 0))).toBe('description');
    expect(reasonOf(encodeDemand({ ...surface, desa: Uint16Array.of(0, 0, 2) }))).toBe('desa_index');
  });

  it('of any bytes is refused as a format error, never otherwise', () => {
    const whole = new Uint8Array(encodeDemand(surface));
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(damage, fc.nat(whole.length), (changes, length) => {
        const bytes = whole.slice(0, length);
        for (const [at, value] of changes) if (at < length) bytes[at] = value;
        expect(reasonOf(bytes.buffer)).toMatch(/^(accepted|too_short|magic|version|length|description|desa_index)$/);
      }),
      { numRuns: 500 },
    );
  });

  it('does not take cells of half a metre', () => {
    expect(() => encodeDemand({ ...surface, grid: { ...surface.grid, cellMetres: 0.5 } })).toThrow(
      'not a whole number',
    );
  });
});
