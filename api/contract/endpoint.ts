import { z } from 'zod';
import { EVERYONE, type Role } from '#model/role';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One promise of the server: who may ask, with what, and what is answered. */
export interface Endpoint<
  Q extends z.ZodType = z.ZodType,
  P extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
> {
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly query: Q;
  readonly params: P;
  /** JSON of the request; null where there is none, or where it is a stream of bytes (`takesBytes`). */
  readonly body: B | null;
  readonly takesBytes?: boolean;
  /** Null where the answer is not JSON, or there is none (204). */
  readonly response: R | null;
  readonly contentType?: string;
  /** The role matrix: whoever is not among these gets 401 (no account) or 403. */
  readonly access: readonly Role[];
  /** Whoever has no account gets this instead of a hint to sign in. */
  readonly anonymous?: 403;
  /** The answer depends on who asks, so that nothing between may keep it. */
  readonly isPersonal: boolean;
}

export const nothing = z.strictObject({});

/** A public GET whose answer follows from the data and the address alone. */
export function get<Q extends z.ZodType, R extends z.ZodType, P extends z.ZodType = typeof nothing>(
  path: string,
  summary: string,
  query: Q,
  response: R,
  params: P = nothing as unknown as P,
): Endpoint<Q, P, R, z.ZodNever> {
  return { method: 'GET', path, summary, query, params, body: null, response, access: EVERYONE, isPersonal: false };
}

/** Any other endpoint; what is left out is empty. */
export function endpoint<
  R extends z.ZodType = z.ZodNull,
  Q extends z.ZodType = typeof nothing,
  P extends z.ZodType = typeof nothing,
  B extends z.ZodType = z.ZodNever,
>(
  method: Method,
  path: string,
  summary: string,
  access: readonly Role[],
  parts: {
    query?: Q;
    params?: P;
    body?: B;
    response?: R;
    takesBytes?: boolean;
    contentType?: string;
    anonymous?: 403;
  } = {},
): Endpoint<Q, P, R, B> {
  return {
    method,
    path,
    summary,
    query: parts.query ?? (nothing as unknown as Q),
    params: parts.params ?? (nothing as unknown as P),
    body: parts.body ?? null,
    response: parts.response ?? null,
    ...(parts.takesBytes ? { takesBytes: true } : {}),
    ...(parts.contentType === undefined ? {} : { contentType: parts.contentType }),
    ...(parts.anonymous === undefined ? {} : { anonymous: parts.anonymous }),
    access,
    isPersonal: true,
  };
}

export const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });
export const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });
/** A page by place, with the number of all. */
export const counted = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), total: z.number().int().nonnegative() });

/** Query strings are text: a whole number in bounds, with what holds when it is not given. */
export const wholeNumber = (minimum: number, maximum: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, { message: 'number' })
    .transform(Number)
    .pipe(z.number().int().min(minimum).max(maximum));
export const Limit = (maximum: number, standard: number) => wholeNumber(1, maximum).default(standard);
export const Offset = wholeNumber(0, 10_000_000).default(0);
/** A revision or version that was read, as the database counts them: an integer that one may still be added to. */
export const Revision = z.number().int().nonnegative().max(2_147_483_646);
export const DatasetId = z.string().regex(/^[a-z0-9-]{1,60}$/, { message: 'dataset_id' });
