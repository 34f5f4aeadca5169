import { describe, expect, test } from 'vitest';
import type { ServiceStandard } from '../../../../../data/model/standard.ts';
import {
  areCellsShown,
  impossibleLayers,
  reachMeasureOf,
  switchedAnalysis,
  switchedLayers,
} from '../../../../../web/views/gaps/map/analysis-layers.ts';

const standard = (tests: object) => ({ tests }) as unknown as ServiceStandard;

test('an address holds layers of tiles and of the engine side by side', () => {
  const all = ['roads', 'gap-areas', 'nonsense', 'cells'];
  expect([...switchedLayers(all)]).toEqual(['roads']);
  expect([...switchedAnalysis(all)]).toEqual(['gap-areas', 'cells']);
});

describe('cells are shown', () => {
  const near = { layers: null, isLevelAuto: true, level: 'cells', measure: 'radius' } as const;
  test('when the level follows the zoom and one is near', () => expect(areCellsShown(near)).toBe(true));
  test('not at a level that was chosen', () => expect(areCellsShown({ ...near, isLevelAuto: false })).toBe(false));
  test('when they are switched on, from afar too', () =>
    expect(areCellsShown({ ...near, level: 'kecamatan', layers: ['cells'] })).toBe(true));
  test('never of what is said of regions only', () =>
    expect(areCellsShown({ ...near, measure: 'unit', layers: ['cells'] })).toBe(false));
});

test('reach is judged as the figure does, else as the rule allows', () => {
  const both = standard({ radius: { path: 'straight' }, travel: {} });
  expect(reachMeasureOf('travel', both)).toBe('travel');
  expect(reachMeasureOf('unit', both)).toBe('radius');
  expect(reachMeasureOf('unit', standard({ travel: {} }))).toBe('travel');
  expect(reachMeasureOf('unit', standard({ radius: { path: 'network' }, travel: {} }))).toBe('travel');
});

test('a composite has no layers of its own, a count no cells', () => {
  expect(impossibleLayers(null, 'score').size).toBe(3);
  expect([...impossibleLayers(standard({ ratio: {} }), 'unit')]).toEqual(['cells', 'gap-areas']);
  expect(impossibleLayers(standard({ radius: {} }), 'radius').size).toBe(0);
});
