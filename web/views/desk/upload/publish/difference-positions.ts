import type { DifferenceItem } from '#model/upload';
import type { RowPositions } from '../check/row-points.ts';

/** Where what changes lies: new, moved and changed ones where they will be, those that go where they were. `rows` are indexes. */
export function differencePositions(items: readonly DifferenceItem[]): RowPositions {
  const placed = items.flatMap((item, index) => {
    const position = item.after ?? item.before;
    return position === null ? [] : [{ index, position, isGone: item.kind === 'gone' }];
  });
  return {
    rows: placed.map(({ index }) => index),
    longitudes: placed.map(({ position }) => position[0]),
    latitudes: placed.map(({ position }) => position[1]),
    outcomes: placed.map(({ isGone }) => (isGone ? 'rejected' : 'valid')),
  };
}
