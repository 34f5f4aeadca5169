import type { FacilityKind } from '#model/facility';
import type { TilesetName } from '#tilesets';
import type { MessageKey, Translate } from '../i18n/messages.ts';
import { FACILITY_GROUPS, kindsOf, type FacilityGroup } from './facility-symbols.ts';
import type { LegendKey } from './layer-definition.ts';
import { SWITCHABLE_LAYERS, type AnyLayer, type LayerId } from './layers/index.ts';

/** What a map draws besides its ground, and what of it is made up. */
export interface ShownLayers {
  readonly visible: ReadonlySet<LayerId>;
  /** The kinds of facilities that are drawn; null for all that exist. */
  readonly kinds: readonly FacilityKind[] | null;
  readonly sampleTilesets: ReadonlySet<TilesetName>;
  readonly sampleKinds: ReadonlySet<FacilityKind>;
}
export interface ShownKey {
  readonly key: LegendKey;
  /** The badge stands here. */
  readonly sample: boolean;
  /** The swatch is drawn as made-up features are. */
  readonly marked: boolean;
  /** Said before the first key of a layer whose keys do not say what they are of ("tinggi"). */
  readonly heading: MessageKey | null;
}

/** Whether a layer, as it is drawn, may hold something made up. */
export function holdsSample(layer: AnyLayer, { kinds, sampleTilesets, sampleKinds }: ShownLayers): boolean {
  if (!sampleTilesets.has(layer.tileset) || ('only' in layer && layer.only === 'real')) return false;
  return layer.id !== 'facilities' || (kinds ?? [...sampleKinds]).some((kind) => sampleKinds.has(kind));
}

/** Whether all that a layer draws is made up. */
export function isAllSample(layer: AnyLayer, shown: ShownLayers): boolean {
  if (!holdsSample(layer, shown)) return false;
  return layer.id !== 'facilities' || (shown.kinds?.every((kind) => shown.sampleKinds.has(kind)) ?? false);
}

/** The keys of the layers that are on and drawn at this zoom (null: at any); of facilities only the groups that appear. */
export function keysOf(shown: ShownLayers, zoom: number | null): ShownKey[] {
  return SWITCHABLE_LAYERS.filter(
    (layer) => shown.visible.has(layer.id) && (zoom === null || zoom >= layer.minimumZoom),
  ).flatMap((layer): ShownKey[] => {
    // One mark for a layer is enough; facilities are marked by group.
    if (layer.id !== 'facilities')
      return layer.legend.map((key, at) => ({
        key,
        sample: at === 0 && holdsSample(layer, shown),
        marked: holdsSample(layer, shown),
        heading: at === 0 && layer.legend.length > 1 ? layer.labelKey : null,
      }));
    return (Object.keys(FACILITY_GROUPS) as FacilityGroup[]).flatMap((group, at) => {
      const drawn = kindsOf(group).filter((kind) => shown.kinds?.includes(kind) ?? true);
      const key = layer.legend[at];
      const sample = drawn.some((kind) => shown.sampleKinds.has(kind));
      return drawn.length > 0 && key ? [{ key, sample, marked: sample, heading: null }] : [];
    });
  });
}

/** What on the map is made up, in words: the layers, and of facilities the kinds when they are chosen. */
export function sampleWords(shown: ShownLayers, t: Translate): string[] {
  return SWITCHABLE_LAYERS.filter((layer) => shown.visible.has(layer.id) && holdsSample(layer, shown)).flatMap(
    (layer) =>
      layer.id === 'facilities' && shown.kinds
        ? shown.kinds.filter((kind) => shown.sampleKinds.has(kind)).map((kind) => t(`kind.${kind}`))
        : inSentence(t(layer.labelKey)),
  );
}

/** "Jalan kabupaten" as it stands in a sentence; an abbreviation keeps its capitals. */
function inSentence(label: string): string {
  return /^\p{Lu}\p{Lu}/u.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);
}
