import type { TilesetName } from './schema.ts';

/** A dataset whose rows stand in a tileset. */
export interface TilesetInput {
  readonly id: string;
  readonly producer: string;
  readonly licence: string | null;
  /** Made-up data. */
  readonly sample: boolean;
}

/** What a source knows of a tileset once its rows are read. */
export interface TilesetInfo {
  /** Same rows of the same imports give the same text, on every process and after every restart. */
  readonly version: string;
  /** `[west, south, east, north]` of all features; `null` when the tileset has none. */
  readonly bounds: readonly [number, number, number, number] | null;
  readonly inputs: readonly TilesetInput[];
}

/** Where tiles are cut. `MemorySource` works on both engines, `PostgisSource` on a server only. */
export interface TileSource {
  /** Reads the tileset from the database, replacing what was read before. Cheap when nothing changed. */
  load(tileset: TilesetName): Promise<TilesetInfo>;
  /**
   * Uncompressed MVT 2.1 of one tile, `null` when nothing lies in it. Zoom, column and row must be in range.
   * Rejects with `UnknownVersionError` when the source holds another version.
   */
  get(tileset: TilesetName, version: string, z: number, x: number, y: number): Promise<Uint8Array | null>;
}

/** A tile of a version that is not (or no longer) held. */
export class UnknownVersionError extends Error {
  constructor(tileset: TilesetName, version: string) {
    super(`tileset ${tileset} does not hold version ${version}`);
    this.name = 'UnknownVersionError';
  }
}
