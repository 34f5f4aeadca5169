import type { Upload } from '#model/upload';
import type { DeskDataset, SessionAnswer } from '#staff-contract';
import { mayChange, mayPublish } from '../upload/upload-words.ts';

/** Something at the desk that waits for somebody. */
export type Need =
  | { readonly kind: 'returned' | 'problems' | 'draft' | 'publish'; readonly upload: Upload }
  | { readonly kind: 'stale' | 'due'; readonly dataset: DeskDataset };

/** From so many days before on, a dataset that will be due is named. */
const SOON_DAYS = 30;
const DAY_MILLISECONDS = 86_400_000;

/**
 * What needs whoever is signed in, the most pressing first: what waits for their publication, what was given back to them, drafts
 * with problems, other drafts, datasets past their cycle, and those that will be within a month.
 */
export function needsOf(
  {
    datasets,
    drafts,
    waiting,
  }: {
    readonly datasets: readonly DeskDataset[];
    readonly drafts: readonly Upload[];
    readonly waiting: readonly Upload[];
  },
  session: SessionAnswer | null,
  today: Date,
): readonly Need[] {
  const publish = waiting.filter((upload) => mayPublish(session, upload)).map(needing('publish'));
  const own = drafts.filter((upload) => mayChange(session, upload));
  const isReturned = (upload: Upload): boolean => upload.remark !== null;
  const hasProblems = (upload: Upload): boolean => !isReturned(upload) && upload.counts.rejected > 0;
  const editable = datasets.filter((dataset) => dataset.mayEdit);
  const dueSoon = (dataset: DeskDataset): boolean => {
    if (dataset.isStale || dataset.dueOn === null) return false;
    const days = (Date.parse(dataset.dueOn) - today.getTime()) / DAY_MILLISECONDS;
    return days <= SOON_DAYS;
  };
  const byDue = (a: DeskDataset, b: DeskDataset): number => (a.dueOn ?? '').localeCompare(b.dueOn ?? '');
  return [
    ...publish,
    ...own.filter(isReturned).map(needing('returned')),
    ...own.filter(hasProblems).map(needing('problems')),
    ...own.filter((upload) => !isReturned(upload) && !hasProblems(upload)).map(needing('draft')),
    ...editable
      .filter(({ isStale }) => isStale)
      .toSorted(byDue)
      .map(dated('stale')),
    ...editable.filter(dueSoon).toSorted(byDue).map(dated('due')),
  ];
}

const needing =
  (kind: 'returned' | 'problems' | 'draft' | 'publish') =>
  (upload: Upload): Need => ({ kind, upload });
const dated =
  (kind: 'stale' | 'due') =>
  (dataset: DeskDataset): Need => ({ kind, dataset });
