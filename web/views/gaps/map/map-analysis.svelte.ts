import { getApp } from '../../../state/app-state.svelte.ts';
import { createResource, type Resource } from '../../../state/resource.svelte.ts';
import type { Catchments, CellField, GapArea, GapsQuestion } from '../../../worker/questions.ts';
import { questionKey } from '../gaps-question.ts';
import type { FigureMeasure } from '../region-figure.ts';
import { reachMeasureOf } from './analysis-layers.ts';

/** What the map draws on top of a figure. */
export interface MapAnalysisInput {
  readonly question: GapsQuestion | null;
  readonly measure: FigureMeasure;
  /** The measure of the cells; null while none are shown. */
  readonly cells: CellField['measure'] | null;
  readonly gapAreas: boolean;
  readonly catchments: boolean;
}
export interface MapAnalysis {
  readonly cells: Resource<CellField>;
  readonly gapAreas: Resource<readonly GapArea[]>;
  readonly catchments: Resource<Catchments>;
}

/**
 * Asks the worker for what the map draws over its regions, as long as it is shown. Inside a component.
 * @param lane keeps the halves of a comparison from overtaking each other.
 */
export function createMapAnalysis(input: () => MapAnalysisInput, lane: string): MapAnalysis {
  const app = getApp();
  const asked = (isShown: boolean, measure: string | null): string | null => {
    const { question } = input();
    return isShown && question && measure ? `${questionKey(question)}|${measure}` : null;
  };
  const reach = () => {
    const { question, measure } = input();
    return question ? reachMeasureOf(measure, question.standard) : null;
  };
  // Keys are strings, so that moving the camera asks nothing anew.
  const cells = createResource(
    () => asked(true, input().cells),
    (_, signal) => app.analysis.ask('cells', [input().question!, input().cells!], { lane, signal }),
  );
  const gapAreas = createResource(
    () => asked(input().gapAreas, reach()),
    (_, signal) => app.analysis.ask('gapAreas', [input().question!, reach()!], { lane, signal }),
  );
  const catchments = createResource(
    () => asked(input().catchments, reach()),
    (_, signal) => app.analysis.ask('catchments', [input().question!, reach()!], { lane, signal }),
  );
  return { cells, gapAreas, catchments };
}
