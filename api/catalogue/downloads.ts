import { createHash } from 'node:crypto';
import type { ReadStream } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Queryable } from '../../data/database/database.ts';
import type { CatalogueItem, DownloadFormat } from '../contract/catalogue.ts';
import { columnsOf, rowsKindOf } from './columns.ts';
import { convertGeoJson } from './convert.ts';
import { metadataJson, metadataText } from './metadata.ts';
import { stateOf } from './record-queries.ts';
import { everyRow, type CatalogueRow } from './rows.ts';
import { writeCsv, writeGeoJson } from './write-rows.ts';
import { packZip } from './zip.ts';

export interface DownloadFile {
  readonly bytes: number;
  /** Open already: a newer file may take its place while it is sent. */
  readonly stream: ReadStream;
}
export interface DownloadTask {
  readonly item: CatalogueItem;
  readonly format: DownloadFormat;
  /** Answers as whoever may read the rows. */
  readonly database: Queryable;
  readonly knownElsewhere: number;
  readonly page: string;
}

/** Begins the folders of files that are made for one person. */
const PERSONAL = 'personal-';

/** Name of a download: what is made up says so in its name. */
export const fileNameOf = ({ id, status, version }: CatalogueItem, extension: string): string =>
  `${status === 'contoh' && !id.includes('contoh') ? 'contoh-' : ''}${id}-v${version}.${extension}`;

/**
 * Files of datasets, made when first asked for. Those of open datasets are kept for everybody until their dataset changes;
 * others are made for who asks and go when they have been sent. One is made at a time, and it is never in memory as a whole.
 */
export class Downloads {
  readonly #folder: string;
  readonly #making = new Map<string, Promise<number>>();
  readonly #sizes = new Map<string, number>();
  #last: Promise<unknown> = Promise.resolve();
  #prepared: Promise<void> | null = null;

  /** @param folder of this installation, for files that may be lost. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Bytes of the file of an open dataset as it was last made; null when it has not been. */
  sizeOf(item: CatalogueItem, format: DownloadFormat): number | null {
    return this.#sizes.get(`${item.id} ${stateOf(item)} ${format}`) ?? null;
  }

  /** The file; throws what the database or the disk throws. */
  async get(task: DownloadTask): Promise<DownloadFile> {
    await (this.#prepared ??= this.#prepare());
    const { item, format } = task;
    if (item.classification !== 'terbuka') {
      const folder = await mkdtemp(path.join(this.#folder, PERSONAL));
      try {
        const file = path.join(folder, 'download.zip');
        const bytes = await this.#inTurn(() => make(task, file));
        const handle = await open(file);
        return { bytes, stream: handle.createReadStream() };
      } finally {
        // What is open can still be read to its end.
        await rm(folder, { recursive: true, force: true });
      }
    }
    const key = keyOf(task);
    const file = path.join(this.#folder, key);
    const bytes = (await stat(file).catch(() => null))?.size ?? (await this.#makeOnce(key, file, task));
    this.#sizes.set(`${item.id} ${stateOf(item)} ${format}`, bytes);
    const handle = await open(file);
    return { bytes, stream: handle.createReadStream() };
  }

  /** What a process that was ended left half done, or of closed datasets, goes. */
  async #prepare(): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    for (const name of await readdir(this.#folder))
      if (!name.endsWith('.zip')) await rm(path.join(this.#folder, name), { recursive: true, force: true });
  }

  /** Requests that come while a file is made wait for the same file. */
  #makeOnce(key: string, file: string, task: DownloadTask): Promise<number> {
    const known = this.#making.get(key);
    if (known) return known;
    const made = this.#inTurn(async () => {
      const bytes = await make(task, file);
      await this.#forgetOlder(task.item.id, task.format, key);
      return bytes;
    }).finally(() => this.#making.delete(key));
    this.#making.set(key, made);
    return made;
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work);
    this.#last = mine.catch(() => undefined);
    return mine;
  }

  async #forgetOlder(id: string, format: DownloadFormat, kept: string): Promise<void> {
    const older = (await readdir(this.#folder)).filter(
      (name) => name.startsWith(`${id}.`) && name.endsWith(`.${format}.zip`) && name !== kept,
    );
    for (const name of older) await rm(path.join(this.#folder, name), { force: true });
  }
}

/** With the address of its page, which stands in it: nobody gets a file that another one's address (`Host`) made. */
function keyOf({ item, format, page }: DownloadTask): string {
  const address = createHash('sha256').update(page).digest('hex').slice(0, 8);
  return `${item.id}.${stateOf(item)}-${address}.${format}.zip`;
}

/** Makes the ZIP beside its place and moves it there; resolves to its bytes. */
async function make(task: DownloadTask, target: string): Promise<number> {
  const { item, format } = task;
  const folder = await mkdtemp(`${target}-`);
  try {
    const columns = columnsOf(rowsKindOf(item), item.status === 'contoh');
    const name = fileNameOf(item, format);
    const layer = name.slice(0, name.lastIndexOf('-v'));
    const written = await writeRows(task, folder, layer);
    const { knownElsewhere, page } = task;
    const facts = { item, columns, rows: written.rows, knownElsewhere, page, file: name };
    const packed = path.join(folder, 'packed.zip');
    await packZip(packed, [
      { name, from: { file: written.file } },
      { name: 'metadata.json', from: { text: metadataJson(facts) } },
      { name: 'metadata.txt', from: { text: metadataText(facts) } },
    ]);
    await rename(packed, target);
    return (await stat(target)).size;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeRows(
  { item, format, database }: DownloadTask,
  folder: string,
  layer: string,
): Promise<{ file: string; rows: number }> {
  const file = path.join(folder, `rows.${format === 'csv' ? 'csv' : 'geojson'}`);
  let hasGaps = false;
  async function* watched(): AsyncGenerator<CatalogueRow[]> {
    for await (const rows of everyRow(database, item)) {
      hasGaps ||= rows.some(({ geometry }) => geometry === null);
      yield rows;
    }
  }
  if (format === 'csv') {
    const kind = rowsKindOf(item);
    const shapes =
      kind === 'population' ? 'none' : ['facility', 'permit', 'permit-public'].includes(kind) ? 'points' : 'any';
    const columns = columnsOf(kind, item.status === 'contoh');
    return { file, rows: await writeCsv(file, columns, shapes, watched()) };
  }
  const rows = await writeGeoJson(file, layer, watched());
  if (format === 'geojson') return { file, rows };
  const driver = format === 'gpkg' ? 'GPKG' : 'FlatGeobuf';
  const out = path.join(folder, 'out');
  await mkdir(out);
  return { file: await convertGeoJson({ file, folder: out, driver, layer, hasGaps }), rows };
}
