import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMiniApp, type MiniApp } from './mini-app.ts';

let mini: MiniApp;
let folder: string;
const page = `<!doctype html><title>Peta</title>${' '.repeat(2000)}`;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'jangkau-web-'));
  await mkdir(path.join(folder, 'assets'));
  await writeFile(path.join(folder, 'index.html'), page);
  await writeFile(path.join(folder, 'index.html.br'), brotliCompressSync(page));
  await writeFile(path.join(folder, 'assets', 'app-1a2b3c.js'), 'export {};');
  mini = await createMiniApp({ empty: true, webFolder: folder, requestsPerMinute: 40 });
});
afterAll(async () => {
  await mini.close();
  await rm(folder, { recursive: true });
});

const open = (url: string, headers: Record<string, string> = {}) =>
  mini.app.inject({ url, headers: { accept: 'text/html,*/*;q=0.8', 'accept-encoding': 'identity', ...headers } });

describe('the web app', () => {
  test('is served at the root, asked again each time', async () => {
    const reply = await open('/');
    expect([reply.statusCode, reply.body]).toEqual([200, page]);
    expect(reply.headers['cache-control']).toBe('no-cache');
    // Scripts of our own host alone, none from text; WebAssembly, which a worker of our own compiles to prove the best sites, besides.
    const policy = String(reply.headers['content-security-policy']);
    expect(/script-src ([^;]*)/.exec(policy)?.[1]).toBe("'self' 'wasm-unsafe-eval'");
    expect(policy).not.toMatch(/'unsafe-eval'|(default|connect|worker)-src[^;]*unsafe/);
  });
  test('answers HEAD too, to whatever asks whether it is there', async () => {
    const reply = await mini.app.inject({ method: 'HEAD', url: '/', headers: { accept: '*/*' } });
    expect([reply.statusCode, reply.body]).toEqual([200, '']);
  });
  test('comes compressed beforehand', async () => {
    const reply = await open('/', { 'accept-encoding': 'br' });
    expect(reply.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(reply.rawPayload).toString()).toBe(page);
  });
  test('keeps what has a hash in its name for ever', async () => {
    const reply = await open('/assets/app-1a2b3c.js');
    expect(reply.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });
  test('opens every view of its own, and nothing that is missing', async () => {
    expect((await open('/kesenjangan?standar=SNI-EDU-SMP')).body).toBe(page);
    expect((await open('/kecamatan/32.09.30')).body).toBe(page);
    for (const url of ['/assets/gone.js', '/api/v1/nothing', '/tiles/nothing/1', '/index.html.br'])
      expect([url, (await open(url)).statusCode]).toEqual([url, 404]);
    expect((await mini.problemOf('/kesenjangan', { headers: { accept: 'application/json' } })).code).toBe('not_found');
  });
  test('does not leave its folder', async () => {
    for (const url of ['/../package.json', '/..%2fpackage.json', '/assets/..%2f..%2fpackage.json']) {
      expect((await open(url, { accept: '*/*' })).body).not.toContain('devDependencies');
    }
  });
});

test('who asks too much is told to wait, and tiles do not count as questions', async () => {
  const codes: number[] = [];
  for (let request = 0; request < 50; request++) codes.push((await open('/api/v1/profile')).statusCode);
  expect(codes.at(-1)).toBe(429);
  expect((await mini.problemOf('/api/v1/profile')).code).toBe('too_many_requests');
  expect((await open('/tiles/regions.json')).statusCode).toBe(200);
});
