import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ProjectStatus } from '#model/project';
import type { AppContext } from '../app-context.ts';
import { BOUNDARIES_PATH, contract, DEMAND_PATH, ROADS_PATH } from '../contract/index.ts';
import { get, parsed, serve } from '../endpoint.ts';
import { readRegisters } from '../population-registers.ts';
import { AppError } from '../problem.ts';
import { statement } from '../queries/load.ts';
import { matches } from './tiles.ts';

const nothing = z.strictObject({});
const projectsSql = statement('analysis-projects');

/** `/api/v1/analysis/*`: what the engine in the browser needs, in as few bytes as possible. */
export function analysisRoutes(
  app: FastifyInstance,
  { assessmentData, boundaries, database, roads }: AppContext,
): void {
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
      accuracy: pick(facilities.accuracy),
      capacity: pick(facilities.capacity),
      dataset: pick(facilities.dataset),
    };
  });

  serve(app, contract.analysisRegisters, () => readRegisters(database));

  serve(app, contract.analysisProjects, async () => {
    const rows = await database.query<ProjectRow>(projectsSql);
    return {
      id: rows.map((row) => row.id),
      name: rows.map((row) => row.name),
      sector: rows.map((row) => row.sector),
      status: rows.map((row) => row.status),
      fiscalYear: rows.map((row) => row.fiscal_year),
      ceilingRupiah: rows.map((row) => row.ceiling_rupiah),
      regions: rows.map((row) => row.region_codes),
      longitude: rows.map((row) => row.longitude),
      latitude: rows.map((row) => row.latitude),
      sample: rows.map((row) => row.sample),
    };
  });

  serveBytes(app, DEMAND_PATH, 'application/octet-stream', async () => {
    const { demandBytes } = await assessmentData.get();
    if (!demandBytes) throw new AppError('not_ready');
    return Buffer.from(demandBytes.buffer);
  });

  serveBytes(app, ROADS_PATH, 'application/octet-stream', async () => {
    const bytes = await roads.get();
    if (!bytes) throw new AppError('no_roads');
    return Buffer.from(bytes.buffer);
  });

  serveBytes(app, BOUNDARIES_PATH, 'application/json; charset=utf-8', async () => {
    const text = await boundaries.get();
    if (text === null) throw new AppError('not_ready');
    return Buffer.from(text);
  });
}

interface ProjectRow extends Record<string, unknown> {
  id: string;
  name: string;
  sector: string;
  status: ProjectStatus;
  fiscal_year: number;
  ceiling_rupiah: number | null;
  longitude: number | null;
  latitude: number | null;
  region_codes: string[];
  sample: boolean;
}

/** An answer of bytes with an ETag of their own: an import that leaves them as they are sends nobody to fetch them again. */
function serveBytes(app: FastifyInstance, path: string, type: string, read: () => Promise<Buffer>): void {
  get(app, path, async (request, reply) => {
    parsed(nothing, request.query);
    const bytes = await read();
    const etag = `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
    void reply.header('etag', etag).header('cache-control', 'no-cache');
    if (matches(request.headers['if-none-match'], etag)) return reply.code(304).send();
    return reply.type(type).send(bytes);
  });
}
