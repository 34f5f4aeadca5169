import type { MapTheme } from '../theme.ts';

/** Bounds between colours that a layer of cells can hold. */
export const MOST_STOPS = 6;

/** How values of cells become colours; changing any of it uploads no cells again. */
export interface CellRamp {
  /**
   * Values at which the colours stand, ascending, at most six. Classes: the upper bounds, one fewer than `colours`.
   * Continuous: one for each colour; the last is open.
   */
  readonly stops: readonly number[];
  /** Hex. */
  readonly colours: readonly string[];
  readonly isContinuous: boolean;
}

/** Which values stay lit; the others are dimmed. An open end is null. */
export interface LitRange {
  readonly from: number | null;
  readonly to: number | null;
}

/** The ramp of a surface: the sequential colours between ticks that a person can say, dark where the need is. */
export function continuousRamp(
  stops: readonly number[],
  theme: MapTheme,
  { darker = 'high' }: { darker?: 'high' | 'low' } = {},
): CellRamp {
  const all = darker === 'high' ? theme.sequential : theme.sequential.toReversed();
  if (stops.length < 2 || stops.length > MOST_STOPS)
    throw new RangeError(`${stops.length} stops, not 2 to ${MOST_STOPS}`);
  const colours = stops.map((_, at) => all[Math.round((at * (all.length - 1)) / (stops.length - 1))] as string);
  return { stops, colours, isContinuous: true };
}

type Four = [number, number, number, number];
/** What the shader is given, in the order of its block. */
export interface CellUniforms {
  readonly stopsLow: Four;
  readonly stopsHigh: Four;
  readonly colour0: Four;
  readonly colour1: Four;
  readonly colour2: Four;
  readonly colour3: Four;
  readonly colour4: Four;
  readonly colour5: Four;
  readonly unknown: Four;
  /** Values between the two stay lit. */
  readonly lit: Four;
  /** The line around what is lit, and its width in px of the screen. */
  readonly edge: Four;
  /** Stops, colours, 1 for a continuous ramp, opacity of what is dimmed. */
  readonly form: Four;
}

/** Beyond any value of a cell, yet a float. */
const FAR = 3e38;
const DIMMED = 0.25;
const EDGE_PX = 2;

/** The uniforms of a ramp. What is not known is drawn in its own colour, hatched by the shader. */
export function uniformsOf(ramp: CellRamp, theme: MapTheme, lit: LitRange | null): CellUniforms {
  const stop = (at: number) => ramp.stops[at] ?? FAR;
  const colour = (at: number) => channelsOf(ramp.colours[Math.min(at, ramp.colours.length - 1)] ?? theme.region);
  return {
    stopsLow: [stop(0), stop(1), stop(2), stop(3)],
    stopsHigh: [stop(4), stop(5), FAR, FAR],
    colour0: colour(0),
    colour1: colour(1),
    colour2: colour(2),
    colour3: colour(3),
    colour4: colour(4),
    colour5: colour(5),
    unknown: channelsOf(theme.noDataHatch),
    lit: [lit?.from ?? 0, lit?.to ?? FAR, 0, 0],
    edge: [...(channelsOf(theme.ink).slice(0, 3) as [number, number, number]), EDGE_PX],
    form: [ramp.stops.length, ramp.colours.length, ramp.isContinuous ? 1 : 0, DIMMED],
  };
}

function channelsOf(hex: string): Four {
  const full = hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit).join('') : hex.slice(1);
  const [red, green, blue] = [0, 2, 4].map((at) => parseInt(full.slice(at, at + 2), 16) / 255) as [
    number,
    number,
    number,
  ];
  return [red, green, blue, 1];
}
