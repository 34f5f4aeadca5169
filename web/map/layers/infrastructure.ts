import { attributesOf, defineLayer, growing, IS_SAMPLE } from '../layer-definition.ts';
import { hatchImage, symbolImage } from '../image-names.ts';

const installation = attributesOf('infrastructure', 'installation');

/** Street lights, road signs and ICT sites: small, and only from nearby. */
export const installations = defineLayer({
  id: 'installations',
  family: 'infrastructure',
  tileset: 'infrastructure',
  sourceLayers: ['installation'],
  minimumZoom: 10,
  labelKey: 'map.layer.installations',
  icon: 'Zap',
  legend: [
    { key: 'infrastructure.street-light', shape: 'dot', colour: (theme) => theme.categories[4] as string },
    { key: 'infrastructure.road-sign', shape: 'dot', colour: (theme) => theme.categories[5] as string },
    { key: 'infrastructure.ict-site', shape: 'dot', colour: (theme) => theme.ink2 },
  ],
  popup: {
    installation: {
      title: 'name',
      kind: { attribute: 'kind', codes: 'infrastructure' },
      fields: [
        { attribute: 'condition', key: 'map.field.condition', format: 'code', codes: 'condition' },
        { attribute: 'authority', key: 'map.field.authority', format: 'code', codes: 'authority' },
        { attribute: 'count', key: 'map.field.count', format: 'number', optional: true },
        { attribute: 'id', key: 'map.field.id', format: 'text', optional: true },
      ],
    },
  },
  style: ({ theme }) => [
    [
      'facilities',
      {
        id: 'installation',
        type: 'circle',
        source: 'infrastructure',
        'source-layer': 'installation',
        minzoom: 10,
        filter: ['!=', installation('kind'), 'ict-site'],
        paint: {
          'circle-color': [
            'match',
            installation('kind'),
            'street-light',
            theme.categories[4] as string,
            theme.categories[5] as string,
          ],
          'circle-radius': growing(10, 1.4, 16, 4.5),
          'circle-stroke-color': ['case', IS_SAMPLE, theme.sample, theme.halo],
          'circle-stroke-width': growing(10, 0.4, 16, 1.2),
        },
      },
    ],
    [
      'facilities',
      {
        id: 'ict-site',
        type: 'symbol',
        source: 'infrastructure',
        'source-layer': 'installation',
        minzoom: 10,
        filter: ['==', installation('kind'), 'ict-site'],
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
        id: 'ict-site-sample',
        type: 'symbol',
        source: 'infrastructure',
        'source-layer': 'installation',
        minzoom: 10,
        filter: ['all', ['==', installation('kind'), 'ict-site'], IS_SAMPLE],
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

/** Parcels of the regency: outlined and finely hatched, never filled. */
export const landAssets = defineLayer({
  id: 'land-assets',
  family: 'infrastructure',
  tileset: 'infrastructure',
  sourceLayers: ['land_asset'],
  minimumZoom: 11,
  labelKey: 'map.layer.landAssets',
  icon: 'LandPlot',
  legend: [
    {
      key: 'map.legend.landAsset',
      shape: 'hatch',
      colour: (theme) => theme.categories[4] as string,
      image: 'hatch/land-asset',
    },
  ],
  popup: {
    land_asset: {
      title: 'name',
      kind: { attribute: 'use', codes: 'map.landAsset' },
      fields: [
        { attribute: 'area_square_metres', key: 'map.field.area', format: 'area' },
        { attribute: 'region', key: 'map.field.region', format: 'text', optional: true },
        { attribute: 'id', key: 'map.field.id', format: 'text', optional: true },
      ],
    },
  },
  style: ({ theme }) => [
    [
      'zones',
      {
        id: 'land-asset',
        type: 'fill',
        source: 'infrastructure',
        'source-layer': 'land_asset',
        minzoom: 11,
        paint: { 'fill-pattern': hatchImage('land-asset', theme) },
      },
    ],
    [
      'zones',
      {
        id: 'land-asset-line',
        type: 'line',
        source: 'infrastructure',
        'source-layer': 'land_asset',
        minzoom: 11,
        paint: { 'line-color': theme.categories[4] as string, 'line-width': growing(11, 0.4, 16, 1.2) },
      },
    ],
  ],
});
