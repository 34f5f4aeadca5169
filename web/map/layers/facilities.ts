import type { ExpressionSpecification, FilterSpecification } from '@maplibre/maplibre-gl-style-spec';
import { FACILITY_GROUPS, FACILITY_SYMBOLS, type FacilityGroup, kindsOf } from '../facility-symbols.ts';
import { facilityImagePrefix, symbolImage } from '../image-names.ts';
import { attributesOf, defineLayer, IS_SAMPLE, type StyleContext } from '../layer-definition.ts';

const facility = attributesOf('facilities', 'facility');

const IS_CLUSTER: ExpressionSpecification = ['>', ['coalesce', facility('count'), 1], 1];

function groupColour({ theme }: StyleContext): ExpressionSpecification {
  const groups = Object.keys(FACILITY_GROUPS) as FacilityGroup[];
  return [
    'match',
    facility('kind'),
    ...groups.flatMap((group) => [kindsOf(group), theme.categories[FACILITY_GROUPS[group]] as string]),
    theme.ink3,
  ] as unknown as ExpressionSpecification;
}

function rank(): ExpressionSpecification {
  return [
    'match',
    facility('kind'),
    ...Object.entries(FACILITY_SYMBOLS).flatMap(([kind, symbol]) => [kind, symbol.rank]),
    0,
  ] as unknown as ExpressionSpecification;
}

function larger(important: number, ordinary: number): ExpressionSpecification {
  return ['case', ['>=', rank(), IMPORTANT_RANK], important, ordinary];
}
const IMPORTANT_RANK = 8;

function isShown({ facilityKinds }: StyleContext): ExpressionSpecification {
  return facilityKinds
    ? ['in', ['coalesce', facility('kind'), ''], ['literal', [...facilityKinds]]]
    : ['literal', true];
}

/** Puskesmas, schools, offices: dots from afar, discs with an icon from zoom 14 on. */
export const facilities = defineLayer({
  id: 'facilities',
  family: 'facility',
  tileset: 'facilities',
  sourceLayers: ['facility'],
  minimumZoom: 8,
  labelKey: 'map.layer.facilities',
  icon: 'Building2',
  legend: (Object.keys(FACILITY_GROUPS) as FacilityGroup[]).map((group) => ({
    key: `map.facilityGroup.${group}`,
    shape: 'dot',
    colour: (theme) => theme.categories[FACILITY_GROUPS[group]] as string,
  })),
  popup: {
    facility: {
      title: 'name',
      kind: { attribute: 'kind', codes: 'kind' },
      fields: [
        { attribute: 'owner', key: 'map.field.owner', format: 'code', codes: 'owner' },
        { attribute: 'accuracy', key: 'map.field.accuracy', format: 'code', codes: 'accuracy', optional: true },
        { attribute: 'region', key: 'map.field.region', format: 'text', optional: true },
        { attribute: 'id', key: 'map.field.id', format: 'text', optional: true },
      ],
    },
  },
  style(context) {
    const { theme } = context;
    const single: FilterSpecification = ['all', ['!', IS_CLUSTER], isShown(context)];
    const namePaint = { 'text-color': theme.text, 'text-halo-color': theme.halo, 'text-halo-width': 1.5 } as const;
    const nameLayout = {
      'text-field': ['coalesce', facility('name'), ''] as ExpressionSpecification,
      'text-font': ['Jangkau Peta Medium'] as string[],
      'text-size': 11,
      'text-anchor': 'left',
      'text-justify': 'left',
      'text-max-width': 9,
      'text-line-height': 1.1,
      'text-padding': 4,
      // Names of important kinds are placed first.
      'symbol-sort-key': ['-', 20, rank()] as ExpressionSpecification,
    } as const;
    const source = { source: 'facilities', 'source-layer': 'facility' } as const;
    const colour = groupColour(context);
    /** In em from the middle of the sign: beside a circle of 18 px there are 4 px to spare. */
    const nameOffset = (alone: number): [number, number] => [context.ranked ? 22 / nameLayout['text-size'] : alone, 0];
    return [
      [
        'facilities',
        {
          ...source,
          id: 'facility-cluster',
          type: 'circle',
          filter: ['all', IS_CLUSTER, isShown(context)],
          paint: {
            'circle-color': colour,
            'circle-radius': [
              'interpolate',
              ['linear'],
              ['sqrt', ['coalesce', facility('count'), 1]],
              1,
              7,
              8,
              12,
              30,
              22,
            ],
            'circle-stroke-color': ['case', IS_SAMPLE, theme.sample, theme.halo],
            'circle-stroke-width': ['case', IS_SAMPLE, 2.4, 1.6],
          },
        },
      ],
      [
        'facilities',
        {
          ...source,
          id: 'facility-cluster-count',
          type: 'symbol',
          filter: ['all', IS_CLUSTER, isShown(context)],
          layout: {
            'text-field': [
              'number-format',
              ['coalesce', facility('count'), 1],
              { locale: context.locale, 'max-fraction-digits': 0 },
            ],
            'text-font': ['Jangkau Peta Bold'],
            'text-size': 11,
            'text-allow-overlap': true,
            'text-ignore-placement': true,
          },
          paint: { 'text-color': theme.surface },
        },
      ],
      [
        'facilities',
        {
          ...source,
          id: 'facility-sample-ring',
          type: 'symbol',
          maxzoom: 14,
          minzoom: 9,
          filter: ['all', single, IS_SAMPLE],
          layout: {
            'icon-image': symbolImage('sample-ring', theme),
            'icon-allow-overlap': true,
            'icon-ignore-placement': true,
            'icon-size': ['interpolate', ['linear'], ['zoom'], 9, 0.36, 11, 0.56, 13, 0.68],
          },
        },
      ],
      [
        'facilities',
        {
          ...source,
          id: 'facility-dot',
          type: 'circle',
          maxzoom: 14,
          filter: single,
          layout: { 'circle-sort-key': rank() },
          paint: {
            'circle-color': colour,
            // Few and important kinds are a little larger than the many, so that they are found among them.
            'circle-radius': [
              'interpolate',
              ['linear'],
              ['zoom'],
              9,
              larger(3.8, 2.6),
              11,
              larger(6, 5),
              12,
              larger(7, 6),
            ],
            'circle-stroke-color': theme.halo,
            'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 9, context.coloured ? 1.3 : 0.8, 12, 1.6],
          },
        },
      ],
      [
        'facilities',
        {
          ...source,
          id: 'facility-disc',
          type: 'symbol',
          minzoom: 14,
          filter: single,
          layout: {
            'icon-image': ['concat', facilityImagePrefix(theme), facility('kind'), ['case', IS_SAMPLE, '/sample', '']],
            'icon-allow-overlap': true,
            ...nameLayout,
            'text-offset': nameOffset(1.3),
            'text-optional': true,
          },
          paint: namePaint,
        },
      ],
      [
        'label-facility',
        {
          ...source,
          id: 'facility-name',
          type: 'symbol',
          minzoom: 13,
          maxzoom: 14,
          filter: ['all', single, ['has', 'name']],
          layout: { ...nameLayout, 'text-offset': nameOffset(0.8) },
          paint: namePaint,
        },
      ],
    ];
  },
});
