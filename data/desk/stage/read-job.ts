import type { BBox } from '#model/geometry';
import type { FileFacts } from '#model/upload';
import type { Database } from '../../database/database.ts';
import { readUpload, type RawRow } from '../read/index.ts';
import { NO_COUNTS } from './checked-rows.ts';
import { isRejectedSheet } from './rejected.ts';
import { statement } from './statements.ts';
import { storableJson, storableText } from './storable.ts';

const ROWS_PER_PORTION = 1000;
const ROWS_PER_DELETION = 5000;

/**
 * Reads the file of an upload into its rows, in place of those that were there. Throws `UploadRefusal`, or the signal's reason.
 */
export async function readRows(
  database: Database,
  id: string,
  file: { path: string; name: string },
  { bounds, layer, signal }: { bounds: BBox; layer: string | null; signal: AbortSignal },
  onProgress: (done: number, total: number | null) => Promise<void>,
): Promise<FileFacts> {
  await deleteRows(database, id);
  const batches = readUpload(file, {
    bounds,
    signal,
    batchRows: ROWS_PER_PORTION,
    ...(layer === null ? {} : { layer }),
  });
  for (;;) {
    const step = await batches.next();
    if (step.done) {
      const facts = storableJson(step.value);
      await database.query(statement('set-facts'), [id, facts, { ...NO_COUNTS, rows: facts.rows }]);
      if (isRejectedSheet(facts)) await database.query(statement('set-keeps-rest'), [id, true]);
      return facts;
    }
    const { rows, done, total } = step.value;
    try {
      signal.throwIfAborted();
      if (rows.length > 0) await database.query(statement('insert-rows'), [id, JSON.stringify(rows.map(storable))]);
      await onProgress(done, total);
    } catch (error) {
      // Ends the reader's process and takes its files away.
      await batches.return(undefined as never);
      throw error;
    }
  }
}

/** Takes the rows of an upload away in portions, so that nobody waits long. */
export async function deleteRows(database: Database, id: string): Promise<void> {
  for (;;) {
    const deleted = await database.query(statement('delete-rows'), [id, ROWS_PER_DELETION]);
    if (deleted.length < ROWS_PER_DELETION) return;
  }
}

function storable({ row, cells, geometry }: RawRow): RawRow {
  const clean: Record<string, string | null> = {};
  for (const [name, cell] of Object.entries(cells))
    clean[storableText(name)] = cell === null ? null : storableText(cell);
  return { row, cells: clean, geometry };
}
