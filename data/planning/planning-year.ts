// All that the ceilings and the score of a year rest on, read once for each state of the data.
import { setImmediate as breathe } from 'node:timers/promises';
import { cellPositions, type AssessedRegion, type Assessor, type Demand } from '#analysis';
import type { Position } from '#model/geometry';
import type { LandStatus, ProjectStatus } from '#model/project';
import type { RegionCode } from '#model/region';
import type { ServiceStandard } from '#model/standard';
import type { z } from 'zod';
import type { Queryable } from '../database/database.ts';
import type { PlannedKecamatan } from './ceilings.ts';
import { criteriaOf } from './criteria.ts';
import { gainsAt } from './gain.ts';
import { NEED_STANDARDS, needShares, ownKecamatan, standardsOfProject, unreachedBy, type Unreached } from './need.ts';
import { planningFieldOf } from './planning-fields.ts';
import { divideProject, kecamatanLookup, type PlannedProject } from './project-money.ts';
import type { ScoreParts } from './score.ts';
import { statement } from './statements.ts';

/** A project of the year with its money by kecamatan and what it is judged by. */
export interface YearProject extends PlannedProject {
  readonly name: string;
  readonly opd: string;
  readonly sector: string;
  readonly status: ProjectStatus;
  readonly landStatus: z.infer<typeof LandStatus> | null;
  readonly hasDesign: boolean;
  readonly hazard: number | null;
  readonly position: Position | null;
  readonly dataset: string;
  readonly sample: boolean;
}
export interface PlanningYear {
  readonly year: number;
  readonly kecamatan: readonly PlannedKecamatan[];
  readonly projects: readonly YearProject[];
}
export interface Judged {
  readonly parts: ScoreParts;
  /** People newly reached by it alone; null where its kind has no reach or it has no point. */
  readonly gainedPeople: number | null;
}

/** What the engine knows, as the API keeps it. */
export interface Engine {
  readonly regions: readonly AssessedRegion[];
  readonly demand: Demand | null;
  readonly assessor: Assessor;
}

interface ProjectRow extends Record<string, unknown> {
  id: string;
  name: string;
  opd: string;
  sector: string;
  sub_activity_code: string | null;
  status: ProjectStatus;
  land_status: YearProject['landStatus'];
  rupiah: number | null;
  regions: RegionCode[];
  shares: number[];
  longitude: number | null;
  latitude: number | null;
  hazard: number | null;
  has_design: boolean;
  dataset: string;
  sample: boolean;
}

/** The projects of a year with their money by kecamatan, and the need of each. Gives way to requests between two standards. */
export async function readPlanningYear(
  database: Queryable,
  year: number,
  { regions, assessor }: Engine,
  standards: readonly ServiceStandard[],
): Promise<PlanningYear> {
  const rows = await database.query<ProjectRow>(statement('planned-projects'), [year]);
  const kecamatanOf = kecamatanLookup(regions);
  const own = ownKecamatan(regions);
  const unreached = await basicNeeds(assessor, standards);
  const needOf = needShares(
    own.map(({ code }) => code),
    unreached,
  );
  return {
    year,
    kecamatan: own.map((one) => ({ ...one, needShare: needOf.get(one.code) ?? null })),
    projects: rows.map((row) => ({
      id: row.id,
      name: row.name,
      opd: row.opd,
      sector: row.sector,
      status: row.status,
      landStatus: row.land_status,
      hasDesign: row.has_design,
      hazard: row.hazard,
      position: row.longitude === null || row.latitude === null ? null : [row.longitude, row.latitude],
      dataset: row.dataset,
      sample: row.sample,
      field: planningFieldOf(row.sector, row.sub_activity_code),
      rupiah: row.rupiah,
      ...divideProject(row.rupiah, row.regions, row.shares, kecamatanOf),
    })),
  };
}

async function basicNeeds(assessor: Assessor, standards: readonly ServiceStandard[]): Promise<Unreached[]> {
  const known: Unreached[] = [];
  for (const standard of standards.filter(({ id }) => NEED_STANDARDS.includes(id))) {
    const unreached = unreachedBy(standard, assessor);
    if (unreached) known.push(unreached);
    await breathe();
  }
  return known;
}

/** Sites whose gain is found before requests get their turn again: some milliseconds. */
const SITES_AT_ONCE = 40;

/** What each project of a year is judged by; by id. Gives way to requests between two portions. */
export async function judge(
  { kecamatan, projects }: PlanningYear,
  { assessor, demand }: Engine,
  standards: readonly ServiceStandard[],
): Promise<Map<string, Judged>> {
  const standardsOf = new Map(projects.map((project) => [project.id, standardsOfProject(project, standards)]));
  const gains = new Map<string, number>();
  const cells = demand && cellPositions(demand);
  await breathe();
  const lackOf = new Map<ServiceStandard, ReadonlyMap<RegionCode, number | null> | null>();
  for (const standard of new Set([...standardsOf.values()].flat())) {
    const unreached = unreachedBy(standard, assessor);
    lackOf.set(standard, unreached && new Map([...unreached].map(([code, { share }]) => [code, share])));
    await breathe();
    if (demand === null || cells === null) continue;
    const sites = projects.filter(({ id, position }) => position !== null && standardsOf.get(id)!.includes(standard));
    for (let from = 0; from < sites.length; from += SITES_AT_ONCE) {
      const portion = sites.slice(from, from + SITES_AT_ONCE);
      const found = gainsAt(
        portion.map(({ position }) => position!),
        standard,
        assessor,
        demand,
        cells,
      );
      for (const [index, people] of found.entries()) {
        // A project that builds two kinds is worth the one that reaches more; their people are largely the same.
        const { id } = portion[index]!;
        if (people !== null) gains.set(id, Math.max(gains.get(id) ?? 0, people));
      }
      await breathe();
    }
  }
  const basic = new Map(
    kecamatan.map(({ code, people, needShare }) => [
      code,
      needShare === null || people === null || people === 0 ? null : needShare / people,
    ]),
  );
  const parts = criteriaOf(
    projects.map(({ id, parts: shares, landStatus, hasDesign, hazard }) => ({
      id,
      shares,
      landStatus,
      hasDesign,
      hazard,
      lack: lackOf.get(standardsOf.get(id)![0]!) ?? basic,
      gainedPeople: gains.get(id) ?? null,
    })),
    moneyPerPerson(kecamatan, projects),
  );
  return new Map(projects.map(({ id }) => [id, { parts: parts.get(id)!, gainedPeople: gains.get(id) ?? null }]));
}

function moneyPerPerson(
  kecamatan: readonly PlannedKecamatan[],
  projects: readonly PlannedProject[],
): Map<RegionCode, number | null> {
  const money = new Map<RegionCode, number>();
  for (const { parts } of projects)
    for (const { kecamatan: code, rupiah } of parts) money.set(code, (money.get(code) ?? 0) + (rupiah ?? 0));
  return new Map(
    kecamatan.map(({ code, people }) => [
      code,
      people === null || people === 0 ? null : (money.get(code) ?? 0) / people,
    ]),
  );
}
