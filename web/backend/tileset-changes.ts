// What the server tells while a page is open: one connection for the page, and only while somebody looks at it.

export interface DataListener {
  /** A tileset has a new version; null when changes may have been missed and any may have. */
  readonly onTileset?: (tileset: string | null) => void;
  /** A dataset has a new version; null when changes may have been missed. */
  readonly onDataset?: (dataset: string | null) => void;
}

const listeners = new Set<DataListener>();
let source: EventSource | null = null;
/** Whether there was a connection that ended: what happened since is not known. */
let hasGap = false;

/**
 * Tells of changes of the data, as long as the page is open and seen: `/events` of the API. A hidden page lets go of its
 * connection, for a browser has six for all of its pages; seen again it is told that it may have missed something. Returns how
 * to stop.
 */
export function followData(listener: DataListener): () => void {
  listeners.add(listener);
  if (listeners.size === 1) {
    document.addEventListener('visibilitychange', followWhileSeen);
    followWhileSeen();
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    document.removeEventListener('visibilitychange', followWhileSeen);
    disconnect();
    hasGap = false;
  };
}

function followWhileSeen(): void {
  if (document.hidden) disconnect();
  else connect();
}

function disconnect(): void {
  hasGap ||= source !== null;
  source?.close();
  source = null;
}

function connect(): void {
  if (source !== null) return;
  source = new EventSource('/events');
  source.addEventListener('open', () => {
    if (!hasGap) return;
    hasGap = false;
    for (const { onTileset, onDataset } of [...listeners]) {
      onTileset?.(null);
      onDataset?.(null);
    }
  });
  // The browser connects again by itself.
  source.addEventListener('error', () => (hasGap = true));
  source.addEventListener('tileset_changed', (event: MessageEvent<string>) => {
    const tileset = textOf(event.data, 'tileset');
    if (tileset !== null) for (const { onTileset } of [...listeners]) onTileset?.(tileset);
  });
  source.addEventListener('dataset_changed', (event: MessageEvent<string>) => {
    const dataset = textOf(event.data, 'dataset');
    if (dataset !== null) for (const { onDataset } of [...listeners]) onDataset?.(dataset);
  });
}

/** What the text of an event says under a name; null when it says nothing. */
export function textOf(data: string, name: 'tileset' | 'dataset'): string | null {
  try {
    const value = (JSON.parse(data) as Record<string, unknown>)[name];
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}
