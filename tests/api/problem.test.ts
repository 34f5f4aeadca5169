import { connect } from 'node:net';
import fc from 'fast-check';
import fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contract, DEMAND_PATH, Problem } from '#contract';
import { sendProblem } from '../../api/problem.ts';
import { createMiniApp, type MiniApp } from './mini-app.ts';

let mini: MiniApp;
beforeAll(async () => {
  mini = await createMiniApp();
});
afterAll(() => mini.close());

const long = (length: number) => 'a'.repeat(length);

describe('what is wrong with a request has a code', () => {
  test.each([
    ['/api/v1/nothing', 'not_found'],
    ['/api/v1/regions/', 'invalid_parameter'],
    ['/api/v1/regions?level=rt', 'invalid_parameter'],
    ['/api/v1/regions?level=desa&level=desa', 'invalid_parameter'],
    ['/api/v1/regions?level[]=desa', 'invalid_parameter'],
    ['/api/v1/regions?unknown=1', 'invalid_parameter'],
    ['/api/v1/regions?__proto__=1', 'invalid_parameter'],
    ['/api/v1/regions?parent=99.77', 'unknown_region'],
    ['/api/v1/regions?parent=9901', 'invalid_parameter'],
    ['/api/v1/regions/99.77', 'unknown_region'],
    ['/api/v1/regions/..%2f..%2fetc', 'invalid_parameter'],
    ['/api/v1/regions/99.01%00', 'invalid_parameter'],
    ['/api/v1/facilities?kind=castle', 'invalid_parameter'],
    ['/api/v1/facilities?kind=constructor', 'invalid_parameter'],
    ['/api/v1/facilities?region=99.77', 'unknown_region'],
    ['/api/v1/facilities?limit=0', 'invalid_parameter'],
    ['/api/v1/facilities?limit=1001', 'invalid_parameter'],
    ['/api/v1/facilities?limit=-1', 'invalid_parameter'],
    ['/api/v1/facilities?limit=1e3', 'invalid_parameter'],
    ['/api/v1/facilities?limit=99999999999999999999', 'invalid_parameter'],
    ['/api/v1/facilities?limit=NaN', 'invalid_parameter'],
    ['/api/v1/facilities?bbox=110,-7', 'invalid_parameter'],
    ['/api/v1/facilities?bbox=110.1,-7.1,110.0,-7.0', 'invalid_parameter'],
    ['/api/v1/facilities?bbox=110,-7.0,110.1,-7.1', 'invalid_parameter'],
    ['/api/v1/facilities?bbox=NaN,NaN,NaN,NaN', 'invalid_parameter'],
    ['/api/v1/facilities?bbox=,,,', 'invalid_parameter'],
    ['/api/v1/facilities?bbox=-Infinity,-90,Infinity,90', 'invalid_parameter'],
    ['/api/v1/facilities?bbox=-181,-7,110,-6', 'invalid_parameter'],
    ['/api/v1/facilities?cursor=!!', 'invalid_parameter'],
    ['/api/v1/facilities?cursor=AAAA', 'invalid_parameter'],
    [`/api/v1/facilities?cursor=${Buffer.from('[1,2]').toString('base64url')}`, 'invalid_parameter'],
    [`/api/v1/facilities?cursor=${Buffer.from('["sd","\\u0000"]').toString('base64url')}`, 'invalid_parameter'],
    [`/api/v1/facilities?cursor=${Buffer.from('["sd","\\ud800"]').toString('base64url')}`, 'invalid_parameter'],
    [`/api/v1/projects?cursor=${Buffer.from('[99999999999,"a"]').toString('base64url')}`, 'invalid_parameter'],
    ['/api/v1/facilities/near', 'invalid_parameter'],
    ['/api/v1/facilities/near?lon=110', 'invalid_parameter'],
    ['/api/v1/facilities/near?lon=181&lat=0', 'invalid_parameter'],
    ['/api/v1/facilities/near?lon=NaN&lat=0', 'invalid_parameter'],
    ['/api/v1/facilities/near?lon=0x10&lat=0', 'invalid_parameter'],
    ['/api/v1/gaps', 'invalid_parameter'],
    ['/api/v1/gaps?standard=NO-SUCH', 'unknown_standard'],
    ['/api/v1/gaps?standard=constructor', 'unknown_standard'],
    ['/api/v1/gaps?standard=SNI-EDU-SMP&level=rw', 'invalid_parameter'],
    ['/api/v1/gaps?standard=SNI-EDU-SMP&parent=99.77', 'unknown_region'],
    ['/api/v1/gaps?standard=SNI-EDU-SMP&owners=', 'invalid_parameter'],
    ['/api/v1/gaps?standard=SNI-EDU-SMP&kemenag=yes', 'invalid_parameter'],
    ['/api/v1/datasets/none', 'unknown_dataset'],
    ['/api/v1/datasets/SCHOOLS', 'invalid_parameter'],
    ['/api/v1/datasets/schools?outcome=lost', 'invalid_parameter'],
    ['/api/v1/search', 'invalid_parameter'],
    ['/api/v1/search?q=', 'invalid_parameter'],
    ['/api/v1/search?q=%20%20', 'invalid_parameter'],
    [`/api/v1/search?q=${long(101)}`, 'invalid_parameter'],
    [`/api/v1/search?q=${long(3000)}`, 'uri_too_long'],
    ['/api/v1/search?q=a%00b', 'invalid_parameter'],
    ['/api/v1/search?q[]=a', 'invalid_parameter'],
    ['/api/v1/projects/none', 'unknown_project'],
    ['/api/v1/projects?year=20255', 'invalid_parameter'],
    ['/api/v1/permits/summary?status=lost', 'invalid_parameter'],
    ['/tiles/constructor.json', 'unknown_tileset'],
    ['/tiles/__proto__.json', 'unknown_tileset'],
    ['/tiles/..%2fregions.json', 'unknown_tileset'],
    ['/tiles/nothing/1/0/0/0.mvt', 'unknown_tileset'],
    ['/tiles/regions/old/10/0/0.mvt', 'unknown_tile_version'],
    ['/tiles/regions/v/10/0/0.pbf', 'not_found'],
    ['/tiles/regions/v/-1/0/0.mvt', 'invalid_parameter'],
    ['/tiles/regions/v/a/b/c.mvt', 'invalid_parameter'],
    ['/tiles/regions/v/1.5/0/0.mvt', 'invalid_parameter'],
    ['/tiles/regions/v/10/9999999999/0.mvt', 'invalid_parameter'],
    ['/tiles/regions/v/99/0/0.mvt', 'tile_out_of_range'],
    ['/tiles/regions/v/10/1024/0.mvt', 'tile_out_of_range'],
    ['/tiles/regions/v/10/0/0.mvt?x=1', 'invalid_parameter'],
    ['/%zz', 'bad_request'],
    ['/api/v1/regions/%E0%A4%A', 'bad_request'],
    [`/${long(2100)}`, 'uri_too_long'],
  ])('%s → %s', async (url, code) => {
    expect((await mini.problemOf(url)).code).toBe(code);
  });

  test('the parameter and the reason are named', async () => {
    const bbox = await mini.problemOf('/api/v1/facilities?bbox=1,2,3&limit=0&colour=red');
    expect(bbox.parameters).toEqual(
      expect.arrayContaining([
        { name: 'bbox', reason: 'bbox' },
        { name: 'limit', reason: 'too_small' },
        { name: 'colour', reason: 'unrecognized_keys' },
      ]),
    );
  });

  test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const)('%s is not allowed', async (method) => {
    for (const url of ['/api/v1/regions', '/tiles', '/events', DEMAND_PATH]) {
      const reply = await mini.app.inject({ method, url, payload: 'x'.repeat(5000) });
      expect([reply.statusCode, reply.json().code, reply.headers.allow]).toEqual([
        405,
        'method_not_allowed',
        'GET, HEAD',
      ]);
    }
  });

  test('HEAD answers as GET does, without a body', async () => {
    const reply = await mini.app.inject({ method: 'HEAD', url: '/api/v1/regions' });
    expect([reply.statusCode, reply.body]).toEqual([200, '']);
  });

  test('a request that is no HTTP gets a problem too', async () => {
    await mini.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = mini.app.server.address() as { port: number };
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.write('GET / HTTP/9.9 nonsense\r\n\r\n'));
      let text = '';
      socket.on('data', (chunk) => (text += chunk.toString()));
      socket.on('end', () => resolve(text));
      socket.on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(Problem.parse(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).code).toBe('bad_request');
  });
});

