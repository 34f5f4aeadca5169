import type { ExpressionSpecification } from '@maplibre/maplibre-gl-style-spec';
import { projectImagePrefix, symbolImage } from '../image-names.ts';
import { attributesOf, defineLayer, growing, IS_SAMPLE, type PopupContent } from '../layer-definition.ts';
import { byStage, stageColourOf, STAGES } from '../project-stages.ts';

const point = attributesOf('projects', 'project_point');
const line = attributesOf('projects', 'project_line');
const IS_GROUP: ExpressionSpecification = ['>', ['coalesce', point('count'), 1], 1];

const popup: PopupContent = {
  title: 'name',
  kind: { attribute: 'status', codes: 'projectStatus' },
  fields: [
    { attribute: 'ceiling_rupiah', key: 'map.field.ceiling', format: 'rupiah' },
    { attribute: 'physical_percent', key: 'map.field.physical', format: 'percent' },
    { attribute: 'planned_percent', key: 'map.field.planned', format: 'percent' },
    { attribute: 'sector', key: 'map.field.sector', format: 'code', codes: 'sector' },
    { attribute: 'opd', key: 'map.field.opd', format: 'text' },
    { attribute: 'fiscal_year', key: 'map.field.year', format: 'text' },
    { attribute: 'id', key: 'map.field.id', format: 'text', optional: true },
  ],
};

export const projects = defineLayer({
  id: 'projects',
  family: 'project',
  tileset: 'projects',
  sourceLayers: ['project_point', 'project_line'],
  minimumZoom: 8,
  labelKey: 'map.layer.projects',
  icon: 'HardHat',
  legend: STAGES.map((stage) => ({
    key: `map.projectStage.${stage}`,
    shape: 'diamond',
    colour: (theme) => stageColourOf(stage, theme),
  })),
  popup: { project_point: popup, project_line: popup },
  style: ({ theme, locale }) => [
    [
      'proposals',
      {
        id: 'project-line-casing',
        type: 'line',
        source: 'projects',
        'source-layer': 'project_line',
        layout: { 'line-join': 'round', 'line-cap': 'round' },
        paint: { 'line-color': theme.halo, 'line-width': growing(9, 3, 14, 9) },
      },
    ],
    [
      'proposals',
      {
        id: 'project-line',
        type: 'line',
        source: 'projects',
        'source-layer': 'project_line',
        filter: ['!', IS_SAMPLE],
        layout: { 'line-join': 'round', 'line-cap': 'round' },
        paint: {
          'line-color': byStage(line('status'), (stage) => stageColourOf(stage, theme), theme.ink3),
          'line-width': growing(9, 1.8, 14, 5),
        },
      },
    ],
    [
      'proposals',
      {
        id: 'project-line-sample',
        type: 'line',
        source: 'projects',
        'source-layer': 'project_line',
        filter: IS_SAMPLE,
        layout: { 'line-join': 'round' },
        paint: {
          'line-color': byStage(line('status'), (stage) => stageColourOf(stage, theme), theme.ink3),
          'line-width': growing(9, 1.8, 14, 5),
          'line-dasharray': [2.2, 0.9],
        },
      },
    ],
    [
      'proposals',
      {
        id: 'project-group',
        type: 'circle',
        source: 'projects',
        'source-layer': 'project_point',
        filter: IS_GROUP,
        paint: {
          'circle-color': theme.ink,
          'circle-radius': ['interpolate', ['linear'], ['sqrt', ['coalesce', point('count'), 1]], 1, 8, 10, 15],
          'circle-stroke-color': ['case', IS_SAMPLE, theme.sample, theme.halo],
          'circle-stroke-width': 2,
        },
      },
    ],
    [
      'proposals',
      {
        id: 'project-group-count',
        type: 'symbol',
        source: 'projects',
        'source-layer': 'project_point',
        filter: IS_GROUP,
        layout: {
          'text-field': ['number-format', ['coalesce', point('count'), 1], { locale, 'max-fraction-digits': 0 }],
          'text-font': ['Jangkau Peta Bold'],
          'text-size': 11,
          'text-allow-overlap': true,
          'text-ignore-placement': true,
        },
        paint: { 'text-color': theme.surface },
      },
    ],
    [
      'proposals',
      {
        id: 'project-sample-ring',
        type: 'symbol',
        source: 'projects',
        'source-layer': 'project_point',
        filter: ['all', ['!', IS_GROUP], IS_SAMPLE],
        layout: {
          'icon-image': symbolImage('sample-ring', theme),
          'icon-size': growing(9, 0.6, 14, 1.3),
          'icon-allow-overlap': true,
          'icon-ignore-placement': true,
        },
      },
    ],
    [
      'proposals',
      {
        id: 'project-point',
        type: 'symbol',
        source: 'projects',
        'source-layer': 'project_point',
        filter: ['!', IS_GROUP],
        layout: {
          'icon-image': ['concat', projectImagePrefix(theme), byStage(point('status'), (stage) => stage, 'proposed')],
          'icon-size': growing(9, 0.45, 14, 1),
          'icon-allow-overlap': true,
        },
      },
    ],
    [
      'label-facility',
      {
        id: 'project-name',
        type: 'symbol',
        source: 'projects',
        'source-layer': 'project_point',
        minzoom: 14,
        filter: ['all', ['!', IS_GROUP], ['has', 'name']],
        layout: {
          'text-field': point('name'),
          'text-font': ['Jangkau Peta Medium'],
          'text-size': 11,
          'text-anchor': 'left',
          'text-justify': 'left',
          'text-offset': [1.4, 0],
          'text-max-width': 11,
          'text-line-height': 1.1,
          'text-padding': 4,
        },
        paint: { 'text-color': theme.text, 'text-halo-color': theme.halo, 'text-halo-width': 1.5 },
      },
    ],
  ],
});
