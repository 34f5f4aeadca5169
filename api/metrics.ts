import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { BackupKeeper } from '../data/backup/keeper.ts';
import type { Database } from '../data/database/database.ts';
import type { TileServer } from '../tilesets/tile-answer.ts';

export interface Metrics {
  /** Everything counted so far, in the text format of Prometheus. */
  text(): Promise<string>;
  readonly contentType: string;
  /** Counts one answered request. `route` is the pattern, never the path: paths are without number. */
  countRequest(route: string, method: string, status: number, seconds: number): void;
  /** The same database, its statements counted and timed. */
  countingQueries(database: Database): Database;
}

/** Counters of one app; each has its own registry, so that two apps in one process do not mix. */
export function createMetrics(tiles: TileServer, backups: BackupKeeper | null = null): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Answered requests by route, method and status',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.001, 0.005, 0.02, 0.05, 0.1, 0.5, 2, 10],
    registers: [registry],
  });
  const queries = new Counter({
    name: 'database_queries_total',
    help: 'Statements by outcome',
    labelNames: ['outcome'],
    registers: [registry],
  });
  const querySeconds = new Counter({
    name: 'database_query_seconds_total',
    help: 'Time spent waiting for statements',
    registers: [registry],
  });
  tileGauges(registry, tiles);
  if (backups !== null) backupGauge(registry, backups);

  async function counted<T>(work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    try {
      const result = await work();
      queries.inc({ outcome: 'ok' });
      return result;
    } catch (error) {
      queries.inc({ outcome: 'failed' });
      throw error;
    } finally {
      querySeconds.inc((performance.now() - start) / 1000);
    }
  }

  return {
    text: () => registry.metrics(),
    contentType: registry.contentType,
    countRequest: (route, method, status, seconds) => requests.observe({ route, method, status }, seconds),
    countingQueries: (database) => ({
      engine: database.engine,
      query: (sql, parameters, options) => counted(() => database.query(sql, parameters, options)),
      transaction: (work, options) => counted(() => database.transaction(work, options)),
      as: (identity) => {
        const view = database.as(identity);
        return {
          query: (sql, parameters, options) => counted(() => view.query(sql, parameters, options)),
          transaction: (work, options) => counted(() => view.transaction(work, options)),
        };
      },
      listen: (channel, onMessage, onGap) => database.listen(channel, onMessage, onGap),
      close: () => database.close(),
    }),
  };
}

function backupGauge(registry: Registry, backups: BackupKeeper): void {
  new Gauge({
    name: 'last_backup_timestamp_seconds',
    help: 'Unix time of the last whole backup that is still there; 0 when there is none',
    registers: [registry],
    collect() {
      this.set(backups.lastBackup() ?? 0);
    },
  });
}

function tileGauges(registry: Registry, tiles: TileServer): void {
  const readings = { hits: 'tile_cache_hits', misses: 'tile_cache_misses', encodes: 'tile_encodes' } as const;
  for (const [key, name] of Object.entries(readings) as [keyof typeof readings, string][]) {
    new Gauge({
      name,
      help: 'Tiles since the start',
      registers: [registry],
      collect() {
        this.set(tiles.statistics()[key]);
      },
    });
  }
  new Gauge({
    name: 'tile_cache_bytes',
    help: 'Bytes of tiles held',
    registers: [registry],
    collect() {
      this.set(tiles.statistics().cachedBytes);
    },
  });
}
