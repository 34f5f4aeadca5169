import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../app-context.ts';
import { docsPage } from '../docs-page.ts';
import { get } from '../endpoint.ts';
import { openApiDocument } from '../openapi.ts';
import { AppError } from '../problem.ts';

/** `/healthz`, `/readyz`, `/metrics`, `/openapi.json` and `/docs`. */
export function operationRoutes(app: FastifyInstance, { dataVersion, metrics, softwareVersion }: AppContext): void {
  get(app, '/healthz', async () => ({ status: 'ok' }));

  get(app, '/readyz', async () => {
    const { loaded, version } = await dataVersion();
    if (!loaded) throw new AppError('not_ready');
    return { status: 'ready', dataVersion: version };
  });

  get(app, '/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()));

  const document = openApiDocument(softwareVersion);
  get(app, '/openapi.json', async () => document);
  const page = docsPage(document);
  get(app, '/docs', async (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
}
