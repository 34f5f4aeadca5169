import type { FastifyInstance, InjectOptions } from 'fastify';
import { expect } from 'vitest';
import { contract, Problem, type AnswerOf, type Endpoint, type EndpointName, type QueryOf } from '#contract';
import { createApp, type AppOptions } from '../../api/app.ts';
import type { Database } from '../../data/database/database.ts';
import { STANDARDS } from '../../data/standards/index.ts';
import { createTileServer } from '../../tilesets/tile-server.ts';
import type { TileServer } from '../../tilesets/tile-answer.ts';
import { createTestDatabase } from '../database-template.ts';
import { loadMini, loadMiniProfile } from '../fixtures/kabupaten-mini/load.ts';

export interface MiniApp {
  readonly app: FastifyInstance;
  readonly database: Database;
  readonly tiles: TileServer;
  /** Asks an endpoint of the contract, and parses the answer by its schema: one that does not fit fails the test. */
  ask<N extends EndpointName>(name: N, query?: QueryOf<N>, parameters?: Record<string, string>): Promise<AnswerOf<N>>;
  /** The code of the problem that a request leads to; fails the test when it is no problem document. */
  problemOf(url: string, options?: InjectOptions): Promise<Problem>;
  close(): Promise<void>;
}

/** The whole server on the invented regency, without a network: about five seconds. */
export async function createMiniApp(options: Partial<AppOptions> & { empty?: boolean } = {}): Promise<MiniApp> {
  const { database, close } = await createTestDatabase();
  const profile = await loadMiniProfile();
  if (!options.empty) await loadMini(database);
  const tiles = await createTileServer({ database, profile });
  const app = await createApp({
    database,
    tiles,
    profile,
    standards: STANDARDS,
    webFolder: null,
    softwareVersion: '0.0.0',
    logger: false,
    requestsPerMinute: null,
    trustProxy: false,
    ...options,
  });
  return {
    app,
    database,
    tiles,
    async ask(name, query, parameters = {}) {
      const { path, response } = contract[name] as Endpoint;
      const url = path.replace(/:([a-z]+)/gi, (_, key: string) => encodeURIComponent(parameters[key] ?? ''));
      const reply = await app.inject({ url, query: (query ?? {}) as Record<string, string> });
      expect(reply.statusCode, `${url} ${reply.body.slice(0, 300)}`).toBe(200);
      return response?.parse(reply.json()) as AnswerOf<typeof name>;
    },
    async problemOf(url, more = {}) {
      const reply = await app.inject({ url, ...more });
      expect(reply.headers['content-type'], `${url} ${reply.body.slice(0, 300)}`).toMatch(
        /^application\/problem\+json/,
      );
      const problem = Problem.parse(reply.json());
      expect(reply.statusCode).toBe(problem.status);
      return problem;
    },
    async close() {
      await app.close();
      await tiles.close();
      await close();
    },
  };
}
