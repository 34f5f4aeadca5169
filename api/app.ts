import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { encodeDemand } from '#analysis';
import { PUBLIC } from '#model/account';
import type { RegionProfile } from '#model/region';
import type { ServiceStandard } from '#model/standard';
import type { BackupKeeper } from '../data/backup/keeper.ts';
import type { Database } from '../data/database/database.ts';
import { loadStatedFigures, type StatedFigure } from '../data/desk/figures/stated-figures.ts';
import { loadDefinitions } from '../data/import/definition.ts';
import { deriveDemand } from '../data/import/derive.ts';
import { regionFolder } from '../data/import/profile.ts';
import { loadStatedCeilings, type StatedCeiling } from '../data/planning/stated-ceilings.ts';
import type { TileServer } from '../tilesets/tile-answer.ts';
import type { AppContext } from './app-context.ts';
import { readAssessmentData } from './assessment-data.ts';
import { readBoundaries } from './boundaries.ts';
import { BOUNDARIES_PATH, DEMAND_PATH, ROADS_PATH } from './contract/index.ts';
import { readDataVersion } from './data-version.ts';
import { refuseOtherMethods } from './endpoint.ts';
import { createIndicatorRecorder } from './indicator-recorder.ts';
import { Kept } from './kept.ts';
import { createMetrics } from './metrics.ts';
import type { OpenIdSettings } from './openid.ts';
import { packedBytes } from './packed-bytes.ts';
import { readPermitCounts } from './permit-counts.ts';
import { createPreparation } from './preparation.ts';
import { AppError, problemOf, sendProblem } from './problem.ts';
import { readRoadNetwork } from './road-network.ts';
import { identifyRequests } from './session.ts';
import { accountRoutes } from './routes/accounts.ts';
import { deskUploadRoutes } from './routes/desk-uploads.ts';
import { deskVersionRoutes } from './routes/desk-versions.ts';
import { deskPermitRoutes } from './routes/desk-permits.ts';
import { deskProjectRoutes } from './routes/desk-projects.ts';
import { deskFeatureRoutes } from './routes/desk-features.ts';
import { deskOverlapRoutes } from './routes/desk-overlaps.ts';
import { catalogueRoutes } from './routes/catalogue.ts';
import { qualityRoutes } from './routes/quality.ts';
import { registerRoutes } from './routes/registers.ts';
import { backupRoutes } from './routes/backups.ts';
import { analysisRoutes } from './routes/analysis.ts';
import { datasetRoutes } from './routes/datasets.ts';
import { eventRoutes } from './routes/events.ts';
import { facilityRoutes } from './routes/facilities.ts';
import { gapRoutes } from './routes/gaps.ts';
import { operationRoutes } from './routes/operations.ts';
import { permitRoutes } from './routes/permits.ts';
import { planningRoutes } from './routes/planning.ts';
import { projectRoutes } from './routes/projects.ts';
import { regionRoutes } from './routes/regions.ts';
import { searchRoutes } from './routes/search.ts';
import { sitingRoutes } from './routes/siting.ts';
import { matches, TILE_ROUTE, tileRoutes } from './routes/tiles.ts';
import { trendRoutes } from './routes/trend.ts';
import { createTileShortcut } from './tile-shortcut.ts';
import { opensView, sendWebApp, serveWebFolder } from './web-folder.ts';

export interface AppOptions {
  readonly database: Database;
  readonly tiles: TileServer;
  readonly profile: RegionProfile;
  readonly standards: readonly ServiceStandard[];
  /** Folder of the region: definitions of its datasets and stated figures. That of the profile's id by default. */
  readonly regionFolder?: string;
  /** Folder of the built web app; null serves the API alone. */
  readonly webFolder: string | null;
  readonly softwareVersion: string;
  /** Folder of this installation, for files that are uploaded; by default one of the system's for temporary files. */
  readonly dataFolder?: string;
  /** Fastify's own setting; `false` for none. */
  readonly logger: FastifyServerOptions['logger'];
  /** Requests per minute and address; null for no limit. Tiles count a twentieth, and those at hand nothing. */
  readonly requestsPerMinute: number | null;
  /** How long the data stand still before their indicators are recorded for `/api/v1/trend`; by default they are not. */
  readonly recordsAfterSeconds?: number;
  /** Once it listens, outlines, cells and roads are built before anybody asks for them; by default the first request builds them. */
  readonly preparesAnswers?: boolean;
  /** What backs the database up; by default nothing does. */
  readonly backups?: BackupKeeper;
  /** Whether a proxy in front tells the client's address and protocol (`X-Forwarded-*`). */
  readonly trustProxy: boolean;
  /** The time as sign-in and sessions see it; the computer's own by default. */
  readonly now?: () => Date;
  /** Single sign-on beside passwords; by default there is none. */
  readonly openId?: OpenIdSettings;
}

