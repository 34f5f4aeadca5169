import type { Position } from '#model/geometry';
import type { Map as MapLibre, MapGeoJSONFeature, MapMouseEvent, PointLike } from 'maplibre-gl';
import { pickLayer } from './choropleth.ts';
import { LAYERS, type LayerId } from './layers/index.ts';

/** What lies under the pointer, as its tile tells it. */
export interface PickedFeature {
  readonly layer: LayerId;
  readonly sourceLayer: string;
  readonly id: string | number | null;
  readonly properties: Readonly<Record<string, string | number | boolean>>;
  /** Of the feature when it is a point, else where the pointer was. */
  readonly position: Position;
}

/** A finger is wider than a mouse pointer; points are found this many px away. */
const REACH = { mouse: 4, touch: 14 };

/** Calls back on hover and press with the topmost feature that has something to tell. Returns how to stop. */
export function followPointer(
  map: MapLibre,
  on: { select: (feature: PickedFeature | null) => void; hover: (feature: PickedFeature | null) => void },
): () => void {
  let hovered: PickedFeature | null = null;
  const setHover = (next: PickedFeature | null) => {
    if (next?.id === hovered?.id && next?.layer === hovered?.layer) return;
    for (const [feature, hover] of [
      [hovered, false],
      [next, true],
    ] as const) {
      if (feature?.layer === 'regions' && typeof feature.id === 'number')
        map.setFeatureState({ source: 'regions', sourceLayer: feature.sourceLayer, id: feature.id }, { hover });
    }
    hovered = next;
    map.getCanvas().style.cursor = next ? 'pointer' : '';
    on.hover(next);
  };
  /** While a tool draws, presses are its own. */
  const isDrawing = () => map.getContainer().dataset['tool'] !== undefined;
  /** The press that ends a drawing comes when its tool has been laid down already. */
  let hasBegunDrawing = false;
  const begin = () => (hasBegunDrawing = isDrawing());
  const move = (event: MapMouseEvent) => {
    if (!isDrawing()) setHover(pickAt(map, event, REACH.mouse));
  };
  const leave = () => setHover(null);
  const press = (event: MapMouseEvent) => {
    if (isDrawing() || hasBegunDrawing) return;
    on.select(pickAt(map, event, matchMedia('(pointer: coarse)').matches ? REACH.touch : REACH.mouse));
  };
  map.on('mousemove', move);
  map.on('mouseout', leave);
  map.on('mousedown', begin);
  map.on('touchstart', begin);
  map.on('click', press);
  return () => {
    map.off('mousedown', begin);
    map.off('touchstart', begin);
    map.off('mousemove', move);
    map.off('mouseout', leave);
    map.off('click', press);
  };
}

/** Further out, a press on a thin line means the region below it. */
const LINES_ANSWER_FROM = 11;

function pickAt(map: MapLibre, { point, lngLat }: MapMouseEvent, reach: number): PickedFeature | null {
  const layers = map.getLayersOrder().filter((id) => !id.startsWith('label-'));
  const box: [PointLike, PointLike] = [
    [point.x - reach, point.y - reach],
    [point.x + reach, point.y + reach],
  ];
  const answers = (feature: MapGeoJSONFeature) => layerOf(feature) !== undefined;
  const near = map
    .queryRenderedFeatures(box, { layers })
    .filter(answers)
    .find(
      (f) =>
        f.layer.type !== 'fill' &&
        f.source !== 'regions' &&
        (f.layer.type !== 'line' || map.getZoom() >= LINES_ANSWER_FROM),
    );
  const under =
    near ??
    map
      .queryRenderedFeatures(point, { layers })
      .filter(answers)
      .find((f) => isDrawnZone(f) || isPick(map, f));
  if (!under) return null;
  const found = layerOf(under) as (typeof LAYERS)[number];
  const position: Position =
    under.geometry.type === 'Point' ? (under.geometry.coordinates as Position) : [lngLat.lng, lngLat.lat];
  return {
    layer: found.id,
    sourceLayer: under.sourceLayer ?? '',
    id: under.id ?? null,
    properties: under.properties as PickedFeature['properties'],
    position,
  };
}

/** The definition that a drawn feature belongs to, if it answers a press. */
function layerOf(feature: MapGeoJSONFeature): (typeof LAYERS)[number] | undefined {
  return LAYERS.find(
    (layer) => layer.tileset === feature.source && Object.hasOwn(layer.popup, feature.sourceLayer ?? ''),
  );
}

function isDrawnZone(feature: MapGeoJSONFeature): boolean {
  return feature.source !== 'regions';
}

/** Desa answer from the zoom where their lines are drawn, or where they are what is coloured. */
function isPick(map: MapLibre, feature: MapGeoJSONFeature): boolean {
  const desa = map.getZoom() >= 11.5 || map.getLayer('choropleth')?.sourceLayer === 'desa';
  return feature.layer.id === pickLayer(desa ? 'desa' : 'kecamatan');
}
