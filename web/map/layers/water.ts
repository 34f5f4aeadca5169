import { attributesOf, defineLayer, growing } from '../layer-definition.ts';

const river = attributesOf('water', 'river');

/** Rivers, and the shallow water along the coast that gives the land its edge. */
export const water = defineLayer({
  id: 'water',
  family: 'infrastructure',
  tileset: 'water',
  sourceLayers: ['river', 'coast'],
  minimumZoom: 8,
  labelKey: 'map.layer.water',
  icon: 'Waves',
  legend: [{ key: 'map.legend.river', shape: 'line', colour: (theme) => theme.river }],
  popup: {},
  style: ({ theme, coloured }) => [
    [
      'rivers',
      {
        id: 'river',
        type: 'fill',
        source: 'water',
        'source-layer': 'river',
        paint: { 'fill-color': theme.river, 'fill-opacity': coloured ? 0.4 : 0.9 },
      },
    ],
    [
      'rivers',
      {
        // Narrow reaches are thinner than a pixel at these zooms; a line keeps them in sight.
        id: 'river-line',
        type: 'line',
        source: 'water',
        'source-layer': 'river',
        paint: {
          'line-color': theme.river,
          'line-width': growing(8, 0.4, 12, 0.8),
          'line-opacity': coloured ? 0.4 : 0.9,
        },
      },
    ],
    [
      'label-road',
      {
        id: 'river-name',
        type: 'symbol',
        source: 'water',
        'source-layer': 'river',
        minzoom: 12,
        filter: ['has', 'name'],
        layout: {
          'text-field': river('name'),
          'text-font': ['Jangkau Peta Medium Italic'],
          'text-size': 10.5,
          'text-padding': 4,
        },
        paint: { 'text-color': theme.seaText, 'text-halo-color': theme.halo, 'text-halo-width': 1.2 },
      },
    ],
  ],
});

/** The coast belongs to the ground: it stays when rivers are switched off. */
export const coast = defineLayer({
  id: 'coast',
  family: null,
  tileset: 'water',
  sourceLayers: ['coast'],
  minimumZoom: 7,
  labelKey: 'map.layer.coast',
  icon: 'Waves',
  legend: [],
  popup: {},
  style: ({ theme }) => [
    [
      'coast',
      {
        id: 'coast-2',
        type: 'line',
        source: 'water',
        'source-layer': 'coast',
        layout: { 'line-join': 'round', 'line-cap': 'round' },
        paint: { 'line-color': theme.coastFar, 'line-width': growing(8, 14, 12, 40), 'line-blur': 3 },
      },
    ],
    [
      'coast',
      {
        id: 'coast-1',
        type: 'line',
        source: 'water',
        'source-layer': 'coast',
        layout: { 'line-join': 'round', 'line-cap': 'round' },
        paint: { 'line-color': theme.coastNear, 'line-width': growing(8, 6, 12, 16), 'line-blur': 2 },
      },
    ],
    [
      'shore',
      {
        id: 'shore',
        type: 'line',
        source: 'water',
        'source-layer': 'coast',
        paint: { 'line-color': theme.river, 'line-width': 0.8 },
      },
    ],
  ],
});
