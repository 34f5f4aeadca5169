import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import type { z } from 'zod';
import type { Endpoint } from './contract/index.ts';
import { AppError, invalidParameters } from './problem.ts';

const OTHER_METHODS: HTTPMethods[] = ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** A value that passed its schema; throws `invalid_parameter` that names what did not. */
export function parsed<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (!result.success) throw invalidParameters(result.error);
  return result.data;
}

/** Registers a GET (and HEAD) path whose other methods answer 405. */
export function get(
  app: FastifyInstance,
  path: string,
  handler: (request: FastifyRequest, reply: FastifyReply) => unknown,
): void {
  app.get(path, async (request, reply) => handler(request, reply));
  app.route({
    method: OTHER_METHODS,
    url: path,
    // Before any body is read.
    onRequest: async () => {
      throw new AppError('method_not_allowed');
    },
    handler: async () => undefined,
  });
}

/** Registers an endpoint of the contract: parses path and query by its schemas and answers what `respond` resolves to. */
export function serve<Q extends z.ZodType, P extends z.ZodType, R extends z.ZodType>(
  app: FastifyInstance,
  endpoint: Endpoint<Q, P, R>,
  respond: (query: z.output<Q>, params: z.output<P>) => Promise<z.input<R>>,
): void {
  get(app, endpoint.path, async (request) =>
    respond(parsed(endpoint.query, request.query), parsed(endpoint.params, request.params)),
  );
}
