// Who asks: the session cookie, and the proof that a change comes from a page of ours.
import cookie from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PUBLIC } from '#model/account';
import { resumeSession, type OpenSession } from '../data/accounts/sessions.ts';
import type { Database } from '../data/database/database.ts';
import type { Method } from './contract/index.ts';
import { AppError } from './problem.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The session behind `identity`; null without one, and on paths whose answer is the same for everyone. */
    session: OpenSession | null;
  }
}

/** What a cookie of ours is for: the session, a device that signed in before, single sign-on under way. */
export type CookieName = 'session' | 'device' | 'openid';

/** Over HTTPS the name itself forbids that a neighbouring host, or a page without HTTPS, sets it. */
const cookieName = (request: FastifyRequest, name: CookieName) =>
  `${request.protocol === 'https' ? '__Host-' : ''}jangkau_${name}`;

/** The value of a cookie of ours; null when there is none. */
export const readCookie = (request: FastifyRequest, name: CookieName): string | null =>
  request.cookies[cookieName(request, name)] ?? null;

/** Sets a cookie that no script reads and no other site sends along with a change. Without `seconds` it goes with the browser. */
export function writeCookie(reply: FastifyReply, name: CookieName, value: string, seconds?: number): void {
  void reply.setCookie(cookieName(reply.request, name), value, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: reply.request.protocol === 'https',
    ...(seconds === undefined ? {} : { maxAge: seconds }),
  });
}

export function clearCookie(reply: FastifyReply, name: CookieName): void {
  writeCookie(reply, name, '', 0);
}

/**
 * Puts `request.identity` and `request.session` on every request, before any route's own check. Paths that answer everyone alike
 * never look at the cookie: their answers may be kept by whatever lies between.
 */
export async function identifyRequests(app: FastifyInstance, database: Database, now: () => Date): Promise<void> {
  await app.register(cookie);
  app.decorateRequest('identity', null as never);
  app.decorateRequest('session', null);
  app.addHook('onRequest', async (request, reply) => {
    request.identity = PUBLIC;
    refuseForged(request);
    if (!isPersonal(request)) return;
    const secret = readCookie(request, 'session');
    if (secret === null) return;
    const session = await resumeSession(database, secret, now());
    if (session === null) return clearCookie(reply, 'session');
    request.session = session;
    request.identity = session.identity;
    if (session.newSecret !== null) writeCookie(reply, 'session', session.newSecret);
  });
}

function isPersonal(request: FastifyRequest): boolean {
  const { access, isPersonal: personal } = request.routeOptions.config;
  return personal === true || (access !== undefined && !access.includes('publik'));
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
/** What no form of another site can send without asking first. */
const CONTENT_TYPES = /^application\/(json|octet-stream)(\s*;|$)/i;

/** Throws `forged_request` for a change that a page of another site may have sent along with somebody's cookie. */
function refuseForged(request: FastifyRequest): void {
  const { method, headers } = request;
  if (SAFE_METHODS.has(method)) return;
  // Paths that lack the method are refused anyway, by the code that says so.
  if (!request.server.methodsOf.get(request.routeOptions.url ?? '')?.has(method as Method)) return;
  const site = headers['sec-fetch-site'];
  const isOurs = headers.origin === undefined ? site === 'same-origin' : isOwnOrigin(request, headers.origin);
  const type = headers['content-type'];
  if (!isOurs || (site !== undefined && site !== 'same-origin') || (type !== undefined && !CONTENT_TYPES.test(type)))
    throw new AppError('forged_request');
}

/**
 * Whether an `Origin` names this host. Its scheme is not compared: where HTTPS ends at a proxy, only the browser knows it, and
 * says so in `Sec-Fetch-Site`.
 */
function isOwnOrigin(request: FastifyRequest, origin: string): boolean {
  if (!/^https?:\/\/[^/]+$/.test(origin) || !URL.canParse(origin)) return false;
  const { protocol, host } = new URL(origin);
  const own = `${protocol}//${request.host}`;
  return URL.canParse(own) && new URL(own).host === host;
}
