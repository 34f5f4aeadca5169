import type { ExpressionSpecification } from '@maplibre/maplibre-gl-style-spec';
import { symbolImage } from '../image-names.ts';
import { attributesOf, defineLayer, growing, IS_SAMPLE } from '../layer-definition.ts';

const permit = attributesOf('permits', 'permit');
const IS_GROUP: ExpressionSpecification = ['>', ['coalesce', permit('count'), 1], 1];

/** Premises of legal entities; below the zoom of single points a number says how many. */
export const permits = defineLayer({
  id: 'permits',
  family: 'permit',
  tileset: 'permits',
  sourceLayers: ['permit'],
  minimumZoom: 8,
  labelKey: 'map.layer.permits',
  icon: 'FileCheck2',
  legend: [{ key: 'map.legend.permit', shape: 'square', colour: (theme) => theme.caution }],
  popup: {
    permit: {
      title: null,
      kind: { attribute: 'type', codes: 'permitType' },
      fields: [
        { attribute: 'count', key: 'map.field.count', format: 'number', optional: true },
        { attribute: 'status', key: 'map.field.status', format: 'code', codes: 'permitStatus' },
        { attribute: 'year', key: 'map.field.year', format: 'text' },
        { attribute: 'kbli_division', key: 'map.field.kbli', format: 'text', optional: true },
        { attribute: 'risk', key: 'map.field.risk', format: 'code', codes: 'permitRisk', optional: true },
        { attribute: 'region', key: 'map.field.region', format: 'text', optional: true },
        { attribute: 'id', key: 'map.field.id', format: 'text', optional: true },
      ],
    },
  },
  style: ({ theme, locale }) => [
    [
      'facilities',
      {
        id: 'permit-group',
        type: 'circle',
        source: 'permits',
        'source-layer': 'permit',
        filter: IS_GROUP,
        paint: {
          'circle-color': theme.halo,
          'circle-radius': [
            'interpolate',
            ['linear'],
            ['sqrt', ['coalesce', permit('count'), 1]],
            1,
            8,
            10,
            13,
            40,
            22,
          ],
          'circle-stroke-color': ['case', IS_SAMPLE, theme.sample, theme.caution],
          'circle-stroke-width': 2,
        },
      },
    ],
    [
      'facilities',
      {
        id: 'permit-group-count',
        type: 'symbol',
        source: 'permits',
        'source-layer': 'permit',
        filter: IS_GROUP,
        layout: {
          'text-field': ['number-format', ['coalesce', permit('count'), 1], { locale, 'max-fraction-digits': 0 }],
          'text-font': ['Jangkau Peta Bold'],
          'text-size': 11,
          'text-allow-overlap': true,
          'text-ignore-placement': true,
        },
        paint: { 'text-color': theme.text },
      },
    ],
    [
      'facilities',
      {
        id: 'permit-sample-ring',
        type: 'symbol',
        source: 'permits',
        'source-layer': 'permit',
        filter: ['all', ['!', IS_GROUP], IS_SAMPLE],
        layout: {
          'icon-image': symbolImage('sample-ring', theme),
          'icon-size': growing(10, 0.4, 14, 0.78),
          'icon-allow-overlap': true,
          'icon-ignore-placement': true,
        },
      },
    ],
    [
      'facilities',
      {
        id: 'permit',
        type: 'symbol',
        source: 'permits',
        'source-layer': 'permit',
        filter: ['!', IS_GROUP],
        layout: {
          'icon-image': symbolImage('permit', theme),
          'icon-size': growing(10, 0.5, 14, 1),
          'icon-allow-overlap': true,
        },
      },
    ],
  ],
});
