import type { UploadRow } from '#model/upload';
import type { StaffRequest } from '#staff-contract';

export type RowChange = NonNullable<StaffRequest<'changeUploadRow'>['body']>;

/** A mend that can be taken back: the row as it was before. */
export interface LastMend {
  readonly row: number;
  readonly before: UploadRow;
  readonly change: RowChange;
}

/** The change that takes a mend back: typed fields return to what they were, and decisions about the row are withdrawn. */
export function undoOf({ before, change }: LastMend): RowChange {
  const { remedy } = change;
  const fields = [...Object.keys(change.edits ?? {}), ...(remedy?.kind === 'use_value' ? [remedy.field] : [])];
  const isExclusion = change.excluded === true || remedy?.kind === 'exclude_row';
  return {
    ...(fields.length > 0
      ? { edits: Object.fromEntries(fields.map((field) => [field, before.edits[field] ?? null])) }
      : {}),
    ...(isExclusion ? { excluded: false } : change.excluded === false ? { excluded: true } : {}),
    ...(remedy && remedy.kind !== 'use_value' && !isExclusion ? { undecided: true } : {}),
  };
}
