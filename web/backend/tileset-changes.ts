/**
 * Tells of each tileset that has a new version, as long as the page is open: `/events` of the API. The browser connects
 * again by itself. Returns how to stop.
 */
export function followTilesets(onChange: (tileset: string) => void): () => void {
  const source = new EventSource('/events');
  source.addEventListener('tileset_changed', (event: MessageEvent<string>) => {
    const tileset = tilesetOf(event.data);
    if (tileset !== null) onChange(tileset);
  });
  return () => source.close();
}

/** The tileset that the text of an event names; null when it names none. */
export function tilesetOf(text: string): string | null {
  try {
    const { tileset } = JSON.parse(text) as { tileset?: unknown };
    return typeof tileset === 'string' ? tileset : null;
  } catch {
    return null;
  }
}
