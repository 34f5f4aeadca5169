// New projects: proposals, which the public sees, and wishes for the bank of proposals, which it does not.
import { randomBytes } from 'node:crypto';
import type { LineString, Polygon } from 'geojson';
import type { z } from 'zod';
import type { Identity } from '#model/account';
import type { Position } from '#model/geometry';
import type { FundingSource, ProjectOrigin } from '#model/project';
import type { ProjectList } from '#model/project-register';
import type { Database } from '../../database/database.ts';
import { createFeature, moveFeature } from '../../desk/versions/index.ts';
import { agencyOf, madeDataset } from './made-datasets.ts';
import type { RegisterFacts } from './read.ts';
import { RegisterRefusal } from './refusal.ts';
import { statement } from './statements.ts';
import { requireSteered } from './steps.ts';

export interface Proposal {
  readonly name: string;
  readonly description: string | null;
  readonly origin: z.infer<typeof ProjectOrigin>;
  readonly sector: string;
  readonly list: z.infer<typeof ProjectList>;
  readonly fiscalYear: number;
  readonly proposedRupiah: number | null;
  readonly fundingSource: z.infer<typeof FundingSource>;
  readonly position: Position | null;
  /** A line or an area instead of a point, as GeoJSON. */
  readonly geometry?: LineString | Polygon | null | undefined;
  /** Where there is no shape: the desa or kecamatan that it is for. */
  readonly region: string | null;
  readonly scenario: string | null;
}

/**
 * Makes a project with the status `usulan` in the dataset of proposals (or wishes) of the agency of `by`, at its point, line or
 * area, or for its region. Answers its id. Throws `Refusal` `row_refused` for a place outside of the regency, no place at all, or a proposal of
 * the same name that is there already.
 */
export async function proposeProject(
  database: Database,
  proposal: Proposal,
  by: Identity,
  facts: RegisterFacts,
): Promise<string> {
  const { position, geometry = null, region, scenario, list, ...values } = proposal;
  const { profile, today } = facts;
  const agency = await agencyOf(database, profile, by);
  const dataset = await madeDataset(database, profile, list === 'bank' ? 'bank' : 'usulan', agency, { today });
  const change = {
    values: {
      ...values,
      key: randomBytes(6).toString('hex'),
      opd: agency?.name ?? (by.role === 'walidata' ? profile.names.custodian : profile.names.planningAgency),
      status: 'usulan',
      updatedOn: today,
    },
    ...placeOf(position, geometry, region),
  };
  const { feature } = await createFeature(database, profile, dataset, change, by, {
    isAllowed: true,
    alongside: async (transaction, id) => {
      const step = [id, null, 'usulan', today, null, null, by.account, scenario];
      await transaction.query(statement('insert-step'), step);
    },
    audit: { action: 'project.proposed', details: { list, scenario } },
  });
  return feature;
}

/** The most exact place that is told. */
function placeOf(position: Position | null, geometry: LineString | Polygon | null, region: string | null) {
  if (position !== null) return { position };
  return geometry === null ? { region } : { geometry };
}

/**
 * Takes a wish into the list of proposals of its agency: from then on the public sees it, and it can take steps. It keeps its id,
 * and with it comments and documents. Throws `RegisterRefusal`: `unknown_project`, `forbidden`, `conflict` for what is no wish.
 */
export async function takeUpProject(database: Database, id: string, by: Identity, facts: RegisterFacts): Promise<void> {
  const project = await requireSteered(database, id, by, facts);
  if (project.list !== 'bank') throw new RegisterRefusal('conflict', [{ name: 'list', reason: project.list }]);
  const { profile, today } = facts;
  const owner = { agency: project.datasetAgency, role: project.datasetAgency === null ? by.role : ('opd' as const) };
  const agency = await agencyOf(database, profile, owner);
  const dataset = await madeDataset(database, profile, 'usulan', agency, { today });
  await moveFeature(database, project.dataset, dataset, id, by, { action: 'project.taken_up' });
}
