import type { LayerSpecification } from '@maplibre/maplibre-gl-style-spec';
import type { Feature, FeatureCollection } from 'geojson';
import { DifferenceKind, type DifferenceItem } from '#model/upload';
import { paint, PIXEL_RATIO } from '../../../../map/canvas-image.ts';
import type { LiveMap } from '../../../../map/map-context.ts';
import type { MapTheme } from '../../../../map/theme.ts';
import { KIND_COLOURS, SIGN_PATHS, SIGN_SIZE } from './kind-signs.ts';

const imageName = (kind: DifferenceItem['kind'], theme: MapTheme): string => `difference-${kind}-${theme.name}`;

/** What two versions have apart: a sign where each thing is (or was), and from the old place of a moved one a line and a ring. */
export function differenceFeatures(items: readonly DifferenceItem[], chosen: string | null): FeatureCollection {
  const features = items.flatMap(({ feature, kind, before, after }): Feature[] => {
    const properties = { feature, kind, chosen: feature === chosen };
    const at = after ?? before;
    if (at === null) return [];
    const sign: Feature = { type: 'Feature', geometry: { type: 'Point', coordinates: at }, properties };
    if (kind !== 'moved' || before === null || after === null) return [sign];
    return [
      { type: 'Feature', geometry: { type: 'LineString', coordinates: [before, after] }, properties },
      {
        type: 'Feature',
        geometry: { type: 'Point', coordinates: before },
        properties: { ...properties, kind: 'before' },
      },
      sign,
    ];
  });
  return { type: 'FeatureCollection', features };
}

/** Layers for `differenceFeatures`, from bottom to top. */
export function differenceLayers(source: string, theme: MapTheme): LayerSpecification[] {
  const ink = theme[KIND_COLOURS.moved];
  return [
    {
      id: `${source}-way-casing`,
      type: 'line',
      source,
      filter: ['==', ['geometry-type'], 'LineString'],
      paint: { 'line-color': theme.halo, 'line-width': 5 },
    },
    {
      id: `${source}-way`,
      type: 'line',
      source,
      filter: ['==', ['geometry-type'], 'LineString'],
      paint: { 'line-color': ink, 'line-width': 2, 'line-dasharray': [2, 1.4] },
    },
    {
      id: `${source}-before`,
      type: 'circle',
      source,
      filter: ['==', ['get', 'kind'], 'before'],
      paint: {
        'circle-radius': 5,
        'circle-color': theme.halo,
        'circle-stroke-color': ink,
        'circle-stroke-width': 2.2,
      },
    },
    {
      id: `${source}-chosen`,
      type: 'circle',
      source,
      filter: ['all', ['==', ['geometry-type'], 'Point'], ['==', ['get', 'chosen'], true]],
      paint: {
        'circle-radius': 15,
        'circle-color': theme.halo,
        'circle-opacity': 0.6,
        'circle-stroke-color': theme.select,
        'circle-stroke-width': 2.6,
      },
    },
    {
      id: signLayer(source),
      type: 'symbol',
      source,
      filter: ['all', ['==', ['geometry-type'], 'Point'], ['!=', ['get', 'kind'], 'before']],
      layout: {
        'icon-image': ['concat', 'difference-', ['get', 'kind'], `-${theme.name}`],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
    },
  ];
}
export const signLayer = (source: string): string => `${source}-sign-layer`;

/** Draws the signs of the kinds in the colours of a theme, once. */
export function addSigns(map: LiveMap, theme: MapTheme): void {
  for (const kind of DifferenceKind.options) {
    const name = imageName(kind, theme);
    if (map.hasImage(name)) continue;
    const { ground, mark } = SIGN_PATHS[kind];
    // A margin of one, so that the casing is not cut.
    const image = paint(SIGN_SIZE + 2, (context) => {
      context.translate(1, 1);
      const shape = new Path2D(ground);
      context.strokeStyle = theme.halo;
      context.lineWidth = 2;
      context.stroke(shape);
      context.fillStyle = theme[KIND_COLOURS[kind]];
      context.fill(shape);
      context.strokeStyle = theme.halo;
      context.lineWidth = 2.2;
      context.lineCap = 'round';
      context.stroke(new Path2D(mark));
    });
    map.addImage(name, image, { pixelRatio: PIXEL_RATIO });
  }
}
