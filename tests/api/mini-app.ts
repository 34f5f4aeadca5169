import type { FastifyInstance, InjectOptions } from 'fastify';
import { expect } from 'vitest';
import { contract, Problem, type AnswerOf, type Endpoint, type EndpointName, type QueryOf } from '#contract';
import type { Role } from '#model/account';
import { createApp, type AppOptions } from '../../api/app.ts';
import { openSession } from '../../data/accounts/sessions.ts';
import type { Database } from '../../data/database/database.ts';
import { STANDARDS } from '../../data/standards/index.ts';
import { createTileServer } from '../../tilesets/tile-server.ts';
import type { TileServer } from '../../tilesets/tile-answer.ts';
import { createTestDatabase } from '../database-template.ts';
import { loadMini, loadMiniProfile, MINI_FOLDER } from '../fixtures/kabupaten-mini/load.ts';

export interface MiniApp {
  readonly app: FastifyInstance;
  readonly database: Database;
  readonly tiles: TileServer;
  /** Asks an endpoint of the contract, and parses the answer by its schema: one that does not fit fails the test. */
  ask<N extends EndpointName>(name: N, query?: QueryOf<N>, parameters?: Record<string, string>): Promise<AnswerOf<N>>;
  /** The code of the problem that a request leads to; fails the test when it is no problem document. */
  problemOf(url: string, options?: InjectOptions): Promise<Problem>;
  /** Headers of somebody who is signed in with this role (an `opd` of `dinkes` unless told): the cookie, and what a page of ours sends. */
  signInAs(role: Exclude<Role, 'publik'>, agency?: string | null): Promise<Record<string, string>>;
  close(): Promise<void>;
}

/** What a browser sends from a page of ours with a change. */
export const OWN_PAGE = { origin: 'http://localhost', 'sec-fetch-site': 'same-origin' } as const;

/** The whole server on the invented regency, without a network: about five seconds. */
export async function createMiniApp({
  watch,
  ...options
}: Partial<AppOptions> & {
  empty?: boolean;
  /** Told every statement that the server asks on behalf of somebody, the public too. */
  watch?: (sql: string) => void;
} = {}): Promise<MiniApp> {
  const { database, close } = await createTestDatabase();
  const profile = await loadMiniProfile();
  if (!options.empty) await loadMini(database);
  const tiles = await createTileServer({ database, profile });
  const app = await createApp({
    database: watch ? watched(database, watch) : database,
    tiles,
    profile,
    regionFolder: MINI_FOLDER,
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
    async signInAs(role, agency = role === 'opd' ? 'dinkes' : null) {
      if (agency !== null) {
        await database.query(
          'INSERT INTO agency (id, name, short_name) VALUES ($1, $2, $1) ON CONFLICT (id) DO NOTHING',
          [agency, `Dinas uji ${agency}`],
        );
      }
      const email = `${role}.${agency ?? 'umum'}@uji.example`;
      const [account] = await database.query<{ id: string }>(
        `INSERT INTO account (email, name, role, agency, status, openid_subject) VALUES ($1, $2, $3, $4, 'active', $1)
         ON CONFLICT (email) DO UPDATE SET status = 'active' RETURNING id`,
        [email, `Uji ${role}`, role, agency],
      );
      const now = options.now?.() ?? new Date();
      const secret = await openSession(database, account!.id, { device: null, now });
      return { ...OWN_PAGE, cookie: `jangkau_session=${secret}` };
    },
    async close() {
      await app.close();
      await tiles.close();
      await close();
    },
  };
}

/** The same database, whose statements on behalf of somebody are told first. */
function watched(database: Database, watch: (sql: string) => void): Database {
  return new Proxy(database, {
    get(target, name) {
      if (name !== 'as') {
        const value = Reflect.get(target, name, target) as unknown;
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      }
      return (identity: Parameters<Database['as']>[0]): ReturnType<Database['as']> => {
        const session = target.as(identity);
        const query: typeof session.query = (sql, ...rest) => {
          watch(sql);
          return session.query(sql, ...rest);
        };
        return { ...session, query, transaction: session.transaction.bind(session) };
      };
    },
  });
}
