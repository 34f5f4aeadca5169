import type { FastifyInstance } from 'fastify';
import type { Identity } from '#model/account';
import type { Upload } from '#model/upload';
import {
  datasetState,
  mayPublish,
  publishUpload,
  readDifference,
  readVersions,
  Refusal,
  restoreVersion,
  stageUpload,
  uploadToPublish,
  type DatasetState,
} from '../../data/desk/versions/index.ts';
import type { Database } from '../../data/database/database.ts';
import { statement as uploadStatement } from '../../data/desk/stage/statements.ts';
import type { AppContext } from '../app-context.ts';
import { staffContract } from '../contract/staff.ts';
import { serve } from '../endpoint.ts';
import { AppError } from '../problem.ts';

/** The answer of `work`, with what refuses it as a problem of the API. */
export async function orProblem<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Refusal) throw new AppError(error.code, error.parameters, { cause: error });
    throw error;
  }
}

/** What stands of a dataset, for who asks: one that may not be seen is not there. */
export async function requireDataset(database: Database, identity: Identity, id: string): Promise<DatasetState> {
  const state = await datasetState(database.as(identity), id);
  if (state === null) throw new AppError('unknown_dataset');
  return state;
}

/** Publication, earlier versions, and what differs between them. */
export function deskVersionRoutes(app: FastifyInstance, { database, profile, recount }: AppContext): void {
  serve(app, staffContract.uploadDifference, async ({ kind = null, limit, offset }, { id }, { identity }) => {
    // The leadership does not see uploads.
    if (identity.role === 'pimpinan') throw new AppError('forbidden');
    const upload = await uploadToPublish(database.as(identity), id);
    if (upload === null) throw new AppError('unknown_upload');
    const { dataset, family } = upload;
    if (dataset === null || family === null)
      throw new AppError('not_publishable', [{ name: 'dataset', reason: 'missing' }]);
    if (upload.isBusy) throw new AppError('busy');
    if (!['draf', 'diperiksa'].includes(upload.state)) throw new AppError('conflict');
    const state = await datasetState(database, dataset);
    const stage = await orProblem(stageUpload(database, id, state?.version ?? 0));
    const states = { family, dataset, before: null, after: { stage } };
    return readDifference(database.as(identity), states, { kind, limit, offset });
  });

  serve(app, staffContract.publishUpload, async (_query, { id }, { identity }) => {
    if ((await uploadToPublish(database.as(identity), id)) === null) throw new AppError('unknown_upload');
    const { dataset, family, version } = await orProblem(publishUpload(database, id, identity, profile));
    if (family === 'population') await recount();
    const [published] = await readVersions(database, dataset, version);
    const [upload] = await database
      .as(identity)
      .query<Upload & { total: number } & Record<string, unknown>>(uploadStatement('upload'), [id, null, null, 1, 0]);
    const { total: _, ...answer } = upload!;
    return { upload: answer, version: published! };
  });

  serve(app, staffContract.datasetVersions, async (_query, { id }, { identity }) => {
    await requireDataset(database, identity, id);
    return { items: await readVersions(database.as(identity), id) };
  });

  serve(app, staffContract.restoreVersion, async (_query, { id, version: earlier }, { identity, body }) => {
    const { agency, agencyMayPublish } = await requireDataset(database, identity, id);
    if (!mayPublish(identity, agency, agencyMayPublish)) throw new AppError('forbidden');
    const { family, version } = await orProblem(restoreVersion(database, id, earlier, identity, body.remark));
    if (family === 'population') await recount();
    const [restored] = await readVersions(database, id, version);
    return restored!;
  });

  serve(
    app,
    staffContract.versionDifference,
    async ({ from, to, kind = null, limit, offset }, { id }, { identity }) => {
      const { family } = await requireDataset(database, identity, id);
      for (const version of [from, to]) {
        if ((await readVersions(database.as(identity), id, version)).length === 0)
          throw new AppError('unknown_version');
      }
      const states = { family, dataset: id, before: from, after: { version: to } };
      return readDifference(database.as(identity), states, { kind, limit, offset });
    },
  );
}