const LONGEST_URL = 2048;
/** JSON of the desk; files come as a stream of their own. */
const LARGEST_BODY_BYTES = 128 * 1024;
const TILES_PER_REQUEST = 20;
/** Longer than between two datasets of one import; shorter than a person takes from the data to the map. */
const PREPARES_AFTER_SECONDS = 2;
/** Brotli at its default of 11 takes seconds for a megabyte; at 4 it is as fast as gzip and smaller. */
const BROTLI_QUALITY = 4;

/** Builds the server without listening, so that tests can inject requests. Close it to release what it subscribed to. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const shortcut = createTileShortcut(options.tiles);
  const app = fastify({
    serverFactory: shortcut.serverFactory,
    logger: options.logger ?? false,
    bodyLimit: LARGEST_BODY_BYTES,
    trustProxy: options.trustProxy,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: LONGEST_URL },
    // The database may be busy with an import while the server gets ready: 10 s, the default, ended starts that were only slow.
    pluginTimeout: 120_000,
    // The largest file takes its time on a slow line; headers and silent lines have shorter limits of their own.
    requestTimeout: 1_800_000,
    // Addresses that the router cannot read (`%zz`) never reach the error handler.
    frameworkErrors: (error, request, reply) => void sendProblem(error, request, reply),
    clientErrorHandler: refuseBrokenRequest,
  });
  app.decorate('methodsOf', new Map());
  const folder = options.regionFolder ?? regionFolder(options.profile.id);
  const context = createContext(app, options, folder, {
    statedFigures: await loadStatedFigures(folder),
    statedCeilings: await loadStatedCeilings(folder),
  });

  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
  await protect(app, options);
  await identifyRequests(app, context.database, context.now);
  observe(app, context);
  shortcut.learnFrom(app, TILE_ROUTE, context.metrics);
  revalidate(app, context);

  regionRoutes(app, context);
  facilityRoutes(app, context);
  gapRoutes(app, context);
  analysisRoutes(app, context);
  datasetRoutes(app, context);
  searchRoutes(app, context);
  projectRoutes(app, context);
  permitRoutes(app, context);
  deskPermitRoutes(app, context);
  trendRoutes(app, context);
  tileRoutes(app, context);
  eventRoutes(app, context);
  operationRoutes(app, context);
  accountRoutes(app, context);
  deskUploadRoutes(app, context);
  deskVersionRoutes(app, context);
  deskFeatureRoutes(app, context);
  deskProjectRoutes(app, context);
  catalogueRoutes(app, context);
  qualityRoutes(app, context);
  registerRoutes(app, context);
  deskOverlapRoutes(app, context);
  backupRoutes(app, context);
  sitingRoutes(app, context);
  planningRoutes(app, context);
  refuseOtherMethods(app);

  const webFolder = options.webFolder !== null && existsSync(options.webFolder) ? options.webFolder : null;
  if (webFolder !== null) await serveWebFolder(app, webFolder);
  app.setNotFoundHandler((request, reply) => {
    if (opensView(request, webFolder)) return sendWebApp(reply);
    return sendProblem(new AppError('not_found'), request, reply);
  });
  return app;
}

function createContext(
  app: FastifyInstance,
  options: AppOptions,
  folder: string,
  stated: { readonly statedFigures: readonly StatedFigure[]; readonly statedCeilings: readonly StatedCeiling[] },
): AppContext {
  const { tiles, profile, standards, softwareVersion } = options;
  const metrics = createMetrics(tiles, options.backups ?? null);
  const database = metrics.countingQueries(options.database);
  // Answers that are kept for everybody are read as what everybody may read.
  const open = database.as(PUBLIC);
  const assessmentData = new Kept(() => readAssessmentData(open, profile));
  const demand = new Kept(async () => {
    const { demand: cells } = await assessmentData.get();
    return cells && packedBytes(new Uint8Array(encodeDemand(cells)));
  });
  const boundaries = new Kept(async () => {
    const text = await readBoundaries(open);
    return text === null ? null : packedBytes(Buffer.from(text));
  });
  const roads = new Kept(async () => {
    const network = await readRoadNetwork(open);
    return network && packedBytes(network);
  });
  const permitCounts = new Kept(() => readPermitCounts(database));
  const version = new Kept(() => readDataVersion(database));
  const recorder =
    options.recordsAfterSeconds === undefined
      ? null
      : createIndicatorRecorder({
          database,
          standards,
          assessmentData: () => assessmentData.get(),
          quietSeconds: options.recordsAfterSeconds,
          onError: (error) => app.log.error({ err: error }, 'indicators were not recorded'),
        });
  const preparation = options.preparesAnswers
    ? createPreparation({
        first: () => tiles.ready(),
        answers: [boundaries, demand, roads, permitCounts],
        quietSeconds: PREPARES_AFTER_SECONDS,
        onError: (error) => app.log.error({ err: error }, 'answers were not prepared'),
      })
    : null;
  const listeners = new Set<(dataset: string) => void>();
  let stopListening: (() => Promise<void>) | null = null;
  app.addHook('onReady', async () => {
    const forget = () => {
      assessmentData.forget();
      demand.forget();
      boundaries.forget();
      roads.forget();
      permitCounts.forget();
      version.forget();
      preparation?.dataChanged();
    };
    const changed = (dataset: string) => {
      forget();
      recorder?.dataChanged();
      for (const listener of listeners) listener(dataset);
    };
    stopListening = await database.listen('dataset_changed', changed, () => {
      forget();
      recorder?.dataChanged();
    });
    recorder?.dataChanged();
  });
  app.addHook('onListen', async () => preparation?.start());
  app.addHook('onClose', async () => {
    await stopListening?.();
    await preparation?.close();
    await recorder?.close();
  });
  return {
    database,
    tiles,
    profile,
    standards,
    softwareVersion,
    uploadFolder: path.join(options.dataFolder ?? path.join(tmpdir(), `jangkau-${process.pid}`), 'uploads'),
    now: options.now ?? (() => new Date()),
    openId: options.openId ?? null,
    assessmentData,
    demand,
    boundaries,
    roads,
    permitCounts,
    metrics,
    backups: options.backups ?? null,
    ...stated,
    recount: async () => {
      const definitions = await loadDefinitions(path.join(folder, 'sources'));
      const register = await deriveDemand(options.database, profile, definitions);
      if (register !== null) await options.database.query(`SELECT pg_notify('dataset_changed', $1)`, [register]);
    },
    figureChosen: async () => {
      // Here at once, for who chose asks again at once; in other processes by the notification, which names no dataset.
      version.forget();
      await options.database.query(`SELECT pg_notify('dataset_changed', 'figures')`);
    },
    today: () => dayIn(profile.timeZone, options.now?.() ?? new Date()),
    dataVersion: async () => {
      const known = await version.get();
      // A first import may be under way: asked again until there is something.
      if (!known.loaded) version.forget();
      return known;
    },
    onDatasetChanged: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** `YYYY-MM-DD` in a time zone. */
