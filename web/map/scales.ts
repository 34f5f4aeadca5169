import type { MapTheme } from './theme.ts';

export type Palette = 'sequential' | 'diverging';

/** One class of a choropleth. `from` and `to` are both included; the outermost of a scale may be open (`null`). */
export interface ScaleClass {
  /** Rank from the smallest class upwards, and the number that a region's class is stored under. */
  readonly index: number;
  /** Place in the palette of the theme. */
  readonly colour: number;
  readonly from: number | null;
  readonly to: number | null;
  readonly count: number;
}

/** One object that feeds paint, labels, legend and charts, so that they cannot disagree. */
export interface ClassScale {
  readonly palette: Palette;
  readonly classes: readonly ScaleClass[];
  readonly noData: number;
  readonly total: number;
  /** Distance between neighbouring values, 1 for counts: the lower bound of a class is the upper one below plus this. */
  readonly step: number;
}

export interface ScaleOptions {
  readonly upperBounds: readonly number[];
  readonly palette?: Palette;
  readonly step?: number;
  /** Dark is where the need is: `low` for shares of people who are reached. */
  readonly darker?: 'high' | 'low';
}

/**
 * Sorts values into classes and counts them; the counts and `noData` add up to the number of values.
 * `upperBounds` ascend, each included in its class; the class above the last is open. Throws on bounds that do not ascend
 * or are more than the palette has colours.
 */
export function scaleOf(
  values: Iterable<number | null>,
  { upperBounds, palette = 'sequential', step = 1, darker = 'high' }: ScaleOptions,
): ClassScale {
  if (upperBounds.some((bound, i) => i > 0 && bound <= (upperBounds[i - 1] as number)))
    throw new Error('class bounds must ascend');
  const counts = Array<number>(upperBounds.length + 1).fill(0);
  let noData = 0;
  let total = 0;
  let smallest = Infinity;
  let largest = -Infinity;
  for (const value of values) {
    total += 1;
    if (value === null) {
      noData += 1;
      continue;
    }
    smallest = Math.min(smallest, value);
    largest = Math.max(largest, value);
    counts[classIndex(value, upperBounds)]! += 1;
  }
  const darkest = step === 1 && darker === 'high' ? darkestFor(largest) : 5;
  const ascending = paletteIndexes(counts.length, palette, darkest);
  const colours = darker === 'high' ? ascending : ascending.toReversed();
  const classes = counts.map((count, index) => ({
    index,
    colour: colours[index] as number,
    from:
      index === 0
        ? smallest <= (upperBounds[0] ?? Infinity)
          ? smallest
          : null
        : tidy((upperBounds[index - 1] as number) + step),
    to:
      index < upperBounds.length
        ? (upperBounds[index] as number)
        : largest > (upperBounds.at(-1) ?? -Infinity)
          ? largest
          : null,
    count,
  }));
  return { palette, classes, noData, total, step };
}

/** The class of a value, or `null` where there is none. */
export function classOf(value: number | null, scale: ClassScale): number | null {
  return value === null
    ? null
    : classIndex(
        value,
        scale.classes.slice(0, -1).map((c) => c.to as number),
      );
}

/** The ground of a class and the text read on it. */
export function coloursOf(
  scale: Pick<ClassScale, 'palette' | 'classes'>,
  index: number,
  theme: MapTheme,
): { fill: string; text: string } {
  const at = scale.classes[index]?.colour ?? 0;
  return scale.palette === 'sequential'
    ? { fill: theme.sequential[at] as string, text: theme.onSequential[at] as string }
    : { fill: theme.diverging[at] as string, text: theme.onDiverging[at] as string };
}

/** The same ground as a CSS variable, for legend and charts: it follows the theme, also into print. */
export function classVariable({ palette, classes }: Pick<ClassScale, 'palette' | 'classes'>, index: number): string {
  const at = classes[index]?.colour ?? 0;
  return palette === 'sequential' ? `var(--seq-${at})` : `var(--div-${['n3', 'n2', 'n1', '0', 'p1', 'p2', 'p3'][at]})`;
}

/** Whether the class of `value` is not the one of the whole number that `value` rounds to. */
export function roundsAcrossBound(value: number, scale: ClassScale): boolean {
  return classOf(value, scale) !== classOf(Math.round(value), scale);
}

