import { expect, test } from 'vitest';
import { continuousRamp, uniformsOf } from '../../../../web/map/cells/cell-colours.ts';
import { THEMES } from '../../../../web/map/theme.ts';

test('a surface runs through the whole ramp of its theme', () => {
  const ramp = continuousRamp([0, 5, 10, 15, 20, 25], THEMES.light);
  expect(ramp.colours).toEqual(THEMES.light.sequential);
  expect(continuousRamp([0, 10, 20], THEMES.dark).colours).toEqual([0, 3, 5].map((at) => THEMES.dark.sequential[at]));
  expect(continuousRamp([0, 10], THEMES.light, { darker: 'low' }).colours[0]).toBe(THEMES.light.sequential[5]);
  expect(() => continuousRamp([1, 2, 3, 4, 5, 6, 7], THEMES.light)).toThrow(RangeError);
});

test('a theme, classes and what is lit are uniforms alone', () => {
  const ramp = { stops: [10, 20], colours: ['#ffffff', '#000000', '#ff0000'], isContinuous: false };
  const light = uniformsOf(ramp, THEMES.light, null);
  expect(light.form.slice(0, 3)).toEqual([2, 3, 0]);
  expect(light.stopsLow.slice(0, 2)).toEqual([10, 20]);
  expect([light.colour0, light.colour1, light.colour2]).toEqual([
    [1, 1, 1, 1],
    [0, 0, 0, 1],
    [1, 0, 0, 1],
  ]);
  // The stops that are not there lie beyond every value, and the last colour is repeated.
  expect(light.stopsLow[2]).toBeGreaterThan(1e30);
  expect(light.colour5).toEqual(light.colour2);
  const lit = uniformsOf(ramp, THEMES.dark, { from: 12, to: null });
  expect(lit.lit.slice(0, 2)).toEqual([12, light.lit[1]]);
  expect(lit.unknown).not.toEqual(light.unknown);
});
