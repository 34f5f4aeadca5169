import type { Position } from '#model/geometry';
import type { ExpressionSpecification } from '@maplibre/maplibre-gl-style-spec';
import type { FeatureCollection, Point } from 'geojson';
import type { PlacedLayer } from './layer-definition.ts';
import type { MapTheme } from './theme.ts';

/** A sign that the interface puts on the map: where someone is, the n-th nearest, a chosen point. */
export interface MapMark {
  readonly role: 'origin' | 'rank' | 'chosen';
  readonly position: Position;
  /** The rank, as written. */
  readonly text?: string;
  readonly active?: boolean;
}
export const MARK_SOURCE = 'marks';

export function markPoints(
  marks: readonly MapMark[],
): FeatureCollection<Point, { role: string; text: string; active: boolean }> {
  return {
    type: 'FeatureCollection',
    features: marks.map(({ role, position, text, active }) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [...position] },
      properties: { role, text: text ?? '', active: active ?? false },
    })),
  };
}

export function markLayers(theme: MapTheme): PlacedLayer[] {
  const is = (role: string): ExpressionSpecification => ['==', ['get', 'role'], role];
  const active: ExpressionSpecification = ['get', 'active'];
  const circle = { type: 'circle', source: MARK_SOURCE } as const;
  return [
    [
      'proposals',
      {
        ...circle,
        id: 'mark-chosen',
        filter: is('chosen'),
        paint: {
          'circle-radius': 13,
          'circle-color': theme.select,
          'circle-opacity': 0,
          'circle-stroke-color': theme.select,
          'circle-stroke-width': 2.6,
        },
      },
    ],
    [
      'proposals',
      {
        ...circle,
        id: 'mark-origin-area',
        filter: is('origin'),
        paint: { 'circle-radius': 15, 'circle-color': theme.plan, 'circle-opacity': 0.2 },
      },
    ],
    [
      'proposals',
      {
        ...circle,
        id: 'mark-origin',
        filter: is('origin'),
        paint: {
          'circle-radius': 7,
          'circle-color': theme.plan,
          'circle-stroke-color': theme.halo,
          'circle-stroke-width': 2,
        },
      },
    ],
    [
      'proposals',
      {
        ...circle,
        id: 'mark-rank',
        filter: is('rank'),
        layout: { 'circle-sort-key': ['case', active, 1, 0] },
        paint: {
          'circle-radius': ['case', active, 18, 14],
          'circle-color': ['case', active, theme.action, theme.surface],
          'circle-stroke-color': ['case', active, theme.halo, theme.action],
          'circle-stroke-width': ['case', active, 1.6, 2.4],
        },
      },
    ],
    // Placed before all names: a name that would stand across a circle is left out.
    [
      'label-selected',
      {
        id: 'mark-rank-text',
        type: 'symbol',
        source: MARK_SOURCE,
        filter: is('rank'),
        layout: {
          'text-field': ['get', 'text'],
          'text-font': ['Jangkau Peta Bold'],
          'text-size': ['case', active, 16, 15],
          'text-allow-overlap': true,
          'text-padding': 8,
        },
        paint: { 'text-color': ['case', active, theme.onAction, theme.action] },
      },
    ],
    [
      'label-selected',
      {
        id: 'mark-origin-room',
        type: 'symbol',
        source: MARK_SOURCE,
        filter: is('origin'),
        layout: {
          'text-field': 'O',
          'text-font': ['Jangkau Peta Bold'],
          'text-size': 14,
          'text-allow-overlap': true,
          'text-padding': 8,
        },
        // Never seen: it keeps the name of the place off the dot that stands for it.
        paint: { 'text-opacity': 0 },
      },
    ],
  ];
}
