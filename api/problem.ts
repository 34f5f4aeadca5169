import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { DatabaseError } from '../data/database/database.ts';
import type { Problem, ProblemCode } from './contract/problem.ts';

/** An expected failure, by code. Routes throw it; they never know an HTTP status. */
export class AppError extends Error {
  readonly code: ProblemCode;
  readonly parameters: readonly { name: string; reason: string }[] | undefined;
  constructor(
    code: ProblemCode,
    parameters?: readonly { name: string; reason: string }[],
    options?: { cause: unknown },
  ) {
    super(code, options);
    this.name = 'AppError';
    this.code = code;
    this.parameters = parameters;
  }
}

const STATUS: Readonly<Record<ProblemCode, number>> = {
  bad_request: 400,
  invalid_parameter: 400,
  tile_out_of_range: 400,
  sign_in_required: 401,
  sign_in_failed: 401,
  forbidden: 403,
  forged_request: 403,
  not_found: 404,
  unknown_region: 404,
  unknown_standard: 404,
  unknown_dataset: 404,
  unknown_project: 404,
  unknown_link: 404,
  unknown_account: 404,
  unknown_upload: 404,
  unknown_version: 404,
  unknown_feature: 404,
  unknown_item: 404,
  no_roads: 404,
  unknown_tileset: 404,
  unknown_tile_version: 404,
  method_not_allowed: 405,
  not_acceptable: 406,
  conflict: 409,
  illegal_transition: 409,
  edit_conflict: 409,
  not_publishable: 409,
  busy: 409,
  payload_too_large: 413,
  uri_too_long: 414,
  unsupported_media_type: 415,
  file_refused: 422,
  row_refused: 422,
  weak_password: 422,
  too_many_requests: 429,
  internal_error: 500,
  not_ready: 503,
  database_unavailable: 503,
  deadline_exceeded: 503,
  disk_full: 507,
};

/** SQLSTATE query_canceled: both engines report a passed deadline with it. */
const QUERY_CANCELED = '57014';
/** Connection lost or refused (class 08), too many of them, server shutting down, crashed or starting. */
const UNAVAILABLE = /^(08...|53300|57P0[1-5])$/;
/** Both engines report with it that a file could not grow. */
const DISK_FULL = /^(53100|ENOSPC|EDQUOT)$/;
/** What Fastify itself refuses, by HTTP status. */
const BY_STATUS: Readonly<Record<number, ProblemCode>> = {
  404: 'not_found',
  405: 'method_not_allowed',
  406: 'not_acceptable',
  413: 'payload_too_large',
  414: 'uri_too_long',
  415: 'unsupported_media_type',
  429: 'too_many_requests',
};

/**
 * The parameters that a schema refused. A schema's own message is the reason when it is a code (`bbox_order`), else the
 * kind of issue (`too_big`, `unrecognized_keys`).
 */
export function invalidParameters(error: z.ZodError): AppError {
  const parameters = error.issues.flatMap((issue) => {
    const reason = /^[a-z][a-z_]*$/.test(issue.message) ? issue.message : issue.code;
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0] ?? '')];
    // Names come from outside: shortened, so that an answer cannot be blown up by a request.
    return names.map((name) => ({ name: name.slice(0, 60), reason }));
  });
  return new AppError('invalid_parameter', parameters.slice(0, 20));
}

/** The expected failure that an error stands for, or null when nobody expected it. */
function expectedFailure(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  if (error instanceof DatabaseError) {
    if (error.code === QUERY_CANCELED) return new AppError('deadline_exceeded', undefined, { cause: error });
    if (UNAVAILABLE.test(error.code)) return new AppError('database_unavailable', undefined, { cause: error });
    if (DISK_FULL.test(error.code)) return new AppError('disk_full', undefined, { cause: error });
    return null;
  }
  if (DISK_FULL.test(String((error as { code?: unknown }).code))) {
    return new AppError('disk_full', undefined, { cause: error });
  }
  const status = (error as { statusCode?: unknown }).statusCode;
  if (typeof status !== 'number' || status < 400 || status >= 500) return null;
  return new AppError(BY_STATUS[status] ?? 'bad_request', undefined, { cause: error });
}

/** The document of RFC 9457 for a failure; nothing of its cause gets out. */
export function problemOf(failure: AppError, requestId: string): Problem {
  return {
    type: `urn:jangkau:problem:${failure.code}`,
    title: failure.code,
    status: STATUS[failure.code],
    code: failure.code,
    ...(failure.parameters ? { parameters: [...failure.parameters] } : {}),
    requestId,
  };
}

/** Answers any failure. What nobody expected is logged with its cause and told only as `internal_error`. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const expected = expectedFailure(error);
  if (!expected) request.log.error({ err: error }, 'unexpected failure');
  else if (expected.code === 'deadline_exceeded') request.log.warn({ err: error }, 'query deadline passed');
  else if (expected.code === 'database_unavailable' || expected.code === 'disk_full') {
    request.log.error({ err: error }, expected.code);
  }
  const failure = expected ?? new AppError('internal_error');
  const problem = problemOf(failure, request.id);
  if (problem.status === 405) {
    const methods = [...(request.server.methodsOf.get(request.routeOptions.url ?? '') ?? ['GET'])];
    void reply.header('allow', methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', '));
  }
  // A stale proxy answer to a failure would outlive the failure.
  void reply.removeHeader('etag').removeHeader('content-encoding').header('cache-control', 'no-store');
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}
