import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { POINT, TileWriter, ValueDictionary, type AttributeValue } from '../../tilesets/mvt.ts';
import { decodeTile } from './decode-tile.ts';

const value = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
  fc.integer(),
  // Rupiah: past 32 bits.
  fc.integer({ min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }),
);

function write(
  features: readonly { id: number; values: readonly (AttributeValue | null)[]; x: number; y: number }[],
  names: readonly string[],
) {
  const writer = new TileWriter();
  const dictionary = new ValueDictionary();
  writer.startTile();
  writer.startLayer('layer', names, dictionary);
  for (const { id, values, x, y } of features) {
    writer.point(x, y);
    values.forEach((attribute, key) => {
      if (attribute !== null) writer.attribute(key, dictionary.codeOf(attribute));
    });
    writer.endFeature(id, POINT);
  }
  writer.endLayer();
  return writer.endTile();
}

describe('a written tile', () => {
  it('gives back every attribute, id and position', () => {
    const feature = fc.record({
      id: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
      values: fc.array(fc.option(value), { minLength: 3, maxLength: 3 }),
      x: fc.integer({ min: -4096, max: 8192 }),
      y: fc.integer({ min: -4096, max: 8192 }),
    });
    fc.assert(
      fc.property(fc.array(feature, { minLength: 1, maxLength: 30 }), (features) => {
        const names = ['nama', 'jumlah', 'x'];
        const decoded = decodeTile(write(features, names)!).layer!;
        expect(decoded).toEqual(
          features.map(({ id, values, x, y }) => ({
            id,
            type: 'point',
            properties: Object.fromEntries(
              values.flatMap((attribute, key) => (attribute === null ? [] : [[names[key], attribute]])),
            ),
            paths: [[[x, y]]],
          })),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('says each key and value of a layer once', () => {
    const features = Array.from({ length: 500 }, (_, i) => ({
      id: i,
      values: ['Puskesmas yang namanya panjang'],
      x: i,
      y: i,
    }));
    const once = write(features.slice(0, 1), ['nama'])!.length;
    expect(write(features, ['nama'])!.length).toBeLessThan(once + 499 * 18);
  });

  it('is nothing without features', () => {
    expect(write([], ['nama'])).toBeNull();
  });
});
