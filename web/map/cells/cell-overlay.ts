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

/** Under roads and labels the ground of a class shows a little. */
const OPACITY = 0.94;
/** How often the values of cells were sent to the graphics card: browser tests hold recolouring against it. */
const UPLOADS = 'cellUploads';
/** How many cells are lit, for the same tests. */
const LIT = 'cellsLit';

export function createCellOverlay(map: MapLibre): CellOverlay {
  const overlay = new MapLibreOverlay({
    interleaved: true,
    layers: [],
    // The library learns of another size after the map has drawn itself, with cells where they were before.
    onResize: () => map.triggerRepaint(),
  });
  map.addControl(overlay);
  let key: string | null = null;
  let cells: CellTexture | null = null;
  let litCells: Uint8Array | null = null;
  let lit: LitTexture = ALL_LIT;
  const { dataset } = map.getContainer();
  return {
    show(field, uniforms, isLit = null) {
      if (!field) {
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
      overlay.setProps({
        layers: [
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
        ],
      });
      map.triggerRepaint();
      return drawn;
    },
    remove() {
      map.removeControl(overlay);
      delete dataset['cells'];
    },
  };
}
type Corner = readonly [number, number];
