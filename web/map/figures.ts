import type { Polygonal, Position } from '#model/geometry';
import type { ExpressionSpecification } from '@maplibre/maplibre-gl-style-spec';
import type { FeatureCollection, LineString } from 'geojson';
import { hatchImage } from './image-names.ts';
import type { PlacedLayer } from './layer-definition.ts';
import type { MapTheme } from './theme.ts';

/** A shape that an analysis puts on the map: what is not served, how far a facility reaches, an area that someone drew. */
export interface MapFigure {
  readonly role: 'unserved' | 'reach' | 'area';
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
    width: number,
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
    line('zones', 'unserved-casing', 'unserved', theme.selectCasing, 2.6),
    line('zones', 'unserved-line', 'unserved', theme.critical, 1.2),
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
  ];
}

const EARTH_RADIUS_METRES = 6_371_008.8;

/**
 * The circle of a true distance around a point, as straight lines between points on it: a corner every 5 degrees strays
 * less than 0.1 % of the radius. On the sphere, because a circle in degrees is none on the ground.
 */
export function circleAround([longitude, latitude]: Position, radiusMetres: number): LineString {
  const angle = radiusMetres / EARTH_RADIUS_METRES;
  const [fromLongitude, fromLatitude] = [(longitude * Math.PI) / 180, (latitude * Math.PI) / 180];
  const coordinates = Array.from({ length: 73 }, (_, step) => {
    const bearing = (step % 72) * ((2 * Math.PI) / 72);
    const sine =
      Math.sin(fromLatitude) * Math.cos(angle) + Math.cos(fromLatitude) * Math.sin(angle) * Math.cos(bearing);
    const east = Math.atan2(
      Math.sin(bearing) * Math.sin(angle) * Math.cos(fromLatitude),
      Math.cos(angle) - Math.sin(fromLatitude) * sine,
    );
    return [((fromLongitude + east) * 180) / Math.PI, (Math.asin(sine) * 180) / Math.PI];
  });
  return { type: 'LineString', coordinates };
}