/** Rows of a legend, largest class on top. */
export function legendRows(scale: ClassScale): readonly ScaleClass[] {
  return scale.classes.toReversed();
}

/**
 * Whole bounds for counts of missing units: everything up to 0 is "enough"; the rest falls into at most `classes` groups
 * of neighbouring values that differ least among themselves (Fisher's exact grouping, Jenks' natural breaks), moved down
 * to a number that a person can say. Returns the upper bounds of all classes but the last.
 */
export function needBounds(values: Iterable<number | null>, classes = 5): number[] {
  const lacking = new Map<number, number>();
  for (const value of values) if (value !== null && value > 0) lacking.set(value, (lacking.get(value) ?? 0) + 1);
  const distinct = [...lacking].sort(([a], [b]) => a - b);
  const largest = distinct.at(-1)?.[0] ?? 0;
  const bounds = [0];
  for (const last of naturalBreaks(distinct, classes)) {
    const bound = roundedDown(last, largest);
    if (bound > (bounds.at(-1) as number) && bound < largest) bounds.push(bound);
  }
  return bounds;
}

/** The last value of each group but the final one, for ascending values with their counts; exact, by dynamic programming. */
function naturalBreaks(distinct: readonly (readonly [value: number, count: number])[], groups: number): number[] {
  const n = distinct.length;
  const k = Math.min(groups, n);
  if (k < 2) return [];
  // Running sums give the spread of any run of values in one step.
  const sums = [[0, 0, 0]];
  for (const [value, count] of distinct) {
    const [c, s, q] = sums.at(-1) as [number, number, number];
    sums.push([c + count, s + count * value, q + count * value * value]);
  }
  const spread = (from: number, to: number): number => {
    const [c0, s0, q0] = sums[from] as [number, number, number];
    const [c1, s1, q1] = sums[to] as [number, number, number];
    return q1 - q0 - (s1 - s0) ** 2 / (c1 - c0);
  };
  let best = Array.from({ length: n + 1 }, (_, to) => (to === 0 ? 0 : spread(0, to)));
  const starts: number[][] = [];
  for (let group = 2; group <= k; group += 1) {
    const start = Array<number>(n + 1).fill(0);
    const next = Array<number>(n + 1).fill(Infinity);
    for (let to = group; to <= n; to += 1) {
      for (let from = group - 1; from < to; from += 1) {
        const cost = (best[from] as number) + spread(from, to);
        if (cost < (next[to] as number) - 1e-9) {
          next[to] = cost;
          start[to] = from;
        }
      }
    }
    starts.push(start);
    best = next;
  }
  const breaks: number[] = [];
  let end = n;
  for (const start of starts.toReversed()) {
    end = start[end] as number;
    breaks.unshift(distinct[end - 1]?.[0] as number);
  }
  return breaks;
}

function roundedDown(value: number, largest: number): number {
  const grain = largest >= 1000 ? 100 : largest >= 200 ? 10 : largest >= 60 ? 5 : 1;
  return Math.floor(value / grain) * grain;
}

function classIndex(value: number, upperBounds: readonly number[]): number {
  const found = upperBounds.findIndex((bound) => value <= bound);
  return found < 0 ? upperBounds.length : found;
}

/** Few missing units are no crisis: a ramp that is not full ends at this colour when this is the largest count. */
function darkestFor(largest: number): number {
  if (!Number.isFinite(largest) || largest >= 5) return 5;
  return largest >= 3 ? 4 : largest >= 2 ? 3 : 2;
}

/** Fewer classes than colours are spread over the ramp up to `darkest`; a diverging ramp always keeps both ends. */
function paletteIndexes(classes: number, palette: Palette, darkest: number): number[] {
  const colours = palette === 'sequential' ? 6 : 7;
  if (classes < 1 || classes > colours)
    throw new Error(`a ${palette} scale has 1 to ${colours} classes, not ${classes}`);
  if (classes === 1) return [palette === 'sequential' ? 0 : 3];
  const last = palette === 'sequential' ? Math.max(darkest, classes - 1) : colours - 1;
  return Array.from({ length: classes }, (_, i) => Math.round((i * last) / (classes - 1)));
}

function tidy(value: number): number {
  return Number(value.toFixed(6));
}
