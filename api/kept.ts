/**
 * Something that is costly to read and changes only with an import: read once, kept until `forget`. Requests that come
 * while it is being read wait for the same reading; a failed reading is not kept.
 */
export class Kept<T> {
  private readonly read: () => Promise<T>;
  private value: Promise<T> | null = null;
  constructor(read: () => Promise<T>) {
    this.read = read;
  }
  get(): Promise<T> {
    if (this.value) return this.value;
    const value = this.read();
    this.value = value;
    value.catch(() => {
      if (this.value === value) this.value = null;
    });
    return value;
  }
  forget(): void {
    this.value = null;
  }
}

/**
 * What answers something that is costly to read and follows from `key` alone: read anew when the key is another one; whoever asks
 * meanwhile waits for the same reading.
 */
export function keptByKey<T>(key: () => Promise<string>, read: () => Promise<T>): () => Promise<T> {
  const kept = new Kept(read);
  let known: string | null = null;
  return async () => {
    const now = await key();
    if (now !== known) kept.forget();
    known = now;
    return kept.get();
  };
}
