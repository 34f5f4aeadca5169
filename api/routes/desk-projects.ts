import type { FastifyInstance } from 'fastify';
import { Refusal } from '../../data/desk/versions/index.ts';
import { overlappingProjects } from '../../data/projects/overlaps/index.ts';
import {
  addDocument,
  commentProject,
  decideAsset,
  exportRegister,
  proposeProject,
  readRecord,
  readRegister,
  RegisterRefusal,
  reportProgress,
  stepProject,
  takeUpProject,
  withdrawComment,
  type RegisterFacts,
} from '../../data/projects/register/index.ts';
import type { Identity } from '#model/account';
import type { ProjectRecord } from '#model/project-register';
import type { AppContext } from '../app-context.ts';
import { staffContract } from '../contract/staff.ts';
import { serve } from '../endpoint.ts';
import { AppError } from '../problem.ts';

/** The answer of `work`, with what the register or the desk refuses as a problem of the API. */
async function orProblem<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof RegisterRefusal || error instanceof Refusal)
      throw new AppError(error.code, error.parameters, { cause: error });
    throw error;
  }
}

/** The register of projects: list, record, steps, reports, comments, documents, assets and proposals. */
export function deskProjectRoutes(app: FastifyInstance, context: AppContext): void {
  const { database, profile } = context;
  const factsNow = async (): Promise<RegisterFacts> => ({
    profile,
    today: context.today(),
    overlapping: [...(await overlappingProjects(database))],
  });
  const record = async (id: string, identity: Identity): Promise<ProjectRecord> => {
    const found = await readRecord(database.as(identity), id, identity, await factsNow());
    if (found === null) throw new AppError('unknown_project');
    return found;
  };

  serve(app, staffContract.register, async ({ sort, limit, offset, ...filters }, _params, { identity }) => {
    const page = { sort, limit, offset };
    const { items, totals } = await readRegister(database.as(identity), filters, page, await factsNow());
    return { items, totals };
  });

  serve(app, staffContract.registerExport, async ({ format, ...filters }, _params, { identity, reply }) => {
    const { body, type } = await exportRegister(database.as(identity), filters, format, await factsNow());
    reply.header('content-disposition', `attachment; filename="proyek-${context.today()}.${format}"`);
    return reply.type(type).send(body);
  });

  serve(app, staffContract.projectRecord, async (_query, { id }, { identity }) => record(id, identity));

  serve(app, staffContract.stepProject, async (_query, { id }, { identity, body }) => {
    await orProblem(stepProject(database, id, body, identity, await factsNow()));
    return record(id, identity);
  });

  serve(app, staffContract.reportProgress, async (_query, { id }, { identity, body }) => {
    await orProblem(reportProgress(database, id, body, identity, await factsNow()));
    return record(id, identity);
  });

  serve(app, staffContract.commentProject, async (_query, { id }, { identity, body }) => {
    await orProblem(commentProject(database, id, body.text, identity, await factsNow()));
    return record(id, identity);
  });

  serve(app, staffContract.withdrawComment, async (_query, { id, comment }, { identity }) => {
    await orProblem(withdrawComment(database, id, comment, identity));
    return record(id, identity);
  });

  serve(app, staffContract.addProjectDocument, async (_query, { id }, { identity, body }) => {
    await orProblem(addDocument(database, id, body, identity, await factsNow()));
    return record(id, identity);
  });

  serve(app, staffContract.decideAsset, async (_query, { id }, { identity, body }) => {
    await orProblem(decideAsset(database, id, body, identity, await factsNow()));
    return record(id, identity);
  });

  serve(app, staffContract.takeUpProject, async (_query, { id }, { identity }) => {
    await orProblem(takeUpProject(database, id, identity, await factsNow()));
    return record(id, identity);
  });

  serve(app, staffContract.proposeProject, async (_query, _params, { identity, body }) => {
    const id = await orProblem(proposeProject(database, body, identity, await factsNow()));
    return record(id, identity);
  });
}
