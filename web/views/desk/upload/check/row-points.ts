import type { RowOutcome } from '#model/upload';
import type { CircleLayerSpecification, ExpressionSpecification } from '@maplibre/maplibre-gl-style-spec';
import type { FeatureCollection, Point } from 'geojson';
import { LIVE_PREFIX } from '../../../../map/live-style.ts';
import type { MapTheme } from '../../../../map/theme.ts';

export const POINT_SOURCE = `${LIVE_PREFIX}rows`;
/** From bottom to top: what needs somebody lies above what does not. */
export const POINT_LAYERS = [`${LIVE_PREFIX}rows-ready`, `${LIVE_PREFIX}rows-problem`, `${LIVE_PREFIX}rows-selected`];

/** Points of rows as columns; of a difference, what is gone counts as a problem. */
export interface RowPositions {
  readonly rows: readonly number[];
  readonly longitudes: readonly number[];
  readonly latitudes: readonly number[];
  readonly outcomes: readonly RowOutcome[];
}

export function pointFeatures(
  { rows, longitudes, latitudes, outcomes }: RowPositions,
  selected: number | null,
): FeatureCollection<Point, { row: number; outcome: RowOutcome; selected: boolean }> {
  return {
    type: 'FeatureCollection',
    features: rows.map((row, index) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [longitudes[index]!, latitudes[index]!] },
      properties: { row, outcome: outcomes[index]!, selected: row === selected },
    })),
  };
}

/** Size tells ready from problem as well as colour does. */
export function pointLayers(theme: MapTheme): CircleLayerSpecification[] {
  const isProblem: ExpressionSpecification = ['==', ['get', 'outcome'], 'rejected'];
  const isSelected: ExpressionSpecification = ['get', 'selected'];
  const layer = (
    index: number,
    filter: ExpressionSpecification,
    paint: CircleLayerSpecification['paint'],
  ): CircleLayerSpecification => ({
    id: POINT_LAYERS[index]!,
    type: 'circle',
    source: POINT_SOURCE,
    filter,
    ...(paint ? { paint } : {}),
  });
  return [
    layer(0, ['!', isProblem], {
      'circle-radius': 4.5,
      'circle-color': theme.action,
      'circle-stroke-color': theme.halo,
      'circle-stroke-width': 1.4,
    }),
    layer(1, isProblem, {
      'circle-radius': 8,
      'circle-color': theme.critical,
      'circle-stroke-color': theme.halo,
      'circle-stroke-width': 2,
    }),
    layer(2, isSelected, {
      'circle-radius': 12,
      'circle-color': theme.select,
      'circle-opacity': 0,
      'circle-stroke-color': theme.select,
      'circle-stroke-width': 2.6,
    }),
  ];
}
