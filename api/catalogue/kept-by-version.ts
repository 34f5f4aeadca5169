/** Something costly that follows from the data alone: read once for each version of them. A failed reading is not kept. */
export class ByDataVersion<T> {
  readonly #version: () => Promise<string>;
  readonly #read: () => Promise<T>;
  #kept: { readonly version: string; readonly value: Promise<T> } | null = null;

  constructor(version: () => Promise<string>, read: () => Promise<T>) {
    this.#version = version;
    this.#read = read;
  }

  /** Those who ask while it is read wait for the same reading. */
  async get(): Promise<T> {
    const version = await this.#version();
    if (this.#kept?.version === version) return this.#kept.value;
    const kept = { version, value: this.#read() };
    this.#kept = kept;
    kept.value.catch(() => {
      if (this.#kept === kept) this.#kept = null;
    });
    return kept.value;
  }
}
