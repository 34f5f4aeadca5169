import { featureIdOf, type RegionCode } from '#model/region';
import type { ExpressionSpecification } from '@maplibre/maplibre-gl-style-spec';
import { hatchImage } from './image-names.ts';
import { NO_DATA_CLASS, PLAIN_CLASS, SURPLUS_CLASS } from './labels.ts';
import type { PlacedLayer } from './layer-definition.ts';
import { coloursOf, type ClassScale } from './scales.ts';
import type { MapTheme } from './theme.ts';

/** Coloured regions: each code with its class, or `null` for "no data". A code that is missing is left plain. */
export interface Choropleth {
  readonly level: 'kecamatan' | 'desa';
  readonly scale: ClassScale;
  readonly classes: ReadonlyMap<RegionCode, number | null>;
  /** Regions that have more than they need: dotted over their class, with a legend row of their own. */
  readonly surplus: ReadonlySet<RegionCode>;
  /** What is written under the name: a number in the reader's language, signed for a surplus. */
  readonly values: ReadonlyMap<RegionCode, string>;
}

/** Every level that the map can colour or select; ids of tile features are `featureIdOf(code)`. */
const LEVELS = ['kecamatan', 'desa'] as const;

export interface FeatureState {
  class?: number;
  surplus?: boolean;
  dim?: boolean;
  selected?: boolean;
  chosen?: boolean;
}
/** What charts and lists pick out on the map. */
export interface Brush {
  /** Regions that stay lit while the others are dimmed; null lights all. */
  readonly lit: ReadonlySet<RegionCode> | null;
  /** Regions whose sum is read. */
  readonly chosen: ReadonlySet<RegionCode>;
}
/** What the canvas keeps on the features of `source`, by source layer and feature id. */
export type FeatureStates = Readonly<Record<string, Readonly<Record<number, FeatureState>>>>;

/**
 * The class of a region is feature-state, not an expression over codes: changing the service then touches only colours in
 * memory, and no tile is cut again.
 */
export function featureStates(
  choropleth: Choropleth | null,
  selected: RegionCode | null,
  focusClass: number | null,
  { lit, chosen }: Brush = { lit: null, chosen: new Set() },
): FeatureStates {
  const states: Record<string, Record<number, FeatureState>> = { kecamatan: {}, desa: {} };
  if (choropleth) {
    const layer = states[choropleth.level] as Record<number, FeatureState>;
    for (const [code, value] of choropleth.classes) {
      const state: FeatureState = { class: value ?? NO_DATA_CLASS };
      if (choropleth.surplus.has(code)) state.surplus = true;
      if (focusClass !== null && (state.surplus ? SURPLUS_CLASS : state.class) !== focusClass) state.dim = true;
      if (lit && !lit.has(code)) state.dim = true;
      layer[featureIdOf(code)] = state;
    }
  }
  const mark = (code: RegionCode, state: FeatureState) => {
    if (code.length <= 5) return;
    const layer = states[code.length === 8 ? 'kecamatan' : 'desa'] as Record<number, FeatureState>;
    layer[featureIdOf(code)] = { ...layer[featureIdOf(code)], ...state };
  };
  for (const code of chosen) mark(code, { chosen: true });
  if (selected) mark(selected, { selected: true });
  return states;
}

const STATE_CLASS: ExpressionSpecification = ['coalesce', ['feature-state', 'class'], PLAIN_CLASS];
const IS_DIM: ExpressionSpecification = ['boolean', ['feature-state', 'dim'], false];
const DIMMED = 0.25;
/** From here on the ground is worth seeing, and the class steps back. */
const [OPAQUE_TO, OPEN_FROM, OPEN_OPACITY] = [12, 12.6, 0.55];

/** How opaque the classes are drawn at a zoom, 0–1, so that legend swatches can step back with them. */
export function classOpacityAt(zoom: number): number {
  const way = Math.min(1, Math.max(0, (zoom - OPAQUE_TO) / (OPEN_FROM - OPAQUE_TO)));
  return 1 - way * (1 - OPEN_OPACITY);
}

function opacity(isDrawn: ExpressionSpecification): ExpressionSpecification {
  const at = (full: number): ExpressionSpecification => ['case', ['!', isDrawn], 0, IS_DIM, full * DIMMED, full];
  return ['interpolate', ['linear'], ['zoom'], OPAQUE_TO, at(1), OPEN_FROM, at(OPEN_OPACITY)];
}

/** Fill of the classes, hatch of missing data, dots of surplus, and in print a line over the darkest class. */
export function choroplethLayers({ level, scale }: Choropleth, theme: MapTheme): PlacedLayer[] {
  const colour = [
    'match',
    STATE_CLASS,
    ...scale.classes.flatMap((c) => [c.index, coloursOf(scale, c.index, theme).fill]),
    NO_DATA_CLASS,
    theme.noData,
    theme.region,
  ] as unknown as ExpressionSpecification;
  const fill = { type: 'fill', source: 'regions', 'source-layer': level } as const;
  const hatch = (id: string, image: string, isDrawn: ExpressionSpecification): PlacedLayer => [
    'choropleth',
    { ...fill, id, paint: { 'fill-pattern': image, 'fill-opacity': opacity(isDrawn) } },
  ];
  const layers: PlacedLayer[] = [
    [
      'choropleth',
      {
        ...fill,
        id: 'choropleth',
        paint: {
          'fill-color': colour,
          'fill-antialias': false,
          'fill-opacity': opacity(['!=', STATE_CLASS, PLAIN_CLASS]),
        },
      },
    ],
    hatch('choropleth-no-data', hatchImage('no-data', theme), ['==', STATE_CLASS, NO_DATA_CLASS]),
    hatch('choropleth-surplus', hatchImage('surplus', theme), ['boolean', ['feature-state', 'surplus'], false]),
  ];
  const darkest = scale.palette === 'sequential' ? scale.classes.find((c) => c.colour === 5) : undefined;
  if (theme.name === 'print' && darkest)
    layers.push(hatch('choropleth-darkest', hatchImage('diagonal', theme), ['==', STATE_CLASS, darkest.index]));
  return layers;
}

/** Hover and selection as lines on the region's edge, and an unseen fill that answers the pointer everywhere. */
export function selectionLayers(theme: MapTheme): PlacedLayer[] {
  return LEVELS.flatMap((level): PlacedLayer[] => {
    const source = { source: 'regions', 'source-layer': level } as const;
    const line = (id: string, state: string, color: string, width: number, dashes?: [number, number]): PlacedLayer => [
      'selection',
      {
        ...source,
        id: `${id}-${level}`,
        type: 'line',
        layout: { 'line-join': 'round' },
        paint: {
          'line-color': color,
          'line-width': width,
          ...(dashes ? { 'line-dasharray': dashes } : {}),
          'line-opacity': ['case', ['boolean', ['feature-state', state], false], 1, 0],
        },
      },
    ];
    return [
      ['selection', { ...source, id: pickLayer(level), type: 'fill', paint: { 'fill-opacity': 0 } }],
      line('hover', 'hover', theme.select, 2),
      // Dashes tell it from the plain lines between regions, on every class.
      line('chosen-casing', 'chosen', theme.selectCasing, 6),
      line('chosen', 'chosen', theme.select, 2.6, [2.4, 1.2]),
      line('selection-casing', 'selected', theme.selectCasing, 6),
      line('selection', 'selected', theme.select, 2.6),
    ];
  });
}

/** The layer that tells which region lies under the pointer. */
export function pickLayer(level: 'kecamatan' | 'desa'): string {
  return `pick-${level}`;
}
