import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { PUBLIC } from '#model/account';
import type { ProjectStatus } from '#model/project';
import type { AppContext } from '../app-context.ts';
import { negotiateEncoding } from '../content-encoding.ts';
import { BOUNDARIES_PATH, contract, DEMAND_PATH, ROADS_PATH, type ProblemCode } from '../contract/index.ts';
import { get, parsed, serve } from '../endpoint.ts';
import type { Kept } from '../kept.ts';
import type { PackedBytes } from '../packed-bytes.ts';
import { readRegisters } from '../population-registers.ts';
import { AppError } from '../problem.ts';
import { statement } from '../queries/load.ts';
import { matches } from './tiles.ts';

const nothing = z.strictObject({});
const projectsSql = statement('analysis-projects');

/** `/api/v1/analysis/*`: what the engine in the browser needs, in as few bytes as possible. */
export function analysisRoutes(
  app: FastifyInstance,
  { assessmentData, boundaries, database, demand, roads }: AppContext,
): void {
  const open = database.as(PUBLIC);
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

  serve(app, contract.analysisRegisters, () => readRegisters(open));

  serve(app, contract.analysisProjects, async () => {
    const rows = await open.query<ProjectRow>(projectsSql);
    return {
      id: rows.map((row) => row.id),
      name: rows.map((row) => row.name),
      sector: rows.map((row) => row.sector),
      opd: rows.map((row) => row.opd),
      status: rows.map((row) => row.status),
      fiscalYear: rows.map((row) => row.fiscal_year),
      ceilingRupiah: rows.map((row) => row.ceiling_rupiah),
      regions: rows.map((row) => row.region_codes),
      longitude: rows.map((row) => row.longitude),
      latitude: rows.map((row) => row.latitude),
      sample: rows.map((row) => row.sample),
    };
  });

  serveBytes(app, DEMAND_PATH, 'application/octet-stream', demand, 'not_ready');
  serveBytes(app, ROADS_PATH, 'application/octet-stream', roads, 'no_roads');
  serveBytes(app, BOUNDARIES_PATH, 'application/json; charset=utf-8', boundaries, 'not_ready');
}

interface ProjectRow extends Record<string, unknown> {
  id: string;
  name: string;
  sector: string;
  opd: string;
  status: ProjectStatus;
  fiscal_year: number;
  ceiling_rupiah: number | null;
  longitude: number | null;
  latitude: number | null;
  region_codes: string[];
  sample: boolean;
}

/** Registers an answer of bytes with an ETag of their own; `missing` is the problem where there are none. */
function serveBytes(
  app: FastifyInstance,
  path: string,
  type: string,
  kept: Kept<PackedBytes | null>,
  missing: ProblemCode,
): void {
  get(app, path, async (request, reply) => {
    parsed(nothing, request.query);
    const bytes = await kept.get();
    if (bytes === null) throw new AppError(missing);
    void reply.header('etag', bytes.etag).header('cache-control', 'no-cache').header('vary', 'accept-encoding');
    if (matches(request.headers['if-none-match'], bytes.etag)) return reply.code(304).send();
    void reply.type(type);
    const isBrotli = negotiateEncoding(request.headers['accept-encoding']) === 'br';
    if (isBrotli) void reply.header('content-encoding', 'br');
    return reply.send(isBrotli ? bytes.brotli : bytes.plain);
  });
}
