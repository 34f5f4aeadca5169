import { PermitStage, PermitType, stageOf, type PermitStatus } from '#model/permit';
import { indexIn, ProtectedCube } from './protected-cube.ts';

/** What of a permit enters the public counts. */
export interface CountedPermit {
  /** Kecamatan. */
  readonly region: string;
  readonly type: PermitType;
  /** Year of application. */
  readonly year: number;
  readonly status: PermitStatus;
  /** Shown one by one on the public map. */
  readonly isOpen: boolean;
}

/** Years that are counted together; an open end is null. */
export interface YearClass {
  readonly from: number | null;
  readonly until: number;
}

/** Counts by kecamatan, type, year class and stage from which no small count can be worked out; plain data. */
export interface PublicCounts {
  readonly regions: readonly string[];
  readonly types: readonly PermitType[];
  readonly years: readonly YearClass[];
  readonly stages: readonly PermitStage[];
  /** In the order of `indexIn`; −1 is withheld. Null when there are too few permits to tell anything. */
  readonly answers: Int32Array | null;
}

const STAGES = PermitStage.options;
/** Classes of one year, before everything older. Finer classes leave so few in each that most sums must be withheld. */
const SINGLE_YEARS = 2;

/**
 * Public counts of permits. Year classes are the newest year, the one before, and all before. Takes a second or two for some
 * thousand permits.
 */
export function countForPublic(permits: readonly CountedPermit[]): PublicCounts {
  const regions = [...new Set(permits.map(({ region }) => region))].sort();
  const types = PermitType.options.filter((type) => permits.some((permit) => permit.type === type));
  const years = yearClasses(permits.map(({ year }) => year));
  const sizes = [regions.length, types.length, years.length, STAGES.length];
  const records = permits.map(({ region, type, year, status, isOpen }) => ({
    at: [
      regions.indexOf(region),
      types.indexOf(type),
      years.findIndex(({ from }) => from === null || year >= from),
      STAGES.indexOf(stageOf(status)),
    ],
    isOpen,
  }));
  // Two readers: one who counts the points of the map and takes them away from every count, and one who only reads counts, for whom
  // 1–4 is 1–4. What either could work out is withheld; a proof of one holds with fewer numbers published, too.
  const answers = countsFor(
    sizes,
    records,
    records.map(({ at }) => ({ at, isOpen: false })),
  );
  return { regions, types, years, stages: STAGES, answers };
}

/** The published count of a question, null for all values of a property; null when it is withheld. */
export function publicCount(
  { regions, types, years, stages, answers }: PublicCounts,
  at: readonly [region: number | null, type: number | null, year: number | null, stage: number | null],
): number | null {
  const count = answers?.[indexIn([regions.length, types.length, years.length, stages.length], at)] ?? -1;
  return count < 0 ? null : count;
}

/** Withheld from either reader; null when there are too few permits to tell anything. */
function countsFor(
  sizes: readonly number[],
  one: ConstructorParameters<typeof ProtectedCube>[1],
  other: ConstructorParameters<typeof ProtectedCube>[1],
): Int32Array | null {
  try {
    const { answers } = new ProtectedCube(sizes, other);
    return new ProtectedCube(sizes, one).answers.map((count, index) => (answers[index]! < 0 ? -1 : count));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return null;
  }
}

function yearClasses(years: readonly number[]): YearClass[] {
  if (years.length === 0) return [];
  const newest = years.reduce((a, b) => Math.max(a, b));
  const single = Array.from({ length: SINGLE_YEARS }, (_, back) => ({ from: newest - back, until: newest - back }));
  return [...single, { from: null, until: newest - SINGLE_YEARS }];
}
