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
