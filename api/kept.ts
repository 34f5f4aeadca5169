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
