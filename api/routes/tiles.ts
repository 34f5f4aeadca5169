import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isRestricted, isTilesetName, TILESET_NAMES, TILESETS, type TilesetName } from '#tilesets';
import type { AppContext } from '../app-context.ts';
import { negotiateEncoding } from '../content-encoding.ts';
import { contract } from '../contract/index.ts';
import { get, parsed, serve } from '../endpoint.ts';
import { AppError } from '../problem.ts';
import { requireTileset } from '../tileset-access.ts';

export const TILE_ROUTE = '/tiles/:tileset/:version/:z/:x/:y.mvt';
/** What versions look like; what does not never was one. */
const VERSION = /^[0-9a-f]{12}$/;
/** They tell a browser how to show a page. A tile is none, there are many of them, and `nosniff` stays. */
const HEADERS_OF_A_PAGE = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'origin-agent-cluster',
  'referrer-policy',
  'x-dns-prefetch-control',
  'x-download-options',
  'x-frame-options',
  'x-permitted-cross-domain-policies',
  'x-xss-protection',
];

/** Of a restricted tileset nothing is kept between here and the eyes of who asked. */
const PRIVATE = { 'cache-control': 'private, no-store', vary: 'accept-encoding, cookie' };

const nothing = z.strictObject({});
const wholeNumber = (digits: number) =>
  z
    .string()
    .regex(new RegExp(`^\\d{1,${digits}}$`), { message: 'number' })
    .transform(Number);
const TileParams = z.object({
  version: z.string().max(100),
  z: wholeNumber(2),
  x: wholeNumber(9),
  y: wholeNumber(9),
});

function knownTileset(name: unknown): TilesetName {
  if (typeof name === 'string' && isTilesetName(name)) return name;
  throw new AppError('unknown_tileset');
}

/** Where the client reached us; a `Host` that is no host name is not repeated into an answer. */
function baseUrlOf(request: FastifyRequest): string {
  const host = /^[a-z0-9.:[\]-]{1,255}$/i.test(request.host) ? request.host : 'localhost';
  return `${request.protocol}://${host}`;
}

/** `/tiles`, `/tiles/:tileset.json` and the tiles themselves. */
export function tileRoutes(app: FastifyInstance, { database, tiles }: AppContext): void {
  serve(app, contract.tilesets, async () => {
    await tiles.ready();
    return {
      items: tiles.list().flatMap(({ name, info }) =>
        info === null || isRestricted(name)
          ? []
          : [
              {
                name,
                version: info.version,
                tilejson: `/tiles/${name}.json`,
                family: TILESETS[name].family,
                sample: info.inputs.some(({ sample }) => sample),
              },
            ],
      ),
    };
  });

  const sendTileJson = async (name: TilesetName, request: FastifyRequest, reply: FastifyReply) => {
    await requireTileset(database, tiles, name, request.identity);
    parsed(nothing, request.query);
    void reply.header('cache-control', isRestricted(name) ? PRIVATE['cache-control'] : 'no-cache');
    return tiles.tileJson(name, baseUrlOf(request));
  };

  const sendTile = async (name: TilesetName, request: FastifyRequest, reply: FastifyReply) => {
    await requireTileset(database, tiles, name, request.identity);
    parsed(nothing, request.query);
    const { version, z: zoom, x, y } = parsed(TileParams, request.params);
    const encoding = negotiateEncoding(request.headers['accept-encoding']);
    if (encoding === null) throw new AppError('not_acceptable');
    const answer = await tiles.getTile(name, version, zoom, x, y, encoding);
    // The version in the address makes the bytes of an address unchanging.
    const lasting = isRestricted(name)
      ? PRIVATE
      : { 'cache-control': 'public, max-age=31536000, immutable', vary: 'accept-encoding' };
    switch (answer.status) {
      case 'unknown-version':
        if (!VERSION.test(version)) throw new AppError('unknown_tile_version');
        // A map that is open since before an import goes on: it gets what is there now.
        return reply
          .header('cache-control', 'no-store')
          .redirect(`/tiles/${name}/${answer.currentVersion}/${zoom}/${x}/${y}.mvt`, 307);
      case 'out-of-range':
        throw new AppError('tile_out_of_range');
      case 'empty':
        return reply.code(204).headers(lasting).send();
      case 'ok': {
        for (const header of HEADERS_OF_A_PAGE) reply.raw.removeHeader(header);
        void reply.headers(lasting).header('etag', answer.etag);
        if (matches(request.headers['if-none-match'], answer.etag)) return reply.code(304).send();
        if (answer.encoding !== 'identity') void reply.header('content-encoding', answer.encoding);
        return reply
          .type('application/vnd.mapbox-vector-tile')
          .send(Buffer.from(answer.bytes.buffer, answer.bytes.byteOffset, answer.bytes.byteLength));
      }
    }
  };

  // Paths of everybody never look at who asks; those of a restricted tileset do, and come before them.
  for (const name of TILESET_NAMES.filter(isRestricted)) {
    const isPersonal = { isPersonal: true };
    get(app, `/tiles/${name}.json`, (request, reply) => sendTileJson(name, request, reply), isPersonal);
    get(app, TILE_ROUTE.replace(':tileset', name), (request, reply) => sendTile(name, request, reply), isPersonal);
  }
  const nameIn = (request: FastifyRequest) => knownTileset((request.params as { tileset?: unknown }).tileset);
  get(app, '/tiles/:tileset.json', (request, reply) => sendTileJson(nameIn(request), request, reply));
  get(app, TILE_ROUTE, (request, reply) => sendTile(nameIn(request), request, reply));
}

/** Whether an `If-None-Match` list names the tag; compared weakly (RFC 9110, 13.1.2). */
export function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  const bare = (tag: string) => tag.trim().replace(/^W\//, '');
  return header.trim() === '*' || header.split(',').some((tag) => bare(tag) === bare(etag));
}
