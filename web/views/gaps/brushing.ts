import type { RegionCode } from '#model/region';
import type { ValueFilter } from '../../state/url-codec.ts';
import type { RegionValue } from './region-figure.ts';

/** What is brushed: shared by map, list, charts and table, so that each filters all others. */
export interface BrushState {
  /** Both ends are included; an open end is null. */
  readonly filter: ValueFilter | null;
  /** Regions of a part of the people on the curve of shares; null: all. */
  readonly part: ReadonlySet<RegionCode> | null;
  readonly inView: boolean;
  /** Regions that the map shows; null while there is no map. */
  readonly visible: ReadonlySet<RegionCode> | null;
}

/** Whether a value stays lit. What is not known is never in a range of values. */
export function isWithin(value: number | null, { from, to }: ValueFilter): boolean {
  return value !== null && (from === null || value >= from) && (to === null || value <= to);
}

/** Regions that stay lit; null when nothing is brushed, so that nothing has to be dimmed. */
export function litRegions(items: readonly RegionValue[], state: BrushState): ReadonlySet<RegionCode> | null {
  const { filter, part } = state;
  const visible = state.inView ? state.visible : null;
  if (!filter && !part && !visible) return null;
  return new Set(
    items
      .filter(
        ({ code, value }) =>
          (!filter || isWithin(value, filter)) && (!part || part.has(code)) && (!visible || visible.has(code)),
      )
      .map(({ code }) => code),
  );
}

/** The choice with a region added, or taken out when it was in it; in the order of the choosing. */
export function chosenWith(chosen: readonly RegionCode[], code: RegionCode): readonly RegionCode[] {
  return chosen.includes(code) ? chosen.filter((other) => other !== code) : [...chosen, code];
}

/** The regions from one row to another, both included, in the order of the rows; what a shift-click means. */
export function rangeOf(codes: readonly RegionCode[], from: RegionCode, to: RegionCode): readonly RegionCode[] {
  const [a, b] = [codes.indexOf(from), codes.indexOf(to)];
  if (a < 0 || b < 0) return b < 0 ? [] : [to];
  return codes.slice(Math.min(a, b), Math.max(a, b) + 1);
}
