import type { FastifyInstance, FastifyReply } from 'fastify';
import type { AppContext } from '../app-context.ts';
import { get } from '../endpoint.ts';
import { AppError } from '../problem.ts';

const HEARTBEAT_MILLISECONDS = 25_000;
const MOST_LISTENERS = 1_000;

/** `/events`: tells open maps that a dataset or a tileset changed. */
export function eventRoutes(app: FastifyInstance, { onDatasetChanged, tiles }: AppContext): void {
  const listeners = new Set<FastifyReply['raw']>();
  const tell = (event: string, data: unknown) => {
    for (const listener of listeners) listener.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  const stops = [
    onDatasetChanged((dataset) => tell('dataset_changed', { dataset })),
    tiles.onChange((tileset, version) => tell('tileset_changed', { tileset, version })),
  ];
  // A comment now and then keeps proxies from closing a quiet connection, and finds clients that went away.
  const heartbeat = setInterval(() => {
    for (const listener of listeners) listener.write(': \n\n');
  }, HEARTBEAT_MILLISECONDS);
  heartbeat.unref();

  // Before the server closes: it would wait for these connections for ever.
  app.addHook('preClose', async () => {
    clearInterval(heartbeat);
    for (const stop of stops) stop();
    for (const listener of listeners) listener.end();
  });

  get(app, '/events', async (request, reply) => {
    if (listeners.size >= MOST_LISTENERS) throw new AppError('too_many_requests');
    const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' };
    if (request.method === 'HEAD') return reply.headers(headers).send();
    reply.hijack();
    const stream = reply.raw;
    stream.writeHead(200, { ...(reply.getHeaders() as Record<string, string>), ...headers });
    stream.write('retry: 3000\n\n');
    listeners.add(stream);
    stream.on('close', () => listeners.delete(stream));
    return reply;
  });
}
