import { Agent, request, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { STANDARDS } from '../../data/standards/index.ts';
import { loadMiniProfile } from '../fixtures/kabupaten-mini/load.ts';
import { createMiniApp, type MiniApp } from './mini-app.ts';

// With a limit, ordinary answers tell what is left of it, and the shortcut's do not: so the two can be told apart.
const requestsPerMinute = 1000;
let mini: MiniApp;
let prefix: string;
beforeAll(async () => {
  mini = await createMiniApp({ requestsPerMinute });
  await mini.app.listen({ host: '127.0.0.1', port: 0 });
  const tileJson = await mini.tiles.tileJson('regions', '');
  prefix = tileJson.tiles[0].replace('{z}/{x}/{y}.mvt', '');
  // The shortcut learns from the first ordinary answer.
  await ask(nextTile());
});
afterAll(() => mini.close());

interface Answer {
  readonly status: number;
  readonly isCut: boolean;
  /** Sorted lines, without what differs from one request to the next. */
  readonly headers: readonly string[];
  readonly body: Buffer;
}

const agent = new Agent({ keepAlive: true, maxSockets: 1 });
function ask(path: string, options: { method?: string; headers?: Record<string, string>; app?: FastifyInstance } = {}) {
  const { port } = (options.app ?? mini.app).server.address() as AddressInfo;
  const { method = 'GET', headers = {} } = options;
  return new Promise<Answer>((resolve, reject) => {
    const asked = request({ port, host: '127.0.0.1', path, method, headers, agent }, (response: IncomingMessage) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const raw = response.rawHeaders;
        const lines = raw.flatMap((name, i) => (i % 2 === 0 ? [`${name.toLowerCase()}: ${raw[i + 1]}`] : []));
        resolve({
          status: response.statusCode ?? 0,
          isCut: !lines.some((line) => line.startsWith('x-ratelimit-')),
          headers: lines
            .filter((line) => !line.startsWith('x-ratelimit-'))
            .map((line) => line.replace(/^date: .+/, 'date'))
            .sort(),
          body: Buffer.concat(chunks),
        });
      });
    });
    asked.on('error', reject).end();
  });
}

// Tiles with something in them that nobody has asked for.
const tiles: string[] = [];
for (const zoom of [10, 11, 12, 13, 14]) {
  const size = 2 ** zoom;
  const row = (north: number) => Math.floor(((1 - Math.asinh(Math.tan((north * Math.PI) / 180)) / Math.PI) / 2) * size);
  const seen = new Set<string>();
  for (const east of [110.01, 110.03, 110.05, 110.07, 110.09]) {
    for (const north of [-7.01, -7.025, -7.04]) {
      seen.add(`${zoom}/${Math.floor(((east + 180) / 360) * size)}/${row(north)}.mvt`);
    }
  }
  tiles.push(...seen);
}
function nextTile(): string {
  const tile = tiles.shift();
  if (tile === undefined) throw new Error('not enough tiles');
  return prefix + tile;
}
const headerOf = ({ headers }: Answer, name: string) =>
  headers.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);

describe('the second answer comes by the shortcut, and is the first again', () => {
  test.each([
    ['GET', {}],
    ['GET', { 'accept-encoding': 'gzip, deflate, br, zstd' }],
    ['GET', { 'accept-encoding': 'br;q=0.5, gzip' }],
    ['GET', { 'accept-encoding': 'gzip;q=0' }],
    ['GET', { 'accept-encoding': 'gzip', 'if-none-match': '"other"' }],
    ['GET', { 'accept-encoding': 'gzip', 'if-none-match': '*' }],
    ['GET', { 'if-none-match': 'W/"a", *' }],
    ['HEAD', { 'accept-encoding': 'gzip' }],
  ] as [string, Record<string, string>][])('%s %o', async (method, headers) => {
    const path = nextTile();
    const first = await ask(path, { method, headers });
    const second = await ask(path, { method, headers });
    expect([first.isCut, second.isCut]).toEqual([false, true]);
    expect(second.headers).toEqual(first.headers);
    expect(second.status).toBe(first.status);
    expect(second.body).toEqual(first.body);
    expect(second.status).toBe(headers['if-none-match'] === '*' ? 304 : 200);
    expect(second.body.length > 0).toBe(method === 'GET' && second.status === 200);
  });

  test('each encoding its own bytes and tag; the tag answers 304', async () => {
    const path = nextTile();
    const headersOf = (encoding: string) => ({ headers: { 'accept-encoding': encoding } });
    for (const encoding of ['br', 'gzip', 'identity']) await ask(path, headersOf(encoding));
    const plain = await ask(path, headersOf('identity'));
    const zipped = await ask(path, headersOf('gzip'));
    const brotli = await ask(path, headersOf('br'));
    expect([plain, zipped, brotli].map(({ isCut }) => isCut)).toEqual([true, true, true]);
    expect([plain, zipped, brotli].map((answer) => headerOf(answer, 'content-encoding'))).toEqual([
      undefined,
      'gzip',
      'br',
    ]);
    expect(gunzipSync(zipped.body)).toEqual(plain.body);
    const etag = headerOf(zipped, 'etag')!;
    const known = await ask(path, { headers: { 'accept-encoding': 'gzip', 'if-none-match': `"x", W/${etag}` } });
    expect([known.status, known.isCut, headerOf(known, 'etag')]).toEqual([304, true, etag]);
    expect(headerOf(known, 'content-type')).toBeUndefined();
  });

  test('and has the headers that protect', async () => {
    const path = nextTile();
    await ask(path);
    const answer = await ask(path);
    expect(answer.isCut).toBe(true);
    expect(headerOf(answer, 'x-content-type-options')).toBe('nosniff');
    expect(headerOf(answer, 'cross-origin-resource-policy')).toBe('same-origin');
    // What only a page needs is 700 bytes less for each tile.
    expect(headerOf(answer, 'content-security-policy')).toBeUndefined();
    expect(headerOf(answer, 'cache-control')).toBe('public, max-age=31536000, immutable');
    expect(headerOf(answer, 'vary')).toBe('accept-encoding');
  });
});

