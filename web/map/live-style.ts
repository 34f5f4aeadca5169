import type { StyleSpecification } from '@maplibre/maplibre-gl-style-spec';
import type { Map as MapLibre } from 'maplibre-gl';
import type { FeatureState, FeatureStates } from './choropleth.ts';
import { PLAIN_CLASS } from './labels.ts';

/** Sources and layers whose id begins so belong to whoever added them (drawing, drag previews), not to the style. */
export const LIVE_PREFIX = 'live:';

/** Carries what others have added over to the next style, each layer above the same neighbour as before. */
export function keepLiveSources(
  previous: StyleSpecification | undefined,
  next: StyleSpecification,
): StyleSpecification {
  if (!previous) return next;
  const live = previous.layers.filter((layer) => layer.id.startsWith(LIVE_PREFIX));
  const sources = Object.entries(previous.sources).filter(([id]) => id.startsWith(LIVE_PREFIX));
  if (live.length === 0 && sources.length === 0) return next;
  const layers = [...next.layers];
  for (const layer of live) {
    const below = previous.layers[previous.layers.indexOf(layer) - 1];
    const at = below ? layers.findIndex((l) => l.id === below.id) : -1;
    layers.splice(at < 0 ? layers.length : at + 1, 0, layer);
  }
  return { ...next, sources: { ...next.sources, ...Object.fromEntries(sources) }, layers };
}

const applied = new WeakMap<MapLibre, Map<string, string>>();
const REGION_SOURCE = 'regions';

/** Sets the states of region features that differ from those last set, and clears those that are gone. */
export function applyStates(map: MapLibre, states: FeatureStates): void {
  if (!map.getSource(REGION_SOURCE)) return;
  const before = applied.get(map) ?? new Map<string, string>();
  const now = new Map<string, string>();
  for (const [sourceLayer, features] of Object.entries(states)) {
    for (const [id, state] of Object.entries(features)) {
      const key = `${sourceLayer}/${id}`;
      const text = JSON.stringify(state);
      now.set(key, text);
      if (before.get(key) === text) continue;
      // States are merged by MapLibre, so what is no longer set is written as unset.
      const full: Required<FeatureState> = {
        class: state.class ?? PLAIN_CLASS,
        surplus: state.surplus ?? false,
        dim: state.dim ?? false,
        selected: state.selected ?? false,
        chosen: state.chosen ?? false,
      };
      map.setFeatureState({ source: REGION_SOURCE, sourceLayer, id: Number(id) }, full);
    }
  }
  for (const key of before.keys()) {
    if (now.has(key)) continue;
    const [sourceLayer, id] = key.split('/') as [string, string];
    map.setFeatureState(
      { source: REGION_SOURCE, sourceLayer, id: Number(id) },
      { class: PLAIN_CLASS, surplus: false, dim: false, selected: false, chosen: false },
    );
  }
  applied.set(map, now);
}
