import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { BackendError } from '../../../web/backend/backend.ts';
import { createHttpBackend } from '../../../web/backend/http-backend.ts';

let server: Server | null = null;
const asked: string[] = [];

/** A real server on a free port: what is tested is the conversation, not a stand-in for it. */
async function serve(listener: RequestListener, options: { deadlineMilliseconds?: number; online?: boolean } = {}) {
  asked.length = 0;
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    listener(request, response);
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return createHttpBackend({
    origin: `http://127.0.0.1:${port}`,
    isOnline: () => options.online ?? true,
    ...(options.deadlineMilliseconds === undefined ? {} : { deadlineMilliseconds: options.deadlineMilliseconds }),
  });
}
const json =
  (status: number, body: unknown): RequestListener =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };
const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error as BackendError,
  );

afterEach(async () => {
  server?.closeAllConnections();
  await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
  server = null;
});

describe('http backend', () => {
  test('writes the path and query of the contract and leaves out what is not set', async () => {
    const backend = await serve(json(200, { items: [] }));
    await backend.get('facilityKinds');
    await backend.get('regions', { level: 'kecamatan', parent: undefined });
    expect(asked).toEqual(['/api/v1/facility-kinds', '/api/v1/regions?level=kecamatan']);
    expect(backend.lastAnswerAt).toBeInstanceOf(Date);
  });
  test('a problem of the server keeps its code; a wrong question is not worth repeating', async () => {
    const backend = await serve(
      json(404, { type: 'about:blank', title: 'unknown_region', status: 404, code: 'unknown_region' }),
    );
    const error = await failureOf(backend.get('region', {}, { code: '32.09.99' }));
    expect(asked).toEqual(['/api/v1/regions/32.09.99']);
    expect(error).toBeInstanceOf(BackendError);
    expect(error?.problem?.code).toBe('unknown_region');
    expect(error?.canRetry).toBe(false);
    expect(backend.lastAnswerAt).toBeNull();
  });
  test('an answer that breaks the contract is refused, not shown', async () => {
    const backend = await serve(json(200, { items: [{ kind: 'palace', count: 1 }] }));
    expect((await failureOf(backend.get('facilityKinds')))?.kind).toBe('malformed');
  });
  test('a page of a proxy instead of a problem counts as unreachable and may be tried again', async () => {
    const backend = await serve((_, response) => response.writeHead(502).end('<html>'));
    const error = await failureOf(backend.get('facilityKinds'));
    expect([error?.kind, error?.canRetry]).toEqual(['unreachable', true]);
  });
  test('a server that stays silent is a timeout', async () => {
    const backend = await serve(() => undefined, { deadlineMilliseconds: 50 });
    expect((await failureOf(backend.get('standards')))?.kind).toBe('timeout');
  });
  test('no connection is told apart from no network', async () => {
    const backend = await serve((request) => request.socket.destroy(), { online: false });
    expect((await failureOf(backend.get('standards')))?.kind).toBe('offline');
  });
  test('a request its asker gave up throws the reason of the asker', async () => {
    const backend = await serve(() => undefined);
    const controller = new AbortController();
    const pending = failureOf(backend.get('standards', {}, {}, controller.signal));
    controller.abort('replaced');
    expect(await pending).toBe('replaced');
  });
  test('the population cells arrive as the bytes that were sent', async () => {
    const backend = await serve((_, response) => response.end(Buffer.from([0x31, 0x44, 0x4b, 0x4a])));
    expect([...new Uint8Array(await backend.demand())]).toEqual([0x31, 0x44, 0x4b, 0x4a]);
    expect(asked).toEqual(['/api/v1/analysis/demand']);
  });
});