function dayIn(timeZone: string, moment: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(moment);
}

/** Security headers, compression, and limits on how much a client may ask. */
async function protect(app: FastifyInstance, { requestsPerMinute }: AppOptions): Promise<void> {
  app.addHook('onRequest', async (request) => {
    if (request.url.length > LONGEST_URL) throw new AppError('uri_too_long');
    // PostgreSQL takes no NUL in text: refused here, once, rather than by every schema.
    if (/%00/.test(request.url)) throw new AppError('invalid_parameter', [{ name: 'url', reason: 'nul_character' }]);
  });
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // Compiling WebAssembly of our own host (HiGHS, for the best sites) needs this word; it allows no text to be run as script.
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        // MapLibre places its controls and popups by style attributes; style elements stay forbidden.
        styleSrc: ["'self'"],
        styleSrcAttr: ["'unsafe-inline'"],
        workerSrc: ["'self'", 'blob:'],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
      },
    },
    // Where HTTPS ends, at the proxy, is the place that knows whether to demand it.
    strictTransportSecurity: false,
  });
  if (requestsPerMinute !== null) {
    await app.register(rateLimit, {
      max: (request) => requestsPerMinute * (request.url.startsWith('/tiles/') ? TILES_PER_REQUEST : 1),
      keyGenerator: (request) => `${request.url.startsWith('/tiles/') ? 'tiles' : 'other'} ${request.ip}`,
      timeWindow: '1 minute',
    });
  }
  await app.register(compress, {
    global: true,
    threshold: 1024,
    encodings: ['br', 'gzip', 'identity'],
    customTypes: /^(application\/(json|problem\+json|octet-stream)|text\/(html|plain))/,
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } },
  });
}

function observe(app: FastifyInstance, { metrics }: AppContext): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    metrics.countRequest(route, request.method, reply.statusCode, reply.elapsedTime / 1000);
  });
}

/** Answers of `/api/v1` follow from the data and the address alone, so an unchanged version of the data answers 304. */
function revalidate(app: FastifyInstance, { dataVersion }: AppContext): void {
  // Another start may be another version of the code.
  const start = randomUUID().slice(0, 8);
  const covers = (url: string) =>
    url.startsWith('/api/v1/') && ![DEMAND_PATH, BOUNDARIES_PATH, ROADS_PATH].some((path) => url.startsWith(path));
  app.addHook('preHandler', async (request, reply) => {
    if (!covers(request.url) || request.is404) return;
    if (request.routeOptions.config.isPersonal) {
      void reply.header('cache-control', 'no-store');
      return;
    }
    const { version } = await dataVersion();
    const etag = `W/"${start}-${version}"`;
    void reply.header('etag', etag).header('cache-control', 'no-cache');
    if (matches(request.headers['if-none-match'], etag)) return reply.code(304).send();
  });
}

/** What is not even HTTP: answered on the socket, for there is no request. */
function refuseBrokenRequest(this: FastifyInstance, error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return void socket.destroy();
  const failure = new AppError(error.code === 'HPE_HEADER_OVERFLOW' ? 'uri_too_long' : 'bad_request');
  const problem = problemOf(failure, randomUUID());
  const body = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 ${problem.status} ${problem.code}\r\ncontent-type: application/problem+json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
