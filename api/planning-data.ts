import type { Identity } from '#model/account';
import type { AreaCeiling } from '#model/planning';
import { readDeskCeilings } from '../data/planning/ceiling-store.ts';
import { areaCeilings, type CeilingSums } from '../data/planning/ceilings.ts';
import { NEED_STANDARDS, standardsOfProject } from '../data/planning/need.ts';
import { judge, readPlanningYear, type Judged, type PlanningYear } from '../data/planning/planning-year.ts';
import { statement } from '../data/planning/statements.ts';
import type { AppContext } from './app-context.ts';
import { ByDataVersion } from './catalogue/kept-by-version.ts';

/** Somebody with an account and nothing more: planning speaks of what every colleague may see, and so is the same for all. */
const COLLEAGUE: Identity = { role: 'pimpinan', account: null, agency: null };

export interface PlanningSource {
  readonly id: string;
  readonly title: string;
  readonly version: number;
  readonly date: string | null;
  readonly sample: boolean;
}
export interface PlanningData {
  /** The projects of a year, their money by kecamatan and the need of each; kept as long as the data are the same. */
  year(year: number): Promise<PlanningYear>;
  /** What each project of a year is judged by. */
  judged(year: number): Promise<ReadonlyMap<string, Judged>>;
  /** The ceilings of a year as they are stated now. */
  ceilings(year: number): Promise<{ items: AreaCeiling[]; totals: CeilingSums }>;
  /** Years with projects or ceilings. */
  years(): Promise<number[]>;
  /** The datasets that the answers of a year rest on, with the versions they have. */
  sources(year: number): Promise<PlanningSource[]>;
}

/** A year that nobody asks for any more gives its place to another. */
const YEARS_KEPT = 8;

/** Reads planning data for everybody with an account; what is costly is kept for each state of the data. */
export function createPlanningData({
  database,
  assessmentData,
  standards,
  statedCeilings,
}: Pick<AppContext, 'database' | 'assessmentData' | 'standards' | 'statedCeilings'>): PlanningData {
  const seen = database.as(COLLEAGUE);
  const state = async () => {
    const [row] = await seen.query<{ state: string }>(statement('planning-state'));
    return row!.state;
  };
  interface KeptYear {
    readonly year: ByDataVersion<PlanningYear>;
    readonly judged: ByDataVersion<Map<string, Judged>>;
  }
  const kept = new Map<number, KeptYear>();
  // The engine's data are forgotten by a notification that may come after the state has changed: each reading has a number.
  const numberOf = new WeakMap<object, number>();
  let readings = 0;
  const version = async () => {
    const engine = await assessmentData.get();
    if (!numberOf.has(engine)) numberOf.set(engine, (readings += 1));
    return `${numberOf.get(engine)} ${await state()}`;
  };
  const keptOf = (asked: number): KeptYear => {
    const known = kept.get(asked);
    if (known) return known;
    const year = new ByDataVersion(version, async () =>
      readPlanningYear(seen, asked, await assessmentData.get(), standards),
    );
    const judged = new ByDataVersion(version, async () =>
      judge(await year.get(), await assessmentData.get(), standards),
    );
    const oldest = kept.keys().next().value;
    if (kept.size >= YEARS_KEPT && oldest !== undefined) kept.delete(oldest);
    kept.set(asked, { year, judged });
    return { year, judged };
  };
  const yearsRow = async () => {
    const [row] = await seen.query<{ years: number[]; has_sample: boolean }>(statement('project-years'));
    return row!;
  };

  return {
    year: (year) => keptOf(year).year.get(),
    judged: (year) => keptOf(year).judged.get(),
    async ceilings(year) {
      const { kecamatan, projects } = await keptOf(year).year.get();
      const [desk, { has_sample: withSample }] = await Promise.all([readDeskCeilings(seen, year), yearsRow()]);
      return areaCeilings({ year, kecamatan, projects, desk, stated: statedCeilings, withSample });
    },
    async years() {
      const { years } = await yearsRow();
      return [...new Set([...years, ...statedCeilings.map(({ year }) => year)])].sort((a, b) => a - b);
    },
    async sources(year) {
      const { projects } = await keptOf(year).year.get();
      const engine = await assessmentData.get();
      const used = new Set([
        ...standards.filter(({ id }) => NEED_STANDARDS.includes(id)),
        ...projects.flatMap((project) => standardsOfProject(project, standards)),
      ]);
      const kinds = [...used].flatMap(({ facilityKinds, kemenagKinds }) => [...facilityKinds, ...kemenagKinds]);
      const ids = new Set([
        ...projects.map(({ dataset }) => dataset),
        ...engine.inputsOf(kinds).map(({ dataset }) => dataset),
      ]);
      const hazards = await seen.query<{ id: string }>(statement('hazard-datasets'));
      for (const { id } of hazards) ids.add(id);
      return seen.query<PlanningSource & Record<string, unknown>>(statement('planning-sources'), [[...ids]]);
    },
  };
}
