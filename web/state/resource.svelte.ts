import { untrack } from 'svelte';
import { BackendError } from '../backend/backend.ts';
import { followData } from '../backend/tileset-changes.ts';
import { Superseded } from '../worker/analysis-client.ts';

/** Waiting times before the next attempt, in seconds; the last one repeats. */
const RETRY_SECONDS = [5, 12, 30, 60] as const;
/** A skeleton shown for less than this only flickers. */
const SLOW_MILLISECONDS = 300;
/** An import changes several datasets at once, and not every open page shall ask in the same moment. */
const SETTLE_MILLISECONDS = 150;
const SPREAD_MILLISECONDS = 150;

/**
 * Something that is loaded and may fail. The old value stays while a new one comes; failures that may heal are tried again
 * after a pause that grows, at once when the network is back, and whenever the reader asks.
 */
export class Resource<T> {
  value = $state.raw<T | null>(null);
  error = $state.raw<Error | null>(null);
  isLoading = $state(true);
  /** Loading for so long that it should be said. */
  isSlow = $state(false);
  secondsToRetry = $state<number | null>(null);
  retry: () => void;
  constructor(retry: () => void) {
    this.retry = retry;
  }
}

/**
 * Loads when the input changes, inside a component. `null` as input means that there is nothing to ask yet.
 * @param input read reactively.
 * @param load is given a signal that is aborted when its answer is no longer wanted.
 */
export function createResource<I, T>(
  input: () => I | null,
  load: (given: I, signal: AbortSignal) => Promise<T>,
): Resource<T> {
  let attempt = $state(0);
  let failures = 0;
  const resource = new Resource<T>(() => {
    attempt += 1;
  });

  $effect(() => {
    const given = input();
    void attempt;
    if (given === null) return;
    const controller = new AbortController();
    let slow: ReturnType<typeof setTimeout> | undefined;
    let ticking: ReturnType<typeof setInterval> | undefined;
    const onOnline = (): void => resource.retry();
    untrack(() => {
      resource.isLoading = true;
      resource.secondsToRetry = null;
      slow = setTimeout(() => (resource.isSlow = true), SLOW_MILLISECONDS);
    });
    const settle = (): void => {
      clearTimeout(slow);
      resource.isLoading = false;
      resource.isSlow = false;
    };
    load(given, controller.signal).then(
      (value) => {
        if (controller.signal.aborted) return;
        settle();
        failures = 0;
        resource.value = value;
        resource.error = null;
      },
      (error: unknown) => {
        if (controller.signal.aborted || error instanceof Superseded) return;
        settle();
        resource.error = error instanceof Error ? error : new Error(String(error));
        if (!(error instanceof BackendError) || !error.canRetry) return;
        resource.secondsToRetry = RETRY_SECONDS[Math.min(failures, RETRY_SECONDS.length - 1)] ?? null;
        failures += 1;
        addEventListener('online', onOnline, { once: true });
        ticking = setInterval(() => {
          // A page nobody looks at does not keep knocking.
          if (document.hidden || resource.secondsToRetry === null) return;
          resource.secondsToRetry -= 1;
          if (resource.secondsToRetry <= 0) resource.retry();
        }, 1000);
      },
    );
    return () => {
      controller.abort();
      clearTimeout(slow);
      clearInterval(ticking);
      removeEventListener('online', onOnline);
    };
  });
  return resource;
}

/** As `createResource`; loads again when the data of the server change while the page is seen. The old value stays meanwhile. */
export function createLiveResource<I, T>(
  input: () => I | null,
  load: (given: I, signal: AbortSignal) => Promise<T>,
): Resource<T> {
  const resource = createResource(input, load);
  $effect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const unfollow = followData({
      onDataset: () => {
        clearTimeout(timer);
        timer = setTimeout(() => resource.retry(), SETTLE_MILLISECONDS + Math.random() * SPREAD_MILLISECONDS);
      },
    });
    return () => {
      unfollow();
      clearTimeout(timer);
    };
  });
  return resource;
}
