import type { Polygonal, Position } from '#model/geometry';
import type { ExpressionSpecification } from '@maplibre/maplibre-gl-style-spec';
import type { FeatureCollection, LineString } from 'geojson';
import { metresPerDegree } from '../worker/straight-distance.ts';
import { hatchImage } from './image-names.ts';
import { growing, type PlacedLayer } from './layer-definition.ts';
import type { MapTheme } from './theme.ts';

/** A shape that an analysis puts on the map: what is not served, how far a facility reaches, an area or a line that someone drew. */
export interface MapFigure {
  readonly role: 'unserved' | 'reach' | 'area' | 'line';
  readonly geometry: Polygonal | LineString;
}
export const FIGURE_SOURCE = 'figures';

export function figureFeatures(
  figures: readonly MapFigure[],
): FeatureCollection<MapFigure['geometry'], { role: MapFigure['role'] }> {
  return {
    type: 'FeatureCollection',
    features: figures.map(({ role, geometry }) => ({ type: 'Feature', geometry, properties: { role } })),
  };
}

/** Hatched and lined, never filled with a class: the colours below stay what the legend says. */
export function figureLayers(theme: MapTheme): PlacedLayer[] {
  const is = (role: MapFigure['role']): ExpressionSpecification => ['==', ['get', 'role'], role];
  const source = { source: FIGURE_SOURCE } as const;
  const line = (
    place: 'zones' | 'proposals',
    id: string,
    role: MapFigure['role'],
    color: string,
    width: number | ExpressionSpecification,
    dash?: [number, number],
  ): PlacedLayer => [
    place,
    {
      ...source,
      id,
      type: 'line',
      filter: is(role),
      layout: { 'line-join': 'round' },
      paint: { 'line-color': color, 'line-width': width, ...(dash ? { 'line-dasharray': dash } : {}) },
    },
  ];
  return [
    [
      'zones',
      {
        ...source,
        id: 'unserved',
        type: 'fill',
        filter: is('unserved'),
        paint: { 'fill-pattern': hatchImage('unserved', theme), 'fill-antialias': false },
      },
    ],
    line('zones', 'unserved-casing', 'unserved', theme.selectCasing, growing(10, 0, 12, 2.6)),
    line('zones', 'unserved-line', 'unserved', theme.critical, growing(9, 0.5, 12, 1.3)),
    line('proposals', 'reach-casing', 'reach', theme.selectCasing, 5),
    line('proposals', 'reach', 'reach', theme.select, 2.2),
    [
      'proposals',
      {
        ...source,
        id: 'area',
        type: 'fill',
        filter: is('area'),
        paint: { 'fill-color': theme.action, 'fill-opacity': 0.08 },
      },
    ],
    line('proposals', 'area-casing', 'area', theme.selectCasing, 5),
    line('proposals', 'area-line', 'area', theme.action, 2.4, [3, 1.6]),
    line('proposals', 'measured-casing', 'line', theme.selectCasing, 5),
    line('proposals', 'measured', 'line', theme.action, 3),
  ];
}

/** A corner every five degrees strays less than 0.1 % of the radius from the true circle. */
const CORNERS = 72;

/** The circle of a true distance around a point: every corner lies as far away as the engine measures it. */
export function circleAround([longitude, latitude]: Position, radiusMetres: number): LineString {
  const coordinates = Array.from({ length: CORNERS + 1 }, (_, step) => {
    const bearing = (step % CORNERS) * ((2 * Math.PI) / CORNERS);
    const [east, north] = [radiusMetres * Math.sin(bearing), radiusMetres * Math.cos(bearing)];
    // Degrees are as long as half-way to the corner, which is known well enough after one step.
    const near = latitude + north / metresPerDegree(latitude).north;
    const scale = metresPerDegree((latitude + near) / 2);
    return [longitude + east / scale.east, latitude + north / scale.north];
  });
  return { type: 'LineString', coordinates };
}
