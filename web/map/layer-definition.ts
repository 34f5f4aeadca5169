import type { FacilityKind } from '#model/facility';
import type { TILESETS, TilesetName } from '#tilesets';
import type { ExpressionSpecification, LayerSpecification } from '@maplibre/maplibre-gl-style-spec';
import type { DrawingPlace } from './drawing-order.ts';
import type { MessageKey } from '../i18n/messages.ts';
import type { MapTheme } from './theme.ts';

/** What the style layers of a definition may depend on. */
export interface StyleContext {
  readonly theme: MapTheme;
  /** BCP 47, for numbers that MapLibre formats itself. */
  readonly locale: string;
  /** Class colours lie under the layers: rivers and lines step back. */
  readonly coloured: boolean;
  /** The kinds to draw, or `null` for all. */
  readonly facilityKinds: readonly FacilityKind[] | null;
  /** A map under 400 px leaves out what would crowd it. */
  readonly compact: boolean;
  /** Numbered circles stand on facilities: their names begin beside the circle. */
  readonly ranked: boolean;
}

/** A style layer with its place in the drawing order. */
export type PlacedLayer = readonly [place: DrawingPlace, layer: LayerSpecification];

export type LayerFamily = 'facility' | 'infrastructure' | 'permit' | 'project';

export type SwatchShape = 'dot' | 'square' | 'diamond' | 'line' | 'casing' | 'fill' | 'hatch' | 'icon';
/** One row of a legend. `image` names a pattern or icon of images.ts. */
export interface LegendKey {
  readonly key: MessageKey;
  readonly shape: SwatchShape;
  readonly colour: (theme: MapTheme) => string;
  readonly image?: string;
}

export type PopupFormat = 'text' | 'number' | 'rupiah' | 'percent' | 'area' | 'length' | 'code';
/** A line of a popup. `key` is the label; a `code` is translated with `<codes>.<value>`. */
export interface PopupField {
  readonly attribute: string;
  readonly key: MessageKey;
  readonly format: PopupFormat;
  readonly codes?: string;
  /** Left out when the tile does not say; any other field then reads "no data". */
  readonly optional?: true;
}
export interface PopupContent {
  /** The attribute that names the feature, and the code that stands in when it has no name. */
  readonly title: string | null;
  readonly kind: { readonly attribute: string; readonly codes: string } | null;
  readonly fields: readonly PopupField[];
}

/** A layer that people can switch, or a part of the ground (`family: null`) that is always there. */
export interface LayerDefinition<T extends TilesetName = TilesetName> {
  readonly id: string;
  readonly family: LayerFamily | null;
  readonly tileset: T;
  /** Where a tileset mixes both, a layer draws only one of them: what was made up is never on a map unasked. */
  readonly only?: 'real' | 'sample';
  readonly sourceLayers: readonly (keyof (typeof TILESETS)[T]['layers'] & string)[];
  /** From this zoom on it is drawn; the list tells people to come closer. */
  readonly minimumZoom: number;
  readonly labelKey: MessageKey;
  /** Name of a Lucide icon. */
  readonly icon: string;
  readonly legend: readonly LegendKey[];
  /** By source layer; absent means that it answers no click. */
  readonly popup: Readonly<Partial<Record<keyof (typeof TILESETS)[T]['layers'] & string, PopupContent>>>;
  style(context: StyleContext): readonly PlacedLayer[];
}

/** A definition whose source layers and popup attributes are checked against the tile schema by the compiler. */
export function defineLayer<const T extends TilesetName, const I extends string>(
  definition: Omit<LayerDefinition<T>, 'id'> & { readonly id: I },
): LayerDefinition<T> & { readonly id: I } {
  return definition;
}

type AttributeOf<
  T extends TilesetName,
  L extends keyof (typeof TILESETS)[T]['layers'],
> = (typeof TILESETS)[T]['layers'][L] extends { attributes: infer A } ? keyof A & string : never;

/** The names of the attributes of one source layer, so that a wrong one is a compile error. */
export function attributesOf<T extends TilesetName, L extends keyof (typeof TILESETS)[T]['layers'] & string>(
  _tileset: T,
  _layer: L,
): (name: AttributeOf<T, L>) => ExpressionSpecification {
  return (name) => ['get', name];
}

/** Made-up data carries `sample`; features without the attribute are real. */
export const IS_SAMPLE: ExpressionSpecification = ['to-boolean', ['get', 'sample']];

/** A width that grows between two zooms and stays outside them. */
export function growing(fromZoom: number, from: number, toZoom: number, to: number): ExpressionSpecification {
  return ['interpolate', ['linear'], ['zoom'], fromZoom, from, toZoom, to];
}
