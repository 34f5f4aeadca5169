import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import type { z } from 'zod';
import { EVERYONE, type Identity, type Role } from '#model/account';
import type { Endpoint, Method } from './contract/index.ts';
import { AppError, invalidParameters } from './problem.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; the public unless a session says otherwise. */
    identity: Identity;
  }
  interface FastifyInstance {
    /** Methods that each path answers. */
    readonly methodsOf: Map<string, Set<Method>>;
  }
  interface FastifyContextConfig {
    /** Who may ask. What is not registered through `get` or `serve` is for everyone. */
    access?: readonly Role[];
    /** The answer depends on who asks: nothing between may keep it, and no version of the data stands for it. */
    isPersonal?: boolean;
  }
}

const EVERY_METHOD: readonly HTTPMethods[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** A value that passed its schema; throws `invalid_parameter` that names what did not. */
export function parsed<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (!result.success) throw invalidParameters(result.error);
  return result.data;
}

/** In JSON, a NUL or half of a pair of surrogates in a text: PostgreSQL keeps neither. The backslash is none that was typed. */
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/;

/** Throws `invalid_parameter` for a body with a text that no column can hold: refused here, once, rather than by every schema. */
function refuseUnstorable(body: unknown): void {
  if (UNSTORABLE.test(JSON.stringify(body) ?? ''))
    throw new AppError('invalid_parameter', [{ name: 'body', reason: 'unstorable_character' }]);
}

/**
 * Throws `forbidden` (403) for somebody who may not; `sign_in_required` (401) for one without an account, unless the endpoint does
 * not want to say that an account would help.
 */
export function requireRole(identity: Identity, access: readonly Role[], anonymous?: 403): void {
  if (access.includes(identity.role)) return;
  throw new AppError(identity.role === 'publik' && anonymous === undefined ? 'sign_in_required' : 'forbidden');
}

function remember(app: FastifyInstance, path: string, method: Method): void {
  const methods = app.methodsOf.get(path) ?? new Set();
  app.methodsOf.set(path, methods.add(method));
}

/** Registers a GET (and HEAD) path that everyone may ask; who asks is only looked at where the answer depends on it. */
export function get(
  app: FastifyInstance,
  path: string,
  handler: (request: FastifyRequest, reply: FastifyReply) => unknown,
  { isPersonal = false }: { isPersonal?: boolean } = {},
): void {
  remember(app, path, 'GET');
  app.get(path, { config: { access: EVERYONE, isPersonal } }, async (request, reply) => handler(request, reply));
}

/** One request of an endpoint, past its schemas and its role check. */
export interface Call<B> {
  readonly identity: Identity;
  readonly body: B;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/**
 * Registers an endpoint of the contract: refuses who may not ask, before any body is read; parses path, query and body by its
 * schemas; answers what `respond` resolves to as JSON, or 204 where the contract has no answer and nothing was sent.
 * An endpoint with a `contentType` of its own, or `takesBytes` (the body is then the stream `request.raw`), uses `call`.
 */
export function serve<Q extends z.ZodType, P extends z.ZodType, R extends z.ZodType, B extends z.ZodType>(
  app: FastifyInstance,
  endpoint: Endpoint<Q, P, R, B>,
  respond: (
    query: z.output<Q>,
    params: z.output<P>,
    call: Call<z.output<B>>,
  ) => Promise<z.input<R> | FastifyReply | void>,
): void {
  const { method, path, access, anonymous, isPersonal } = endpoint;
  remember(app, path, method);
  app.route({
    method,
    url: path,
    config: { access, isPersonal },
    onRequest: async (request) => requireRole(request.identity, access, anonymous),
    handler: async (request, reply) => {
      const query = parsed(endpoint.query, request.query);
      const params = parsed(endpoint.params, request.params);
      if (endpoint.body) refuseUnstorable(request.body);
      const body = (endpoint.body ? parsed(endpoint.body, request.body) : undefined) as z.output<B>;
      const answer = await respond(query, params, { identity: request.identity, body, request, reply });
      if (answer === undefined && !reply.sent) return reply.code(204).send();
      return answer;
    },
  });
}

/** To be called once, after every route: a path answers 405 to methods that it does not have, before any body is read. */
export function refuseOtherMethods(app: FastifyInstance): void {
  for (const [url, methods] of app.methodsOf) {
    const others = EVERY_METHOD.filter((method) => !methods.has(method as Method));
    app.route({
      method: others,
      url,
      config: { access: EVERYONE },
      onRequest: async () => {
        throw new AppError('method_not_allowed');
      },
      handler: async () => undefined,
    });
  }
}
