import type { FastifyInstance } from 'fastify';
import { PUBLIC } from '#model/account';
import { isContractCritical, type ProjectStatus } from '#model/project';
import type { AppContext } from '../app-context.ts';
import { contract, type ProjectItem } from '../contract/index.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { serve } from '../endpoint.ts';
import { AppError } from '../problem.ts';
import { positionOf } from '../position-of.ts';
import { statement } from '../queries/load.ts';
import { requireRegion } from '../region-items.ts';

const projectsSql = statement('projects');
const totalSql = statement('project-total');
const historySql = statement('project-history');

interface ProjectRow extends Record<string, unknown> {
  id: string;
  name: string;
  description: string | null;
  origin: ProjectItem['origin'];
  sector: string;
  opd: string;
  sub_activity_code: string | null;
  fiscal_year: number;
  proposed_rupiah: number | null;
  ceiling_rupiah: number | null;
  contract_rupiah: number | null;
  spent_rupiah: number | null;
  funding_source: ProjectItem['fundingSource'];
  method: ProjectItem['method'];
  provider: string | null;
  volume: number | null;
  unit: string | null;
  status: ProjectStatus;
  physical_percent: number | null;
  financial_percent: number | null;
  planned_percent: number | null;
  land_status: ProjectItem['landStatus'];
  accuracy: string;
  updated_on: string | null;
  region_codes: string[];
  region_shares: number[];
  longitude: number | null;
  latitude: number | null;
  dataset: string;
  sample: boolean;
}

/** Works go on in these statuses, so only then can a contract be critical. */
const UNDER_WAY: ReadonlySet<ProjectStatus> = new Set(['pelaksanaan', 'kritis', 'addendum']);

function itemOf(row: ProjectRow, today: string): ProjectItem {
  const measured = UNDER_WAY.has(row.status) && row.planned_percent !== null && row.physical_percent !== null;
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    origin: row.origin,
    sector: row.sector,
    opd: row.opd,
    subActivityCode: row.sub_activity_code,
    fiscalYear: row.fiscal_year,
    proposedRupiah: row.proposed_rupiah,
    ceilingRupiah: row.ceiling_rupiah,
    contractRupiah: row.contract_rupiah,
    spentRupiah: row.spent_rupiah,
    fundingSource: row.funding_source,
    method: row.method,
    provider: row.provider,
    volume: row.volume,
    unit: row.unit,
    status: row.status,
    physicalPercent: row.physical_percent,
    financialPercent: row.financial_percent,
    plannedPercent: row.planned_percent,
    critical: measured
      ? isContractCritical(
          row.planned_percent ?? 0,
          row.physical_percent ?? 0,
          row.fiscal_year < Number(today.slice(0, 4)),
        )
      : null,
    landStatus: row.land_status,
    accuracy: row.accuracy,
    updatedOn: row.updated_on,
    regions: row.region_codes.map((code, index) => ({ code, share: row.region_shares[index] ?? 0 })),
    position: positionOf(row),
    dataset: row.dataset,
    sample: row.sample,
  };
}

/** `/api/v1/projects` and `/api/v1/projects/:id`. */
export function projectRoutes(app: FastifyInstance, { database, today }: AppContext): void {
  const open = database.as(PUBLIC);
  serve(app, contract.projects, async ({ region, year, status, limit, cursor }) => {
    const [afterYear, afterId] = cursor === undefined ? [null, null] : decodeCursor(cursor, 'number', 'string');
    await requireRegion(open, region);
    const filter = [region ?? null, year ?? null, status ?? null];
    const [rows, [total]] = await Promise.all([
      open.query<ProjectRow>(projectsSql, [...filter, afterYear, afterId, limit + 1, null]),
      open.query<{ count: number; ceiling_rupiah: number }>(totalSql, filter),
    ]);
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return {
      items: rows.slice(0, limit).map((row) => itemOf(row, today())),
      next: last ? encodeCursor([last.fiscal_year, last.id]) : null,
      total: { count: total?.count ?? 0, ceilingRupiah: total?.ceiling_rupiah ?? 0 },
    };
  });

  serve(app, contract.project, async (_query, { id }) => {
    const [project] = await open.query<ProjectRow>(projectsSql, [null, null, null, null, null, 1, id]);
    if (!project) throw new AppError('unknown_project');
    const history = await open.query<{ status: ProjectStatus; changed_on: string }>(historySql, [id]);
    return {
      ...itemOf(project, today()),
      history: history.map((step) => ({ status: step.status, changedOn: step.changed_on })),
    };
  });
}
