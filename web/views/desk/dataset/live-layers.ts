import type { LayerSpecification } from '@maplibre/maplibre-gl-style-spec';
import type { FeatureCollection } from 'geojson';
import type { LiveMap } from '../../../map/map-context.ts';

/** One source of a live map with its layers: laid at the first showing, and changed in place after that. */
export function keepLiveLayers(
  map: LiveMap,
  source: string,
): { show(data: FeatureCollection, layers: readonly LayerSpecification[]): void } {
  type PaintName = Parameters<typeof map.setPaintProperty>[1];
  return {
    show(data, layers) {
      const known = map.getSource(source);
      if (known && 'setData' in known) (known as { setData(data: FeatureCollection): void }).setData(data);
      else map.addSource(source, { type: 'geojson', data });
      for (const layer of layers) {
        if (!map.getLayer(layer.id)) {
          map.addLayer(layer);
          continue;
        }
        for (const [name, value] of Object.entries(layer.paint ?? {}))
          map.setPaintProperty(layer.id, name as PaintName, value);
      }
    },
  };
}
