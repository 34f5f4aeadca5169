import type { Kept } from './kept.ts';

export interface Preparation {
  /** Begins with the first answers; later calls do nothing. */
  start(): void;
  /** What was kept is forgotten: it is built again once nothing has changed for a while. */
  dataChanged(): void;
  /** Stops after the answer that is being built. */
  close(): Promise<void>;
}

/**
 * Builds costly answers in the background before anybody asks for them, one after the other, so that nobody waits for more than
 * one; whoever asks meanwhile waits for the same building. `first` is what must not be delayed, such as the first tiles.
 */
export function createPreparation(options: {
  readonly first: () => Promise<void>;
  readonly answers: readonly Pick<Kept<unknown>, 'get'>[];
  readonly quietSeconds: number;
  readonly onError: (error: unknown) => void;
}): Preparation {
  const { first, answers, quietSeconds, onError } = options;
  let isStarted = false;
  let isClosed = false;
  let timer: NodeJS.Timeout | null = null;
  let last: Promise<void> = Promise.resolve();
  const prepare = () => {
    last = last.then(async () => {
      try {
        await first();
        for (const answer of answers) {
          if (isClosed) return;
          await answer.get();
        }
      } catch (error) {
        if (!isClosed) onError(error);
      }
    });
  };
  return {
    start() {
      if (isStarted || isClosed) return;
      isStarted = true;
      prepare();
    },
    dataChanged() {
      if (!isStarted || isClosed) return;
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(prepare, quietSeconds * 1000);
    },
    async close() {
      isClosed = true;
      if (timer !== null) clearTimeout(timer);
      await last;
    },
  };
}
