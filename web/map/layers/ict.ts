import { symbolImage } from '../image-names.ts';
import { attributesOf, defineLayer, growing, IS_SAMPLE } from '../layer-definition.ts';

const fibre = attributesOf('ict', 'fibre');

/** The network of the government: for those who keep it. Nobody else is told that the layer exists. */
export const ict = defineLayer({
  id: 'ict',
  family: 'infrastructure',
  tileset: 'ict',
  sourceLayers: ['fibre', 'site'],
  minimumZoom: 8,
  labelKey: 'map.layer.ict',
  icon: 'Network',
  legend: [
    { key: 'infrastructure.ict-site', shape: 'dot', colour: (theme) => theme.ink2 },
    { key: 'infrastructure.fibre', shape: 'line', colour: (theme) => theme.categories[2] as string },
  ],
  popup: {
    fibre: {
      title: 'name',
      kind: null,
      fields: [
        { attribute: 'class', key: 'map.field.class', format: 'code', codes: 'ictClass', optional: true },
        { attribute: 'condition', key: 'map.field.condition', format: 'code', codes: 'condition' },
        { attribute: 'cores', key: 'map.field.cores', format: 'number', optional: true },
        { attribute: 'length_metres', key: 'map.field.length', format: 'length' },
        { attribute: 'id', key: 'map.field.id', format: 'text', optional: true },
      ],
    },
    site: {
      title: 'name',
      kind: { attribute: 'class', codes: 'ictClass' },
      fields: [
        { attribute: 'count', key: 'map.field.count', format: 'number', optional: true },
        { attribute: 'connection', key: 'map.field.connection', format: 'code', codes: 'ictConnection' },
        { attribute: 'bandwidth_mbps', key: 'map.field.bandwidth', format: 'number', optional: true },
        { attribute: 'condition', key: 'map.field.condition', format: 'code', codes: 'condition' },
        { attribute: 'id', key: 'map.field.id', format: 'text', optional: true },
      ],
    },
  },
  style: ({ theme }) => [
    [
      'roads',
      {
        id: 'ict-fibre',
        type: 'line',
        source: 'ict',
        'source-layer': 'fibre',
        paint: {
          'line-color': ['case', IS_SAMPLE, theme.sample, theme.categories[2] as string],
          'line-width': ['case', ['==', fibre('class'), 'backbone'], 2.4, 1.4],
          'line-dasharray': [3, 2],
        },
      },
    ],
    [
      'facilities',
      {
        id: 'ict-place',
        type: 'symbol',
        source: 'ict',
        'source-layer': 'site',
        layout: {
          'icon-image': symbolImage('ict-site', theme),
          'icon-size': growing(10, 0.6, 14, 1),
          'icon-allow-overlap': true,
        },
      },
    ],
    [
      'facilities',
      {
        id: 'ict-place-sample',
        type: 'symbol',
        source: 'ict',
        'source-layer': 'site',
        filter: IS_SAMPLE,
        layout: {
          'icon-image': symbolImage('sample-ring', theme),
          'icon-size': growing(10, 0.6, 14, 1),
          'icon-allow-overlap': true,
          'icon-ignore-placement': true,
        },
      },
    ],
  ],
});
