import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { levelAt, MAP_LEVELS } from '../../../web/map/map-level.ts';

describe('the level that a zoom shows', () => {
  test.each([
    [8, 'kecamatan'],
    [11.19, 'kecamatan'],
    [11.2, 'desa'],
    [13.19, 'desa'],
    [13.2, 'cells'],
    [17, 'cells'],
  ] as const)('at %f it begins with %s', (zoom, level) => expect(levelAt(zoom)).toBe(level));

  test('a level that is shown stays while one zooms out a little, and no longer', () => {
    expect(levelAt(11, 'desa')).toBe('desa');
    expect(levelAt(10.9, 'desa')).toBe('desa');
    expect(levelAt(10.89, 'desa')).toBe('kecamatan');
    expect(levelAt(12.95, 'cells')).toBe('cells');
    expect(levelAt(12.89, 'cells')).toBe('desa');
    expect(levelAt(9, 'cells')).toBe('kecamatan');
  });

  test('what is said of regions only never comes to cells', () => {
    expect(levelAt(16, null, false)).toBe('desa');
    expect(levelAt(13.1, 'cells', false)).toBe('desa');
  });

  test('asking again at the same zoom changes nothing', () => {
    fc.assert(
      fc.property(fc.double({ min: 8, max: 17, noNaN: true }), fc.constantFrom(null, ...MAP_LEVELS), (zoom, before) => {
        const level = levelAt(zoom, before);
        expect(levelAt(zoom, level)).toBe(level);
      }),
    );
  });
});
