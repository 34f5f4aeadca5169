import { ringOf } from '../../../map/drawing/corners.ts';
import { circleAround, type MapFigure } from '../../../map/figures.ts';
import type { LayerId } from '../../../map/layers/index.ts';
import { levelAt, type MapLevel } from '../../../map/map-level.ts';
import {
  areCellsShown,
  catchmentCellsOf,
  cellMeasureOf,
  impossibleLayers,
  reachMeasureOf,
  switchedAnalysis,
  switchedLayers,
  type AnalysisLayer,
} from './analysis-layers.ts';
import { cellFigureOf, rangeOfClass } from './cell-figure.ts';
import { litCells } from './lit-cells.ts';
import { choroplethOf, linesOnly } from './figure-choropleth.ts';
import type { CellField } from '../../../worker/questions.ts';
import type { GapsMapProps } from './gaps-map-props.ts';
import { createMapAnalysis } from './map-analysis.svelte.ts';
import type { DrawingState } from './drawing-state.svelte.ts';

const INITIAL_LAYERS: readonly LayerId[] = ['water', 'roads'];
/** From here on facilities do not lie on one another, and one sees the unit that a sentence speaks of. */
const FACILITIES_FROM = 11;

/** What one half of the map draws of a figure: regions, or cells in their place. */
export function createHalf(
  given: () => Pick<GapsMapProps, 'figure' | 'question' | 'lit'> | null,
  layers: MapLayers,
  lane: 'first' | 'second',
) {
  const areCatchmentsShown = $derived(lane === 'first' && layers.analysis.has('catchments'));
  /** What the cells say, when they are shown. */
  const measure = $derived.by((): CellField['measure'] | null => {
    const half = given();
    if (!half?.question) return null;
    if (catchment) return catchmentCellsOf(half.figure.measure, half.question.standard);
    return layers.cellsFor(half.figure.measure) ? cellMeasureOf(half.figure.measure) : null;
  });
  const analysis = createMapAnalysis(() => {
    const half = given();
    return {
      question: half?.question ?? null,
      measure: half?.figure.measure ?? 'unit',
      cells: measure,
      gapAreas: half !== null && layers.analysis.has('gap-areas'),
      catchments: areCatchmentsShown,
    };
  }, lane);
  const cells = $derived.by(() => {
    const half = given();
    const field = analysis.cells.value;
    if (!half?.question || field?.measure !== measure || !field) return null;
    const figure = cellFigureOf(field, half.question.standard);
    return { field, figure, question: half.question };
  });
  /** The facility whose catchment is lit, and how nearness is judged. */
  const catchment = $derived.by(() => {
    const catchments = areCatchmentsShown ? analysis.catchments.value : null;
    const row = catchments?.items.findIndex(({ id }) => id === layers.facility) ?? -1;
    if (!catchments || row < 0) return null;
    return { facility: catchments.items[row]!, nearest: catchments.nearest, row, measure: catchments.measure };
  });
  const isLit = $derived(cells ? litCells(cells.field, given()?.lit ?? null, catchment) : null);
  const choropleth = $derived.by(() => {
    const half = given();
    if (!half) return null;
    return cells ? linesOnly(choroplethOf(half.figure)) : choroplethOf(half.figure);
  });
  const unserved = $derived(layers.analysis.has('gap-areas') && given()?.question ? analysis.gapAreas.value : null);
  return {
    analysis,
    get cells() {
      return cells;
    },
    /** For each cell whether it stays lit; null: all. */
    get isLit() {
      return isLit;
    },
    get catchment() {
      return catchment;
    },
    get choropleth() {
      return choropleth;
    },
    /** Null while the layer is off or not answered yet. */
    get unserved() {
      return unserved;
    },
    get figures(): MapFigure[] {
      return (unserved ?? []).flatMap(({ geometry }) => (geometry ? [{ role: 'unserved' as const, geometry }] : []));
    },
    /** The values that stay lit among the cells while a row of the legend is pointed at. */
    litRange(focusClass: number | null) {
      return cells?.figure.form === 'classes' && focusClass !== null && focusClass >= 0
        ? rangeOfClass(cells.figure.scale, focusClass)
        : null;
    },
  };
}
export type Half = ReturnType<typeof createHalf>;

/** Which layers are on, and the level that follows the zoom. */
export class MapLayers {
  level = $state.raw<MapLevel>('kecamatan');
  private readonly props: () => GapsMapProps;
  /** Whether the map is near enough for what is switched on by nearness. */
  private isNear = $state.raw(false);
  readonly all = $derived.by(
    (): readonly string[] =>
      this.props().view.layers ?? (this.isNear ? [...INITIAL_LAYERS, 'facilities'] : INITIAL_LAYERS),
  );
  /** The facility whose catchment is shown. */
  readonly facility = $derived.by((): string | null => this.props().view.facility);
  readonly visible = $derived.by(() => switchedLayers(this.all));
  readonly analysis = $derived.by(() => switchedAnalysis(this.all));
  /** Layers of the analysis that the figure cannot show. */
  readonly impossible = $derived.by(() => {
    const { figure, question } = this.props();
    return impossibleLayers(question?.standard ?? null, figure.measure);
  });

  constructor(props: () => GapsMapProps) {
    this.props = props;
    const zoom = props().view.camera?.zoom;
    if (zoom !== undefined) this.zoomTo(zoom);
  }

  zoomTo(zoom: number): void {
    this.level = levelAt(zoom, this.level);
    this.isNear = zoom >= FACILITIES_FROM;
  }
  cellsFor(measure: GapsMapProps['figure']['measure']): boolean {
    return areCellsShown({
      layers: this.all,
      isLevelAuto: this.props().isLevelAuto ?? false,
      level: this.level,
      measure,
    });
  }
  toggle(layer: LayerId | AnalysisLayer, isOn: boolean): void {
    this.props().onlayers([...this.all.filter((other) => other !== layer), ...(isOn ? [layer] : [])]);
  }
}

/** Shapes over the regions: what is not served, the reach of the chosen facility, the drawn area and the measured line. */
export function figuresOf({ question, view }: GapsMapProps, half: Half, drawing: DrawingState): MapFigure[] {
  const figures = half.figures;
  const radius = question?.standard.tests.radius?.radiusMetres;
  const { catchment } = half;
  if (catchment?.measure === 'radius' && radius)
    figures.push({
      role: 'reach',
      geometry: circleAround([catchment.facility.longitude, catchment.facility.latitude], radius),
    });
  // While its corners are changed, the tool draws the area.
  if (view.area && drawing.tool !== 'edit')
    figures.push({ role: 'area', geometry: { type: 'Polygon', coordinates: [ringOf(view.area)] } });
  if (drawing.line?.isDone && drawing.line.points.length > 1)
    figures.push({
      role: 'line',
      geometry: { type: 'LineString', coordinates: drawing.line.points.map((point) => [...point]) },
    });
  return figures;
}

/** How reach is judged for areas, when there is one question. */
export function reachOf({ question, figure }: GapsMapProps): 'radius' | 'travel' | null {
  return question ? reachMeasureOf(figure.measure, question.standard) : null;
}
