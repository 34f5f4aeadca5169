import type { Position } from '#model/geometry';
import type { Map as MapLibre } from 'maplibre-gl';
import {
  TerraDraw,
  TerraDrawFreehandMode,
  TerraDrawLineStringMode,
  TerraDrawPolygonMode,
  TerraDrawRectangleMode,
  TerraDrawSelectMode,
  type HexColor,
} from 'terra-draw';
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter';
import { LIVE_PREFIX } from '../live-style.ts';
import type { MapTheme } from '../theme.ts';
import { ringOf } from './corners.ts';

/** Ways to draw an area, to change it, and to measure a line. */
export const DRAWING_TOOLS = ['polygon', 'freehand', 'rectangle', 'edit', 'line'] as const;
export type DrawingTool = (typeof DRAWING_TOOLS)[number];

export interface Drawing {
  /** Takes up a tool; `corners` is the area that `edit` begins with. */
  begin(tool: DrawingTool, corners: readonly Position[] | null): void;
  /** Lays every tool down and clears what was being drawn. */
  end(): void;
  /** Takes the last corner back; the Backspace key does the same. */
  undo(): void;
  remove(): void;
}
export interface DrawingEvents {
  /** The outer ring of an area, when it is closed or a corner of it was moved. */
  area(ring: readonly Position[]): void;
  /** Points of the line while it is drawn and when it is done. */
  line(points: readonly Position[], isDone: boolean): void;
}

const PRECISION = 6;
const REST = 'static';

/** Drawing on a map by pointer and touch. The pictures are live layers, which a change of style leaves alone. */
export function createDrawing(map: MapLibre, theme: MapTheme, on: DrawingEvents): Drawing {
  const [ink, ground] = [theme.action as HexColor, theme.selectCasing as HexColor];
  const area = {
    fillColor: ink,
    fillOpacity: 0.1,
    outlineColor: ink,
    outlineWidth: 2.4,
    closingPointColor: ground,
    closingPointOutlineColor: ink,
    closingPointOutlineWidth: 2.4,
    closingPointWidth: 6,
  } as const;
  const points = {
    selectionPointColor: ground,
    selectionPointOutlineColor: ink,
    selectionPointOutlineWidth: 2.4,
    selectionPointWidth: 7,
    midPointColor: ink,
    midPointOutlineColor: ground,
    midPointOutlineWidth: 1.4,
    midPointWidth: 4,
    selectedPolygonColor: ink,
    selectedPolygonFillOpacity: 0.1,
    selectedPolygonOutlineColor: ink,
    selectedPolygonOutlineWidth: 2.4,
  } as const;
  const changeable = {
    feature: { draggable: true, coordinates: { midpoints: true, draggable: true, deletable: true } },
  };
  // Escape belongs to the panel that holds the tools: it lays them down altogether.
  const keyEvents = { cancel: null, finish: 'Enter' };
  const draw = new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map, prefixId: `${LIVE_PREFIX}draw`, coordinatePrecision: PRECISION }),
    modes: [
      new TerraDrawPolygonMode({ styles: area, keyEvents, pointerDistance: 24 }),
      new TerraDrawFreehandMode({ styles: area, keyEvents }),
      new TerraDrawRectangleMode({ styles: area, keyEvents }),
      new TerraDrawLineStringMode({
        keyEvents,
        pointerDistance: 24,
        styles: {
          lineStringColor: ink,
          lineStringWidth: 3,
          closingPointColor: ground,
          closingPointOutlineColor: ink,
          closingPointOutlineWidth: 2.4,
          closingPointWidth: 6,
        },
      }),
      new TerraDrawSelectMode({
        pointerDistance: 24,
        styles: points,
        allowManualDeselection: false,
        keyEvents: { deselect: null, delete: null, rotate: null, scale: null },
        flags: { polygon: changeable },
      }),
    ],
  });
  const coordinatesOf = (id: string | number): readonly Position[] => {
    const geometry = draw.getSnapshotFeature(id)?.geometry;
    if (geometry?.type === 'Polygon') return geometry.coordinates[0] as unknown as Position[];
    return geometry?.type === 'LineString' ? (geometry.coordinates as unknown as Position[]) : [];
  };
  draw.start();
  draw.on('finish', (id, { mode }) => {
    const coordinates = coordinatesOf(id);
    if (coordinates.length === 0) return;
    if (mode === 'linestring') on.line(coordinates, true);
    else on.area(coordinates);
  });
  draw.on('change', (ids, type) => {
    if (type === 'delete' || draw.getMode() !== 'linestring') return;
    for (const id of ids) {
      const coordinates = coordinatesOf(id);
      if (coordinates.length > 1) on.line(coordinates, false);
    }
  });
  const rest = () => {
    draw.setMode(REST);
    draw.clear();
    delete map.getContainer().dataset['tool'];
  };
  return {
    begin(tool, corners) {
      rest();
      map.getContainer().dataset['tool'] = tool;
      if (tool === 'line') draw.setMode('linestring');
      else if (tool !== 'edit') draw.setMode(tool);
      else if (corners) {
        const id = draw.getFeatureId();
        const ring = ringOf(corners).map((corner) => [...corner]);
        draw.addFeatures([
          { id, type: 'Feature', geometry: { type: 'Polygon', coordinates: [ring] }, properties: { mode: 'polygon' } },
        ]);
        draw.setMode('select');
        draw.selectFeature(id);
      }
    },
    end: rest,
    undo: () => {
      if (draw.canUndo()) draw.undo();
    },
    remove() {
      delete map.getContainer().dataset['tool'];
      // The map may be gone already, and its layers with it.
      try {
        draw.stop();
      } catch {
        return;
      }
    },
  };
}
