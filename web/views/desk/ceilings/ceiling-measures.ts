import type { AreaCeiling } from '#model/planning';
import { scaleOf, type ClassScale } from '../../../map/scales.ts';

/** What the kecamatan are coloured by: planned money in percent of the ceiling, or planned rupiah per person. */
export const CEILING_MEASURES = ['use', 'person'] as const;
export type CeilingMeasure = (typeof CEILING_MEASURES)[number];

/** Percent of the ceiling that is planned, to one decimal, or whole rupiah per person; null where one part is not known. */
export function ceilingMeasure(
  { ceilingRupiah, plannedRupiah, people }: Pick<AreaCeiling, 'ceilingRupiah' | 'plannedRupiah' | 'people'>,
  measure: CeilingMeasure,
): number | null {
  if (measure === 'person') return people ? Math.round(plannedRupiah / people) : null;
  // Rounded up, so that what is over by one rupiah is not called full: 100,0 is at or below the ceiling, 100,1 above it.
  return ceilingRupiah ? Math.ceil((plannedRupiah * 1000) / ceilingRupiah) / 10 : null;
}

/** Five classes: quarters of the ceiling and what is over it, or fifths of the most money per person in numbers that can be said. */
export function ceilingScale(values: readonly (number | null)[], measure: CeilingMeasure): ClassScale {
  if (measure === 'use') return scaleOf(values, { upperBounds: [25, 50, 75, 100], step: 0.1 });
  const most = Math.max(0, ...values.map((value) => value ?? 0));
  if (most === 0) return scaleOf(values, { upperBounds: [0] });
  const fifth = most / 5;
  const unit = 10 ** Math.floor(Math.log10(fifth));
  const step = Math.max(1, Math.round(Math.ceil(fifth / unit) * unit));
  const bounds = [1, 2, 3, 4].map((part) => part * step).filter((bound) => bound < most);
  return scaleOf(values, { upperBounds: bounds });
}

export interface ShareRow {
  readonly code: string;
  readonly name: string;
  readonly money: number;
  readonly need: number;
  /** Money minus need, in points of percent. */
  readonly points: number;
}

/** Kecamatan of which both shares are known; those that get least against their need first. */
export function shareRows(
  items: readonly AreaCeiling[],
  compareNames: (a: string, b: string) => number,
): readonly ShareRow[] {
  return items
    .flatMap(({ kecamatan, name, moneyShare, needShare }) =>
      moneyShare === null || needShare === null
        ? []
        : [{ code: kecamatan, name, money: moneyShare, need: needShare, points: (moneyShare - needShare) * 100 }],
    )
    .sort((a, b) => a.points - b.points || compareNames(a.name, b.name));
}

/** Kecamatan that are over their ceiling, the largest excess first. */
export const overItems = (items: readonly AreaCeiling[]): AreaCeiling[] =>
  items.filter(({ overRupiah }) => overRupiah > 0).sort((a, b) => b.overRupiah - a.overRupiah);

export const CEILING_SORTS = ['name', 'ceiling', 'planned', 'over'] as const;
export type CeilingSort = (typeof CEILING_SORTS)[number];

/** Rows by name, or the largest first; a kecamatan without a ceiling stands last by ceiling. */
export function sortCeilings(
  items: readonly AreaCeiling[],
  by: CeilingSort,
  compareNames: (a: string, b: string) => number,
): AreaCeiling[] {
  const sizeOf = ({ ceilingRupiah, plannedRupiah, overRupiah }: AreaCeiling): number =>
    by === 'ceiling' ? (ceilingRupiah ?? -1) : by === 'planned' ? plannedRupiah : overRupiah;
  return items.toSorted((a, b) => (by === 'name' ? 0 : sizeOf(b) - sizeOf(a)) || compareNames(a.name, b.name));
}
