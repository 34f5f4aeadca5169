import type { ExpressionSpecification, FilterSpecification } from '@maplibre/maplibre-gl-style-spec';
import { attributesOf, defineLayer, IS_SAMPLE, type PlacedLayer, type StyleContext } from '../layer-definition.ts';

const road = attributesOf('roads', 'road');

/** Roads by who answers for them: the wider, the further up. Widths at zoom 9 and 12, as casing and core. */
const RANKS = [
  { id: 'desa', authorities: ['desa'], minzoom: 13, factor: 0.45 },
  { id: 'kabupaten', authorities: ['kabupaten'], minzoom: 11, factor: 0.6 },
  { id: 'provincial', authorities: ['provinsi', 'pusat'], minzoom: 8, factor: 1 },
] as const;

function roadLayers({ theme }: StyleContext): PlacedLayer[] {
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
    const filter: FilterSpecification = ['in', road('authority'), ['literal', [...authorities]]];
    const common = {
      type: 'line',
      source: 'roads',
      'source-layer': 'road',
      minzoom,
      filter,
      layout: { 'line-join': 'round', 'line-cap': 'round' },
    } as const;
    casings.push([
      'roads',
      {
        ...common,
        id: `road-${id}-casing`,
        paint: {
          'line-color': theme.roadCasing,
          'line-width': width(1.6, 4.6, factor),
        },
      },
    ]);
    cores.push([
      'roads',
      { ...common, id: `road-${id}`, paint: { 'line-color': theme.road, 'line-width': width(0.8, 3, factor) } },
    ]);
    signs.push([
      'roads',
      {
        ...common,
        id: `road-${id}-sample`,
        filter: ['all', filter, IS_SAMPLE],
        layout: { 'line-join': 'round' },
        paint: { 'line-color': theme.sample, 'line-width': width(0.35, 1.1, factor), 'line-dasharray': [4, 8] },
      },
    ]);
  }
  // All casings under all cores, so that a crossing is open; a dashed middle line marks what is made up.
  return [...casings, ...cores, ...signs];
}

export const roads = defineLayer({
  id: 'roads',
  family: 'infrastructure',
  tileset: 'roads',
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
    ...roadLayers(context),
    [
      'label-road',
      {
        id: 'road-name',
        type: 'symbol',
        source: 'roads',
        'source-layer': 'road',
        minzoom: 12,
        filter: ['has', 'name'],
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
