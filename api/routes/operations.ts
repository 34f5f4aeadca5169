import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../app-context.ts';
import { docsPage } from '../docs-page.ts';
import { get } from '../endpoint.ts';
import { openApiDocument } from '../openapi.ts';
import { AppError } from '../problem.ts';

/** `/healthz`, `/readyz`, `/metrics`, `/openapi.json` and `/docs`. */
export function operationRoutes(app: FastifyInstance, context: AppContext): void {
  const { database, dataVersion, metrics, softwareVersion } = context;
  get(app, '/healthz', async () => ({ status: 'ok' }));

  get(app, '/readyz', async () => {
    const { loaded, version } = await dataVersion();
    if (!loaded) throw new AppError('not_ready');
    // What is known of the data outlives a server that went away; an embedded engine comes back with the next statement.
    if (database.engine === 'server') await database.query('SELECT 1');
    return { status: 'ready', dataVersion: version };
  });

  get(app, '/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()));

  const document = openApiDocument(softwareVersion);
  get(app, '/openapi.json', async () => document);
  const page = docsPage(document);
  get(app, '/docs', async (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
}
