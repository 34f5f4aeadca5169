import { TILESETS, type Tileset, type TilesetName } from './schema.ts';
import type { TileJson } from './tile-answer.ts';
import type { TilesetInfo } from './tile-source.ts';

const FIELD_TYPES = { string: 'String', number: 'Number', boolean: 'Boolean' } as const;

/**
 * TileJSON 3.0.0 of one version of a tileset. A tileset without features has the region's bounds.
 * Spec: https://github.com/mapbox/tilejson-spec/tree/master/3.0.0
 */
export function tileJsonOf(
  name: TilesetName,
  info: TilesetInfo,
  baseUrl: string,
  regionBounds: readonly [number, number, number, number],
): TileJson {
  const { minimumZoom, maximumZoom, layers } = TILESETS[name] as Tileset;
  const bounds = info.bounds ?? regionBounds;
  const [west, south, east, north] = bounds;
  return {
    tilejson: '3.0.0',
    name,
    scheme: 'xyz',
    tiles: [`${baseUrl.replace(/\/$/, '')}/tiles/${name}/${info.version}/{z}/{x}/{y}.mvt`],
    minzoom: minimumZoom,
    maxzoom: maximumZoom,
    bounds,
    center: [(west + east) / 2, (south + north) / 2, Math.max(minimumZoom, Math.min(maximumZoom, 9))],
    attribution: escapeHtml([...new Set(info.inputs.map((input) => input.producer))].sort().join('; ')),
    vector_layers: Object.entries(layers).map(([id, layer]) => ({
      id,
      fields: Object.fromEntries(
        Object.entries(layer.attributes).map(([attribute, type]) => [attribute, FIELD_TYPES[type]]),
      ),
      minzoom: layer.minimumZoom,
      maxzoom: maximumZoom,
    })),
  };
}

/** Clients put the attribution into the page as HTML. */
function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
