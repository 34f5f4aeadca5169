// A browser as sign-in sees one: it keeps cookies, and sends what a page of ours sends.
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { OWN_PAGE } from './mini-app.ts';

export interface Client {
  readonly cookies: Map<string, string>;
  send(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body?: object,
    headers?: Record<string, string>,
  ): Promise<LightMyRequestResponse>;
}

/** A browser at an address, without any cookie. */
export function createClient(app: FastifyInstance, address = '203.0.113.7'): Client {
  const cookies = new Map<string, string>();
  return {
    cookies,
    async send(method, url, body, headers = {}) {
      const reply = await app.inject({
        method,
        url,
        remoteAddress: address,
        headers: {
          ...(method === 'GET' ? {} : OWN_PAGE),
          ...(cookies.size === 0 ? {} : { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: body }),
      });
      for (const { name, value, maxAge } of reply.cookies as { name: string; value: string; maxAge?: number }[]) {
        if (maxAge === 0) cookies.delete(name);
        else cookies.set(name, value);
      }
      return reply;
    },
  };
}
