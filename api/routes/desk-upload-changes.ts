import type { FastifyInstance } from 'fastify';
import type { Identity } from '#model/account';
import { DESK_FIELDS, type DeskFamily, type Mapping, type Upload, type UploadMetadata } from '#model/upload';
import { recordAudit } from '../../data/desk/audit.ts';
import { firstMapping, rememberMapping } from '../../data/desk/stage/mapping.ts';
import { mendRow, mendRows } from '../../data/desk/stage/mend.ts';
import { statement } from '../../data/desk/stage/statements.ts';
import { existingTarget, newTarget } from '../../data/desk/stage/target.ts';
import { listRows } from '../../data/desk/stage/uploads.ts';
import { deskContract } from '../contract/desk.ts';
import { serve } from '../endpoint.ts';
import { AppError } from '../problem.ts';
import { translated, type UploadDesk } from '../upload-desk.ts';

/** What changes an upload: where it goes, what its columns mean, its rows, its state. */
export function deskUploadChanges(app: FastifyInstance, desk: UploadDesk): void {
  const { context, contexts, jobs } = desk;
  const { database } = context;

  serve(app, deskContract.changeUpload, async (_query, { id }, { identity, body }) => {
    const upload = await desk.editable(identity, id);
    requireDraft(upload);
    if (upload.job !== null) throw new AppError('busy');
    const target =
      body.dataset !== undefined && body.dataset !== upload.dataset
        ? await translated(() => existingTarget(database.as(identity), identity, body.dataset!))
        : body.newDataset !== undefined
          ? await newTarget(database, identity, body.newDataset)
          : null;
    const family = target?.family ?? upload.family;
    if (body.mapping) requireKnownFields(family, body.mapping);
    if (body.keepsRest && family === 'population')
      throw new AppError('invalid_parameter', [{ name: 'keepsRest', reason: 'whole_register' }]);
    const isOtherFamily = family !== upload.family;
    const dataset = target?.dataset ?? upload.dataset;
    const agency = target === null ? upload.agency : target.agency;
    if (body.metadata && target === null && upload.metadata === null) throw new AppError('conflict');
    const metadata = described(upload.metadata, target?.metadata ?? null, body.metadata);
    const mapping =
      body.mapping !== undefined
        ? { mapping: body.mapping, origin: 'chosen' as const }
        : family !== null && upload.facts !== null && (upload.mapping === null || isOtherFamily)
          ? await firstMapping(
              database,
              contexts,
              { family, dataset: dataset!, agency, fileName: upload.fileName },
              upload.facts,
            )
          : null;
    const isOtherLayer = body.layer !== undefined && body.layer !== upload.facts?.layer;
    const job = isOtherLayer
      ? 'reading'
      : upload.facts !== null && (mapping !== null || target !== null)
        ? 'checking'
        : null;
    await database.transaction(async (transaction) => {
      // Since it was looked at, somebody may have handed it on or begun something with it.
      const [now] = await transaction.query<{ state: string; isBusy: boolean }>(statement('lock-upload'), [id]);
      if (now?.state !== 'draf') throw new AppError('conflict');
      if (now.isBusy) throw new AppError('busy');
      if (target !== null)
        await transaction.query(statement('set-target'), [id, dataset, target.isNew, target.family, agency, metadata]);
      else if (body.metadata !== undefined) await transaction.query(statement('set-metadata'), [id, metadata]);
      const keepsRest = family === 'population' ? false : body.keepsRest;
      if (keepsRest !== undefined) await transaction.query(statement('set-keeps-rest'), [id, keepsRest]);
      if (mapping !== null) {
        await transaction.query(statement('set-mapping'), [id, mapping.mapping, mapping.origin]);
        if (mapping.origin === 'chosen' && family !== null && dataset !== null && upload.facts !== null)
          await rememberMapping(transaction, { family, dataset, agency }, upload.facts, mapping.mapping);
      }
      if (job !== null && !(await jobs.mark(transaction, id, job))) throw new AppError('busy');
      await recordAudit(transaction, identity, {
        action: 'upload.changed',
        dataset,
        subject: id,
        details: { changed: Object.keys(body) },
      });
    });
    if (job !== null) jobs.push(id, job, isOtherLayer ? body.layer! : null);
    return desk.visible(identity, id);
  });

  serve(app, deskContract.cancelUpload, async (_query, { id }, { identity }) => {
    const upload = await desk.editable(identity, id);
    await database.transaction(async (transaction) => {
      const cancelled = await transaction.query(statement('cancel-upload'), [id]);
      if (cancelled.length === 0) throw new AppError('conflict');
      await recordAudit(transaction, identity, { action: 'upload.cancelled', dataset: upload.dataset, subject: id });
    });
    await jobs.discard(id);
  });

  serve(app, deskContract.changeUploadRow, async (_query, { id, row }, { identity, body }) => {
    const upload = await desk.editable(identity, id);
    const { remedy } = body;
    await translated(async () =>
      mendRow(
        database,
        id,
        row,
        {
          ...(body.edits === undefined ? {} : { edits: body.edits }),
          ...(remedy === undefined || remedy.kind === 'exclude_row' ? {} : { remedy }),
          ...(remedy?.kind === 'exclude_row' ? { excluded: true } : {}),
          ...(body.excluded === undefined ? {} : { excluded: body.excluded }),
          ...(body.undecided ? { undecided: true } : {}),
        },
        await contextFor(upload),
        (transaction) =>
          recordAudit(transaction, identity, {
            action: 'upload.changed',
            dataset: upload.dataset,
            subject: id,
            // Which row and which fields, never what was typed: it may be of a person.
            details: {
              row,
              fields: Object.keys(body.edits ?? {}),
              ...(remedy === undefined ? {} : { remedy: remedy.kind }),
              ...(body.excluded === undefined ? {} : { excluded: body.excluded }),
            },
          }),
      ),
    );
    const { items } = await listRows(
      database.as(identity),
      id,
      { outcome: null, reason: null, from: row, neighbours: null },
      { limit: 1, offset: 0 },
    );
    return { row: items[0]!, upload: await desk.visible(identity, id) };
  });

  serve(app, deskContract.mendUploadRows, async (_query, { id }, { identity, body }) => {
    const upload = await desk.editable(identity, id);
    const { reason, remedy } = body;
    const { mended, needsCheck } = await translated(async () =>
      mendRows(database, id, reason, remedy, await contextFor(upload), (transaction, rows) =>
        recordAudit(transaction, identity, {
          action: 'upload.changed',
          dataset: upload.dataset,
          subject: id,
          details: { reason, remedy, rows },
        }),
      ),
    );
    if (needsCheck && !(await jobs.enqueue(id, 'checking'))) throw new AppError('busy');
    return { mended, upload: await desk.visible(identity, id) };
  });

  serve(app, deskContract.submitUpload, async (_query, { id }, { identity }) => {
    const upload = await desk.editable(identity, id);
    const missing = [
      ...(upload.dataset === null ? ['dataset'] : []),
      ...(upload.job === null ? [] : ['job']),
      ...(upload.counts.valid + upload.counts.corrected === 0 ? ['rows'] : []),
      ...(upload.metadata?.date == null ? ['date'] : []),
      ...(upload.metadata?.source ? [] : ['source']),
    ];
    if (upload.state === 'draf' && missing.length > 0)
      throw new AppError(
        'not_publishable',
        missing.map((name) => ({ name, reason: 'missing' })),
      );
    return moved(identity, upload, 'draf', 'diperiksa', null);
  });

  serve(app, deskContract.returnUpload, async (_query, { id }, { identity, body }) =>
    moved(identity, await desk.editable(identity, id), 'diperiksa', 'draf', body.remark),
  );

  async function moved(
    identity: Identity,
    upload: Upload,
    from: string,
    to: 'draf' | 'diperiksa',
    remark: string | null,
  ) {
    const { id, dataset, counts } = upload;
    await database.transaction(async (transaction) => {
      const changed = await transaction.query(statement('set-state'), [id, from, to, remark]);
      if (changed.length === 0) throw new AppError('conflict');
      await recordAudit(transaction, identity, {
        action: to === 'draf' ? 'upload.returned' : 'upload.submitted',
        dataset,
        subject: id,
        details: to === 'draf' ? {} : { ...counts },
      });
    });
    return desk.visible(identity, id);
  }

  async function contextFor({ family, dataset, facts, job }: Upload) {
    if (job !== null) throw new AppError('busy');
    if (family === null || dataset === null || facts === null) throw new AppError('conflict');
    return contexts.get(family, dataset, facts.decimalComma ?? false);
  }
}

function requireDraft({ state }: Upload): void {
  if (state !== 'draf') throw new AppError('conflict');
}

function requireKnownFields(family: DeskFamily | null, { columns, constants, values }: Mapping): void {
  if (family === null) return;
  const known = new Set(DESK_FIELDS[family].map(({ name }) => name));
  const stranger = [columns, constants, values].flatMap((part) => Object.keys(part)).find((field) => !known.has(field));
  if (stranger !== undefined) throw new AppError('invalid_parameter', [{ name: 'mapping', reason: 'unknown_field' }]);
}

/** What is said of the dataset after a change; null while nothing is. */
function described(
  current: UploadMetadata | null,
  ofTarget: UploadMetadata | null,
  change: { [K in keyof UploadMetadata]?: UploadMetadata[K] | undefined } | undefined,
): UploadMetadata | null {
  if (ofTarget === null && current === null) return null;
  const typed = current === null || ofTarget === null ? (current ?? {}) : { date: current.date };
  return { ...(ofTarget ?? current!), ...typed, ...change } as UploadMetadata;
}
