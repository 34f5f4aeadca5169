import { existsSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Vite puts what has a hash in its name there: an address never changes its bytes. */
const HASHED = `${path.sep}assets${path.sep}`;

/** Serves the built web app, `.br` and `.gz` beside a file instead of it where the client takes them. */
export async function serveWebFolder(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: path.resolve(folder),
    preCompressed: true,
    // A route per file: anything else is answered as not found, in one place.
    wildcard: false,
    globIgnore: ['**/*.br', '**/*.gz', '**/*.map'],
    cacheControl: false,
    setHeaders: (reply, file) => {
      reply.header('vary', 'accept-encoding');
      reply.header('cache-control', file.includes(HASHED) ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}

/** Whether the request is a person who opens a view of the app: then the app itself finds the view. */
export function opensView(request: FastifyRequest, folder: string | null): folder is string {
  const place = request.url.split('?')[0] ?? '';
  return (
    folder !== null &&
    (request.method === 'GET' || request.method === 'HEAD') &&
    (place === '/' || (request.headers.accept ?? '').includes('text/html')) &&
    // A file that is missing is missing: a page instead of a script would only fail later and darker. The last part of a
    // region code, as in `/kecamatan/32.09.30`, is no file ending.
    !/^\/(api|tiles|assets|ogc)(\/|$)|\.[a-z][a-z0-9]*$/i.test(place) &&
    existsSync(path.join(folder, 'index.html'))
  );
}

/** Answers with the app's page. */
export function sendWebApp(reply: FastifyReply): FastifyReply {
  return reply.code(200).sendFile('index.html');
}
