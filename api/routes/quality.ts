import type { FastifyInstance } from 'fastify';
import { PUBLIC } from '#model/account';
import { recordAudit } from '../../data/desk/audit.ts';
import { keepApart, listPairs, mergeFacilities, reopenPair } from '../../data/desk/duplicates/index.ts';
import { chooseFigure, readFigures } from '../../data/desk/figures/figures.ts';
import { readRoadCondition, steadyShare } from '../../data/desk/figures/road-condition.ts';
import type { AppContext } from '../app-context.ts';
import { staffContract } from '../contract/staff.ts';
import { serve } from '../endpoint.ts';
import { AppError } from '../problem.ts';
import { orProblem } from './desk-versions.ts';

/** Figures that sources state differently, the condition of roads by kecamatan, and facilities that may be one. */
export function qualityRoutes(app: FastifyInstance, context: AppContext): void {
  const { database, profile, statedFigures } = context;
  const open = database.as(PUBLIC);

  serve(app, staffContract.figures, async () => ({ items: await readFigures(database, profile, statedFigures) }));

  serve(app, staffContract.chooseFigure, async (_query, { topic }, { body, identity }) => {
    const { source, reason } = body;
    const now = await readFigures(database, profile, statedFigures);
    const wanted = now.find((one) => one.topic === topic)?.figures.find((one) => one.source === source);
    if (!wanted?.mayChoose) throw new AppError('invalid_parameter', [{ name: 'source', reason: 'not_choosable' }]);
    await database.transaction(async (transaction) => {
      await chooseFigure(transaction, { topic, source, reason, account: identity.account! });
      const details = { topic, source, reason };
      await recordAudit(transaction, identity, { action: 'figure.chosen', subject: topic, details });
    });
    if (topic === 'population') await context.recount();
    await context.figureChosen();
    const after = (await readFigures(database, profile, statedFigures)).find((one) => one.topic === topic);
    return after!;
  });

  serve(app, staffContract.roadCondition, async ({ authority }) => {
    const { byRegion, totalMetres, datasets } = await readRoadCondition(open, authority ?? null);
    const items = byRegion.map((one) => ({ ...one, steadyShare: steadyShare(one.metres) }));
    const whole = (condition: 'good' | 'fair' | 'light-damage' | 'heavy-damage') =>
      byRegion.reduce((sum, { metres }) => sum + metres[condition], 0);
    return {
      items,
      totalMetres,
      steadyShare: steadyShare({
        good: whole('good'),
        fair: whole('fair'),
        'light-damage': whole('light-damage'),
        'heavy-damage': whole('heavy-damage'),
      }),
      sources: [...datasets],
      sample: datasets.some(({ sample }) => sample),
    };
  });

  serve(app, staffContract.duplicates, async (query, _params, { identity }) => {
    const { kind = null, dataset = null, agency = null, state, limit, offset } = query;
    return listPairs(database, identity, { kind, dataset, agency, isDecided: state === 'apart', limit, offset });
  });

  serve(app, staffContract.keepApart, async (_query, { first, second }, { identity, body }) => {
    await orProblem(keepApart(database, first, second, body.reason, identity));
  });

  serve(app, staffContract.reopenDuplicate, async (_query, { first, second }, { identity }) => {
    await orProblem(reopenPair(database, first, second, identity));
  });

  serve(app, staffContract.mergeDuplicate, async (_query, _params, { identity, body }) => ({
    versions: await orProblem(mergeFacilities(database, body, identity)),
  }));
}
