import { describe, expect, test } from 'vitest';
import { chosenWith, litRegions, rangeOf } from '../../../../web/views/gaps/brushing.ts';

const items = [
  { code: '32.09.01', name: 'Waled', population: 10, value: 3 },
  { code: '32.09.02', name: 'Ciledug', population: 10, value: 7 },
  { code: '32.09.03', name: 'Losari', population: 10, value: null },
  { code: '32.09.04', name: 'Pabedilan', population: 10, value: Infinity },
];
const nothing = { filter: null, part: null, inView: false, visible: null };

describe('brushing', () => {
  test('without a filter nothing is dimmed', () => {
    expect(litRegions(items, nothing)).toBeNull();
    expect(litRegions(items, { ...nothing, visible: new Set(['32.09.01']) })).toBeNull();
  });
  test('both ends of a range are in it, an open end has no bound, what is not known is never in it', () => {
    const lit = (from: number | null, to: number | null) => [
      ...litRegions(items, { ...nothing, filter: { from, to } })!,
    ];
    expect(lit(3, 7)).toEqual(['32.09.01', '32.09.02']);
    expect(lit(4, null)).toEqual(['32.09.02', '32.09.04']);
    expect(lit(null, 3)).toEqual(['32.09.01']);
    expect(lit(null, null)).toEqual(['32.09.01', '32.09.02', '32.09.04']);
  });
  test('what the map shows filters too, and both filters hold together', () => {
    const visible = new Set(['32.09.02', '32.09.03']);
    expect(litRegions(items, { ...nothing, inView: true, visible })).toEqual(visible);
    expect(litRegions(items, { ...nothing, filter: { from: 3, to: 7 }, inView: true, visible })).toEqual(
      new Set(['32.09.02']),
    );
    expect(litRegions(items, { ...nothing, inView: true })).toBeNull();
  });
});

test('a part of the curve filters as well, regions without a value included', () => {
  const part = new Set(['32.09.02', '32.09.03']);
  expect(litRegions(items, { ...nothing, part })).toEqual(part);
  expect(litRegions(items, { ...nothing, part, filter: { from: 0, to: null } })).toEqual(new Set(['32.09.02']));
});

describe('choosing', () => {
  test('a region is added at the end, and taken out by choosing it again', () => {
    expect(chosenWith(['a'], 'b')).toEqual(['a', 'b']);
    expect(chosenWith(['a', 'b'], 'a')).toEqual(['b']);
  });
  test('a range runs both ways and knows only rows that are there', () => {
    expect(rangeOf(['a', 'b', 'c', 'd'], 'b', 'd')).toEqual(['b', 'c', 'd']);
    expect(rangeOf(['a', 'b', 'c', 'd'], 'd', 'b')).toEqual(['b', 'c', 'd']);
    expect(rangeOf(['a', 'b'], 'x', 'b')).toEqual(['b']);
    expect(rangeOf(['a', 'b'], 'a', 'x')).toEqual([]);
  });
});
