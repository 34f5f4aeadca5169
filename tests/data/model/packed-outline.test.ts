import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distanceMetres } from '#analysis';
import type { Position } from '#model/geometry';
import { PACKED_TOLERANCE_METRES, PackedOutline, packOutline, unpackOutline } from '#model/packed-outline';

const aPosition = fc.tuple(
  fc.double({ min: 95, max: 141, noNaN: true }),
  fc.double({ min: -11, max: 6, noNaN: true }),
) as fc.Arbitrary<Position>;
const aRing = fc
  .array(aPosition, { minLength: 3, maxLength: 20 })
  .map((corners): Position[] => [...corners, corners[0]!]);

test('what is packed comes back with every corner, none farther away than the tolerance, and packs to the same again', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(aRing, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
      (polygons) => {
        const packed = packOutline({ type: 'MultiPolygon', coordinates: polygons });
        const { coordinates } = unpackOutline(PackedOutline.parse(JSON.parse(JSON.stringify(packed))));
        expect(coordinates.map((rings) => rings.map((ring) => ring.length))).toEqual(
          polygons.map((rings) => rings.map((ring) => ring.length)),
        );
        const was = polygons.flat(2);
        coordinates.flat(2).forEach((corner, at) => {
          expect(distanceMetres(...corner, ...was[at]!)).toBeLessThan(PACKED_TOLERANCE_METRES);
        });
        for (const ring of coordinates.flat()) expect(ring.at(-1)).toEqual(ring[0]);
        expect(JSON.stringify(packOutline({ type: 'MultiPolygon', coordinates }))).toBe(JSON.stringify(packed));
        expect(packOutline({ type: 'Polygon', coordinates: polygons[0]! })).toEqual(packed.slice(0, 1));
      },
    ),
  );
});
