import { defineLayer, growing, type PopupContent } from '../layer-definition.ts';

const popup: PopupContent = {
  title: 'name',
  kind: { attribute: 'kind', codes: 'region' },
  fields: [
    { attribute: 'population', key: 'map.field.population', format: 'number' },
    { attribute: 'code', key: 'map.field.code', format: 'text', optional: true },
  ],
};

/** The regency on its ground, with a band along its edge; kecamatan and desa are what people select. */
export const regions = defineLayer({
  id: 'regions',
  family: null,
  tileset: 'regions',
  sourceLayers: ['kabupaten', 'kecamatan', 'desa'],
  minimumZoom: 6,
  labelKey: 'map.layer.regions',
  icon: 'Map',
  legend: [],
  popup: { kecamatan: popup, desa: popup },
  style: ({ theme }) => [
    [
      'land',
      {
        id: 'land-region',
        type: 'fill',
        source: 'regions',
        'source-layer': 'kabupaten',
        paint: { 'fill-color': theme.land, 'fill-antialias': false },
      },
    ],
    [
      'region-band',
      {
        id: 'region-band',
        type: 'line',
        source: 'regions',
        'source-layer': 'kabupaten',
        maxzoom: 13,
        layout: { 'line-join': 'round' },
        paint: {
          'line-color': theme.regionBand,
          'line-width': growing(8, 6, 12, 9),
          'line-opacity': growing(9.5, 0.45, 11.5, 0.15),
        },
      },
    ],
    [
      'region',
      {
        id: 'region',
        type: 'fill',
        source: 'regions',
        'source-layer': 'kabupaten',
        paint: { 'fill-color': theme.region },
      },
    ],
    [
      'region-outline',
      {
        id: 'region-outline',
        type: 'line',
        source: 'regions',
        'source-layer': 'kabupaten',
        layout: { 'line-join': 'round' },
        paint: { 'line-color': theme.regionLine, 'line-width': growing(8, 0.9, 12, 1.6), 'line-opacity': 0.85 },
      },
    ],
  ],
});
