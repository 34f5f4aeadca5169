import type { Database } from './database.ts';
import { openEmbedded, type EmbeddedOptions } from './embedded.ts';
import { openServer } from './server.ts';

export interface OpenOptions extends EmbeddedOptions {
  /** `postgres://…` of a server with PostGIS; without it the embedded engine opens `folder`. */
  url?: string | undefined;
  /** Another login of that server for what is asked on somebody's behalf; see `ServerOptions`. */
  requestsUrl?: string | undefined;
  /** Data folder of the embedded engine. Default `.jangkau/database` in the working directory. */
  folder?: string;
}

/**
 * Opens the database that the options name. A new embedded one is empty: call `migrate` next.
 * Throws `DatabaseError` (server does not answer), `FolderInUseError`, `ForeignFolderError` or `FolderUnreadableError`.
 */
export async function openDatabase({
  url,
  folder = '.jangkau/database',
  ...options
}: OpenOptions = {}): Promise<Database> {
  if (url !== undefined && url !== '') return openServer(url, options);
  return openEmbedded(folder, options);
}
