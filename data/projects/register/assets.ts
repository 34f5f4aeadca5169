// What becomes of finished works: a facility that counts from then on, once; or nothing.
import type { Identity } from '#model/account';
import type { FacilityKind } from '#model/facility';
import type { Database, Queryable } from '../../database/database.ts';
import { createFeature, Refusal } from '../../desk/versions/index.ts';
import { recordAudit } from '../../desk/audit.ts';
import { agencyOf, madeDataset } from './made-datasets.ts';
import { readProject, type RegisterFacts, type RegisterProject } from './read.ts';
import { RegisterRefusal } from './refusal.ts';
import { HANDED_OVER } from './rules.ts';
import { statement } from './statements.ts';

export interface AssetDecision {
  readonly approve: boolean;
  /** What it is; needed where it becomes a facility that was not there. */
  readonly kind: FacilityKind | null;
  /** Units it supplies, of a new one. */
  readonly capacity: number | null;
  /** Its name; null for that of the project without the word for building it. */
  readonly name?: string | null | undefined;
  /** The facility that the works improved: nothing is added then. */
  readonly facility?: string | null | undefined;
  readonly remark: string | null;
}

/** "Pembangunan Puskesmas Waled" builds "Puskesmas Waled". */
const BUILDING = /^(pembangunan|pembuatan|pendirian)\s+(baru\s+)?(gedung\s+)?/i;

/**
 * Decides on the asset of a project that was handed over. Approved works become a facility, in a version of a dataset of the
 * register, with the id of the project as its key, unless they improved one that was there. Answers the facility; null when
 * declined. Throws `RegisterRefusal`: `unknown_project`; `conflict` when it is not handed over (`not_handed_over`), was approved
 * before (`approved`), or stands there already (`facility`, with its id as reason); `invalid_parameter` for what is missing; and
 * `Refusal` of the edit.
 */
export async function decideAsset(
  database: Database,
  id: string,
  decision: AssetDecision,
  by: Identity,
  facts: RegisterFacts,
): Promise<string | null> {
  const project = await readProject(database.as(by), id, facts);
  if (project === null) throw new RegisterRefusal('unknown_project');
  const { state } = project.asset;
  if (state === 'approved') throw conflict('asset', 'approved');
  if (state === 'none' || !HANDED_OVER.includes(project.status)) throw conflict('asset', 'not_handed_over');
  const { approve, remark } = decision;
  const put = (transaction: Queryable, facility: string | null, wasThere: boolean) =>
    transaction.query(statement('insert-asset'), [id, approve, facility, wasThere, remark || null, by.account]);
  try {
    if (approve && !decision.facility) return await becomeFacility(database, project, decision, by, facts, put);
    const facility = approve ? await requireFacility(database, decision.facility!, by) : null;
    await database.transaction(async (transaction) => {
      await put(transaction, facility, approve);
      const action = approve ? 'project.asset_approved' : 'project.asset_declined';
      await recordAudit(transaction, by, { action, dataset: project.dataset, subject: id, details: { facility } });
    });
    return facility;
  } catch (error) {
    // Two approvals at one moment: the index lets one through, or the second finds the facility with the project's key there.
    if (isTaken(error)) throw conflict('asset', 'approved');
    throw error;
  }
}

async function becomeFacility(
  database: Database,
  project: RegisterProject,
  { kind, capacity, name }: AssetDecision,
  by: Identity,
  facts: RegisterFacts,
  put: (transaction: Queryable, facility: string, wasThere: boolean) => Promise<unknown>,
): Promise<string> {
  const { position } = project;
  if (kind === null) throw missing('kind');
  // Without a point nobody could be said to reach it.
  if (position === null) throw missing('position');
  const there = await database.query<{ id: string }>(statement('asset-there'), [project.assetCode, kind, ...position]);
  if (there[0] !== undefined) throw conflict('facility', there[0].id);
  const { profile, today } = facts;
  const agency = await agencyOf(database, profile, { agency: project.agency, role: 'opd' });
  const dataset = await madeDataset(database, profile, 'asset', agency, { isSample: project.sample, today });
  const values = {
    key: project.id,
    kind,
    name: name || project.name.replace(BUILDING, ''),
    owner: 'negeri',
    capacity,
  };
  const { feature } = await createFeature(database, profile, dataset, { values, position }, by, {
    isAllowed: true,
    alongside: async (transaction, facility) => void (await put(transaction, facility, false)),
    audit: { action: 'project.asset_approved', details: { project: project.id, kind } },
  });
  return feature;
}

async function requireFacility(database: Database, facility: string, by: Identity): Promise<string> {
  const found = await database.as(by).query(statement('facility'), [facility]);
  if (found.length === 0) throw new RegisterRefusal('invalid_parameter', [{ name: 'facility', reason: 'unknown' }]);
  return facility;
}

const conflict = (name: string, reason: string) => new RegisterRefusal('conflict', [{ name, reason }]);
const missing = (name: string) => new RegisterRefusal('invalid_parameter', [{ name, reason: 'missing' }]);

const ONCE = 'project_asset_approved_once';
const isTaken = (error: unknown): boolean =>
  (error as { constraint?: string } | null)?.constraint === ONCE ||
  (error instanceof Refusal &&
    (error.parameters ?? []).some(({ reason }) => reason === ONCE || reason === 'duplicate_published'));
