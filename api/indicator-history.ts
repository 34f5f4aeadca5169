import { setImmediate as breathe } from 'node:timers/promises';
import { FacilityOwner } from '#model/facility';
import type { ServiceStandard } from '#model/standard';
import type { Database, Queryable } from '../data/database/database.ts';
import type { AssessmentData } from './assessment-data.ts';
import { statement } from './queries/load.ts';

const stateSql = statement('state-of-data');
const insertVersionSql = statement('insert-data-version');
const insertIndicatorsSql = statement('insert-indicators');
const forgetSql = statement('forget-data-versions');
const historySql = statement('indicator-history');

/** About 60 standards x 41 regions a version: half a million rows at most. */
const VERSIONS_KEPT = 200;

export interface IndicatorFigures {
  readonly population: number | null;
  readonly need: number | null;
  readonly available: number | null;
  readonly servedShare: number | null;
  readonly sample: boolean;
}
export interface IndicatorPoint extends IndicatorFigures {
  readonly number: number;
  readonly dataVersion: string;
  readonly recordedAt: string;
}
interface IndicatorRow extends IndicatorFigures {
  readonly standard: string;
  readonly region: string;
}

export interface RecordOptions {
  readonly database: Database;
  readonly standards: readonly ServiceStandard[];
  /** What the engine reads, as fresh as the database is. */
  readonly assessmentData: () => Promise<AssessmentData>;
  readonly versionsKept?: number;
  readonly signal?: AbortSignal;
}

/**
 * Records what this version of the data says of the kabupaten and each kecamatan by every standard that can be counted; does
 * nothing when that is done already, or when the data change meanwhile: the next call records what they have become. Answers
 * how many figures it wrote. Gives way to requests between two standards. The options of the figures are those of
 * `GET /api/v1/gaps` when none is asked: all owners, Kemenag and across the border.
 */
export async function recordIndicators(options: RecordOptions): Promise<number> {
  const { database, standards, signal, versionsKept = VERSIONS_KEPT } = options;
  const before = await stateOf(database);
  if (before.recorded) return 0;
  const data = await options.assessmentData();
  const rows: IndicatorRow[] = [];
  for (const standard of standards) {
    if (signal?.aborted) return 0;
    rows.push(...indicatorsOf(standard, data));
    await breathe();
  }
  if (rows.length === 0) return 0;
  return database.transaction(async (transaction) => {
    if ((await stateOf(transaction)).data_version !== before.data_version) return 0;
    const [added] = await transaction.query(insertVersionSql, [before.data_version]);
    if (added === undefined) return 0;
    await transaction.query(insertIndicatorsSql, [
      before.data_version,
      rows.map((row) => row.standard),
      rows.map((row) => row.region),
      rows.map((row) => row.population),
      rows.map((row) => row.need),
      rows.map((row) => row.available),
      rows.map((row) => row.servedShare),
      rows.map((row) => row.sample),
    ]);
    await transaction.query(forgetSql, [versionsKept]);
    return rows.length;
  });
}

/** The recorded figures of one region by one standard, oldest first. */
export async function readIndicators(database: Queryable, standard: string, region: string): Promise<IndicatorPoint[]> {
  type Row = {
    number: number;
    data_version: string;
    recorded_at: string;
    population: number | null;
    need: number | null;
    available: number | null;
    served_share: number | null;
    sample: boolean;
  };
  const rows = await database.query<Row>(historySql, [standard, region]);
  return rows.map(({ data_version, recorded_at, served_share, ...row }) => ({
    ...row,
    dataVersion: data_version,
    recordedAt: recorded_at,
    servedShare: served_share,
  }));
}

async function stateOf(database: Queryable): Promise<{ data_version: string; recorded: boolean }> {
  const [state] = await database.query<{ data_version: string; recorded: boolean }>(stateSql);
  return state!;
}

/** The figures of one standard; none when no dataset of its kinds is loaded. */
function indicatorsOf(standard: ServiceStandard, data: AssessmentData): IndicatorRow[] {
  if (standard.facilityKinds.length === 0) return [];
  const inputs = data.inputsOf([...standard.facilityKinds, ...standard.kemenagKinds]);
  const sample = inputs.some(({ status }) => status === 'contoh');
  const question = { owners: FacilityOwner.options, kemenag: true, crossBorder: true };
  return (['kabupaten', 'kecamatan'] as const).flatMap((level) =>
    data.assessor
      .assess(standard, { ...question, level })
      .items.filter(({ available }) => available !== null)
      .map(({ region, population, need, available, servedShare }) => ({
        standard: standard.id,
        region: region.code,
        population,
        need,
        available,
        servedShare,
        sample,
      })),
  );
}
