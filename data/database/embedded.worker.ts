// The thread that runs the embedded PostGIS. It does one thing at a time, in the order asked; embedded.ts decides the order.
import { parentPort, workerData } from 'node:worker_threads';
import { readFile } from 'node:fs/promises';
import { PGlite, type Results } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { postgis } from '@electric-sql/pglite-postgis';
import { decoders, encodedTypes, type EncodedParameter } from './values.ts';

export type WorkerRequest = { id: number } & (
  { kind: 'run'; sql: string; parameters: readonly EncodedParameter[] } | { kind: 'dump' } | { kind: 'close' }
);

/** What of a PostgreSQL error crosses the thread border. */
export interface WorkerError {
  message: string;
  code: string | null;
  constraint: string | null;
  detail: string | null;
}

export type WorkerReply =
  | { kind: 'ready' }
  | { kind: 'done'; id: number; value: unknown }
  | { kind: 'failed'; id: number | null; error: WorkerError }
  | { kind: 'notification'; channel: string; payload: string };

/** Rows as one flat list: a tenth of the time to cross the thread border that a list of objects takes. */
export interface PackedRows {
  columns: string[];
  cells: unknown[];
}

export interface WorkerStart {
  folder: string;
  /** A dump to fill the new folder from, instead of an empty database. */
  dumpFile: string | null;
}

const port = parentPort!;
const { folder, dumpFile } = workerData as WorkerStart;
const reply = (message: WorkerReply) => port.postMessage(message);

function describeError(error: unknown): WorkerError {
  const fields = error as Partial<Record<keyof WorkerError, string>>;
  return {
    message: error instanceof Error ? error.message : String(error),
    code: fields.code ?? null,
    constraint: fields.constraint ?? null,
    detail: fields.detail ?? null,
  };
}

function packRows({ rows, fields }: Results<unknown[]>): PackedRows {
  const cells: unknown[] = [];
  for (const row of rows) for (const cell of row) cells.push(cell);
  return { columns: fields.map(({ name }) => name), cells };
}

async function openEngine(): Promise<PGlite> {
  // postgis_raster is left out on purpose: creating it breaks the session for good.
  const engine = await PGlite.create({
    dataDir: folder,
    extensions: { postgis, pg_trgm },
    serializers: Object.fromEntries(encodedTypes.map((type) => [type, String])),
    ...(dumpFile === null ? {} : { loadDataDir: new Blob([await readFile(dumpFile)]) }),
  });
  // Set afterwards: while it starts, the engine replaces array parsers by its own.
  Object.assign(engine.parsers, decoders);
  return engine;
}

async function answer(engine: PGlite, request: WorkerRequest): Promise<unknown> {
  switch (request.kind) {
    case 'run': {
      const options = { rowMode: 'array' } as const;
      if (request.parameters.length > 0) {
        return packRows(await engine.query<unknown[]>(request.sql, [...request.parameters], options));
      }
      const last = (await engine.exec(request.sql, options)).at(-1);
      return packRows((last as Results<unknown[]> | undefined) ?? { rows: [], fields: [] });
    }
    case 'dump': {
      await engine.exec('CHECKPOINT');
      return new Uint8Array(await (await engine.dumpDataDir('gzip')).arrayBuffer());
    }
    case 'close':
      return engine.close();
  }
}

try {
  const engine = await openEngine();
  engine.onNotification((channel, payload) => reply({ kind: 'notification', channel, payload }));
  port.on('message', (request: WorkerRequest) => {
    answer(engine, request).then(
      (value) => reply({ kind: 'done', id: request.id, value }),
      (error) => reply({ kind: 'failed', id: request.id, error: describeError(error) }),
    );
  });
  reply({ kind: 'ready' });
} catch (error) {
  reply({ kind: 'failed', id: null, error: describeError(error) });
}
