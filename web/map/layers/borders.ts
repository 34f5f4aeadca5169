import { attributesOf, defineLayer, growing } from '../layer-definition.ts';

const border = attributesOf('borders', 'border');

/** Inner lines, each border once. Those of desa step in when kecamatan alone no longer tell where one is. */
export const borders = defineLayer({
  id: 'borders',
  family: null,
  tileset: 'borders',
  sourceLayers: ['border'],
  minimumZoom: 6,
  labelKey: 'map.layer.borders',
  icon: 'Map',
  legend: [],
  popup: {},
  style: ({ theme, coloured }) => [
    [
      'inner-lines',
      {
        id: 'desa-line',
        type: 'line',
        source: 'borders',
        'source-layer': 'border',
        minzoom: 11.5,
        filter: ['==', border('level'), 'desa'],
        layout: { 'line-join': 'round' },
        paint: {
          'line-color': coloured ? theme.innerLine : theme.innerLinePlain,
          'line-width': growing(12, 0.6, 15, 1),
          'line-dasharray': [2, 2],
        },
      },
    ],
    [
      'inner-lines',
      {
        id: 'kecamatan-line',
        type: 'line',
        source: 'borders',
        'source-layer': 'border',
        filter: ['==', border('level'), 'kecamatan'],
        layout: { 'line-join': 'round' },
        paint: {
          'line-color': coloured ? theme.innerLine : theme.innerLinePlain,
          'line-width': growing(8, 0.6, 12, 1.8),
        },
      },
    ],
  ],
});
