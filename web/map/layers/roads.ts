import type { ExpressionSpecification, LineLayerSpecification } from '@maplibre/maplibre-gl-style-spec';
import { attributesOf, defineLayer, IS_SAMPLE, type PlacedLayer, type StyleContext } from '../layer-definition.ts';

const road = attributesOf('roads', 'road');
const IS_REAL: ExpressionSpecification = ['!', IS_SAMPLE];

/** Roads by who answers for them: the wider, the further up. Widths at zoom 9 and 12, as casing and core. */
const RANKS = [
  { id: 'desa', authorities: ['desa'], minzoom: 13, factor: 0.45 },
  { id: 'kabupaten', authorities: ['kabupaten'], minzoom: 11, factor: 0.6 },
  { id: 'provincial', authorities: ['provinsi', 'pusat'], minzoom: 8, factor: 1 },
] as const;

/** All casings under all cores, so that a crossing is open; a dashed middle line marks what is made up. */
function roadLayers({ theme }: StyleContext, only: 'real' | 'sample'): PlacedLayer[] {
  const width = (from: number, to: number, factor: number): ExpressionSpecification => [
    'interpolate',
    ['linear'],
    ['zoom'],
    9,
    from * factor,
    12,
    to * factor,
    17,
    to * factor * 3,
  ];
  const cores: PlacedLayer[] = [];
  const casings: PlacedLayer[] = [];
  const signs: PlacedLayer[] = [];
  for (const { id, authorities, minzoom, factor } of RANKS) {
    const name = only === 'sample' ? `road-sample-${id}` : `road-${id}`;
    const isOfRank: ExpressionSpecification = ['in', road('authority'), ['literal', [...authorities]]];
    const common = {
      type: 'line',
      source: 'roads',
      'source-layer': 'road',
      minzoom,
      filter: ['all', isOfRank, only === 'sample' ? IS_SAMPLE : IS_REAL],
      layout: { 'line-join': 'round', 'line-cap': 'round' },
    } as const satisfies Partial<LineLayerSpecification>;
    casings.push([
      'roads',
      {
        ...common,
        id: `${name}-casing`,
        paint: { 'line-color': theme.roadCasing, 'line-width': width(1.6, 4.6, factor) },
      },
    ]);
    cores.push([
      'roads',
      { ...common, id: name, paint: { 'line-color': theme.road, 'line-width': width(0.8, 3, factor) } },
    ]);
    if (only === 'sample')
      signs.push([
        'roads',
        {
          ...common,
          id: `${name}-sign`,
          layout: { 'line-join': 'round' },
          paint: { 'line-color': theme.sample, 'line-width': width(0.35, 1.1, factor), 'line-dasharray': [4, 8] },
        },
      ]);
  }
  return [...casings, ...cores, ...signs];
}

export const roads = defineLayer({
  id: 'roads',
  family: 'infrastructure',
  tileset: 'roads',
  only: 'real',
  sourceLayers: ['road'],
  minimumZoom: 8,
  labelKey: 'map.layer.roads',
  icon: 'Route',
  legend: [{ key: 'map.legend.road', shape: 'casing', colour: (theme) => theme.road }],
  popup: {
    road: {
      title: 'name',
      kind: { attribute: 'authority', codes: 'map.road' },
      fields: [
        { attribute: 'length_metres', key: 'map.field.length', format: 'length' },
        { attribute: 'condition', key: 'map.field.condition', format: 'code', codes: 'condition' },
        { attribute: 'class', key: 'map.field.roadClass', format: 'code', codes: 'roadClass' },
        { attribute: 'code', key: 'map.field.roadCode', format: 'text', optional: true },
      ],
    },
  },
  style: (context) => [
    ...roadLayers(context, 'real'),
    [
      'label-road',
      {
        id: 'road-name',
        type: 'symbol',
        source: 'roads',
        'source-layer': 'road',
        minzoom: 12,
        // A made-up road has no name that anyone could know it by.
        filter: ['all', ['has', 'name'], IS_REAL],
        layout: {
          'symbol-placement': 'line',
          'text-field': road('name'),
          'text-font': ['Jangkau Peta Medium'],
          'text-size': 10.5,
          'symbol-spacing': 420,
          'text-max-angle': 30,
          'text-padding': 4,
        },
        paint: { 'text-color': context.theme.ink2, 'text-halo-color': context.theme.halo, 'text-halo-width': 1.4 },
      },
    ],
  ],
});

/** Made-up roads stand apart and are drawn only for those who switch them on; a press on one is answered by `roads`. */
export const sampleRoads = defineLayer({
  id: 'sample-roads',
  family: 'infrastructure',
  tileset: 'roads',
  only: 'sample',
  sourceLayers: ['road'],
  minimumZoom: 11,
  labelKey: 'map.layer.sampleRoads',
  icon: 'Route',
  legend: [{ key: 'map.legend.sampleRoad', shape: 'casing', colour: (theme) => theme.road }],
  popup: {},
  style: (context) => roadLayers(context, 'sample'),
});
