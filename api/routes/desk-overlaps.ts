import type { FastifyInstance } from 'fastify';
import { returnedCsv, returnedSheet, returnedTable } from '../../data/desk/stage/returned.ts';
import { readUploadOf } from '../../data/desk/stage/uploads.ts';
import {
  decideOverlap,
  decisionsOf,
  listOverlaps,
  readOverlap,
  withdrawDecision,
} from '../../data/projects/overlaps/index.ts';
import { listUnplaced, placeProject } from '../../data/projects/places/index.ts';
import type { AppContext } from '../app-context.ts';
import { overlapContract } from '../contract/overlaps.ts';
import { serve } from '../endpoint.ts';
import { AppError } from '../problem.ts';
import { orProblem } from './desk-versions.ts';

/** Projects that may be one, and those that nobody knows the place of. */
export function deskOverlapRoutes(app: FastifyInstance, { database, profile }: AppContext): void {
  serve(app, overlapContract.overlaps, async (query, _params, { identity }) => {
    const { year = null, agency = null, region = null, project = null, state, limit, offset } = query;
    return listOverlaps(database, identity, {
      year,
      agency,
      region,
      project,
      isDecided: state === 'decided',
      limit,
      offset,
    });
  });

  serve(app, overlapContract.decideOverlap, async (_query, _params, { identity, body }) => {
    const { a, b, ...decision } = body;
    await orProblem(decideOverlap(database, a, b, decision, identity));
    const overlap = await readOverlap(database, identity, a, b);
    if (overlap === null) throw new AppError('unknown_feature');
    return overlap;
  });

  serve(app, overlapContract.withdrawOverlapDecision, async ({ a, b }, _params, { identity }) => {
    await orProblem(withdrawDecision(database, a, b, identity));
  });

  serve(app, overlapContract.overlapDecisions, async ({ a, b }, _params, { identity }) => ({
    items: await decisionsOf(database, a, b, identity),
  }));

  serve(app, overlapContract.placeCandidates, async (query, _params, { identity }) => {
    const { agency = null, year = null, limit, offset } = query;
    return listUnplaced(database, profile, identity, { agency, year, limit, offset });
  });

  serve(app, overlapContract.placeProject, async (_query, { id }, { identity, body }) =>
    orProblem(placeProject(database, profile, id, body, identity)),
  );

  serve(app, overlapContract.returnProjects, async ({ format, language }, { id }, { identity, reply }) => {
    // The leadership does not see uploads.
    const upload = identity.role === 'pimpinan' ? null : await readUploadOf(database.as(identity), id);
    if (upload === null) throw new AppError('unknown_upload');
    if (upload.family !== 'project' || upload.facts === null || upload.mapping === null) throw new AppError('conflict');
    const table = await returnedTable(database.as(identity), id, upload.facts, upload.mapping, language);
    const name = upload.fileName.replace(/\.[^.]*$/, '').replace(/[^\w -]+/g, '_');
    void reply.header('content-disposition', `attachment; filename="${name}-jangkau.${format}"`);
    if (format === 'csv') return reply.type('text/csv; charset=utf-8').send(returnedCsv(table));
    return reply
      .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
      .send(await returnedSheet(table, language));
  });
}
