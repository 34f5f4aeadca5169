// Scenarios of the siting studio as they are kept: seen by everybody with an account, changed by whoever made them.
import type { Identity } from '#model/account';
import type { Scenario, ScenarioContent, ScenarioEntry, ScenarioFigures, ScenarioInput } from '#model/siting';
import type { Database, Queryable } from '../../database/database.ts';
import { recordAudit } from '../../desk/audit.ts';
import { statement } from './statements.ts';

/** Why a scenario was not written; `revision` is the present one where somebody else saved before. */
export class ScenarioRefusal extends Error {
  readonly code: 'unknown' | 'forbidden' | 'conflict' | 'exempt';
  readonly revision: number | null;
  constructor(code: ScenarioRefusal['code'], revision: number | null = null) {
    super(code);
    this.name = 'ScenarioRefusal';
    this.code = code;
    this.revision = revision;
  }
}

export type ScenarioHead = Omit<Scenario, 'content' | 'note' | 'inputs'>;

interface ScenarioRow extends Record<string, unknown> {
  id: string;
  name: string;
  note: string | null;
  content: ScenarioContent;
  figures: ScenarioFigures;
  inputs: ScenarioInput[];
  created_by: string;
  created_by_name: string;
  agency_name: string | null;
  created_at: string;
  changed_at: string;
  revision: number;
  is_stale: boolean;
}

/** Whether who asks may change or remove it: its maker, the planning agency, the custodian. */
const mayChange = ({ role, account }: Identity, row: ScenarioRow): boolean =>
  role === 'bappelitbangda' || role === 'walidata' || (role === 'opd' && row.created_by === account);

const headOf = (identity: Identity, row: ScenarioRow): ScenarioHead => ({
  id: row.id,
  name: row.name,
  figures: row.figures,
  createdBy: row.created_by_name,
  agencyName: row.agency_name,
  createdAt: row.created_at,
  changedAt: row.changed_at,
  revision: row.revision,
  isStale: row.is_stale,
  mayChange: mayChange(identity, row),
});

/** All scenarios, the newest change first, with their figures but without what they are made of. */
export async function listScenarios(database: Database, identity: Identity): Promise<ScenarioHead[]> {
  const rows = await database.as(identity).query<ScenarioRow>(statement('scenarios'), [null]);
  return rows.map((row) => headOf(identity, row));
}

/** One scenario. Throws `ScenarioRefusal` `unknown` where there is none. */
export async function readScenario(database: Database, identity: Identity, id: string): Promise<Scenario> {
  return scenarioIn(database.as(identity), identity, id);
}

/** Keeps a new one in the name of who asks. Throws `ScenarioRefusal` `exempt` where it was found with data that colleagues may not see. */
export async function createScenario(database: Database, identity: Identity, entry: ScenarioEntry): Promise<Scenario> {
  await refuseExempt(database, entry);
  return database.as(identity).transaction(async (transaction) => {
    const [made] = await transaction.query<{ id: string }>(statement('scenario-insert'), [
      ...valuesOf(entry),
      identity.account,
      identity.agency,
    ]);
    const scenario = await scenarioIn(transaction, identity, made!.id);
    await recordAudit(transaction, identity, {
      action: 'scenario.created',
      subject: scenario.id,
      details: { name: scenario.name },
    });
    return scenario;
  });
}

/**
 * Saves one again, as its next revision. Throws `ScenarioRefusal`: `unknown`, `forbidden`, `exempt`, or `conflict` with the present
 * revision where `revision` is not that one; nothing is written then.
 */
export async function changeScenario(
  database: Database,
  identity: Identity,
  id: string,
  entry: ScenarioEntry,
  revision: number,
): Promise<Scenario> {
  await refuseExempt(database, entry);
  return database.as(identity).transaction(async (transaction) => {
    const present = await scenarioIn(transaction, identity, id);
    if (!present.mayChange) throw new ScenarioRefusal('forbidden');
    const changed = await transaction.query(statement('scenario-update'), [id, ...valuesOf(entry), revision]);
    if (changed.length === 0) {
      const { revision: now } = await scenarioIn(transaction, identity, id);
      throw new ScenarioRefusal('conflict', now);
    }
    const scenario = await scenarioIn(transaction, identity, id);
    await recordAudit(transaction, identity, {
      action: 'scenario.changed',
      subject: id,
      details: { name: scenario.name, revision: scenario.revision },
    });
    return scenario;
  });
}

/** Removes one. Throws `ScenarioRefusal` `unknown` or `forbidden`. */
export async function removeScenario(database: Database, identity: Identity, id: string): Promise<void> {
  await database.as(identity).transaction(async (transaction) => {
    const { mayChange: may, name } = await scenarioIn(transaction, identity, id);
    if (!may) throw new ScenarioRefusal('forbidden');
    await transaction.query(statement('scenario-delete'), [id]);
    await recordAudit(transaction, identity, { action: 'scenario.removed', subject: id, details: { name } });
  });
}

const valuesOf = ({ name, note, content, figures, inputs }: ScenarioEntry): readonly unknown[] => [
  name,
  note,
  JSON.stringify(content),
  JSON.stringify(figures),
  JSON.stringify(inputs),
];

async function scenarioIn(from: Queryable, identity: Identity, id: string): Promise<Scenario> {
  const [row] = await from.query<ScenarioRow>(statement('scenarios'), [id]);
  if (!row) throw new ScenarioRefusal('unknown');
  return { ...headOf(identity, row), note: row.note, content: row.content, inputs: row.inputs };
}

/** As the owner: who may not see that a dataset is exempt must not hide behind not seeing it. */
async function refuseExempt(database: Database, { inputs }: ScenarioEntry): Promise<void> {
  const exempt = await database.query(statement('exempt-inputs'), [inputs.map(({ dataset }) => dataset)]);
  if (exempt.length > 0) throw new ScenarioRefusal('exempt');
}
