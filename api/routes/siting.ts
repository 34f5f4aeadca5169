import type { FastifyInstance } from 'fastify';
import type { Identity } from '#model/account';
import {
  changeScenario,
  createScenario,
  listScenarios,
  readScenario,
  removeScenario,
  ScenarioRefusal,
} from '../../data/projects/scenarios/index.ts';
import type { AppContext } from '../app-context.ts';
import { ByDataVersion } from '../catalogue/kept-by-version.ts';
import { negotiateEncoding } from '../content-encoding.ts';
import { sitingContract } from '../contract/siting.ts';
import { serve } from '../endpoint.ts';
import { packedBytes } from '../packed-bytes.ts';
import { AppError } from '../problem.ts';
import { readSiteLayers, siteLayersState } from '../site-layers.ts';

/** Somebody with an account and nothing more: what is read as this one, every colleague may see. */
const COLLEAGUE: Identity = { role: 'pimpinan', account: null, agency: null };

/** The answer of `work`, with what refuses it as a problem of the API. */
async function orProblem<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ScenarioRefusal)) throw error;
    throw problemOfRefusal(error);
  }
}

function problemOfRefusal(refusal: ScenarioRefusal): AppError {
  const cause = { cause: refusal };
  switch (refusal.code) {
    case 'unknown':
      return new AppError('unknown_item', undefined, cause);
    case 'forbidden':
      return new AppError('forbidden', undefined, cause);
    case 'exempt':
      return new AppError('invalid_parameter', [{ name: 'inputs', reason: 'exempt' }], cause);
    case 'conflict':
      return new AppError('conflict', [{ name: 'revision', reason: String(refusal.revision) }], cause);
  }
}

/** What limits a site, and the scenarios of colleagues: `/api/v1/siting/*`. */
export function sitingRoutes(app: FastifyInstance, { database }: AppContext): void {
  const seen = database.as(COLLEAGUE);
  const layers = new ByDataVersion(
    () => siteLayersState(seen),
    async () => packedBytes(Buffer.from(JSON.stringify(await readSiteLayers(seen)))),
  );
  // A megabyte of outlines, with every corner because a protected field has them: packed once, rather than for everybody who asks.
  serve(app, sitingContract.siteLayers, async (_query, _params, { request, reply }) => {
    const bytes = await layers.get();
    void reply.type('application/json; charset=utf-8').header('vary', 'accept-encoding');
    if (negotiateEncoding(request.headers['accept-encoding']) !== 'br') return reply.send(bytes.plain);
    return reply.header('content-encoding', 'br').send(bytes.brotli);
  });

  serve(app, sitingContract.scenarios, async (_query, _params, { identity }) => ({
    items: await listScenarios(database, identity),
  }));

  serve(app, sitingContract.scenario, (_query, { id }, { identity }) =>
    orProblem(readScenario(database, identity, id)),
  );

  serve(app, sitingContract.createScenario, (_query, _params, { identity, body }) =>
    orProblem(createScenario(database, identity, body)),
  );

  serve(app, sitingContract.changeScenario, (_query, { id }, { identity, body: { revision, ...entry } }) =>
    orProblem(changeScenario(database, identity, id, entry, revision)),
  );

  serve(app, sitingContract.removeScenario, (_query, { id }, { identity }) =>
    orProblem(removeScenario(database, identity, id)),
  );
}
