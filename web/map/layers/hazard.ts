import { zoneImagePrefix } from '../image-names.ts';
import { attributesOf, defineLayer, IS_SAMPLE } from '../layer-definition.ts';

const hazard = attributesOf('hazard', 'hazard');

/** Hazard zones: hatched, never filled; denser where the class is higher. */
export const hazardZones = defineLayer({
  id: 'hazard',
  family: 'infrastructure',
  tileset: 'hazard',
  sourceLayers: ['hazard'],
  minimumZoom: 8,
  labelKey: 'map.layer.hazard',
  icon: 'TriangleAlert',
  legend: [
    { key: 'hazardClass.high', shape: 'hatch', colour: (theme) => theme.ink, image: 'zone/hazard-high' },
    { key: 'hazardClass.medium', shape: 'hatch', colour: (theme) => theme.ink, image: 'zone/hazard-medium' },
    { key: 'hazardClass.low', shape: 'hatch', colour: (theme) => theme.ink, image: 'zone/hazard-low' },
  ],
  popup: {
    hazard: {
      title: null,
      kind: { attribute: 'kind', codes: 'hazard' },
      fields: [{ attribute: 'class', key: 'map.field.hazardClass', format: 'code', codes: 'hazardClass' }],
    },
  },
  style: ({ theme }) => [
    [
      'zones',
      {
        id: 'hazard',
        type: 'fill',
        source: 'hazard',
        'source-layer': 'hazard',
        paint: {
          'fill-pattern': [
            'concat',
            zoneImagePrefix('hazard', theme),
            ['coalesce', hazard('class'), 'medium'],
            ['case', IS_SAMPLE, '/sample', ''],
          ],
        },
      },
    ],
    [
      'zones',
      {
        id: 'hazard-line',
        type: 'line',
        source: 'hazard',
        'source-layer': 'hazard',
        filter: ['!', IS_SAMPLE],
        paint: { 'line-color': theme.ink, 'line-width': 1.2 },
      },
    ],
    [
      'zones',
      {
        id: 'hazard-line-sample',
        type: 'line',
        source: 'hazard',
        'source-layer': 'hazard',
        filter: IS_SAMPLE,
        paint: { 'line-color': theme.sample, 'line-width': 1.2, 'line-dasharray': [3, 2] },
      },
    ],
  ],
});
