import type { Map as MapLibre, VectorTileSource } from 'maplibre-gl';

/**
 * Asks again where the tiles of a tileset are: a new version has other addresses, and the map draws it over the old one. Null
 * asks for all of them.
 */
export function refreshSource(map: MapLibre, name: string | null): void {
  const names = name === null ? Object.keys(map.getStyle().sources) : [name];
  for (const one of names) {
    const source = map.getSource<VectorTileSource>(one);
    if (source?.type === 'vector' && source.url) source.setUrl(source.url);
  }
}
