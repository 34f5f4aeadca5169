import { tick } from 'svelte';

/** Waiting for a row that is still on its way; after that somebody has gone elsewhere. */
const PATIENCE_MILLISECONDS = 5000;

/** Id of a row in the table. */
export const rowId = (row: number): string => `upload-row-${row}`;

/** Moves the focus to a row of the table as soon as it is there, and brings it into view. */
export async function focusRow(row: number): Promise<void> {
  await tick();
  if (focusNow(row)) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      observer.disconnect();
      clearTimeout(timer);
      resolve();
    };
    const observer = new MutationObserver(() => {
      if (focusNow(row)) done();
    });
    const timer = setTimeout(done, PATIENCE_MILLISECONDS);
    observer.observe(document.body, { childList: true, subtree: true });
  });
}

function focusNow(row: number): boolean {
  const element = document.getElementById(rowId(row));
  if (!element) return false;
  element.scrollIntoView({ block: 'center' });
  element.focus({ preventScroll: true });
  return true;
}
