import type { FastifyInstance } from 'fastify';
import { PUBLIC } from '#model/account';
import type { Dataset, ImportNote } from '#model/dataset';
import type { AppContext } from '../app-context.ts';
import { contract, type DatasetItem } from '../contract/index.ts';
import { serve } from '../endpoint.ts';
import type { Queryable } from '../../data/database/database.ts';
import { AppError } from '../problem.ts';
import { statement } from '../queries/load.ts';

const datasetsSql = statement('datasets');
const notesSql = statement('dataset-notes');
const noteCountSql = statement('dataset-note-count');
const existsSql = statement('dataset-exists');

interface DatasetRow extends Record<string, unknown> {
  id: string;
  title: string;
  family: Dataset['family'];
  abstract: string;
  producer: string;
  custodian: string | null;
  source: string;
  source_url: string | null;
  date: string | null;
  licence: string | null;
  update_cycle_months: number | null;
  classification: Dataset['classification'];
  status: Dataset['status'];
  coverage: string;
  lineage: string;
  known_flaws: string[];
  version: number;
  records: number;
  imported_at: string | null;
  run: number | null;
  rejections: number;
  corrections: number;
}

function itemOf(row: DatasetRow): DatasetItem {
  return {
    id: row.id,
    title: row.title,
    family: row.family,
    abstract: row.abstract,
    producer: row.producer,
    custodian: row.custodian,
    source: row.source,
    sourceUrl: row.source_url,
    date: row.date,
    licence: row.licence,
    updateCycleMonths: row.update_cycle_months,
    classification: row.classification,
    status: row.status,
    coverage: row.coverage,
    lineage: row.lineage,
    knownFlaws: row.known_flaws,
    version: row.version,
    records: row.records,
    importedAt: row.imported_at,
    rejections: row.rejections,
    corrections: row.corrections,
  };
}

/** Throws for a dataset that the public does not see: `forbidden` (403) where it is an exempt one, else `unknown_dataset`. */
export async function refuseUnseen(database: Queryable, id: string): Promise<never> {
  const rows = await database.query(existsSql, [id]);
  throw new AppError(rows.length > 0 ? 'forbidden' : 'unknown_dataset');
}

/**
 * `/api/v1/datasets` and `/api/v1/datasets/:id`. That a restricted dataset exists is public, its rows are not; of an exempt
 * one (UU 14/2008 art. 17) nothing is.
 */
export function datasetRoutes(app: FastifyInstance, { database }: AppContext): void {
  const open = database.as(PUBLIC);
  serve(app, contract.datasets, async () => {
    const rows = await open.query<DatasetRow>(datasetsSql, [null]);
    return { items: rows.map(itemOf) };
  });

  serve(app, contract.dataset, async ({ limit, offset, outcome }, { id }) => {
    const [dataset] = await open.query<DatasetRow>(datasetsSql, [id]);
    if (!dataset) return refuseUnseen(database, id);
    // The notes quote values of rows: of a closed dataset they stay closed.
    if (dataset.run === null || dataset.classification !== 'terbuka')
      return { ...itemOf(dataset), notes: [], noteCount: 0 };
    type NoteRow = Omit<ImportNote, 'column'> & { column_name: string | null };
    const [notes, [counted]] = await Promise.all([
      open.query<NoteRow>(notesSql, [dataset.run, outcome ?? null, limit, offset]),
      open.query<{ count: number }>(noteCountSql, [dataset.run, outcome ?? null]),
    ]);
    return {
      ...itemOf(dataset),
      notes: notes.map(({ column_name: column, ...note }) => ({ ...note, column })),
      noteCount: counted?.count ?? 0,
    };
  });
}
