import { zoneImagePrefix } from '../image-names.ts';
import { attributesOf, defineLayer, IS_SAMPLE } from '../layer-definition.ts';

const use = attributesOf('land-use', 'land_use');

/** Spatial plan and protected farmland (LP2B): hatched, never filled. */
export const landUse = defineLayer({
  id: 'land-use',
  family: 'infrastructure',
  tileset: 'land-use',
  sourceLayers: ['land_use'],
  minimumZoom: 8,
  labelKey: 'map.layer.landUse',
  icon: 'Sprout',
  legend: (['lp2b', 'settlement', 'industry', 'coast-buffer', 'river-buffer', 'forest'] as const).map((kind) => ({
    key: `landUse.${kind}`,
    shape: 'hatch',
    colour: (theme) => (kind === 'lp2b' ? theme.good : theme.ink3),
    image: `zone/land-use-${kind}`,
  })),
  popup: { land_use: { title: 'name', kind: { attribute: 'kind', codes: 'landUse' }, fields: [] } },
  style: ({ theme }) => [
    [
      'zones',
      {
        id: 'land-use',
        type: 'fill',
        source: 'land-use',
        'source-layer': 'land_use',
        paint: {
          'fill-pattern': [
            'concat',
            zoneImagePrefix('land-use', theme),
            ['coalesce', use('kind'), 'settlement'],
            ['case', IS_SAMPLE, '/sample', ''],
          ],
        },
      },
    ],
    [
      'zones',
      {
        id: 'land-use-line',
        type: 'line',
        source: 'land-use',
        'source-layer': 'land_use',
        filter: ['!', IS_SAMPLE],
        paint: { 'line-color': ['match', use('kind'), 'lp2b', theme.good, theme.ink3], 'line-width': 1 },
      },
    ],
    [
      'zones',
      {
        id: 'land-use-line-sample',
        type: 'line',
        source: 'land-use',
        'source-layer': 'land_use',
        filter: IS_SAMPLE,
        paint: { 'line-color': theme.sample, 'line-width': 1.2, 'line-dasharray': [3, 2] },
      },
    ],
  ],
});
