import type { TilesetInfo } from './tile-source.ts';
import type { TilesetName } from './schema.ts';

export type TileEncoding = 'br' | 'gzip' | 'identity';

/** What a request for a tile leads to; the caller turns it into HTTP. */
export type TileAnswer =
  | { readonly status: 'ok'; readonly bytes: Uint8Array; readonly etag: string; readonly encoding: TileEncoding }
  /** Nothing lies in the tile: 204. */
  | { readonly status: 'empty' }
  /** Another version is current: the caller may redirect to it. */
  | { readonly status: 'unknown-version'; readonly currentVersion: string }
  /** Zoom outside the tileset, or column or row outside the zoom. */
  | { readonly status: 'out-of-range' };

/** TileJSON 3.0.0; `vector_layers` follows from `schema.ts`. */
export interface TileJson {
  readonly tilejson: '3.0.0';
  readonly name: TilesetName;
  readonly scheme: 'xyz';
  readonly tiles: readonly [string];
  readonly minzoom: number;
  readonly maxzoom: number;
  readonly bounds: readonly [number, number, number, number];
  readonly center: readonly [number, number, number];
  readonly attribution: string;
  readonly vector_layers: readonly {
    readonly id: string;
    readonly fields: Readonly<Record<string, 'String' | 'Number' | 'Boolean'>>;
    readonly minzoom: number;
    readonly maxzoom: number;
  }[];
}

/** Versioned, compressed, cached tiles over a `TileSource`; made by `createTileServer` in `tile-server.ts`. */
export interface TileServer {
  /**
   * One tile in the encoding asked for, whoever asks: of a restricted tileset the caller must know that they may. Requests for one cold tile share one encode. `etag` is strong (quoted), and
   * differs per encoding. Pass `version` as it came in the URL.
   */
  getTile(
    name: TilesetName,
    version: string,
    z: number,
    x: number,
    y: number,
    encoding: TileEncoding,
  ): Promise<TileAnswer>;
  /**
   * A tile that is at hand, without waiting; `null` when `getTile` has to be asked. `address` is
   * `<name>/<version>/<z>/<x>/<y>` as it stands in the URL: what is not written just so is not found. For a path in front
   * of the router, which costs more than the tile does.
   */
  cachedTile(address: string, encoding: TileEncoding): Extract<TileAnswer, { status: 'ok' }> | null;
  /** TileJSON whose tile address is `<baseUrl>/tiles/<name>/<version>/{z}/{x}/{y}.mvt`. Waits for the tileset's rows. */
  tileJson(name: TilesetName, baseUrl: string): Promise<TileJson>;
  /** What is known of a tileset. Waits for its rows. */
  infoOf(name: TilesetName): Promise<TilesetInfo>;
  /** Every tileset, restricted ones among them, with what is known of it; `info` is `null` until its rows are read. */
  list(): readonly { readonly name: TilesetName; readonly info: TilesetInfo | null }[];
  /** Reads again the tilesets that this dataset may stand in; resolves to those whose version changed. */
  invalidate(datasetId: string): Promise<readonly TilesetName[]>;
  /** Calls back after a tileset got a new version (for `/events`); returns a function that stops it. */
  onChange(listener: (name: TilesetName, version: string) => void): () => void;
  /** Resolves when every tileset is read; rejects with the first failure. */
  ready(): Promise<void>;
  /** Counts since the start, for `/metrics`. */
  statistics(): {
    readonly hits: number;
    readonly misses: number;
    readonly encodes: number;
    readonly cachedBytes: number;
  };
  /** Stops listening. Safe to call twice. */
  close(): Promise<void>;
}
