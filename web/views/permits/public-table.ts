import type { AnswerOf } from '#contract';
import { BYTE_ORDER_MARK, csvCell } from '#model/csv';
import type { PermitType } from '#model/permit';

type PermitSummary = AnswerOf<'permitSummary'>;

/** What of a kecamatan the table needs. */
interface Kecamatan {
  readonly code: string;
  readonly name: string;
  readonly population: { readonly value: number | null } | null;
}

/** Permits of one kecamatan as the public may see them; a count is null where it is withheld. */
export interface PublicRow {
  readonly code: string;
  readonly name: string;
  readonly count: number | null;
  readonly byType: ReadonlyMap<PermitType, number | null>;
  /** Permits per 1,000 people; null where the count is withheld, the people are not known, or nobody lives. */
  readonly perThousand: number | null;
}

const PEOPLE = 1000;

/** A row for every kecamatan: also those of which no permit is known at all, which has nothing to hide. */
export function publicRows(summary: PermitSummary, kecamatan: readonly Kecamatan[]): PublicRow[] {
  const types = summary.types.map(({ type }) => type);
  const people = new Map(kecamatan.map(({ code, population }) => [code, population?.value ?? null]));
  const byRegion = new Map<string, Map<PermitType, number | null>>();
  for (const { region, type, count } of summary.items)
    byRegion.set(region, (byRegion.get(region) ?? new Map<PermitType, number | null>()).set(type, count));
  const rows = summary.regions.map(({ region, regionName, count }) => ({
    code: region,
    name: regionName,
    count,
    byType: byRegion.get(region) ?? new Map<PermitType, number | null>(),
    perThousand: rateOf(count, people.get(region) ?? null),
  }));
  const counted = new Set(rows.map(({ code }) => code));
  const without = kecamatan
    .filter(({ code }) => !counted.has(code))
    .map(({ code, name }) => ({
      code,
      name,
      count: 0,
      byType: new Map(types.map((type) => [type, 0] as const)),
      perThousand: rateOf(0, people.get(code) ?? null),
    }));
  return [...rows, ...without];
}

/** Permits per 1,000 people; null where either is not known, or nobody lives. */
export function rateOf(count: number | null, people: number | null): number | null {
  return count === null || !people ? null : (PEOPLE * count) / people;
}

/** `name`, `count`, `rate`, or the type whose counts are sorted by. */
export type PublicSort = 'name' | 'count' | 'rate' | PermitType;

/** Rows by name, or the largest first; what is withheld has no place in an order of sizes and stands last. */
export function sortPublicRows(
  rows: readonly PublicRow[],
  by: PublicSort,
  compareNames: (a: string, b: string) => number,
): PublicRow[] {
  const sizeOf = (row: PublicRow): number =>
    (by === 'name' ? 0 : by === 'count' ? row.count : by === 'rate' ? row.perThousand : row.byType.get(by)) ?? -1;
  return rows.toSorted((a, b) => sizeOf(b) - sizeOf(a) || compareNames(a.name, b.name));
}

/**
 * The table as CSV (RFC 4180, UTF-8 with a byte order mark): one line that says what it is, after a `#`, then the heads. Decimal
 * points as they are; what is withheld is written as on the page.
 */
export function publicCsv(
  rows: readonly PublicRow[],
  { types, total }: Pick<PermitSummary, 'types' | 'total'>,
  { about, withheld, sum }: { readonly about: string; readonly withheld: string; readonly sum: string },
): string {
  const cell = (count: number | null): number | string => count ?? withheld;
  const lines = [
    [`# ${about}`],
    ['kode_kemendagri', 'nama', 'jumlah', 'per_1000_penduduk', ...types.map(({ type }) => type)],
    ...rows.map((row) => [
      row.code,
      row.name,
      cell(row.count),
      row.perThousand === null ? null : Math.round(row.perThousand * 100) / 100,
      ...types.map(({ type }) => cell(row.byType.get(type) ?? null)),
    ]),
    [null, sum, cell(total), null, ...types.map(({ count }) => cell(count))],
  ];
  return `${BYTE_ORDER_MARK}${lines.map((line) => line.map(csvCell).join(',')).join('\r\n')}\r\n`;
}
