import type { Identity, Role } from '#model/account';
import { isRestricted, TILESET_NAMES, type TilesetName } from '#tilesets';
import type { Database } from '../data/database/database.ts';
import type { TileServer } from '../tilesets/tile-answer.ts';
import { AppError } from './problem.ts';
import { statement } from './queries/load.ts';

const seenSql = statement('datasets-seen');

/** Who may ask for a restricted tileset at all; of the agencies only the one that produces all of it gets it. */
const ROLES_OF_RESTRICTED: readonly Role[] = ['walidata', 'opd'];

/** Whether the identity may see every dataset that the tileset is made of, as the database sees it. */
async function maySee(database: Database, tiles: TileServer, name: TilesetName, identity: Identity): Promise<boolean> {
  if (!ROLES_OF_RESTRICTED.includes(identity.role)) return false;
  const { inputs } = await tiles.infoOf(name);
  const ids = inputs.map(({ id }) => id);
  const seen = await database.as(identity).query(seenSql, [ids]);
  return seen.length === ids.length;
}

/**
 * Throws `forbidden` where a restricted tileset is not for the identity. Also for somebody without an account: that signing in
 * would help is nothing to tell about such a layer.
 */
export async function requireTileset(
  database: Database,
  tiles: TileServer,
  name: TilesetName,
  identity: Identity,
): Promise<void> {
  if (isRestricted(name) && !(await maySee(database, tiles, name, identity))) throw new AppError('forbidden');
}

/** The restricted tilesets that the identity may see. */
export async function allowedTilesets(
  database: Database,
  tiles: TileServer,
  identity: Identity,
): Promise<ReadonlySet<TilesetName>> {
  const allowed = new Set<TilesetName>();
  for (const name of TILESET_NAMES)
    if (isRestricted(name) && (await maySee(database, tiles, name, identity))) allowed.add(name);
  return allowed;
}
