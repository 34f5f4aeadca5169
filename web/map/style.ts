import type { FacilityKind } from '#model/facility';
import type { RegionCode } from '#model/region';
import { TILESETS, TILESET_NAMES, type TilesetName } from '#tilesets';
import type { LayerSpecification, SourceSpecification, StyleSpecification } from '@maplibre/maplibre-gl-style-spec';
import {
  choroplethLayers,
  featureStates,
  selectionLayers,
  type Brush,
  type Choropleth,
  type FeatureStates,
} from './choropleth.ts';
import { DRAWING_ORDER } from './drawing-order.ts';
import { figureFeatures, figureLayers, FIGURE_SOURCE, type MapFigure } from './figures.ts';
import {
  labelLayers,
  labelPoints,
  LABEL_SOURCE,
  surroundingFeatures,
  SURROUNDINGS_SOURCE,
  type RegionLabel,
  type Surroundings,
} from './labels.ts';
import type { PlacedLayer, StyleContext } from './layer-definition.ts';
import { LAYERS, type LayerId } from './layers/index.ts';
import { markLayers, markPoints, MARK_SOURCE, type MapMark } from './marks.ts';
import type { MapTheme } from './theme.ts';

/** Where the tiles of a tileset are: the address of its TileJSON, or the templates themselves. */
export type TileAddress = { readonly url: string } | { readonly tiles: readonly string[] };

export interface StyleOptions {
  readonly theme: MapTheme;
  readonly locale: string;
  /** A tileset without an address is left out with all its layers. */
  readonly tiles: Readonly<Partial<Record<TilesetName, TileAddress>>>;
  /** What people have switched on; parts of the ground are always there. */
  readonly visible: ReadonlySet<LayerId>;
  readonly facilityKinds?: readonly FacilityKind[] | null;
  readonly choropleth: Choropleth | null;
  readonly labels: readonly RegionLabel[];
  readonly surroundings: Surroundings;
  readonly selected: RegionCode | null;
  /** The class that a legend row points at; the others are dimmed. */
  readonly focusClass?: number | null;
  readonly brush?: Brush;
  readonly marks?: readonly MapMark[];
  readonly figures?: readonly MapFigure[];
  /** A map under 400 px. */
  readonly compact?: boolean;
  /** For print: values before names. */
  readonly valuesFirst?: boolean;
}

/** An empty layer that is always there: whatever is drawn under roads and labels is put before what follows it. */
export const SURFACE_SLOT = 'surface';

const STATES_KEY = 'jangkau:states';

/**
 * The style of the map, from nothing but its options: the same options give an equal style. The canvas hands it to
 * `setStyle`, which changes only what differs, and applies the feature states that travel in its metadata.
 */
export function buildStyle(options: StyleOptions): StyleSpecification {
  const { theme, choropleth } = options;
  const context: StyleContext = {
    theme,
    locale: options.locale,
    coloured: choropleth !== null,
    facilityKinds: options.facilityKinds ?? null,
    compact: options.compact ?? false,
    ranked: options.marks?.some((mark) => mark.role === 'rank') ?? false,
  };
  const shown = LAYERS.filter(
    (layer) => options.tiles[layer.tileset] && (layer.family === null || options.visible.has(layer.id)),
  );
  const placed: PlacedLayer[] = [
    ['ground', { id: 'ground', type: 'background', paint: { 'background-color': theme.land } }],
    ...shown.flatMap((layer) => layer.style(context)),
    ...(choropleth && options.tiles.regions ? choroplethLayers(choropleth, theme) : []),
    [SURFACE_SLOT, { id: SURFACE_SLOT, type: 'background', paint: { 'background-opacity': 0 } }],
    ...(options.tiles.regions ? selectionLayers(theme) : []),
    ...(options.figures?.length ? figureLayers(theme) : []),
    ...markLayers(theme),
    ...labelLayers({
      theme,
      scale: choropleth?.scale ?? null,
      coloured: choropleth?.level ?? null,
      compact: context.compact,
      valuesFirst: options.valuesFirst ?? false,
    }),
  ];
  return {
    version: 8,
    name: `jangkau-${theme.name}`,
    metadata: { [STATES_KEY]: featureStates(choropleth, options.selected, options.focusClass ?? null, options.brush) },
    transition: { duration: 0, delay: 0 },
    sources: sourcesFor(options),
    layers: inDrawingOrder(placed),
  };
}

/** The feature states that a built style carries. */
export function statesOf(style: StyleSpecification): FeatureStates {
  return ((style.metadata as Record<string, unknown> | undefined)?.[STATES_KEY] as FeatureStates | undefined) ?? {};
}

/** Layers bottom to top; those of one place keep the order they came in. */
function inDrawingOrder(placed: readonly PlacedLayer[]): LayerSpecification[] {
  return DRAWING_ORDER.flatMap((place) => placed.filter(([at]) => at === place).map(([, layer]) => layer));
}

function sourcesFor(options: StyleOptions): Record<string, SourceSpecification> {
  const sources: Record<string, SourceSpecification> = {};
  for (const name of TILESET_NAMES) {
    const address = options.tiles[name];
    if (!address) continue;
    const { minimumZoom, maximumZoom } = TILESETS[name];
    sources[name] =
      'url' in address
        ? { type: 'vector', url: address.url }
        : { type: 'vector', tiles: [...address.tiles], minzoom: minimumZoom, maxzoom: maximumZoom };
  }
  const { choropleth } = options;
  sources[LABEL_SOURCE] = {
    type: 'geojson',
    data: labelPoints(options.labels, {
      classes: choropleth?.classes ?? new Map(),
      values: choropleth?.values ?? new Map(),
      selected: options.selected,
      coloured: choropleth?.level ?? null,
    }),
  };
  sources[SURROUNDINGS_SOURCE] = { type: 'geojson', data: surroundingFeatures(options.surroundings) };
  sources[MARK_SOURCE] = { type: 'geojson', data: markPoints(options.marks ?? []) };
  if (options.figures?.length) sources[FIGURE_SOURCE] = { type: 'geojson', data: figureFeatures(options.figures) };
  return sources;
}
