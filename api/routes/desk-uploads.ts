import type { FastifyInstance } from 'fastify';
import { recordAudit } from '../../data/desk/audit.ts';
import { CheckContexts } from '../../data/desk/stage/context.ts';
import { DeskJobs } from '../../data/desk/stage/jobs.ts';
import { receiveFile } from '../../data/desk/stage/receive.ts';
import { rejectedSheet } from '../../data/desk/stage/rejected.ts';
import { statement } from '../../data/desk/stage/statements.ts';
import { existingTarget } from '../../data/desk/stage/target.ts';
import { listRows, listUploads, readPositions, readUploadOf } from '../../data/desk/stage/uploads.ts';
import { mayEdit } from '../../data/desk/versions/index.ts';
import type { AppContext } from '../app-context.ts';
import { deskContract } from '../contract/desk.ts';
import { deskDatasets } from '../desk-datasets.ts';
import { serve } from '../endpoint.ts';
import { AppError } from '../problem.ts';
import { translated, type UploadDesk } from '../upload-desk.ts';
import { deskUploadChanges } from './desk-upload-changes.ts';

/** Uploads of the data desk: files come in, are read and checked in the background, and rows are mended until they are handed on. */
export function deskUploadRoutes(app: FastifyInstance, context: AppContext): void {
  const { database, profile } = context;
  const contexts = new CheckContexts(database, profile);
  const onError = (error: unknown) => app.log.error({ err: error }, 'an upload could not be worked on');
  const jobs = new DeskJobs({ database, profile, contexts, folder: context.uploadFolder, onError });
  const unsubscribe = context.onDatasetChanged(() => contexts.forget());
  app.addHook('onReady', () => jobs.start());
  app.addHook('onClose', async () => {
    unsubscribe();
    await jobs.close();
  });
  // The bytes of a file stay in the request until the route takes them, and are never held in memory.
  app.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));

  const desk: UploadDesk = {
    context,
    contexts,
    jobs,
    async visible(identity, id) {
      // The leadership sees what is published; drafts hold cells as they came, with whoever stands in them.
      const upload = identity.role === 'pimpinan' ? null : await readUploadOf(database.as(identity), id);
      if (upload === null) throw new AppError('unknown_upload');
      return upload;
    },
    async editable(identity, id) {
      const upload = await desk.visible(identity, id);
      const isOwn = upload.agency === null || mayEdit(identity, upload.agency);
      if (!isOwn) throw new AppError('forbidden');
      return upload;
    },
  };

  serve(app, deskContract.deskDatasets, async (_query, _params, { identity }) => ({
    items: await deskDatasets(database.as(identity), identity),
  }));

  serve(app, deskContract.createUpload, async (query, _params, { identity, request }) => {
    const target =
      query.dataset === undefined
        ? null
        : await translated(() => existingTarget(database.as(identity), identity, query.dataset!));
    const declared = Number(request.headers['content-length'] ?? NaN);
    const file = await translated(() => receiveFile(request.raw, Number.isFinite(declared) ? declared : null, jobs));
    const entered = database.transaction(async (transaction) => {
      await transaction.query(statement('insert-upload'), [
        file.id,
        target?.dataset ?? null,
        target?.family ?? null,
        target === null ? identity.agency : target.agency,
        identity.account,
        plainFileName(query.file),
        file.bytes,
        file.sha256,
        target?.metadata ?? null,
        jobs.owner,
      ]);
      await recordAudit(transaction, identity, {
        action: 'upload.created',
        dataset: target?.dataset ?? null,
        subject: file.id,
        details: { file: plainFileName(query.file), bytes: file.bytes, sha256: file.sha256 },
      });
    });
    // Without its row nobody would ever take the file away.
    await entered.catch(async (error: unknown) => {
      await jobs.removeFile(file.id);
      throw error;
    });
    jobs.push(file.id, 'reading');
    return desk.visible(identity, file.id);
  });

  serve(app, deskContract.uploads, async ({ state = null, dataset = null, limit, offset }, _params, { identity }) =>
    identity.role === 'pimpinan'
      ? { items: [], total: 0 }
      : listUploads(database.as(identity), { state, dataset, limit, offset }),
  );
  serve(app, deskContract.upload, async (_query, { id }, { identity }) => desk.visible(identity, id));

  serve(app, deskContract.uploadRows, async (query, { id }, { identity }) => {
    await desk.visible(identity, id);
    const { outcome = null, reason = null, from = null, neighbours = null, limit, offset } = query;
    return listRows(database.as(identity), id, { outcome, reason, from, neighbours }, { limit, offset });
  });
  serve(app, deskContract.uploadReasons, async (_query, { id }, { identity }) => {
    await desk.visible(identity, id);
    const [upload] = await database.as(identity).query<{ reasons: never[] }>(statement('upload-state'), [id]);
    return { items: upload?.reasons ?? [] };
  });
  serve(app, deskContract.uploadPositions, async (_query, { id }, { identity }) => {
    await desk.visible(identity, id);
    return readPositions(database.as(identity), id);
  });

  serve(app, deskContract.rejectedRows, async ({ language }, { id }, { identity, reply }) => {
    const { facts, mapping, fileName } = await desk.visible(identity, id);
    if (facts === null) throw new AppError('busy');
    const sheet = await rejectedSheet(database.as(identity), id, facts, mapping, language);
    const name = fileName.replace(/\.[^.]*$/, '').replace(/[^\w -]+/g, '_');
    return reply
      .type(deskContract.rejectedRows.contentType!)
      .header(
        'content-disposition',
        `attachment; filename="${name}-${language === 'id' ? 'bermasalah' : 'problems'}.xlsx"`,
      )
      .send(sheet);
  });

  deskUploadChanges(app, desk);
}

/** The name of a file without folders, as it may stand on a page. */
function plainFileName(name: string): string {
  const plain = name
    .split(/[\\/]/)
    .at(-1)!
    .replace(/\p{Cc}/gu, '')
    .trim();
  return plain === '' ? 'data' : plain;
}
