import type { Map as MapLibre, VectorTileSource } from 'maplibre-gl';

/** Asks again where the tiles of a tileset are: a new version has other addresses, and the map draws it. */
export function refreshSource(map: MapLibre, name: string): void {
  const source = map.getSource<VectorTileSource>(name);
  if (source?.type === 'vector' && source.url) source.setUrl(source.url);
}
