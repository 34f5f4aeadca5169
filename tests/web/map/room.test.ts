import { expect, test } from 'vitest';
import type { BBox } from '#model/geometry';
import { paddingBeside } from '../../../web/map/room.ts';

const size = { width: 800, height: 600 };
const box: BBox = [0, -1, 2, 1];
const legend = { left: 12, top: 340, right: 252, bottom: 588 };
const edge = { top: 20, right: 20, bottom: 20, left: 20 };

test('a panel over a corner that no part fills costs nothing', () => {
  // 560 px for two degrees: the parts leave the lower left free.
  expect(
    paddingBeside(
      size,
      box,
      [
        [0, 0.2, 2, 1],
        [1, -1, 2, 0.2],
      ],
      [legend],
    ),
  ).toEqual(edge);
});

test('a region that fills its box moves beside the panel and stays as large as it can', () => {
  const padding = paddingBeside(size, box, [box], [legend]);
  const width = size.width - padding.left - padding.right;
  const height = size.height - padding.top - padding.bottom;
  const side = Math.min(width, height);
  expect(side).toBeGreaterThan(480);
  expect(padding.left + (width - side) / 2).toBeGreaterThan(legend.right);
});

test('without room the panels are left out of account', () => {
  const everywhere = { left: 0, top: 0, right: 800, bottom: 600 };
  expect(paddingBeside(size, box, [box], [everywhere])).toEqual(edge);
});
