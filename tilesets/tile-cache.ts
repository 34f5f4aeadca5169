/** Keeps the most recently used entries within a byte budget. A `Map` remembers insertion order, which is the order of use. */
export class TileCache<T extends { readonly byteLength: number }> {
  readonly #entries = new Map<string, T>();
  readonly #budgetBytes: number;
  /** What an entry costs beside its own bytes: key, object, map slot. */
  static readonly overheadBytes = 200;
  byteLength = 0;

  constructor(budgetBytes: number) {
    this.#budgetBytes = budgetBytes;
  }

  get(key: string): T | undefined {
    const entry = this.#entries.get(key);
    if (entry !== undefined) {
      this.#entries.delete(key);
      this.#entries.set(key, entry);
    }
    return entry;
  }

  set(key: string, entry: T): void {
    this.#remove(key);
    this.#entries.set(key, entry);
    this.byteLength += entry.byteLength + TileCache.overheadBytes;
    for (const oldest of this.#entries.keys()) {
      if (this.byteLength <= this.#budgetBytes) break;
      this.#remove(oldest);
    }
  }

  /** Drops every entry whose key begins so. */
  deletePrefix(prefix: string): void {
    for (const key of [...this.#entries.keys()]) if (key.startsWith(prefix)) this.#remove(key);
  }

  #remove(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    this.byteLength -= entry.byteLength + TileCache.overheadBytes;
  }
}
