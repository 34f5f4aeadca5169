import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyServerFactory } from 'fastify';
import type { TileEncoding, TileServer } from '../tilesets/tile-answer.ts';
import { negotiateEncoding } from './content-encoding.ts';
import type { Metrics } from './metrics.ts';
import { matches } from './routes/tiles.ts';

type CachedTile = NonNullable<ReturnType<TileServer['cachedTile']>>;
interface PreparedAnswer {
  readonly body: Buffer;
  /** Names and values in turn, as `writeHead` takes them. */
  readonly headers: readonly string[];
  readonly headersWithoutBody: readonly string[];
}

export interface TileShortcut {
  /** Makes the HTTP server; for Fastify's option of this name. */
  readonly serverFactory: FastifyServerFactory;
  /** Lets the app's own answers on this route be the model of the shortcut's. Without it nothing is cut short. */
  learnFrom(app: FastifyInstance, route: string, metrics: Metrics): void;
}

const PREFIX = '/tiles/';
const SUFFIX = '.mvt';
/** Header lines that browsers send are few; whoever invents new ones is negotiated with each time. */
const MOST_ACCEPT_ENCODINGS = 100;
/** What differs from tile to tile, and what counts the requests of one client. */
const OF_ONE_ANSWER = /^(etag|content-encoding|content-length|date|x-ratelimit-.*|retry-after)$/;
const OF_THE_BODY = /^content-type$/;

/**
 * Answers requests for tiles at hand before Fastify sees them: hooks and router cost ten times what the tile does. The
 * headers are those of the ordinary route, taken from its first answer. Whatever is not plainly a cached tile (a query, a
 * body, another spelling, an encoding we refuse) is left to the ordinary route, and all requests are while the app closes
 * or logs each of them. Tiles at hand do not count towards the limit of requests.
 */
export function createTileShortcut(tiles: TileServer): TileShortcut {
  const prepared = new WeakMap<CachedTile, PreparedAnswer>();
  const encodings = new Map<string, TileEncoding | null>();
  let model: readonly string[] | null = null;
  let isOpen = false;
  let count: (method: string, status: number, seconds: number) => void = () => undefined;

  function encodingFor(header: string | undefined): TileEncoding | null {
    if (header === undefined) return negotiateEncoding(header);
    let encoding = encodings.get(header);
    if (encoding === undefined) {
      encoding = negotiateEncoding(header);
      if (encodings.size < MOST_ACCEPT_ENCODINGS) encodings.set(header, encoding);
    }
    return encoding;
  }

  function prepare(tile: CachedTile, common: readonly string[]): PreparedAnswer {
    let answer = prepared.get(tile);
    if (answer === undefined) {
      const { bytes, etag, encoding } = tile;
      const headersWithoutBody = [...withoutNames(common, OF_THE_BODY), 'etag', etag];
      const headers = [...common, 'etag', etag, 'content-length', String(bytes.byteLength)];
      if (encoding !== 'identity') headers.push('content-encoding', encoding);
      answer = {
        body: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
        headers,
        headersWithoutBody,
      };
      prepared.set(tile, answer);
    }
    return answer;
  }

  /** False when the request is left untouched. */
  function answers(request: IncomingMessage, response: ServerResponse): boolean {
    const { method, url = '' } = request;
    if (!isOpen || model === null || (method !== 'GET' && method !== 'HEAD')) return false;
    if (!url.startsWith(PREFIX) || !url.endsWith(SUFFIX)) return false;
    const start = performance.now();
    const { headers } = request;
    if (headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined) return false;
    // Fastify says `content-length: 0` there; rare enough to let it.
    if (method === 'HEAD' && headers['if-none-match'] !== undefined) return false;
    const encoding = encodingFor(headers['accept-encoding'] as string | undefined);
    if (encoding === null) return false;
    // A query, or any other spelling of the address, is not among the keys of the cache.
    const tile = tiles.cachedTile(url.slice(PREFIX.length, -SUFFIX.length), encoding);
    if (tile === null) return false;
    const answer = prepare(tile, model);
    const isKnown = matches(headers['if-none-match'], tile.etag);
    response.writeHead(isKnown ? 304 : 200, (isKnown ? answer.headersWithoutBody : answer.headers) as string[]);
    if (isKnown || method === 'HEAD') response.end();
    else response.end(answer.body);
    count(method, isKnown ? 304 : 200, (performance.now() - start) / 1000);
    return true;
  }

  return {
    serverFactory(handler, options) {
      const { keepAliveTimeout, requestTimeout } = options as { keepAliveTimeout: number; requestTimeout: number };
      return createServer({ keepAliveTimeout, requestTimeout }, (request, response) => {
        if (!answers(request, response)) handler(request, response);
      });
    },
    learnFrom(app, route, metrics) {
      count = (method, status, seconds) => metrics.countRequest(route, method, status, seconds);
      app.addHook('onReady', async () => {
        // Who wants a line for each request gets one for each tile too.
        isOpen = !['trace', 'debug', 'info'].includes(app.log.level);
      });
      app.addHook('preClose', async () => {
        isOpen = false;
      });
      app.addHook('onResponse', async (request, reply) => {
        if (model !== null || request.routeOptions.url !== route || request.method !== 'GET') return;
        // Headers of one person's answer (a cookie, a restricted tileset) are no model for everybody's.
        if (reply.statusCode !== 200 || request.identity.role !== 'publik' || reply.hasHeader('set-cookie')) return;
        if (!String(reply.getHeader('cache-control')).startsWith('public')) return;
        const headers = Object.entries(reply.getHeaders()).flatMap(([name, value]) => [name, String(value)]);
        model = withoutNames(headers, OF_ONE_ANSWER);
      });
    },
  };
}

/** Header names and values in turn, without those whose name fits. */
function withoutNames(headers: readonly string[], names: RegExp): string[] {
  return headers.filter((_, index) => !names.test(headers[index - (index % 2)]!));
}
