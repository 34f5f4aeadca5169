import type { ServiceStandard } from '#model/standard';
import { continuousRamp, MOST_STOPS, type CellRamp } from '../../../map/cells/cell-colours.ts';
import { coloursOf, scaleOf, type ClassScale } from '../../../map/scales.ts';
import type { MapTheme } from '../../../map/theme.ts';
import type { CellField } from '../../../worker/questions.ts';

/** How cells are coloured: classes that the legend counts, or a surface between ticks. */
export type CellFigure =
  | { readonly form: 'classes'; readonly scale: ClassScale }
  | { readonly form: 'surface'; readonly stops: readonly number[]; readonly unknown: number; readonly total: number };

/** Minutes between two ticks that a person can say. */
const TICKS = [1, 2, 3, 5, 10, 15, 20, 30, 60];
/** The last tick stands where this share of the cells lies below it: a few far ones would pale all others. */
const MOST_CELLS = 0.98;

/**
 * Colours for the values of cells: minutes as a surface; distances in multiples of what the rule allows, so that the first
 * class is who is reached; capacity in quarters of what the rule asks for.
 */
export function cellFigureOf(
  { measure, values }: Pick<CellField, 'measure' | 'values'>,
  standard: ServiceStandard,
): CellFigure {
  const radius = standard.tests.radius?.radiusMetres;
  if (measure === 'radius' && radius)
    return classes(values, { upperBounds: [1, 1.5, 2, 3, 4].map((times) => Math.round(times * radius)) });
  const perUnit = standard.tests.ratio?.peoplePerUnit;
  if (measure === 'capacity' && perUnit) {
    const asked = 1000 / perUnit;
    return classes(values, {
      upperBounds: [0, 0.25, 0.5, 0.75, 1].map((share) => Number((share * asked).toPrecision(3))),
      darker: 'low',
      step: 0.001,
    });
  }
  return surface(values);
}

/** The same classes with people in place of cells: they add up to all people of the cells. */
export function peopleOfClasses(
  scale: ClassScale,
  { values, people }: Pick<CellField, 'values' | 'people'>,
): ClassScale {
  const counts = new Float64Array(scale.classes.length);
  let [noData, total] = [0, 0];
  for (let cell = 0; cell < values.length; cell++) {
    const value = values[cell]!;
    total += people[cell]!;
    if (Number.isNaN(value)) noData += people[cell]!;
    else {
      const at = scale.classes.findIndex(({ to }, row) => row === counts.length - 1 || value <= (to as number));
      counts[at]! += people[cell]!;
    }
  }
  return { ...scale, classes: scale.classes.map((row) => ({ ...row, count: counts[row.index]! })), noData, total };
}

function classes(values: Float32Array, options: Parameters<typeof scaleOf>[1]): CellFigure {
  return { form: 'classes', scale: scaleOf(known(values), options) };
}

function* known(values: Float32Array): Generator<number | null> {
  for (const value of values) yield Number.isNaN(value) ? null : value;
}

function surface(values: Float32Array): CellFigure {
  const sorted = values.filter((value) => Number.isFinite(value)).sort();
  const high = sorted[Math.floor(MOST_CELLS * (sorted.length - 1))] ?? 0;
  const step = TICKS.find((tick) => tick * (MOST_STOPS - 1) >= high) ?? TICKS.at(-1)!;
  let unknown = 0;
  for (const value of values) if (Number.isNaN(value)) unknown += 1;
  return {
    form: 'surface',
    stops: Array.from({ length: MOST_STOPS }, (_, at) => at * step),
    unknown,
    total: values.length,
  };
}

/** The ramp that draws a figure in a theme. */
export function rampOf(figure: CellFigure, theme: MapTheme): CellRamp {
  if (figure.form === 'surface') return continuousRamp(figure.stops, theme);
  const { classes: rows } = figure.scale;
  return {
    stops: rows.slice(0, -1).map((row) => row.to as number),
    colours: rows.map((row) => coloursOf(figure.scale, row.index, theme).fill),
    isContinuous: false,
  };
}

/** The values of a class, as the range that stays lit while its row is pointed at. */
export function rangeOfClass({ classes: rows }: ClassScale, index: number): { from: number | null; to: number | null } {
  // Values have decimals, so a class begins just above the bound of the one below.
  const below = rows[index - 1]?.to ?? null;
  return {
    from: below === null ? null : nextAbove(below),
    to: index < rows.length - 1 ? (rows[index]?.to ?? null) : null,
  };
}

/** The smallest float of 32 bits above a number: cells are stored in them. */
function nextAbove(value: number): number {
  const float = new Float32Array([value]);
  const bits = new Int32Array(float.buffer);
  if (float[0]! > value) return float[0]!;
  if (value === 0) return 1e-30;
  bits[0]! += value > 0 ? 1 : -1;
  return float[0]!;
}
