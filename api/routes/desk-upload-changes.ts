import type { FastifyInstance } from 'fastify';
import type { Identity } from '#model/account';
import {
  DESK_FIELDS,
  type DeskFamily,
  type FileFacts,
  type Mapping,
  type Upload,
  type UploadMetadata,
} from '#model/upload';
import type { Queryable } from '../../data/database/database.ts';
import { recordAudit } from '../../data/desk/audit.ts';
import { guessMapping, shapeOf } from '../../data/desk/check/index.ts';
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
    if (body.mapping) requireKnownFields(upload.family, body.mapping);
    const target =
      body.dataset !== undefined && body.dataset !== upload.dataset
        ? await translated(() => existingTarget(database.as(identity), identity, body.dataset!))
        : body.newDataset !== undefined
          ? await newTarget(database, identity, body.newDataset)
          : null;
    const family = target?.family ?? upload.family;
    const isOtherFamily = family !== upload.family;
    if (body.metadata && target === null && upload.metadata === null) throw new AppError('conflict');
    const metadata = described(upload.metadata, target?.metadata ?? null, body.metadata);
    const mapping =
      body.mapping !== undefined
        ? { mapping: body.mapping, origin: 'chosen' as const }
        : family !== null && upload.facts !== null && (upload.mapping === null || isOtherFamily)
          ? await mappingFor(family, target?.dataset ?? upload.dataset!, upload.facts, upload)
          : null;
    await database.transaction(async (transaction) => {
      if (target !== null) {
        const { dataset, isNew, agency } = target;
        await transaction.query(statement('set-target'), [id, dataset, isNew, target.family, agency, metadata]);
      } else if (body.metadata !== undefined) await transaction.query(statement('set-metadata'), [id, metadata]);
      if (mapping !== null) {
        await transaction.query(statement('set-mapping'), [id, mapping.mapping, mapping.origin]);
        if (mapping.origin === 'chosen')
          await remember(transaction, upload, family, target?.dataset ?? null, mapping.mapping);
      }
      await recordAudit(transaction, identity, {
        action: 'upload.changed',
        dataset: target?.dataset ?? upload.dataset,
        subject: id,
        details: { changed: Object.keys(body) },
      });
    });
    const isOtherLayer = body.layer !== undefined && body.layer !== upload.facts?.layer;
    if (isOtherLayer) await begin(id, 'reading', body.layer!);
    else if (upload.facts !== null && (mapping !== null || target !== null)) await begin(id, 'checking');
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
    if (needsCheck) await begin(id, 'checking');
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

  async function begin(id: string, kind: 'reading' | 'checking', layer: string | null = null): Promise<void> {
    if (!(await jobs.enqueue(id, kind, layer))) throw new AppError('busy');
  }

  async function contextFor({ family, dataset, facts, job }: Upload) {
    if (job !== null) throw new AppError('busy');
    if (family === null || dataset === null || facts === null) throw new AppError('conflict');
    return contexts.get(family, dataset, facts.decimalComma ?? false);
  }

  async function mappingFor(family: DeskFamily, dataset: string, facts: FileFacts, { agency, fileName }: Upload) {
    const shape = shapeOf(
      family,
      facts.columns.map(({ name }) => name),
    );
    const [known] = await database.query<{ mapping: Mapping }>(statement('remembered-mapping'), [agency ?? '', shape]);
    if (known) return { mapping: known.mapping, origin: 'remembered' as const };
    const check = await contexts.get(family, dataset, facts.decimalComma ?? false);
    return { mapping: guessMapping(facts, check, fileName), origin: 'guessed' as const };
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

/** Keeps how the columns were understood for the agency's next file of this shape. */
async function remember(
  transaction: Queryable,
  { agency, facts }: Upload,
  family: DeskFamily | null,
  dataset: string | null,
  mapping: Mapping,
): Promise<void> {
  if (family === null || facts === null) return;
  const shape = shapeOf(
    family,
    facts.columns.map(({ name }) => name),
  );
  await transaction.query(statement('remember-mapping'), [agency ?? '', shape, dataset, mapping]);
}
