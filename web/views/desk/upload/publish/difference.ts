import type { DifferenceItem } from '#model/upload';
import type { StaffAnswer } from '#staff-contract';
import type { StaffBackend } from '../../../../backend/staff-backend.ts';

/** From here on a point has moved as people mean it; less is a better reading of the same place. */
export const FAR_METRES = 100;
const MOST_MOVED = 1000;

export interface Difference {
  readonly counts: StaffAnswer<'uploadDifference'>['counts'];
  /** Points that moved by more than `FAR_METRES`. */
  readonly farMoved: number;
  /** More moved than were looked at: the number is a least one. */
  readonly isPart: boolean;
}

type FieldChange = DifferenceItem['fields'][number];

/** The changes of a feature field by field: those of the agency's own columns one by one, instead of as one JSON text. */
export function fieldChanges(fields: readonly FieldChange[]): readonly FieldChange[] {
  return fields.flatMap((change) => (change.field === 'attributes' ? ownColumns(change) : [change]));
}

function ownColumns(change: FieldChange): readonly FieldChange[] {
  const before = valuesOf(change.before);
  const after = valuesOf(change.after);
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .filter((field) => before[field] !== after[field])
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }));
}

/** The texts of a JSON object; what is no such object has none. */
function valuesOf(json: FieldChange['before']): Record<string, string> {
  if (typeof json !== 'string' || !json.startsWith('{')) return {};
  const read = JSON.parse(json) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(read)
      .filter(([, value]) => value !== null)
      .map(([field, value]) => [field, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
}

/** What publication would change, with the moves that matter counted. */
export async function loadDifference(staff: StaffBackend, id: string, signal: AbortSignal): Promise<Difference> {
  const answer = await staff.ask(
    'uploadDifference',
    { params: { id }, query: { kind: 'moved', limit: String(MOST_MOVED) } },
    signal,
  );
  return {
    counts: answer.counts,
    farMoved: answer.items.filter(({ movedMetres }) => (movedMetres ?? 0) > FAR_METRES).length,
    isPart: answer.total > answer.items.length,
  };
}
