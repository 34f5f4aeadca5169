import type { ExpressionSpecification, LayerSpecification } from '@maplibre/maplibre-gl-style-spec';
import type { MapTheme } from '../../../../map/theme.ts';

const isChosen: ExpressionSpecification = ['==', ['get', 'chosen'], true];
const isPoint: ExpressionSpecification = ['==', ['geometry-type'], 'Point'];
const whenChosen = (yes: number, no: number): ExpressionSpecification => ['case', isChosen, yes, no];

/** Layers for the features of a dataset, from bottom to top; the chosen one is wider and has a ring. */
export function markLayers(source: string, theme: MapTheme): LayerSpecification[] {
  return [
    {
      id: `${source}-line-casing`,
      type: 'line',
      source,
      filter: ['!', isPoint],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': theme.halo, 'line-width': whenChosen(9, 5) },
    },
    {
      id: `${source}-line`,
      type: 'line',
      source,
      filter: ['!', isPoint],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': theme.action, 'line-width': whenChosen(5, 2.4) },
    },
    {
      id: `${source}-point`,
      type: 'circle',
      source,
      filter: isPoint,
      paint: {
        'circle-radius': whenChosen(7, 5),
        'circle-color': theme.action,
        'circle-stroke-color': theme.halo,
        'circle-stroke-width': 1.6,
      },
    },
    {
      id: `${source}-chosen`,
      type: 'circle',
      source,
      filter: ['all', isPoint, isChosen],
      paint: {
        'circle-radius': 13,
        'circle-color': theme.select,
        'circle-opacity': 0,
        'circle-stroke-color': theme.select,
        'circle-stroke-width': 2.6,
      },
    },
  ];
}
