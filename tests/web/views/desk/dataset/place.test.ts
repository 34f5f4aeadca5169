import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BBox, Position } from '#model/geometry';
import { movedBy, roundedPosition } from '../../../../../web/map/pin-position.ts';
import { placeOfText, placeText } from '../../../../../web/views/desk/dataset/feature/place-text.ts';
import { lengthOf } from '../../../../../web/views/desk/dataset/feature/place-words.ts';
import { joined, partsOf } from '../../../../../web/views/desk/dataset/feature/shape-parts.ts';
import { distanceMetres } from '../../../../../web/worker/straight-distance.ts';

const bounds: BBox = [108.2, -7.1, 108.9, -6.4];

test('a place is read as people write it, latitude first or named by its letters', () => {
  for (const text of [
    '-6,7595; 108,4945',
    '-6.7595, 108.4945',
    '108,4945; -6,7595',
    `6°45'34,2" LS, 108°29'40,2" BT`,
    `108°29'40,2" BT; 6°45'34,2" LS`,
  ]) {
    const found = placeOfText(text, bounds)!;
    expect(found.position[0], text).toBeCloseTo(108.4945, 6);
    expect(found.position[1], text).toBeCloseTo(-6.7595, 6);
  }
  expect(placeOfText('108,4945; -6,7595', bounds)!.isSwapped).toBe(true);
  expect(placeOfText('-6,7595; 108,4945', bounds)!.isSwapped).toBe(false);
  for (const text of ['', 'Sumber', '6', '95; 200', '-6,7595']) expect(placeOfText(text, bounds), text).toBeNull();
});

test('what is written into the field is read back as the same place, in both languages', () => {
  const inside = fc.tuple(
    fc.double({ min: 108.2, max: 108.9, noNaN: true }),
    fc.double({ min: -7.1, max: -6.4, noNaN: true }),
  );
  fc.assert(
    fc.property(inside, fc.boolean(), (place, comma) => {
      const position = roundedPosition(place as Position);
      expect(placeOfText(placeText(position, comma), bounds)).toEqual({ position, isSwapped: false });
    }),
  );
});

test('an arrow key moves by the metres that it says', () => {
  const from: Position = [108.5, -6.7];
  expect(distanceMetres(...from, ...movedBy(from, 50, 0))).toBeCloseTo(50, 0);
  expect(distanceMetres(...from, ...movedBy(from, 0, -50))).toBeCloseTo(50, 0);
  expect(movedBy(from, 0, -50)[1]).toBeLessThan(from[1]);
});

test('a line of several parts comes back as it was taken apart', () => {
  const geometry = {
    type: 'MultiLineString' as const,
    coordinates: [
      [
        [108.1, -6.5],
        [108.2, -6.5],
      ],
      [
        [108.3, -6.5],
        [108.3, -6.6],
      ],
    ],
  };
  expect(joined(partsOf(geometry, 7), geometry)).toEqual(geometry);
  const single = { ...geometry, coordinates: geometry.coordinates.slice(0, 1) };
  expect(joined(partsOf(single, 7), single)).toEqual(single);
  expect(joined([], geometry)).toBeNull();
  const metres = distanceMetres(108.1, -6.5, 108.2, -6.5) + distanceMetres(108.3, -6.5, 108.3, -6.6);
  expect(lengthOf(geometry)).toBeCloseTo(metres, 6);
});
