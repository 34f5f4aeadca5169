import type { ServiceStandard } from '#model/standard';
import { isSwitchableLayer, type LayerId } from '../../../map/layers/index.ts';
import type { MapLevel } from '../../../map/map-level.ts';
import type { CellField } from '../../../worker/questions.ts';
import type { FigureMeasure } from '../region-figure.ts';

/** Layers that the engine answers instead of a tileset; they stand among the layers of an address. */
export const ANALYSIS_LAYERS = ['cells', 'gap-areas', 'catchments'] as const;
export type AnalysisLayer = (typeof ANALYSIS_LAYERS)[number];

export function isAnalysisLayer(id: string): id is AnalysisLayer {
  return (ANALYSIS_LAYERS as readonly string[]).includes(id);
}

/** The measure that cells show while regions show `measure`; null where it is said of regions only. */
export function cellMeasureOf(measure: FigureMeasure): CellField['measure'] | null {
  return measure === 'radius' || measure === 'travel' || measure === 'capacity' ? measure : null;
}

/** How reach is judged for gap areas and drawn areas: as the figure does, else by distance where the rule knows one. */
export function reachMeasureOf(measure: FigureMeasure, { tests }: ServiceStandard): 'radius' | 'travel' {
  if (measure === 'radius' || measure === 'travel') return measure;
  return tests.radius?.path === 'straight' ? 'radius' : 'travel';
}

/** The cells that show whom a facility is nearest to, where the figure itself has none: how far it is for them. */
export function catchmentCellsOf(measure: FigureMeasure, standard: ServiceStandard): CellField['measure'] {
  return cellMeasureOf(measure) ?? reachMeasureOf(measure, standard);
}

export interface LayerState {
  readonly layers: readonly string[] | null;
  readonly isLevelAuto: boolean;
  readonly level: MapLevel;
  readonly measure: FigureMeasure;
}
/** Whether cells are drawn: switched on, or reached by zooming where the level follows the zoom. */
export function areCellsShown({ layers, isLevelAuto, level, measure }: LayerState): boolean {
  if (cellMeasureOf(measure) === null) return false;
  return (layers?.includes('cells') ?? false) || (isLevelAuto && level === 'cells');
}

/** The layers of an address that tiles draw, and those that the engine answers. */
export function switchedLayers(all: readonly string[]): ReadonlySet<LayerId> {
  return new Set(all.filter(isSwitchableLayer));
}
export function switchedAnalysis(all: readonly string[]): ReadonlySet<AnalysisLayer> {
  return new Set(all.filter(isAnalysisLayer));
}

/** Layers of the analysis that a figure cannot show; `standard` is null for a composite. */
export function impossibleLayers(standard: ServiceStandard | null, measure: FigureMeasure): ReadonlySet<AnalysisLayer> {
  if (!standard) return new Set(ANALYSIS_LAYERS);
  const { radius, travel } = standard.tests;
  return new Set(
    ANALYSIS_LAYERS.filter(
      (layer) =>
        (layer === 'cells' && cellMeasureOf(measure) === null) ||
        (layer === 'gap-areas' && !radius && !travel && measure !== 'travel'),
    ),
  );
}
