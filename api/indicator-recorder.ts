import { recordIndicators, type RecordOptions } from './indicator-history.ts';

export interface IndicatorRecorder {
  /** The data may have changed: they are recorded once nothing has changed for a while. */
  dataChanged(): void;
  /** Stops between two standards; nothing is half-recorded. */
  close(): Promise<void>;
}

/** Records indicators in the background, `quietSeconds` after the last change, one recording at a time. */
export function createIndicatorRecorder(
  options: Omit<RecordOptions, 'signal'> & { quietSeconds: number; onError: (error: unknown) => void },
): IndicatorRecorder {
  const { quietSeconds, onError, ...recording } = options;
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | null = null;
  let last: Promise<void> = Promise.resolve();
  const record = () => {
    last = last.then(async () => {
      try {
        await recordIndicators({ ...recording, signal: stopping.signal });
      } catch (error) {
        if (!stopping.signal.aborted) onError(error);
      }
    });
  };
  return {
    dataChanged() {
      if (stopping.signal.aborted) return;
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(record, quietSeconds * 1000);
    },
    async close() {
      stopping.abort();
      if (timer !== null) clearTimeout(timer);
      await last;
    },
  };
}
