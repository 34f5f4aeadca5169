/** Work that follows something faster than itself: while one piece is being done only the newest waits, and none is done twice at once. */
export interface LatestOnly<T> {
  push(input: T): void;
  /** Resolves when nothing is being done and nothing waits. */
  settled(): Promise<void>;
}

/** @param work must not throw: what fails is its own to tell. */
export function latestOnly<T>(work: (input: T) => Promise<void>): LatestOnly<T> {
  let waiting: { readonly input: T } | null = null;
  let running: Promise<void> | null = null;
  async function run(): Promise<void> {
    while (waiting) {
      const { input } = waiting;
      waiting = null;
      await work(input);
    }
    running = null;
  }
  return {
    push(input) {
      waiting = { input };
      running ??= run();
    },
    settled: async () => {
      while (running) await running;
    },
  };
}