describe('what is not plainly a tile at hand goes the ordinary way', () => {
  test.each([
    ['a query', (path: string) => `${path}?x=1`, {}, 400],
    ['another spelling', (path: string) => path.replace('regions', '%72egions'), {}, 200],
    ['a leading zero', (path: string) => path.replace(/(\d+\.mvt)$/, '0$1'), {}, 200],
    ['an encoding in the path', (path: string) => path.replace('.mvt', '/gzip.mvt'), {}, 404],
    ['no encoding that we have', (path: string) => path, { headers: { 'accept-encoding': 'zstd, *;q=0' } }, 406],
    ['another method', (path: string) => path, { method: 'DELETE' }, 405],
    ['a head that is known', (path: string) => path, { method: 'HEAD', headers: { 'if-none-match': '*' } }, 304],
  ] as const)('%s', async (_, change, options, status) => {
    const path = prefix + '9/412/266.mvt';
    await ask(path);
    expect((await ask(path)).isCut).toBe(true);
    const answer = await ask(change(path), options);
    expect(answer.status).toBe(status);
    // The shortcut refuses nothing: only of a tile one has to see who sent it.
    if (status === 200) expect(answer.isCut).toBe(false);
  });

  test('a body is read by whoever reads bodies', async () => {
    const path = nextTile();
    await ask(path);
    const { port } = mini.app.server.address() as AddressInfo;
    const text = await new Promise<string>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () =>
        socket.end(`GET ${path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: 3\r\n\r\nabc`),
      );
      let answer = '';
      socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
      socket.on('end', () => resolve(answer)).on('error', reject);
    });
    expect(text).toContain('x-ratelimit-');
  });

  test('every request, when each is logged', async () => {
    const lines: string[] = [];
    const stream = new Writable({
      write(chunk: Buffer, _, done) {
        lines.push(chunk.toString());
        done();
      },
    });
    const app = await createApp({
      database: mini.database,
      tiles: mini.tiles,
      profile: await loadMiniProfile(),
      standards: STANDARDS,
      webFolder: null,
      softwareVersion: '0.0.0',
      logger: { level: 'info', stream },
      requestsPerMinute,
      trustProxy: false,
    });
    try {
      await app.listen({ host: '127.0.0.1', port: 0 });
      const path = nextTile();
      for (let i = 0; i < 3; i++) expect((await ask(path, { app })).isCut).toBe(false);
      expect(lines.filter((line) => line.includes(path))).toHaveLength(3);
    } finally {
      agent.destroy();
      await app.close();
    }
  });
});

test('tiles at hand are counted, but not towards the limit of requests', async () => {
  const path = nextTile();
  await ask(path);
  const countOf = async () => {
    const { body } = await mini.app.inject('/metrics');
    const hits = Number(/^tile_cache_hits (\d+)$/m.exec(body)?.[1]);
    const answers =
      /^http_request_duration_seconds_count\{route="\/tiles\/:tileset[^"]+",method="GET",status="200"\} (\d+)$/m;
    return [hits, Number(answers.exec(body)?.[1])];
  };
  const [hits, answers] = await countOf();
  for (let i = 0; i < 5; i++) expect(await ask(path)).toMatchObject({ status: 200, isCut: true });
  expect(await countOf()).toEqual([hits! + 5, answers! + 5]);
});
