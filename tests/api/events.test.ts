import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMiniApp, type MiniApp } from './mini-app.ts';

let mini: MiniApp;
let address: string;
beforeAll(async () => {
  mini = await createMiniApp();
  address = await mini.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => mini.close());

/** Reads the stream until all of the texts have come. */
async function readUntil(reader: ReadableStreamDefaultReader<Uint8Array>, ...texts: string[]): Promise<string> {
  let read = '';
  while (!texts.every((text) => read.includes(text))) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`the stream ended after: ${read}`);
    read += new TextDecoder().decode(value);
  }
  return read;
}

test('an import is told to open maps: the dataset, then the tilesets that it changed', async () => {
  const stop = new AbortController();
  const reply = await fetch(`${address}/events`, { signal: stop.signal });
  expect(reply.headers.get('content-type')).toBe('text/event-stream');
  expect(reply.headers.get('content-security-policy')).toContain("default-src 'self'");
  const reader = reply.body!.getReader();
  await readUntil(reader, 'retry:');
  // A tileset that is still being cut has nothing to change from.
  await mini.tiles.ready();
  await mini.database.query(`UPDATE dataset SET version = version + 1 WHERE id = 'schools'`);
  await mini.database.query(`SELECT pg_notify('dataset_changed', 'schools')`);
  const told = await readUntil(reader, 'event: dataset_changed', 'event: tileset_changed');
  expect(told).toContain('data: {"dataset":"schools"}');
  expect(told).toMatch(/data: \{"tileset":"facilities","version":"[^"]+"\}/);
  stop.abort();
});

test('of an exempt dataset the public hears nothing, until it is opened', async () => {
  const classify = (classification: string) =>
    mini.database.query(`UPDATE dataset SET classification = $1 WHERE id = 'puskesmas'`, [classification]);
  const notify = (id: string) => mini.database.query(`SELECT pg_notify('dataset_changed', $1)`, [id]);
  const stop = new AbortController();
  const reader = (await fetch(`${address}/events`, { signal: stop.signal })).body!.getReader();
  await readUntil(reader, 'retry:');
  await classify('dikecualikan');
  await notify('puskesmas');
  // They are told in their order: what would be told of the first is told before the second.
  await notify('schools');
  expect(await readUntil(reader, '"dataset":"schools"')).not.toContain('puskesmas');
  await classify('terbuka');
  await notify('puskesmas');
  expect(await readUntil(reader, '"dataset":"puskesmas"')).toContain('event: dataset_changed');
  stop.abort();
});

test('readiness, health and counters answer', async () => {
  expect((await fetch(`${address}/healthz`)).status).toBe(200);
  expect(await (await fetch(`${address}/readyz`)).json()).toMatchObject({ status: 'ready' });
  await fetch(`${address}/api/v1/regions/99.01`);
  await fetch(`${address}/api/v1/regions/99.01.01`);
  const metrics = await (await fetch(`${address}/metrics`)).text();
  // By route, not by address, else every code would be a counter of its own.
  expect(metrics).toMatch(
    /http_request_duration_seconds_count\{route="\/api\/v1\/regions\/:code",method="GET",status="200"\} 2/,
  );
  expect(metrics).toMatch(/database_queries_total\{outcome="ok"\} [1-9]/);
  expect(metrics).toMatch(/tile_cache_hits \d/);
  expect(metrics).toMatch(/process_resident_memory_bytes \d/);
});

test('a large answer is compressed by what the client takes', async () => {
  for (const encoding of ['br', 'gzip']) {
    const reply = await fetch(`${address}/api/v1/standards`, { headers: { 'accept-encoding': encoding } });
    expect(reply.headers.get('content-encoding')).toBe(encoding);
    expect(((await reply.json()) as { items: unknown[] }).items.length).toBeGreaterThan(10);
  }
});

test('the server closes although somebody is listening', async () => {
  const other = await createMiniApp({ empty: true });
  const here = await other.app.listen({ host: '127.0.0.1', port: 0 });
  const reader = (await fetch(`${here}/events`)).body!.getReader();
  await readUntil(reader, 'retry:');
  expect(await (await fetch(`${here}/readyz`)).json()).toMatchObject({ code: 'not_ready', status: 503 });
  await other.close();
  expect((await reader.read()).done).toBe(true);
});
