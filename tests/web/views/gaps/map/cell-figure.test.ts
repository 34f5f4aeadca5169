import { describe, expect, test } from 'vitest';
import type { ServiceStandard } from '../../../../../data/model/standard.ts';
import { THEMES } from '../../../../../web/map/theme.ts';
import { cellFigureOf, peopleOfClasses, rampOf, rangeOfClass } from '../../../../../web/views/gaps/map/cell-figure.ts';

const standard = (tests: object) => ({ tests }) as unknown as ServiceStandard;
const values = (...numbers: number[]) => Float32Array.from(numbers);

describe('cells by distance', () => {
  const figure = cellFigureOf(
    { measure: 'radius', values: values(0, 1000, 1000.5, 1600, 5000, Infinity, NaN) },
    standard({ radius: { radiusMetres: 1000 } }),
  );
  test('the first class is who is reached, the last one is open, and the counts add up', () => {
    if (figure.form !== 'classes') throw new Error('classes');
    expect(figure.scale.classes.map((row) => row.count)).toEqual([2, 1, 1, 0, 0, 2]);
    expect(figure.scale.noData).toBe(1);
    expect(figure.scale.total).toBe(7);
  });
  test('a class lights exactly the values that it counts', () => {
    if (figure.form !== 'classes') throw new Error('classes');
    const { scale } = figure;
    for (const row of scale.classes) {
      const { from, to } = rangeOfClass(scale, row.index);
      const lit = [0, 1000, 1000.5, 1600, 5000, 1e30].filter(
        (value) => (from === null || value >= from) && (to === null || value <= to),
      );
      expect(lit).toHaveLength(row.count);
    }
  });
  test('people are counted in the same classes, and add up', () => {
    if (figure.form !== 'classes') throw new Error('classes');
    const people = peopleOfClasses(figure.scale, {
      values: values(0, 1000, 1000.5, 1600, 5000, Infinity, NaN),
      people: Uint32Array.from([10, 20, 30, 40, 50, 60, 7]),
    });
    expect(people.classes.map((row) => row.count)).toEqual([30, 30, 40, 0, 0, 110]);
    expect([people.noData, people.total]).toEqual([7, 217]);
  });
  test('its colours are those of the legend', () => {
    expect(rampOf(figure, THEMES.light)).toEqual({
      stops: [1000, 1500, 2000, 3000, 4000],
      colours: THEMES.light.sequential,
      isContinuous: false,
    });
  });
});

test('capacity is dark where there is none, and light from what the rule asks for', () => {
  const figure = cellFigureOf(
    { measure: 'capacity', values: values(0, 0.05, 0.25) },
    standard({ ratio: { peoplePerUnit: 4800 } }),
  );
  const ramp = rampOf(figure, THEMES.light);
  expect(ramp.stops[0]).toBe(0);
  expect(ramp.stops.at(-1)).toBeCloseTo(0.208, 3);
  expect(ramp.colours).toEqual(THEMES.light.sequential.toReversed());
  if (figure.form !== 'classes') throw new Error('classes');
  expect(figure.scale.classes.map((row) => row.count)).toEqual([1, 1, 0, 0, 0, 1]);
});

test('minutes are a surface with ticks that can be said; a few far cells do not pale it', () => {
  const many = Array.from({ length: 1000 }, (_, at) => at / 50);
  const figure = cellFigureOf({ measure: 'travel', values: values(...many, 400, Infinity, NaN) }, standard({}));
  if (figure.form !== 'surface') throw new Error('surface');
  expect(figure.stops).toEqual([0, 5, 10, 15, 20, 25]);
  expect(figure.unknown).toBe(1);
  expect(figure.total).toBe(1003);
});
