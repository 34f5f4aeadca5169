import type { FastifyInstance } from 'fastify';
import {
  changeFeature,
  createFeature,
  editableOf,
  readFeature,
  readFeatureHistory,
  readFeatures,
  removeFeature,
} from '../../data/desk/versions/index.ts';
import type { AppContext } from '../app-context.ts';
import { staffContract } from '../contract/staff.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { serve } from '../endpoint.ts';
import { AppError } from '../problem.ts';
import { orProblem, requireDataset } from './desk-versions.ts';

/** Single features of the datasets of the desk: found, shown with their history, added, changed, taken out. */
export function deskFeatureRoutes(app: FastifyInstance, { database, profile }: AppContext): void {
  serve(app, staffContract.deskFeatures, async ({ q, region, limit, cursor }, { id }, { identity }) => {
    const { family } = await requireDataset(database, identity, id);
    const filter = {
      text: q ?? null,
      region: region ?? null,
      after: cursor === undefined ? null : decodeCursor(cursor, 'string', 'string'),
      limit: limit + 1,
    };
    const { rows, total } = await readFeatures(database.as(identity), family, id, filter);
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return {
      items: shown.map((row) => editableOf(family, id, row)),
      next: last === undefined ? null : encodeCursor([last.name, last.feature]),
      total,
    };
  });

  serve(app, staffContract.deskFeature, async (_query, { id, feature }, { identity }) => {
    const { family } = await requireDataset(database, identity, id);
    const asker = database.as(identity);
    const row = await readFeature(asker, family, id, feature);
    if (row === null) throw new AppError('unknown_feature');
    return { ...editableOf(family, id, row), history: await readFeatureHistory(asker, id, feature) };
  });

  serve(app, staffContract.createFeature, async (_query, { id }, { identity, body }) => {
    const { feature, version } = await orProblem(createFeature(database, profile, id, body, identity));
    const { family } = await requireDataset(database, identity, id);
    const row = await readFeature(database.as(identity), family, id, feature);
    if (row === null) throw new AppError('unknown_feature');
    return { feature: editableOf(family, id, row), version };
  });

  serve(app, staffContract.changeFeature, async (_query, { id, feature }, { identity, body }) => {
    const { revision, ...change } = body;
    const { version } = await orProblem(changeFeature(database, profile, id, feature, change, revision, identity));
    const { family } = await requireDataset(database, identity, id);
    const row = await readFeature(database.as(identity), family, id, feature);
    if (row === null) throw new AppError('unknown_feature');
    return { feature: editableOf(family, id, row), version };
  });

  serve(app, staffContract.removeFeature, async ({ revision }, { id, feature }, { identity }) => {
    const { version } = await orProblem(removeFeature(database, id, feature, revision, identity));
    return { version };
  });
}