describe('no request whatever leads to a failure of ours', () => {
  const paths = [
    ...Object.values(contract).map(({ path }) => path),
    DEMAND_PATH,
    '/tiles/:tileset.json',
    '/tiles/:tileset/:version/:z/:x/:y.mvt',
    '/healthz',
    '/readyz',
    '/metrics',
    '/openapi.json',
    '/docs',
  ];
  const names = [
    ...new Set(Object.values(contract).flatMap(({ query }) => Object.keys((query as { shape?: object }).shape ?? {}))),
    'x',
    '__proto__',
    'constructor',
  ];
  const nasty = fc.constantFrom(
    '',
    ' ',
    '..',
    '../..',
    '%00',
    '%',
    '%2e%2e%2f',
    'NaN',
    'Infinity',
    '-0',
    '1e999',
    '0x1',
    'null',
    'undefined',
    '[]',
    '{}',
    'true',
    "' OR 1=1 --",
    '$1',
    '\\',
    '99.01',
    '99.01.01',
    'SNI-EDU-SMP',
    'sd',
    'kecamatan',
    'regions',
    'constructor',
    '__proto__',
    '٣',
    'é',
    '😀',
    '\u202e',
    '110.02',
    '-7.02',
    '1,2,3,4',
    '110,-7.1,110.1,-7',
    '2147483648',
    '9007199254740993',
  );
  const value = fc.oneof(
    nasty,
    fc.string({ maxLength: 40 }),
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.integer().map(String),
    fc.double().map(String),
  );
  const encoded = value.map((text) => encodeURIComponent(Buffer.from(text).toString()));
  const raw = fc.stringMatching(/^[!-~]{0,30}$/).map((text) => text.replaceAll('#', ''));
  const url = fc
    .tuple(
      fc.constantFrom(...paths),
      fc.array(fc.oneof({ weight: 4, arbitrary: encoded }, raw), { minLength: 5, maxLength: 5 }),
      fc.array(fc.tuple(fc.constantFrom(...names), fc.oneof({ weight: 4, arbitrary: encoded }, raw)), { maxLength: 5 }),
    )
    .map(([path, parts, query]) => {
      let next = 0;
      const filled = path.replace(/:[a-z]+/gi, () => parts[next++] ?? '');
      return query.length === 0 ? filled : `${filled}?${query.map(([name, text]) => `${name}=${text}`).join('&')}`;
    });

  test('thousands of malformed requests get an answer or a problem', async () => {
    const seen = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(url, fc.constantFrom('GET' as const, 'HEAD' as const), async (address, method) => {
        const reply = await mini.app.inject({ method, url: address });
        seen.set(reply.statusCode, (seen.get(reply.statusCode) ?? 0) + 1);
        expect(reply.statusCode, `${address} ${reply.body}`).toBeLessThan(500);
        if (reply.statusCode < 400) return;
        expect(reply.headers['content-type'], address).toMatch(/^application\/problem\+json/);
        if (method === 'GET') expect(Problem.parse(reply.json()).status).toBe(reply.statusCode);
      }),
      { numRuns: 4000 },
    );
    // Not all of them bounce off the door.
    expect(seen.get(200)).toBeGreaterThan(50);
    expect(seen.get(400)).toBeGreaterThan(500);
  }, 240_000);
});

describe('failures of ours', () => {
  test('a query past its deadline is 503, and any other failure tells nothing of its cause', async () => {
    const app = fastify();
    app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
    app.get('/slow', () => mini.database.query('SELECT pg_sleep(20)', [], { deadlineSeconds: 0.2 }));
    app.get('/broken', () => mini.database.query('SELECT secret FROM nowhere'));
    app.get('/thrown', async () => {
      throw new TypeError('secret');
    });
    const slow = await app.inject('/slow');
    expect([slow.statusCode, Problem.parse(slow.json()).code]).toEqual([503, 'deadline_exceeded']);
    for (const path of ['/broken', '/thrown']) {
      const reply = await app.inject(path);
      expect([reply.statusCode, Problem.parse(reply.json()).code]).toEqual([500, 'internal_error']);
      expect(reply.body).not.toMatch(/secret|nowhere|TypeError/);
    }
    await app.close();
  });
});
