import { MapLibreOverlay } from '@deck.gl/maplibre';
import type { Map as MapLibre } from 'maplibre-gl';
import { SURFACE_SLOT } from '../style.ts';
import type { CellUniforms } from './cell-colours.ts';
import { litTextureOf, textureOf, type CellPlacement } from './cell-grid.ts';
import { ALL_LIT, CellLayer, type CellTexture, type LitTexture } from './cell-layer.ts';

export interface CellField extends CellPlacement {
  readonly key: string;
  readonly values: Float32Array;
}

/** Cells on a map, under its roads and names; made once and told what to show. */
export interface CellOverlay {
  /**
   * Resolves when it has been drawn; `null` takes the cells away.
   * @param isLit 1 for each cell that stays lit, 0 for those that are dimmed; null lights all.
   */
  show(field: CellField | null, uniforms: CellUniforms, isLit?: Uint8Array | null): Promise<void>;
  remove(): void;
}

/** What the library calls its layer in the style. */
const GROUP = `deck-maplibre-layer-group-before:${SURFACE_SLOT}`;
/** Under roads and labels the ground of a class shows a little. */
const OPACITY = 0.94;
/** How often the values of cells were sent to the graphics card: browser tests hold recolouring against it. */
const UPLOADS = 'cellUploads';
/** How many cells are lit, for the same tests. */
const LIT = 'cellsLit';

export function createCellOverlay(map: MapLibre): CellOverlay {
  const { dataset } = map.getContainer();
  const overlay = new MapLibreOverlay({
    interleaved: true,
    layers: [],
    // The library learns of another size after the map has drawn itself, with cells where they were before.
    onResize: () => map.triggerRepaint(),
  });
  map.addControl(overlay);
  let layers: readonly CellLayer[] = [];
  // While tiles are on their way the library takes the cells but gives them no place among the layers of the style, and
  // draws them over roads and names; it does not try again by itself.
  const place = () => {
    if (layers.length === 0 || !map.isStyleLoaded() || map.getLayer(GROUP)) return;
    delete dataset['idle'];
    overlay.setProps({ layers: [...layers] });
  };
  map.on('render', place);
  map.on('idle', place);
  let key: string | null = null;
  let cells: CellTexture | null = null;
  let litCells: Uint8Array | null = null;
  let lit: LitTexture = ALL_LIT;
  return {
    show(field, uniforms, isLit = null) {
      if (!field) {
        layers = [];
        overlay.setProps({ layers: [] });
        delete dataset['cells'];
        return Promise.resolve();
      }
      if (field.key !== key || !cells) {
        key = field.key;
        cells = { values: textureOf(field), columns: field.columns, rows: field.rows };
        dataset[UPLOADS] = String(Number(dataset[UPLOADS] ?? 0) + 1);
      }
      if (isLit !== litCells) {
        litCells = isLit;
        dataset[LIT] = isLit ? String(isLit.reduce((sum, of) => sum + of, 0)) : 'all';
        const { columns, rows } = field;
        lit = isLit ? { values: litTextureOf(field, isLit), columns, rows } : ALL_LIT;
      }
      const [northWest, northEast, southEast, southWest] = field.corners as [Corner, Corner, Corner, Corner];
      // Not at rest before the cells are there: drawing begins when the library has made its device ready.
      delete dataset['idle'];
      let told: () => void = () => undefined;
      const drawn = new Promise<void>((resolve) => (told = resolve));
      layers = [
        new CellLayer({
          id: 'cells',
          // Drawn just below the empty slot, which no switch of layers removes.
          ...{ beforeId: SURFACE_SLOT },
          bounds: [[...southWest], [...northWest], [...northEast], [...southEast]],
          cells,
          lit,
          uniforms,
          opacity: OPACITY,
          pickable: false,
          ondrawn: () => {
            if (dataset['cells'] !== field.key) dataset['cells'] = field.key;
            told();
          },
          parameters: { depthWriteEnabled: false, depthCompare: 'always' },
        }),
      ];
      overlay.setProps({ layers: [...layers] });
      map.triggerRepaint();
      return drawn;
    },
    remove() {
      map.off('render', place);
      map.off('idle', place);
      map.removeControl(overlay);
      delete dataset['cells'];
    },
  };
}
type Corner = readonly [number, number];
