import type { Position } from '#model/geometry';
import type { Upload, UploadRow } from '#model/upload';
import type { Queryable } from '../../database/database.ts';
import { maskedFacts, maskedRow } from './masked.ts';
import { statement } from './statements.ts';

/** One upload as whoever asks may see it, numbers of persons masked; null when there is none, or none for them. */
export async function readUploadOf(database: Queryable, id: string): Promise<Upload | null> {
  const { items } = await listUploads(database, { id, state: null, dataset: null, limit: 1, offset: 0 });
  return items[0] ?? null;
}

/** Uploads, newest first, and how many there are. Numbers of persons are masked. */
export async function listUploads(
  database: Queryable,
  choice: { id?: string; state: string | null; dataset: string | null; limit: number; offset: number },
): Promise<{ items: Upload[]; total: number }> {
  const { id = null, state, dataset, limit, offset } = choice;
  const rows = await database.query<Upload & { total: number }>(statement('upload'), [
    id,
    state,
    dataset,
    limit,
    offset,
  ]);
  const items = rows.map(({ total: _, ...upload }) => ({
    ...upload,
    facts: upload.facts && maskedFacts(upload.facts, upload.mapping),
  }));
  return { items, total: rows[0]?.total ?? 0 };
}

export interface RowChoice {
  readonly outcome: string | null;
  readonly reason: string | null;
  readonly from: number | null;
  readonly neighbours: number | null;
}

/** Rows of an upload in their order, numbers of persons masked, and how many the choice has. */
export async function listRows(
  database: Queryable,
  id: string,
  choice: RowChoice,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ items: UploadRow[]; total: number }> {
  const { outcome, reason, from, neighbours } = choice;
  const filter = [id, outcome, reason, from, neighbours];
  type Found = Omit<UploadRow, 'position'> & {
    longitude: number | null;
    latitude: number | null;
    nikColumn: string | null;
  };
  const rows = await database.query<Found & Record<string, unknown>>(statement('rows'), [...filter, limit, offset]);
  const items = rows.map(({ longitude, latitude, nikColumn, ...row }) => ({
    ...maskedRow(row, nikColumn),
    position: longitude === null || latitude === null ? null : ([longitude, latitude] as Position),
  }));
  const [count] = await database.query<{ total: number }>(statement('row-count'), filter);
  return { items, total: count?.total ?? 0 };
}

const MOST_POINTS = 20_000;

/** Where the rows of an upload lie, in columns; all the rejected ones among them as far as they fit. */
export async function readPositions(database: Queryable, id: string) {
  const points = await database.query<{
    row: number;
    outcome: UploadRow['outcome'];
    longitude: number;
    latitude: number;
  }>(statement('positions'), [id, MOST_POINTS]);
  const [counts] = await database.query<{ placed: number; withoutPosition: number }>(statement('position-counts'), [
    id,
  ]);
  return {
    rows: points.map(({ row }) => row),
    longitudes: points.map(({ longitude }) => longitude),
    latitudes: points.map(({ latitude }) => latitude),
    outcomes: points.map(({ outcome }) => outcome),
    leftOut: (counts?.placed ?? 0) - points.length,
    withoutPosition: counts?.withoutPosition ?? 0,
  };
}
