import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { fetchFile, FetchError } from '../../../data/import/fetch.ts';
import { READERS } from '../../../data/import/formats/index.ts';

const upstream = path.resolve(
  import.meta.dirname,
  '../../../../shared/cirebon/upstream/wilayah_boundaries_kel_32.74.sql',
);
/** The real file where it is there, else rows of the same format. */
const body = existsSync(upstream)
  ? readFileSync(upstream)
  : Buffer.from(`\t('32.74.01.1001','Satu',-6.7,108.5,'[[[-6.7,108.5],[-6.8,108.5],[-6.8,108.6],[-6.7,108.5]]]');\n`);
const sha256 = createHash('sha256').update(body).digest('hex');

let server: Server;
let origin: string;
let folder: string;
const hanging = new Set<ServerResponse>();
beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/boundaries.sql') response.end(body);
    else if (request.url === '/moved.sql') response.writeHead(302, { location: '/boundaries.sql' }).end();
    else if (request.url === '/broken') response.writeHead(500).end('sorry');
    else if (request.url === '/stall') {
      response.write(body.subarray(0, 20));
      hanging.add(response);
    } else if (request.url === '/silent') hanging.add(response);
    else if (request.url === '/cut') {
      response.writeHead(200, { 'content-length': body.length });
      response.write(body.subarray(0, 20), () => response.destroy());
    } else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  for (const response of hanging) response.destroy();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'jangkau-fetch-'));
  return () => rm(folder, { recursive: true, force: true });
});

async function failure(from: string, pinned = sha256, signal?: AbortSignal): Promise<string> {
  const target = path.join(folder, 'cache/boundaries.sql');
  const quick = { connectSeconds: 0.3, stallSeconds: 0.3, signal };
  const error = await fetchFile({ url: from, sha256: pinned }, target, quick).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(FetchError);
  expect(readdirSync(path.dirname(target)), 'nothing is left behind').toEqual([]);
  return (error as FetchError).code;
}

test('a file with the pinned sha256 arrives whole and is readable', async () => {
  const target = path.join(folder, 'cache/boundaries.sql');
  const sizes: number[] = [];
  await fetchFile({ url: `${origin}/moved.sql`, sha256 }, target, { onProgress: (bytes) => sizes.push(bytes) });
  expect(readdirSync(path.dirname(target))).toEqual(['boundaries.sql']);
  expect(READERS['wilayah-sql'](readFileSync(target)).length).toBe(existsSync(upstream) ? 22 : 1);
  expect(sizes.at(-1)).toBe(body.length);
});

test('a wrong checksum is refused', async () => {
  expect(await failure(`${origin}/boundaries.sql`, '0'.repeat(64))).toBe('checksum');
});

test('a file that is not there, and a server in trouble', async () => {
  expect(await failure(`${origin}/gone.sql`)).toBe('not_found');
  expect(await failure(`${origin}/broken`)).toBe('server');
});

test('a stream that stops, one that is cut, and a server that never answers', async () => {
  expect(await failure(`${origin}/stall`)).toBe('stall');
  expect(await failure(`${origin}/cut`)).toBe('stall');
  expect(await failure(`${origin}/silent`)).toBe('no_network');
});

test('no network: nobody listens, and the name is unknown', async () => {
  expect(await failure('http://127.0.0.1:1/boundaries.sql')).toBe('no_network');
  expect(await failure('http://no-such-host.invalid/boundaries.sql')).toBe('no_network');
});

test('a download that is called off says so', async () => {
  expect(await failure(`${origin}/stall`, sha256, AbortSignal.timeout(50))).toBe('cancelled');
});
