import type { Database } from '../data/database/database.ts';
import { statement } from './queries/load.ts';

const versionSql = statement('data-version');

export interface DataVersion {
  /** Rises with every committed import. */
  readonly version: number;
  /** Whether regions, a population register and facilities are there. */
  readonly loaded: boolean;
}

/** The version of the data as the database has it now. */
export async function dataVersion(database: Database): Promise<DataVersion> {
  const [row] = await database.query<{ version: number; loaded: boolean }>(versionSql);
  return row ?? { version: 0, loaded: false };
}

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
    const value = (this.value ??= this.read());
    value.catch(() => {
      if (this.value === value) this.value = null;
    });
    return value;
  }
  forget(): void {
    this.value = null;
  }
}
