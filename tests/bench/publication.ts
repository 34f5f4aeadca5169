import type { Queryable } from '../../data/database/database.ts';
import type { EmbeddedDatabase } from '../../data/database/embedded.ts';
import { publishUpload, restoreVersion } from '../../data/desk/versions/index.ts';
import { createEmbedded } from '../database-template.ts';
import { fillUpload, makeAccount } from '../data/desk/versions/fill-upload.ts';
import { loadMini, loadMiniProfile } from '../fixtures/kabupaten-mini/load.ts';
import type { BenchResult } from './result.ts';

const FACILITIES = 10_000;
/** Longer than that, other requests should never wait. */
const LIMIT_MILLISECONDS = 2_000;

/** What the engine had to itself: one statement, or all of a transaction. Milliseconds of processor time. */
export interface Block {
  readonly milliseconds: number;
  readonly statements: readonly { readonly text: string; readonly milliseconds: number }[];
}

/**
 * How long a publication on the embedded engine keeps everybody else waiting at most: the first one of a dataset, one that
 * changes every feature, and its undoing. Processor time of this process, since a loaded machine makes each second longer.
 */
export async function bench(): Promise<BenchResult[]> {
  const measured = await measurePublication(FACILITIES);
  return Object.entries(measured).map(([name, blocks]) => {
    const longest = Math.max(...blocks.map(({ milliseconds }) => milliseconds));
    const all = blocks.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
    return {
      name: `publication-${name}`,
      unit: 'ms',
      ours: Math.round(longest),
      other: LIMIT_MILLISECONDS,
      otherName: 'our limit',
      ratio: null,
      note: `longest that others wait, ${FACILITIES} facilities, embedded engine; ${Math.round(all)} ms in all`,
    };
  });
}

/** Blocks of three publications of so many facilities. */
export async function measurePublication(features: number): Promise<Record<'first' | 'changed' | 'undone', Block[]>> {
  const { database, close } = await createEmbedded();
  try {
    const profile = await loadMiniProfile();
    await loadMini(database);
    const by = await makeAccount(database, 'walidata');
    const upload = (edition: number) =>
      fillUpload(database, {
        dataset: 'toko',
        family: 'facility',
        by,
        isNew: edition === 0,
        records: Array.from({ length: features }, (_, index) => shopOf(index, edition)),
      });
    const blocks: Block[] = [];
    const watched = watch(database, blocks);
    const taken = () => blocks.splice(0);
    const publish = async (id: string) => {
      await publishUpload(watched, id, by, profile);
      return taken();
    };
    const first = await publish(await upload(0));
    const changed = await publish(await upload(1));
    await restoreVersion(watched, 'toko', 2, by, 'uji');
    return { first, changed, undone: taken() };
  } finally {
    await close();
  }
}

function shopOf(index: number, edition: number) {
  const coordinates = [110 + (index % 200) / 10_000 + edition / 1_000, -7 - Math.floor(index / 200) / 10_000];
  return {
    id: `toko-${index}`,
    kind: 'shop',
    name: `Toko ${index} edisi ${edition}`,
    owner: 'swasta',
    authority: 'swasta',
    region: '99.01.01.2001',
    accuracy: 'point',
    position: { type: 'Point', coordinates },
    address: `Jalan Pasar ${index}`,
    phone: null,
    capacity: null,
    nationalCode: null,
    attributes: {},
  };
}

/** The same database, which notes what each statement and transaction took. */
function watch(database: EmbeddedDatabase, blocks: Block[]): EmbeddedDatabase {
  const timing = (query: Queryable['query'], into: Block['statements'][number][]): Queryable['query'] =>
    async function timed(sql, ...more) {
      const from = process.cpuUsage();
      try {
        return await query(sql, ...more);
      } finally {
        into.push({ text: sql, milliseconds: millisecondsSince(from) });
      }
    };
  return {
    ...database,
    async query(sql, ...more) {
      const statements: Block['statements'][number][] = [];
      try {
        return await timing(database.query, statements)(sql, ...more);
      } finally {
        blocks.push({ milliseconds: statements[0]!.milliseconds, statements });
      }
    },
    transaction: (work, options) =>
      database.transaction(async (transaction) => {
        const statements: Block['statements'][number][] = [];
        const from = process.cpuUsage();
        try {
          return await work({ query: timing(transaction.query.bind(transaction), statements) });
        } finally {
          blocks.push({ milliseconds: millisecondsSince(from), statements });
        }
      }, options),
  };
}

function millisecondsSince(from: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}
