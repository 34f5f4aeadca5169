import type { StyleSpecification } from '@maplibre/maplibre-gl-style-spec';
import type { Map as MapLibre } from 'maplibre-gl';
import { describe, expect, test } from 'vitest';
import { applyStates, keepLiveSources } from '../../../web/map/live-style.ts';

const empty: StyleSpecification = { version: 8, sources: {}, layers: [] };
const background = (id: string) => ({ id, type: 'background' as const });

describe('what others have put on the map', () => {
  const drawing = { id: 'live:sketch', type: 'line' as const, source: 'live:sketch' };
  const source = { type: 'geojson' as const, data: { type: 'FeatureCollection' as const, features: [] } };
  const previous: StyleSpecification = {
    ...empty,
    sources: { 'live:sketch': source },
    layers: [background('ground'), background('surface'), drawing, background('labels')],
  };

  test('stays above the same neighbour when the style changes', () => {
    const next = keepLiveSources(previous, {
      ...empty,
      layers: [background('ground'), background('new'), background('surface'), background('labels')],
    });
    expect(next.layers.map((layer) => layer.id)).toEqual(['ground', 'new', 'surface', 'live:sketch', 'labels']);
    expect(next.sources).toEqual({ 'live:sketch': source });
  });

  test('goes on top when its neighbour is gone', () => {
    expect(
      keepLiveSources(previous, { ...empty, layers: [background('ground')] }).layers.map((layer) => layer.id),
    ).toEqual(['ground', 'live:sketch']);
  });

  test('is not confused with the style itself', () => {
    const next = { ...empty, layers: [background('ground')] };
    expect(keepLiveSources({ ...empty, layers: [background('old')] }, next)).toBe(next);
    expect(keepLiveSources(undefined, next)).toBe(next);
  });
});

/** Records what would be set on a map; states need nothing else of it. */
function recorder(): { map: MapLibre; calls: [string, number, object][] } {
  const calls: [string, number, object][] = [];
  const map = {
    getSource: () => ({}),
    setFeatureState: (at: { sourceLayer: string; id: number }, state: object) =>
      calls.push([at.sourceLayer, at.id, state]),
  };
  return { map: map as unknown as MapLibre, calls };
}

describe('feature states', () => {
  test('are set only where they changed, and cleared where they are gone', () => {
    const { map, calls } = recorder();
    applyStates(map, { kecamatan: { 1: { class: 2 }, 2: { class: 3, dim: true } } });
    expect(calls).toHaveLength(2);
    calls.length = 0;
    applyStates(map, { kecamatan: { 1: { class: 2 }, 3: { class: 0 } } });
    expect(calls).toEqual([
      ['kecamatan', 3, { class: 0, surplus: false, dim: false, selected: false, chosen: false }],
      ['kecamatan', 2, { class: -2, surplus: false, dim: false, selected: false, chosen: false }],
    ]);
  });
});
