import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '../app-context.ts';
import { contract, DEMAND_PATH } from '../contract/index.ts';
import { get, parsed, serve } from '../endpoint.ts';
import { AppError } from '../problem.ts';

const nothing = z.strictObject({});

/** `/api/v1/analysis/*`: what the engine in the browser needs, in as few bytes as possible. */
export function analysisRoutes(app: FastifyInstance, { assessmentData }: AppContext): void {
  serve(app, contract.analysisFacilities, async ({ kinds }) => {
    const { facilities } = await assessmentData.get();
    const wanted = kinds && new Set(kinds);
    const rows = facilities.kind.flatMap((kind, row) => (!wanted || wanted.has(kind) ? [row] : []));
    const pick = <T>(column: readonly T[]): T[] => rows.map((row) => column[row] as T);
    return {
      id: pick(facilities.id),
      name: pick(facilities.name),
      kind: pick(facilities.kind),
      owner: pick(facilities.owner),
      authority: pick(facilities.authority),
      region: pick(facilities.region),
      longitude: pick(facilities.longitude),
      latitude: pick(facilities.latitude),
      dataset: pick(facilities.dataset),
    };
  });

  get(app, DEMAND_PATH, async (request, reply) => {
    parsed(nothing, request.query);
    const { demandBytes } = await assessmentData.get();
    if (!demandBytes) throw new AppError('not_ready');
    const etag = `W/"${createHash('sha256').update(demandBytes).digest('base64url').slice(0, 22)}"`;
    void reply.header('etag', etag).header('cache-control', 'no-cache');
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    return reply.type('application/octet-stream').send(Buffer.from(demandBytes.buffer));
  });
}
