import { expect, test } from 'vitest';
import { boxAround, pointAt } from '../../../../web/views/nearest/origin.ts';

test('a row without a point has none, and a coordinate of zero is a point', () => {
  const columns = { longitude: [108.5, null, 0], latitude: [-6.7, null, 0] };
  expect([pointAt(columns, 0), pointAt(columns, 1), pointAt(columns, 2), pointAt(columns, 9)]).toEqual([
    [108.5, -6.7],
    null,
    [0, 0],
    null,
  ]);
});
test('the box holds every point with its margin', () => {
  expect(
    boxAround(
      [
        [108.5, -6.7],
        [108.75, -6.5],
      ],
      0.25,
    ),
  ).toEqual([108.25, -6.95, 109, -6.25]);
  expect(boxAround([], 0.1)).toBeNull();
});
