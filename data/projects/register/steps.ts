// What moves a project on: its next status, and what was built of it at the end of a month.
import type { Identity } from '#model/account';
import type { ProjectStatus } from '#model/project';
import type { ProgressReport } from '#model/project-register';
import type { Database, Queryable } from '../../database/database.ts';
import { changeFeature, readFeature, Refusal, type EditTerms } from '../../desk/versions/index.ts';
import { recordAudit } from '../../desk/audit.ts';
import { maySteer, readProgress, readProject, readSteps, type RegisterFacts, type RegisterProject } from './read.ts';
import { illegalTransition, RegisterRefusal } from './refusal.ts';
import { nextStatuses, REPORTED } from './rules.ts';
import { statement } from './statements.ts';

/** Somebody else edits another field of the same project at the same moment: as often is it tried again. */
const ATTEMPTS = 4;

export interface NextStep {
  readonly to: ProjectStatus;
  readonly changedOn: string;
  readonly document: string | null;
  readonly note: string | null;
  /** How many steps the project had when it was decided. */
  readonly lastStep: number;
}

/**
 * Takes the next step of a project: a version of its dataset, and a line of the log of steps that nobody can change. Throws
 * `RegisterRefusal`: `unknown_project`, `forbidden`, `conflict` when somebody stepped before, `illegal_transition` with what is
 * allowed, `invalid_parameter` for a day before the last step or after today; and `Refusal` of the edit.
 */
export async function stepProject(
  database: Database,
  id: string,
  { to, changedOn, document, note, lastStep }: NextStep,
  by: Identity,
  facts: RegisterFacts,
): Promise<void> {
  await withRevision(database, id, by, facts, async (project, revision) => {
    const steps = await readSteps(database, id);
    if (steps.length !== lastStep)
      throw new RegisterRefusal('conflict', [{ name: 'lastStep', reason: String(steps.length) }]);
    const allowed = nextStatuses(project.status, project.list);
    if (!allowed.includes(to)) throw illegalTransition(allowed);
    const last = steps.findLast(({ stands }) => stands);
    if (changedOn > facts.today)
      throw new RegisterRefusal('invalid_parameter', [{ name: 'changedOn', reason: 'future' }]);
    if (last !== undefined && changedOn < last.changedOn)
      throw new RegisterRefusal('invalid_parameter', [{ name: 'changedOn', reason: 'before_last_step' }]);
    await changeFeature(
      database,
      facts.profile,
      project.dataset,
      id,
      { values: { status: to, updatedOn: changedOn } },
      revision,
      by,
      {
        isAllowed: true,
        alongside: (transaction) =>
          written(transaction, 'insert-step', [
            id,
            project.status,
            to,
            changedOn,
            document || null,
            note || null,
            by.account,
            null,
          ]),
        audit: { action: 'project.stepped', details: { from: project.status, to, changedOn, document } },
      },
    );
  });
}

/**
 * Keeps a report; that of the latest month is what the project shows from then on. Planned and physical progress go together,
 * so that no deviation is made of two months; a report of money alone leaves both as they were. Throws `RegisterRefusal`:
 * `unknown_project`, `forbidden`, `illegal_transition` for a project without a contract, `invalid_parameter` for a month to come or a report that says nothing; and `Refusal` of the edit.
 */
export async function reportProgress(
  database: Database,
  id: string,
  report: Omit<ProgressReport, 'reportedBy' | 'reportedAt'>,
  by: Identity,
  facts: RegisterFacts,
): Promise<void> {
  const planned = rounded(report.plannedPercent);
  const physical = rounded(report.physicalPercent);
  const financial = rounded(report.financialPercent);
  const { month, spentRupiah, note } = report;
  if ([planned, physical, financial, spentRupiah].every((value) => value === null))
    throw new RegisterRefusal('invalid_parameter', [{ name: 'physicalPercent', reason: 'missing' }]);
  if (month > facts.today.slice(0, 7))
    throw new RegisterRefusal('invalid_parameter', [{ name: 'month', reason: 'future' }]);
  await withRevision(database, id, by, facts, async (project, revision) => {
    if (!REPORTED.includes(project.status)) throw illegalTransition([]);
    const latest = (await readProgress(database, id)).at(-1)?.month ?? '';
    const details = { month, planned, physical, financial, spentRupiah };
    const values = [id, month, planned, physical, financial, spentRupiah, note || null, by.account];
    if (month < latest) {
      // A report on an earlier month mends the curve; what the project shows is of a later one.
      await database.transaction(async (transaction) => {
        await written(transaction, 'insert-progress', values);
        await recordAudit(transaction, by, {
          action: 'project.reported',
          dataset: project.dataset,
          subject: id,
          details,
        });
      });
      return;
    }
    const terms: EditTerms = {
      isAllowed: true,
      alongside: (transaction) => written(transaction, 'insert-progress', values),
      audit: { action: 'project.reported', details },
    };
    // Who only tells of money says nothing of the works: what was known of them, and whether they are critical, stays.
    const saysProgress = planned !== null || physical !== null;
    const change = {
      ...(saysProgress ? { plannedPercent: planned, physicalPercent: physical } : {}),
      ...(financial === null ? {} : { financialPercent: financial }),
      ...(spentRupiah === null ? {} : { spentRupiah }),
      updatedOn: facts.today,
    };
    await changeFeature(database, facts.profile, project.dataset, id, { values: change }, revision, by, terms);
  });
}

/** Two decimals: the contract rule compares to them. */
const rounded = (percent: number | null) => (percent === null ? null : Math.round(percent * 100) / 100);

async function written(transaction: Queryable, name: string, values: readonly unknown[]): Promise<void> {
  await transaction.query(statement(name), values);
}

/** The project, for somebody who steers it. Throws `unknown_project` for one that is not seen, `forbidden`. */
export async function requireSteered(
  database: Database,
  id: string,
  by: Identity,
  facts: RegisterFacts,
): Promise<RegisterProject> {
  const project = await readProject(database.as(by), id, facts);
  if (project === null) throw new RegisterRefusal('unknown_project');
  if (!maySteer(by, project)) throw new RegisterRefusal('forbidden');
  return project;
}

/** Does `work` on the project as it is now, again when somebody else changed it in between. */
async function withRevision(
  database: Database,
  id: string,
  by: Identity,
  facts: RegisterFacts,
  work: (project: RegisterProject, revision: string) => Promise<void>,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    // The revision first: what is decided by the project as it is read next is refused when the revision is another by then.
    const seen = await requireSteered(database, id, by, facts);
    const feature = await readFeature(database, 'project', seen.dataset, id);
    const project = await requireSteered(database, id, by, facts);
    if (feature === null) throw new RegisterRefusal('unknown_project');
    try {
      return await work(project, feature.revision);
    } catch (error) {
      const isConflict = error instanceof Refusal && error.code === 'edit_conflict';
      if (!isConflict || attempt === ATTEMPTS) throw error;
    }
  }
}
