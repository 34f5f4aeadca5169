import type { PermitTableItem } from '#staff-contract';
import { PermitType, type PermitType as Type } from '#model/permit';
import { needBounds, scaleOf, type ClassScale } from '../../../map/scales.ts';

/** What of a kecamatan the table needs. */
interface Kecamatan {
  readonly code: string;
  readonly name: string;
  readonly population: { readonly value: number | null } | null;
}

export interface PermitRow {
  readonly code: string;
  /** Null for permits of which the kecamatan is not known. */
  readonly name: string | null;
  readonly count: number;
  readonly withoutPosition: number;
  readonly byType: ReadonlyMap<Type, number>;
  /** Permits per 1,000 people; null where the people are not known, or nobody lives. */
  readonly perThousand: number | null;
}

export interface PermitTable {
  /** Every kecamatan, also those without a permit; last, if need be, the permits without one. */
  readonly rows: readonly PermitRow[];
  /** Types that occur, in the order of the model. */
  readonly types: readonly Type[];
}

const PEOPLE = 1000;

/** Permits by kecamatan and type, a row for every kecamatan. */
export function permitTable(items: readonly PermitTableItem[], kecamatan: readonly Kecamatan[]): PermitTable {
  const rowOf = (code: string, name: string | null, people: number | null): PermitRow => {
    const here = items.filter(({ region }) => region === code);
    const count = here.reduce((sum, one) => sum + one.count, 0);
    return {
      code,
      name,
      count,
      withoutPosition: here.reduce((sum, one) => sum + one.withoutPosition, 0),
      byType: new Map(here.map((one) => [one.type, one.count])),
      perThousand: people ? (PEOPLE * count) / people : null,
    };
  };
  const known = new Set(kecamatan.map(({ code }) => code));
  const elsewhere = [...new Set(items.map(({ region }) => region).filter((code) => !known.has(code)))].sort();
  return {
    rows: [
      ...kecamatan.map(({ code, name, population }) => rowOf(code, name, population?.value ?? null)),
      ...elsewhere.map((code) => rowOf(code, null, null)),
    ],
    types: PermitType.options.filter((type) => items.some((item) => item.type === type)),
  };
}

export type PermitMeasure = 'count' | 'rate';
export type PermitSort = 'name' | PermitMeasure;

/** What a kecamatan is coloured by: permits, or permits per 1,000 people to one decimal. */
export function measureOf({ count, perThousand }: PermitRow, measure: PermitMeasure): number | null {
  return measure === 'count' ? count : perThousand === null ? null : Math.round(perThousand * 10) / 10;
}

/** Classes of a measure over the kecamatan; a class of none only where there is none. */
export function permitScale(rows: readonly PermitRow[], measure: PermitMeasure): ClassScale {
  const values = rows.filter(({ name }) => name !== null).map((row) => measureOf(row, measure));
  const steps = measure === 'count' ? 1 : 10;
  const bounds = needBounds(values.map((value) => (value === null ? null : Math.round(value * steps)))).map(
    (bound) => bound / steps,
  );
  return scaleOf(values, { upperBounds: values.includes(0) ? bounds : bounds.slice(1), step: 1 / steps });
}

/** Rows by name, or the largest first; permits without a kecamatan stay last. */
export function sortRows(
  rows: readonly PermitRow[],
  by: PermitSort,
  compareNames: (a: string, b: string) => number,
): PermitRow[] {
  const sizeOf = (row: PermitRow) => (by === 'rate' ? row.perThousand : row.count) ?? -1;
  return rows.toSorted((a, b) => {
    if (a.name === null || b.name === null) return Number(a.name === null) - Number(b.name === null);
    return (by === 'name' ? 0 : sizeOf(b) - sizeOf(a)) || compareNames(a.name, b.name);
  });
}
