import type { Geometry, LineString, Polygon } from 'geojson';
import type { Map as MapLibre } from 'maplibre-gl';
import {
  TerraDraw,
  TerraDrawLineStringMode,
  TerraDrawPolygonMode,
  TerraDrawSelectMode,
  type HexColor,
} from 'terra-draw';
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter';
import { LIVE_PREFIX } from '../../../../map/live-style.ts';
import type { MapTheme } from '../../../../map/theme.ts';
import { joined, partsOf } from './shape-parts.ts';

export interface ShapeDrawing {
  /** Shows a geometry to be changed; without one the next presses draw it. */
  show(geometry: Geometry | null, isEditable: boolean): void;
  /** Takes the last step back. */
  undo(): void;
  remove(): void;
}

const PRECISION = 7;
const REST = 'static';

/** Draws and changes one line or area by pointer and touch: corners are dragged, those between added, with a right press taken out. */
export function createShapeDrawing(
  map: MapLibre,
  theme: MapTheme,
  kind: 'line' | 'area',
  onchange: (geometry: Geometry | null) => void,
): ShapeDrawing {
  const [ink, ground] = [theme.action as HexColor, theme.selectCasing as HexColor];
  const closing = {
    closingPointColor: ground,
    closingPointOutlineColor: ink,
    closingPointOutlineWidth: 2.4,
    closingPointWidth: 6,
  } as const;
  const changeable = {
    feature: { draggable: false, coordinates: { midpoints: true, draggable: true, deletable: true } },
  };
  const keyEvents = { cancel: 'Escape', finish: 'Enter' };
  const draw = new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map, prefixId: `${LIVE_PREFIX}shape`, coordinatePrecision: PRECISION }),
    modes: [
      new TerraDrawLineStringMode({
        keyEvents,
        pointerDistance: 24,
        styles: { lineStringColor: ink, lineStringWidth: 4, ...closing },
      }),
      new TerraDrawPolygonMode({
        keyEvents,
        pointerDistance: 24,
        styles: { fillColor: ink, fillOpacity: 0.15, outlineColor: ink, outlineWidth: 3, ...closing },
      }),
      new TerraDrawSelectMode({
        pointerDistance: 24,
        allowManualDeselection: false,
        keyEvents: { deselect: null, delete: null, rotate: null, scale: null },
        flags: { linestring: changeable, polygon: changeable },
        styles: {
          selectionPointColor: ground,
          selectionPointOutlineColor: ink,
          selectionPointOutlineWidth: 2.4,
          selectionPointWidth: 7,
          midPointColor: ink,
          midPointOutlineColor: ground,
          midPointOutlineWidth: 1.4,
          midPointWidth: 4,
          selectedLineStringColor: ink,
          selectedLineStringWidth: 4,
          selectedPolygonColor: ink,
          selectedPolygonFillOpacity: 0.15,
          selectedPolygonOutlineColor: ink,
          selectedPolygonOutlineWidth: 3,
        },
      }),
    ],
  });
  const mode = kind === 'line' ? 'linestring' : 'polygon';
  /** The type that was shown: a line of several parts stays one when a corner moves. */
  let shown: Geometry | null = null;
  draw.start();
  const isPart = (geometry: { type: string }): boolean =>
    geometry.type === (kind === 'line' ? 'LineString' : 'Polygon');
  const tell = (): void => {
    const parts = draw
      .getSnapshot()
      .filter(({ geometry, properties }) => properties['mode'] === mode && isPart(geometry))
      .map(({ geometry }) => geometry as LineString | Polygon);
    shown = joined(parts, shown);
    onchange(shown);
  };
  draw.on('finish', (id, { mode: used }) => {
    tell();
    if (used === 'select') return;
    draw.setMode('select');
    draw.selectFeature(id);
  });
  return {
    show(geometry, isEditable) {
      shown = geometry;
      draw.setMode(REST);
      draw.clear();
      if (geometry === null) {
        if (isEditable) draw.setMode(mode);
        return;
      }
      const features = partsOf(geometry, PRECISION).map((part) => ({
        id: draw.getFeatureId(),
        type: 'Feature' as const,
        geometry: part as never,
        properties: { mode },
      }));
      draw.addFeatures(features);
      if (!isEditable) return;
      draw.setMode('select');
      if (features[0]) draw.selectFeature(features[0].id);
    },
    undo() {
      if (!draw.canUndo()) return;
      draw.undo();
      // A drawing that is not finished is not yet a geometry.
      if (draw.getMode() === 'select') tell();
    },
    remove() {
      // The map may be gone already, and its layers with it.
      try {
        draw.stop();
      } catch {
        return;
      }
    },
  };
}
