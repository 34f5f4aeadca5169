// Pagu Indikatif Kewilayahan: what may be planned in each kecamatan, held against what is planned in it.
import { equityOf, type Equity } from '#analysis';
import { DEFAULT_FIELD_SHARES, PlanningField, type AreaCeiling } from '#model/planning';
import type { RegionCode } from '#model/region';
import { splitRupiah } from '../projects/split-rupiah.ts';
import { sampleCeiling } from '../sample/ceilings.ts';
import type { DeskCeiling } from './ceiling-store.ts';
import type { PlannedProject } from './project-money.ts';
import type { StatedCeiling } from './stated-ceilings.ts';

/** A kecamatan with its people and what they lack; null where nobody knows. */
export interface PlannedKecamatan {
  readonly code: RegionCode;
  readonly name: string;
  readonly people: number | null;
  /** Its share of all need, 0–1. */
  readonly needShare: number | null;
}

export interface CeilingInput {
  readonly year: number;
  readonly kecamatan: readonly PlannedKecamatan[];
  readonly projects: readonly PlannedProject[];
  readonly desk: readonly DeskCeiling[];
  readonly stated: readonly StatedCeiling[];
  /** Whether made-up ceilings stand in where nobody stated one. */
  readonly withSample: boolean;
}
export interface CeilingSums {
  readonly ceilingRupiah: number;
  readonly plannedRupiah: number;
  readonly unplacedRupiah: number;
  readonly overRupiah: number;
}

const over = (planned: number, ceiling: number | null): number =>
  ceiling === null ? 0 : Math.max(0, planned - ceiling);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** What holds for a kecamatan: stated at the desk, else by a publication, else made up and marked. */
function ceilingOf(code: RegionCode, people: number | null, { year, desk, stated, withSample }: CeilingInput) {
  const own = desk.find(({ kecamatan }) => kecamatan === code);
  if (own) {
    const { ceilingRupiah, shares, source, revision } = own;
    return { ceilingRupiah, shares, source, revision, sample: false };
  }
  const published = stated.find((one) => one.kecamatan === code && one.year === year);
  const shares = published?.shares ?? DEFAULT_FIELD_SHARES;
  const source = published?.source ?? null;
  if (published?.ceilingRupiah != null)
    return { ceilingRupiah: published.ceilingRupiah, shares, source, revision: 0, sample: false };
  if (!withSample) return { ceilingRupiah: null, shares, source, revision: 0, sample: false };
  return { ceilingRupiah: sampleCeiling(code, people, year), shares, source, revision: 0, sample: true };
}

/**
 * The ceilings of a year against the money of its projects. All money is whole rupiah: the ceilings of the three fields sum to the
 * ceiling, what is planned in the fields to what is planned in the kecamatan, and the kecamatan with `unplacedRupiah` to all projects.
 */
export function areaCeilings(input: CeilingInput): { items: AreaCeiling[]; totals: CeilingSums } {
  const plannedOf = new Map<RegionCode, Record<PlanningField, number>>();
  const countOf = new Map<RegionCode, { projects: number; withoutMoney: number }>();
  for (const { code } of input.kecamatan) {
    plannedOf.set(code, { infrastructure: 0, economy: 0, social: 0 });
    countOf.set(code, { projects: 0, withoutMoney: 0 });
  }
  for (const { field, parts } of input.projects)
    for (const { kecamatan, rupiah } of parts) {
      const count = countOf.get(kecamatan)!;
      count.projects += 1;
      if (rupiah === null) count.withoutMoney += 1;
      else plannedOf.get(kecamatan)![field] += rupiah;
    }
  const placed = sum([...plannedOf.values()].flatMap((fields) => Object.values(fields)));
  const items = input.kecamatan.map(({ code, name, people, needShare }): AreaCeiling => {
    const ceiling = ceilingOf(code, people, input);
    const planned = plannedOf.get(code)!;
    const plannedRupiah = sum(Object.values(planned));
    const names = PlanningField.options;
    const fieldCeilings =
      ceiling.ceilingRupiah === null
        ? names.map(() => 0)
        : splitRupiah(
            ceiling.ceilingRupiah,
            names.map((field) => ceiling.shares[field]),
          );
    return {
      kecamatan: code,
      name,
      people,
      ...ceiling,
      shares: { ...ceiling.shares },
      plannedRupiah,
      ...countOf.get(code)!,
      overRupiah: over(plannedRupiah, ceiling.ceilingRupiah),
      fields: names.map((field, index) => ({
        field,
        ceilingRupiah: fieldCeilings[index]!,
        plannedRupiah: planned[field],
        overRupiah: over(planned[field], ceiling.ceilingRupiah === null ? null : fieldCeilings[index]!),
      })),
      moneyShare: placed === 0 ? null : plannedRupiah / placed,
      needShare,
    };
  });
  const unplacedRupiah = sum(input.projects.map((project) => project.unplacedRupiah));
  return {
    items,
    totals: {
      ceilingRupiah: sum(items.map(({ ceilingRupiah }) => ceilingRupiah ?? 0)),
      plannedRupiah: placed + unplacedRupiah,
      unplacedRupiah,
      overRupiah: sum(items.map(({ overRupiah }) => overRupiah)),
    },
  };
}

/** How unevenly planned money is divided among the people of the kecamatan; those whose people nobody knows are left out. */
export function moneyEquity(items: readonly AreaCeiling[]): Equity {
  return equityOf(
    items.flatMap(({ kecamatan, people, plannedRupiah }) =>
      people === null || people === 0 ? [] : [{ code: kecamatan, people, amount: plannedRupiah }],
    ),
  );
}
