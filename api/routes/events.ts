import type { FastifyInstance, FastifyReply } from 'fastify';
import { isRestricted, type TilesetName } from '#tilesets';
import type { AppContext } from '../app-context.ts';
import { get } from '../endpoint.ts';
import { AppError } from '../problem.ts';
import { statement } from '../queries/load.ts';
import { allowedTilesets } from '../tileset-access.ts';

const HEARTBEAT_MILLISECONDS = 25_000;
const MOST_LISTENERS = 1_000;

const exemptSql = statement('datasets-exempt');

interface Listener {
  readonly isCustodian: boolean;
  /** Restricted tilesets that it may follow. */
  readonly tilesets: ReadonlySet<TilesetName>;
}

/** `/events`: tells open maps that a dataset or a tileset changed; of an exempt dataset nobody but its custodian. */
export function eventRoutes(app: FastifyInstance, { database, onDatasetChanged, tiles }: AppContext): void {
  const listeners = new Map<FastifyReply['raw'], Listener>();
  const tell = (event: string, data: unknown, isFor: (listener: Listener) => boolean) => {
    for (const [stream, listener] of listeners)
      if (isFor(listener)) stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  // Ids stay after their dataset is gone: its end is told as little as its life.
  const exempt = new Set<string>();
  const readExempt = async () => {
    for (const { id, isExempt } of await database.query<{ id: string; isExempt: boolean }>(exemptSql)) {
      if (isExempt) exempt.add(id);
      else exempt.delete(id);
    }
  };
  app.addHook('onReady', readExempt);
  const tellDataset = async (dataset: string) => {
    await readExempt();
    tell('dataset_changed', { dataset }, ({ isCustodian }) => isCustodian || !exempt.has(dataset));
  };
  const stops = [
    onDatasetChanged((dataset) => {
      tellDataset(dataset).catch((error: unknown) => app.log.error({ err: error }, 'a change was not told'));
    }),
    tiles.onChange((tileset, version) =>
      tell('tileset_changed', { tileset, version }, ({ tilesets }) => !isRestricted(tileset) || tilesets.has(tileset)),
    ),
  ];
  // A comment now and then keeps proxies from closing a quiet connection, and finds clients that went away.
  const heartbeat = setInterval(() => {
    for (const stream of listeners.keys()) stream.write(': \n\n');
  }, HEARTBEAT_MILLISECONDS);
  heartbeat.unref();

  // Before the server closes: it would wait for these connections for ever.
  app.addHook('preClose', async () => {
    clearInterval(heartbeat);
    for (const stop of stops) stop();
    for (const stream of listeners.keys()) stream.end();
  });

  get(
    app,
    '/events',
    async (request, reply) => {
      if (listeners.size >= MOST_LISTENERS) throw new AppError('too_many_requests');
      const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' };
      if (request.method === 'HEAD') return reply.headers(headers).send();
      const listener = {
        isCustodian: request.identity.role === 'walidata',
        tilesets: await allowedTilesets(database, tiles, request.identity),
      };
      reply.hijack();
      const stream = reply.raw;
      stream.writeHead(200, { ...(reply.getHeaders() as Record<string, string>), ...headers });
      stream.write('retry: 3000\n\n');
      listeners.set(stream, listener);
      stream.on('close', () => listeners.delete(stream));
      return reply;
    },
    { isPersonal: true },
  );
}
